"""A turn cut into the stretches that each do one thing, with the act of each: the linear model, corrected by rules."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from trainer.acts import ACT_IDS, DUTY_OF_TOPIC, FAULTS
from trainer.content import parse_yaml, read_text
from trainer.dialogue.clauses import Clause, clauses, join
from trainer.dialogue.features import DATA, concepts, features
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.linear import model
from trainer.dialogue.scope import agrees, is_empty, is_steering, is_unharmed, past_steering
from trainer.dialogue.terms import terms_in
from trainer.dialogue.wording import HEDGED, OWN_WORD, RECOMMENDS, asks, is_bare, is_stuffed, opens_question, untagged
from trainer.text import Lang, fold

NOTHING = "other:other"
SURE = 0.28
"""Below this a clause is taken as `other`: it is better to ask than to credit what was not said."""

CLEAR, MARGIN = 0.2, 2.5
"""... unless it stands well clear of the next best."""

PART, WHOLE = 0.15, 0.6
"""... or unless its verb is clear and only the topic is in doubt: so much for the act, so much for the verb."""

_SWALLOWED = 0.3
LONGEST = 4
"""How many clauses at most are read as one act, unless the whole sentence is."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What it costs to cut a sentence once more, what a stretch that does nothing is worth, how much length counts.

    Chosen on the development set, by language: Chinese puts a comma after every thought, English after some.
    """

    price: float
    nothing: float
    length: float


CUTS: dict[Lang, Cut] = {"en": Cut(0.45, 0.25, 1.0), "zh": Cut(0.1, 0.35, 0.5)}


@dataclass(frozen=True, slots=True)
class Guess:
    """A stretch and the act it most likely does, with the model's own probability."""

    act: str
    p: float
    clause: Clause


@lru_cache(maxsize=8)
def guesses(turn: Turn) -> tuple[Guess, ...]:
    """The stretches of a turn in order, those that do nothing included."""
    return tuple(_segments(turn))


def _segments(turn: Turn) -> Iterator[Guess]:
    for row in clauses(turn.text, turn.lang):
        sentence = join(row, turn.text)
        if is_steering(sentence.text, turn.lang):
            # Talk to the program earns nothing; a threat stays one, whatever stands beside it.
            bare = [_behind_steering(row[0], turn), *row[1:]]
            faults = [g for g in _segment(bare, turn) if g.act.partition(":")[0] in FAULTS and g.p >= _PLAIN]
            yield from faults or [Guess(NOTHING, 0.9, sentence)]
        else:
            yield from _segment(row, turn)


def _behind_steering(clause: Clause, turn: Turn) -> Clause:
    """A clause without the address to the program that opens it, so that this lends a threat no cover."""
    past = past_steering(clause.text, turn.lang)
    rest = clause.text[past:].strip()
    start = turn.text.find(rest, clause.start) if past and rest else -1
    return replace(clause, text=rest, start=start) if start >= 0 else clause


@lru_cache(maxsize=64)
def _likely(speaker: str, listener: str) -> dict[str, float]:
    """How likely each act is from this speaker to this listener; acts not listed are as likely as in general."""
    weights: dict[str, float] = {}
    for rule in _role_rules("roles"):
        if speaker in rule["by"] and listener in rule.get("to", [listener]):
            for act in _named(rule):
                weights.setdefault(act, rule["weight"])
    return weights


@lru_cache(maxsize=64)
def relayed(speaker: str, listener: str) -> frozenset[str]:
    """The acts that this speaker can only be passing on to this listener."""
    rules = [r for r in _role_rules("relayed") if speaker in r["by"] and listener in r["to"]]
    return frozenset(act for rule in rules for act in _named(rule))


@lru_cache(maxsize=2)
def _role_rules(name: str) -> list[dict[str, Any]]:
    path = DATA / f"{name}.yaml"
    rules: list[dict[str, Any]] = parse_yaml(read_text(path), str(path))
    return rules


def _named(rule: dict[str, Any]) -> Iterator[str]:
    for wanted in rule["acts"]:
        yield from (act for act in ACT_IDS if act == wanted or (wanted.endswith(":*") and act.startswith(wanted[:-1])))


def _segment(row: list[Clause], turn: Turn) -> list[Guess]:
    """The cut of a sentence into stretches whose acts are, taken together, the most likely."""
    cut, n = CUTS[turn.lang], len(row)
    best: list[tuple[float, list[Guess]]] = [(0.0, [])]
    for end in range(1, n + 1):
        starts = set(range(max(0, end - LONGEST), end)) | ({0} if end == n else set())
        ways = []
        for start in starts:
            guess = _guess(join(row[start:end], turn.text), turn)
            p = cut.nothing if guess.act == NOTHING else max(guess.p, 0.02)
            if end - start > 1 and guess.act.startswith("ask:") and _names_package(guess.clause, turn):
                p *= _SWALLOWED  # "seven months and two thousand, agreed?": the package is no part of the question
            value, before = best[start]
            ways.append(
                (value + (end - start) ** cut.length * math.log(p) - (cut.price if before else 0), [*before, guess])
            )
        best.append(max(ways, key=lambda way: way[0]))
    return _with_statements(row, _with_grounds(row, _merged(best[n][1], turn), turn), turn)


def _with_grounds(row: list[Clause], guesses: list[Guess], turn: Turn) -> list[Guess]:
    """Grounds heaped up before what they are for ("all paid back, first time, four months?") are acts of their own.

    The cut prefers one long stretch to several short ones; a ground that is plain in a clause by itself counts.
    """
    known, out = {g.act for g in guesses}, []
    for guess in guesses:
        inside = [c for c in row if guess.clause.start <= c.start and c.end <= guess.clause.end]
        if len(inside) > 1 and guess.act.partition(":")[0] in _BEARS:
            for ground in (_guess(clause, turn) for clause in inside):
                if ground.act.startswith("argue:") and ground.p >= _PLAIN and ground.act not in known:
                    known.add(ground.act)
                    out.append(ground)
        out.append(guess)
    return out


def _with_statements(row: list[Clause], guesses: list[Guess], turn: Turn) -> list[Guess]:
    """Two matters told in one breath ("you can take it back until the judgment, and you can still appeal") are two
    statements, where the cut made one of them and the other is clear in a clause by itself."""
    known, out = {g.act for g in guesses}, []
    for guess in guesses:
        inside = [c for c in row if guess.clause.start <= c.start and c.end <= guess.clause.end]
        told: list[Guess] = []
        if len(inside) > 1 and guess.act in _TOLD:
            alone = [_guess(clause, turn) for clause in inside]
            told = [g for g in alone if g.act in _TOLD - known and g.p >= _CLEAR_BY_ITSELF]
        known |= {g.act for g in told}
        out += sorted([_rest_of(guess, inside, told, turn) if told else guess, *told], key=_where)
    return out


def _where(guess: Guess) -> tuple[int, int]:
    return guess.clause.start, guess.clause.end


def _rest_of(guess: Guess, inside: list[Clause], told: list[Guess], turn: Turn) -> Guess:
    """A statement without the clauses at its ends that tell another matter, if it is the same one then."""
    others = {g.clause for g in told}
    first = next((i for i, c in enumerate(inside) if c not in others), 0)
    last = next((i for i in range(len(inside) - 1, -1, -1) if inside[i] not in others), len(inside) - 1)
    rest = _guess(join(inside[first : last + 1], turn.text), turn)
    return rest if rest.act == guess.act else guess


_TOLD = frozenset(f"inform:{topic}" for topic in DUTY_OF_TOPIC)
_CLEAR_BY_ITSELF = 0.85
_PLAIN = 0.6
_BEARS = frozenset(("propose", "request", "argue", "accept", "reject"))
"""Verbs that grounds are given for."""


def _merged(guesses: list[Guess], turn: Turn) -> list[Guess]:
    """Neighbours that do the same thing are one."""
    out: list[Guess] = []
    for guess in guesses:
        if out and guess.act == out[-1].act:
            out[-1] = Guess(guess.act, max(out[-1].p, guess.p), join([out[-1].clause, guess.clause], turn.text))
        else:
            out.append(guess)
    return out


@lru_cache(maxsize=256)
def _guess(clause: Clause, turn: Turn) -> Guess:
    """The act of a stretch; asked again for the clauses within one."""
    text, lang = clause.text, turn.lang
    if is_stuffed(text, lang) or len(fold(text)) < 2:
        return Guess(NOTHING, 0.9, clause)
    found = model("acts", lang).probabilities(features(untagged(text), lang, turn.speaker, turn.listener))
    likely = _likely(turn.speaker, turn.listener)
    weighed = sorted(((p * likely.get(act, 1.0), act) for p, act in found[:12]), reverse=True)
    total = sum(p for p, _ in found[12:]) + sum(p for p, _ in weighed)
    p, act = weighed[0][0] / total, weighed[0][1]
    clear = p >= SURE or (p >= CLEAR and weighed[0][0] >= MARGIN * weighed[1][0])
    clear = clear or (p >= PART and _of_verb(act, weighed) / total >= WHOLE)
    if act.startswith("inform:") and (asks(text, lang) or opens_question(text, _rest(turn.text, clause), lang)):
        return Guess(NOTHING, max(p, 0.6), clause)
    bare = act.startswith(("inform:", "argue:")) and is_bare(text, lang)
    if bare or is_empty(text, act, lang):
        return Guess(NOTHING, max(p, 0.6), clause)
    p = max(p, _as_a_fault(act, weighed) / total)
    act = _corrected(act, clause, turn)
    if not clear and (figures := _proposal(clause, turn)):
        return Guess(figures, max(p, 0.4), clause)
    return Guess(act if clear else NOTHING, p, clause)


def _rest(text: str, clause: Clause) -> str:
    """The sentence of a clause, from its beginning on."""
    end = re.search(r"[.?!;\n]", text[clause.start :])
    return text[clause.start : clause.start + end.end()] if end else text[clause.start :]


_ALONE: dict[Lang, int] = {"en": 22, "zh": 8}
"""Characters up to which a length fills its clause ("Fourteen months.")."""


def _of_verb(act: str, weighed: list[tuple[float, str]]) -> float:
    """The weight of everything with the verb of an act."""
    verb = act.partition(":")[0]
    return sum(p for p, other in weighed if other.startswith(f"{verb}:"))


_ONE_FAULT = (
    frozenset(("threaten:heavier_charge", "threaten:custody", "threaten:heavier_sentence", "threaten:family")),
    frozenset(("press:hurry", "press:just_sign", "press:take_it")),
    frozenset(("promise:outcome", "promise:leniency")),
)
"""Topics that are the same fault: which of them is meant ("a second count, and two years") leaves the fault as sure."""


def _as_a_fault(act: str, weighed: list[tuple[float, str]]) -> float:
    """The weight of the fault that an act is; nothing for one that is none."""
    same = next((fault for fault in _ONE_FAULT if act in fault), frozenset())
    return sum(p for p, other in weighed if other in same)


def _corrected(act: str, clause: Clause, turn: Turn) -> str:
    """What general wordings and conventions say over the model."""
    text, lang = clause.text, turn.lang
    if is_unharmed(text, act, lang):
        free = {"refuse", "sign", "free_choice"} & concepts(text, lang)
        return "inform:system" if free else "rapport:reassure"
    if act.startswith("reject:") and agrees(text, act, lang):
        return act.replace("reject", "accept")
    if act == "promise:leniency" and HEDGED[lang].search(text) and not OWN_WORD[lang].search(text):
        # What the law may give is explained, not promised (CPL 15: leniency "may" follow).
        return "inform:system"
    if act.startswith("promise:") and turn.speaker == "prosecutor" and RECOMMENDS[lang].search(text):
        # What a prosecutor would recommend is the offer itself, as long as figures are named.
        terms = terms_in(text, lang)
        if terms and (terms.has_length or terms.probation_months or terms.fine_yuan):
            return "inform:sentence" if turn.listener == "accused" else "propose:sentence"
    if act == "propose:sentence" and "start_base" in concepts(text, lang):
        return "argue:guideline" if turn.speaker == "defence" else "inform:sentence_basis"
    if act == "ask:promise" and "pressure" in concepts(text, lang):
        # One question about both is the question about pressure: a promise wants a question of its own.
        return "ask:pressure"
    return act


def _names_package(clause: Clause, turn: Turn) -> bool:
    terms = terms_in(clause.text, turn.lang)
    return terms is not None and terms.months is not None and (terms.probation_months or terms.fine_yuan) is not None


def _proposal(clause: Clause, turn: Turn) -> str | None:
    """Words that cannot be placed but name a figure across the table: they put it there."""
    with_victim = "victim" in (turn.speaker, turn.listener)
    terms = terms_in(clause.text, turn.lang, with_victim) if turn.speaker != "accused" else None
    if terms is None:
        return None
    if with_victim:
        return "propose:restitution" if terms.restitution_yuan else None
    alone = len(fold(clause.text)) <= _ALONE[turn.lang]
    a_sentence = terms.has_length and (terms.kind or terms.probation is not None or terms.fine_yuan or alone)
    if turn.listener == "accused":
        return "inform:sentence" if a_sentence else None
    if turn.listener not in ("prosecutor", "defence") or turn.listener == turn.speaker:
        return None
    if terms.kind == "non_prosecution":
        return "propose:non_prosecution"
    moved = terms.months_delta is not None or terms.kind in ("fine_only", "exemption")
    return "propose:sentence" if a_sentence or moved else None

"""The embedded interpreter: no network, no key, milliseconds. Clauses, a linear model, rules for scope and terms."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache, reduce
from pathlib import Path

from trainer.acts import ACT_IDS, Act
from trainer.content import parse_yaml, read_text
from trainer.dialogue import law_talk
from trainer.dialogue.clauses import Clause, clauses, join
from trainer.dialogue.features import DATA, concepts, features
from trainer.dialogue.interpreter import Reading, Turn
from trainer.dialogue.linear import Linear, load
from trainer.dialogue.scope import is_empty, is_unharmed, scope
from trainer.dialogue.terms import terms_in
from trainer.dialogue.wording import HEDGED, OWN_WORD, asks, is_bare, is_stuffed, untagged
from trainer.law.terms import Terms
from trainer.text import Lang, fold

MODELS = Path(__file__).parent / "models"
SURE = 0.28
"""Below this a clause is taken as `other`: it is better to ask than to credit what was not said."""

CLEAR, MARGIN = 0.2, 2.5
"""... unless it stands well clear of the next best."""

_REQUESTED = {"file": "file", "private_meeting": "private_talk", "recording": "recording", "time": "time_to_think"}
_AND = {"en": re.compile(r"\band\b|,", re.I), "zh": re.compile(r"和|并|以及|还有|，|、|再")}
CLEARLY, FAINT = 0.6, 0.35

_WITH_TERMS = frozenset(("propose", "accept", "reject"))
_MERGE = frozenset(("propose:sentence", "propose:trade", "inform:sentence", "propose:probation", "propose:fine"))
_REPORTS = {"inform:fact", "inform:charge", "inform:evidence"}
_STANCE = {"inform", "argue", "propose", "advise", "promise", "threaten", "press", "request", "accept", "reject",
           "grant", "record"}  # fmt: skip


@lru_cache(maxsize=4)
def _model(kind: str, lang: Lang) -> Linear:
    return load(MODELS / f"{kind}.{lang}.bin")


def models_hash() -> str:
    """Identity of the models in use, for the session record."""
    total = hashlib.sha256()
    for path in sorted(MODELS.glob("*.bin")):
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Guess:
    act: str
    p: float
    clause: Clause


class EmbeddedInterpreter:
    """The default interpreter."""

    name = "embedded"

    async def read(self, turn: Turn) -> Reading:
        """See `Interpreter.read`."""
        return understand(turn)


def understand(turn: Turn) -> Reading:
    """What a turn means; pure and synchronous."""
    acts: list[Act] = []
    wrong: list[str] = []
    for row in clauses(turn.text, turn.lang):
        for guess in _segment(row, turn):
            acts.append(_act(guess, turn))
            wrong += law_talk.wrong_in(guess.clause.text, turn.lang) if acts[-1].polarity == "asserted" else []
    acts = _packaged(_asked_together(_weighty(acts), turn))
    plain = _plain_duties(acts, turn)
    return Reading(
        acts=tuple(acts) or (Act(verb="other", topic="other", span=(0, len(turn.text)), confidence=0.0),),
        terms=_terms(acts, turn), plain=tuple(dict.fromkeys(plain)), claims=tuple(dict.fromkeys(wrong)),
        duties=tuple(law_talk.duties_named(turn.text, turn.lang)),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _likely(speaker: str, listener: str) -> dict[str, float]:
    """How likely each act is from this speaker to this listener; acts not listed are as likely as in general."""
    path = DATA / "roles.yaml"
    weights: dict[str, float] = {}
    for rule in parse_yaml(read_text(path), str(path)):
        if speaker in rule["by"] and listener in rule.get("to", [listener]):
            for wanted in rule["acts"]:
                for act in ACT_IDS:
                    if act == wanted or (wanted.endswith(":*") and act.startswith(wanted[:-1])):
                        weights.setdefault(act, rule["weight"])
    return weights


def _guess(clause: Clause, turn: Turn) -> _Guess:
    if is_stuffed(clause.text, turn.lang) or len(fold(clause.text)) < 2:
        return _Guess("other:other", 0.9, clause)
    found = _model("acts", turn.lang).probabilities(
        features(untagged(clause.text), turn.lang, turn.speaker, turn.listener)
    )
    likely = _likely(turn.speaker, turn.listener)
    weighed = sorted(((p * likely.get(act, 1.0), act) for p, act in found[:12]), reverse=True)
    total = sum(p for p, _ in found) - sum(p for p, _ in found[:12]) + sum(p for p, _ in weighed)
    p, act = weighed[0][0] / total, weighed[0][1]
    clear = p >= SURE or (p >= CLEAR and weighed[0][0] >= MARGIN * weighed[1][0])
    if act.startswith("inform:") and asks(clause.text, turn.lang):
        return _Guess("other:other", max(p, 0.6), clause)
    if act.startswith(("inform:", "argue:")) and (
        is_bare(clause.text, turn.lang) or is_empty(clause.text, act, turn.lang)
    ):
        return _Guess("other:other", max(p, 0.6), clause)
    if is_unharmed(clause.text, act, turn.lang):
        free = {"refuse", "sign", "free_choice"} & concepts(clause.text, turn.lang)
        act = "inform:system" if free else "rapport:reassure"
    if (
        act == "promise:leniency"
        and HEDGED[turn.lang].search(clause.text)
        and not OWN_WORD[turn.lang].search(clause.text)
    ):
        # What the law may give is explained, not promised (CPL 15: leniency "may" follow).
        act = "inform:system"
    if act == "propose:sentence" and "start_base" in concepts(clause.text, turn.lang):
        act = "argue:guideline" if turn.speaker == "defence" else "inform:sentence_basis"
    if act == "ask:promise" and "pressure" in concepts(clause.text, turn.lang):
        # One question about both is the question about pressure: a promise wants a question of its own.
        act = "ask:pressure"
    if not clear and (figures := _proposal(clause, turn)):
        return _Guess(figures, max(p, 0.4), clause)
    return _Guess(act if clear else "other:other", p, clause)


def _proposal(clause: Clause, turn: Turn) -> str | None:
    """Words that cannot be placed but name a figure across the table: they put it there."""
    terms = terms_in(clause.text, turn.lang) if turn.speaker in ("defence", "prosecutor") else None
    if terms is None:
        return None
    if turn.listener == "victim" and terms.restitution_yuan:
        return "propose:restitution"
    across = turn.listener in ("prosecutor", "defence") and turn.listener != turn.speaker
    return "propose:sentence" if across and terms.has_length and (terms.kind or terms.probation) else None


def _segment(row: list[Clause], turn: Turn) -> list[_Guess]:
    """The sentence as a whole, or its parts where each part is clear and they do different things."""
    whole = _guess(join(row, turn.text), turn)
    if len(row) == 1:
        return [whole]
    parts = _merged([_guess(clause, turn) for clause in row], turn)
    if len(parts) == 1:
        return [whole if whole.p >= parts[0].p else parts[0]]
    clear = [g for g in parts if g.act != "other:other"]
    mean = sum(g.p for g in clear) / len(clear) if clear else 0.0
    return clear if clear and (len(clear) > 1 or whole.act == "other:other") and mean >= whole.p * 0.75 else [whole]


def _merged(guesses: list[_Guess], turn: Turn) -> list[_Guess]:
    """Neighbours that do the same thing are one; what cannot be placed goes with what stands before it."""
    out: list[_Guess] = []
    for guess in guesses:
        same = out and (guess.act == out[-1].act or (guess.act == "other:other" and guess.p < 0.6))
        if same:
            out[-1] = _Guess(out[-1].act, out[-1].p, join([out[-1].clause, guess.clause], turn.text))
        else:
            out.append(guess)
    return out


def _scope(guess: _Guess, turn: Turn) -> str | None:
    said = turn.text.replace("’", "'")
    opening = max((said.rfind(mark, 0, guess.clause.start) + 1 for mark in ".?!。？！；;\n"), default=0)
    clause = said[guess.clause.start : guess.clause.end]
    return scope(clause, guess.act, turn.lang, said[opening : guess.clause.end])


def _polarity(guess: _Guess, turn: Turn) -> str:
    verb = guess.act.split(":")[0]
    if verb == "ask":
        return "question"
    if verb not in _STANCE:
        return _scope(guess, turn) or "asserted"
    if forced := _scope(guess, turn):
        return forced
    known = features(guess.clause.text, turn.lang, turn.speaker, turn.listener) | {f"V:{verb}"}
    p, label = _model("polarity", turn.lang).probabilities(known)[0]
    if label == "reported" and verb == "inform" and guess.act not in _REPORTS:
        # A recommendation, or what courts do, told to the listener is the teller's own statement (convention 2):
        # only the wording (`scope`, above) makes it somebody else's.
        return "asserted"
    if label == "hypothetical" and verb in ("inform", "threaten"):
        # "If you withdraw after signing, ..." explains, "don't plead and ..." threatens (convention 5).
        return "asserted"
    return label if p >= 0.5 and label != "question" else "asserted"


def _act(guess: _Guess, turn: Turn) -> Act:
    verb, topic = guess.act.split(":")
    slots: dict[str, object] = {}
    if verb in _WITH_TERMS or guess.act in ("inform:sentence", "advise:procedure"):
        terms = terms_in(guess.clause.text, turn.lang)
        slots = terms.as_slots() if terms else {}
    if guess.act in ("ask:teach_back", "ask:understanding"):
        about = law_talk.duties_named(guess.clause.text, turn.lang)
        slots = {"about": about} if about else {}
    return Act(verb=verb, topic=topic, polarity=_polarity(guess, turn), slots=slots,
               span=(guess.clause.start, guess.clause.end), confidence=round(min(guess.p, 0.99), 3))  # fmt: skip


def _asked_together(acts: list[Act], turn: Turn) -> list[Act]:
    """Two things asked for in one breath ("the file and ten minutes alone with her") are two requests."""
    out = list(acts)
    asked = {a.topic for a in acts if a.verb == "request"}
    for act in acts:
        words = turn.text[act.span[0] : act.span[1]]
        if act.verb != "request" or act.topic not in _REQUESTED or not _AND[turn.lang].search(words):
            continue
        named = concepts(words, turn.lang)
        for topic, concept in _REQUESTED.items():
            if topic not in asked and concept in named:
                asked.add(topic)
                out.append(act.model_copy(update={"topic": topic, "confidence": min(act.confidence, 0.5)}))
    return out


def _weighty(acts: list[Act]) -> list[Act]:
    """Beside something clear, a faint guess is more often noise than a second act."""
    if not any(a.confidence >= CLEARLY and a.verb != "other" for a in acts):
        return acts
    return [a for a in acts if a.verb == "other" or a.confidence >= FAINT]


def _packaged(acts: list[Act]) -> list[Act]:
    """One package, one act: neighbouring parts of the same offer are joined."""
    out: list[Act] = []
    for act in acts:
        last = out[-1] if out else None
        if last and last.id == act.id and act.polarity == last.polarity:
            out[-1] = last.model_copy(
                update={"span": (last.span[0], act.span[1]), "slots": {**last.slots, **act.slots}}
            )
        elif last and last.id == "inform:sentence" and act.verb == "propose" and act.id in _MERGE and last.holds:
            out[-1] = last.model_copy(
                update={"span": (last.span[0], act.span[1]), "slots": {**last.slots, **act.slots}}
            )
        elif (
            last
            and last.verb == act.verb == "propose"
            and {last.id, act.id} <= _MERGE
            and act.polarity == last.polarity
        ):
            topic = "sentence" if "months" in {**last.slots, **act.slots} else last.topic
            out[-1] = last.model_copy(update={"topic": topic, "span": (last.span[0], act.span[1]),
                                              "slots": {**last.slots, **act.slots}})  # fmt: skip
        else:
            out.append(act)
    return out


def _terms(acts: list[Act], turn: Turn) -> Terms | None:
    """The terms of the offer in a turn; of the whole turn where nothing in it is an offer."""
    offers = [a for a in acts if a.verb in _WITH_TERMS or a.id == "inform:sentence"]
    found = [t for a in offers if (t := terms_in(turn.text[a.span[0] : a.span[1]], turn.lang))]
    if not found:
        return terms_in(turn.text, turn.lang)
    return reduce(Terms.merged, found)


def _plain_duties(acts: list[Act], turn: Turn) -> list[str]:
    """Duties explained in this turn whose words, with the sentence that follows them, are plain."""
    found = []
    told = [a for a in acts if a.holds and a.duty]
    for index, act in enumerate(told):
        end = told[index + 1].span[0] if index + 1 < len(told) else len(turn.text)
        if act.duty and law_talk.is_plain(turn.text[act.span[0] : max(end, act.span[1])], turn.lang):
            found.append(act.duty)
    return found

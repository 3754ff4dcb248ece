"""How the law is talked about: wrong statements, plain words against form language, which duty is meant."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from trainer.acts import DUTY_OF_TOPIC, Act
from trainer.content import parse_yaml, read_text
from trainer.dialogue.clauses import clauses, join
from trainer.dialogue.features import DATA, apart, concepts, features, normal
from trainer.dialogue.figures import against_law, figures, misstated, states_limits
from trainer.dialogue.frames import frames
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.linear import model
from trainer.dialogue.scope import corrects, denied, is_steering
from trainer.dialogue.terms import figures_named
from trainer.dialogue.truths import without_truths
from trainer.law.breaches import breach_of
from trainer.law.terms import Terms
from trainer.text import Lang

WRONG, RIGHT = "wrong", "right"
"""The classes of the model that tells wrong statements of law from all others. Another one names their claim."""


ASKED: dict[Lang, float] = {"en": 0.26, "zh": 0.26}
"""How likely a sentence has to be wrong before it is called so (chosen on the development sets)."""
ASKED_OF_TWO = 0.9
"""How likely two sentences that follow each other have to be ("About appealing. Forget it.")."""
NOT_TOLD = 0.35
"""What is asked on top where a sentence tells no law: a promise, a threat, what others are said to have said."""

RIGHT_LIMITS = 0.2
"""What is asked on top where every limit of the law that a sentence names is the law's own."""

_TELLING = frozenset(["inform", "advise"])
_ARGUES_LAW = frozenset(["argue:law", "argue:guideline", "argue:illegal_evidence", "argue:procedural_flaw"])
_BARGAINS = frozenset(["propose", "accept", "reject", "request", "grant", "argue", "ask", "rapport"])
_CLEARLY = 0.7
"""How sure an act of bargaining has to be before its sentence is taken to tell no law."""
_URGING = frozenset(["promise", "press", "threaten", "breach"])

_DUTY_OF_CONCEPT = {
    "retraction": "retraction", "appeal": "retraction", "refuse": "system", "free_choice": "system",
    "system_word": "system", "lawyer_help": "counsel", "private_talk": "counsel", "charge_facts": "charge",
    "evidence": "charge", "opinion": "opinion", "sentence_word": "sentence", "start_base": "sentence",
    "fine": "sentence", "probation": "sentence", "procedure_fast": "procedure", "procedure_summary": "procedure",
    "procedure_ordinary": "procedure", "procedure_word": "procedure", "bail": "liberty", "surveillance": "liberty",
    "custody_review": "liberty", "court_adopts": "effect", "criminal_record": "effect", "effect_word": "effect",
    "non_prosecution": "alternatives", "restitution": "alternatives", "forgiveness": "alternatives",
    "reconcile": "alternatives", "alternatives_word": "alternatives",
}  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """A wrong statement of law people make, with what is right."""

    id: str
    duty: str
    article: str
    truth: dict[str, str]


def _union(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.I) if patterns else None


@lru_cache(maxsize=1)
def claims() -> dict[str, Claim]:
    """All wrong statements the program knows, by id."""
    path = DATA / "claims.yaml"
    return {raw["id"]: Claim(**raw) for raw in parse_yaml(read_text(path), str(path))}


@lru_cache(maxsize=2)
def _registers(lang: Lang) -> tuple[re.Pattern[str], re.Pattern[str]]:
    path = DATA / f"register.{lang}.yaml"
    raw = parse_yaml(read_text(path), str(path))
    form, plain = _union(raw["form"]), _union(raw["plain"])
    assert form is not None
    assert plain is not None
    return form, plain


def wrong_in(text: str, lang: Lang, acts: Sequence[Act], more: float = 0.0) -> list[str]:
    """Ids of wrong statements of law made in a turn: in a sentence, or in two that follow each other.

    `more` is asked on top of the usual probability, for what is charged as a grave fault.
    """
    sentences = [join(row, text) for row in clauses(text, lang)]
    found = []
    for i, sentence in enumerate(sentences):
        around = text[sentences[max(0, i - 1)].start : sentences[min(i + 1, len(sentences) - 1)].end]
        near = [a for a in acts if a.span[0] < sentence.end and sentence.start < a.span[1]]
        asked = ASKED[lang] + NOT_TOLD * _tells_no_law(near) + more
        found.append(wrong(sentence.text, lang, asked, around))
    for first, second in itertools.pairwise(sentences):
        found.append(wrong(text[first.start : second.end], lang, ASKED_OF_TWO + more / 2))
    return list(dict.fromkeys(claim for claim in found if claim))


SURELY = 0.15
"""How much more likely a statement has to be wrong before it is held against the one who explains (chosen on the
development transcripts): a right word called wrong costs more trust than a wrong one passed over."""


def held_against(text: str, lang: Lang, acts: Sequence[Act], errors: Sequence[str]) -> tuple[str, ...]:
    """Those of the errors heard in a turn that are plain enough to be held against its speaker. Errors that were not
    read from the words alone (an unlawful term, what a model heard) are."""
    if not errors:
        return ()
    doubtful = set(wrong_in(text, lang, acts)) - set(wrong_in(text, lang, acts, SURELY))
    return tuple(error for error in errors if error not in doubtful)


_PUTS_SENTENCE = frozenset(["inform:sentence", "propose:sentence", "propose:probation", "propose:trade"])
_HEARS_LAW = ("accused", "guardian", "family")
_CLAIM_OF = {
    "CL 42": "sentence.detention_length",
    "CL 72": "sentence.probation_wrong",
    "CL 73": "sentence.probation_wrong",
}
_EXCLUDED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:not|no|never|can't|cannot|isn't|closed|barred|rather than|instead of)\b", re.I),
    "zh": re.compile(r"不(?:能|得|可以?|适用|走|用|是)|没法|除外|排除"),
}
"""Wording that names a thing to rule it out."""
_OF_THE_LAW: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:up to|at (?:most|least)|maxim\w+|minim\w+|limit|(?:more|longer|less|shorter) than|the law)\b", re.I
    ),
    "zh": re.compile(r"最[高长多低短少]|超过|至多|至少|上限|下限|封顶|法律|规定|并罚"),
}
"""Wording that tells what the law has, which is no sentence for anybody."""


def rules_out(text: str, lang: Lang) -> bool:
    """Whether a thing is named only to rule it out."""
    return bool(_EXCLUDED[lang].search(text))


def errors_in(turn: Turn, acts: Sequence[Act], terms: Sequence[Terms | None]) -> tuple[str, ...]:
    """Ids of all errors of law in a turn: those stated, and those that lie in a sentence that is put."""
    return tuple(dict.fromkeys([*wrong_in(turn.text, turn.lang, acts), *unlawful_in(turn, acts, terms)]))


def unlawful_in(turn: Turn, acts: Sequence[Act], terms: Sequence[Terms | None]) -> list[str]:
    """The errors that lie in a sentence put to the accused or the family: a length or a period the law does not have
    (CL 42, 72, 73)."""
    found = []
    for act, named in zip(acts, terms, strict=True):
        if named and act.id in _PUTS_SENTENCE and act.holds and turn.listener in _HEARS_LAW:
            article = breach_of(named.model_copy(update={"procedure": None}))
            if article in _CLAIM_OF and _is_put(turn.text[act.span[0] : act.span[1]], turn.lang):
                found.append(_CLAIM_OF[article])
    return found


def _is_put(text: str, lang: Lang) -> bool:
    """Whether a sentence that names figures puts them: neither rules them out nor tells what the law has."""
    said = [join(row, text).text for row in clauses(text, lang)]
    named = [s for s in said if figures_named(s, lang)] or [text]
    return any(not rules_out(s, lang) and not _OF_THE_LAW[lang].search(s) for s in named)


def _tells_no_law(acts: Sequence[Act]) -> bool:
    """Whether a sentence was heard as urging, as bargaining, or as what somebody else said or nobody says."""
    held = [a for a in acts if a.holds]
    if any(a.verb in _TELLING or a.id in _ARGUES_LAW for a in held):
        return False
    elsewhere = any(a.verb in _URGING or a.polarity in ("negated", "hypothetical", "reported") for a in acts)
    return elsewhere or any(a.verb in _BARGAINS and a.confidence >= _CLEARLY for a in held)


def wrong(text: str, lang: Lang, asked: float | None = None, around: str = "") -> str | None:
    """The wrong statement of law that a stretch makes, or None; `asked` is how likely it has to be, if not as usual.

    `around`: the stretch with what stands beside it, which helps to tell what the error is about.
    """
    misplaced = misstated(text, lang)
    least = ASKED[lang] if asked is None else asked
    likely = _likelihood(text, lang) >= least + (RIGHT_LIMITS if states_limits(text, lang) else 0.0)
    if not misplaced and (not likely or _right_after_all(text, lang) or is_steering(text, lang)):
        return None
    by_duty: dict[str, list[tuple[float, str]]] = {}
    for p, claim in _about(text, lang, around):
        by_duty.setdefault(claims()[claim].duty, []).append((p, claim))
    if misplaced:
        return max(by_duty.get(misplaced, []), default=(0.0, f"{misplaced}.other"))[1]
    told = _told(text, lang)
    return max(max(by_duty.items(), key=lambda found: _attributed(found[0], found[1], told))[1])[1]


BESIDE = 0.5
"""What the words around a sentence count for what its error is about, beside its own."""
TOLD = 0.6
"""What counts that an explanation of a duty is heard in a sentence (the power of its likelihood), for the error to be
about that duty. Both chosen on the development sets."""
_FAINTLY = 0.01


def _attributed(duty: str, found: Sequence[tuple[float, str]], told: Mapping[str, float]) -> float:
    """How much speaks for an error to be about a duty: its claims, and what was heard to be told."""
    return sum(p for p, _ in found) * math.pow(told.get(duty, 0.0) + _FAINTLY, TOLD)


def _told(text: str, lang: Lang) -> dict[str, float]:
    """How likely each duty is told in a stretch, whoever says it."""
    total: dict[str, float] = {}
    for p, act in model("acts", lang).probabilities(features(text, lang)):
        if duty := DUTY_OF_TOPIC.get(act.partition(":")[2]):
            total[duty] = total.get(duty, 0.0) + p
    return total


def _about(text: str, lang: Lang, around: str) -> Iterator[tuple[float, str]]:
    """How likely each claim is in a stretch, what stands beside it counting as well."""
    alone = model("claims", lang).probabilities(claim_features(text, lang))
    if len(around) <= len(text):
        return iter(alone)
    beside = {claim: p for p, claim in model("claims", lang).probabilities(claim_features(around, lang))}
    return ((p + BESIDE * beside[claim], claim) for p, claim in alone)


def _likelihood(text: str, lang: Lang) -> float:
    return model("wrong", lang).likelihood(WRONG, statement_features(text, lang))


def _right_after_all(text: str, lang: Lang) -> bool:
    """Whether a sentence that looks wrong corrects an error, denies it, or says nothing wrong beside a plain truth."""
    if corrects(text, lang) or _denied(text, lang):
        return True
    rest = without_truths(text, lang)
    return rest is not None and (not rest or _likelihood(rest, lang) < ASKED[lang])


def _denied(text: str, lang: Lang) -> bool:
    """Whether a wrong statement is named only to reject it ("that they must follow us is simply not so")."""
    what = denied(text, lang)
    return what is not None and _likelihood(what, lang) >= ASKED[lang]


def statement_features(text: str, lang: Lang) -> set[str]:
    """What a sentence looks like to the model that tells wrong statements from right ones."""
    found = claim_features(text, lang).union(apart(text, lang))
    return found.union(_framed(text, lang)) if lang in FRAMED else found


FRAMED = frozenset[Lang](["zh"])
"""Languages whose wrong statements are told better by who is said to do what (of English nothing was gained)."""


def _framed(text: str, lang: Lang) -> Iterator[str]:
    """The frame of a sentence, its outline beside each concept named."""
    named = sorted(concepts(normal(text, lang), lang))
    for frame in frames(text, lang):
        yield frame
        if frame.startswith(("F:", "F1:")):
            yield from (f"{frame}|{concept}" for concept in named)


def claim_features(text: str, lang: Lang) -> set[str]:
    """What a sentence looks like to the model that names its claim: as to the interpreter, with its figures besides."""
    found = features(text, lang)
    named = sorted(concepts(normal(text, lang), lang))
    counted = list(figures(text, lang))
    found.update(f"N:{figure}" for figure in counted)
    found.update(f"NC:{figure}+{concept}" for figure in counted for concept in named)
    found.update(against_law(named, counted))
    return found


def is_plain(text: str, lang: Lang) -> bool:
    """Whether a passage says what a thing means for this person, and does not merely read the form out."""
    form, plain = _registers(lang)
    flat = normal(text, lang)
    marks = len(plain.findall(flat))
    return marks >= (3 if form.search(flat) else 1)


def plain_duties(acts: Sequence[Act], text: str, lang: Lang) -> tuple[str, ...]:
    """Duties explained in a turn whose words, up to those of the next one told, are plain."""
    told = [a for a in acts if a.holds and a.duty]
    ends = [*(a.span[0] for a in told[1:]), len(text)]
    plain = (
        act.duty
        for act, end in zip(told, ends, strict=False)
        if act.duty and is_plain(text[act.span[0] : max(end, act.span[1])], lang)
    )
    return tuple(dict.fromkeys(plain))


def is_form(text: str, lang: Lang) -> bool:
    """Whether a passage is in the language of the form or the statute."""
    form, plain = _registers(lang)
    flat = normal(text, lang)
    return bool(form.search(flat)) and len(plain.findall(flat)) < 3


def duties_named(text: str, lang: Lang) -> list[str]:
    """The explanation duties a passage is about, by the concepts it names; in order of first listing."""
    named = concepts(normal(text, lang), lang)
    return list(dict.fromkeys(duty for concept, duty in _DUTY_OF_CONCEPT.items() if concept in named))

"""How the law is talked about: wrong statements, plain words against form language, which duty is meant."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from trainer.acts import Act
from trainer.content import parse_yaml, read_text
from trainer.dialogue.clauses import clauses, join
from trainer.dialogue.features import DATA, concepts, features, normal
from trainer.dialogue.figures import against_law, figures, misstated
from trainer.dialogue.linear import model
from trainer.text import Lang

RIGHT = "right"
"""The class of statements that are not wrong."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """How likely a stretch has to be wrong before it is called so (chosen on the development sets).

    A blunt short sentence gives the model little to go by, and seldom is a false alarm: less is asked of it.
    """

    short: tuple[int, float]
    """Up to this size (words, in Chinese characters) so much is asked ..."""
    long: tuple[int, float]
    """... and from this size on so much; in between, in between."""
    paired: float
    """For two sentences that follow each other ("About appealing. Forget it.")."""
    told: float
    """What it adds to a duty that the stretch was taken as explaining it."""
    named: float = 0.1
    """What it adds to a duty that the stretch names it."""
    on_duty: float = 0.1
    """For the likeliest single duty."""
    unplaced: float = 0.2
    """What is asked on top where the stretch was taken as telling nothing."""

    def of_one(self, size: int) -> float:
        """For one sentence of a size."""
        (small, low), (large, high) = self.short, self.long
        return low + (high - low) * min(1.0, max(0.0, (size - small) / (large - small)))


SUSPECT: dict[Lang, Suspicion] = {
    "en": Suspicion((6, 0.35), (16, 0.7), paired=0.95, told=0.2),
    "zh": Suspicion((12, 0.25), (30, 0.65), paired=0.95, told=0.0),
}

_TELLING = frozenset(["inform", "argue", "promise", "press", "advise", "breach", "threaten"])

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

    Where a sentence was taken as telling nothing, it has to be the more suspect. `more` is asked on top of the usual
    probability, for what is charged as a grave fault.
    """
    sentences = [join(row, text) for row in clauses(text, lang)]
    suspect, found = SUSPECT[lang], []
    for sentence in sentences:
        near = [a for a in acts if a.span[0] < sentence.end and sentence.start < a.span[1]]
        told = any(a.verb in _TELLING and a.polarity == "asserted" for a in near)
        found.append(
            wrong(sentence.text, lang, _asked(sentence.text, lang) + (not told) * suspect.unplaced + more, near)
        )
    for first, second in itertools.pairwise(sentences):
        near = [a for a in acts if a.span[0] < second.end and first.start < a.span[1]]
        found.append(wrong(text[first.start : second.end], lang, suspect.paired + more / 2, near))
    return list(dict.fromkeys(claim for claim in found if claim))


def _asked(sentence: str, lang: Lang) -> float:
    return SUSPECT[lang].of_one(len(sentence) if lang == "zh" else len(sentence.split()))


def wrong(text: str, lang: Lang, at_all: float | None = None, acts: Sequence[Act] = ()) -> str | None:
    """The wrong statement of law that a stretch makes, or None.

    `at_all` is how likely it has to be (by default what holds for one sentence); `acts` say which duty was being told.
    """
    suspect = SUSPECT[lang]
    at_all = _asked(text, lang) if at_all is None else at_all
    by_duty: dict[str, list[tuple[float, str]]] = {}
    for p, claim in model("claims", lang).probabilities(claim_features(text, lang)):
        if claim != RIGHT:
            by_duty.setdefault(claims()[claim].duty, []).append((p, claim))
    sums = {duty: sum(p for p, _ in found) for duty, found in by_duty.items()}
    if misplaced := misstated(text, lang):
        return max(by_duty.get(misplaced, []), default=(0.0, f"{misplaced}.other"))[1]
    if not sums or sum(sums.values()) < at_all or max(sums.values()) < suspect.on_duty:
        return None
    told = {a.duty: a.confidence for a in acts if a.duty}
    named = duties_named(text, lang)
    duty = max(sums, key=lambda d: sums[d] + suspect.told * told.get(d, 0.0) + suspect.named * (d in named))
    return max(by_duty[duty])[1]


def claim_features(text: str, lang: Lang) -> set[str]:
    """What a sentence looks like to the model of wrong law: as to the interpreter, with its figures besides."""
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


def is_form(text: str, lang: Lang) -> bool:
    """Whether a passage is in the language of the form or the statute."""
    form, plain = _registers(lang)
    flat = normal(text, lang)
    return bool(form.search(flat)) and len(plain.findall(flat)) < 3


def duties_named(text: str, lang: Lang) -> list[str]:
    """The explanation duties a passage is about, by the concepts it names; in order of first listing."""
    named = concepts(normal(text, lang), lang)
    return list(dict.fromkeys(duty for concept, duty in _DUTY_OF_CONCEPT.items() if concept in named))

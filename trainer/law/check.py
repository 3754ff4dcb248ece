"""Whether the terms of an offer keep inside the law and the calculation; every breach with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trainer.law.consequences import probation_period
from trainer.law.guidelines import guidelines
from trainer.law.notes import phrase
from trainer.law.prerequisites import FastTrackCase, fast_track
from trainer.law.result import SentenceResult

if TYPE_CHECKING:
    from trainer.law.terms import Terms

_CUSTODY = ("detention", "imprisonment")
_FREE = ("fine_only", "exemption", "non_prosecution")
_NAMES = {
    "detention": {"zh": "拘役", "en": "criminal detention"},
    "imprisonment": {"zh": "有期徒刑", "en": "imprisonment"},
}
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Breach:
    """One reason why terms leave the lawful range: message id, article, and the figures in it."""

    id: str
    source: str
    detail: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def word(self, lang: str = "en") -> str:
        """The breach as one sentence with its source."""
        return phrase(self.id, self.detail, lang, self.source)


def lawful(terms: Terms, result: SentenceResult) -> list[Breach]:
    """Why `terms` leave the lawful range; an empty list when they keep inside it.

    What is not named is not judged. Custody is measured against `declared.months`, not against the range widened by
    twenty per cent: that discretion belongs to the judge or the panel when the sentence is declared (Guidelines
    II.(3)4), while a prosecutor's recommendation has to rest on the calculation itself (Opinion 33).
    """
    return [
        *_kind(terms, result),
        *_length(terms, result),
        *_probation(terms, result),
        *_fine(terms, result),
        *_procedure(terms, result),
    ]


def _kind(terms: Terms, result: SentenceResult) -> Iterator[Breach]:
    kind = terms.kind
    if kind is None:
        return
    article = f"CL {result.offence.article}"
    if kind in _CUSTODY:
        if kind not in result.declared.kinds:
            yield Breach("breach_kind", article, {"kinds": tuple(_NAMES[k] for k in result.declared.kinds)})
    elif kind not in result.alternatives:
        source = {"exemption": "CL 37", "non_prosecution": "CPL 177"}.get(kind, article)
        yield Breach(f"breach_{kind}", source, {"min": result.tier.months[0]})
    if kind in _FREE and terms.months and terms.months[1] > 0:
        yield Breach("breach_months_without_custody", "CL 33, 37", {"low": terms.months[0], "high": terms.months[1]})


def _length(terms: Terms, result: SentenceResult) -> Iterator[Breach]:
    if terms.months is None or terms.kind in _FREE:
        return
    limits = guidelines().limits
    low, high = terms.months
    several = len(result.counts) > 1
    spans = {
        "control": (limits.control, "CL 38", limits.control_several),
        "detention": (limits.detention, "CL 42", limits.detention_several),
        "imprisonment": (limits.imprisonment, "CL 45", limits.imprisonment_several[1]),
    }
    if terms.kind in spans:
        (shortest, longest), source, joint = spans[terms.kind]
        longest = joint if several else longest
        if low < shortest - _SLACK or high > longest + _SLACK:
            yield Breach(f"breach_{terms.kind}_length", source, {"min": shortest, "max": longest})
    if terms.kind == "control":
        return
    bottom, top = result.declared.months
    if low < bottom - _SLACK or high > top + _SLACK:
        yield Breach("breach_months", "2021 Guidelines II.(3) / OP 33", _range(low, high, bottom, top))
    floor = result.lawful[0]
    if low < floor - _SLACK and result.declared.rule == "floor":
        yield Breach("breach_floor", "CL 63 / OP 8 / SPC 355", {"min": floor})


def _range(low: float, high: float, bottom: float, top: float) -> dict[str, float]:
    return {"low": low, "high": high, "min": bottom, "max": top}


def _probation(terms: Terms, result: SentenceResult) -> Iterator[Breach]:
    if not terms.probation:
        return
    longest = guidelines().limits.probation_max_term
    if not result.probation.possible:
        for note in result.probation.why:
            yield Breach("breach_" + note.id, note.source, note.data)
        return
    if terms.kind is not None and terms.kind not in _CUSTODY:
        yield Breach("breach_probation_kind", "CL 72")
        return
    if terms.months is None:
        return
    if terms.months[1] > longest:
        yield Breach("breach_bar_term", "CL 72", {"max": longest})
        return
    if terms.probation_months is None:
        return
    term = terms.months[0]
    kind = terms.kind or ("detention" if term < guidelines().limits.imprisonment[0] else "imprisonment")
    shortest, longest = probation_period(kind, term)
    if not shortest - _SLACK <= terms.probation_months <= longest + _SLACK:
        yield Breach("breach_probation_period", "CL 73", {"min": shortest, "max": longest})


def _fine(terms: Terms, result: SentenceResult) -> Iterator[Breach]:
    if terms.fine_yuan is None or terms.kind in ("exemption", "non_prosecution"):
        return
    if not result.fine.possible:
        if terms.fine_yuan > 0:
            yield Breach("breach_fine_none", f"CL {result.offence.article}")
        return
    if terms.fine_yuan == 0 and not result.fine.required and terms.kind != "fine_only":
        return
    low, high = result.fine.yuan or (0.0, None)
    if terms.fine_yuan <= 0 and (result.fine.required or terms.kind == "fine_only"):
        yield Breach("breach_fine_required", f"CL {result.offence.article}")
    elif terms.fine_yuan < low:
        yield Breach("breach_fine_low", result.fine.source, {"min": low})
    elif high is not None and terms.fine_yuan > high:
        yield Breach("breach_fine_high", result.fine.source, {"max": high})


def _procedure(terms: Terms, result: SentenceResult) -> Iterator[Breach]:
    if terms.procedure != "fast_track":
        return
    spec = result.spec
    free = terms.kind in _FREE
    case = FastTrackCase(
        likely_months=0 if free else terms.months[1] if terms.months else result.declared.months[0],
        minor=spec.has("minor"),
        blind_deaf_or_mute=spec.has("deaf_mute_blind"),
        limited_capacity=spec.has("limited_capacity"),
    )
    yield from (Breach(note.id, note.source, note.data) for note in fast_track(case))

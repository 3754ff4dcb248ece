"""The answer of a calculation, and its JSON in the shape of the `sentence` contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trainer.law.case import SentenceSpec
from trainer.law.guidelines import Offence, Range, Tier
from trainer.law.notes import Note, word


@dataclass(frozen=True, slots=True)
class Start:
    """The range of the starting point and what was used, in months."""

    min: float
    max: float
    used: Range


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One circumstance: the text's rate and the rate used, in signed percent.

    `absorbed_by` names the plea row whose single figure already values it (no double evaluation), `excluded_by` the
    stronger circumstance that leaves it no room; in both cases it is not added once more.
    """

    id: str
    layer: int
    pct: Range
    used: Range
    source: str
    obligation: str
    zh: str
    en: str
    absorbed_by: str = ""
    excluded_by: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """The sentence that may be declared: kinds of penalty, whole months, and the rule that fixed them."""

    kinds: tuple[str, ...]
    months: tuple[int, int]
    rule: str


@dataclass(frozen=True, slots=True)
class Probation:
    """Whether probation may be considered (CL 72, 74), why, and the limits of its period in months (CL 73)."""

    possible: bool
    why: tuple[Note, ...]
    period: Range | None = None
    obligatory: bool = False


@dataclass(frozen=True, slots=True)
class Fine:
    """Whether a fine goes with the sentence; `yuan` its bounds, an open upper bound being None."""

    required: bool
    possible: bool = False
    alone: bool = False
    yuan: tuple[float, float | None] | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class SentenceResult:
    """The calculation of one case, in months.

    With several counts `counts` holds each, `declared`, `probation` and `fine` are those of the joint sentence (CL 69),
    and the remaining fields are those of the gravest count.
    """

    spec: SentenceSpec
    offence: Offence
    tier: Tier
    law_version: str
    start: Start
    base: Range
    adjustments: tuple[Adjustment, ...]
    adjusted: Range
    discretion: Range
    lawful: Range
    declared: Declared
    exemption: bool
    alternatives: tuple[str, ...]
    probation: Probation
    fine: Fine
    warnings: tuple[Note, ...]
    counts: tuple[SentenceResult, ...] = ()


def to_json(result: SentenceResult, lang: str = "en", *, with_menu: bool = True) -> dict[str, Any]:
    """The document of `sentence --json`; `lang` words the reasons and warnings. Months, yuan, signed percent."""
    menu: list[dict[str, Any]] = []
    if with_menu:
        from trainer.law.menu import menu as steps

        menu = [step.to_json(lang) for step in steps(result.spec)]
    tail = {
        "alternatives": list(result.alternatives),
        "probation": _probation(result.probation, lang),
        "fine": _fine(result.fine),
        "menu": menu,
        "warnings": [word(note, lang) for note in result.warnings],
    }
    if result.counts:
        counts = [to_json(count, lang, with_menu=False) for count in result.counts]
        for count in counts:
            count.pop("menu")
        combined = {
            "months": list(result.declared.months),
            "declared": _declared(result.declared),
            **{k: tail[k] for k in ("probation", "fine")},
        }
        return {"law_version": result.law_version, "counts": counts, "combined": combined, **tail}
    return {
        "offence": result.offence.zh,
        "tier": result.tier.id,
        "law_version": result.law_version,
        "start": _start(result.start),
        "base_months": _pair(result.base),
        "adjustments": [_adjustment(a) for a in result.adjustments],
        "adjusted_months": _pair(result.adjusted),
        "discretion_months": _pair(result.discretion),
        "declared": _declared(result.declared),
        **tail,
    }


def _start(start: Start) -> dict[str, Any]:
    low, high = start.used
    used = _number(low) if low == high else _pair(start.used)
    return {"min": _number(start.min), "max": _number(start.max), "used": used}


def _adjustment(a: Adjustment) -> dict[str, Any]:
    out: dict[str, Any] = {"id": a.id, "layer": a.layer, "pct": _pair(a.pct), "used": _pair(a.used)}
    out |= {"source": a.source, "obligation": a.obligation}
    if a.absorbed_by:
        out["absorbed_by"] = a.absorbed_by
    if a.excluded_by:
        out["excluded_by"] = a.excluded_by
    return out


def _declared(d: Declared) -> dict[str, Any]:
    return {"kinds": list(d.kinds), "months": list(d.months), "rule": d.rule}


def _probation(p: Probation, lang: str) -> dict[str, Any]:
    out: dict[str, Any] = {"possible": p.possible, "why": [word(note, lang) for note in p.why]}
    if p.period:
        out["period_months"] = _pair(p.period)
    return out


def _fine(f: Fine) -> dict[str, Any]:
    out: dict[str, Any] = {"required": f.required}
    if f.possible:
        out["alone"] = f.alone
    if f.yuan:
        low, high = f.yuan
        out["yuan"] = [_number(low), None if high is None else _number(high)]
    if f.source:
        out["source"] = f.source
    return out


def _pair(value: Range) -> list[float | int]:
    return [_number(value[0]), _number(value[1])]


def _number(value: float) -> float | int:
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded

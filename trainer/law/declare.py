"""From the adjusted result to the sentence that may be declared (Guidelines II.(3); CL 62, 63)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from trainer.law.guidelines import Limits, Offence, Range, Tier
from trainer.law.notes import Note
from trainer.law.result import Declared

_STEP = 1e-6


@dataclass(frozen=True, slots=True)
class Ground:
    """Whether a statutory ground lets the sentence go below the minimum: "", "may" or "shall"; its article."""

    mitigation: str = ""
    ref: str = ""


def declare(
    adjusted: Range, crime: Offence, tier: Tier, ground: Ground, limits: Limits, rounding: str
) -> tuple[Declared, Range, tuple[Note, ...]]:
    """The declared range, the lawful bounds it was held in (months), and notes.

    A plea alone never carries below the statutory minimum (Opinion 8; SPC Interpretation 355): without a statutory
    ground the minimum is declared, with one the next lower range is open (CL 63), and a ground that obliges keeps the
    sentence below the minimum. Whole months, rounded outward and held inside the bounds.
    """
    low, high = tier.months
    if tier.direct:
        months = _round(adjusted, (low, high), rounding)
        return Declared(_kinds(months, tier, None, limits), months, "direct"), (low, high), ()
    below = crime.below(tier)
    bottom, top = low, high
    mitigated = bool(ground.mitigation) and low > limits.detention[0]
    if mitigated:
        bottom = below.months[0] if below else limits.imprisonment[0]
        if ground.mitigation == "shall":
            top = low - 1
    months = _round(adjusted, (bottom, top), rounding)
    rule, notes = _rule(adjusted, months, tier, mitigated, limits.detention[0])
    if mitigated and (ground.mitigation == "shall" or months[0] < low):
        notes.append(Note("below_minimum", f"CL 63 / {ground.ref.replace('-', ' ', 1)}", {"min": low}))
    return (
        Declared(_kinds(months, tier, below if mitigated else None, limits), months, rule),
        (bottom, top),
        tuple(notes),
    )


def _rule(
    adjusted: Range, months: tuple[int, int], tier: Tier, mitigated: bool, shortest: float
) -> tuple[str, list[Note]]:
    low, high = tier.months
    notes: list[Note] = []
    over, under = adjusted[1] > high + _STEP, adjusted[0] < low - _STEP
    if over:
        notes.append(Note("ceiling", "2021 Guidelines II.(3)3", {"max": high}))
    if mitigated and months[0] < low:
        return "below_min", notes
    if under and low <= shortest:
        # Below one month of detention lie only penalties of another kind, which the statute itself may hold.
        notes.append(Note("shortest_detention", "CL 42"))
    elif under and not mitigated:
        notes.append(Note("floor", "2021 Guidelines II.(3)2 / OP 8 / SPC 355", {"min": low}))
        return "floor", notes
    return ("ceiling" if over else "within"), notes


def _round(value: Range, bounds: Range, rounding: str) -> tuple[int, int]:
    if rounding == "nearest":
        low, high = math.floor(value[0] + 0.5 + _STEP), math.floor(value[1] + 0.5 + _STEP)
    else:
        low, high = math.floor(value[0] + _STEP), math.ceil(value[1] - _STEP)
    bottom, top = int(bounds[0]), int(bounds[1])
    return min(max(low, bottom), top), min(max(high, bottom), top)


def _kinds(months: tuple[int, int], tier: Tier, below: Tier | None, limits: Limits) -> tuple[str, ...]:
    """The custodial kinds that the statute has and whose length meets the declared months."""
    statute = {*tier.kinds, *(below.kinds if below else ())}
    spans = (("detention", limits.detention), ("imprisonment", limits.imprisonment))
    return tuple(k for k, (lo, hi) in spans if k in statute and months[0] <= hi and months[1] >= lo)

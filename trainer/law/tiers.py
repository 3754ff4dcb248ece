"""Which tier an amount in yuan reaches, where the thresholds are national ranges that each province narrows."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.law.guidelines import Amounts
from trainer.law.notes import Note


def tier_from_amount(
    yuan: float, national: Amounts | None, local: Mapping[str, float]
) -> tuple[str | None, tuple[Note, ...]]:
    """The highest tier surely reached, or None; a local figure decides before the national range.

    Between the lower and the upper bound of a national range only the province's own figure can tell: the lower tier is
    then taken, in favour of the accused, with a note. An amount below the lower bound reaches no tier.
    """
    reached: str | None = None
    notes: list[Note] = []
    names = list(national.by_tier) if national else []
    for name in [*names, *(n for n in local if n not in names)]:
        if name in local:
            if yuan >= local[name]:
                reached = name
            continue
        low, high = national.by_tier[name] if national else (0.0, 0.0)
        if yuan >= high or (yuan >= low and reached is None):
            reached = name
        if low <= yuan < high:
            data = {"yuan": yuan, "low": low, "high": high, "tier": reached or ""}
            notes.append(Note("threshold_open", national.source if national else "", data))
    if national and national.uncertain and reached not in local:
        notes.append(Note("threshold_uncertain", national.source))
    return reached, tuple(notes)

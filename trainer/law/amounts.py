"""What an amount decides: the tier it reaches, and how far it can raise the base above the starting point.

National thresholds are ranges that each province narrows; the months that an amount adds are the provinces' own. Where
their figures are not given, the answer here is the range that contains every rule they may have.
"""

from __future__ import annotations

from collections.abc import Mapping

from trainer.law.guidelines import Amounts, Offence, Tier
from trainer.law.notes import Note


def tier_from_amount(
    amount: float, national: Amounts | None, local: Mapping[str, float], *, lowered: bool = False
) -> tuple[str | None, tuple[Note, ...]]:
    """The highest tier surely reached by an amount (yuan, or grams), or None; a local figure decides first.

    Between the lower and the upper bound of a national range only the province's own figure can tell: the lower tier is
    then taken, in favour of the accused, with a note. An amount below the lower bound reaches no tier. With `lowered`
    the share of the threshold suffices that the interpretation names for its aggravating forms.
    """
    reached: str | None = None
    notes: list[Note] = []
    names = list(national.by_tier) if national else []
    for name in [*names, *(n for n in local if n not in names)]:
        share = share_of(name, national, lowered=lowered)
        if name in local:
            if amount >= local[name] * share:
                reached = name
            continue
        low, high = (bound * share for bound in national.by_tier[name]) if national else (0.0, 0.0)
        if amount >= high or (amount >= low and reached is None):
            reached = name
        if low <= amount < high:
            data = {"yuan": amount, "low": low, "high": high, "tier": reached or ""}
            notes.append(Note("threshold_open", national.source if national else "", data))
    if national and lowered and national.lowered:
        notes.append(Note("threshold_lowered", national.lowered_source))
    if national and national.uncertain and reached not in local:
        notes.append(Note("threshold_uncertain", national.source))
        if reached and reached in national.earlier:
            notes.append(Note("threshold_earlier", national.earlier_source, {"yuan": national.earlier[reached]}))
    return reached, tuple(notes)


def share_of(tier: str, national: Amounts | None, *, lowered: bool) -> float:
    """The share (0-1) of a tier's threshold that suffices: all of it, but for some aggravating forms."""
    return national.lowered.get(tier, 1.0) if national and lowered else 1.0


def open_increase(
    amount: float, crime: Offence, tier: Tier, national: Amounts | None, local: Mapping[str, float], start: float,
    *, lowered: bool = False,
) -> float:  # fmt: skip
    """The most that an amount above its threshold can add to a starting point of `start` months.

    Guidelines II.(1)2 let the amount raise the base and leave the months to the provinces, whose rules add a fixed
    number for each further step. A rule that keeps the base inside the tier up to the next tier's threshold adds at
    most the same share of the months left as the amount covers of the way there. Without thresholds all of it is open.
    """
    room = max(0.0, tier.months[1] - start)
    own, following = _span(amount, crime, tier, national, local, lowered)
    if own is None:
        return room
    if amount <= own:
        return 0.0
    if following is None:
        return room
    return room * min(1.0, (amount - own) / (following - own))


def _span(
    amount: float, crime: Offence, tier: Tier, national: Amounts | None, local: Mapping[str, float], lowered: bool
) -> tuple[float | None, float | None]:
    """The lowest figure at which the tier may begin, and at which the next one may, above `amount` or equal to it."""

    def lowest(name: str) -> float | None:
        share = share_of(name, national, lowered=lowered)
        if name in local:
            return local[name] * share
        return national.by_tier[name][0] * share if national and name in national.by_tier else None

    own = lowest(tier.id)
    higher = sorted((t for t in crime.tiers.values() if t.months[0] > tier.months[0]), key=lambda t: t.months[0])
    following = next((f for t in higher if (f := lowest(t.id)) is not None), None)
    if own is None or following is None:
        return own, None
    return own, max(following, amount, own + 1)

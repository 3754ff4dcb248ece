"""Adjusting the base sentence by the circumstances (Guidelines II.(2), III).

result = base x product of (1 + rate) over layer 1 x (1 + sum of the rates of layer 2); ranges in, ranges out.

No double evaluation (III.(14), last sentence; Opinion 9). When plea leniency is used, surrender, confession, admission
in court, restitution, compensation, reconciliation and good custody are valued in one package with it:

- the package is the plea's own rate plus the rates of the circumstances in it;
- it may not exceed the limit of the row that the facts choose: 30 per cent, or 60 with a surrender, a major confession,
  restitution, compensation, forgiveness or reconciliation, or up to 100 (and exemption) when the crime is light;
- it is never less than the largest single reduction in it, so a plea costs nobody a surrender;
- a rate given to `plea_leniency` is the plea's own, a rate given to a combined row by name is that of the package.

The adjustment of the plea carries the figure of the package; those inside it keep their own rate for reading, are
marked `absorbed_by`, and are not added again. Where circumstances would by plain addition pass the limit without a
plea, adding the plea brings them under it: that is the text's own limit, and a note says so.

Surrender, confession and admission in court exclude each other (CL 67; III.(8)): the strongest counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from trainer.law.case import OTHER, PLEA, SentenceSpec, Use
from trainer.law.guidelines import Guidelines, Offence, Range, Row, guidelines
from trainer.law.notes import Note
from trainer.law.result import Adjustment

_NOTHING: Range = (0.0, 0.0)


@dataclass(slots=True)
class Item:
    """A circumstance at work: its row, the rate in force, and where its value went."""

    use: Use
    row: Row
    used: Range
    absorbed_by: str = ""
    excluded_by: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The adjusted result in months, how it came about, and what the circumstances permit."""

    months: Range
    adjustments: tuple[Adjustment, ...]
    items: tuple[Item, ...]
    mitigation: str
    mitigation_ref: str
    exemption: bool
    notes: tuple[Note, ...]


def adjust(spec: SentenceSpec, crime: Offence, base: Range) -> Adjusted:
    """Apply the circumstances of `spec` to `base` (months)."""
    book = guidelines()
    notes: list[Note] = []
    items = [_item(use, book, crime, notes) for use in spec.circumstances]
    if len(items) > 1:
        _exclude(items, book)
    plea = next((i for i in items if i.use.circumstance == PLEA), None)
    if plea:
        _package(plea, items, spec, book, notes)
    months = _apply(items, base)
    mitigation, ref = _mitigation(items)
    return Adjusted(
        months=months,
        adjustments=tuple(_shown(i) for i in items),
        items=tuple(items),
        mitigation=mitigation,
        mitigation_ref=ref,
        exemption=any(i.row.exempt and not i.excluded_by and i.used[0] < 0 for i in items),
        notes=tuple(notes),
    )


def _item(use: Use, book: Guidelines, crime: Offence, notes: list[Note]) -> Item:
    if use.id == OTHER:
        pct = use.pct or _NOTHING
        row = Row(OTHER, OTHER, use.why, use.why, pct, use.layer, use.mitigation or "may", "", False)
    elif use.id == PLEA:
        row = book.rows["plea_leniency.plain"]
    else:
        row = crime.special.get(use.id) or book.rows[use.id]
    if use.assumed:
        notes.append(Note("row_assumed", row.source, {"row": {"zh": row.zh, "en": row.en}}))
    if use.pct and row.priced and use.id != PLEA and (use.pct[0] < row.pct[0] or use.pct[1] > row.pct[1]):
        notes.append(Note("rate_outside", row.source, {"id": row.key, "low": row.pct[0], "high": row.pct[1]}))
    if use.pct is None and not row.priced:
        kind = "rate_open" if row.pct != _NOTHING else "rate_missing"
        notes.append(Note(kind, row.source, {"row": {"zh": row.zh, "en": row.en}}))
    return Item(use, row, use.pct or row.pct)


def _exclude(items: list[Item], book: Guidelines) -> None:
    """Let the first of an exclusive group stand for all of it, with the largest reduction at either end."""
    for group in book.exclusive:
        members = sorted(
            (i for i in items if i.use.circumstance in group), key=lambda i: group.index(i.use.circumstance)
        )
        if len(members) < 2:
            continue
        first = members[0]
        first.used = (min(i.used[0] for i in members), min(i.used[1] for i in members))
        for other in members[1:]:
            other.excluded_by, other.counted = first.row.key, False


def _package(plea: Item, items: list[Item], spec: SentenceSpec, book: Guidelines, notes: list[Note]) -> None:
    """Value the plea and what it absorbs in one figure; see the module's first lines."""
    circumstance = book.circumstances[PLEA]
    inside = [i for i in items if i.counted and i.use.circumstance in circumstance.absorbs]
    major = any(i.use.circumstance in circumstance.major or i.row.key in circumstance.major for i in inside)
    light = major and ("light" in spec.facts or any(i.row.light for i in inside))
    chosen = book.rows[f"{PLEA}.with_major_light" if light else f"{PLEA}.with_major" if major else f"{PLEA}.plain"]
    whole = plea.use.id not in (PLEA, f"{PLEA}.plain")
    if plea.use.id == PLEA:
        plea.row = chosen
    elif whole and not major:
        notes.append(Note("plea_row_without_facts", plea.row.source, {"row": plea.row.key}))
    elif plea.row.key != chosen.key:
        notes.append(Note("plea_row_other", plea.row.source, {"row": plea.row.key, "facts": chosen.key}))
    own = _own(plea, spec, notes)
    limit = min(plea.row.pct[0], chosen.pct[0])
    if whole and plea.use.pct:
        total = own
    else:
        total = (own[0] + sum(i.used[0] for i in inside), own[1] + sum(i.used[1] for i in inside))
    singles = (min([own[0], *(i.used[0] for i in inside)]), min([own[1], *(i.used[1] for i in inside)]))
    plea.used = (min(max(total[0], limit), singles[0]), min(max(total[1], limit), singles[1]))
    alone = sum(i.used[0] for i in inside)
    if alone < plea.used[0]:
        notes.append(Note("plea_limit", plea.row.source, {"alone": -alone, "limit": -plea.used[0]}))
    for i in inside:
        i.absorbed_by, i.counted = plea.row.key, False


def _own(plea: Item, spec: SentenceSpec, notes: list[Note]) -> Range:
    """The plea's own rate: as given, else the row's, held within the local ladder of its stage."""
    low, high = plea.use.pct or plea.row.pct
    if plea.use.pct and plea.use.pct[0] < plea.row.pct[0]:
        notes.append(
            Note("rate_outside", plea.row.source, {"id": plea.row.key, "low": plea.row.pct[0], "high": plea.row.pct[1]})
        )
    ladder = spec.local_rules.plea_ladder.get(plea.use.stage)
    if ladder is None:
        return low, high
    return max(low, -ladder), max(high, -ladder)


def _apply(items: list[Item], base: Range) -> Range:
    first_low = first_high = 1.0
    low = high = 0.0
    least: Item | None = None
    for i in items:
        if not i.counted:
            continue
        if i.row.layer == 1:
            first_low *= 1 + i.used[0] / 100
            first_high *= 1 + i.used[1] / 100
        elif i.row.min_months:
            least = i
        else:
            low += i.used[0]
            high += i.used[1]
    bottom, top = base[0] * first_low, base[1] * first_high
    if least is None:
        return bottom * max(0.0, 1 + low / 100), top * max(0.0, 1 + high / 100)
    minimum = least.row.min_months
    return _at_least(bottom, low, least.used[0], minimum), _at_least(top, high, least.used[1], minimum)


def _at_least(months: float, others: float, rate: float, minimum: float) -> float:
    """Months after the summed rates, where the increase by `rate` is at least `minimum` months (III.(15)).

    The increase stays whole even where reductions beyond a hundred per cent leave nothing else.
    """
    return months * max(0.0, 1 + others / 100) + max(months * rate / 100, minimum)


def _mitigation(items: list[Item]) -> tuple[str, str]:
    """The ground for going below the minimum: "shall" before "may", and its article; empty when there is none."""
    found = ("", "")
    for i in items:
        kind = i.use.mitigation or i.row.mitigation
        if not kind or i.excluded_by:
            continue
        if kind == "shall":
            return kind, i.row.mitigation_ref
        found = found if found[0] else (kind, i.row.mitigation_ref)
    return found


def _shown(i: Item) -> Adjustment:
    return Adjustment(
        id=i.row.key,
        layer=i.row.layer,
        pct=i.row.pct if i.row.priced else i.used,
        used=i.used,
        source=i.row.source or i.use.why,
        obligation=i.row.obligation,
        zh=i.row.zh,
        en=i.row.en,
        absorbed_by=i.absorbed_by,
        excluded_by=i.excluded_by,
    )

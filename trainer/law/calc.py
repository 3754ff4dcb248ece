"""The calculation: starting point, base, circumstances, declared sentence (Guidelines II; CL 61-63, 69).

The national text gives ranges; a fixed figure comes only from the case or from its `local_rules`. Pure and quick: the
data is read once, at the first call.
"""

from __future__ import annotations

from trainer.law.adjust import Adjusted, adjust
from trainer.law.amounts import open_increase, share_of
from trainer.law.case import PLEA, SentenceSpec
from trainer.law.consequences import alternatives, fine, probation
from trainer.law.counts import join
from trainer.law.declare import Ground, declare
from trainer.law.guidelines import Offence, Range, Tier, guidelines
from trainer.law.notes import Note
from trainer.law.result import SentenceResult, Start

__all__ = ["sentence"]


def sentence(spec: SentenceSpec) -> SentenceResult:
    """Work out `spec`; several counts are worked out one by one and then joined (CL 69)."""
    if spec.counts:
        return join(spec, tuple(_single(count) for count in spec.counts))
    return _single(spec)


def _single(spec: SentenceSpec) -> SentenceResult:
    book = guidelines()
    crime = book.by_name[spec.offence]
    tier = crime.tiers[spec.tier]
    notes = list(spec.notes)
    start = _start(spec, tier, notes)
    base = _base(spec, crime, tier, start.used, notes)
    adjusted = adjust(spec, crime, base)
    share = book.discretion / 100
    declared, lawful, more = declare(
        adjusted.months,
        crime,
        tier,
        Ground(adjusted.mitigation, adjusted.mitigation_ref),
        book.limits,
        spec.local_rules.rounding,
    )
    notes += [*adjusted.notes, *more, *_cautions(spec, crime, tier, adjusted, declared.rule)]
    return SentenceResult(
        spec=spec,
        offence=crime,
        tier=tier,
        law_version=book.version,
        start=start,
        base=base,
        adjustments=adjusted.adjustments,
        adjusted=adjusted.months,
        discretion=(adjusted.months[0] * (1 - share), adjusted.months[1] * (1 + share)),
        lawful=lawful,
        declared=declared,
        exemption=adjusted.exemption,
        alternatives=alternatives(tier, adjusted.exemption, book.limits),
        probation=probation(declared, (spec,), (crime,)),
        fine=fine(crime, tier, spec.amount_yuan),
        warnings=tuple(notes),
    )


def _start(spec: SentenceSpec, tier: Tier, notes: list[Note]) -> Start:
    """The starting point: as fixed in the case, else the local range, else the national range."""
    low, high = tier.start
    local = spec.local_rules.start.get(tier.id)
    if local and (local[0] < low or local[1] > high):
        notes.append(Note("local_start_outside", spec.local_rules.name, {"low": low, "high": high}))
    if local:
        low, high = local
    used = spec.start_months or (low, high)
    if used[0] < low or used[1] > high:
        notes.append(Note("start_outside", "2021 Guidelines IV", {"low": low, "high": high}))
    if spec.start_months is None and not local and low != high:
        notes.append(Note("national_range_only", "2021 Guidelines V.(2)"))
    return Start(low, high, used)


_LOWERED = "lowered_threshold"


def _base(spec: SentenceSpec, crime: Offence, tier: Tier, start: Range, notes: list[Note]) -> Range:
    """The starting point with the increases (II.(1)2): those of the case, else of the local rule, else what is open."""
    low, high = start
    for increase in spec.increases:
        low += increase.months[0]
        high += increase.months[1]
    steps = spec.local_rules.per_amount.get(tier.id) or spec.local_rules.per_amount.get("")
    if steps and spec.amount_yuan is not None:
        threshold = spec.local_rules.thresholds.get(tier.id)
        if threshold is None:
            notes.append(Note("per_amount_without_threshold", spec.local_rules.name, {"tier": tier.id}))
        else:
            threshold *= share_of(tier.id, crime.amounts_for(spec.facts), lowered=_LOWERED in spec.facts)
            more = max(0.0, spec.amount_yuan - threshold) // steps[0] * steps[1]
            low, high = low + more, high + more
    else:
        high += _open(spec, crime, tier, high, notes)
    if high > tier.months[1] + 1e-6:
        notes.append(Note("base_above", f"CL {crime.article}", {"max": tier.months[1]}))
    return low, high


def _open(spec: SentenceSpec, crime: Offence, tier: Tier, start: float, notes: list[Note]) -> float:
    """What a known amount may add where neither the case nor a local rule says how much."""
    amount = spec.amount_yuan if spec.heroin_grams is None else spec.heroin_grams
    if amount is None or tier.direct or spec.increases_given or spec.start_months is not None:
        return 0.0
    national = crime.grams if spec.heroin_grams is not None else crime.amounts_for(spec.facts)
    more = open_increase(
        amount, crime, tier, national, spec.local_rules.thresholds, start, lowered=_LOWERED in spec.facts
    )
    if more > 0:
        notes.append(Note("increase_open", "2021 Guidelines II.(1)2, V.(2)", {"months": more}))
    return more


def _cautions(spec: SentenceSpec, crime: Offence, tier: Tier, adjusted: Adjusted, rule: str) -> list[Note]:
    """Points of law about the case as put, which change no figure."""
    out = []
    if tier.direct and spec.circumstances:
        out.append(Note("direct_analogy", crime.source))
    if tier.life or tier.death:
        out.append(Note("life_excluded", crime.source))
    plea = next((u for u in spec.circumstances if u.circumstance == PLEA), None)
    if plea and plea.stage == "second_instance":
        out.append(Note("plea_second_instance", "SPC 357 / OP 50"))
    elif plea and plea.stage and plea.stage not in spec.local_rules.plea_ladder:
        out.append(Note("stage_unpriced", "OP 9, 33 / SPC 355"))
    if spec.has("recidivist"):
        if "negligent" in crime.flags:
            out.append(Note("recidivist_negligent", "CL 65"))
        if spec.has("minor"):
            out.append(Note("recidivist_minor", "CL 65"))
        if spec.has("prior_record"):
            out.append(Note("record_twice", "2021 Guidelines III.(15), III.(16)"))
    if spec.has("reconciliation"):
        if spec.has("compensation"):
            out.append(Note("payment_twice", "2021 Guidelines III.(11), III.(12)"))
        if rule == "floor" and tier.months[0] > guidelines().limits.detention[0]:
            out.append(Note("reconciliation_floor", "CPL 290"))
    if crime.flags & {"violent", "drugs"} and any(a.used[0] < 0 for a in adjusted.adjustments):
        out.append(Note("strict_leniency", "2021 Guidelines III"))
    return out

"""What goes with a sentence: probation (CL 72-74), the fine (CL 52), and penalties other than custody."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.law.case import SentenceSpec
from trainer.law.guidelines import Limits, Offence, Range, Tier, guidelines
from trainer.law.notes import Note
from trainer.law.result import Declared, Fine, Probation

_OBLIGED = ("minor", "elderly75")


def probation(declared: Declared, specs: Iterable[SentenceSpec], crimes: Iterable[Offence]) -> Probation:
    """Whether probation may be considered: detention, or imprisonment up to 36 months, and no bar."""
    limits = guidelines().limits
    specs = tuple(specs)
    bars = [Note("bar_recidivist", "CL 74")] if any(s.has("recidivist") for s in specs) else []
    if any("ringleader" in s.facts for s in specs):
        bars.append(Note("bar_ringleader", "CL 74"))
    if declared.months[0] > limits.probation_max_term:
        bars.append(Note("bar_term", "CL 72", {"max": limits.probation_max_term}))
    if bars or not declared.kinds:
        return Probation(False, tuple(bars))
    why = [Note("probation_conditions", "CL 72 / 2021 Guidelines II.(5)")]
    if declared.months[1] > limits.probation_max_term:
        why.append(Note("probation_part", "CL 72", {"max": limits.probation_max_term}))
    if any(_strict(c, s) for c, s in zip(crimes, specs, strict=True)):
        why.append(Note("probation_strict", "2021 Guidelines IV"))
    obligatory = any(s.has(c) for s in specs for c in _OBLIGED) or any("pregnant" in s.facts for s in specs)
    if obligatory:
        why.append(Note("probation_shall", "CL 72"))
    return Probation(True, tuple(why), _periods(declared, limits), obligatory)


def probation_period(kind: str, months: float) -> Range:
    """The lawful probation period in months for a term of `months` of detention or imprisonment (CL 73)."""
    low, high = guidelines().limits.probation_period[kind]
    return max(low, months), high


def _periods(declared: Declared, limits: Limits) -> Range:
    ends = []
    for kind in declared.kinds:
        shortest, longest = (
            limits.detention if kind == "detention" else (limits.imprisonment[0], limits.probation_max_term)
        )
        term = min(max(declared.months[0], shortest), longest)
        ends.append(probation_period(kind, term))
    return min(e[0] for e in ends), max(e[1] for e in ends)


def _strict(crime: Offence, spec: SentenceSpec) -> bool:
    return crime.probation == "strict" or (crime.probation == "strict_if_telecom" and "telecom" in spec.facts)


def fine(crime: Offence, tier: Tier, amount: float | None) -> Fine:
    """The fine that goes with the tier, in yuan; the upper bound is open where it hangs on an amount not given."""
    if tier.fine == "none" and not tier.fine_alone:
        return Fine(False)
    required = tier.fine == "required"
    if tier.fine_yuan:
        return Fine(required, True, tier.fine_alone, tier.fine_yuan, tier.fine_source or f"CL {crime.article}")
    rule = crime.fine_rule
    if rule is None:
        return Fine(required, True, tier.fine_alone, None, f"CL {crime.article}")
    top: float | None = None
    if amount is not None:
        top = max(rule.minimum, rule.per_amount * amount) if amount else rule.without_amount
    return Fine(required, True, tier.fine_alone, (rule.minimum, top), rule.source)


def alternatives(tier: Tier, exemption: bool, limits: Limits) -> tuple[str, ...]:
    """Outcomes without custody that the law leaves open for this tier (Guidelines II.(3)5; CL 37; CPL 177)."""
    out = [k for k in ("control",) if k in tier.kinds]
    if tier.fine_alone:
        out.append("fine_only")
    if exemption or tier.months[0] <= limits.detention[0]:
        out += ["exemption", "non_prosecution"]
    return tuple(out)

"""Several counts: the joint term of CL 69, from the declared range of each."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trainer.law.case import SentenceSpec
from trainer.law.consequences import probation
from trainer.law.guidelines import Limits, guidelines
from trainer.law.notes import Note
from trainer.law.result import Declared, Fine, SentenceResult


def join(spec: SentenceSpec, counts: tuple[SentenceResult, ...]) -> SentenceResult:
    """The counts with their joint sentence, in whole months.

    Between the highest single term and the sum (CL 69): detention up to 12 months, imprisonment up to 20 years, or 25
    when the sum reaches 35. Imprisonment swallows detention. Fines are added up.
    """
    limits = guidelines().limits
    gravest = max(counts, key=lambda c: c.declared.months[::-1])
    declared = _joint([c.declared for c in counts], limits)
    notes = [Note("counts_joined", "CL 69"), *dict.fromkeys(n for c in counts for n in c.warnings)]
    specs, crimes = [c.spec for c in counts], [c.offence for c in counts]
    common = set.intersection(*(set(c.alternatives) for c in counts))
    return SentenceResult(
        spec=spec,
        offence=gravest.offence,
        tier=gravest.tier,
        law_version=gravest.law_version,
        start=gravest.start,
        base=gravest.base,
        adjustments=gravest.adjustments,
        adjusted=gravest.adjusted,
        discretion=gravest.discretion,
        lawful=(float(declared.months[0]), float(declared.months[1])),
        declared=declared,
        exemption=all(c.exemption for c in counts),
        alternatives=tuple(a for a in gravest.alternatives if a in common),
        probation=probation(declared, specs, crimes),
        fine=_fines([c.fine for c in counts]),
        warnings=tuple(notes),
        counts=counts,
    )


def _joint(terms: Sequence[Declared], limits: Limits) -> Declared:
    short, long = limits.detention[1], limits.imprisonment[0]
    forced = [t for t in terms if "detention" not in t.kinds]
    able = [t for t in terms if "imprisonment" in t.kinds]
    kinds: list[str] = []
    lows: list[float] = []
    highs: list[float] = []
    if not forced:
        kinds.append("detention")
        lows.append(max(t.months[0] for t in terms))
        total = sum(min(t.months[1], short) for t in terms)
        highs.append(min(total, limits.detention_several))
    if able:
        kinds.append("imprisonment")
        lows.append(max([long, *(t.months[0] for t in (forced or able))]))
        highs.append(_cap(sum(t.months[1] for t in able), limits))
    months = (math.floor(min(lows)), math.ceil(max(highs)))
    return Declared(tuple(kinds), months, "joined")


def _cap(total: float, limits: Limits) -> float:
    below, above = limits.imprisonment_several
    return min(total, above if total >= limits.imprisonment_sum_step else below)


def _fines(fines: Sequence[Fine]) -> Fine:
    bounds = [f.yuan for f in fines if f.yuan]
    known = len(bounds) == sum(f.possible for f in fines) and bool(bounds)
    low = sum(b[0] for b in bounds)
    highs = [b[1] for b in bounds]
    high = None if any(h is None for h in highs) else sum(h for h in highs if h is not None)
    return Fine(
        required=any(f.required for f in fines),
        possible=any(f.possible for f in fines),
        alone=all(f.alone for f in fines),
        yuan=(low, high) if known else None,
        source="CL 69",
    )

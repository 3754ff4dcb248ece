"""Limits that hold for an offer whatever the offence: what a transcript without a calculation can be held to."""

from __future__ import annotations

from trainer.law.consequences import probation_period
from trainer.law.guidelines import guidelines
from trainer.law.prerequisites import FastTrackCase, fast_track
from trainer.law.terms import Terms


def breach_of(terms: Terms, *, minor: bool = False) -> str:
    """The article an offer breaks on length (CL 38, 42, 45), probation (CL 72, 73), fast track (CPL 222, 223)."""
    limits = guidelines().limits
    spans = {
        "control": (limits.control, "CL 38"),
        "detention": (limits.detention, "CL 42"),
        "imprisonment": (limits.imprisonment, "CL 45"),
    }
    if terms.months and terms.kind in spans:
        (shortest, longest), article = spans[terms.kind]
        if terms.months[0] < shortest or terms.months[1] > longest:
            return article
    if terms.months and terms.probation_months:
        kind = terms.kind or ("detention" if terms.months[0] < limits.imprisonment[0] else "imprisonment")
        if terms.months[1] > limits.probation_max_term or kind not in limits.probation_period:
            return "CL 72"
        low, high = probation_period(kind, terms.months[0])
        if not low <= terms.probation_months <= high:
            return "CL 73"
    if terms.procedure == "fast_track":
        barred = fast_track(FastTrackCase(terms.months[1] if terms.months else 0, minor=minor))
        return barred[0].source if barred else ""
    return ""

"""The conditions of the fast-track procedure; each obstacle carries its source."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.law.notes import Note


@dataclass(frozen=True, slots=True)
class FastTrackCase:
    """What CPL 222 and 223 ask. `likely_months` is the term to be expected.

    `civil_claim_open` means that damages in the incidental civil action are claimed and not settled.
    """

    likely_months: float
    pleads: bool = True
    agrees: bool = True
    facts_clear: bool = True
    basic_court: bool = True
    blind_deaf_or_mute: bool = False
    limited_capacity: bool = False
    minor: bool = False
    major_social_impact: bool = False
    co_accused_objects: bool = False
    civil_claim_open: bool = False
    not_guilty_defence: bool = False
    otherwise_unsuitable: bool = False


def fast_track(case: FastTrackCase) -> tuple[Note, ...]:
    """Every obstacle to the fast-track procedure; none means that it may be used (CPL 222, 223; SPC 370)."""
    checks = (
        (not case.basic_court, Note("fast_court", "CPL 222")),
        (case.likely_months > 36, Note("breach_fast_track_term", "CPL 222", {"max": 36})),
        (not case.facts_clear, Note("fast_evidence", "CPL 222")),
        (not case.pleads, Note("fast_plea", "CPL 222")),
        (not case.agrees, Note("fast_consent", "CPL 222")),
        (case.blind_deaf_or_mute, Note("fast_disabled", "CPL 223(1)")),
        (case.limited_capacity, Note("fast_capacity", "CPL 223(1)")),
        (case.minor, Note("fast_minor", "CPL 223(2)")),
        (case.major_social_impact, Note("fast_impact", "CPL 223(3)")),
        (case.co_accused_objects, Note("fast_co_accused", "CPL 223(4)")),
        (case.civil_claim_open, Note("fast_civil", "CPL 223(5)")),
        (case.not_guilty_defence, Note("fast_defence", "SPC 370(7)")),
        (case.otherwise_unsuitable, Note("fast_other", "CPL 223(6)")),
    )
    return tuple(note for barred, note in checks if barred)

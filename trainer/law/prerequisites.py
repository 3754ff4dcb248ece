"""Conditions of procedure as small functions: fast and summary track, affidavit, retraction, who has to be present.

Each answer carries its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trainer.law.notes import Note

RetractionStage = Literal[
    "investigation", "after_non_prosecution", "before_indictment", "trial", "fast_track_appeal", "appeal"
]
AppealGround = Literal["facts", "sentence"]


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


def fast_track_days(likely_months: float) -> int:
    """Days for the prosecutor to decide and for the court to finish: 10, or 15 above one year (CPL 172, 225)."""
    return 15 if likely_months > 12 else 10


def summary(
    *,
    facts_clear: bool = True,
    admits: bool = True,
    agrees: bool = True,
    blind_deaf_or_mute: bool = False,
    limited_capacity: bool = False,
    major_social_impact: bool = False,
    co_accused_objects: bool = False,
) -> tuple[Note, ...]:
    """Every obstacle to the summary procedure; none means that it may be used (CPL 214, 215).

    Unlike the fast track it knows no limit of three years, and a minor does not bar it.
    """
    checks = (
        (not facts_clear, Note("fast_evidence", "CPL 214(1)")),
        (not admits, Note("summary_admits", "CPL 214(2)")),
        (not agrees, Note("summary_consent", "CPL 214(3)")),
        (blind_deaf_or_mute, Note("summary_disabled", "CPL 215(1)")),
        (limited_capacity, Note("summary_capacity", "CPL 215(1)")),
        (major_social_impact, Note("fast_impact", "CPL 215(2)")),
        (co_accused_objects, Note("summary_co_accused", "CPL 215(3)")),
    )
    return tuple(note for barred, note in checks if barred)


def presence(
    *, minor: bool = False, girl: bool = False, guardian_can_come: bool = True, deaf_or_mute: bool = False,
    blind_or_limited: bool = False, signing: bool = False,
) -> tuple[Note, ...]:  # fmt: skip
    """Who has to be there when the accused is questioned, tried or, with `signing`, signs the affidavit.

    Sources: CPL 35, 121, 174, 278, 281; Opinion 31, 55, 56; Legal Aid Law 25.
    """
    needed = []
    if signing:
        needed.append(Note("affidavit_needed", "CPL 174 / OP 31"))
    if minor:
        who = "presence_guardian" if guardian_can_come else "presence_adult"
        needed.append(Note(who + ("_signs" if signing else ""), "CPL 281 / OP 55, 56"))
        needed.append(Note("presence_defender", "CPL 278 / LAL 25"))
        if girl:
            needed.append(Note("presence_woman", "CPL 281"))
    if deaf_or_mute:
        needed.append(Note("presence_signs", "CPL 121"))
    if (deaf_or_mute or blind_or_limited) and not minor:
        needed.append(Note("presence_defender", "CPL 35 / LAL 25"))
    return tuple(needed)


def needs_affidavit(
    *,
    blind_deaf_or_mute: bool = False,
    limited_capacity: bool = False,
    minor_and_guardian_or_defender_objects: bool = False,
) -> tuple[bool, Note]:
    """Whether an affidavit is signed at all, and why (CPL 174; OP 31).

    Where it is not needed, plea leniency applies all the same.
    """
    if blind_deaf_or_mute:
        return False, Note("affidavit_disabled", "CPL 174(1)")
    if limited_capacity:
        return False, Note("affidavit_capacity", "CPL 174(1)")
    if minor_and_guardian_or_defender_objects:
        return False, Note("affidavit_minor", "CPL 174(2) / OP 56")
    return True, Note("affidavit_needed", "CPL 174")


@dataclass(frozen=True, slots=True)
class Retraction:
    """What a retraction brings about at a stage.

    `affidavit_void` is True where the text says so in terms; `leniency_kept` is None where it depends on the review.
    """

    stage: RetractionStage
    affidavit_void: bool
    leniency_kept: bool | None
    effects: tuple[Note, ...]


def retraction(stage: RetractionStage, *, fast_track: bool = False, ground: AppealGround = "sentence") -> Retraction:
    """The consequences of taking the plea back (OP 51-53; for an appeal after fast track OP 45).

    In the investigation there is no affidavit yet: what is taken back there simply is no plea (CPL 162; Opinion 22-24).

    `fast_track` matters at trial, where the procedure has to be changed; `ground` on appeal.
    """
    if stage == "investigation":
        return Retraction(stage, False, False, (Note("retract_investigation", "OP 22, 24"),))
    if stage == "appeal":
        return Retraction(stage, False, None, (Note("retract_appeal", "CPL 227, 233, 236, 237"), _APPEAL))
    if stage == "after_non_prosecution":
        notes = ("retract_np_innocent", "retract_np_keep", "retract_np_charge")
        return Retraction(stage, False, None, tuple(Note(n, "OP 51 / SPP 278") for n in notes))
    if stage == "before_indictment":
        return Retraction(stage, True, False, (Note("retract_before", "OP 52"),))
    if stage == "trial":
        effects = [Note("retract_trial", "OP 53 / SPC 358")]
        if fast_track:
            effects.append(Note("retract_convert", "CPL 226 / OP 39, 48"))
        return Retraction(stage, False, False, tuple(effects))
    if ground == "facts":
        return Retraction(stage, False, False, (Note("retract_appeal_facts", "OP 45(1)"), _APPEAL))
    return Retraction(stage, False, None, (Note("retract_appeal_sentence", "OP 45(2)"), _APPEAL))


_APPEAL = Note("appeal_right", "CPL 227, 237")

"""The time limits of a plea-leniency case, each with its articles (`data/limits.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from trainer.law.files import read
from trainer.law.prerequisites import fast_track_days


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One limit: the figure of the text in hours, days or months, and `longest` after the extensions it names."""

    id: str
    stage: str
    zh: str
    en: str
    refs: tuple[str, ...]
    hours: float | None = None
    days: float | None = None
    months: float | None = None
    longest: float | None = None


@cache
def time_limits() -> dict[str, TimeLimit]:
    """All limits by id, in the order of the procedure."""
    return {raw["id"]: TimeLimit(**{**raw, "refs": tuple(raw["refs"])}) for raw in read("limits.yaml")}


def review_days(likely_months: float, *, fast_track: bool, complex_case: bool = False) -> int:
    """Days within which the procuratorate decides on prosecution (CPL 172; OP 34); a month counts as thirty."""
    if fast_track:
        return fast_track_days(likely_months)
    return 45 if complex_case else 30


def trial_days(procedure: str, likely_months: float) -> int:
    """Days within which the first instance ends: fast_track (CPL 225), summary (CPL 220) or ordinary (CPL 208).

    For the ordinary procedure these are the three months "at the latest", without the special extensions.
    """
    if procedure == "fast_track":
        return fast_track_days(likely_months)
    if procedure == "summary":
        return 45 if likely_months > 36 else 20
    return 90


def appeal_days(*, against_ruling: bool = False) -> int:
    """Days for an appeal or a protest, from the day after receipt (CPL 230)."""
    return 5 if against_ruling else 10

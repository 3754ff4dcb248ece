"""The time limits of a plea-leniency case, each with its articles (`data/limits.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from trainer.law.files import read


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

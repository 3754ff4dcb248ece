"""A cohort: how a group did by rubric, and which items it missed most. Results are read one line at a time."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.content import parse_json
from trainer.errors import ContentError

MOST = 8
"""Items named for each rubric."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item: in how many results it was asked (met or not; for a pitfall: looked for), and missed (or found)."""

    id: str
    asked: int
    missed: int

    @property
    def share(self) -> float:
        """Missed by asked, 0-1."""
        return self.missed / self.asked if self.asked else 0.0

    def to_json(self) -> dict[str, Any]:
        """As printed by `rubrics cohort --json`."""
        return {"id": self.id, "asked": self.asked, "missed": self.missed, "share": round(self.share, 3)}


@dataclass(frozen=True, slots=True)
class RubricRow:
    """One rubric over a cohort. Scores 0-100; None where there is none, or no spread with a single one."""

    rubric: str
    n: int
    unscored: int
    mean: float | None
    median: float | None
    spread: float | None
    low: float | None
    high: float | None
    critical: int
    items: tuple[ItemRow, ...]

    def to_json(self) -> dict[str, Any]:
        """As printed by `rubrics cohort --json`; `spread` is the standard deviation."""
        return {
            "rubric": self.rubric, "n": self.n, "unscored": self.unscored, "mean": self.mean, "median": self.median,
            "spread": self.spread, "min": self.low, "max": self.high, "critical": self.critical,
            "items": [i.to_json() for i in self.items],
        }  # fmt: skip


def documents(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The results in files of `grade --json`: one document, or one a line; faults of single files are left out."""
    for path in paths:
        try:
            with path.open(encoding="utf-8-sig") as file:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        yield from _results(line, path, number)
        except (OSError, UnicodeDecodeError) as fault:
            reason = getattr(fault, "strerror", None) or "is not UTF-8 text"
            raise ContentError(f"cannot be read ({reason})", where=str(path), do="check the file") from fault


def _results(line: str, path: Path, number: int) -> Iterator[dict[str, Any]]:
    give = "give results of: plea-trainer grade … --json"
    row = parse_json(line, path, number, do=give)
    for one in row if isinstance(row, list) else [row]:
        if not isinstance(one, dict) or ("results" not in one and "error" not in one):
            raise ContentError("holds no result", where=f"{path}:{number}", do=give)
        if "results" in one:
            yield one


def cohort(found: Iterable[dict[str, Any]]) -> list[RubricRow]:
    """The table of a cohort, rubrics by name, items by how often they were missed."""
    scores: dict[str, list[float]] = defaultdict(list)
    unscored: Counter[str] = Counter()
    critical: Counter[str] = Counter()
    asked: dict[str, Counter[str]] = defaultdict(Counter)
    missed: dict[str, Counter[str]] = defaultdict(Counter)
    for document in found:
        for result in document["results"]:
            rubric = result["rubric"]
            scores[rubric] += [result["score"]] if result["score"] is not None else []
            unscored[rubric] += result["score"] is None
            critical[rubric] += bool(result["critical"])
            for item in result["items"]:
                asked[rubric][item["id"]] += item["outcome"] in ("met", "not_met", "found", "not_found")
                missed[rubric][item["id"]] += item["outcome"] in ("not_met", "found")
    return [
        _row(rubric, scores[rubric], unscored[rubric], critical[rubric], _items(asked[rubric], missed[rubric]))
        for rubric in sorted(asked)
    ]


def _items(asked: Counter[str], missed: Counter[str]) -> tuple[ItemRow, ...]:
    rows = (ItemRow(item, asked[item], missed[item]) for item in asked if asked[item])
    return tuple(sorted(rows, key=lambda r: (-r.share, -r.missed, r.id)))


def _row(rubric: str, scores: list[float], unscored: int, critical: int, items: tuple[ItemRow, ...]) -> RubricRow:
    if not scores:
        return RubricRow(rubric, 0, unscored, None, None, None, None, None, critical, items)
    spread = round(statistics.stdev(scores), 1) if len(scores) > 1 else None
    mean, median = round(statistics.fmean(scores), 1), round(statistics.median(scores), 1)
    return RubricRow(rubric, len(scores), unscored, mean, median, spread, min(scores), max(scores), critical, items)

"""A file scored, with the marks that people have given it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trainer.clinic.marks import marks_for
from trainer.scoring.embedded import score
from trainer.scoring.files import Graded, document, load
from trainer.scoring.human import RubricMarks, marked
from trainer.scoring.result import RubricResult


def grade(path: Path, rubrics: Sequence[str] = (), speaker: str = "") -> tuple[Graded, list[RubricResult]]:
    """A file and its results by the embedded judge, the marks beside it laid over them."""
    graded = load(path, rubrics, speaker)
    marks = marks_for(path, graded.sha256)
    results = score(graded.record, list(graded.rubrics))
    return graded, [marked(r, items_of(marks, r.rubric), graded.record) for r in results]


def items_of(marks: dict[str, RubricMarks], rubric: str) -> Any:
    """The marks of one rubric by item."""
    return marks[rubric].items if rubric in marks else {}


def stale(path: Path, graded: Graded, results: Sequence[RubricResult]) -> list[str]:
    """Rubrics whose marks were given by another text of the rubric than the one in use."""
    marks = marks_for(path, graded.sha256)
    return [r.rubric for r in results if r.rubric in marks and marks[r.rubric].rubric_sha256 != r.rubric_sha256]


def graded_document(path: Path, rubrics: Sequence[str] = (), speaker: str = "") -> dict[str, Any]:
    """The document of `grade --json` for one file."""
    return document(*grade(path, rubrics, speaker))

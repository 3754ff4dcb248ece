"""How far the embedded judge agrees with labelled transcripts, item by item.

    python -m benchmarks.scoring.run [--held] [--details]

Reads the development transcripts beside this file (looked at, never trained on); with `--held` those looked at as
figures only. Each was written and labelled by an author who knew the rubrics and not the program. The labels are the
reference: recall is the share of what they call met or found that the judge finds, true negatives the share of the rest
that it leaves. `--details` prints every item of the development set on which the two differ, with the judge's quote and
the author's reason.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from benchmarks.machine import table, title
from trainer.clinic.agreement import agreements
from trainer.clinic.raters import read_rater
from trainer.clinic.raters import table as side_by_side
from trainer.scoring.files import grade

HERE = Path(__file__).parent
SETS = {"development": ("dev/en", "dev/zh", "dev/court-zh"), "held-back": ("held/en", "held/zh", "held/court-zh")}
HEAD = ("", "transcripts", "items", "kappa", "totals, weighted kappa", "recall", "true negatives", "macro-F1")


def graded(folder: Path) -> list[dict[str, Any]]:
    """The judge's documents for the transcripts of a folder, by the rubrics of their labels."""
    return [grade(path, list(_labels(path)["labels"])) for path in sorted(folder.glob("*.txt"))]


def compared(folder: Path, documents: list[dict[str, Any]]) -> Iterator[list[object]]:
    """A row for each rubric, the labels first; the last is all of them together."""
    with TemporaryDirectory() as place:
        answers = Path(place) / "judge.jsonl"
        answers.write_text("\n".join(json.dumps(d) for d in documents), encoding="utf-8")
        found = agreements(side_by_side([read_rater(str(folder)), read_rater(str(answers))]), resamples=0)
    for row in found:
        pair = row.pairs[0]
        figures = (pair.kappa.value, pair.weighted_kappa.value, pair.recall, pair.true_negative, pair.macro_f1)
        name = row.rubric or "all"
        yield [
            f"{folder.name} {name}",
            row.transcripts,
            row.n,
            *(f"{f:.2f}" if f is not None else "-" for f in figures),
        ]


def disputed(folder: Path, documents: list[dict[str, Any]]) -> Iterator[str]:
    """Every item on which judge and labels differ."""
    for document in documents:
        path = Path(document["transcript"]["path"])
        labels = _labels(path)
        yield f"\n{folder.name}/{path.name}  {labels['speaker']} ({labels['role']})"
        for result in document["results"]:
            wanted = labels["labels"][result["rubric"]]
            for item in result["items"]:
                if item["outcome"] not in ("unscored", wanted.get(item["id"], item["outcome"])):
                    yield _told(result["rubric"], item, wanted[item["id"]], labels.get("why", {}))


def _told(rubric: str, item: dict[str, Any], wanted: str, why: dict[str, str]) -> str:
    quotes = "; ".join(f"{e['turn']} “{e['quote'][:90]}”" for e in item["evidence"][:2])
    reason = why.get(f"{rubric}.{item['id']}", "")
    return f"  {rubric} {item['id']}: {wanted}, judged {item['outcome']} ({item['reason'][:60]}) {quotes}  [{reason}]"


def _labels(path: Path) -> dict[str, Any]:
    labels: dict[str, Any] = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    return labels


def main() -> None:
    """Grade, compare and print."""
    kind = "held-back" if "--held" in sys.argv else "development"
    rows, told = [], []
    for name in SETS[kind]:
        documents = graded(HERE / name)
        rows += list(compared(HERE / name, documents))
        told += list(disputed(HERE / name, documents))
    print(
        title(f"The embedded judge beside the labels of the authors, {kind} transcripts"), table(HEAD, rows), sep="\n"
    )
    if "--details" in sys.argv and kind == "development":
        print(*told, sep="\n")


if __name__ == "__main__":
    main()

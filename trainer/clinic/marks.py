"""Human marks on disk: a file beside the result, `RESULT.marks.json`, one entry for each rubric and rater."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.content import read_json
from trainer.errors import ContentError, UsageError
from trainer.scoring.human import RubricMarks, outcomes_of
from trainer.scoring.result import HumanMark
from trainer.scoring.rubric import Item, questions

SUFFIX = ".marks.json"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks one rater gave one transcript by one rubric: (item, mark), each item once."""

    transcript_sha256: str
    rubric: str
    rubric_sha256: str
    rater: str
    marks: tuple[tuple[str, HumanMark], ...]

    def to_json(self) -> dict[str, Any]:
        """As on disk."""
        return {
            "transcript_sha256": self.transcript_sha256,
            "rubric": self.rubric,
            "rubric_sha256": self.rubric_sha256,
            "rater": self.rater,
            "marks": [{"item": item, **_without_rater(mark)} for item, mark in self.marks],
        }


def _without_rater(mark: HumanMark) -> dict[str, str]:
    return {k: v for k, v in mark.to_json().items() if k != "rater"}


def marks_path(result: Path) -> Path:
    """Where the marks of a result (or of the transcript beside it) lie."""
    return result if result.name.endswith(SUFFIX) else result.with_suffix(SUFFIX)


# Reading


def read_marks(path: Path) -> list[Sheet]:
    """The sheets of a marks file. Raises ContentError for one that does not fit the format."""
    data = read_json(path)
    return [sheet_of(row, path) for row in (data if isinstance(data, list) else [data])]


def sheet_of(row: Any, path: Path) -> Sheet:
    """One sheet from its JSON."""
    texts = ("transcript_sha256", "rubric", "rubric_sha256", "rater")
    marks = row.get("marks") if isinstance(row, dict) else None
    if not isinstance(marks, list) or not all(isinstance(row.get(k), str) for k in texts):
        raise ContentError(
            f"expected {', '.join(texts)} and a list of marks", where=str(path), do="see docs/scoring.md"
        )
    known = {item.id: item for item in questions(row["rubric"])}
    given = tuple(_mark(m, row, known, path) for m in marks)
    return Sheet(row["transcript_sha256"], row["rubric"], row["rubric_sha256"], row["rater"], given)


def _mark(mark: Any, row: Mapping[str, Any], known: Mapping[str, Item], path: Path) -> tuple[str, HumanMark]:
    keys = ("item", "outcome", "reason")
    if not isinstance(mark, dict) or not all(isinstance(mark.get(k), str) for k in keys):
        raise ContentError("a mark needs item, outcome and reason", where=str(path), do="see docs/scoring.md")
    item = known.get(mark["item"])
    if item is None:
        raise ContentError(f"rubric '{row['rubric']}' has no item '{mark['item']}'", where=str(path),
                           do=f"plea-trainer rubrics show {row['rubric']}")  # fmt: skip
    if mark["outcome"] not in outcomes_of(item):
        raise ContentError(f"'{mark['outcome']}' is no outcome of {item.id}", where=str(path),
                           do=f"use one of: {', '.join(outcomes_of(item))}")  # fmt: skip
    return item.id, HumanMark(row["rater"], mark["outcome"], mark["reason"], str(mark.get("quote") or ""))


def marks_for(path: Path, sha256: str) -> dict[str, RubricMarks]:
    """The marks that stand beside a file, by rubric; none where they were given to another text of it."""
    beside = marks_path(path)
    if not beside.is_file():
        return {}
    by_rubric: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in read_marks(beside):
        if sheet.transcript_sha256 == sha256:
            by_rubric[sheet.rubric].append(sheet)
    return {rubric: RubricMarks(sheets[-1].rubric_sha256, _by_item(sheets)) for rubric, sheets in by_rubric.items()}


def _by_item(sheets: Sequence[Sheet]) -> dict[str, tuple[HumanMark, ...]]:
    found: dict[str, list[HumanMark]] = defaultdict(list)
    for sheet in sheets:
        for item, mark in sheet.marks:
            found[item].append(mark)
    return {item: tuple(marks) for item, marks in found.items()}


# Giving a mark


@dataclass(frozen=True, slots=True)
class Given:
    """A mark as it was put on disk: beside what, and what the judge had said."""

    path: Path
    rubric: str
    item: str
    judged: str
    mark: HumanMark


def give_mark(result: Path, item: str, mark: HumanMark, rubric: str = "") -> Given:
    """Put a person's mark into the file beside a result, in place of an earlier one by the same person.

    A credit rests on words: `met` needs a quote, unless the judge's own evidence stands under the item.
    Raises ContentError where the file holds no result, UsageError where item, outcome or quote are not there.
    """
    sha, results = results_of(result)
    found = _item_of(results, item, rubric, result)
    known = next(i for i in questions(found["rubric"]) if i.id == item)
    if mark.outcome not in outcomes_of(known):
        raise UsageError(f"'{mark.outcome}' is no outcome of {item}", do=f"use one of: {', '.join(outcomes_of(known))}")
    if mark.quote:
        _check_quote(result, sha, mark.quote)
    row = next(i for i in found["items"] if i["id"] == item)
    if mark.outcome == "met" and not mark.quote and not row.get("evidence"):
        raise UsageError(f"a credit for {item} rests on no words", do='--quote "the words that meet it"')
    path = marks_path(result)
    sheets = read_marks(path) if path.is_file() else []
    _write(path, _with(sheets, sha, found, item, mark))
    return Given(path, found["rubric"], item, str(row.get("judge_outcome") or row["outcome"]), mark)


_GIVE = "give one result of: plea-trainer grade FILE --json"


def results_of(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """(hash of the transcript, results by rubric) of a `grade --json` document or an exported session."""
    import hashlib

    data = read_json(path, do=_GIVE)
    results = data.get("results") if isinstance(data, dict) else None
    if not isinstance(results, list) or not all(isinstance(r, dict) and "items" in r for r in results):
        raise ContentError("holds no result", where=str(path), do=_GIVE)
    told = data.get("transcript")
    sha = told.get("sha256") if isinstance(told, dict) else hashlib.sha256(path.read_bytes()).hexdigest()
    return str(sha), results


def _item_of(results: Sequence[dict[str, Any]], item: str, rubric: str, path: Path) -> dict[str, Any]:
    wanted = [r for r in results if not rubric or r["rubric"] == rubric]
    having = [r for r in wanted if any(i["id"] == item for i in r["items"])]
    if not having:
        there = ", ".join(str(r["rubric"]) for r in results)
        raise UsageError(f"no item '{item}' in {path} (rubrics: {there})", do="plea-trainer rubrics show RUBRIC")
    if len(having) > 1:
        raise UsageError(f"'{item}' stands in several rubrics of {path}",
                         do=f"--rubric one of: {', '.join(r['rubric'] for r in having)}")  # fmt: skip
    return having[0]


def _check_quote(result: Path, sha: str, quote: str) -> None:
    """A quote has to stand in the transcript, where that can still be read."""
    from trainer.scoring.files import load
    from trainer.scoring.human import spoken

    data = read_json(result)
    place = Path(data["transcript"]["path"]) if "transcript" in data else result
    places = [p for p in (place, result.parent / place.name) if p.is_file()]
    speaker = str(data["transcript"].get("speaker") or "") if "transcript" in data else ""
    for graded in (load(p, speaker=speaker) for p in places):
        if graded.sha256 == sha and spoken(graded.record, quote) is None:
            raise UsageError(f"nobody said “{quote}” in {graded.path}", do="quote the words as they stand in one turn")


def _with(sheets: Sequence[Sheet], sha: str, result: Mapping[str, Any], item: str, mark: HumanMark) -> Iterator[Sheet]:
    """The sheets with a mark added; a rater's new mark for the item replaces their old one and counts as the last."""
    rubric, rubric_sha = str(result["rubric"]), str(result["rubric_sha256"])
    mine: list[tuple[str, HumanMark]] = []
    for sheet in sheets:
        if (sheet.transcript_sha256, sheet.rubric, sheet.rater) == (sha, rubric, mark.rater):
            mine += [(i, m) for i, m in sheet.marks if i != item]
        else:
            yield sheet
    yield Sheet(sha, rubric, rubric_sha, mark.rater, (*mine, (item, mark)))


def _write(path: Path, sheets: Iterator[Sheet]) -> None:
    from trainer.report.export import write_whole

    rows = [sheet.to_json() for sheet in sheets]
    write_whole(path, json.dumps(rows[0] if len(rows) == 1 else rows, ensure_ascii=False, indent=1) + "\n")

"""Raters: whoever has answered items, a judge or a person, read from files as one table of outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from trainer.clinic.marks import SUFFIX, sheet_of
from trainer.content import parse_json, parse_yaml, read_text
from trainer.errors import ContentError, UsageError
from trainer.scoring.rubric import questions

Answer = Literal["yes", "no", "na"]
ANSWERS: dict[str, Answer | None] = {
    "met": "yes", "found": "yes", "not_met": "no", "not_found": "no", "not_applicable": "na", "unscored": None,
}  # fmt: skip
"""Outcomes as answers to the item's question. Unscored is no answer: such an item is left out, never counted as no."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers to the items of one transcript: `stem` is the file name up to the first dot, `sha` may be unknown."""

    stem: str
    sha: str
    where: str
    answers: Mapping[tuple[str, str], Answer]


@dataclass(frozen=True)
class Rater:
    """Somebody who answered, by the name of the file or folder."""

    name: str
    sheets: tuple[Sheet, ...]


@dataclass
class Table:
    """Answers of all raters: by transcript, by (rubric, item), in the order of `raters`; None where one gave none."""

    raters: tuple[str, ...]
    rows: dict[str, dict[tuple[str, str], list[Answer | None]]] = field(default_factory=dict)


def read_rater(spec: str) -> Rater:
    """A rater from a file or folder; `marks.json::NAME` takes one person out of a file of marks by several.

    Raises ContentError for a file that is neither results, marks nor labels.
    """
    place, _, who = spec.partition("::")
    path = Path(place)
    files = _files(path) if path.is_dir() else [path]
    sheets = [sheet for file in files for sheet in _sheets(file, who)]
    if not sheets:
        raise ContentError("holds no results, marks or labels", where=spec, do="see docs/scoring.md")
    return Rater(spec, tuple(_joined(sheets, spec)))


def _files(folder: Path) -> list[Path]:
    """The files of a folder; marks beside results are another rater, and are left to be named for themselves."""
    found = sorted(p for p in folder.iterdir() if p.suffix in (".json", ".jsonl", ".yaml", ".yml"))
    results = [p for p in found if not p.name.endswith(SUFFIX)]
    return results or found


def _joined(sheets: list[Sheet], spec: str) -> Iterator[Sheet]:
    """One sheet for each transcript; the same item answered twice is a fault, since nobody could say which counts."""
    by_unit: dict[tuple[str, str], list[Sheet]] = {}
    for sheet in sheets:
        by_unit.setdefault((sheet.sha, "" if sheet.sha else sheet.stem), []).append(sheet)
    for group in by_unit.values():
        answers: dict[tuple[str, str], Answer] = {}
        for sheet in group:
            twice = answers.keys() & sheet.answers.keys()
            if twice:
                raise ContentError(f"{'.'.join(sorted(twice)[0])} is answered twice for one transcript in {spec}",
                                   where=sheet.where, do="name one file for each rater, or FILE::NAME")  # fmt: skip
            answers.update(sheet.answers)
        yield Sheet(group[0].stem, group[0].sha, group[0].where, answers)


def _sheets(path: Path, who: str) -> Iterator[Sheet]:
    text = read_text(path)
    if path.suffix in (".yaml", ".yml"):
        yield _labels(parse_yaml(text, str(path)), path)
    elif path.suffix == ".jsonl":
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield from _document(parse_json(line, path, number), path, who)
    else:
        data = parse_json(text, path)
        for row in data if isinstance(data, list) else [data]:
            yield from _document(row, path, who)


def _document(row: Any, path: Path, who: str) -> Iterator[Sheet]:
    if isinstance(row, dict) and "error" in row:
        return
    if isinstance(row, dict) and "marks" in row:
        sheet = sheet_of(row, path)
        if who in ("", sheet.rater):
            given = {(sheet.rubric, item): ANSWERS[mark.outcome] for item, mark in sheet.marks}
            yield Sheet(_stem(path), sheet.transcript_sha256, str(path), _known(given))
    elif isinstance(row, dict) and isinstance(row.get("results"), list):
        yield _result(row, path)
    else:
        raise ContentError("is neither a result nor a file of marks", where=str(path), do="see docs/scoring.md")


def _result(row: Mapping[str, Any], path: Path) -> Sheet:
    """What the judge itself had said, whoever may have changed it since."""
    told = row.get("transcript") or {}
    given: dict[tuple[str, str], Answer | None] = {}
    for result in row["results"]:
        for item in result["items"]:
            given[result["rubric"], item["id"]] = _answer(item.get("judge_outcome") or item["outcome"], str(path))
    named = Path(told["path"]) if told.get("path") else path
    return Sheet(_stem(named), str(told.get("sha256") or ""), str(path), _known(given))


def _labels(data: Any, path: Path) -> Sheet:
    labels = data.get("labels") if isinstance(data, dict) else None
    if not isinstance(labels, dict) or not all(isinstance(items, dict) for items in labels.values()):
        raise ContentError("expected labels: {rubric: {item: outcome}}", where=str(path), do="see docs/scoring.md")
    given: dict[tuple[str, str], Answer | None] = {}
    for rubric, items in labels.items():
        known = {item.id for item in questions(str(rubric))}
        for item, outcome in items.items():
            if item not in known:
                raise ContentError(f"rubric '{rubric}' has no item '{item}'", where=str(path),
                                   do=f"plea-trainer rubrics show {rubric}")  # fmt: skip
            word = outcome.get("outcome") if isinstance(outcome, dict) else outcome
            given[str(rubric), str(item)] = _answer(word, f"{path} ({item})")
    return Sheet(_stem(path), str(data.get("transcript_sha256") or ""), str(path), _known(given))


def _answer(outcome: object, where: str) -> Answer | None:
    if outcome not in ANSWERS:
        raise ContentError(f"'{outcome}' is no outcome", where=where, do=f"use one of: {', '.join(ANSWERS)}")
    return ANSWERS[str(outcome)]


def _known(given: Mapping[tuple[str, str], Answer | None]) -> dict[tuple[str, str], Answer]:
    return {key: answer for key, answer in given.items() if answer is not None}


def _stem(path: Path) -> str:
    return path.name.partition(".")[0]


# Side by side


def table(raters: list[Rater]) -> Table:
    """The answers side by side. Transcripts are the same by hash, and where a rater knows none, by file name.

    Where each rater names a single file, these are taken to be about the same transcript unless their hashes differ.
    Raises UsageError where no transcript is shared.
    """
    hashes = {sheet.stem: sheet.sha for rater in raters for sheet in rater.sheets if sheet.sha}
    single = all(len(rater.sheets) == 1 for rater in raters)
    same = single and len({r.sheets[0].sha for r in raters} - {""}) < 2
    out = Table(tuple(rater.name for rater in raters))
    for index, rater in enumerate(raters):
        for sheet in rater.sheets:
            unit = "one" if same else sheet.sha or hashes.get(sheet.stem) or sheet.stem
            row = out.rows.setdefault(unit, {})
            for key, answer in sheet.answers.items():
                row.setdefault(key, [None] * len(raters))[index] = answer
    _drop_single(out)
    if not out.rows:
        raise UsageError("the raters have no item of a transcript in common",
                         do="give files about the same transcripts: the same hash, or the same file name")  # fmt: skip
    return out


def _drop_single(found: Table) -> None:
    """Items that only one rater answered tell nothing about agreement."""
    for unit, row in list(found.rows.items()):
        kept = {key: answers for key, answers in row.items() if sum(a is not None for a in answers) > 1}
        if kept:
            found.rows[unit] = kept
        else:
            del found.rows[unit]

"""Minimal pairs: short passages that meet an item, each beside the same passage changed so that it no longer does.

They lie in `rubrics/pairs/<rubric>/<name>.<lang>.yaml`, the user's own before the program's. Each passage is read
and heard as any outside transcript is, so that what is tested is the whole way from text to outcome.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from trainer.content import explain, line_map, line_of, parse_yaml, read_text, roots
from trainer.errors import ContentError, TrainerError
from trainer.scenario.models import Content
from trainer.scoring.embedded import EmbeddedJudge
from trainer.scoring.rubric import Item, questions
from trainer.text import Lang

Variant = Literal["meets", "deleted", "wrong", "keyword"]
VARIANTS: tuple[Variant, ...] = ("meets", "deleted", "wrong", "keyword")
ENOUGH = 3
"""Pairs an item should have in each language: fewer say little about a rule."""
CREDITED = ("met", "found")


class Pair(Content):
    """One pair: `meets` meets the item (a pitfall: shows the fault), each other passage does not."""

    item: str
    role: Literal["defence", "prosecutor", "judge"] = Field(description="whose conduct is scored")
    case: dict[str, Any] = Field(default={}, description="as in the front matter of a transcript")
    meets: str = Field(min_length=1)
    deleted: str = ""
    wrong: str = ""
    keyword: str = ""

    def passages(self) -> Iterator[tuple[Variant, str]]:
        """The passages there are, `meets` first."""
        yield from ((v, text) for v in VARIANTS if (text := getattr(self, v)))


@dataclass(frozen=True, slots=True)
class Placed:
    """A pair with the place it was read from."""

    rubric: str
    lang: Lang
    where: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class Tried:
    """A passage as it was judged. `outcome` is `error` where it could not be read; then `reason` says why."""

    placed: Placed
    variant: Variant
    outcome: str
    reason: str = ""
    quote: str = ""

    @property
    def credited(self) -> bool:
        """Whether the item was credited, or the fault found."""
        return self.outcome in CREDITED

    @property
    def right(self) -> bool:
        """Whether that is what the author wrote the passage for."""
        return self.outcome != "error" and self.credited == (self.variant == "meets")


@dataclass
class Tally:
    """How passages fared, by variant: [credited, all]."""

    counts: dict[Variant, list[int]]
    errors: int = 0

    @classmethod
    def of(cls, tried: Iterable[Tried]) -> Tally:
        """The tally of some passages; one that could not be read counts as none of either."""
        tally = cls({v: [0, 0] for v in VARIANTS})
        for one in tried:
            tally.errors += one.outcome == "error"
            if one.outcome != "error":
                tally.counts[one.variant][0] += one.credited
                tally.counts[one.variant][1] += 1
        return tally

    @property
    def detection(self) -> float | None:
        """Share of the passages that meet the item which were credited, 0-1."""
        return _share([self.counts["meets"]])

    @property
    def false_alarm(self) -> float | None:
        """Share of the changed passages which were credited all the same, 0-1."""
        return _share([self.counts[v] for v in VARIANTS[1:]])

    def to_json(self) -> dict[str, Any]:
        """Rates, and the counts they come from."""
        return {
            "detection": _rounded(self.detection),
            "false_alarm": _rounded(self.false_alarm),
            **{v: {"credited": self.counts[v][0], "n": self.counts[v][1]} for v in VARIANTS},
            "errors": self.errors,
        }


def _share(counts: Sequence[Sequence[int]]) -> float | None:
    every = sum(n for _, n in counts)
    return sum(k for k, _ in counts) / every if every else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


# Reading


def load_pairs(rubric: str, lang: Lang) -> list[Placed]:
    """The pairs of a rubric in one language, by file name.

    Raises ContentError with file and line for a pair that does not fit the format or names no item of the rubric.
    """
    known = {item.id for item in questions(rubric)}
    return [placed for path in _files(rubric, lang) for placed in _read(path, rubric, lang, known)]


def _files(rubric: str, lang: Lang) -> list[Path]:
    """The files of pairs, down to the folder the rubric itself comes from: one that replaces another brings its own."""
    found: dict[str, Path] = {}
    for root in roots("rubrics"):
        for path in (root / "pairs" / rubric).glob(f"*.{lang}.yaml"):
            found.setdefault(path.name, path)
        if (root / f"{rubric}.yaml").exists():
            break
    return [found[name] for name in sorted(found)]


_LIST = TypeAdapter(list[Pair])


def _read(path: Path, rubric: str, lang: Lang, known: set[str]) -> list[Placed]:
    text = read_text(path)
    data = parse_yaml(text, str(path))
    if not isinstance(data, list):
        raise ContentError("expected a list of pairs", where=f"{path}:1", do="see docs/writing-rubrics.md")
    try:
        pairs = _LIST.validate_python(data)
    except ValidationError as error:
        raise explain(error, path, text) from error
    lines = line_map(text)
    out = []
    for index, pair in enumerate(pairs):
        where = f"{path}:{line_of(lines, (index,))}"
        if pair.item not in known:
            raise ContentError(f"rubric '{rubric}' has no item '{pair.item}'", where=where,
                               do=f"plea-trainer rubrics show {rubric}")  # fmt: skip
        if not (pair.deleted or pair.wrong or pair.keyword):
            raise ContentError("a pair needs a passage that does not meet the item", where=where,
                               do="add deleted, wrong or keyword")  # fmt: skip
        out.append(Placed(rubric, lang, where, pair))
    return out


# Judging


def try_pairs(placed: Iterable[Placed]) -> Iterator[Tried]:
    """Every passage of every pair, judged on its own item."""
    judge = EmbeddedJudge()
    with tempfile.TemporaryDirectory(prefix="plea-trainer-pairs-") as folder:
        path = Path(folder) / "passage.txt"
        for one in placed:
            item = next(i for i in questions(one.rubric) if i.id == one.pair.item)
            for variant, passage in one.pair.passages():
                yield _tried(judge, one, item, variant, passage, path)


def _tried(judge: EmbeddedJudge, placed: Placed, item: Item, variant: Variant, passage: str, path: Path) -> Tried:
    from trainer.scoring.files import load

    path.write_text(transcript(placed.pair, placed.lang, passage), encoding="utf-8")
    try:
        result = judge.answer(load(path, [placed.rubric]).record, item)
    except TrainerError as fault:
        return Tried(placed, variant, "error", fault.what.replace(str(path), "the passage"))
    quote = result.evidence[0].quote if result.evidence else ""
    return Tried(placed, variant, result.outcome, result.reason, quote)


def transcript(pair: Pair, lang: Lang, passage: str) -> str:
    """A passage as a transcript file: role, language and case as front matter, then the turns."""
    head: Mapping[str, Any] = {"role": pair.role, "lang": lang, **({"case": pair.case} if pair.case else {})}
    return f"---\n{yaml.safe_dump(dict(head), allow_unicode=True, sort_keys=False)}---\n{passage.strip()}\n"

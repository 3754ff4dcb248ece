"""Marks by people laid over a judge's: both are kept, and the totals come from the same code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.scoring.record import Record
from trainer.scoring.result import HumanMark, ItemResult, Outcome, Quote, RubricResult, total
from trainer.scoring.rubric import Item, load_rubric
from trainer.text import fold

ItemMarks = Mapping[str, Sequence[HumanMark]]
"""By item, in the order in which they were given."""

OUTCOMES: tuple[Outcome, ...] = ("met", "not_met", "not_applicable", "unscored")
FAULT_OUTCOMES: tuple[Outcome, ...] = ("found", "not_found", "unscored")


@dataclass(frozen=True, slots=True)
class RubricMarks:
    """The marks of one rubric, and the content hash of the rubric they were given by."""

    rubric_sha256: str
    items: ItemMarks


def outcomes_of(item: Item) -> tuple[Outcome, ...]:
    """The outcomes an item can have."""
    return FAULT_OUTCOMES if item.weight == "pitfall" else OUTCOMES


def spoken(record: Record, quote: str) -> Quote | None:
    """Where words were said: the scored speaker's turn first, then anybody's; None where nobody said them."""
    wanted = fold(quote)
    turns = [*record.own, *record.turns] if wanted else []
    return next((Quote(t.n, t.speaker, quote) for t in turns if wanted in fold(t.text)), None)


def marked(result: RubricResult, marks: ItemMarks, record: Record | None = None) -> RubricResult:
    """A result with the marks of people in it and its totals worked out again; unchanged where there are none."""
    if not any(marks.get(item.id) for item in result.items):
        return result
    items = [_marked(item, marks.get(item.id, ()), record) for item in result.items]
    return replace(total(load_rubric(result.rubric), items, result.judge), judged=result)


def _marked(item: ItemResult, marks: Sequence[HumanMark], record: Record | None) -> ItemResult:
    if not marks:
        return item
    last = marks[-1]
    shown = spoken(record, last.quote) if record and last.quote else None
    evidence = (shown,) if shown else item.evidence
    return replace(item, outcome=last.outcome, evidence=evidence, human=tuple(marks), judged=item.outcome)

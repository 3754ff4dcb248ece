"""A run of a judging model over many records: what it will take, said before; what it took, said after."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from trainer.llm.client import Door
from trainer.scoring.files import Graded
from trainer.scoring.judge_prompt import messages
from trainer.scoring.llm_judge import AT_ONCE, LlmJudge, Question, Sheet, prompt_tokens
from trainer.scoring.result import ItemResult, RubricResult

LARGE = 300
"""Calls from which a run is worth asking about."""
_ANSWER = 150
"""Tokens of a usual answer."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run will take if nothing is disputed. `seconds` is None until one call has been measured."""

    calls: int
    kept: int
    """Answers the cache holds already."""
    tokens: int
    seconds: float | None = None

    @property
    def large(self) -> bool:
        """Whether somebody should agree to it first."""
        return self.calls > LARGE


@dataclass(frozen=True, slots=True)
class _Call:
    sheet: Sheet
    question: Question
    door: Door
    tokens: int


def _open(judge: LlmJudge, one: Graded) -> Iterator[tuple[Sheet, Question]]:
    sheet = judge.sheet(one.record)
    for rubric_id in one.rubrics:
        found = judge.questions(one.record, rubric_id)
        yield from ((sheet, question) for question in found if question.open(one.record))


def _calls(judge: LlmJudge, one: Graded) -> tuple[list[_Call], int]:
    """The calls a record needs, and how many answers are kept already."""
    calls: list[_Call] = []
    kept = 0
    for sheet, question in _open(judge, one):
        missing = [door for door in judge.panel if not judge.is_kept(sheet, question, door)]
        kept += len(judge.panel) - len(missing)
        if missing:
            tokens = prompt_tokens(messages(sheet.record, sheet.view, question.item, sheet.mark)) + _ANSWER
            calls += [_Call(sheet, question, door, tokens) for door in missing]
    return calls, kept


async def foretell(judge: LlmJudge, graded: Iterable[Graded]) -> Estimate:
    """What a whole run will take; of its records one at a time is held.

    The seconds are those of one real call; its answer is kept, so that it costs nothing extra.
    """
    count = kept = tokens = 0
    first: _Call | None = None
    for one in graded:
        calls, known = _calls(judge, one)
        first = first or next(iter(calls), None)
        count, kept, tokens = count + len(calls), kept + known, tokens + sum(call.tokens for call in calls)
    found = Estimate(count, kept, tokens)
    if not found.large or first is None:
        return found
    start = time.perf_counter()
    await judge.try_out(first.sheet, first.question, first.door)
    return replace(found, seconds=(time.perf_counter() - start) * math.ceil(count / AT_ONCE))


async def answers(judge: LlmJudge, graded: Sequence[Graded]) -> list[list[RubricResult]]:
    """The results for each record."""
    return list(await asyncio.gather(*(judge.score(one.record, one.rubrics) for one in graded)))


@dataclass(frozen=True, slots=True)
class Pair:
    """One item as both judges answered it."""

    item: str
    embedded: str
    model: str

    @property
    def comparable(self) -> bool:
        """Whether both gave an answer."""
        return "unscored" not in (self.embedded, self.model)


def side_by_side(embedded: RubricResult, model: RubricResult) -> list[Pair]:
    """The answers of both judges, item by item; of a contested item what the model said before the veto."""
    return [
        Pair(own.id, own.outcome, said_by_model(other)) for own, other in zip(embedded.items, model.items, strict=True)
    ]


def said_by_model(result: ItemResult) -> str:
    """What the models said, whatever the veto made of it."""
    outcomes = [outcome for judge, outcome in result.votes if judge != "embedded"]
    return max(outcomes, key=outcomes.count) if result.contested else result.outcome


def agreement(pairs: Sequence[Pair]) -> tuple[int, int]:
    """How many items both judges answered alike, of how many that both answered."""
    both = [pair for pair in pairs if pair.comparable]
    return sum(pair.embedded == pair.model for pair in both), len(both)

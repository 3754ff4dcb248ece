"""A model as judge: one item per question, evidence before the outcome, and the embedded judge beside it."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from trainer.llm.budget import NOTHING, Usage, estimate
from trainer.llm.client import Door
from trainer.scoring.ballot import Vote, differ, majority, no_answer, read, weighed
from trainer.scoring.embedded import EmbeddedJudge
from trainer.scoring.gate import Gate
from trainer.scoring.judge_cache import Cache, key_of
from trainer.scoring.judge_prompt import (
    DYNAMIC,
    AnyVerdict,
    Shown,
    form_of,
    messages,
    nonce,
    prompt_version,
    shown,
)
from trainer.scoring.record import Record
from trainer.scoring.result import ItemResult, RubricResult, total
from trainer.scoring.rubric import Item, load_rubric, questions, sha256

AT_ONCE = 32
"""Questions in flight at a time."""
ANSWER_TOKENS = 700
"""Room for quotes, one sentence and the outcome."""
REPEAT_TEMPERATURE = 0.7
"""A repeat at temperature 0 would only say the same again."""
_LOST = ("refused", "auth", "model", "timeout", "slow", "cut", "server")
_UNASKED = ("given_up", "context")
_PATIENCE = 8
"""Faults of the line in a row after which a model is not asked any more: a dead server must not cost hours."""


@dataclass
class Tally:
    """What a run did."""

    asked: int = 0
    cached: int = 0
    answered: int = 0
    usage: Usage = NOTHING
    faults: Counter[str] = field(default_factory=Counter)
    disputed: int = 0
    repeats: int = 0
    flips: int = 0
    contested: int = 0
    seconds: float = 0.0

    @property
    def flip_rate(self) -> float | None:
        """Share (0-1) of the repeats that differ from that model's first answer; None without repeats."""
        return self.flips / self.repeats if self.repeats else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One record on the judge's desk."""

    record: Record
    view: Shown
    mark: str


@dataclass(frozen=True, slots=True)
class Question:
    """One item of one rubric, with the embedded judge's own answer."""

    rubric_sha256: str
    item: Item
    own: ItemResult

    def open(self, record: Record) -> bool:
        """Whether a model can say anything here: what the log proves or the case rules out is settled.

        Nor can it know the hidden truth of a case that the file does not tell.
        """
        if self.item.rule.kind == "event" or self.own.reason.startswith(("deed", "unknown_truth")):
            return False
        if self.item.applies in DYNAMIC:
            return not self.item.roles or record.role in self.item.roles
        return self.own.reason != "not_applicable"


class LlmJudge:
    """A panel of one or more models, each behind a door that is shared by the whole run."""

    def __init__(
        self, panel: Sequence[Door], *, repeat: int = 2, cache: Cache | None = None, at_once: int = AT_ONCE,
        secret: bytes | None = None,
    ) -> None:  # fmt: skip
        self.panel, self.repeat, self.tally = tuple(panel), repeat, Tally()
        self._cache, self._at_once = cache, at_once
        # Drawn anew for each run and never written down: nobody who writes a record can know its fence.
        self._secret = secret or secrets.token_bytes(32)
        self._embedded = EmbeddedJudge()
        self._lost: Counter[Door] = Counter()
        self._gate: Gate | None = None

    @property
    def name(self) -> str:
        """As results name it."""
        return "llm:" + "+".join(door.endpoint.model for door in self.panel)

    def sheet(self, record: Record) -> Sheet:
        """A record made ready to be shown."""
        view = shown(record)
        return Sheet(record, view, nonce(self._secret, view.sha256))

    def questions(self, record: Record, rubric_id: str) -> list[Question]:
        """The items of a rubric with the embedded judge's answers."""
        sha = sha256(load_rubric(rubric_id))
        return [Question(sha, item, self._embedded.answer(record, item)) for item in questions(rubric_id)]

    async def score(self, record: Record, rubric_ids: Sequence[str]) -> list[RubricResult]:
        """All rubrics over one record. Raises nothing but CancelledError: an item without an answer is unscored."""
        sheet = self.sheet(record)
        return list(await asyncio.gather(*(self._rubric(sheet, rubric_id) for rubric_id in rubric_ids)))

    async def _rubric(self, sheet: Sheet, rubric_id: str) -> RubricResult:
        found = self.questions(sheet.record, rubric_id)
        results = await asyncio.gather(*(self.answer(sheet, question) for question in found))
        return total(load_rubric(rubric_id), list(results), self.name)

    async def answer(self, sheet: Sheet, question: Question) -> ItemResult:
        """One item: every model once; where that contradicts the embedded judge, repeated; then the veto."""
        if not question.open(sheet.record):
            return question.own
        votes = await self._votes(sheet, question, range(1))
        outcome = majority(question.item, votes)
        if differ(outcome, question.own) and self.repeat:
            self.tally.disputed += 1
            again = await self._votes(sheet, question, range(1, self.repeat + 1))
            self._count_flips(votes, again)
            outcome = majority(question.item, [*votes, *again])
        result = weighed(question.own, outcome, self.name)
        self.tally.contested += result.contested
        return result

    async def _votes(self, sheet: Sheet, question: Question, samples: range) -> list[Vote]:
        asked = [self._vote(sheet, question, door, sample) for sample in samples for door in self.panel]
        return list(await asyncio.gather(*asked))

    def _count_flips(self, first: Sequence[Vote], again: Sequence[Vote]) -> None:
        said = {vote.model: vote.outcome for vote in first}
        self.tally.repeats += len(again)
        self.tally.flips += sum(vote.outcome != said[vote.model] for vote in again)

    async def _vote(self, sheet: Sheet, question: Question, door: Door, sample: int) -> Vote:
        model, form = door.endpoint.model, form_of(question.item)
        key = self.key(sheet, question, door, sample)
        kept = self._cache.get(key, form) if self._cache else None
        if kept is not None:
            self.tally.cached += 1
            return Vote(model, read(sheet.record, question.item, kept))
        value, why = await self._ask(sheet, question, door, sample)
        if value is None:
            self.tally.faults[why] += 1
            return Vote(model, no_answer(question.item, f"endpoint: {why}"))
        if self._cache:
            self._cache.put(key, value)
        return Vote(model, read(sheet.record, question.item, value))

    def is_kept(self, sheet: Sheet, question: Question, door: Door) -> bool:
        """Whether the first answer of a model is in the cache."""
        return self._cache is not None and self._cache.holds(self.key(sheet, question, door))

    async def try_out(self, sheet: Sheet, question: Question, door: Door) -> None:
        """Ask one question ahead of the run, to see how long it takes."""
        await self._vote(sheet, question, door, 0)

    def key(self, sheet: Sheet, question: Question, door: Door, sample: int = 0) -> str:
        """The name of an answer in the cache. The fence is not part of it: it changes nothing that is asked."""
        return key_of(
            rubric=question.rubric_sha256, item=question.item.id, transcript=sheet.view.sha256,
            model=door.endpoint.model, base_url=door.endpoint.base_url, prompt=prompt_version(), sample=sample,
        )  # fmt: skip

    async def _ask(self, sheet: Sheet, question: Question, door: Door, sample: int) -> tuple[AnyVerdict | None, str]:
        """A model's answer, or none and the fault in one word. What comes too late is asked again, fewer at once."""
        self._gate = self._gate or Gate(self._at_once)
        while True:
            async with self._gate as held:
                value, why = await self._ask_once(sheet, question, door, sample)
            self._gate.answered = self._gate.answered or value is not None
            if why != "timeout" or not self._gate.narrow(held):
                break
        if why not in _UNASKED:
            self._lost[door] = self._lost[door] + 1 if why in _LOST else 0
        return value, why

    async def _ask_once(
        self, sheet: Sheet, question: Question, door: Door, sample: int
    ) -> tuple[AnyVerdict | None, str]:
        if self._lost[door] >= _PATIENCE:
            return None, "given_up"
        prompt = messages(sheet.record, sheet.view, question.item, sheet.mark)
        if not _fits(door, prompt):
            return None, "context"
        start = time.perf_counter()
        answer = await door.answer(
            prompt, form_of(question.item), max_tokens=ANSWER_TOKENS,
            temperature=REPEAT_TEMPERATURE if sample else 0.0,
        )  # fmt: skip
        self.tally.asked += 1
        self.tally.usage += answer.usage
        self.tally.seconds += time.perf_counter() - start
        self.tally.answered += answer.value is not None
        return answer.value, answer.reason or ""


def prompt_tokens(prompt: Sequence[tuple[str, str]]) -> int:
    """Tokens of a prompt, guessed on the high side; the form of the answer is added by the door."""
    return sum(estimate(text) for _, text in prompt) + 300


def _fits(door: Door, prompt: Sequence[tuple[str, str]]) -> bool:
    """Some servers cut off without a word what is too long: where the room is known, nothing longer is sent."""
    known = "max_context" in door.endpoint.model_fields_set
    return not known or prompt_tokens(prompt) + ANSWER_TOKENS <= door.endpoint.max_context

"""From what models answer to one outcome: quotes verified in code, a strict majority, the embedded judge's veto."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trainer.scoring.judge_prompt import DYNAMIC, AnyVerdict, Cited
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import ItemResult, Outcome, Quote, checked, points, verified
from trainer.scoring.rubric import Item
from trainer.text import clean, fold, has_cjk

_REASON = 240
_LEAST = {True: 2, False: 6}
"""Characters a quote has at least, Chinese or not: `a` stands in every turn and shows nothing."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One model's answer to one item, checked; `result` is unscored where there was none."""

    model: str
    result: ItemResult

    @property
    def outcome(self) -> str:
        """The outcome as it counts."""
        return self.result.outcome


def no_answer(item: Item, why: str) -> ItemResult:
    """An item without an answer, and why: neither credit nor a loss."""
    return ItemResult(item.id, "unscored", points(item), (), 0.0, why, (), item.critical)


def read(record: Record, item: Item, answer: AnyVerdict) -> ItemResult:
    """A model's answer as a result: what its quotes do not prove is unscored."""
    # The prefix keeps a model from claiming, by the first word of its reason, that a deed in the log is the proof.
    why = " ".join(f"model: {clean(answer.reasoning)}".split())[:_REASON]
    if answer.outcome == "unclear":
        return no_answer(item, f"unclear - {why}")
    if answer.outcome == "not_applicable" and item.applies not in DYNAMIC:
        return no_answer(item, f"unclear - {why}")
    outcome: Outcome = answer.outcome
    quotes = tuple(dict.fromkeys(q for c in answer.evidence for q in [_quote(record, c)] if q and verified(record, q)))
    result = ItemResult(item.id, outcome, points(item), quotes, answer.confidence, why, (), item.critical)
    if outcome in ("met", "found") and not any(_own(record, q) for q in quotes):
        # Somebody else's words alone say nothing about the conduct of the one who is scored.
        return no_answer(item, "no_quote")
    return checked(record, result)


def _quote(record: Record, cited: Cited) -> Quote | None:
    """What a model cites, with the log's name of the speaker. A wrong speaker is a wrong quote."""
    turn = next((t for t in record.turns if t.n == cited.turn), None)
    words = cited.quote.strip().strip('"“”「」')
    if turn is None or fold(cited.speaker) not in (fold(turn.speaker), fold(turn.role)):
        return None
    return Quote(turn.n, turn.speaker, clean(words)) if _telling(words, turn) else None


def _telling(words: str, turn: Turn) -> bool:
    return len(fold(words)) >= _LEAST[has_cjk(words)] or (bool(fold(words)) and fold(words) == fold(turn.text))


def _own(record: Record, quote: Quote) -> bool:
    return any(t.n == quote.turn and t.role == record.role for t in record.turns)


def majority(item: Item, votes: Sequence[Vote]) -> ItemResult:
    """What more than half of all votes say; else unscored. A single vote is its own majority."""
    named = tuple((v.model, v.outcome) for v in votes)
    top, count = Counter(v.outcome for v in votes).most_common(1)[0]
    if count * 2 <= len(votes):
        return replace(no_answer(item, "split"), votes=named)
    agreed = [v.result for v in votes if v.outcome == top]
    evidence = tuple(dict.fromkeys(q for r in agreed for q in r.evidence))[:3]
    mean = sum(r.confidence for r in agreed) / len(agreed)
    return replace(agreed[0], evidence=evidence, confidence=mean, votes=named if len(votes) > 1 else ())


def differ(one: ItemResult, other: ItemResult) -> bool:
    """Whether two answers contradict each other; none contradicts nothing."""
    return "unscored" not in (one.outcome, other.outcome) and one.outcome != other.outcome


def weighed(own: ItemResult, model: ItemResult, name: str) -> ItemResult:
    """The model's answer unless the embedded judge says otherwise: then it is contested, and counts neither way.

    A record that talks a model into a verdict gains nothing by it, and a model's mistake costs nothing.
    """
    if not differ(own, model):
        return model
    why = f"contested: embedded {own.outcome}, model {model.outcome}; {model.reason}"[:_REASON]
    votes = (("embedded", own.outcome), *(model.votes or ((name, model.outcome),)))
    evidence = tuple(dict.fromkeys((*model.evidence, *own.evidence)))
    return replace(model, outcome="unscored", evidence=evidence, reason=why, contested=True, votes=votes)

"""Results: an outcome with its evidence. Unscored is a value of its own, never zero and never credit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from trainer.dialogue.clauses import whole
from trainer.scoring.record import Record, Turn
from trainer.scoring.rubric import POINTS, Item, Rubric, sha256
from trainer.text import fold, guess_lang

Outcome = Literal["met", "not_met", "not_applicable", "unscored", "found", "not_found"]
CAP = 40.0
"""A rubric with a critical fault is never above this."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one turn, by one speaker."""

    turn: int
    speaker: str
    quote: str


@dataclass(frozen=True, slots=True)
class HumanMark:
    """An outcome that a person gave an item, with their reason and, where they named one, a quote."""

    rater: str
    outcome: Outcome
    reason: str
    quote: str = ""

    def to_json(self) -> dict[str, str]:
        """As in results and in files of marks."""
        out = {"rater": self.rater, "outcome": str(self.outcome), "reason": self.reason}
        return {**out, "quote": self.quote} if self.quote else out


@dataclass(frozen=True, slots=True)
class ItemResult:
    """The answer to one item. `parts` hold one answer per circumstance where the item runs over several.

    Where people marked the item, `outcome` is the last of these `human` marks and `judged` what the judge had said.
    `contested`: a model and the embedded judge disagree, so it is unscored; `votes` are who answered what.
    """

    id: str
    outcome: Outcome
    weight: int
    evidence: tuple[Quote, ...] = ()
    confidence: float = 1.0
    reason: str = ""
    parts: tuple[tuple[str, bool], ...] = ()
    critical: bool = False
    human: tuple[HumanMark, ...] = ()
    judged: Outcome | None = None
    contested: bool = False
    votes: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As in the `grade` contract; marks by people stand beside the judge's own."""
        out: dict[str, Any] = {
            "id": self.id,
            "outcome": self.outcome,
            "weight": self.weight,
            "evidence": [{"turn": q.turn, "speaker": q.speaker, "quote": q.quote} for q in self.evidence],
            "confidence": round(self.confidence, 3),
            "reason": self.reason,
        }
        if self.parts:
            out["parts"] = [{"id": i, "met": met} for i, met in self.parts]
        if self.human:
            out["judge_outcome"] = self.judged
            out["human"] = [m.to_json() for m in self.human]
        if self.contested:
            out["contested"] = True
        if self.votes:
            out["votes"] = [{"judge": judge, "outcome": outcome} for judge, outcome in self.votes]
        return out


@dataclass(frozen=True, slots=True)
class RubricResult:
    """One rubric over one record. `score` 0-100, None where nothing could be scored; `coverage` 0-1.

    `judged` is the judge's own result where people have changed or confirmed marks in this one.
    """

    rubric: str
    version: str
    rubric_sha256: str
    judge: str
    score: float | None
    coverage: float
    critical: tuple[str, ...]
    items: tuple[ItemResult, ...]
    judged: RubricResult | None = None

    def to_json(self) -> dict[str, Any]:
        """As in the `grade` contract."""
        changed = {"judge_score": self.judged.score} if self.judged else {}
        return {
            "rubric": self.rubric,
            "version": self.version,
            "rubric_sha256": self.rubric_sha256,
            "judge": self.judge,
            "score": self.score,
            **changed,
            "coverage": self.coverage,
            "critical": list(self.critical),
            "items": [i.to_json() for i in self.items],
        }


def quote_of(turn: Turn, span: tuple[int, int] | None = None) -> Quote:
    """The words of an act with the sentence they stand in, or of the whole turn; always as they stand there."""
    if span:
        span = whole(turn.text, span, guess_lang(turn.text))
    text = turn.text[span[0] : span[1]].strip(" \n,，、;；:：") if span else turn.text
    return Quote(turn.n, turn.speaker, text or turn.text)


def verified(record: Record, quote: Quote) -> bool:
    """Whether these words really stand in that turn by that speaker (NFKC, case and white space folded)."""
    return any(
        t.n == quote.turn and t.speaker == quote.speaker and fold(quote.quote) in fold(t.text) and quote.quote.strip()
        for t in record.turns
    )


def checked(record: Record, result: ItemResult) -> ItemResult:
    """No verified quote, no credit: what cannot be shown is unscored. Deeds in the log stand for themselves."""
    if result.outcome not in ("met", "found") or result.reason.startswith("deed"):
        return result
    good = tuple(q for q in result.evidence if verified(record, q))
    if good:
        return replace(result, evidence=good)
    return replace(result, outcome="unscored", evidence=(), confidence=0.0, reason="no_quote")


def total(rubric: Rubric, results: list[ItemResult], judge: str) -> RubricResult:
    """Points met by points applicable, less pitfalls; capped by a critical fault."""
    scored = [r for r in results if r.outcome in ("met", "not_met")]
    applicable = sum(r.weight for r in scored)
    met = sum(r.weight for r in scored if r.outcome == "met")
    faults = [r for r in results if r.outcome == "found"]
    critical = tuple(r.id for r in faults if r.critical)
    asked = [r for r in results if r.outcome != "not_applicable"]
    coverage = sum(r.outcome != "unscored" for r in asked) / len(asked) if asked else 0.0
    score: float | None = None
    if applicable:
        score = max(0.0, 100.0 * (met - sum(r.weight for r in faults)) / applicable)
        score = round(min(score, CAP) if critical else score, 1)
    return RubricResult(
        rubric.id, rubric.version, sha256(rubric), judge, score, round(coverage, 3), critical, tuple(results)
    )


def points(item: Item) -> int:
    """The points of an item."""
    return POINTS[item.weight]

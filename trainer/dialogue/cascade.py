"""Which turns the embedded interpreter is sure of, and which it hands on to a model where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trainer.acts import Act
from trainer.dialogue.interpreter import Interpreter, Reading, Turn
from trainer.text import Lang

CASCADE: dict[Lang, float] = {"en": 0.793, "zh": 0.785}
"""A turn whose least certain act is below this is doubtful; chosen on the development sets."""
PATIENCE, REST = 3, 20
"""After so many turns in a row without an answer the model is left alone for so many doubtful turns: the talk must not
wait for nothing."""


def turn_confidence(acts: Sequence[Act]) -> float:
    """How sure a reading is: as sure as its least certain act."""
    return min((a.confidence for a in acts), default=0.0)


class CascadeInterpreter:
    """The embedded interpreter where it is sure, a model where it is not. Counts what it sends on."""

    name = "cascade"

    def __init__(self, embedded: Interpreter, llm: Interpreter, at: float | None = None) -> None:
        self._embedded, self._llm, self._at = embedded, llm, at
        self.turns = self.sent = self.unanswered = 0
        self._in_vain = self._resting = 0

    @property
    def share(self) -> float:
        """Share (0-1) of the turns that were sent on."""
        return self.sent / self.turns if self.turns else 0.0

    async def read(self, turn: Turn) -> Reading:
        """See `Interpreter.read`."""
        own = await self._embedded.read(turn)
        self.turns += 1
        if not turn.text.strip() or turn_confidence(own.acts) >= self._bar(turn) or self._rests():
            return own
        self.sent += 1
        other = await self._llm.read(turn)
        if other.by == "unanswered":
            self._missed()
            return replace(own, by="unanswered")
        self._in_vain = 0
        return merged(own, other)

    async def aclose(self) -> None:
        """See `Interpreter.aclose`."""
        await self._llm.aclose()

    def _bar(self, turn: Turn) -> float:
        return CASCADE[turn.lang] if self._at is None else self._at

    def _rests(self) -> bool:
        self._resting = max(0, self._resting - 1)
        return self._resting > 0

    def _missed(self) -> None:
        self.unanswered += 1
        self._in_vain += 1
        if self._in_vain >= PATIENCE:
            self._in_vain, self._resting = 0, REST + 1


def merged(own: Reading, other: Reading) -> Reading:
    """A doubtful turn: the model's acts, the embedded reading's figures and its ear for wrong law."""
    return replace(
        other,
        terms=own.terms or other.terms,
        claims=tuple(dict.fromkeys((*own.claims, *other.claims))),
        by="merged",
    )

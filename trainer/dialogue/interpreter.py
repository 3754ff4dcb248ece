"""The plug point of understanding: what every interpreter takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from trainer.acts import Act, ReadBy
from trainer.law.terms import Terms
from trainer.text import Lang


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn to be understood: the words, who says them to whom."""

    text: str
    lang: Lang
    speaker: str
    listener: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a turn means. `plain` are duties put in plain words, `claims` wrong statements of law.

    `strength` is how well the turn argues, 0-1, where a model was asked; None otherwise.
    """

    acts: tuple[Act, ...]
    terms: Terms | None = None
    plain: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    by: ReadBy = "embedded"
    strength: float | None = None


class Interpreter(Protocol):
    """Turns words into meaning."""

    name: str

    async def read(self, turn: Turn) -> Reading:
        """What this turn means. Never raises on anything a person can type."""
        ...

    async def aclose(self) -> None:
        """Let go of connections; the next turn opens new ones."""
        ...

"""What a persona has decided to say, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass, field

from trainer.events import Event
from trainer.law.terms import Terms


@dataclass(frozen=True, slots=True)
class Move:
    """One thing to say: keys into the banks, the most particular first, with the facts and terms it may name.

    `known_as` is the gist where the lines come from more particular keys than what is remembered of them.
    """

    keys: tuple[str, ...]
    slots: dict[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    terms: Terms | None = None
    known_as: str = ""

    @property
    def gist(self) -> str:
        """The key under which this move is remembered."""
        return self.known_as or self.keys[0]


def say(*keys: str, **slots: str) -> Move:
    """A move from keys and slots."""
    return Move(keys=keys, slots=slots)


def is_courtesy(move: Move) -> bool:
    """Whether a move only answers a greeting, thanks and the like."""
    return move.gist.startswith("rapport.")


def courtesies_last(moves: list[Move]) -> list[Move]:
    """What was asked is answered first; a courtesy comes after it, if it comes at all."""
    return sorted(moves, key=is_courtesy)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a persona does in answer: events that follow from it, and what it says (nothing, if empty)."""

    moves: tuple[Move, ...] = ()
    events: tuple[Event, ...] = ()

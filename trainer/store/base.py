"""The plug point of memory: sessions as lists of events, appended before anything is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from trainer.events import AnyEvent, Event


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """What a list of sessions shows. Times are ISO 8601 in UTC."""

    id: str
    scenario: str
    role: str
    lang: str
    mode: str
    started: str
    updated: str
    turns: int
    closed: bool


class Store(Protocol):
    """Where sessions are kept. Every method raises `StoreError` when the disk or the database refuses."""

    def append(self, session: str, events: Sequence[Event]) -> None:
        """Add events at the end, all or none; they are on disk when this returns."""
        ...

    def load(self, session: str) -> list[AnyEvent]:
        """All events of a session in order; raises `StoreError` for an unknown or damaged one."""
        ...

    def load_until(self, session: str, number: int) -> list[AnyEvent]:
        """The first `number` events, whatever stands after them; none for an unknown session."""
        ...

    def sessions(self) -> list[SessionInfo]:
        """All sessions, the latest first."""
        ...

    def delete(self, session: str) -> None:
        """Forget a session; unknown ones raise `StoreError`."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...

"""Sessions in memory: for `demo`, `simulate` and tests."""

from __future__ import annotations

from collections.abc import Sequence

from trainer import events as ev
from trainer.errors import StoreError
from trainer.i18n.faults import fault
from trainer.store.base import SessionInfo


class MemoryStore:
    """A `Store` that forgets everything when the program ends."""

    def __init__(self) -> None:
        self._kept: dict[str, list[str]] = {}

    def append(self, session: str, events: Sequence[ev.Event]) -> None:
        """See `Store.append`."""
        if session not in self._kept and events and not isinstance(events[0], ev.Started):
            raise fault(StoreError, "unknown_session", id=session)
        self._kept.setdefault(session, []).extend(ev.dump(e) for e in events)

    def load(self, session: str) -> list[ev.AnyEvent]:
        """See `Store.load`."""
        if session not in self._kept:
            raise fault(StoreError, "unknown_session", id=session)
        return [ev.load(body) for body in self._kept[session]]

    def load_until(self, session: str, number: int) -> list[ev.AnyEvent]:
        """See `Store.load_until`."""
        return [ev.load(body) for body in self._kept.get(session, [])[:number]]

    def sessions(self) -> list[SessionInfo]:
        """See `Store.sessions`."""
        out = []
        for name in self._kept:
            events = self.load(name)
            opening = events[0]
            assert isinstance(opening, ev.Started)
            turns = sum(isinstance(e, ev.Said) and e.speaker == ev.TRAINEE for e in events)
            closed = any(isinstance(e, ev.Closed) for e in events)
            out.append(
                SessionInfo(name, opening.scenario, opening.role, opening.lang, opening.mode, "", "", turns, closed)
            )
        return out[::-1]

    def delete(self, session: str) -> None:
        """See `Store.delete`."""
        if self._kept.pop(session, None) is None:
            raise fault(StoreError, "unknown_session", id=session)

    def close(self) -> None:
        """See `Store.close`."""

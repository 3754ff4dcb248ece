"""The line above the conversation (clock, room, chair) and the line below it (who listens, what went wrong)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from trainer.i18n import t
from trainer.session import address
from trainer.session.table import clock

if TYPE_CHECKING:
    from trainer.session.director import Session

_FEW = 15
"""Minutes left from which the clock is shown as pressing."""


class Header(Static):
    """Time now, minutes left, where one is, and in which chair."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="header", markup=False)
        self.session = session

    def show(self) -> None:
        """Show how things stand."""
        session, lang = self.session, self.session.lang
        now = clock(session.play, session.state)
        room = session.play.rooms[session.state.room].name[lang] if session.state.room else ""
        left = t(lang, "tui.session.left", minutes=now.left)
        if now.left <= _FEW:
            left = f"! {left}"
        time: tuple[str | tuple[str, str], ...] = (
            (now.now, "bold $primary"),
            "  ",
            (left, "bold $error" if now.left <= _FEW else "$quiet"),
        )
        if session.in_court:
            # The hearing is on another day: the clock of this one has nothing to say there.
            time = ((t(lang, "tui.session.hearing"), "bold $primary"),)
        self.update(Content.assemble(
            *time, "    ", (room, "bold"), "    ", (t(lang, f"tui.role.{session.state.trainee}"), "$quiet")
        ))  # fmt: skip


class Status(Static):
    """One line: who hears you, that an answer is being found, or a fault."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="status", markup=False)
        self.session = session
        self._faulty = False
        self._beat: Timer | None = None
        self._dots = 0
        self._warned_at: int | None = None

    def on_mount(self) -> None:
        """See Textual."""
        self._beat = self.set_interval(0.4, self._tick, pause=True)

    def _say(self, key: str, **values: object) -> str:
        return t(self.session.lang, f"tui.session.{key}", **values)

    def busy(self) -> None:
        """An answer is being found."""
        self._faulty, self._dots = False, 0
        self.update(Content.styled(self._say("busy"), "$quiet"))
        if self._beat:
            self._beat.reset()
            self._beat.resume()

    def _tick(self) -> None:
        self._dots = (self._dots + 1) % 4
        self.update(Content.styled(self._say("busy") + " ." * self._dots, "$quiet"))

    def wait_please(self) -> None:
        """Something was sent while the last answer is not there yet."""
        self.update(Content.styled(self._say("one_at_a_time"), "$warning"))

    def fault(self, text: str) -> None:
        """What went wrong, until the next thing is done."""
        self._faulty = True
        self._pause()
        self.update(Content.styled(f"! {text}", "bold $error"))

    def show(self) -> None:
        """How things stand, unless a fault is in view."""
        self._pause()
        if not self._faulty:
            self.update(Content.styled(self._standing(), "$quiet"))

    def _pause(self) -> None:
        if self._beat:
            self._beat.pause()

    def _standing(self) -> str:
        session, lang = self.session, self.session.lang
        if session.closed:
            return self._say("closed")
        if not session.state.room:
            return ""
        room = session.play.rooms[session.state.room]
        if session.in_court:
            return self._say("court")
        left = clock(session.play, session.state)
        if left.running_out and self._warned_at in (None, left.left):
            self._warned_at = left.left  # said once, and kept in view until the clock moves on
            return self._say("last", minutes=left.left)
        names = t(lang, "tui.comma").join(m.call[lang] for m in address.listeners(session.play, session.state, room))
        if not names:
            return self._say("alone")
        return self._say("private" if room.private else "hears", names=names)

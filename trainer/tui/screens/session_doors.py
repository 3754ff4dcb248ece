"""What opens from the session screen: papers, the panel, the decision, the way out, and the commands of the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from trainer.session import table
from trainer.session.commands import Info
from trainer.tui.screens.ask import AskScreen
from trainer.tui.screens.base import Entry
from trainer.tui.screens.page import PageScreen
from trainer.tui.widgets.side import Tab

if TYPE_CHECKING:
    from trainer.tui.screens.session import SessionScreen

_TAB: dict[str, Tab] = {"file": "file", "rooms": "rooms", "offers": "table", "menu": "table"}


class Doors:
    """Opens other screens over a session and brings their answers back as command lines."""

    def __init__(self, screen: SessionScreen) -> None:
        self.screen = screen
        self.reason = ""
        """Of a decision that was begun and left, or refused."""

    def show(self, thing: Info) -> None:
        """What a command tells: a tab of the panel where there is one, else a page."""
        if thing.kind in _TAB:
            self.screen.action_side(_TAB[thing.kind])
            return
        heading = self.screen.say(f"page.{thing.kind}")
        page = PageScreen(heading, thing.text, self.screen.lang, plain=not thing.markdown)
        self.screen.app.push_screen(page)

    def side(self, tab: Tab) -> None:
        """The panel as a screen."""
        from trainer.tui.screens.side import SideScreen

        self.screen.app.push_screen(SideScreen(self.screen.session, tab), self._line)

    def decide(self) -> None:
        """The decision, unless it has been taken."""
        from trainer.tui.screens.decide import DecideScreen

        self.screen.app.push_screen(DecideScreen(self.screen.session, self.reason, self._write_reason), self._line)

    def _write_reason(self, text: str) -> None:
        self.reason = text

    def rest(self) -> None:
        """The end of the hearing without another word."""
        say = self.screen.say
        answers = [("/rest", say("rest.yes")), ("", say("rest.no"))]
        ask = AskScreen(say("rest.question"), say("rest.below"), answers, self.screen.lang)
        self.screen.app.push_screen(ask, self._line)

    def leave(self) -> None:
        """Out of the session, or out of the program."""
        say = self.screen.say
        answers = [("stay", say("leave.stay")), ("home", say("leave.home")), ("quit", say("leave.quit"))]
        words, on = (say("leave.question"), say("leave.below")), self.screen.type_on
        ask = AskScreen(*words, answers, self.screen.lang, typed_on=on)
        self.screen.app.push_screen(ask, self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "quit":
            self.screen.app.exit()
        elif answer == "home":
            self.screen.trainer.home()

    def _line(self, line: str | None) -> None:
        if line:
            self.screen.submit(line)

    def entries(self) -> list[Entry]:
        """Going, reading, deciding, looking things up."""
        session, screen = self.screen.session, self.screen
        say, send = screen.say, screen.submit
        if session.closed:
            return [(say("key.debrief"), "F8", screen.action_formal), (say("do.leave"), "Esc", screen.action_leave)]
        found: list[Entry] = [(say("do.decide"), "F8", screen.action_formal)]
        for number, room in enumerate(table.rooms(session.play, session.state), 1):
            if room.open and not room.here and not session.in_court:
                found.append((say("do.go", name=room.name), "", partial(send, f"/go {number}")))
        for number, paper in enumerate(table.papers(session.play, session.state), 1):
            if paper.here:
                found.append((say("do.read", name=paper.title), "", partial(send, f"/read {number}")))
        for key, line in (("offers", "/offers"), ("who", "/who"), ("notes", "/notes"), ("wait", "/wait 5")):
            found.append((say(f"do.{key}"), "", partial(send, line)))
        if session.state.opening.mode == "coached":
            found.append((say("do.hint"), "", partial(send, "/hint")))
        return [*found, (say("do.leave"), "Esc", screen.action_leave)]

"""The briefing: case, chair, task, time, people. Enter goes in."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult

from trainer.errors import TrainerError
from trainer.session import info
from trainer.tui.markdown import Page
from trainer.tui.screens.base import TrainerScreen
from trainer.tui.widgets.keys import Key
from trainer.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from trainer.session.director import Session


class BriefingScreen(TrainerScreen):
    """What one needs to know before the first room."""

    CSS_PATH = "briefing.tcss"
    BINDINGS = [("enter", "enter", ""), ("escape", "back", "")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.own_lang = session, session.lang

    def compose(self) -> ComposeResult:
        """See Textual."""
        with Reader(id="briefing"):
            yield Page(info.briefing(self.session.play, self.session.state), lines=True)
        yield self.key_line()

    def keys(self) -> list[Key]:
        """See `TrainerScreen.keys`."""
        return [
            ("Enter", self.say("key.begin"), "screen.enter"), ("PgUp PgDn", self.say("key.scroll"), ""),
            ("Esc", self.say("key.back"), "screen.back"), ("F9", self.say("key.theme"), "app.theme_next"),
        ]  # fmt: skip

    def on_mount(self) -> None:
        """See Textual."""
        self.query_one("#briefing").focus()
        self.call_after_refresh(self._warm)

    @work
    async def _warm(self) -> None:
        await self.trainer.desk.warm(self.session.lang)

    def action_enter(self) -> None:
        """Into the opening room."""
        from trainer.tui.screens.session import SessionScreen

        self.app.switch_screen(SessionScreen(self.session))

    def action_back(self) -> None:
        """Back; a session in which nothing has happened is not kept."""
        with suppress(TrainerError):
            self.trainer.desk.delete(self.session.id)
        self.trainer.home()

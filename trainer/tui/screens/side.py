"""The file, the rooms and the table over the conversation, where the terminal is too narrow for a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from trainer.tui.screens.base import TrainerModal
from trainer.tui.widgets.keys import KeyLine
from trainer.tui.widgets.side import Side, Tab

if TYPE_CHECKING:
    from trainer.session.director import Session


class SideScreen(TrainerModal[str]):
    """The panel as a screen; what was chosen comes back as a command line."""

    CSS_PATH = "side.tcss"
    BINDINGS = [
        ("escape", "close", ""), ("f3", "side('file')", ""), ("f4", "side('rooms')", ""), ("f5", "side('table')", ""),
    ]  # fmt: skip

    def __init__(self, session: Session, tab: Tab) -> None:
        super().__init__()
        self.session, self.tab, self.own_lang = session, tab, session.lang

    def compose(self) -> ComposeResult:
        """See Textual."""
        yield Side(self.session, self.tab, id="whole")
        yield KeyLine(
            ("Enter", self.say("key.choose"), ""), ("F3 F4 F5", self.say("key.tabs"), ""),
            ("Esc", self.say("key.back"), "screen.close"),
        )  # fmt: skip

    def on_mount(self) -> None:
        """See Textual."""
        self.call_after_refresh(self.action_side, self.tab)

    def action_side(self, tab: Tab) -> None:
        """Another tab."""
        self.query_one(Side).turn(tab)

    @on(Side.Chosen)
    def _chosen(self, event: Side.Chosen) -> None:
        self.dismiss(event.line)

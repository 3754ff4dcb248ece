"""A paper or an article, to read: Markdown over the whole screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from trainer.text import Lang
from trainer.tui.markdown import Page
from trainer.tui.screens.base import TrainerModal
from trainer.tui.widgets.keys import KeyLine
from trainer.tui.widgets.reader import Reader


class PageScreen(TrainerModal[None]):
    """Text to scroll through. `plain` shows it as it is: for what a user wrote."""

    CSS_PATH = "page.tcss"
    BINDINGS = [
        ("escape,q,enter", "close", ""), ("pageup,b", "turn(-1)", ""), ("pagedown,space", "turn(1)", ""),
        ("up,k", "line(-1)", ""), ("down,j", "line(1)", ""), ("home", "edge(-1)", ""), ("end", "edge(1)", ""),
    ]  # fmt: skip

    def __init__(self, title: str, text: str, lang: Lang, *, plain: bool = False) -> None:
        super().__init__()
        self.heading, self.text, self.own_lang, self.plain = title, text, lang, plain

    def compose(self) -> ComposeResult:
        """See Textual."""
        yield Static(self.heading, id="heading", markup=False)
        with Reader(id="paper"):
            yield Static(self.text, markup=False) if self.plain else Page(self.text, lines=True)
        yield KeyLine(
            ("Esc", self.say("key.back"), "screen.close"), ("PgUp PgDn", self.say("key.scroll"), "screen.turn(1)")
        )

    def on_mount(self) -> None:
        """See Textual."""
        self.query_one("#paper").focus()

    @property
    def _paper(self) -> Reader:
        return self.query_one("#paper", Reader)

    def action_turn(self, way: int) -> None:
        """A page on or back."""
        (self._paper.scroll_page_down if way > 0 else self._paper.scroll_page_up)(animate=False)

    def action_line(self, way: int) -> None:
        """A line on or back."""
        self._paper.scroll_relative(y=way, animate=False)

    def action_edge(self, way: int) -> None:
        """To the end, or to the beginning."""
        (self._paper.scroll_end if way > 0 else self._paper.scroll_home)(animate=False)

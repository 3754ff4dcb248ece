"""What has been said and has happened, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from trainer.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from trainer.session.narrate import Line

_NEAR = 4
"""Rows from the end within which the view follows."""


class Spoken(Static):
    """One line of the conversation. All of it is data: nothing in it is read as markup."""

    def __init__(self, line: Line) -> None:
        super().__init__(_content(line), classes=f"line {line.kind}", markup=False)
        self.line = line


def _content(line: Line) -> Content:
    who, text = line.who, line.text
    match line.kind:
        case "you":
            return Content.assemble((f"› {who}\n", "bold $secondary"), text)
        case "them":
            return Content.assemble((f"{who}\n", "bold $primary"), text)
        case "offer":
            return Content.assemble(("▸ ", "bold $accent"), (text, "$accent"))
        case "note":
            return Content.assemble(("* ", "bold $success"), (text, "$success"))
        case "end":
            return Content.assemble((f"{who}\n" if who else "", "bold $accent"), text if who else (text, "bold"))
    return Content.assemble((f"{who}\n" if who else "", "bold $quiet"), (text, "$quiet"))


class Conversation(Reader, can_focus=False):
    """Follows what is new while the end is in view, and stays put while one reads further up."""

    @property
    def near_end(self) -> bool:
        """Whether the end is in view, or nearly."""
        return self.max_scroll_y - self.scroll_y <= _NEAR

    async def add(self, line: Line) -> None:
        """One more line."""
        follow = self.near_end or line.kind == "you"
        await self.mount(Spoken(line))
        if follow:
            self.scroll_end(animate=False)

    async def fill(self, lines: Iterable[Line]) -> None:
        """All lines of a session taken up again."""
        await self.mount_all(Spoken(line) for line in lines)
        self.scroll_end(animate=False)

    def turn_page(self, way: int) -> None:
        """A page back or on."""
        (self.scroll_page_down if way > 0 else self.scroll_page_up)(animate=False)

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
    number = (f"  {line.turn}\n" if line.turn else "\n", "$quiet")
    match line.kind:
        case "you":
            return Content.assemble((f"› {who}", "bold $secondary"), number, text)
        case "them":
            return Content.assemble((who, "bold $primary"), number, text)
        case "offer":
            return Content.assemble(("▸ ", "bold $accent"), (text, "$accent"))
        case "note":
            return Content.assemble(("* ", "bold $success"), (text, "$success"))
        case "end":
            return Content.assemble((f"{who}\n" if who else "", "bold $accent"), text if who else (text, "bold"))
    return Content.assemble((f"{who}\n" if who else "", "bold $quiet"), (text, "$quiet"))


class Conversation(Reader, can_focus=False):
    """Follows what is new, but never past its beginning; stays put while one reads further up."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._first: Spoken | None = None
        self._last: Spoken | None = None
        self._live: Spoken | None = None
        self._follow = True
        self._put = 0

    @property
    def near_end(self) -> bool:
        """Whether the end is in view, or nearly."""
        return self.max_scroll_y - self.scroll_y <= _NEAR

    def expect(self) -> None:
        """What comes now belongs together: its first line stays in view."""
        self._first = None
        self._follow = self.near_end or round(self.scroll_y) == self._put

    async def add(self, line: Line) -> None:
        """One more line."""
        spoken = Spoken(line)
        self._first = self._first or spoken
        self._follow = self._follow or line.kind == "you"
        self._last = spoken
        await self.mount(spoken)
        if self._follow:
            self.call_after_refresh(self._settle)

    async def part(self, line: Line) -> None:
        """One more sentence of a turn that is still going on."""
        if self._live is None:
            await self.add(line)
            self._live = self._last
        else:
            self._grow(line)

    async def whole(self, line: Line) -> None:
        """A turn in full; where its sentences have been shown, they become it."""
        if self._live is None:
            await self.add(line)
        else:
            self._grow(line)
            self._live = None

    def _grow(self, line: Line) -> None:
        if self._live is not None:
            self._live.line = line
            self._live.update(_content(line))
        if self._follow:
            self.call_after_refresh(self._settle)

    async def fill(self, lines: Iterable[Line]) -> None:
        """All lines of a session taken up again."""
        await self.mount_all(Spoken(line) for line in lines)
        self.scroll_end(animate=False)

    def turn_page(self, way: int) -> None:
        """A page back or on."""
        (self.scroll_page_down if way > 0 else self.scroll_page_up)(animate=False)

    def settle_again(self) -> None:
        """Once more in view, after another screen lay on top while lines came in."""
        if self._follow:
            self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        if not self.screen.is_current:
            return  # nothing is laid out beneath another screen: every line would stand at the top
        if self._first is not None and self._first.is_attached:
            self._put = min(self.max_scroll_y, max(0, self._first.virtual_region.y - 1))
            self.scroll_to(y=self._put, animate=False)

"""Pages on the screen: Markdown as `trainer.markdown` reads it, its tables of characters with a certain width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Markdown

from trainer.markdown import parser
from trainer.tui.wrap import one_width

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore


def _plain_cells(state: StateCore) -> None:
    """Cells of a table stand beside each other: only characters of a certain width."""
    inside = False
    for block in state.tokens:
        inside = block.type == "table_open" or (inside and block.type != "table_close")
        for token in (block.children or []) if inside else []:
            token.content = one_width(token.content)


def screen_parser(lines: bool = False) -> MarkdownIt:
    """The parser with what the screen needs besides."""
    made = parser(lines)
    made.core.ruler.push("cells", _plain_cells)
    return made


class Page(Markdown):
    """Our own texts as Markdown. Links are shown, not followed: nothing here leads out of the program."""

    BULLETS = ["- ", "- ", "- ", "- ", "- "]

    def __init__(self, text: str = "", *, lines: bool = False) -> None:
        super().__init__(text, parser_factory=lambda: screen_parser(lines), open_links=False)

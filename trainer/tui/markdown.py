"""Markdown with Chinese in it: emphasis beside Chinese marks, and no space where a line of Chinese was broken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from textual.widgets import Markdown

from trainer.tui.wrap import one_width

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


def is_wide(char: str) -> bool:
    """Whether a character is Chinese, or a full-width mark."""
    return bool(_WIDE.match(char))


def escaped(text: str) -> str:
    """A user's text inside our Markdown: shown as typed, line breaks kept."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "  \n")


class _State(StateInline):
    """Chinese has no spaces around emphasis: a Chinese neighbour counts like one (as CommonMark counts punctuation)."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the library's names
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        left = not _blank(after) and (not _mark(after) or _blank(before) or _mark(before) or is_wide(before))
        right = not _blank(before) and (not _mark(before) or _blank(after) or _mark(after) or is_wide(after))
        can_open = left and (canSplitWord or not right or _mark(before))
        can_close = right and (canSplitWord or not left or _mark(after))
        return Scanned(can_open, can_close, end - start)


def _blank(char: str) -> bool:
    return isWhiteSpace(ord(char))


def _mark(char: str) -> bool:
    return (isMdAsciiPunct(ord(char)) or isPunctChar(char)) and not is_wide(char)


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _join_chinese(state: StateCore) -> None:
    for block in state.tokens:
        row = block.children or []
        for index, token in enumerate(row):
            if token.type != "softbreak":
                continue
            before = next((x.content for x in reversed(row[:index]) if x.content), "")
            after = next((x.content for x in row[index + 1 :] if x.content), "")
            if is_wide(before[-1:]) and is_wide(after[:1]):
                token.type, token.content = "text", ""


def _keep_lines(state: StateCore) -> None:
    for block in state.tokens:
        for token in block.children or []:
            if token.type == "softbreak":
                token.type = "hardbreak"


def _plain_cells(state: StateCore) -> None:
    """Cells of a table stand beside each other: only characters of a certain width."""
    inside = False
    for block in state.tokens:
        inside = block.type == "table_open" or (inside and block.type != "table_close")
        for token in (block.children or []) if inside else []:
            token.content = one_width(token.content)


def parser(lines: bool = False) -> MarkdownIt:
    """The parser of everything shown as Markdown; HTML is text. `lines`: a line of the source stays a line."""
    made = MarkdownIt("commonmark", {"html": False})
    made.enable(["table", "strikethrough"])
    inline = _Inline()
    inline.ruler, inline.ruler2 = made.inline.ruler, made.inline.ruler2
    made.inline = inline
    made.core.ruler.push("lines", _keep_lines if lines else _join_chinese)
    made.core.ruler.push("cells", _plain_cells)
    return made


class Page(Markdown):
    """Our own texts as Markdown. Links are shown, not followed: nothing here leads out of the program."""

    BULLETS = ["- ", "- ", "- ", "- ", "- "]

    def __init__(self, text: str = "", *, lines: bool = False) -> None:
        super().__init__(text, parser_factory=lambda: parser(lines), open_links=False)

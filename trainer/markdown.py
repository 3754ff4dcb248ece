"""Markdown with Chinese in it: the parser of every page, and its text for a terminal without a screen.

Emphasis works beside Chinese marks, and no space comes where a line of Chinese was broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.tree import SyntaxTreeNode
from rich.cells import cell_len

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_RULE = "-" * 40
_UNDER = {"h1": "=", "h2": "-"}
_GAP = "  "
MOST_CELLS = 78
"""A table wider than this is written row by row, every cell behind its heading."""


def is_wide(char: str) -> bool:
    """Whether a character is Chinese, or a full-width mark."""
    return bool(_WIDE.match(char))


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


def parser(lines: bool = False) -> MarkdownIt:
    """The parser of everything shown as Markdown; HTML is text. `lines`: a line of the source stays a line."""
    made = MarkdownIt("commonmark", {"html": False})
    made.enable(["table", "strikethrough"])
    inline = _Inline()
    inline.ruler, inline.ruler2 = made.inline.ruler, made.inline.ruler2
    made.inline = inline
    made.core.ruler.push("lines", _keep_lines if lines else _join_chinese)
    return made


def plain(source: str) -> str:
    """Markdown as text without a mark of it: for screen readers, pipes and terminals without a screen."""
    return "\n".join(_blocks(SyntaxTreeNode(parser(lines=True).parse(source)).children))


def _blocks(nodes: Sequence[SyntaxTreeNode], *, tight: bool = False) -> Iterator[str]:
    """The lines of blocks, an empty one between them; none behind a heading or, `tight`, inside a list's entry."""
    for index, node in enumerate(nodes):
        if index and not tight and nodes[index - 1].type != "heading":
            yield ""
        yield from _block(node)


def _block(node: SyntaxTreeNode) -> Iterator[str]:
    match node.type:
        case "heading":
            text = _text(node)
            yield text
            if rule := _UNDER.get(node.tag):
                yield rule * cell_len(text)
        case "hr":
            yield _RULE
        case "bullet_list" | "ordered_list":
            yield from _list(node)
        case "blockquote":
            yield from (f"    {line}".rstrip() for line in _blocks(node.children))
        case "fence" | "code_block":
            yield from (f"    {line}" for line in node.content.rstrip("\n").split("\n"))
        case "table":
            yield from _table([[_text(c) for c in row.children] for part in node.children for row in part.children])
        case _:
            yield from _text(node).split("\n")


def _list(node: SyntaxTreeNode) -> Iterator[str]:
    first = int(node.attrs.get("start", 1))
    for number, entry in enumerate(node.children, first):
        head = "- " if node.type == "bullet_list" else f"{number}. "
        for index, line in enumerate(_blocks(entry.children, tight=True)):
            yield (head if not index else " " * len(head)) + line


def _table(rows: list[list[str]]) -> Iterator[str]:
    """Columns as wide as they need to be; a table too wide for that row by row."""
    sizes = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    if sum(sizes) + len(_GAP) * (len(sizes) - 1) > MOST_CELLS:
        head, *others = rows
        for row in others:
            colon, between = ("：", "；") if any(map(_WIDE.search, head)) else (": ", "; ")
            named = [f"{name}{colon}{cell}" if name else cell for name, cell in zip(head, row, strict=True) if cell]
            yield "- " + between.join(named)
        return
    for row in rows:
        cells = (cell + " " * (size - cell_len(cell)) for cell, size in zip(row, sizes, strict=True))
        yield _GAP.join(cells).rstrip()


def _text(node: SyntaxTreeNode) -> str:
    """What is read of a stretch of text, a line break where one stands."""
    if node.type in ("hardbreak", "softbreak"):
        return "\n"
    if node.children:
        return "".join(_text(child) for child in node.children)
    return node.content if node.type != "inline" else ""

"""A page as blocks: the one shape that Markdown, plain text and HTML are written from.

Text is kept apart from marks, so each format escapes in one place and no words can turn into markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "strong", "quiet", "turn", "quote", "mark"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line. `turn` links to a turn of the transcript, `tone` colours a mark."""

    text: str
    kind: Kind = "text"
    turn: int = 0
    tone: str = ""


Inline = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the page. `id` is its anchor."""

    level: int
    text: str
    id: str = ""
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `role` is notice, note or nothing."""

    spans: Inline
    role: str = ""
    kind: str = "para"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, with lines that belong to it."""

    head: Inline
    below: tuple[Inline, ...] = ()
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """A list."""

    items: tuple[Entry, ...]
    kind: str = "entries"


@dataclass(frozen=True, slots=True)
class Table:
    """A table. The first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Speech:
    """One line of the transcript; `turn` 0 is something that happened."""

    turn: int
    label: str
    who: str
    text: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Speeches:
    """The transcript."""

    lines: tuple[Speech, ...]
    kind: str = "speeches"


Block = Heading | Para | Entries | Table | Speeches


def line(*parts: str | Span) -> Inline:
    """A line from texts and spans; empty texts are left out."""
    spans = (Span(p) if isinstance(p, str) else p for p in parts)
    return tuple(s for s in spans if s.text)


def strong(text: str) -> Span:
    """A name or label."""
    return Span(text, "strong")


def flat(spans: Inline) -> str:
    """The text of a line without its marks."""
    return "".join(s.text for s in spans)

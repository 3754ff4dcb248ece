"""The report as Markdown: for the debrief screen and as a file. Whatever anybody said is shown as typed."""

from __future__ import annotations

import re

from trainer.report.model import Debrief
from trainer.report.page import Block, Entries, Heading, Inline, Para, Span, Speech, Speeches, Table
from trainer.report.sections import page
from trainer.text import escaped

_BLANK = re.compile(r"\n[ \t]*(?=\n)")


def one_line(text: str) -> str:
    """Text on one line, for headings, list entries and table cells."""
    return " ".join(text.split())


def markdown(debrief: Debrief) -> str:
    """The whole report. One paragraph a line, so that Chinese text is never broken by a space."""
    return "\n\n".join(_block(b) for b in page(debrief)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escaped(one_line(block.text))}"
        case Para():
            text = _inline(block.spans)
            return f"> {text}" if block.role == "notice" else text
        case Entries():
            return "\n".join(_entry(e.head, e.below) for e in block.items)
        case Table():
            return _table(block)
        case Speeches():
            return "\n\n".join(_speech(s) for s in block.lines)


def _inline(spans: Inline) -> str:
    return "".join(_span(s) for s in spans)


def _span(span: Span) -> str:
    text = escaped(one_line(span.text) if span.text.strip() else " ")
    lead = " " if span.text[:1].isspace() and text != " " else ""
    tail = " " if span.text[-1:].isspace() and text != " " else ""
    return f"{lead}**{text}**{tail}" if span.kind == "strong" else f"{lead}{text}{tail}"


def _entry(head: Inline, below: tuple[Inline, ...]) -> str:
    return "\n".join([f"- {_inline(head)}", *(f"  - {_inline(b)}" for b in below)])


def _table(table: Table) -> str:
    head = "| " + " | ".join(escaped(one_line(h)) for h in table.head) + " |"
    rule = "|" + " --- |" * len(table.head)
    return "\n".join([head, rule, *("| " + " | ".join(_inline(c) for c in row) + " |" for row in table.rows)])


def _speech(speech: Speech) -> str:
    """A turn with its number; line breaks are kept, empty lines closed up so that the turn stays one paragraph."""
    text = escaped(_BLANK.sub("", speech.text)).replace("\n", "\\\n")
    if not speech.turn:
        who = f"{escaped(one_line(speech.who))} · " if speech.who else ""
        return f"> {who}{text}".replace("\n", "\n> ")
    return f"**{escaped(speech.label)} · {escaped(one_line(speech.who))}** \\\n{text}"

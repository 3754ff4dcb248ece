"""The report as plain text for a terminal: no Markdown marks, wrapped by cells, tables as columns where they fit."""

from __future__ import annotations

from rich.cells import cell_len

from trainer.report.model import Debrief
from trainer.report.page import Block, Entries, Heading, Para, Speech, Speeches, Table, flat
from trainer.report.sections import page
from trainer.report.wrap import pad, wrap
from trainer.text import behind

_RULE = {1: "=", 2: "-"}
_GAP = 2
MIN_WIDTH = 24


def plain_text(debrief: Debrief, width: int) -> str:
    """The whole report, no line wider than `width` cells (at least 24)."""
    size = max(MIN_WIDTH, width)
    return "\n\n".join("\n".join(_block(b, size)) for b in page(debrief))


def _block(block: Block, width: int) -> list[str]:
    match block:
        case Heading():
            lines = wrap(block.text, width)
            rule = _RULE.get(block.level)
            return [*lines, rule * min(width, max(cell_len(x) for x in lines))] if rule else lines
        case Para():
            return wrap(flat(block.spans), width)
        case Entries():
            return [x for e in block.items for x in _entry(flat(e.head), [flat(b) for b in e.below], width)]
        case Table():
            return _table(block, width)
        case Speeches():
            return [x for s in block.lines for x in (*_speech(s, width), "")][:-1]


def _entry(head: str, below: list[str], width: int) -> list[str]:
    lines = wrap(head, width, "* ", "  ")
    return lines + [x for b in below for x in wrap(b, width, "    ", "      ")]


def _table(table: Table, width: int) -> list[str]:
    """Columns as wide as they need to be; where the page is too narrow, one entry a row with every cell named."""
    rows = [[flat(c) for c in row] for row in table.rows]
    sizes = [max(cell_len(x) for x in column) for column in zip(table.head, *rows, strict=True)]
    first = width - sum(sizes[1:]) - _GAP * (len(sizes) - 1)
    if first < min(sizes[0], 16):
        return [x for row in rows for x in _stacked(table.head, row, width)]
    sizes[0] = min(sizes[0], first)
    out = []
    for row in [list(table.head), *rows]:
        name = wrap(row[0], sizes[0])
        cells = [pad(name[0], sizes[0]), *(pad(c, s) for c, s in zip(row[1:], sizes[1:], strict=True))]
        out += [(" " * _GAP).join(cells).rstrip(), *(f"  {x}" for x in wrap(" ".join(name[1:]), sizes[0] - 2) if x)]
    return out


def _stacked(head: tuple[str, ...], row: list[str], width: int) -> list[str]:
    cells = [behind(h, c) for h, c in zip(head[1:], row[1:], strict=True) if c]
    return [*wrap(row[0], width, "* ", "  "), *(x for c in cells for x in wrap(c, width, "    ", "      "))]


def _speech(speech: Speech, width: int) -> list[str]:
    if not speech.turn:
        aside = behind(speech.who, speech.text) if speech.who else speech.text
        return wrap(f"[{aside}]", width, "    ", "    ")
    return wrap(behind(speech.who, speech.text), width, pad(str(speech.turn), 4), "    ")

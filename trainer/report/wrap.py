"""Lines of a given width in cells, Chinese and Latin mixed.

A line may break between any two Chinese characters, never before a closing mark or after an opening one.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

_OPENING = "（《〈「『【〔［｛“‘"
_CLOSING = "，。、；：？！）》〉」』】〕］｝”’…—％·"
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_UNIT = re.compile(rf"\s+|[{_OPENING}]*[{_WIDE}][{_CLOSING}]*|(?:(?![{_OPENING}]+[{_WIDE}])[^\s{_WIDE}])+[{_CLOSING}]*")


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Text as lines no wider than `width` cells, the first begun with `first`, the others with `rest`."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _fill(paragraph, width, first if not lines else rest, rest)
    return lines


def _fill(text: str, width: int, first: str, rest: str) -> list[str]:
    lines: list[str] = []
    now, start = first, first
    for unit in _units(text, max(4, width - max(cell_len(first), cell_len(rest)))):
        if now != start and cell_len(now) + cell_len(unit.rstrip()) > width:
            lines.append(now.rstrip())
            now = start = rest
        if unit.isspace() and now == start:
            continue
        now += " " if unit.isspace() else unit
    return [*lines, now.rstrip()]


def _units(text: str, most: int) -> list[str]:
    """What may not be broken, in order; a word longer than a line is broken all the same."""
    out: list[str] = []
    for found in _UNIT.finditer(text):
        unit = found[0]
        while cell_len(unit) > most:
            size = next(i for i in range(len(unit), 0, -1) if cell_len(unit[:i]) <= most)
            out.append(unit[:size])
            unit = unit[size:]
        out.append(unit)
    return out


def pad(text: str, width: int) -> str:
    """Text filled up with spaces to a width in cells."""
    return text + " " * max(0, width - cell_len(text))

"""Printing."""

from __future__ import annotations

import sys

from trainer.text import clean


def print_markdown(text: str) -> None:
    """Markdown for a terminal without a screen."""
    from trainer.markdown import plain

    print_text(plain(text))


def print_text(text: str) -> None:
    """Text as it is, without what a terminal could take for a command."""
    sys.stdout.write(clean(text) + "\n")


def print_table(head: list[str], rows: list[list[str]], indent: str = "") -> None:
    """Columns as wide as they need to be, the first to the left, the others to the right; Chinese counts two cells."""
    from rich.cells import cell_len

    sizes = [max(cell_len(cell) for cell in column) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        gaps = [" " * (size - cell_len(cell)) for cell, size in zip(row, sizes, strict=True)]
        cells = [cell + gap if i == 0 else gap + cell for i, (cell, gap) in enumerate(zip(row, gaps, strict=True))]
        sys.stdout.write(indent + clean("  ".join(cells)).rstrip() + "\n")


def percent(value: float | None) -> str:
    """A share (0-1) as percent, or a dash where there is none."""
    return "–" if value is None else f"{value:.0%}"

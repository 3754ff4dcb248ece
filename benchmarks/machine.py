"""What every benchmark prints about the machine, and tables for the results."""

from __future__ import annotations

import os
import platform
import unicodedata
from collections.abc import Sequence
from datetime import date


def machine() -> str:
    """The class of machine: date, system, processor kind, cores at hand, Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{date.today()}, {platform.system()} {platform.machine()}, {cores} cores, {python}{load()}"


def load() -> str:
    """The load of the last minute, where the system tells it: a busy machine measures badly."""
    return f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0-1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return quantile(values, 0.5)


def width(text: str) -> int:
    """Cells on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns as wide as their widest cell; the first is flush left, the others flush right."""
    cells = [[str(c) for c in row] for row in (head, *rows)]
    widths = [max(width(row[i]) for row in cells) for i in range(len(head))]
    lines = []
    for row in cells:
        gaps = [" " * (w - width(c)) for c, w in zip(row, widths, strict=True)]
        lines.append("  ".join([row[0] + gaps[0], *(g + c for g, c in zip(gaps[1:], row[1:], strict=True))]).rstrip())
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:]])


def title(text: str) -> str:
    """The head of a report."""
    return f"\n{text}\n{machine()}\n"

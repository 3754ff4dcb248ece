"""Many files, one after the other: one that cannot be read is told in a line, and the rest go on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from trainer.text import clean

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Faulty:
    """A file that could not be read, and why, in one line."""

    path: Path
    line: str


def each(files: Sequence[Path], read: Callable[[Path], T], *, alone: bool) -> Iterator[tuple[Path, T | Faulty]]:
    """Every file as `read` makes it, or its fault, which is told on stderr; `alone`, the fault is raised."""
    from trainer.clinic.batch import told

    for path in files:
        found: T | Faulty
        try:
            found = read(path)
        except Exception as fault:
            # One odd file among a thousand must not lose the others, whatever it was.
            if alone:
                raise
            found = Faulty(path, told(path, fault))
            sys.stderr.write(clean(f"plea-trainer: {found.line}") + "\n")
        yield path, found

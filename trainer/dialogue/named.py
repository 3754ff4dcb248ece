"""What a passage names, figure by figure, and how each figure stands in it: put on the table, turned down, or only told."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Standing(IntEnum):
    """How a figure stands in what is said; the higher goes before the lower."""

    TOLD = 0
    """History, the law, another case, a reason: no term of what is offered."""
    SPURNED = 1
    """Turned down, or where a movement starts ("not ten", "down from ten"): a term where nothing is put in its place."""
    PUT = 2
    """On the table."""


@dataclass(frozen=True, slots=True)
class Named:
    """One slot of `Terms` as it was named once."""

    key: str
    value: Any
    at: tuple[int, int]
    standing: Standing = Standing.PUT


@dataclass
class Found:
    """What was read from a passage, in the order of the text."""

    named: list[Named] = field(default_factory=list)

    def put(self, key: str, value: Any, at: tuple[int, int], standing: Standing = Standing.PUT) -> None:
        """Note that a slot was named."""
        self.named.append(Named(key, value, at, standing))

    def names(self, key: str) -> bool:
        """Whether a slot is named as a term."""
        return any(n.key == key and n.standing > Standing.TOLD for n in self.named)

    def taken(self, start: int, end: int) -> bool:
        """Whether a stretch of the text has been read as something already."""
        return any(n.at[0] < end and start < n.at[1] for n in self.named)

    def holds(self, key: str, start: int, end: int) -> bool:
        """Whether a slot was read from this very stretch already ("a fine only" holds no second kind)."""
        return any(n.key == key and n.at[0] < end and start < n.at[1] for n in self.named)

    @property
    def slots(self) -> dict[str, Any]:
        """The terms: of what was named twice, what was put before what was turned down, and the last before the first."""
        best: dict[str, Named] = {}
        for n in sorted(self.named, key=lambda n: n.at):
            if n.standing > Standing.TOLD and (n.key not in best or n.standing >= best[n.key].standing):
                best[n.key] = n
        return {key: n.value for key, n in best.items()}

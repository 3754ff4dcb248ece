"""What a passage names, figure by figure, and how each stands in it: on the table, turned down, or only told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal


class Standing(IntEnum):
    """How a figure stands in what is said; the higher goes before the lower."""

    TOLD = 0
    """History, the law, another case, a reason: no term of what is offered."""
    SPURNED = 1
    """Turned down, or where a movement starts ("not ten", "down from ten"): a term if nothing is put in its place."""
    PUT = 2
    """On the table."""


@dataclass(frozen=True, slots=True)
class Named:
    """One slot of `Terms` as it was named once."""

    key: str
    value: Any
    at: tuple[int, int]
    standing: Standing = Standing.PUT


@dataclass(frozen=True, slots=True)
class Amount:
    """A length in months, a sum in yuan (`sum`: without the word), or a bare number; `low` and `high` are its ends."""

    at: tuple[int, int]
    kind: Literal["length", "yuan", "sum", "bare"]
    low: float
    high: float


def bare_period(number: float, length: float) -> float:
    """Months of a probation period that is a bare number; `length` is the term it goes with, in months.

    No period is shorter than the term or than two months, and none longer than five years (CL 73): a smaller number
    counts years if it can. "Eighteen suspended for twelve" is an error of law, not of reading.
    """
    return number * 12 if number < max(2, length) and number <= 5 else number


def within(at: tuple[int, int], lengths: Iterable[Amount]) -> bool:
    """Whether a stretch of the text has been read already as part of a length."""
    return any(a.at[0] < at[1] and at[0] < a.at[1] for a in lengths)


def sums(found: Iterable[tuple[tuple[int, int], float | None, bool]], lengths: list[Amount]) -> Iterator[Amount]:
    """The sums and bare numbers among places with a value and whether they are called yuan: those no length holds."""
    for at, value, named in found:
        if value is not None and not within(at, lengths):
            yield Amount(at, "yuan" if named else "sum" if value >= SMALLEST_SUM else "bare", value, value)


def joined(
    amounts: list[Amount], text: str, joint: re.Pattern[str], half: re.Pattern[str] | None = None
) -> list[Amount]:
    """Bare numbers that belong together as one: `eight or nine` (a rising pair), `seven and a half`."""
    out: list[Amount] = []
    for amount in amounts:
        last = out[-1] if out else None
        if half and amount.kind == "bare" and (m := half.match(text, amount.at[1])):
            amount = Amount((amount.at[0], m.end()), "bare", amount.low + 0.5, amount.high + 0.5)
        between = text[last.at[1] : amount.at[0]] if last else ""
        pair = last and last.kind == amount.kind == "bare" and last.low == last.high < amount.low <= LONGEST_BARE
        if last and pair and joint.fullmatch(between):
            out[-1] = Amount((last.at[0], amount.at[1]), "bare", last.low, amount.high)
        else:
            out.append(amount)
    return out


LONGEST_BARE = 60
"""The longest term, in months, that a bare number of a pair can be."""
SMALLEST_SUM = 200
"""A number from here on is money, if it is a term at all: no length is counted so high. Yuan."""


@dataclass
class Found:
    """What was read from a passage, in the order of the text."""

    named: list[Named] = field(default_factory=list)

    def put(self, key: str, value: Any, at: tuple[int, int], standing: Standing = Standing.PUT) -> None:
        """Note that a slot was named."""
        self.named.append(Named(key, value, at, standing))

    def rule_out(self, keys: Iterable[str], at: tuple[int, int]) -> None:
        """Take back what was read of some slots in a stretch that rules them out ("a year of it I can't give")."""
        self.named = [n for n in self.named if n.key not in keys or not at[0] <= n.at[0] < at[1]]

    def names(self, key: str) -> bool:
        """Whether a slot is named as a term."""
        return any(n.key == key and n.standing > Standing.TOLD for n in self.named)

    def puts(self, key: str) -> bool:
        """Whether a slot is named as a term that is not turned down."""
        return any(n.key == key and n.standing is Standing.PUT for n in self.named)

    def taken(self, start: int, end: int, key: str = "") -> bool:
        """Whether a stretch of the text has been read already: as anything, or as one slot."""
        return any(key in ("", n.key) and n.at[0] < end and start < n.at[1] for n in self.named)

    def instead(self, at: int) -> str:
        """The slot of the figure just before this place if it was turned down: what follows stands in its stead."""
        before = [n for n in self.named if n.at[1] <= at and not isinstance(n.value, bool | str)]
        last = max(before, key=lambda n: n.at, default=None)
        return last.key if last and last.standing is Standing.SPURNED else ""

    @property
    def slots(self) -> dict[str, Any]:
        """The terms. Of what is named twice: what is put before what is turned down, the last before the first."""
        best: dict[str, Named] = {}
        moved = any(n.key == "months_delta" and n.standing is Standing.PUT for n in self.named)
        for n in sorted(self.named, key=lambda n: n.at):
            if n.key == "months" and n.standing is Standing.SPURNED and moved:
                continue  # "a month is too much, half a month can come off": the change is what is offered
            if n.standing > Standing.TOLD and (n.key not in best or n.standing >= best[n.key].standing):
                best[n.key] = n
        if any(n.key == "kind" and n.value == "fine_only" and n.standing is Standing.PUT for n in self.named):
            best["kind"] = next(n for n in self.named if n.value == "fine_only")  # "a fine only, no prison"
        put, change = best.get("months"), best.get("months_delta")
        if put and change and put.standing is Standing.PUT and change.at < put.at:
            del best["months_delta"]  # "two months less, that makes eight": a change is named where no result is
        return {key: n.value for key, n in best.items()}


Table = tuple[str, Iterable[tuple[str, str]]]
"""A slot and its values, each with the pattern of the words for it."""


def read_words(text: str, tables: Iterable[Table], found: Found, standing: Callable[[int, int], Standing]) -> None:
    """Note the values that are named in words: the kind of penalty, the procedure, the measure."""
    for slot, values in tables:
        for value, pattern in values:
            for m in re.finditer(pattern, text, re.I):
                if not found.taken(*m.span(), slot):  # "a fine only" holds no second kind
                    found.put(slot, value, m.span(), standing(*m.span()))

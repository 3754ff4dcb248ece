"""Two points in one turn: whoever is spoken to answers both, though the turn as a whole was read for one of them.

"He has no record, and his wife will pay it back" is read as a word on the record, which it is. Read by itself, the
second half is something else and wants an answer of its own. What is found so is answered and nothing more: the record
of the turn, by which it is marked, keeps the reading of the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from trainer.acts import Act
from trainer.dialogue.clauses import Clause, clauses
from trainer.dialogue.interpreter import Reading

Read = Callable[[str], Reading]
"""How a part of the turn is read, as if it had been said alone."""

ANSWERED = ("ask", "argue", "request")
"""Verbs whose acts want an answer of their own; an explanation is one, however many sentences it takes."""
_MENDS = ("propose:restitution", "propose:apology", "promise:repair")
"""What is offered to the victim; a figure and its parts are one package, and stay together."""
_FIGURES = ("propose:sentence", "propose:probation", "propose:fine")
_TAGS = ("ask:opinion", "ask:understanding", "ask:decision", "ask:teach_back")
"""What hangs on nearly anything ("..., what do you say?") and asks for nothing besides."""
_PARTICULARS = ("ask:fact", "ask:evidence")
CLEAR, ARGUED, WITH_TERMS = 0.6, 0.5, 0.4
"""How sure a point has to be that only a part of the turn shows. An argument is weighed against the file in any case;
with a sum, a figure or a date in it, less will do."""


def each(text: str, reading: Reading, read: Read, lang: str) -> Reading:
    """The reading with every point that went under in a longer stretch, each act on the part that it stands in."""
    acts: list[Act] = []
    for act in reading.acts:
        parts = _parts(text, act, lang)
        acts += _apart(act, parts, read, {a.id for a in reading.acts}) if len(parts) > 1 else [act]
    return replace(reading, acts=tuple(acts)) if acts != list(reading.acts) else reading


def _parts(text: str, act: Act, lang: str) -> list[Clause]:
    """The smallest stretches that an act was read from."""
    if not act.holds or not (_wants_an_answer(act) or act.id in _FIGURES):
        return []
    start, end = act.span
    return [c for row in clauses(text, lang) for c in row if start <= c.start and c.end <= end]  # type: ignore[arg-type]


def _apart(act: Act, parts: list[Clause], read: Read, known: set[str]) -> list[Act]:
    """An act and what else stands beside it: only where one part alone says the act, and another something else."""
    heard = [(part, point) for part in parts if (point := _point(read(part.text)))]
    home = [part for part, point in heard if _same(point, act)]
    rest = [(part, point) for part, point in heard if not _same(point, act) and point.id not in known]
    other = [(part, point) for part, point in rest if _wants_an_answer(point)]
    if not home or not (other or (act.id in _PARTICULARS and len(home) > 1)):
        return [act]
    # Two particulars asked for are two questions, though both are questions of one kind.
    own = [(c.start, c.end) for c in home] if act.id in _PARTICULARS else [(home[0].start, home[-1].end)]
    found = [act.model_copy(update={"span": span}) for span in own]
    for part, point in other:
        if point.id not in {a.id for a in found}:
            found.append(point.model_copy(update={"span": (part.start, part.end)}))
    return sorted(found, key=lambda a: a.span)


def _point(reading: Reading) -> Act | None:
    """The one thing a part clearly says and wants answered."""
    found = [a for a in reading.acts if a.holds and a.confidence >= _sure(a, reading)]
    return max(found, key=lambda a: a.confidence, default=None)


def _sure(act: Act, reading: Reading) -> float:
    if reading.terms:
        return WITH_TERMS
    return ARGUED if act.verb == "argue" else CLEAR


def _same(one: Act, other: Act) -> bool:
    return one.id == other.id or {one.id, other.id} <= {"propose:restitution", "promise:repair"}


def _wants_an_answer(act: Act) -> bool:
    return (act.verb in ANSWERED and act.id not in _TAGS) or act.id in _MENDS

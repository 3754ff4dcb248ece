"""An offer of more than one way: "eight months, or six if he pays". The wordings are in `data/options.yaml`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA
from trainer.dialogue.terms import terms_in
from trainer.law.terms import Terms
from trainer.text import Lang

Condition = Literal["", "paid", "forgiven"]


@dataclass(frozen=True, slots=True)
class Option:
    """One way that is offered: its terms, and what has to be done first, if anything."""

    terms: Terms
    when: Condition = ""


@lru_cache(maxsize=2)
def _wordings(lang: Lang) -> dict[str, re.Pattern[str]]:
    path = DATA / "options.yaml"
    raw: dict[str, Any] = parse_yaml(read_text(path), str(path))[lang]
    return {key: re.compile(pattern, re.I) for key, pattern in raw.items()}


_STOP = re.compile(r"[,，、;；:：.。!！?？\n]")


def options_in(text: str, lang: Lang) -> tuple[Option, ...]:
    """The ways that a turn offers, in its order; none where it offers fewer than two or one hangs on anything else."""
    said = text.replace("’", "'")
    known = _wordings(lang)
    if not (known["parts"].search(said) or known["if"].search(said)):
        return ()
    found: list[Option] = []
    on: Condition | Literal["none"] | None = ""
    for piece in _pieces(said, lang):
        hangs = _condition(piece, lang)
        on = on if hangs == "" else hangs
        terms = terms_in(known["parts"].sub(" ", piece, count=1), lang, across=True)
        if terms is None:
            continue
        if terms.months is None:
            if found and hangs == "":  # a fine or a period behind a length without another one goes with that length
                found[-1] = replace(found[-1], terms=found[-1].terms.merged(terms))
        elif on is None:
            return ()
        else:
            owed: Condition = "paid" if terms.restitution_yuan else ""
            found.append(Option(terms, "" if on == "none" else on or owed))
            on = ""
    ways = tuple(dict.fromkeys(found))
    return ways if len(ways) > 1 else ()


def _pieces(text: str, lang: Lang) -> Iterator[str]:
    """A turn cut at its commas and at the words that part one way from the next, which stay with what follows."""
    cuts = {m.end() for m in _STOP.finditer(text)} | {m.start() for m in _wordings(lang)["parts"].finditer(text)}
    ends = sorted({0, len(text), *cuts})
    return (text[a:b] for a, b in itertools.pairwise(ends))


def _condition(piece: str, lang: Lang) -> Condition | Literal["none"] | None:
    """What a piece hangs on: a condition, `none` where that is not met, None if on anything else, "" if on nothing."""
    known = _wordings(lang)
    if known["unless"].search(piece):
        return "none"
    if not known["if"].search(piece):
        return ""
    if known["forgiven"].search(piece):
        return "forgiven"
    return "paid" if known["paid"].search(piece) else None

"""Which words of a turn name a term: the kind of penalty, a procedure, a measure, a letter, an apology, a date.

`data/mentions.yaml` lists the words that may; a small model tells from what stands around them whether they do, as
`figure_roles` does for figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trainer.content import parse_yaml, read_text
from trainer.dates import calendar_day
from trainer.dialogue import terms_en, terms_zh
from trainer.dialogue.beside import done_around
from trainer.dialogue.features import DATA
from trainer.dialogue.figure_roles import amounts_in, surroundings
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.linear import model
from trainer.dialogue.named import Found
from trainer.text import Lang

MENTIONS = DATA / "mentions.yaml"
NAMED, NOT_NAMED = "named", "none"
LIKELY = 0.5
_BEFORE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"^(?:by|on|before|until|till|for|from|of)\s", re.I),
    "zh": re.compile(r"(?!)"),
}
_BEHIND: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"(?!)"),
    "zh": re.compile(r"(?:之?内|以内)$"),
}
"""What belongs to a deadline and not to its date."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may name a term: its slot of `Terms`, the value, where they stand, how likely they name it."""

    key: str
    value: str | bool
    at: tuple[int, int]
    p: float = 0.0


_UNTIL: dict[Lang, str] = {"en": "", "zh": "(?:之前|以前|前(?!两|几|三|后))?"}
"""What makes a day a deadline and belongs to it as it was said."""


@lru_cache(maxsize=2)
def _patterns(lang: Lang) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    slots: dict[str, dict[str, list[str]]] = parse_yaml(read_text(MENTIONS), str(MENTIONS))[lang]
    return tuple(
        (
            key,
            value,
            re.compile(f"(?:{'|'.join(f'(?:{p})' for p in patterns)}){_UNTIL[lang] if key == 'date' else ''}", re.I),
        )
        for key, values in slots.items()
        for value, patterns in values.items()
    )


def mentions_in(text: str, lang: Lang) -> list[Mention]:
    """All words of a text that may name a term, in its order."""
    found = []
    for key, value, pattern in _patterns(lang):
        for m in pattern.finditer(text):
            if m[0].strip():
                found.append(Mention(key, _value(key, value, m[0], lang), m.span()))
    return sorted(found, key=lambda mention: mention.at)


def _value(key: str, value: str, written: str, lang: Lang) -> str | bool:
    if key == "date":
        return calendar_day(_BEHIND[lang].sub("", _BEFORE[lang].sub("", written.strip())))
    return True if value == "true" else value


@lru_cache(maxsize=8)
def words(turn: Turn) -> tuple[Mention, ...]:
    """The words of a turn that may name a term, each with how likely it does."""
    found = mentions_in(turn.text, turn.lang)
    if not found:
        return ()
    weigh = model("words", turn.lang)
    return tuple(
        Mention(mention.key, mention.value, mention.at, weigh.likelihood(NAMED, seen))
        for mention, seen in zip(found, looks(turn, found), strict=True)
    )


def named(turn: Turn, span: tuple[int, int]) -> dict[str, Any]:
    """The terms that the words of a stretch name, the likeliest of each slot."""
    inside = [w for w in words(turn) if span[0] <= w.at[0] < span[1] and w.p > LIKELY and not ruled_out(turn, w)]
    return {w.key: w.value for w in sorted(inside, key=lambda w: w.p)}


def ruled_out(turn: Turn, mention: Mention) -> bool:
    """Whether what stands before a word says that it is no term ("summary, not fast-track")."""
    return bool(_RULED_OUT[turn.lang].search(turn.text[: mention.at[0]]))


_RULED_OUT: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:rather than|instead of|and not|as opposed to)\s(?:a |the |any )?$", re.I),
    "zh": re.compile(
        r"(?:(?<!特)(?<!个)(?<!区)(?<!级)别(?:上|[跟和同]我[谈提讲说])?|(?<![要可能是])不要|甭|而不是?)(?:再)?(?:选|走|用|判|搞|考虑)?$"
    ),
}


def role_of(mention: Mention, terms: Mapping[str, Any]) -> str:
    """Whether a mention names a term where the terms of its turn are known. A day is one with or without 之前."""
    named, value = terms.get(mention.key), mention.value
    return NAMED if _day(named) == _day(value) else NOT_NAMED


def _day(value: object) -> object:
    return calendar_day(_DEADLINE.sub("", value)) if isinstance(value, str) else value


_DEADLINE = re.compile(r"[之以]?前$")


def looks(turn: Turn, found: Iterable[Mention], acts: bool = True) -> Iterator[set[str]]:
    """What each mention looks like to the model; `acts`: with what is done around it."""
    amounts = amounts_in(turn.text, turn.lang)
    read = (terms_zh if turn.lang == "zh" else terms_en).read(turn.text)
    found = list(found)
    for mention in found:
        what = f"{mention.key}:{'' if mention.key == 'date' else mention.value}"
        seen = {*surroundings(turn, amounts, mention.at), *_by_rule(read, mention)}
        seen |= {f"S:{turn.speaker}>{turn.listener}", f"W:{turn.text[slice(*mention.at)].lower()}"}
        seen |= {f"beside:{other.key}:{other.value}" for other in found if other.key != "date" and other is not mention}
        seen |= {f"beside:{amount.kind}" for amount in amounts}
        seen |= set(done_around(turn, mention.at)) if acts else set()
        yield {f"{what}|{feature}" for feature in seen} | {f"*|{f}" for f in seen} | {what}


def _by_rule(read: Found, mention: Mention) -> Iterator[str]:
    near = [n for n in read.named if n.at[0] < mention.at[1] and mention.at[0] < n.at[1]]
    yield from [f"rule:{n.key}:{n.standing.name}" for n in near] or ["rule:"]

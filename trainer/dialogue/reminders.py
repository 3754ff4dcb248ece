"""A reminder of a figure said earlier: "you said eight before, no?". The wordings are in `data/reminders.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trainer.acts import Act
from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA
from trainer.dialogue.terms import terms_in
from trainer.law.terms import Terms
from trainer.text import Lang

WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "eighteen")
_CLAUSE = re.compile(r"[,，.。!！?？;；]")
_MATTER = frozenset(("argue", "request", "accept", "record"))
_CLEAR = 0.6
"""An argument or a request as clear as this is what the turn is about; the reminder is on the way to it."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Whose figure is meant, the listener's or the speaker's `own`, and what it is said to have been."""

    own: bool
    terms: Terms | None


@lru_cache(maxsize=2)
def _wordings(lang: Lang) -> tuple[re.Pattern[str], re.Pattern[str]]:
    path = DATA / "reminders.yaml"
    raw: dict[str, Any] = parse_yaml(read_text(path), str(path))[lang]
    return re.compile(raw["says"], re.I), re.compile(raw["figure"], re.I)


def reminder(text: str, acts: Iterable[Act], lang: Lang) -> Reminder | None:
    """The reminder that a turn is; None where it is none, or leads up to something else."""
    says, figure = _wordings(lang)
    said = text.replace("’", "'")
    m = says.search(said)
    if m is None or any(a.holds and a.verb in _MATTER and a.confidence >= _CLEAR for a in acts):
        return None
    stop = _CLAUSE.search(said, m.end())
    around = said[m.start() : stop.start() if stop else len(said)]
    if not figure.search(around):
        return None
    who = next((v for v in m.groupdict().values() if v), "")
    return Reminder(who.casefold() in ("i", "my", "我"), _remembered(around, lang))


_LENGTH: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(rf"\b({'|'.join(WORDS)}|\d{{1,3}})\b(?! (?:minutes?|moments?|days?|years?|figure|yuan))", re.I),
    "zh": re.compile(r"([一二两三四五六七八九十\d]+)个月"),
}
"""A length as it is said again: in English often a bare number."""


def _remembered(around: str, lang: Lang) -> Terms | None:
    """The figure in a reminder. To `terms_in` what was said earlier may be no term; then a length is looked for."""
    terms = terms_in(_CLAUSE.sub(" ", around), lang, across=True)
    if terms is not None and (terms.months or terms.probation or terms.fine_yuan):
        return terms
    length = _LENGTH[lang].search(around)
    return terms_in(f"{length[1]} months" if lang == "en" else length[0], lang) if length else None

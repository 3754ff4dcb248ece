"""A gift held out to whoever is spoken to, so that they oblige. The wordings are in `data/gifts.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA
from trainer.text import Lang

_SENTENCE = re.compile(r"[^.!?。！？；;\n]+[.!?。！？；;\n]?")


@dataclass(frozen=True, slots=True)
class _Wordings:
    offers: re.Pattern[str]
    names: re.Pattern[str]
    hands: re.Pattern[str]
    treats: re.Pattern[str]
    not_after: re.Pattern[str]
    not_with: re.Pattern[str]


@lru_cache(maxsize=2)
def _wordings(lang: Lang) -> _Wordings:
    path = DATA / "gifts.yaml"
    raw: dict[str, Any] = parse_yaml(read_text(path), str(path))[lang]
    joined = ("|".join(f"(?:{p})" for p in raw[key]) for key in ("offers", "names", "hands"))
    return _Wordings(*(re.compile(p, re.I) for p in (*joined, raw["treats"], raw["not_after"], raw["not_with"])))


def offers_a_gift(text: str, lang: Lang) -> bool:
    """Whether a turn holds out a gift to its listener. Gifts told of, asked about or turned down are none."""
    return any(_offered(part, lang) for part in _SENTENCE.findall(text.replace("’", "'")))


def is_kindness(text: str, lang: Lang) -> bool:
    """Whether a turn offers tea or a seat, or asks how one is: kind, and nothing to the matter."""
    return bool(_wordings(lang).treats.search(text.replace("’", "'")))


def _offered(sentence: str, lang: Lang) -> bool:
    known = _wordings(lang)
    if known.not_with.search(sentence):
        return False
    said = [m.start() for m in known.offers.finditer(sentence)]
    if known.hands.search(sentence):
        said += [m.start() for m in known.names.finditer(sentence)]
    return any(not known.not_after.search(sentence[:at]) for at in said)

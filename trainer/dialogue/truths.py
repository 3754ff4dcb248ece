"""Right statements of law in words that cannot be mistaken: the model of wrong law is asked about the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA
from trainer.text import Lang


@dataclass(frozen=True, slots=True)
class _Truths:
    says: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]


@lru_cache(maxsize=2)
def _truths(lang: Lang) -> _Truths:
    path = DATA / "truths.yaml"
    raw: dict[str, Any] = parse_yaml(read_text(path), str(path))[lang]
    says = "|".join(f"(?:{pattern})" for pattern in raw["says"])
    return _Truths(*(re.compile(p, re.I) for p in (says, raw["not_after"], raw["not_before"])))


def without_truths(text: str, lang: Lang) -> str | None:
    """A sentence without what it rightly says of the law, empty where nothing else is left; None where it says no such
    thing."""
    known = _truths(lang)
    kept, at = [], 0
    for m in known.says.finditer(text):
        if known.not_after.search(text[: m.start()]) or known.not_before.search(text[m.end() :]):
            continue
        kept.append(text[at : m.start()])
        at = m.end()
    if not at:
        return None
    rest = " ".join([*kept, text[at:]]).strip()
    return rest if re.search(r"[^\W\d_]{2}", rest) else ""

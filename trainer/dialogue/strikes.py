"""Sentences by which a prosecution gives up a part of its own case. The wordings are in `data/strikes.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from trainer.acts import Act
from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA
from trainer.text import Lang

_SENTENCE = re.compile(r"[^.!?。！？；;\n]+[.!?。！？；;\n]?")
_CLEAR = 0.6
"""How sure an answer to the other side has to be for its sentence to count as giving in."""


@lru_cache(maxsize=2)
def _wordings(lang: Lang) -> tuple[re.Pattern[str], re.Pattern[str]]:
    path = DATA / "strikes.yaml"
    raw: dict[str, Any] = parse_yaml(read_text(path), str(path))[lang]
    return re.compile(raw["says"], re.I), re.compile(raw["not"], re.I)


def striking(text: str, acts: Iterable[Act], lang: Lang) -> list[str]:
    """The sentences of a turn that give something up: in so many words, or by adopting what the other side said."""
    says, never = _wordings(lang)
    adopted = [a.span for a in acts if a.holds and a.id == "accept:opinion" and a.confidence >= _CLEAR]
    found = []
    for m in _SENTENCE.finditer(text.replace("’", "'")):
        inside = any(start < m.end() and m.start() < end for start, end in adopted)
        if (says.search(m[0]) or inside) and not never.search(m[0]):
            found.append(m[0])
    return found

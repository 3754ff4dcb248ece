"""Findings in words: a note is an id with data, worded in both languages from `data/messages.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer.law.cite import cited
from trainer.law.files import read


@dataclass(frozen=True, slots=True)
class Note:
    """A warning or a reason: what (`id`), on what authority (`source`), and the figures in it."""

    id: str
    source: str = ""
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)


def word(note: Note, lang: str = "en") -> str:
    """The note as one sentence in `lang` ("en" or "zh"), with its source in brackets."""
    return phrase(note.id, note.data, lang, note.source)


def phrase(id: str, data: Mapping[str, Any], lang: str, source: str = "") -> str:
    """The message `id` filled with `data`; a list is joined, a whole number loses its ``.0``."""
    text = read("messages.yaml")[id][lang].format(**{k: _plain(v, lang) for k, v in data.items()})
    if not source:
        return str(text)
    return f"{text}（{cited(source, lang)}）" if lang == "zh" else f"{text} ({cited(source, lang)})"


def _plain(value: Any, lang: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get(lang, ""))
    if isinstance(value, (tuple, list)):
        return ("、" if lang == "zh" else ", ").join(_plain(v, lang) for v in value)
    if isinstance(value, float):
        return f"{round(value, 2):g}" if abs(value) < 1e6 else f"{value:.0f}"
    return str(value)

"""The guard: every sentence is checked before it is shown, whoever made it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.dialogue.terms import figures_named
from trainer.law.terms import Terms
from trainer.text import Lang, clean, guess_lang

MAX_CHARS = {"en": 900, "zh": 360}
_STAGE = re.compile(r"^\s*[\[(（【*]|\*[^*]+\*|[\[【][^\]】]{2,}[\]】]")
_SYSTEM = re.compile(
    r"\b(?:as an ai|language model|system prompt|openai|chatgpt)\b|作为(?:一个)?(?:AI|人工智能)|语言模型|系统提示", re.I
)
_FIGURES = ("months", "months_delta", "probation_months", "fine_yuan", "restitution_yuan")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a reply may name: the terms decided on, and texts (slots, authored lines) known to be true."""

    lang: Lang
    terms: tuple[Terms, ...] = ()
    texts: tuple[str, ...] = ()


def figures_of(terms: Terms | None) -> set[float]:
    """The lengths and sums that terms hold, in months and yuan."""
    if terms is None:
        return set()
    values: set[float] = set()
    for name in _FIGURES:
        value = getattr(terms, name)
        values |= set(value) if isinstance(value, tuple) else {abs(value)} if value is not None else set()
    return values


def faults(text: str, allowed: Allowed) -> list[str]:
    """What is wrong with a reply: ids of faults, none if it may be shown."""
    found = []
    if clean(text) != text.strip() or not text.strip():
        found.append("control_codes" if text.strip() else "empty")
    if _STAGE.search(text):
        found.append("stage_direction")
    if _SYSTEM.search(text):
        found.append("system_talk")
    if len(text) > MAX_CHARS[allowed.lang]:
        found.append("length")
    if len(text) > 12 and guess_lang(text) != allowed.lang:
        found.append("language")
    if unknown_figures(text, allowed):
        found.append("figures")
    return found


def unknown_figures(text: str, allowed: Allowed) -> set[float]:
    """Figures named that neither the decided terms nor the texts drawn on hold."""
    named = figures_named(text, allowed.lang)
    if not named:
        return named
    known = set().union(
        *(figures_of(t) for t in allowed.terms), *(figures_named(t, allowed.lang) for t in allowed.texts)
    )
    return named - known

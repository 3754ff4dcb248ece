"""Terms in a text: numbers, lengths, money and conditions, in either language."""

from __future__ import annotations

from trainer.dialogue import terms_en, terms_zh
from trainer.dialogue.named import Found
from trainer.law.terms import Terms
from trainer.text import Lang


def _read(text: str, lang: Lang, owed: bool, across: bool) -> Found:
    read = terms_zh.read if lang == "zh" else terms_en.read
    return read(text, owed, across)


def figures_named(text: str, lang: Lang) -> set[float]:
    """Every length and sum a passage names, those turned down or only told included: months and yuan."""
    values = (n.value for n in _read(text, lang, owed=False, across=False).named if n.key in _FIGURES)
    return {abs(v) for value in values for v in (value if isinstance(value, tuple) else (value,))}


_FIGURES = ("months", "months_delta", "probation_months", "fine_yuan", "restitution_yuan")


def terms_in(text: str, lang: Lang, owed: bool = False, across: bool = False) -> Terms | None:
    """The terms a passage names, or None. Months and yuan; ranges as pairs.

    `owed`: the talk is of what a victim is to get, so a bare sum ("five thousand, not a yuan less") is restitution.
    `across`: it is said across the table, where a bare number ("Nine then.") counts months.
    """
    slots = _read(text, lang, owed, across).slots
    if not slots:
        return None
    if "months" in slots:
        low, high = slots["months"]
        slots["months"] = (min(low, high), max(low, high))
    terms = Terms(**slots)
    return None if terms.empty else terms

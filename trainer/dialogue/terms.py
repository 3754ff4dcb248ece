"""Terms in a text: numbers, lengths, money and conditions, in either language."""

from __future__ import annotations

from trainer.dialogue import terms_en, terms_zh
from trainer.law.terms import Terms
from trainer.text import Lang


def terms_in(text: str, lang: Lang, owed: bool = False) -> Terms | None:
    """The terms a passage names, or None. Months and yuan; ranges as pairs.

    `owed`: the talk is of what a victim is to get, so a bare sum ("five thousand, not a yuan less") is restitution.
    """
    found = (terms_zh if lang == "zh" else terms_en).read(text, owed)
    if not found.slots:
        return None
    slots = dict(found.slots)
    if "months" in slots:
        low, high = slots["months"]
        slots["months"] = (min(low, high), max(low, high))
    terms = Terms(**slots)
    return None if terms.empty else terms

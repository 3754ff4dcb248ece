"""What a turn asks and what it states, sentence by sentence."""

from __future__ import annotations

import re

from trainer.dialogue.clauses import Clause, clauses, join
from trainer.text import Lang

ASKS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\?"),
    "zh": re.compile(r"[？?]|[吗么][。，]?$|(?:^|[，。！])那?(?:(?![正还在着了])[^，。！]){1,9}呢[。，]?$"),
}
"""How a sentence shows that it asks."""


def questions_in(text: str, lang: Lang) -> list[Clause]:
    """The sentences of a turn that ask something."""
    return [s for row in clauses(text, lang) if ASKS[lang].search((s := join(row, text)).text)]


def stated(text: str, lang: Lang) -> str:
    """What a turn states, its questions left out."""
    rows = (join(row, text) for row in clauses(text, lang))
    return " ".join(s.text for s in rows if not ASKS[lang].search(s.text))

"""What a turn asks and what it states, sentence by sentence."""

from __future__ import annotations

from trainer.dialogue.clauses import Clause, clauses, join
from trainer.scoring.wordings import wording
from trainer.text import Lang


def asks(text: str, lang: Lang) -> bool:
    """Whether a sentence shows that it asks."""
    return bool(wording("question", lang).search(text))


def questions_in(text: str, lang: Lang) -> list[Clause]:
    """The sentences of a turn that ask something."""
    return [s for row in clauses(text, lang) if asks((s := join(row, text)).text, lang)]


def stated(text: str, lang: Lang) -> str:
    """What a turn states, its questions left out."""
    rows = (join(row, text) for row in clauses(text, lang))
    return " ".join(s.text for s in rows if not asks(s.text, lang))

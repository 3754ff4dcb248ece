"""Words that do nothing in the room: a rubric read out, another speaker's label, what is refused, heard or supposed."""

from __future__ import annotations

import re
from functools import lru_cache

from trainer.dialogue.clauses import clauses, join
from trainer.scoring.rubric import load_rubric, rubric_ids
from trainer.scoring.void import aside, spoken, typed
from trainer.scoring.wordings import wording
from trainer.text import Lang, fold

_SHORTEST: dict[Lang, int] = {"en": 14, "zh": 6}
"""Characters of a question of a rubric that can be known again."""


@lru_cache(maxsize=2)
def _recitals(lang: Lang) -> frozenset[str]:
    """Every sentence of the rubrics' own names and questions, folded."""
    rubrics = [load_rubric(name) for name in rubric_ids()]
    items = [words for r in rubrics for item in r.questions() for words in (item.name, item.question)]
    duties = [words for r in rubrics for duty in r.duties for words in (duty.name, duty.question)]
    texts = [words.zh if lang == "zh" else words.en for words in (*items, *duties)]
    return frozenset(_key(join(row, t).text) for t in texts for row in clauses(t, lang))


def _key(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


@lru_cache(maxsize=1024)
def recited(text: str, lang: Lang) -> bool:
    """Whether a stretch is a rubric's own question read out: it asks and tells nobody in the room."""
    key = _key(text)
    if len(key) < _SHORTEST[lang]:
        return False
    return key in _recitals(lang) or (len(key) >= 3 * _SHORTEST[lang] and any(key in r for r in _recitals(lang)))


def idle(text: str, lang: Lang) -> bool:
    """Whether a sentence only says what is not done here, supposes it, or leaves it to others."""
    return any(wording(name, lang).search(text) for name in ("not_done", "elsewhere")) or recited(text, lang)


def sentences(text: str, lang: Lang) -> list[str]:
    """The sentences of a turn that do something."""
    if typed(text) or aside(text, lang):
        return []
    text = spoken(text)
    whole = (join(row, text).text for row in clauses(text, lang))
    return [sentence for sentence in whole if not idle(sentence, lang)]

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
_IDLE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:i|we)(?:'m| am|'re| are)? "
        r"(?:won't|will not|shan't|not (?:going to|asking|arguing|putting|raising)"
        r"|don't (?:ask|argue|raise|care)|never (?:ask|read|look|saw|argue)\w*"
        r"|(?:have(?:n't| not)|didn't|did not) (?:even )?(?:read|looked?|seen?|studied|ask(?:ed)?))\b"
        r"|^\W*(?:if (?:i|we|one) (?:had|were|wanted|could)|had (?:i|we|one))\b|\bin theory\b|\bone could\b"
        r"|\b(?:my|a) colleague (?:would|has|says|thinks)\b|\b(?:another|a better|any other) lawyer\b",
        re.I,
    ),
    "zh": re.compile(
        r"我(?:一样)?(?:都|也|就|可)?不(?:问|提|讲|说|主张|争|看)了?(?=[。！？；]|$)|我[^，。]{0,6}没(?:看|翻|读)过|我不(?:申请|主张|打算)"
        r"|^\W*真要|^\W*(?:要是|假如|如果)(?:看过|读过|有时间|有空)|我同事(?:会|看过|说|主张)|换(?:个|一个)(?:律师|法官|检察官)"
    ),
}
"""What a speaker does not do, only supposes, or leaves to somebody else."""


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
    return bool(_IDLE[lang].search(text) or wording("elsewhere", lang).search(text)) or recited(text, lang)


def sentences(text: str, lang: Lang) -> list[str]:
    """The sentences of a turn that do something."""
    if typed(text) or aside(text, lang):
        return []
    text = spoken(text)
    whole = (join(row, text).text for row in clauses(text, lang))
    return [sentence for sentence in whole if not idle(sentence, lang)]

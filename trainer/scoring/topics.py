"""Things a case names, and whether a passage speaks of them: by an author's patterns, or by the words of a note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from trainer.dialogue.features import concepts, normal
from trainer.dialogue.numbers import EN_NUMBER, ZH_NUMBER, chinese, english
from trainer.persona.scene import mentions
from trainer.scenario.models import Patterns
from trainer.text import Lang, fold


class Topic(Protocol):
    """Something that can be spoken of."""

    def named_in(self, text: str, lang: Lang) -> bool:
        """Whether the text speaks of it."""
        ...


@dataclass(frozen=True, slots=True)
class Worded:
    """A topic an author has given patterns for."""

    patterns: Patterns

    def named_in(self, text: str, lang: Lang) -> bool:
        """See `Topic.named_in`."""
        return mentions(self.patterns, text, lang)


NOWHERE = Worded(Patterns())
"""A topic nothing speaks of."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A topic known only from a note in plain words ("18 of the 72 cartons rest on the tally alone").

    A passage speaks of it when it shares enough of the note's own words: a figure and a word, or several words.
    """

    note: str

    def named_in(self, text: str, lang: Lang) -> bool:
        """See `Topic.named_in`."""
        wanted = _keys(self.note, lang)
        if not wanted:
            return False
        shared = wanted & _keys(text, lang)
        weight = sum(_FIGURE if key[0] == "#" else 1 for key in shared)
        return weight >= max(_LEAST, _SHARE[lang] * len(wanted))


def shares_words(one: str, other: str, lang: Lang) -> bool:
    """Whether two passages have words of their own in common: two of them, or a figure."""
    shared = _keys(one, lang) & _keys(other, lang)
    return sum(_FIGURE if key[0] == "#" else 1 for key in shared) >= _LEAST


def share_a_word_of(source: str, one: str, other: str, lang: Lang) -> bool:
    """Whether two passages have a word in common that a third has too."""
    return bool(_keys(one, lang) & _keys(other, lang) & _keys(source, lang))


def is_same_matter(one: str, other: str, lang: Lang) -> bool:
    """Whether two passages name a concept of the lexicon in common, or share words of their own."""
    named = concepts(normal(one, lang), lang) & concepts(normal(other, lang), lang)
    return bool(named) or shares_words(one, other, lang)


_FIGURE = 2
_LEAST = 2
_SHARE: dict[Lang, float] = {"en": 0.25, "zh": 0.16}
_STOP_EN = frozenset(
    "the and for that this with from was were are has have had his her him she they them one all but not none only nothing "
    "there their been which whether what when who whose into out over after before than then very just also said says say "
    "own other another some any can could would will did does".split()
)
_STOP_ZH = re.compile(
    r"[的了是在有和与及或被把对从到就都也还又很更最不没无未其此该这那个位名件次号的地得着过吗呢吧啊呀嘛们我你他她它您咱]"
    r"|没有|只有|已经|可以|一个|一名|这个|那个|自己|什么|怎么|因为|所以|但是|如果|他们|我们|你们|被告人|犯罪嫌疑人|嫌疑人"
)
_NUMBER: dict[Lang, re.Pattern[str]] = {"en": re.compile(EN_NUMBER, re.I), "zh": re.compile(ZH_NUMBER)}
_DAY_ZH = re.compile(rf"(?:{ZH_NUMBER})月(?:{ZH_NUMBER})[日号]?")
"""A day is one thing: the month alone, or another day of it, names nothing."""
_COUNTED_ZH = "元块起次组天年月岁张页件箱名克笔"
_TELLING = 10
"""A smaller number tells nothing apart by itself."""


@lru_cache(maxsize=512)
def _keys(text: str, lang: Lang) -> frozenset[str]:
    """The words of a text that tell it from others: in English stems, in Chinese pairs of characters; figures as such."""
    flat = fold(text)
    figures, rest = _figures(flat, lang)
    if lang == "en":
        words = re.findall(r"[a-z]+(?:-[a-z]+)?", rest)
        return figures | frozenset(w[:5] for w in words if w not in _STOP_EN and len(w) > 2)
    runs = re.findall(r"[\u3400-\u9fff]{2,}", _STOP_ZH.sub(" ", rest))
    return figures | frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def _figures(text: str, lang: Lang) -> tuple[frozenset[str], str]:
    """The figures of a text by their value ("21,000" is "twenty-one thousand"), and the text without them."""
    value_of = chinese if lang == "zh" else english
    found = {f"#{m[0]}" for m in _DAY_ZH.finditer(text)}
    text = _DAY_ZH.sub(" ", text)
    for m in _NUMBER[lang].finditer(text):
        value = value_of(m[0])
        counted = lang == "en" or text[m.end() : m.end() + 1] in _COUNTED_ZH
        if value is not None and (value >= _TELLING or (counted and lang == "zh") or m[0][0].isdigit()):
            found.add(f"#{value:g}")
    return frozenset(found), _NUMBER[lang].sub(" ", text)


_PERSON_EN = re.compile(r"\b[A-Z][a-z]+\b")
_NO_PERSON = frozenset(
    "The Mr Mrs Ms Miss Owner Owners Family Victim One Two Three Four Five Six Seven Eight Nine Ten".split()
)
_PERSON_ZH = re.compile(r"([\u3400-\u9fff])某")
_CALLED_ZH = "某|大哥|大姐|大妈|大爷|大叔|师傅|老板|总|姨|叔|婶|先生|女士|同学|家"


@lru_cache(maxsize=64)
def called(note: str, lang: Lang) -> re.Pattern[str]:
    """How the people a note names are called in talk: by name, in Chinese also `老张` and `张大哥` for a `张某`."""
    if lang == "zh":
        surnames = sorted(set(_PERSON_ZH.findall(note)))
        names = [f"[老小阿]{s}|{s}(?:{_CALLED_ZH})" for s in surnames]
    else:
        names = [rf"\b{n}\b" for n in sorted(set(_PERSON_EN.findall(note)) - _NO_PERSON)]
    return re.compile("|".join(names) or r"(?!)")

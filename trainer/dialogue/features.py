"""What a clause looks like to the model: word and character n-grams, concepts, terms, who speaks to whom."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from trainer.content import parse_yaml, read_text
from trainer.text import Lang

DATA = Path(__file__).parent / "data"
FEATURES = 5
"""Raised with every change of what a clause looks like to the model: the models must then be made again."""
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[?!%¥]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ZH_KEEP = re.compile(r"[^\u3400-\u9fffa-z#?]")


@lru_cache(maxsize=2)
def lexicon(lang: Lang) -> dict[str, re.Pattern[str]]:
    """The concepts an author can name, each as one compiled pattern."""
    path = DATA / f"lexicon.{lang}.yaml"
    raw = parse_yaml(read_text(path), str(path))
    return {name: _compiled("|".join(f"(?:{p})" for p in patterns)) for name, patterns in raw.items()}


_CAPITAL = re.compile(r"(?<!\\)[A-Z]")


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern for lower-case text: to ignore case would cost twice the time, so only those that name capitals do."""
    return re.compile(pattern, re.I if _CAPITAL.search(pattern) else 0)


@lru_cache(maxsize=1024)
def concepts(text: str, lang: Lang) -> frozenset[str]:
    """The names of the concepts that occur in a text. Asked many times of the same stretches of a turn."""
    low = text.lower()
    return frozenset(name for name, pattern in lexicon(lang).items() if pattern.search(low))


_TYPED = {
    "u": "you", "ur": "your", "r": "are", "pls": "please",
    "plz": "please", "thx": "thanks", "cuz": "because", "im": "i'm",
    "ive": "i've", "youre": "you're", "theyre": "they're", "whats": "what's", "thats": "that's", "heres": "here's",
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "cant": "can't", "wont": "won't", "isnt": "isn't",
    "wasnt": "wasn't", "arent": "aren't", "havent": "haven't",
    "hasnt": "hasn't", "couldnt": "couldn't", "wouldnt": "wouldn't",
    "gonna": "going to", "wanna": "want to", "gotta": "got to", "lemme": "let me", "prob": "probably", "ppl": "people",
}  # fmt: skip
"""Hasty typing, put right before anything is looked at."""
_TYPED_WORD = re.compile(rf"\b(?:{'|'.join(_TYPED)})\b(?!')")


def normal(text: str, lang: Lang) -> str:
    """Lower case, one kind of quote, hasty spellings put right; in Chinese numbers as `#`."""
    text = text.lower().replace("’", "'").replace("？", "?")
    return _DIGITS.sub("#", text) if lang == "zh" else _TYPED_WORD.sub(lambda m: _TYPED[m[0]], text)


_G_DROPPED = re.compile(r"(?<=[a-z]{2}in)'(?!\w)")
"""The g that is dropped in "talkin'"."""


@lru_cache(maxsize=2)
def _dialect(lang: Lang) -> tuple[dict[str, str], re.Pattern[str]]:
    """How people say everyday words at home, and the pattern that finds them: the models know these from more talk than
    any one dialect."""
    path = DATA / "dialect.yaml"
    words: dict[str, str] = parse_yaml(read_text(path), str(path))[lang]
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return words, re.compile(rf"\b(?:{longest_first})(?!\w|'[a-rt-z])" if lang == "en" else longest_first)


def standard(text: str, lang: Lang) -> str:
    """A text as it is looked at by the models: `normal`, and words of dialect as everybody says them."""
    words, pattern = _dialect(lang)
    plain = normal(text, lang)
    return pattern.sub(lambda m: words[m[0]], _G_DROPPED.sub("g", plain) if lang == "en" else plain)


def _words(text: str) -> list[str]:
    return [("#" if w[0].isdigit() else w) for w in _WORD.findall(text)]


def apart(text: str, lang: Lang) -> Iterator[str]:
    """Words (in Chinese characters) that stand near each other with one between: what n-grams miss of their order."""
    plain = standard(text, lang)
    units = list(_ZH_KEEP.sub("", plain)) if lang == "zh" else _words(plain)
    yield from (f"{a} _ {b}" for a, b in zip(units, units[2:], strict=False))
    for a, b, c, d in zip(units, units[1:], units[2:], units[3:], strict=False):
        yield from (f"{a} {b} _ {d}", f"{a} _ {c} {d}")


def _english(text: str) -> Iterator[str]:
    words = _words(text)
    padded = ["^", *words, "$"]
    yield from words
    yield from (f"{a} {b}" for a, b in itertools.pairwise(padded))
    yield from (f"{a} {b} {c}" for a, b, c in zip(padded, padded[1:], padded[2:], strict=False))
    # Long words share their first letters through typos, all words their stems through endings.
    yield from (f"~{w[:5]}" for w in words if len(w) > 5)
    stems = [_stem(w) for w in words]
    yield from (f"={s}" for s in stems)
    yield from (f"={a} {b}" for a, b in itertools.pairwise(stems))


_SHORT_FORM = re.compile(r"'(?:s|re|ll|d|ve|m)$")
_ENDINGS = ("ing", "ed", "es", "s", "ly", "er")


def _stem(word: str) -> str:
    """A word without its ending, roughly: `signed`, `signing` and `signs` are one."""
    word = _SHORT_FORM.sub("", word)
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
    word = word.removesuffix(ending)
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _chinese(text: str) -> Iterator[str]:
    chars = f"^{_ZH_KEEP.sub('', text)}$"
    for size in (1, 2, 3, 4):
        yield from (chars[i : i + size] for i in range(len(chars) - size + 1))


def features(text: str, lang: Lang, speaker: str = "", listener: str = "") -> set[str]:
    """All features of one clause."""
    found = set(_of_words(text, lang))
    if speaker:
        found.add(f"S:{speaker}")
        found.add(f"S:{speaker}>{listener}")
    return found


@lru_cache(maxsize=64)
def _of_words(text: str, lang: Lang) -> frozenset[str]:
    """The features of what is said, whoever says it: every model looks at the same stretches of a turn."""
    plain = standard(text, lang)
    found = set(_chinese(plain) if lang == "zh" else _english(plain))
    named = sorted(concepts(plain, lang))
    found.update(f"C:{c}" for c in named)
    found.update(f"CC:{a}+{b}" for i, a in enumerate(named) for b in named[i + 1 :] if len(named) <= 6)
    if "?" in plain:
        found.add("Q:")
    size = len(plain) if lang == "zh" else len(plain) / 3
    found.add(f"L:{min(int(size // 6), 6)}")
    return frozenset(found)


def utterances(lang: Lang) -> Iterator[dict[str, object]]:
    """The training text: one entry per act and polarity, in the order of the files."""
    for path in sorted((DATA / "utterances" / lang).glob("*.yaml")):
        yield from yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506

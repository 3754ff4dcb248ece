"""Text at the edge: cleaned of control codes on the way in, folded for comparison, measured in cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, ...] = ("en", "zh")

MAX_TURN_CHARS = 4000
"""One spoken turn; beyond it the listener would have interrupted. The text itself is kept in a file."""

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])")
"""Terminal escapes. A string without its end hides nothing: only its opening goes."""
_SPACES = re.compile(r"\s+")
_WIDE = r"\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
_STOPS = r"\u2014\u2019\u201d\u2026\u3001-\u303f\uff01-\uff60"
_GAP = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])|(?<=[{_STOPS}]) (?=\S)|(?<=\S) (?=[{_STOPS}])")
"""A single space between two Chinese characters or signs, or beside a sign that brings its own white space."""
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# Bidirectional overrides and zero-width characters can make a line show what it does not say.
_INVISIBLE = dict.fromkeys(
    [
        *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10),
        *range(0x335, 0x339), *range(0xE0000, 0xE0080), 0xFEFF, 0xAD, 0x34F, 0x61C, 0x180E, 0x3164,
        0x115F, 0x1160, 0xFFA0,
    ]
)  # fmt: skip
# Letters of other alphabets and styles that look like Latin ones, and blanks of all widths, are what they look like.
_LOOKALIKE = str.maketrans("аеорсхуіѕјһкмтвнАЕОРСХУІЅЈНКМТВ", "aeopcxyisjhkmtbhAEOPCXYISJHKMTB")
_CYRILLIC, _LATIN = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[A-Za-z]")
_WORDS = re.compile(r"[A-Za-z\u0400-\u04ff]+")
_STYLED = re.compile(
    r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]"
)
"""Letters, digits and Chinese characters in another guise: wide, mathematical, radicals, compatibility forms."""
_BLANK = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$]")
_MARKUP_AT_START = re.compile(r"^[ \t]*(?:([-+=#])|(\d{1,9})([.)])(?=\s|$))", re.M)
_CONTROL = frozenset(("Cc", "Cs", "Co", "Cn"))


def clean(text: str) -> str:
    """Strip terminal escapes, control codes, lone surrogates and invisible characters; keep line breaks.

    Letters and characters that only look like the usual ones become these, so that what is shown is what is read.
    """
    text = _BLANK.sub(" ", _ANSI.sub("", text).translate(_INVISIBLE))
    text = _STYLED.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    if _CYRILLIC.search(text):
        text = _WORDS.sub(lambda m: m[0].translate(_LOOKALIKE) if _LATIN.search(m[0]) else m[0], text)
    kept = (ch if ch in "\n\t" or unicodedata.category(ch) not in _CONTROL else " " for ch in text)
    return "\n".join(line.rstrip() for line in "".join(kept).replace("\t", " ").split("\n")).strip()


def escaped(text: str) -> str:
    """Data inside our Markdown, shown as it is: no emphasis, heading, list, link, table or HTML can come out of it."""
    flat = _MARKUP.sub(lambda m: "\\" + m[0], text)
    return _MARKUP_AT_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", flat)


def fold(text: str) -> str:
    """NFKC, case and white space folded: the form in which two texts are compared."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def has_cjk(text: str) -> bool:
    """Whether any Chinese character stands in the text."""
    return bool(_CJK.search(text))


def unspaced(text: str) -> str:
    """Chinese text without the spaces that folding its lines has put into it."""
    return _GAP.sub("", text)


def guess_lang(text: str) -> Lang:
    """The language of one turn: Chinese as soon as a fair share of it is in Chinese characters."""
    letters = sum(ch.isascii() and ch.isalpha() for ch in text)
    return "zh" if len(_CJK.findall(text)) * 3 > letters else "en"


def joined(sentences: Iterable[str], lang: Lang) -> str:
    """Sentences as one text: Chinese is written without spaces between them."""
    return ("" if lang == "zh" else " ").join(s for s in sentences if s)


def behind(name: str, words: str) -> str:
    """Words behind a name and a colon: a Chinese name takes the Chinese one, without a space."""
    return f"{name}：{words}" if has_cjk(name) else f"{name}: {words}"

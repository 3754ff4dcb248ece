"""Where lines of Chinese may break: between any two characters, never before a closing mark or after an opening one."""

from __future__ import annotations

import re

OPENING = "（《〈「『【〔［｛“‘"
CLOSING = "，。、；：？！）》〉」』】〕］｝”’…—％·"
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_NOT_BEFORE_WIDE = f"(?![{OPENING}]+[{_WIDE}])"
_UNIT = f"(?:[{OPENING}]*[{_WIDE}][{CLOSING}]*|(?:{_NOT_BEFORE_WIDE}[^\\s{_WIDE}])+[{CLOSING}]*)"

# Both libraries look for breaks with a pattern that only knows spaces.
RE_WORD = re.compile(rf"\s*{_UNIT}\s*")
RE_CHUNK = re.compile(rf"{_UNIT}\s*|\s+")


def install() -> None:
    """Give Rich and Textual the rule; text without Chinese wraps as before."""
    import rich._wrap
    import textual._wrap

    rich._wrap.re_word = RE_WORD
    textual._wrap.re_chunk = RE_CHUNK


# Marks that count one cell while some terminals draw two: whatever stands right of them on a line is shifted.
_AMBIGUOUS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "…": "..", "·": " ", "×": "x",
                            "→": ">"})  # fmt: skip


def one_width(text: str) -> str:
    """Text for a column that has something to its right: only characters whose width is beyond doubt."""
    return text.translate(_AMBIGUOUS)

"""Sources as the pack notes them ("2021 Guidelines III.(14) / CPL 15"), as a text of each language cites them."""

from __future__ import annotations

import re
from functools import cache

from trainer.law.files import read

_LAWS = {
    "CPL": "刑诉法",
    "CL": "刑法",
    "OP": "指导意见",
    "SPC": "刑诉法解释",
    "SPP": "刑诉规则",
    "LAL": "法律援助法",
}
_PARTS = {"I": "一", "II": "二", "III": "三", "IV": "四", "V": "五"}
_DIGITS = "零一二三四五六七八九"


_SERIES = {"法释": "Fa Shi", "法发": "Fa Fa", "高检发": "Gao Jian Fa", "高检发释字": "Gao Jian Fa Shi Zi"}
_NUMBER = re.compile(r"(高检发释字|高检发|法释|法发)〔(\d{4})〕(\d+)号")
_AMENDMENT = re.compile(r"to Amendment (X*)(IX|IV|V?I{0,3})")
_ONES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}


@cache
def cited(source: str, lang: str) -> str:
    """The source in `lang` ("en" or "zh"); what is not one of the pack's own abbreviations stays as it is."""
    parts = [part.strip() for part in source.split(" / ")]
    return "、".join(_in_chinese(p) for p in parts) if lang == "zh" else " / ".join(_in_english(p) for p in parts)


@cache
def edition(version: str, lang: str) -> str:
    """Which edition of a text is held, as the pack notes it (a document's number, a date), in `lang`."""
    if lang != "zh":
        return _NUMBER.sub(lambda m: f"{_SERIES[m[1]]} [{m[2]}] No. {m[3]}", version)
    until = _AMENDMENT.sub(lambda m: f"截至修正案（{_numeral(10 * len(m[1]) + _ONES[m[2]])}）", version)
    return re.sub(r" \(([\d-]+)\)", r"（\1）", until.replace(", ", "，"))


def _in_english(part: str) -> str:
    found = _NUMBER.match(part)
    if not found:
        return part
    name, rest = _interpretation(found[0], "en") or edition(found[0], "en"), part[found.end() :].strip()
    return f"{name}, {rest}" if rest else name


def _in_chinese(part: str) -> str:
    guideline = re.fullmatch(r"2021 Guidelines(?: (.+))?", part)
    if guideline:
        places = [_place(p) for p in (guideline[1] or "").split(", ") if p]
        return "量刑指导意见" + "、".join(places)
    law = re.fullmatch(rf"({'|'.join(_LAWS)}) (.+)", part)
    if law:
        return _LAWS[law[1]] + "、".join(_article(number) for number in law[2].split(", "))
    numbered = re.fullmatch(rf"({_NUMBER.pattern})(?: arts?\.? (.+))?", part)
    if numbered:
        articles = (numbered[5] or "").split(", ") if numbered[5] else []
        return (_interpretation(numbered[1], "zh") or numbered[1]) + "、".join(_article(a) for a in articles)
    return part


@cache
def _interpretation(number: str, lang: str) -> str:
    """What an interpretation is called for short, by its number; nothing where the pack does not hold it."""
    text = next((text for text in read("texts.yaml") if number in text["names"]), None)
    if text is None:
        return ""
    if lang == "zh":
        return next(str(name) for name in text["names"] if name != number)
    return str(read(f"articles/{text['file']}.yaml")["law"]["en"])


def _place(place: str) -> str:
    found = re.fullmatch(r"(I{1,3}|IV|V)(?:\.\((\d+)\)(\d+)?)?", place)
    if not found:
        return place
    item = f"（{_numeral(int(found[2]))}）" if found[2] else ""
    return f"第{_PARTS[found[1]]}部分{item}" + (f"第{found[3]}项" if found[3] else "")


def _article(number: str) -> str:
    paragraph = re.fullmatch(r"(\d+)\((\d+)\)", number)
    if paragraph:
        return f"第{paragraph[1]}条第（{_numeral(int(paragraph[2]))}）项"
    span = re.fullmatch(r"(\d+)-(\d+)", number)
    if span:
        return f"第{span[1]}条之一" if span[2] == "1" else f"第{span[1]}至{span[2]}条"
    return f"第{number}条"


def _numeral(n: int) -> str:
    tens, ones = divmod(n, 10)
    return (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")

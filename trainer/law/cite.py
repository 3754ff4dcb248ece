"""Sources as the pack notes them ("2021 Guidelines III.(14) / CPL 15"), put the way a Chinese text cites them."""

from __future__ import annotations

import re
from functools import cache

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


@cache
def cite_zh(source: str) -> str:
    """The source in Chinese; what is not one of the pack's own abbreviations stays as it is."""
    return "、".join(_one(part.strip()) for part in source.split(" / "))


def _one(part: str) -> str:
    guideline = re.fullmatch(r"2021 Guidelines(?: (.+))?", part)
    if guideline:
        places = [_place(p) for p in (guideline[1] or "").split(", ") if p]
        return "量刑指导意见" + "、".join(places)
    law = re.fullmatch(rf"({'|'.join(_LAWS)}) (.+)", part)
    if law:
        return _LAWS[law[1]] + "、".join(_article(number) for number in law[2].split(", "))
    return re.sub(r" arts? ([\d, -]+)", lambda m: "第" + m[1].replace(", ", "、").replace("-", "至") + "条", part)


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

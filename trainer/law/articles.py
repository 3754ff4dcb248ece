"""The articles that plea-leniency work cites, by reference; `law/search.py` finds them by words.

References are written CPL-173, CL-264, OP-27, SPC-355, SPP-267, LAL-30, GL-III-14, THEFT-14, or as a text cites them.
The Chinese text is official, the English summary is not. A file is read when an article of it is first asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from trainer.errors import UsageError
from trainer.law.files import read

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
_PARTS = {"一": "I", "二": "II", "三": "III", "四": "IV", "五": "V"}
_CHINESE = "〇零一二两三四五六七八九十百"


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its official text and an unofficial English summary.

    `reissue` is the number of a later edition whose text, and perhaps numbering, the pack does not hold.
    """

    ref: str
    title: str
    number: str
    text_zh: str
    summary_en: str
    version: str
    checked_on: str
    title_zh: str
    law_zh: str
    law_en: str
    reissue: str = ""

    @property
    def cited_zh(self) -> str:
        """The article as a Chinese text cites it: 《中华人民共和国刑事诉讼法》第173条."""
        law = self.law_zh.replace("《", "〈").replace("》", "〉")
        if self.ref.startswith("GL-"):
            part, _, item = self.number.partition("-")
            numeral = next(zh for zh, roman in _PARTS.items() if roman == part)
            return f"《{law}》第{numeral}部分" + (f"第{item}项" if item else "")
        number, _, extra = self.number.partition("-")
        return f"《{law}》第{number}条" + ("之一" if extra else "")


def show(ref: str) -> Article:
    """The article `ref` names; "CPL 173", "刑诉法第一百七十三条" and "意见27" are understood.

    Raises UsageError for a reference that is not understood or an article the pack does not hold.
    """
    code, number = _parse(ref)
    number = _texts()[code].get("renumbered", {}).get(number, number)
    found = _law(code).get(number)
    if found is None:
        slots = {"article": f"{code}-{number}", "held": _held(code)}
        raise UsageError("{article} is not among the articles held here".format(**slots),
                         do="held are: {held}".format(**slots), key="law_not_held", slots=slots)  # fmt: skip
    return found


def named(ref: str) -> Article | None:
    """The article `ref` names, or None where it is no reference or the article is not held."""
    try:
        return show(ref)
    except UsageError:
        return None


def articles() -> Iterator[Article]:
    """Every article held, text by text."""
    for code in _texts():
        yield from _law(code).values()


def _parse(ref: str) -> tuple[str, str]:
    text = _folded(ref)
    for prefix, code in _longest_first():
        if text.startswith(prefix):
            number = _guideline(text[len(prefix) :]) if code == "GL" else _number(text[len(prefix) :])
            if number:
                return code, number
    raise UsageError(
        f"the reference '{ref}' is not understood",
        do="write it as CPL-173, CL-264, OP-27, SPC-355, SPP-267, LAL-30, GL-III-14 or THEFT-14",
        key="law_ref",
        slots={"ref": ref},
    )


def _number(rest: str) -> str:
    """The article in "-173", "第一百七十三条", "第133条之一", whatever paragraph follows."""
    found = re.match(rf"[-\s.:]*(?:art(?:icle|\.)?|item|no\.?)?\s*第?\s*(\d+|[{_CHINESE}]+)\s*[条项]?", rest)
    if not found:
        return ""
    after = re.match(rf"\s*(?:-|之)\s*(\d+|[{_CHINESE}]+)", rest[found.end() :])
    number = str(_value(found[1]))
    return f"{number}-{_value(after[1])}" if after else number


def _guideline(rest: str) -> str:
    """The part and number in "-III-14", " III.(14)", "三(十四)"; a part alone is allowed."""
    found = re.match(r"[-\s.:]*(?:第)?\s*(iv|v|i{1,3}|[一二三四五]|[1-5])(?![a-z])\s*(?:部分)?", rest)
    if not found:
        return ""
    part = _PARTS.get(found[1]) or (
        list(_PARTS.values())[int(found[1]) - 1] if found[1].isdigit() else found[1].upper()
    )
    item = re.match(rf"[-\s.、(]*(\d+|[{_CHINESE}]+)", rest[found.end() :])
    return f"{part}-{_value(item[1])}" if item else part


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


@cache
def _texts() -> dict[str, dict[str, Any]]:
    """What `data/texts.yaml` says of each text, by code."""
    return {text["code"]: text for text in read("texts.yaml")}


@cache
def _longest_first() -> list[tuple[str, str]]:
    """The names a text is cited by, folded as references are, with its code."""
    names = ((_folded(n), code) for code, text in _texts().items() for n in (code, *text["names"]))
    return sorted(names, key=lambda pair: -len(pair[0]))


def _folded(text: str) -> str:
    return re.sub(r"[《》〔〕\[\]\s]+", " ", unicodedata.normalize("NFKC", text)).strip().lower()


@cache
def _law(code: str) -> dict[str, Article]:
    raw = read(f"articles/{_texts()[code]['file']}.yaml")
    law = raw["law"]
    return {
        number: Article(
            ref=f"{code}-{number}",
            title=item["title"]["en"],
            number=number,
            text_zh=item["zh"],
            summary_en=item["en"],
            version=raw["version"],
            checked_on=raw["checked_on"],
            title_zh=item["title"]["zh"],
            law_zh=law["zh"],
            law_en=law["en"],
            reissue=raw.get("reissue", ""),
        )
        for number, item in raw["articles"].items()
    }


def _held(code: str) -> str:
    return ", ".join(_law(code))

"""The articles that plea-leniency work cites: look-up by reference and search by words.

References are written CPL-173, CL-264, OP-27, SPC-355, SPP-267, LAL-30, GL-III-14. The Chinese text is official, the
English summary is not. A statute's file is read when an article of it is first asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from trainer.errors import UsageError
from trainer.law.files import read

CODES = ("CPL", "CL", "OP", "SPC", "SPP", "LAL", "GL")
_PREFIXES = {
    "CPL": ("cpl", "criminal procedure law", "中华人民共和国刑事诉讼法", "刑事诉讼法", "刑诉法", "刑诉"),
    "CL": ("cl", "criminal law", "中华人民共和国刑法", "刑法"),
    "OP": ("op", "opinion", "认罪认罚从宽指导意见", "认罪认罚指导意见", "认罪认罚意见", "指导意见", "意见"),
    "SPC": ("spc", "interpretation", "刑事诉讼法解释", "刑诉法解释", "刑诉解释", "高法解释", "最高法解释", "解释"),
    "SPP": ("spp", "rules", "人民检察院刑事诉讼规则", "刑事诉讼规则", "刑诉规则", "高检规则", "诉讼规则", "规则"),
    "LAL": ("lal", "legal aid law", "中华人民共和国法律援助法", "法律援助法", "法援法"),
    "GL": ("gl", "2021 guidelines", "guidelines", "常见犯罪的量刑指导意见", "量刑指导意见", "量刑意见"),
}
_LONGEST_FIRST = sorted(((p, code) for code, ps in _PREFIXES.items() for p in ps), key=lambda x: -len(x[0]))
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
    found = _law(code).get(number)
    if found is None:
        raise UsageError(f"{code}-{number} is not among the articles held here", do=f"held are: {_held(code)}")
    return found


def search(words: str, lang: str = "", limit: int = 10) -> list[Article]:
    """Articles that contain every word, the best first; `lang` ("zh" or "en") prefers that language's text."""
    terms = [t for t in unicodedata.normalize("NFKC", words).lower().split() if t]
    if not terms:
        return []
    exact = _maybe(words)
    scored = [(s, a) for a in _all() if (s := _score(a, terms, lang)) > 0]
    if not scored:
        pieces = [p for t in terms for p in _pairs(t)]
        scored = [(s, a) for a in _all() if pieces and (s := _loose(a, pieces, lang)) > 0]
    scored.sort(key=lambda pair: -pair[0])
    found = [a for _, a in scored if a != exact]
    return ([exact, *found] if exact else found)[: max(limit, 0)]


def _parse(ref: str) -> tuple[str, str]:
    text = re.sub(r"[《》\s]+", " ", unicodedata.normalize("NFKC", ref)).strip().lower()
    for prefix, code in _LONGEST_FIRST:
        if text.startswith(prefix):
            number = _guideline(text[len(prefix) :]) if code == "GL" else _number(text[len(prefix) :])
            if number:
                return code, number
    raise UsageError(
        f"the reference {ref!r} is not understood",
        do="write it as CPL-173, CL-264, OP-27, SPC-355, SPP-267, LAL-30 or GL-III-14",
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
def _law(code: str) -> dict[str, Article]:
    raw = read(f"articles/{code.lower()}.yaml")
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


def _all() -> Iterator[Article]:
    for code in CODES:
        yield from _law(code).values()


def _held(code: str) -> str:
    return ", ".join(_law(code))


def _maybe(words: str) -> Article | None:
    try:
        return show(words)
    except UsageError:
        return None


def _fields(a: Article, lang: str) -> tuple[tuple[str, int], ...]:
    first, second = (3, 1) if lang == "zh" else (1, 3) if lang == "en" else (2, 2)
    return (
        (a.title_zh.lower(), 4 * first),
        (a.title.lower(), 4 * second),
        (a.text_zh.lower(), first),
        (a.summary_en.lower(), second),
    )


def _score(a: Article, terms: list[str], lang: str) -> float:
    """The sum over the terms, or nothing when one of them is missing everywhere."""
    fields, total = _fields(a, lang), 0.0
    for term in terms:
        hits = sum(weight * min(_hits(text, term), 3) for text, weight in fields)
        if not hits:
            return 0.0
        total += hits
    return total / (1 + len(a.text_zh) / 2000)


def _hits(text: str, term: str) -> int:
    if term.isascii():
        return len(re.findall(rf"\b{re.escape(term)}", text))
    return text.count(term)


def _loose(a: Article, pieces: list[str], lang: str) -> float:
    """How much of the pieces occurs, when no article holds the words as written; at least half has to."""
    fields = _fields(a, lang)
    met = [p for p in pieces if any(p in text for text, _ in fields)]
    if len(met) * 2 < len(pieces):
        return 0.0
    return len(met) + sum(weight for p in met for text, weight in fields if p in text) / 100


def _pairs(term: str) -> list[str]:
    """A Chinese run cut into overlapping pairs, an English word as it is."""
    if term.isascii():
        return [term]
    return [term[i : i + 2] for i in range(len(term) - 1)] or [term]

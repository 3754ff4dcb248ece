"""How a sum is to be paid: at once, or so much now and the rest later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.dialogue.figure_roles import amounts_in
from trainer.dialogue.named import Amount
from trainer.dialogue.numbers import chinese
from trainer.text import Lang


@dataclass(frozen=True, slots=True)
class Plan:
    """A payment in parts. `total` is None where the words leave it open ("a thousand now and the rest later"). Yuan."""

    total: float | None
    now: float


_LATER: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:in(?:stal|stall)ments?|the (?:rest|balance|remainder|remaining|other)|"
        r"in (?:two|three|several) (?:goes|lots|bits)|"
        r"(?:a|per|each|every) (?:month|week)|"
        r"(?:in|within|over) (?:\w+ ){1,3}months?|monthly|weekly|later|bit by bit|half now|at the end of)\b",
        re.I,
    ),
    "zh": re.compile(
        r"分(?:期|[两二三四五六七八九十几\d]+(?:期|次|回|趟|个?月|笔))|[两二三四](?:笔|回|次)(?:给|还|付|交|赔|退)|剩(?:下|余)?|余(?:款|下)|尾款|其余"
        r"|每(?:个)?(?:月|期|周)|以后再|再[补给付还交]|慢慢"
    ),
}
_ON_A_DAY: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:by|on|until|before) (?:the )?(?:\d|end|first|next|january|february|march|april|may|june|july|august"
        r"|september|october|november|december)|\b(?:next|coming) (?:week|month|\w+day)\b|\bat the end of\b",
        re.I,
    ),
    "zh": re.compile(r"\d+[号日]|[一二三四五六七八九十]+[号日]|月底|下个?(?:月|周|星期|礼拜)|年底|年前"),
}
_TOTAL: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:in all|altogether|in total|total|the whole|full|all of)\b", re.I),
    "zh": re.compile(r"一共|总共|合计|拢共|全部|总数|加起来|共计"),
}
_NOW: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:today|now|at once|straight away|right away|up ?front|down|first|immediately|in cash"
        r"|this (?:morning|afternoon|week)|tomorrow)\b",
        re.I,
    ),
    "zh": re.compile(r"先(?!生)|今天|今日|现在|当场|马上|立刻|首(?:付|期|笔)|明天|手头|这就"),
}
_EACH: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:\b(?:instal?lments?|parts|payments) of|\bmonthly|\bweekly)\W*#"
        r"|#\s*(?:yuan\s*)?(?:(?:a|per|each|every) (?:month|week)|each|monthly|weekly)\b",
        re.I,
    ),
    "zh": re.compile(r"(?:每(?:个)?(?:月|期|次|周|笔)|一个月)(?:[还付给赔退][我你您他她]?)?\s*#"),
}
"""`#` is the sum: what is paid each time."""
_MANY = r"two|three|four|five|six|eight|ten|twelve|\d{1,2}"
_TIMES: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:(?P<n>{_MANY}) (?:\w+ )?(?:instal?lments?|parts|payments|times|months|weeks)"
        rf"|for (?P<m>{_MANY}) months)\b",
        re.I,
    ),
    "zh": re.compile(r"(?:分|共|付|还)?(?P<n>十[一二]?|[两二三四五六七八九]|\d{1,2})(?:期|次|个月|笔)(?P<m>)"),
}
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_CUT = re.compile(r"[,;:.，；。：、]|\band\b")
_REACH = 40
SMALL = 100
"""A number below this is no sum of a payment. Yuan."""


REPAYS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:compensat\w+|repa(?:y|id)\w*|restitution|pay\w* (?:her|him|them|you|ms|mr|mrs)\b|make good)", re.I
    ),
    "zh": re.compile(r"赔|退(?:赃|款|还|她|他|您|你)|补偿|还(?:给|她|他|钱)"),
}
"""Words by which a payment in parts is the victim's, and no fine."""


def plan(text: str, lang: Lang) -> Plan | None:
    """How a sum is to be paid by the words of a text, None where nothing is said of parts."""
    found = [a for a in amounts_in(text, lang) if a.kind != "length" and a.low == a.high >= SMALL]
    around = [_around(text, found, i) for i in range(len(found))]
    dated = len(found) > 1 and any(map(_NOW[lang].search, around)) and any(map(_ON_A_DAY[lang].search, around))
    if not found or not (dated or _LATER[lang].search(text)):
        return None
    sums = [_Part(a.high, words, lang) for a, words in zip(found, around, strict=True)]
    first = next((s for s in sums if s.now and not s.each), None)
    return Plan(_total(sums, first, _times(text, lang)), first.yuan if first else 0.0)


@dataclass(frozen=True, slots=True)
class _Part:
    """A sum and the words around it."""

    yuan: float
    words: str
    lang: Lang

    @property
    def each(self) -> bool:
        return bool(_EACH[self.lang].search(self.words))

    @property
    def now(self) -> bool:
        return bool(_NOW[self.lang].search(self.words))

    @property
    def whole(self) -> bool:
        return bool(_TOTAL[self.lang].search(self.words))

    @property
    def later(self) -> bool:
        return bool(_LATER[self.lang].search(self.words) or _ON_A_DAY[self.lang].search(self.words))


def _around(text: str, found: Sequence[Amount], index: int) -> str:
    """The words around a sum, which is a `#` in them: to the next comma either way, no further than the next sum."""
    at = found[index].at
    low = max(found[index - 1].at[1] if index else 0, at[0] - _REACH)
    high = min(found[index + 1].at[0] if index + 1 < len(found) else len(text), at[1] + _REACH)
    before, after = text[low : at[0]], text[at[1] : high]
    cuts = [m.end() for m in _CUT.finditer(before)]
    end = _CUT.search(after)
    return before[cuts[-1] if cuts else 0 :] + "#" + (after[: end.start()] if end else after)


def _total(sums: Sequence[_Part], first: _Part | None, times: int) -> float | None:
    """The whole sum: named as such, or one that the others add up to, else what the parts come to.

    `first` is what comes now. A rest as large as it ("500 today and the remaining 500") is another part all the same.
    """
    if named := [s.yuan for s in sums if s.whole]:
        return max(named)
    rest, each = [s for s in sums if not s.each and s is not first], [s.yuan for s in sums if s.each]
    now = first.yuan if first else 0.0
    if largest := max(rest, key=lambda s: s.yuan, default=None):
        others = now + sum(s.yuan for s in rest if s is not largest)
        if largest.yuan >= others and not (first and largest.later):
            return largest.yuan
    if not rest and not each:
        return None
    return now + (sum(s.yuan for s in rest) or each[0] * (times or len(each)))


def _times(text: str, lang: Lang) -> int:
    m = _TIMES[lang].search(text)
    if m is None:
        return 0
    said = m["n"] or m["m"]
    return int(chinese(said) or 0) if lang == "zh" else _WORDS.get(said.lower(), int(said) if said.isdigit() else 0)

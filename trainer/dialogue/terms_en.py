"""Terms of an offer read from English speech."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from trainer.dialogue.numbers import EN_NUMBER, english

_N = EN_NUMBER
_UNIT = r"months?|m(?:o?n?th)s?\b|mos?\b|years?|yrs?\b"
_RANGE = (
    rf"(?P<a>{_N}|another|an?)(?P<halfa>\sand\sa\shalf(?=\s(?:to|and|or)\s))?"
    rf"(?:(?:\s?(?:-|–|to|or|and)|\s(?P<ua>{_UNIT})\s?(?:-|–|to|or))\s?(?P<b>{_N}|an?))?"
)
_SPAN = re.compile(
    rf"(?:between\s)?(?P<half>half\sa\syear|six\smonth\b)|(?:between\s)?{_RANGE}(?P<halfb>\sand\sa\shalf)?"
    rf"(?:\s(?:whole|full|entire|solid|good|extra))?(?:\s|-)?(?P<unit>{_UNIT})(?P<andhalf>\sand\sa\shalf)?(?:\sand\s(?P<more>{_N})\s(?:months?|m(?:o?n?th)s?\b))?",
    re.I,
)
_MONEY = re.compile(
    rf"(?:(?P<sign>¥|￥|rmb|cny)\s?)?(?P<n>{_N})\s?(?P<unit>yuan|rmb|cny|kuai|renminbi|bucks)?(?P<not>\s?(?:%|percent|per\scent|months?|years?|days?|minutes?|hours?|weeks?|times|people|people|o'clock|am|pm|th\b))?",
    re.I,
)
_PROBATION = re.compile(r"\b(?:suspend(?:ed|ing)?|susp|suspension|probation(?:ary)?)\b", re.I)
_NO_PROBATION = re.compile(r"\b(?:no|without|not|rather than)\s(?:any\s)?(?:probation|suspen\w+)", re.I)
_KINDS = (
    ("non_prosecution", r"non[- ]?prosecution|not (?:to )?prosecut|decline to prosecute|drop the (?:whole )?(?:case|charge)"),
    ("exemption", r"exempt(?:ion|ed)? from (?:criminal )?punish"),
    ("fine_only", r"(?:a )?fine (?:only|alone)|only a fine|just a fine|nothing but a fine|single fine"
     r"|\bfine\b[^.;]{0,30}(?:no (?:prison|jail|custody|detention)|(?:and )?nothing (?:else|more))"),
    ("control", r"public surveillance|controlled release|\bcontrol\b(?= for| of|,)"),
    ("detention", r"(?:criminal |short[- ]term )detention|\bdetention (?:of|for)\b|months?'? (?:of )?(?:criminal )?detention"),
    ("imprisonment", r"imprison\w*|fixed[- ]term|prison|in jail|behind bars"),
)  # fmt: skip
_PROCEDURES = (
    ("fast_track", r"fast[- ]?track|expedited|quick procedure"),
    ("summary", r"summary (?:procedure|trial)|simplified"),
    ("ordinary", r"ordinary (?:procedure|trial)|regular procedure|full trial"),
)
_LIBERTY = (
    ("bail", r"\bbail\b|released? on guarantee|release pending"),
    ("surveillance", r"residential surveillance|house arrest"),
    ("custody", r"(?:stay|remain|keep|kept)s? (?:him |her |them )?(?:in custody|locked up|inside)"),
)
_TO_FIGURE = re.compile(r"\b(?:to|at|for|of|than|under|below)\s+(?:about\s|around\s|say\s)?$", re.I)
_FROM = re.compile(r"\b(?:down|cut|reduc\w+|lower\w*|drop\w*|move[ds]?|go|come|bring)\b[^,;.]{0,20}\bfrom\s$", re.I)
_REFERENCE = re.compile(
    r"(?:\b(?:articles?|arts?\.?|sections?|opinions?|cpl|cl|gl|op|para(?:graph)?s?|rooms?|pages?|no\.?|building|flat)|§)[\s-]?"
    r"(?:\d+(?:\(\d+\))*\s?(?:,|-|–|to|and|or|,\sand)\s?)*$",
    re.I,
)
"""What a number stands behind when it is the number of an article, a page or a room, and no money."""
_A_FINE = r"(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?<!'s\s)\bfine[ds]?\b(?! (?:by|with|for) (?:me|us|him|her|them))"
"""A fine, and not "that is fine"."""
_FINE = re.compile(rf"{_A_FINE}|\bpenalty of\b", re.I)
_REPAY = re.compile(
    r"\b(?:repa\w+|pa(?:y|ys|id|ying)(?: (?:back|her|him|them|the \w+|in|into|up|it|off))?(?= |$)|compensat\w+|restitut\w+|make good|reimburse|"
    r"refund|damages|victim|pays? for|for the (?:phone|repair|loss|screen|damage)|give back|return\w*|raise[ds]?|offer(?:s|ing)? (?:her|him|you))\b",
    re.I,
)
_WORTH = re.compile(
    r"\b(?:worth|valued?|value|apprais\w+|cost|bill|loan|borrow\w*|owes?|price|amount|comes to|adds up|stole|stolen|stealing|"
    r"embezzled|defrauded|took|taken|pocketed|sold)\b",
    re.I,
)
_DATE = re.compile(
    r"\b(?:by|on|before|until|this|next|within)\s(?:the\s)?(?:end of (?:the )?(?:week|month)|(?:this|next|coming)?\s?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|tomorrow|tonight|noon|(?:next|this) (?:week|month)|(?:the )?\d{1,2}(?:st|nd|rd|th)(?: of \w+)?|(?:jan|febr|march|apr|may|june|july|aug|sept|oct|nov|dec)\w*\s\d{1,2}|"
    rf"(?:{_N}) (?:days?|weeks?))|\b(?:tomorrow|today)\b",
    re.I,
)
_COUNTS = re.compile(rf"(?P<n>{_N}|an?|the second|one of the) counts?\b", re.I)


@dataclass
class Found:
    """What was read: slots of `Terms`, and the stretch of text they stand in."""

    slots: dict[str, Any] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def put(self, key: str, value: Any, at: tuple[int, int]) -> None:
        """Take a slot unless it is taken."""
        self.slots.setdefault(key, value)
        self.spans.append(at)


def _count(word: str) -> float | None:
    return 1.0 if word.lower() in ("a", "an", "another") else english(word)


def _length(m: re.Match[str]) -> tuple[float, float] | None:
    if m["half"]:
        return (6.0, 6.0)
    low = _count(m["a"])
    if low is None:
        return None
    high = _count(m["b"]) if m["b"] else low
    factor = 12 if m["unit"].lower().startswith("y") else 1
    low += 0.5 if m["halfa"] else 0
    if m["ua"]:
        # "six months to a year": each end has a unit of its own.
        return low * (12 if m["ua"].lower().startswith("y") else 1), (high or low) * factor
    extra = 6.0 if (m["andhalf"] or m["halfb"]) and factor == 12 else 0.5 if m["andhalf"] or m["halfb"] else 0.0
    extra += (english(m["more"]) or 0) if m["more"] else 0
    return low * factor + extra, (high or low) * factor + extra


def _lengths(text: str, found: Found) -> None:
    for m in _SPAN.finditer(text):
        value = _length(m)
        if value is None:
            continue
        before, after = text[max(0, m.start() - 34) : m.start()], text[m.end() : m.end() + 26]
        if re.match(r"\s?(?:ago|old|of school|later)", after, re.I) or re.search(
            r"\b(?:aged?|last|past|every)\s$", before, re.I
        ):
            continue
        if _FROM.search(before):
            # "down from nine months to seven": the second figure is meant; alone, the first is only where it stood.
            if m["b"]:
                found.put("months", (value[1], value[1]), m.span())
            continue
        _place(value, m, before, after, found)


def _place(value: tuple[float, float], m: re.Match[str], before: str, after: str, found: Found) -> None:
    at = m.span()
    near = re.split(r"[,;.]", before)[-1]
    if re.search(r"(?:suspend\w*|suspension|probation\w*)[^,;]{0,22}$", before, re.I) or re.match(
        r"(?:'s?)?\s?(?:of\s)?(?:probation|suspension|suspended(?! for| sentence))", after, re.I
    ):
        found.put("probation_months", value[1], at)
        found.put("probation", True, at)
    elif not _TO_FIGURE.search(before) and (
        re.match(r"'?\s?(?:less|off|lower|shorter|fewer|down)\b", after, re.I)
        or re.search(
            r"(?:down|cut|reduc\w+|drop|knock|take|shave|lower)(?:\s\w+){0,3}\s(?:by\s|off\s|another\s)?$", near, re.I
        )
    ):
        found.put("months_delta", -value[1], at)
    elif re.match(r"'?\s?(?:more|longer|extra|on top|higher)\b", after, re.I):
        found.put("months_delta", value[1], at)
    else:
        found.put("months", value, at)


_BARE_PERIOD = re.compile(
    rf"(?:suspended|susp\.?|suspension|probation)(?:\s(?:for|of|over))?\s(?P<n>{_N})(?!\s?(?:{_UNIT}|yuan|,\d|\d))",
    re.I,
)


def _bare_period(text: str, found: Found) -> None:
    """`four months, suspended for six`: the unit of the term goes for the period as well.

    No period is shorter than the term or than two months (CL 73): a smaller number counts years.
    """
    m = _BARE_PERIOD.search(text)
    value = english(m["n"]) if m else None
    if not (m and value and value <= 60 and "months" in found.slots):
        return
    if value < max(2, found.slots["months"][0]):
        value *= 12
    found.put("probation_months", value, m.span())
    found.put("probation", True, m.span())


def _money(text: str, found: Found, owed: bool) -> None:
    taken = list(found.spans)
    for m in _MONEY.finditer(text):
        value = english(m["n"])
        explicit = bool(m["sign"] or m["unit"])
        if value is None or m["not"] or any(a < m.end() and m.start() < b for a, b in taken):
            continue
        if not explicit and _REFERENCE.search(text[: m.start()]):
            continue
        clause = re.split(r"[;.]", text[: m.start()])[-1][-60:]
        year = re.fullmatch(r"(?:19|20)\d\d", m["n"]) and re.search(
            r"\b(?:in|since|from|until|of|year)\s$", clause, re.I
        )
        if not explicit and (value < 200 or (year and not _FINE.search(clause))):
            continue
        after = text[m.end() : m.end() + 30]
        fine = re.search(rf"{_A_FINE}[^,;.]{{0,22}}$", clause, re.I) or re.match(
            r"\s?(?:yuan )?(?:fine|penalty)", after, re.I
        )
        repay = _REPAY.search(clause) or re.match(
            r"[^.;,]{0,20}(?:back|restitution|compensation|to the victim|for the)", after, re.I
        )
        worth = _WORTH.search(clause)
        if fine or (not repay and not worth and not owed and ("months" in found.slots or _FINE.search(text))):
            found.put("fine_yuan", value, m.span())
        elif repay or ((explicit or owed) and not worth):
            found.put("restitution_yuan", value, m.span())


def _words(text: str, found: Found) -> None:
    for name, table in (("kind", _KINDS), ("procedure", _PROCEDURES), ("liberty", _LIBERTY)):
        for value, pattern in table:
            if m := re.search(pattern, text, re.I):
                found.put(name, value, m.span())
                break
    if m := _NO_PROBATION.search(text):
        found.slots["probation"] = False
        found.spans.append(m.span())
    elif m := _PROBATION.search(text):
        found.put("probation", True, m.span())
    if m := re.search(
        r"letter of (?:understanding|forgiveness)|(?:victim|she|he)'?s? (?:understanding|forgiv\w+)|forgiveness",
        text,
        re.I,
    ):
        found.put("understanding", True, m.span())
    if m := re.search(r"\bapolog\w+", text, re.I):
        found.put("apology", True, m.span())
    if {"restitution_yuan", "apology"} & set(found.slots) and (m := _DATE.search(text)):
        found.put("date", m[0].strip(), m.span())
    if (m := _COUNTS.search(text)) and (n := english(m["n"])):
        found.put("counts", int(n), m.span())


def read(text: str, owed: bool = False) -> Found:
    """All terms named in an English passage. Months, yuan. `owed`: a sum is what the victim is to get."""
    found = Found()
    _lengths(text, found)
    _bare_period(text, found)
    _money(text, found, owed)
    _words(text, found)
    return found

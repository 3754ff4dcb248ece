"""Calendar days: a date named with its year is one day, however it is written."""

from __future__ import annotations

import re

from trainer.text import Lang

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = "January February March April May June July August September October November December".split()
_NAME = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WRITTEN = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?:the\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_NAME},?\s(?P<y>20\d\d)",
        rf"{_NAME}\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>20\d\d)",
        r"(?P<y>20\d\d)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号]?",
        r"(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
    )
)
_ISO = re.compile(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)")


def calendar_day(written: str) -> str:
    """A day with its year as `2026-06-01`; anything less ("Friday", "15 March", 月底) as it is written."""
    found = next((m for p in _WRITTEN if (m := p.fullmatch(written.strip()))), None)
    if found is None:
        return written
    parts = found.groupdict()
    month = int(parts["m"]) if parts.get("m") else _MONTHS.index(parts["name"].casefold()) + 1
    day = int(parts["d"])
    return f"{parts['y']}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else written


def spoken_day(date: str, lang: Lang) -> str:
    """A date as one says it: `2026-06-01` is "1 June 2026", 2026年6月1日."""
    m = _ISO.fullmatch(date)
    if m is None:
        return date
    year, month, day = int(m["y"]), int(m["m"]), int(m["d"])
    if not 1 <= month <= 12:
        return date
    return f"{day} {_NAMES[month - 1]} {year}" if lang == "en" else f"{year}年{month}月{day}日"

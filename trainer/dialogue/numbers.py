"""Numbers as people write and say them, in digits and in words, English and Chinese."""

from __future__ import annotations

import re

_EN_UNITS = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_EN_TENS = {w: (i + 2) * 10 for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_EN_SCALES = {"hundred": 100, "thousand": 1000, "thou": 1000, "grand": 1000, "wan": 10_000, "million": 1_000_000}
_PLURAL = {"hundreds": "hundred", "thousands": "thousand"}
"""Scales as learners of English write them ("three thousands")."""
_EN_WORD = "|".join([*_EN_UNITS, *_EN_TENS, *_PLURAL, *_EN_SCALES])
EN_NUMBER = (
    rf"(?:(?<![\d,.])(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,4}})?|\d{{1,12}}(?:\.\d{{1,4}})?\s?k\b|\d{{1,12}}(?:\.\d{{1,4}})?(?:\s(?:hundred|thousand|thou|grand|wan|million)s?\b)?)(?!\d)"
    rf"|\b(?:(?:an?|half\sa)\s(?={'|'.join(_EN_SCALES)}|dozen)\s?)?(?:{_EN_WORD})(?:\sand\s(?:a\s)?half(?=\s(?:{'|'.join(_EN_SCALES)})))?(?:(?:[\s-]|(?<=hundred)\sand\s|(?<=thousand)\sand\s)(?:{_EN_WORD})){{0,9}}\b"
    rf"|\ba\sdozen\b)"
)

_ZH_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_ZH_SCALES = {"十": 10, "百": 100, "千": 1000}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬", "一二三四五六七八九十百千万")
"""The characters of cheques and contracts."""
ZH_NUMBER = (
    r"(?:(?<![\d.])(?:\d{1,12}(?:\.\d{1,4})?\s?[wWkK万千]\d?(?![a-zA-Z\d万千百十])|\d{1,12}(?:[,，]\d{3}){0,4}(?:\.\d{1,4})?\s?[万千百]?(?!\d))"
    r"|[零〇一二两俩仨三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟萬]{1,18})"
)


def english(text: str) -> float | None:
    """The value of an English number, in digits or words; None if it is none."""
    text = text.lower().strip().replace(",", "")
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)\s?k", text):
        return float(match[1]) * 1000
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)(?:\s(hundred|thousand|thou|grand|wan|million)s?)?", text):
        return float(match[1]) * _EN_SCALES.get(match[2] or "", 1)
    if text == "a dozen":
        return 12.0
    return _english_words(re.split(r"[\s-]+", text))


def _english_words(words: list[str]) -> float | None:
    total, current = 0.0, 0.0
    for word in (_PLURAL.get(word, word) for word in words):
        if word in _EN_UNITS or word in _EN_TENS:
            current += _EN_UNITS.get(word, _EN_TENS.get(word, 0))
        elif word in ("a", "an"):
            current = current or 1
        elif word == "half":
            current = current + 0.5 if "and" in words else 0.5
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _EN_SCALES:
            total += (current or 1) * _EN_SCALES[word]
            current = 0
        elif word != "and":
            return None
    return total + current


def chinese(text: str) -> float | None:
    """The value of a Chinese number, in digits or characters, `两万五` (25,000) included; None if it is none."""
    text = re.sub(r"[,，\s]", "", text).translate(_FORMAL)
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)([wWkK万千])(\d?)", text):
        # 1w5 and 1万5 as they are typed: 15,000.
        unit = 10000 if match[2] in "wW万" else 1000
        return float(match[1]) * unit + int(match[3] or 0) * unit / 10
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)([万千百]?)", text):
        return float(match[1]) * {"": 1, "百": 100, "千": 1000, "万": 10000}[match[2]]
    if not text or any(c not in _ZH_DIGITS and c not in _ZH_SCALES and c != "万" for c in text):
        return None
    if text.count("万") > 1:  # 一万两万: two figures in one breath
        return None
    high, _, low = text.partition("万") if "万" in text else ("", "", text)
    value = (_chinese_section(high) or 1) * 10000 if "万" in text else 0.0
    return value + _chinese_section(low, tail=1000 if "万" in text else 0)


def _chinese_section(text: str, tail: int = 0) -> float:
    """A number below ten thousand. A last digit without a scale takes the next lower one: 三千五 = 3,500."""
    total, digit, lowest = 0.0, 0.0, 10 * tail if tail else 0
    seen_zero = False
    for char in text:
        if char in _ZH_SCALES:
            total += (digit or 1) * _ZH_SCALES[char]
            digit, lowest, seen_zero = 0, _ZH_SCALES[char], False
        else:
            seen_zero = seen_zero or char in "零〇"
            digit = _ZH_DIGITS[char]
    if digit and lowest > 10 and not seen_zero:
        return total + digit * lowest / 10
    return total + digit

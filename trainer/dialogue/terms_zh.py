"""Terms of an offer read from Chinese speech."""

from __future__ import annotations

import re

from trainer.dialogue.numbers import ZH_NUMBER, chinese
from trainer.dialogue.terms_en import Found

_N = ZH_NUMBER
_SPAN = re.compile(
    rf"(?P<half>半年)(?:(?:到|至)(?P<hb>{_N})(?P<hu>个月|年))?"
    rf"|(?P<a>{_N})(?:(?P<ua>个?半?月|年半?)(?:[零又]?(?P<ma>{_N})个月)?)?(?:(?:到|至|-|–|—|~|～)(?P<b>{_N}|半))?"
    rf"(?P<unit>个半月|个月|(?<=[俩仨])月|(?<=[六三])月(?=以[上下])|年半|年)(?:[零又]?(?P<more>{_N})个月)?"
)
_MONEY = re.compile(
    rf"(?P<sign>¥|￥|人民币)?\s?(?P<n>{_N})\s?(?P<unit>元|块钱?|圆)?(?P<not>\s?(?:%|％|个|天|日|次|人|年|月|分钟|小时|点|条|号|岁|成|遍|份|页|句|项|种|步|期))?"
)
_KINDS = (
    ("non_prosecution", r"不起诉"),
    ("exemption", r"免(?:予|于|除)(?:刑事)?处罚|免刑"),
    ("fine_only", r"单处罚金|只(?:判|处)?罚金|光罚款|只罚款"),
    ("control", r"管制"),
    ("detention", r"拘役"),
    ("imprisonment", r"有期徒刑|徒刑"),
)
_PROCEDURES = (
    ("fast_track", r"速[裁栽才财载]"),
    ("summary", r"简易程序|简易"),
    ("ordinary", r"普通程序|走普通|普通审"),
)
_LIBERTY = (("bail", r"取保"), ("surveillance", r"监视居住"), ("custody", r"继续(?:关|羁)押|接着关"))
_REPAY = re.compile(r"退赔|赔|退赃|退还|补偿|还(?:给|她|他|人家|钱)|垫|凑|修(?:手机|屏)|谅解")
_WORTH = re.compile(r"值|偷|盗|骗|侵占|挪用|金额|数额|估价|鉴定|认定|花了|借|欠|账单|单价|合计|住院")
_DATE = re.compile(
    r"(?:本周|这周|下周|周|星期|礼拜|下星期)[一二三四五六日天末](?:之?前|以前)?|(?:今天|明天|后天|今晚|月底|下个?月|下周)(?:之?前|以前|内)?|"
    rf"(?:{_N})月(?:{_N})[日号](?:之?前|以前)?|(?:{_N})[日天](?:之?内|以内)|(?:{_N})个?(?:周|星期)(?:之?内|以内)"
)


def _length(m: re.Match[str]) -> tuple[float, float] | None:
    if m["half"]:
        end = (chinese(m["hb"]) or 0.0) * (12 if m["hu"] == "年" else 1) if m["hb"] else 6.0
        return (6.0, end)
    low = chinese(m["a"])
    if low is None:
        return None
    high = (0.5 if m["b"] == "半" else chinese(m["b"])) if m["b"] else low
    unit = m["unit"]
    factor = 12 if unit.startswith("年") else 1
    extra = _part(unit) + ((chinese(m["more"]) or 0) if m["more"] else 0)
    if not m["ua"]:
        return low * factor + (0 if m["b"] and extra else extra), (high or low) * factor + extra
    first = low * (12 if m["ua"].startswith("年") else 1) + _part(m["ua"]) + ((chinese(m["ma"]) or 0) if m["ma"] else 0)
    return (first, (high or low) * factor + extra) if m["b"] else (first + extra, first + extra)


def _part(unit: str) -> float:
    """The half in `七个半月` and `一年半`, in months."""
    return 6.0 if unit.startswith("年半") else 0.5 if "半月" in unit else 0.0


_PAIR = re.compile(r"(?:判|要不|那就)?(?P<a>[一二两三1-3])(?:年)?缓(?P<b>[一二两三四五1-5])(?!个?月|[十年\d])")
"""判三缓五: three years, suspended for five."""


def _lengths(text: str, found: Found) -> None:
    for m in _PAIR.finditer(text):
        years, period = chinese(m["a"]), chinese(m["b"])
        if years and period:
            found.put("months", (years * 12, years * 12), m.span())
            found.put("probation_months", period * 12, m.span())
            found.put("probation", True, m.span())
            text = text[: m.start()] + "，" * len(m[0]) + text[m.end() :]
    for m in _SPAN.finditer(text):
        value = _length(m)
        before, after = text[max(0, m.start() - 10) : m.start()], text[m.end() : m.end() + 8]
        year = m["unit"] == "年" and re.fullmatch(r"\d{4}|[一二〇零]{4}", m["a"] or "")
        calendar = m["unit"] == "月" and re.match(r"份|底|初|中旬|[\d一二三四五六七八九十]+[日号]", after)
        if value is None or year or calendar or re.match(r"前(?!后)|以前的?事|学|级|多了|来", after):
            continue
        _place(value, m, before, after, found)


def _place(value: tuple[float, float], m: re.Match[str], before: str, after: str, found: Found) -> None:
    at = m.span()
    if re.search(r"(?:缓刑?|缓期|考验期|考验期限)(?:考验期)?[为是用]?(?:执行)?$", before) or re.match(
        r"的?(?:缓刑)?考验期", after
    ):
        found.put("probation_months", value[1], at)
        found.put("probation", True, at)
    elif re.search(
        r"(?:减|降|少|再少|低|往下(?:走|压|落|调|降|再)?|下(?:走|来)|压|扣|去|少判|减掉|减少|下调|降低|让)(?:了|掉|去|他|个|它)?$",
        before,
    ) or re.match(r"(?:也行)?(?:以下的?幅度)", after):
        found.put("months_delta", -value[1], at)
    elif re.search(r"(?:加|多|涨|再加|多判|增加|上调)$", before):
        found.put("months_delta", value[1], at)
    else:
        found.put("months", value, at)


def _money(text: str, found: Found, owed: bool) -> None:
    taken = list(found.spans)
    for m in _MONEY.finditer(text):
        value = chinese(m["n"])
        # 一块 is "together" or "a piece" far oftener than a yuan.
        explicit = bool(m["sign"] or (m["unit"] and (value or 0) >= 10))
        if value is None or m["not"] or any(a < m.end() and m.start() < b for a, b in taken):
            continue
        if not explicit and (value < 200 or re.fullmatch(r"(?:19|20)\d\d", m["n"].strip())):
            continue
        clause = re.split(r"[，,；;。]", text[: m.start()])[-1]
        after = re.split(r"[，,；;。]", text[m.end() : m.end() + 14])[0]
        fine = re.search(r"罚", clause) or re.match(r"(?:元|块)?的?罚(?:金|款)", after)
        repay = _REPAY.search(clause) or _REPAY.search(after)
        worth = _WORTH.search(clause)
        if fine or (not repay and not worth and not owed and ("months" in found.slots or "罚" in text)):
            found.put("fine_yuan", value, m.span())
        elif repay or ((explicit or owed) and not worth) or (not explicit and _REPAY.search(text)):
            found.put("restitution_yuan", value, m.span())


def read(text: str, owed: bool = False) -> Found:
    """All terms named in a Chinese passage. Months, yuan. `owed`: a sum is what the victim is to get."""
    found = Found()
    _lengths(text, found)
    _money(text, found, owed)
    for name, table in (("kind", _KINDS), ("procedure", _PROCEDURES), ("liberty", _LIBERTY)):
        for value, pattern in table:
            if m := re.search(pattern, text):
                found.put(name, value, m.span())
                break
    if m := re.search(r"(?:不|没|别|无)(?:能|会|适用|给|判|同意)?缓刑", text):
        found.slots["probation"] = False
        found.spans.append(m.span())
    elif m := re.search(r"缓刑|判缓|缓[一二两三四五六七八九十\d]+", text):
        found.put("probation", True, m.span())
    for key, pattern in (("understanding", r"谅解"), ("apology", r"道歉|赔礼|赔不是|认错")):
        if m := re.search(pattern, text):
            found.put(key, True, m.span())
    if {"restitution_yuan", "apology"} & set(found.slots) and (m := _DATE.search(text)):
        found.put("date", m[0], m.span())
    if (m := re.search(rf"({_N})[起笔]", text)) and (n := chinese(m[1])):
        found.put("counts", int(n), m.span())
    return found

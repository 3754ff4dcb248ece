"""Values as phrases: lengths, money, terms of an offer, in English and Chinese."""

from __future__ import annotations

import re

from trainer.dates import spoken_day
from trainer.law.terms import Terms
from trainer.text import Lang

_ONES = "zero one two three four five six seven eight nine ten eleven twelve".split()
_ZH = "零一二三四五六七八九十"
_KIND = {
    "en": {
        "control": "public surveillance",
        "detention": "criminal detention",
        "imprisonment": "imprisonment",
        "fine_only": "a fine only",
        "exemption": "exemption from punishment",
        "non_prosecution": "non-prosecution",
    },
    "zh": {
        "control": "管制",
        "detention": "拘役",
        "imprisonment": "有期徒刑",
        "fine_only": "单处罚金",
        "exemption": "免予刑事处罚",
        "non_prosecution": "不起诉",
    },
}
_PROCEDURE = {
    "en": {"fast_track": "fast-track procedure", "summary": "summary procedure", "ordinary": "ordinary procedure"},
    "zh": {"fast_track": "速裁程序", "summary": "简易程序", "ordinary": "普通程序"},
}
_LIBERTY = {
    "en": {"custody": "custody", "bail": "bail", "surveillance": "residential surveillance"},
    "zh": {"custody": "羁押", "bail": "取保候审", "surveillance": "监视居住"},
}


def kind_name(kind: str, lang: Lang) -> str:
    """The name of a kind of penalty."""
    return _KIND[lang].get(kind, kind)


def procedure_name(procedure: str, lang: Lang) -> str:
    """The name of a procedure."""
    return _PROCEDURE[lang].get(procedure, procedure)


def _zh_number(n: int) -> str:
    if n <= 10:
        return _ZH[n]
    tens, ones = divmod(n, 10)
    return ("" if tens == 1 else _ZH[tens]) + "十" + (_ZH[ones] if ones else "") if n < 100 else str(n)


def months(value: float, lang: Lang) -> str:
    """A length in months as a phrase: `eight months`, `one year`; 八个月, 一年零二个月."""
    if value != int(value):
        return f"{value:g} months" if lang == "en" else f"{value:g}个月"
    n = int(value)
    if lang == "en":
        years, rest = divmod(n, 12)
        if n >= 12 and rest == 0:
            return "one year" if years == 1 else f"{_word(years)} years"
        return "one month" if n == 1 else f"{_word(n)} months"
    years, rest = divmod(n, 12)
    if years == 0:
        return f"{_zh_number(n)}个月"
    return f"{_zh_number(years)}年" + (f"零{_zh_number(rest)}个月" if rest else "")


def _word(n: int) -> str:
    return _ONES[n] if n < len(_ONES) else str(n)


def months_range(low: float, high: float, lang: Lang) -> str:
    """`four to nine months`, 四个月至九个月; a point as one length."""
    if low == high:
        return months(low, lang)
    if lang == "zh":
        return f"{months(low, lang)}至{months(high, lang)}"
    if high < 24 and low == int(low) and high == int(high):
        return f"{_word(int(low))} to {_word(int(high))} months"
    return f"{months(low, lang)} to {months(high, lang)}"


def yuan(value: float, lang: Lang) -> str:
    """A sum of money as a phrase."""
    return f"{value:,.0f} yuan" if lang == "en" else f"{value:.0f}元"


def _main(terms: Terms, lang: Lang) -> str:
    if terms.months is None:
        return kind_name(terms.kind, lang) if terms.kind else ""
    length = months_range(*terms.months, lang)
    if terms.kind is None or terms.kind in ("fine_only", "exemption", "non_prosecution"):
        return length
    if lang == "zh":
        return f"{kind_name(terms.kind, lang)}{length}"
    possessive = f"{length}'" if length.endswith("s") else f"{length}'s"
    return f"{possessive} {kind_name(terms.kind, lang)}"


def terms_phrase(terms: Terms, lang: Lang) -> str:
    """The terms of an offer as one noun phrase."""
    parts = [_main(terms, lang)] if terms.months or terms.kind else []
    if terms.months_delta is not None:
        size = months(abs(terms.months_delta), lang)
        less = terms.months_delta < 0
        parts.append(
            (f"{size} less" if less else f"{size} more") if lang == "en" else f"{'减' if less else '加'}{size}"
        )
    if terms.probation_months:
        period = months(terms.probation_months, lang)
        parts.append(f"suspended for {period}" if lang == "en" else f"缓刑{period}")
    elif terms.probation or (terms.probation is False and terms.months is None):
        words = ("with probation", "适用缓刑") if terms.probation else ("no probation", "不适用缓刑")
        parts.append(words[lang == "zh"])
    if terms.fine_yuan and terms.kind == "fine_only" and terms.months is None:
        sum_ = yuan(terms.fine_yuan, lang)
        parts[0] = f"a fine of {sum_} and nothing else" if lang == "en" else f"单处罚金{sum_}"
    elif terms.fine_yuan:
        parts.append(
            f"a fine of {yuan(terms.fine_yuan, lang)}" if lang == "en" else f"并处罚金{yuan(terms.fine_yuan, lang)}"
        )
    parts += _conditions(terms, lang)
    return (", " if lang == "en" else "，").join(p for p in parts if p)


def talk_phrase(terms: Terms, lang: Lang) -> str:
    """The terms as one says them across a table, where everybody knows that imprisonment is meant."""
    usual = terms.kind == "imprisonment" and terms.months is not None
    said = terms.model_copy(update={"kind": None}) if usual else terms
    if lang == "zh":
        return terms_phrase(said, lang).replace("，并处罚金", "、罚金").replace("，缓刑", "、缓刑")
    joint = ", and" if said.probation_months else " and"
    return re.sub(r", (a fine of [\d,]+) yuan", rf"{joint} \1", terms_phrase(said, lang))


def _until(date: str, lang: Lang) -> str:
    """`Friday` as "by Friday"; a day or a span that needs no such word as it is."""
    if lang == "zh":
        return date if date.endswith(("内", "前")) or date.startswith(("今", "明", "后天")) else f"{date}之前"
    return date if date.lower().startswith(("within", "this", "next", "today", "tomorrow", "tonight")) else f"by {date}"


def _conditions(terms: Terms, lang: Lang) -> list[str]:
    parts = []
    if terms.restitution_yuan:
        sum_ = yuan(terms.restitution_yuan, lang)
        parts.append(f"{sum_} in restitution" if lang == "en" else f"退赔{sum_}")
    if terms.understanding:
        parts.append("the victim's understanding" if lang == "en" else "取得被害人谅解")
    if terms.apology:
        parts.append("an apology" if lang == "en" else "赔礼道歉")
    if terms.counts:
        parts.append(f"{terms.counts} counts" if lang == "en" else f"{terms.counts}起")
    if terms.date:
        parts.append(_until(spoken_day(terms.date, lang), lang))
    if terms.procedure:
        parts.append(procedure_name(terms.procedure, lang))
    if terms.liberty:
        parts.append(_LIBERTY[lang][terms.liberty])
    return parts


_LAWS = {
    "CPL": ("Article {} of the Criminal Procedure Law", "刑事诉讼法第{}条"),
    "CL": ("Article {} of the Criminal Law", "刑法第{}条"),
    "OP": ("item {} of the plea-leniency Opinion", "认罪认罚指导意见第{}条"),
    "GL": ("the sentencing guidelines", "量刑指导意见"),
    "SPC": ("Article {} of the court's Interpretation", "刑诉法解释第{}条"),
    "SPP": ("Article {} of the procuratorate's Rules", "刑诉规则第{}条"),
    "LAL": ("Article {} of the Legal Aid Law", "法律援助法第{}条"),
}


def cite(ref: str, lang: Lang) -> str:
    """A reference as one says it: CL-67 is `Article 67 of the Criminal Law`, 刑法第67条."""
    code, _, number = ref.partition("-")
    english, chinese = _LAWS.get(code, (ref, ref))
    return (english if lang == "en" else chinese).format(number)

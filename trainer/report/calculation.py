"""A calculation in words: start, base, each adjustment with its source, what may be declared, and the menu."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.i18n import t
from trainer.i18n.phrases import kind_name, months_range, yuan
from trainer.law.cite import cited, edition
from trainer.law.guidelines import guidelines
from trainer.law.menu import MenuStep, menu
from trainer.law.notes import word
from trainer.law.result import Adjustment, SentenceResult
from trainer.text import Lang


def explain(result: SentenceResult, lang: Lang) -> str:
    """The calculation as lines of text, every step with its article; months, signed percent, yuan."""
    return "\n".join(_lines(result, lang))


def _lines(result: SentenceResult, lang: Lang) -> Iterator[str]:
    for count in result.counts or (result,):
        yield from _count(count, lang)
        yield ""
    if result.counts:
        yield t(lang, "sentence.joint", range=_declared(result, lang))
    yield t(lang, "sentence.fine", fine=_fine(result, lang))
    probation = result.probation
    yield t(lang, "sentence.probation_open" if probation.possible else "sentence.probation_closed")
    yield from (f"  - {word(note, lang)}" for note in probation.why)
    if result.alternatives:
        names = (kind_name(kind, lang) for kind in result.alternatives)
        yield t(lang, "sentence.alternatives", kinds=("、" if lang == "zh" else ", ").join(names))
    steps = menu(result.spec)
    if steps:
        yield ""
        yield t(lang, "sentence.menu")
        yield from (f"  - {_step(step, lang)}" for step in steps)
    if result.warnings:
        yield ""
        yield t(lang, "sentence.notes")
        yield from (f"  - {word(note, lang)}" for note in result.warnings)
    yield ""
    yield t(lang, "sentence.text", version=edition(result.law_version, lang), date=guidelines().checked_on)


def _count(r: SentenceResult, lang: Lang) -> Iterator[str]:
    crime, level = (r.offence.zh, r.tier.zh) if lang == "zh" else (r.offence.en, r.tier.en)
    yield t(lang, "sentence.offence", offence=crime, level=level, source=cited(f"CL {r.offence.article}", lang))
    yield t(
        lang,
        "sentence.start",
        low=_plain(r.start.min),
        high=_plain(r.start.max),
        used=_span(r.start.used),
        source=cited(r.offence.source, lang),
    )
    yield t(lang, "sentence.base", base=_span(r.base))
    yield from (f"  {_adjustment(a, lang)}" for a in r.adjustments)
    yield t(lang, "sentence.adjusted", adjusted=_span(r.adjusted), discretion=_span(r.discretion))
    yield t(lang, "sentence.declared", range=_declared(r, lang), rule=t(lang, f"sentence.rule_{r.declared.rule}"))


def _adjustment(a: Adjustment, lang: Lang) -> str:
    name = a.zh if lang == "zh" else a.en
    key = "absorbed" if a.absorbed_by else "excluded" if a.excluded_by else f"layer_{a.layer}"
    return t(
        lang, f"sentence.{key}", name=name, rate=_span(a.used, "%"), source=cited(a.source, lang),
        by=_name(a.absorbed_by or a.excluded_by, lang), duty=t(lang, f"sentence.{a.obligation}"),
    )  # fmt: skip


def _name(key: str, lang: Lang) -> str:
    """The circumstance a row belongs to, by the row's key."""
    found = guidelines().circumstances.get(key.partition(".")[0])
    return key if found is None else found.zh if lang == "zh" else found.en


def _step(step: MenuStep, lang: Lang) -> str:
    text = step.label(lang)
    if step.months[1]:
        text += f": {months_range(*step.months, lang)}" if lang == "en" else f"：{months_range(*step.months, lang)}"
    return text + "".join(f"; {word(note, lang)}" if lang == "en" else f"；{word(note, lang)}" for note in step.needs)


def _declared(r: SentenceResult, lang: Lang) -> str:
    joined = (" or " if lang == "en" else "或者").join(kind_name(kind, lang) for kind in r.declared.kinds)
    length = months_range(*r.declared.months, lang)
    return f"{length}, {joined}" if lang == "en" else f"{joined}{length}"


def _fine(r: SentenceResult, lang: Lang) -> str:
    fine = r.fine
    key = "required" if fine.required else "possible" if fine.possible else "none"
    text = t(lang, f"sentence.fine_{key}")
    if fine.yuan:
        low, high = fine.yuan
        upper = t(lang, "sentence.open_end") if high is None else yuan(high, lang)
        text += t(lang, "sentence.fine_bounds", low=yuan(low, lang), high=upper)
    if not fine.source:
        return text
    return text + t(lang, "aside", text=cited(fine.source, lang))


def _span(value: tuple[float, float], unit: str = "") -> str:
    low, high = (f"{_plain(v)}{unit}" for v in value)
    return low if low == high else f"{low} … {high}"


def _plain(value: float) -> str:
    return f"{round(value, 2):g}"

"""Why an item has its outcome, in words: the judge's codes as sentences of both languages."""

from __future__ import annotations

import re

from trainer.events import DECISIONS
from trainer.i18n import catalogue, t
from trainer.scenario.loader import Play
from trainer.scenario.people import nobody, spoken_of
from trainer.scoring.result import ItemResult
from trainer.text import Lang, has_cjk

_READ = re.compile(r"read (\d+) of (\d+) ")
_FRAMES = {"wrong_law", "named", "read"}
"""Messages that take something in; a judge's code of that name is none of them."""
_CODE = re.compile(r"[a-z0-9]+(?:[_.-][a-z0-9]+)*")


def reason_words(play: Play | None, result: ItemResult, lang: Lang) -> str:
    """The reason of a result as a sentence; empty where the outcome and the quotes say it all."""
    head, _, rest = result.reason.partition(": ")
    if head == "deed":
        return _deed(rest, lang, told=play is not None)
    if head == "wrong" and rest:
        return t(lang, "report.reason.wrong_law", truth=rest)
    if head == "unlawful":
        return t(lang, "report.reason.unlawful")
    code = result.reason.replace(" ", "_")
    if code not in _FRAMES and f"report.reason.{code}" in catalogue(lang):
        return t(lang, f"report.reason.{code}", **(spoken_of(play, lang) if play else nobody(lang)))
    if named := thing_name(play, result.reason, lang):
        return t(lang, "report.reason.named", name=named)
    return _sentence(result, lang)


def thing_name(play: Play | None, thing: str, lang: Lang) -> str:
    """The name of something the case has (circumstance, weak point, fact), or nothing."""
    if play is None:
        return ""
    if thing in play.circumstances:
        return play.circumstances[thing].name[lang]
    if thing in play.weak_points:
        return play.weak_points[thing].name[lang]
    return play.facts[thing].text[lang] if thing in play.facts else ""


def part_name(play: Play | None, part: str, lang: Lang) -> str:
    """What a part of an item is about: a circumstance of the case, or a turn."""
    if point := re.fullmatch(r"turn (\d+)(?:\.(\d+))?", part):
        number, which = point.groups()
        return t(lang, "report.point", n=number, point=which) if which else t(lang, "report.turn", n=number)
    return thing_name(play, part, lang) or part


def human_words(judged: str, outcome: str, rater: str, reason: str, lang: Lang) -> str:
    """What a person said to an item beside its judge: both marks, who, and why."""
    key = "clinic.human.confirmed" if judged == outcome else "clinic.human.changed"
    words = {k: t(lang, f"report.word.{v}") for k, v in (("judged", judged), ("outcome", outcome))}
    return t(lang, key, rater=rater, reason=reason, **words)


def _deed(what: str, lang: Lang, *, told: bool) -> str:
    """What the log shows; `told` says that the hidden side of the case stands further down."""
    if found := _READ.match(what):
        return t(lang, "report.reason.read", read=found[1], wanted=found[2])
    kind, _, _ = what.partition("; ")
    if kind in DECISIONS and told:
        return t(lang, f"report.reason.deed.{kind}")
    key = f"report.reason.deed.{what.replace(' ', '_')}"
    return catalogue(lang).get(key) or t(lang, "report.reason.log")


def _sentence(result: ItemResult, lang: Lang) -> str:
    """A rule may give its reason as a sentence of the session's language; any other code stays inside the program."""
    text = result.reason
    if text and not _CODE.fullmatch(text) and has_cjk(text) == (lang == "zh") and not text.startswith("no rule"):
        return text
    return t(lang, "report.reason.unscored") if result.outcome == "unscored" else ""

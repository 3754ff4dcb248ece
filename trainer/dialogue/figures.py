"""Numbers with what they count, in one form: what a statement of law says in figures, for the model of wrong law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA, concepts, normal
from trainer.dialogue.numbers import EN_NUMBER, ZH_NUMBER, chinese, english
from trainer.text import Lang

_EN = re.compile(
    rf"(?P<n>{EN_NUMBER}|\bhalf an?|\ban?)(?:\s(?:whole|full|entire))?[\s-]?(?P<u>years?|months?|weeks?|days?|hours?|percent|per cent|%|yuan|times)",
    re.I,
)
_ZH = re.compile(
    rf"(?P<n>{ZH_NUMBER}|半)\s?(?P<u>年|个月|个?星期|周|[天日]|个?小时|成|%|％|万|元|块|次)|百分之(?P<p>{ZH_NUMBER})"
)
_UNIT = {
    "year": "y", "month": "m", "week": "w", "day": "d", "hour": "h", "percent": "%", "per cent": "%", "%": "%",
    "yuan": "¥", "time": "x", "年": "y", "个月": "m", "星期": "w", "个星期": "w", "周": "w", "天": "d", "日": "d",
    "小时": "h", "个小时": "h", "成": "%", "％": "%", "万": "¥", "元": "¥", "块": "¥", "次": "x",
}  # fmt: skip


def figures(text: str, lang: Lang) -> Iterator[str]:
    """Every figure with its unit, such as `3y`, `10d`, `60%`; not those that count what has run or is left of a limit."""
    text = " ".join(text.split())
    yield from (figure for figure, at in _placed(text, lang) if not _runs(text, at))


def _placed(text: str, lang: Lang) -> Iterator[tuple[str, tuple[int, int]]]:
    for m in (_ZH if lang == "zh" else _EN).finditer(text):
        if lang == "zh" and m["p"]:
            value, unit = chinese(m["p"]), "%"
        else:
            word = m["n"].lower()
            value = (
                0.5
                if word in ("half a", "half an", "半")
                else 1.0
                if word in ("a", "an")
                else (chinese if lang == "zh" else english)(word)
            )
            unit = _UNIT[re.sub(r"s$", "", m["u"].lower()) if lang == "en" else m["u"]]
        if value is None:
            continue
        if lang == "zh" and not m["p"]:
            value *= {"成": 10, "万": 10000}.get(m["u"], 1)
        if unit == "y" and value != int(value):
            value, unit = value * 12, "m"
        yield f"{value:g}{unit}", m.span()


_LIMIT: dict[Lang, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "en": (
        re.compile(
            r"\b(?:up to|at most|maximum(?: is| of)?|(?:more|longer|later) than|within|only|cut-?off is|limit is|runs? (?:up )?to|stops? at|"
            r"there (?:are|is)|have|has|(?<!he )got|gets?|takes?|gives? you)\s(?:(?:a|the|just|only|exactly|full|all of|to)\s)*$",
            re.I,
        ),
        re.compile(r"\s(?:to (?:appeal|decide|answer|indict|judge)|at (?:the )?most|maximum|max\b|and not (?:a|one)|not (?:a|one) \w+ more|is the (?:limit|most))", re.I),
    ),
    "zh": (
        re.compile(r"(?:最[多长高迟晚]|顶多|顶天|至多|不超过|不得超过|只有|就|期限是?|期是?|上限是?|限期|封顶|能用到|可以用到|给你)(?:只?能?(?:减|判|用|有|给|是|为)?)?$"),
        re.compile(r"(?:以内|之内|内|以下|封顶|到顶|的?期限|的?上诉期|的?时间上诉)"),
    ),
}  # fmt: skip
"""What stands before or behind a figure that is said to be the law's limit."""


_LEFT = re.compile(r"(?:还剩|剩下?|过了|过去)(?:了|的)?$")
_RUNNING = re.compile(
    r"\s(?:left|remaining|more|ago|gone|later|already)\b|前(?=[,，。;；]|就|我|你|他|她|才|已)|过去了", re.I
)
"""Around a figure that counts what has run or is left of a limit, not the limit ("three days left to appeal")."""


def _runs(text: str, at: tuple[int, int]) -> bool:
    return bool(_LEFT.search(text[: at[0]]) or _RUNNING.match(text[at[1] :]))


def misstated(text: str, lang: Lang) -> str | None:
    """The duty whose limit a sentence puts wrong ("fast track goes up to five years"), or None.

    A figure counts where it is said to be a limit, or is a percentage beyond any the law has; its unit is one the law
    has for what is named, and no figure of the law's own stands beside it (which would make it a correction). Time in
    another unit than the law's ("a month to appeal") counts where it can be nothing but the limit itself. Where things of
    several duties are named, each part between commas stands for itself.
    """
    named = _named_in(text, lang)
    if len({row["duty"] for row in named}) > 1 and len(parts := _PART.split(text)) > 1:
        return next((duty for part in parts if (duty := misstated(part, lang))), None)
    one = len({row["duty"] for row in named}) == 1 and not any("set_by_case" in row for row in named)
    return _beyond(named, text, lang) if one else None


def states_limits(text: str, lang: Lang) -> bool:
    """Whether a sentence names limits of the law and all of them as the law has them."""
    named = _named_in(text, lang)
    units = {unit for row in named for unit in row if unit in _UNITS}
    counted = [figure for figure, at in _placed(text, lang) if figure[-1] in units and not _runs(text, at)]
    return bool(counted) and all(any(_fits(figure, row) for row in named) for figure in counted)


def _named_in(text: str, lang: Lang) -> list[dict[str, Any]]:
    """What the law has figures for, as far as a text names it."""
    known = concepts(normal(text, lang), lang)
    return [row for row in _rows() if row["concept"] in known] + [
        row for says, row in _bounds(lang) if says.search(text)
    ]


def _beyond(rows: list[dict[str, Any]], text: str, lang: Lang) -> str | None:
    units = {unit for row in rows for unit in row if unit in _UNITS}
    most = max((max(row["%"]) for row in rows if "%" in row), default=100)
    odd, right, beyond = [], False, False
    for figure, at in _placed(text, lang):
        right = right or any(_fits(figure, row) for row in rows)
        if _runs(text, at) or _OFF.match(text[at[1] :]):
            continue
        beyond = beyond or (figure[-1] == "%" and most < float(figure[:-1]) <= _ALL)
        if figure[-1] in units or (units & _TIME and figure[-1] in _TIME and _itself(text, at, lang)):
            odd.append(at)
    before, after = _LIMIT[lang]
    limits = (before.search(text[:start]) or after.match(text[end:]) for start, end in odd)
    return str(rows[0]["duty"]) if not right and (beyond or any(limits)) else None


_OFF = re.compile(r"\s(?:off|less|fewer)\b", re.I)
_ALL = 100
"""More than a hundred per cent is no discount: a figure of speech, or a price."""


def _fits(figure: str, row: dict[str, Any]) -> bool:
    """Whether a figure is the law's own, in whichever unit: two weeks are fourteen days, a year is twelve months."""
    value, unit = float(figure[:-1]), figure[-1]
    same = {"w": ("d", 7), "y": ("m", 12), "m": ("y", 1 / 12)}.get(unit, (unit, 1))
    return value in row.get(unit, ()) or value * same[1] in row.get(same[0], ())


def _itself(text: str, at: tuple[int, int], lang: Lang) -> bool:
    """Whether the words around a figure call it the period ("a month to appeal")."""
    before, after = _PERIOD[lang]
    return bool(before.search(text[: at[0]]) or after.match(text[at[1] :]))


_PERIOD: dict[Lang, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "en": (
        re.compile(r"\b(?:period|time limit|deadline) (?:is|of|runs)\s(?:(?:a|the|for)\s)*$", re.I),
        re.compile(r"\sto (?:appeal|lodge|file)\b", re.I),
    ),
    "zh": (re.compile(r"(?:上诉期|期限|时限)(?:就?是|有|为|共|一共)?$"), re.compile(r"的?(?:上诉期|期限|时间上诉)")),
}


_PART = re.compile(r"[,，;；、]")
_UNITS = frozenset(_UNIT.values())
_TIME = frozenset("hdwmy")


@lru_cache(maxsize=1)
def _law() -> dict[str, dict[str, frozenset[float]]]:
    """By concept and unit, the figures the law has."""
    return {row["concept"]: {u: frozenset(v) for u, v in row.items() if u in _UNITS} for row in _rows()}


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, Any]]:
    path = DATA / "figures.yaml"
    rows: list[dict[str, Any]] = parse_yaml(read_text(path), str(path))
    return rows


@lru_cache(maxsize=2)
def _bounds(lang: Lang) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    path = DATA / "bounds.yaml"
    return [(re.compile(row["says"][lang], re.I), row) for row in parse_yaml(read_text(path), str(path))]


def against_law(named: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    """For every concept named and figure found whose unit the law knows there: whether it is the law's own."""
    found = list(found)
    for concept in named:
        for unit, allowed in _law().get(concept, {}).items():
            for figure in found:
                if figure.endswith(unit):
                    right = float(figure.removesuffix(unit)) in allowed
                    yield f"{'FIT' if right else 'ODD'}:{concept}{unit}"
                    yield "FIT:" if right else "ODD:"

"""Numbers with what they count, in one form: what a statement of law says in figures, for the model of wrong law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA
from trainer.dialogue.numbers import EN_NUMBER, ZH_NUMBER, chinese, english
from trainer.text import Lang

_EN = re.compile(
    rf"(?P<n>{EN_NUMBER}|\bhalf an?|\ban?)[\s-]?(?P<u>years?|months?|weeks?|days?|hours?|percent|per cent|%|yuan|times)",
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
    """Every figure with its unit, such as `3y`, `10d`, `60%`."""
    for m in (_ZH if lang == "zh" else _EN).finditer(" ".join(text.split())):
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
        yield f"{value:g}{unit}"


@lru_cache(maxsize=1)
def _law() -> dict[str, dict[str, frozenset[float]]]:
    """By concept and unit, the figures the law has."""
    path = DATA / "figures.yaml"
    rows = parse_yaml(read_text(path), str(path))
    return {
        row["concept"]: {u: frozenset(v) for u, v in row.items() if isinstance(v, list) and u != "refs"} for row in rows
    }


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

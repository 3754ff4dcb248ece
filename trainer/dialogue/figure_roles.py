"""What each figure of a turn is: length, probation, fine, what the victim gets, a change of length, or no term at all.

The rules of `terms_en` and `terms_zh` read a figure by the words next to it; a small model weighs their reading with
everything else around it: what stands before and behind, the other figures, who speaks to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from trainer.dialogue import terms_en, terms_zh
from trainer.dialogue.beside import done_around
from trainer.dialogue.features import concepts, normal
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.linear import model
from trainer.dialogue.named import Amount, Found, Named, Standing, bare_period
from trainer.text import Lang

NONE = "none"
ROLES = ("months", "probation_months", "less", "more", "fine_yuan", "restitution_yuan", NONE)
"""What a figure can be. `less` and `more` are changes of the length with no length put in its place."""
_KEY = {"less": "months_delta", "more": "months_delta"}
_LENGTHS, _SUMS = ("months", "probation_months", "less", "more"), ("fine_yuan", "restitution_yuan")
_AT_TABLE = frozenset(("prosecutor", "defence"))

_TOKEN: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"[a-z']+|\d+|[^\sa-z\d]"),
    "zh": re.compile(r"[a-z]+|\S"),
}
_PART, _SENTENCE = frozenset(",.;?!:，。；？！：、"), frozenset(".;?!。；？！")
_REACH: dict[Lang, int] = {"en": 4, "zh": 6}
"""How many words or characters on either side count by their place."""
_AROUND: dict[Lang, int] = {"en": 300, "zh": 120}
"""How many characters on either side count at all: most turns have fewer, and long ones must not grow slow."""
_MARK = {"length": " ŀ ", "yuan": " ¥ ", "sum": " ¥ ", "bare": " # "}
"""What another figure looks like beside the one that is looked at."""
_SIZES = (2, 6, 12, 36, 60, 1000, 10000)


LIKELY = 0.5
"""From here on a figure is rather a term than none."""


@dataclass(frozen=True, slots=True)
class Role:
    """A figure that is a term: its slot of `Terms`, its value (months or yuan), where it stands, its likelihood."""

    key: str
    value: float | tuple[float, float]
    at: tuple[int, int]
    p: float


@lru_cache(maxsize=8)
def roles(turn: Turn) -> tuple[Role, ...]:
    """What each figure of a turn most likely is as a term, in the order of the text; `p` may be small."""
    amounts = amounts_in(turn.text, turn.lang)
    read = _read(turn)
    ranked = zip(amounts, looks(turn, amounts), strict=True)
    guesses = _with_a_length([_as_read(read, a, _ranked(seen, turn.lang)) for a, seen in ranked])
    length = max(
        (a.high for a, (p, role) in zip(amounts, guesses, strict=True) if role == "months" and p > LIKELY), default=0.0
    )
    return tuple(
        Role(_KEY.get(role, role), _value(amount, role, length), amount.at, p)
        for amount, (p, role) in zip(amounts, guesses, strict=True)
    )


def _as_read(read: Found, amount: Amount, ranked: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """The roles as ranked; a figure that its own words call a probation period is that, if it is a term at all."""
    if _is_period(read, amount):
        return [(ranked[0][0], "probation_months")]
    return [(ranked[0][0], "less")] if _is_cut(read, amount) and ranked[0][1] == "months" else ranked


def _is_period(read: Found, amount: Amount) -> bool:
    """Whether the words right next to a length make it a probation period ("suspended for a year")."""
    return any(
        n.key == "probation_months" and n.standing is Standing.PUT and n.value == amount.high and _overlap(n, amount)
        for n in read.named
    )


def _is_cut(read: Found, amount: Amount) -> bool:
    """Whether the words right next to a length make it a cut ("I'd take two months off")."""
    return any(
        n.key == "months_delta" and n.standing is Standing.PUT and n.value == -amount.high and _overlap(n, amount)
        for n in read.named
    )


def _read(turn: Turn) -> Found:
    """What the rules read in a turn."""
    victim = "victim" in (turn.speaker, turn.listener)
    across = turn.listener in _AT_TABLE or turn.speaker in _AT_TABLE
    return terms_zh.read(turn.text, victim, across) if turn.lang == "zh" else terms_en.read(turn.text, victim, across)


def _overlap(named: Named, amount: Amount) -> bool:
    return named.at[0] < amount.at[1] and amount.at[0] < named.at[1]


def _ranked(seen: set[str], lang: Lang) -> list[tuple[float, str]]:
    """The roles that are a term, the likeliest first, each with how likely it is beside being none."""
    ranked = model("figures", lang).probabilities(seen)
    none = next((p for p, role in ranked if role == NONE), 0.0)
    return [(p / (p + none), role) for p, role in ranked if role != NONE]


def _with_a_length(ranked: Sequence[list[tuple[float, str]]]) -> list[tuple[float, str]]:
    """The likeliest role of each; where two are a probation period and none the term it goes with, one is the term."""
    best = [row[0] for row in ranked]
    periods = [i for i, (p, role) in enumerate(best) if role == "probation_months" and p > LIKELY]
    if len(periods) == 2 and not any(role == "months" and p > LIKELY for p, role in best):
        other = min(periods, key=lambda i: best[i][0])
        best[other] = (best[other][0], "months")
    return best


def amounts_in(text: str, lang: Lang) -> list[Amount]:
    """Every length, sum and bare number of a text that could be a term."""
    return terms_zh.amounts(text) if lang == "zh" else terms_en.amounts(text)


def _value(amount: Amount, role: str, length: float = 0.0) -> float | tuple[float, float]:
    """Months or yuan. `length`: the longest term named beside it, in months."""
    low, high = amount.low, amount.high
    if role == "months":
        return low, high
    if role in _SUMS and amount.kind == "bare":  # "eight thousand? Could it be four?"
        return high * 1000
    if role == "probation_months" and amount.kind == "bare":  # "eight months, suspended for one"
        return bare_period(high, length)
    return -high if role == "less" else high


def role_of(amount: Amount, terms: dict[str, object], taken: Sequence[str]) -> str:
    """Which role a figure has where the terms of its turn are known. `taken`: roles of earlier figures of its value."""
    months = terms.get("months")
    length = months[1] if isinstance(months, tuple) else 0.0
    fits = [
        role
        for role in ROLES[:-1]
        if (role in _LENGTHS) != (amount.kind in ("yuan", "sum")) or amount.kind == "bare"
        if _KEY.get(role, role) in terms and terms[_KEY.get(role, role)] == _value(amount, role, length)
    ]
    return next((role for role in fits if role not in taken), fits[-1] if fits else NONE)


def looks(turn: Turn, amounts: Sequence[Amount], acts: bool = True) -> Iterator[set[str]]:
    """What each figure of a turn looks like to the model; `acts`: with what is done around it."""
    read = _read(turn)
    for index, amount in enumerate(amounts):
        seen = {*surroundings(turn, amounts, amount.at), *_place(turn, amounts, index), *_by_rule(read, amount)}
        around = set(done_around(turn, amount.at)) if acts else set()
        yield seen | around | {f"{amount.kind}|{act}" for act in around}


def _by_rule(read: Found, amount: Amount) -> Iterator[str]:
    near = [n for n in read.named if _overlap(n, amount)]
    figures = [f"rule:{n.key}:{n.standing.name}" for n in near if not isinstance(n.value, bool | str)]
    yield from figures or ["rule:"]


def surroundings(turn: Turn, amounts: Sequence[Amount], at: tuple[int, int]) -> Iterator[str]:
    """What stands around a place of a turn, near and far, with marks for the figures among it."""
    start, end = at
    lang = turn.lang
    left = _tokens(_shown(turn.text, amounts, max(0, start - _AROUND[lang]), start), lang)
    right = _tokens(_shown(turn.text, amounts, end, min(len(turn.text), end + _AROUND[lang])), lang)
    for i in range(_REACH[lang]):
        if i < len(left):
            yield f"L{i}:{left[-1 - i]}"
        if i < len(right):
            yield f"R{i}:{right[i]}"
    for size in (2, 3, 4) if lang == "zh" else (2, 3):
        yield f"L:{' '.join(left[-size:])}"
        yield f"R:{' '.join(right[:size])}"
    before, behind = left[::-1], right
    part = [_until(before, _PART)[::-1], _until(behind, _PART)]
    sentence = [_until(before, _SENTENCE)[::-1], _until(behind, _SENTENCE)]
    for name, words in zip(("lp", "rp", "ls", "rs"), (*part, *sentence), strict=True):
        yield from (f"{name}:{run}" for run in _runs(words, lang))
    yield from (f"t:{word}" for word in _runs(left + right, lang))
    yield "end" if not sentence[1] else "on"
    joint = "" if lang == "zh" else " "
    yield from (f"C:{c}" for c in concepts(normal(joint.join(part[0] + part[1]), lang), lang))


def _shown(text: str, amounts: Sequence[Amount], start: int, end: int) -> str:
    """A stretch with a mark in the place of every figure."""
    out, at = "", start
    for other in amounts:
        if other.at[0] >= at and other.at[1] <= end:
            out += text[at : other.at[0]] + _MARK[other.kind]
            at = other.at[1]
    return out + text[at:end]


def _tokens(text: str, lang: Lang) -> list[str]:
    return _TOKEN[lang].findall(normal(text, lang))


def _until(words: Sequence[str], stops: frozenset[str]) -> list[str]:
    end = next((i for i, word in enumerate(words) if word in stops), len(words))
    return list(words[:end])


def _runs(words: Sequence[str], lang: Lang) -> Iterator[str]:
    joint, longest = ("", 3) if lang == "zh" else (" ", 2)
    for size in range(1, longest + 1):
        yield from (joint.join(words[i : i + size]) for i in range(len(words) - size + 1))


def _place(turn: Turn, amounts: Sequence[Amount], index: int) -> Iterator[str]:
    amount = amounts[index]
    kind, between = amount.kind, f"{turn.speaker}>{turn.listener}"
    yield from (f"K:{kind}", f"S:{between}", f"K:{kind}:{between}")
    yield f"K:{kind}:{next((size for size in _SIZES if amount.high <= size), 'more')}"
    alike = [i for i, other in enumerate(amounts) if other.kind == kind]
    yield f"{kind}:{'first' if alike[0] == index else 'later'}"
    yield f"{kind}:{'last' if alike[-1] == index else 'before'}"
    yield f"{kind}:{min(len(alike), 4)}"
    if index:
        before = amounts[index - 1]
        yield f"{before.kind}>{kind}:{'up' if amount.high > before.high else 'down'}"
    if index + 1 < len(amounts):
        behind = amounts[index + 1]
        yield f"{kind}<{behind.kind}:{'up' if behind.high > amount.high else 'down'}"

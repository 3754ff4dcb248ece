"""The figures of a prosecution: what the guidelines allow on the grounds taken up, and where in it this office stands.

Every offer comes from here, so none can leave the lawful range (CPL 176, 201; 2019 Opinion 33; 2021 Guidelines).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from trainer.law.calc import sentence
from trainer.law.check import lawful
from trainer.law.result import SentenceResult
from trainer.law.spec import SentenceSpec
from trainer.law.terms import Terms
from trainer.persona.scene import is_established
from trainer.scenario.loader import Play
from trainer.scenario.models import Circumstance
from trainer.state import State

BARE = "bare"
"""The ground of a plea for less with nothing behind it."""


@lru_cache(maxsize=512)
def _calculated(spec: SentenceSpec) -> SentenceResult:
    return sentence(spec)


def result_with(play: Play, counted: frozenset[str], unknown: frozenset[str] = frozenset()) -> SentenceResult:
    """The guideline result when these are counted besides the scenario's own: ids of circumstances, which weigh, and of
    weak points that were conceded, whose part of the base falls away. `unknown` are the scenario's own left out."""
    spec = _without_points(play, counted)
    for cid in sorted(unknown):
        spec = spec.without(cid)
    for cid in sorted(counted):
        found = play.circumstances.get(cid)
        if found and found.in_guideline and not spec.has(cid):
            spec = spec.with_circumstance(cid)
    return _calculated(spec)


def _without_points(play: Play, counted: frozenset[str]) -> SentenceSpec:
    """The case without what rested on these weak points: the months their sums had added to the start."""
    off = -sum(w.base_months for w in play.script.weak_points if w.id in counted)
    increases = []
    for increase in play.calculation.increases:
        low, high = increase.months
        increases.append(replace(increase, months=(max(0.0, low - off), max(0.0, high - off))))
        off = max(0.0, off - high)
    return replace(play.calculation, increases=tuple(increases))


def conceded(play: Play, state: State) -> frozenset[str]:
    """Weak points the prosecution has given up."""
    return frozenset(w.id for w in play.script.weak_points if _answered(state, w.id))


def taken_up(play: Play, state: State) -> frozenset[str]:
    """What the prosecution counts: the circumstances in its first figure and those accepted since, and the points it
    has given up."""
    first = {c.id for c in play.script.circumstances if c.in_offer}
    accepted = {c.id for c in play.script.circumstances if _accepted(c, state)}
    return frozenset(first | accepted) | conceded(play, state)


def _accepted(circumstance: Circumstance, state: State) -> bool:
    answer = state.grounds.get(circumstance.id)
    return bool(answer and answer.outcome in ("accepted", "conceded"))


def shown(play: Play, state: State) -> frozenset[str]:
    """Circumstances that are established, whoever has noticed, and points given up: the widest lawful range."""
    established = frozenset(c.id for c in play.script.circumstances if is_established(c, state))
    return established | conceded(play, state)


def known_to_trainee(play: Play, state: State) -> frozenset[str]:
    """What the trainee can know of: circumstances in the recommendation once that was heard or read, shown by a paper
    read, accepted or come about in play, and points given up."""
    sheet = play.script.affidavit
    told = state.offer is not None or bool(sheet and sheet.document in state.read)
    known = frozenset(
        c.id for c in play.script.circumstances
        if (c.in_offer and told) or c.id in state.established or _accepted(c, state)
        or (c.from_start and (not c.proof or set(c.proof) & state.read))
    )  # fmt: skip
    return known | conceded(play, state)


def result_as_known(play: Play, state: State) -> SentenceResult:
    """The guideline result on what the trainee can know: a confession in a paper not yet read weighs nothing here."""
    known = known_to_trainee(play, state)
    own = frozenset(c.id for c in play.script.circumstances if play.calculation.has(c.id))
    return result_with(play, known, own - known)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a prosecution stands: its target and the lawful range on the grounds it has taken up. Months."""

    target: int
    low: float
    high: float
    result: SentenceResult


def stand(play: Play, state: State, generosity: float, extra: frozenset[str] = frozenset()) -> Stand:
    """The figure this prosecution can go to now. `generosity` 0-1 says how far each reason carries.

    Every reason takes a share of the way from where the talk began down to the lawful floor, which the grounds taken
    up lower themselves: so each is felt, none takes all, and the floor is never passed.
    """
    counted = taken_up(play, state) | extra
    # Where the base loses something the whole range moves, and the office's figure in it by what the point is worth.
    off = sum(w.months for w in play.script.weak_points if w.id in counted and w.base_months)
    first = (play.script.offer.months or (6.0, 6.0))[1] + off
    now = result_with(play, counted)
    low, high = now.declared.months
    way = max(0.0, min(first, high) - low)
    left = 1.0
    for share in _shares(play, state, generosity, extra, way):
        left *= 1.0 - min(0.6, share)
    target = low + way * left
    whole = math.floor(target + 0.5) if generosity >= 0.5 else math.ceil(target - 0.25)
    return Stand(int(min(max(whole, math.ceil(low)), math.floor(high))), low, high, now)


RATED, UNRATED, BARE_PLEA = 0.24, 0.12, 0.12
"""Shares of the way that a ground with a guideline rate, one without, and a bare plea take at middling generosity."""


def _shares(play: Play, state: State, generosity: float, extra: frozenset[str], way: float) -> list[float]:
    temper = 0.6 + 0.8 * generosity
    found = [(RATED if c.in_guideline else UNRATED) * c.weight * temper * _factor(state, c)
             for c in play.script.circumstances
             if not c.in_offer and (_accepted(c, state) or c.id in extra)]  # fmt: skip
    # A point that takes something off the base has lowered the range itself; the rest is worth a step in it.
    found += [-w.months / way for w in play.script.weak_points
              if _answered(state, w.id) and way > 0 and not w.base_months]  # fmt: skip
    return found + ([BARE_PLEA * generosity * 2] if _answered(state, BARE) else [])


WEAKEST, STRONGEST = 0.8, 1.2
"""How far the wording of an argument may move what its ground is worth. The lawful floor holds whatever it is."""


def argued(strength: float | None) -> float:
    """The factor of an argument of this strength (0-1); 1.0 where nobody judged it."""
    return 1.0 if strength is None else round(WEAKEST + (STRONGEST - WEAKEST) * min(1.0, max(0.0, strength)), 3)


def _factor(state: State, circumstance: Circumstance) -> float:
    answer = state.grounds.get(circumstance.id)
    return answer.factor if answer else 1.0


def _answered(state: State, ground: str) -> bool:
    answer = state.grounds.get(ground)
    return bool(answer and answer.outcome in ("accepted", "conceded"))


def terms_at(play: Play, months: int, base: Terms | None = None, **more: Any) -> Terms:
    """An offer of so many months: the kind follows from the length (CL 42, 45), the fine moves with it."""
    first = play.script.offer
    fine = (base or first).fine_yuan
    if first.fine_yuan and first.months:
        fine = max(1000.0, round(first.fine_yuan * months / first.months[1] / 500) * 500)
    kept = base or first
    named = {**kept.named(), "kind": "detention" if months < 6 else "imprisonment", "months": (months, months),
             "fine_yuan": fine, "procedure": kept.procedure or first.procedure, **more}  # fmt: skip
    if named.get("probation") and not named.get("probation_months"):
        named["probation_months"] = probation_period(months)
    return Terms(**named)


def spoken(terms: Terms) -> Terms:
    """What one names when speaking of a figure: kind, length, probation and fine."""
    named = ("kind", "months", "probation", "probation_months", "fine_yuan")
    return Terms(**{k: v for k, v in terms.named().items() if k in named})


def whole(base: Terms, terms: Terms) -> Terms:
    """An offer as a whole: what the new words leave unsaid stays as in `base`, a change of length is applied.

    The kind follows from a length that names none: under six months detention, from six imprisonment (CL 42, 45).
    """
    # That somebody stays where they are is a fact told beside an offer, and no part of it.
    named = {k: v for k, v in terms.named().items() if k != "months_delta" and v != "custody"}
    if terms.months is None and terms.months_delta is not None and base.months:
        low, high = (max(1.0, m + terms.months_delta) for m in base.months)
        named["months"] = (low, high)
    if "months" in named and "kind" not in named:
        named["kind"] = "detention" if named["months"][1] < 6 else "imprisonment"
    if named.get("probation") is False:
        named.pop("probation_months", None)
    merged = Terms(**{**base.named(), **named})
    kept = "probation_months" not in named and merged.probation_months
    short = bool(kept and merged.months and kept < merged.months[1])  # a longer term outgrows the period it had
    if merged.probation and merged.months and (short or not merged.probation_months):
        merged = merged.model_copy(update={"probation_months": probation_period(merged.months[1])})
    return merged


def amended(base: Terms, terms: Terms) -> Terms:
    """What of an offer stays when its author speaks of it again: all that is not named, or, where the words are a
    whole sentence with length and fine, nothing but the procedure. Whose probation or letter was in it has to be said.
    """
    return Terms(procedure=base.procedure) if terms.months and terms.fine_yuan else base


def probation_period(months: float) -> float:
    """A usual probation period in months: at least the term, two months for detention, a year else (CL 73)."""
    return float(max(months, 2) if months < 6 else max(months, 12))


def breaches(terms: Terms, result: SentenceResult) -> tuple[str, ...]:
    """Ids of what takes an offer out of the lawful range; empty when it is lawful."""
    return tuple(b.id for b in lawful(terms, result))


def result_without_plea(play: Play, state: State) -> SentenceResult:
    """The guideline result when there is no plea: nothing of the plea's own reduction is counted."""
    return _calculated(_without_points(play, conceded(play, state)).without("plea_leniency"))

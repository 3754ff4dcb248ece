"""Whether a condition of the written play holds now."""

from __future__ import annotations

from collections.abc import Callable

from trainer.persona import bargain
from trainer.persona.plea import is_free, is_knowing, is_true
from trainer.persona.scene import is_established
from trainer.scenario.conditions import When
from trainer.scenario.loader import Play
from trainer.scenario.models import Words
from trainer.state import State

Check = Callable[[Play, State, When], bool]


def minutes_of(clock: str) -> int:
    """HH:MM as minutes since midnight."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _said(play: Play, s: State, w: When) -> bool:
    return (
        (not w.said or bool(set(w.said) & s.done))
        and set(w.said_all) <= s.done
        and (not w.said_last or bool(set(w.said_last) & set(s.done_last)))
    )


def _places(play: Play, s: State, w: When) -> bool:
    return (
        (not w.room or s.room in w.room)
        and (not w.entered or bool(set(w.entered) & set(s.entered)))
        and not set(w.never_entered) & set(s.entered)
    )


def _knowledge(play: Play, s: State, w: When) -> bool:
    return (
        set(w.read) <= s.read
        and not set(w.unread) & s.read
        and set(w.knows) <= s.known
        and not set(w.unknown) & s.known
    )


def _time(play: Play, s: State, w: When) -> bool:
    now = minutes_of(play.script.starts) + s.clock
    return (
        (w.turns_at_least is None or s.trainee_turns >= w.turns_at_least)
        and (w.turns_here is None or s.turns_here >= w.turns_here)
        and (w.clock_after is None or now >= minutes_of(w.clock_after))
        and (w.minutes_left_below is None or play.script.minutes - s.clock < w.minutes_left_below)
    )


def _mind(play: Play, s: State, w: When) -> bool:
    return (
        (w.trust_at_least is None or s.mind.trust >= w.trust_at_least)
        and (w.pressure_at_least is None or s.mind.pressed >= w.pressure_at_least)
        and set(w.believes) <= s.mind.beliefs
        and (w.free is None or is_free(s) == w.free)
        and (w.knowing is None or is_knowing(play, s) == w.knowing)
        and (w.true is None or is_true(play, s) == w.true)
    )


def _case(play: Play, s: State, w: When) -> bool:
    shown = {c.id for c in play.script.circumstances if is_established(c, s)} | s.established
    personas = s.opening.personas
    return (
        set(w.circumstance) <= shown
        and set(w.flags) <= s.flags
        and not set(w.no_flags) & s.flags
        and (not w.role or s.trainee in w.role)
        and all(personas.get(who) in wanted for who, wanted in w.persona.items())
        and (not w.decision or s.decision in w.decision)
        and (w.signed is None or s.signed == w.signed)
    )


def _outcome(play: Play, s: State, w: When) -> bool:
    terms = (s.closed.terms if s.closed else None) or s.agreed or s.offer or play.script.offer
    return (
        (not w.heard or bool(set(w.heard) & s.heard))
        and set(w.conceded) <= bargain.conceded(play, s)
        and (w.probation is None or bool(terms.probation) == w.probation)
    )


_CHECKS: tuple[Check, ...] = (_said, _places, _knowledge, _time, _mind, _case, _outcome)


def charged(play: Play, state: State) -> Words:
    """The charge as it stands after what was dropped, corrected or given up in the talks."""
    return next((c.text for c in play.script.charges if holds(play, state, c.when)), play.script.charge)


def holds(play: Play, state: State, when: When) -> bool:
    """Whether every part of a condition holds."""
    return (
        all(check(play, state, when) for check in _CHECKS)
        and (not when.any or any(holds(play, state, w) for w in when.any))
        and not any(holds(play, state, w) for w in when.none)
    )

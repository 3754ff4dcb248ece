"""Whether a plea would be true, free and knowing: the hidden yardstick of the whole play.

Opinion 28 and 39 name what is to be reviewed: free of violence, threats and inducement; capable; understanding
the nature and the legal consequences.
"""

from __future__ import annotations

from trainer.scenario.loader import Play
from trainer.state import State

CORE = ("system", "sentence", "effect", "retraction")
"""What nobody can plead knowingly without: what a plea is, the sentence, its effect, the way back."""

UNDERSTOOD = 0.5
PRESSED = 0.5


def beliefs_on(play: Play, state: State, duty: str) -> list[str]:
    """The wrong beliefs the accused holds on a duty: the script's, and those planted in play (`duty.claim`)."""
    scripted = {b.id: b.duty for b in play.script.mind.beliefs}
    return [b for b in sorted(state.mind.beliefs) if scripted.get(b, b.split(".")[0]) == duty]


def is_free(state: State) -> bool:
    """No pressure that has not been dealt with is strong enough to decide for the accused."""
    return state.mind.pressed < PRESSED


def is_knowing(play: Play, state: State) -> bool:
    """Three of the four core duties are understood, and no wrong belief stands on any of them."""
    clear = [d for d in CORE if state.mind.understands(d) >= UNDERSTOOD and not beliefs_on(play, state, d)]
    wrong = [d for d in CORE if beliefs_on(play, state, d)]
    return len(clear) >= 3 and not wrong


def is_true(play: Play, state: State) -> bool:
    """The accused did what the plea says: all of it, so an item that is not theirs has been taken out or reserved."""
    left = [w for w in play.script.mind.not_theirs if not _taken_out(state, w)]
    return play.script.mind.guilty and (not left or state.decision == "sign_with_reservation")


def _taken_out(state: State, weak_point: str) -> bool:
    answer = state.grounds.get(weak_point)
    return answer is not None and answer.outcome in ("accepted", "conceded")

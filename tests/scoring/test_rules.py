"""What is asked of an act before it counts: a grave pressure beside time given has to be surer."""

import pytest

from trainer.acts import Act
from trainer.scoring.record import Case, Record, Turn
from trainer.scoring.rules import GRAVE, acts


def act(verb, topic, confidence, polarity="asserted"):
    return Act(verb=verb, topic=topic, span=(0, 5), confidence=confidence, polarity=polarity)


def charged(*said, wanted="press:*"):
    turn = Turn(1, "P", "prosecutor", ("accused",), "consultation", False, "words", tuple(said))
    return list(acts(Record("prosecutor", "en", (turn,), (), Case()), wanted, to=("accused",), sure=GRAVE))


@pytest.mark.parametrize(
    "relief", [act("grant", "time", 0.7), act("grant", "private_talk", 0.7), act("press", "hurry", 0.7, "negated")]
)
def test_pressure_beside_relief_has_to_be_surer(relief):
    assert charged(act("press", "hurry", 0.93))
    assert not charged(act("press", "hurry", 0.93), relief)
    assert charged(act("press", "hurry", 0.98), relief)


def test_a_promise_beside_time_given_is_charged_as_ever():
    said = act("promise", "outcome", 0.93), act("grant", "time", 0.7)
    assert charged(*said, wanted="promise:outcome")

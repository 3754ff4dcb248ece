"""What is asked of an act before it counts: pressure beside time given has to be surer, and has to urge."""

import pytest

from trainer.acts import Act
from trainer.scoring.record import Case, Record, Turn
from trainer.scoring.rules import GRAVE, acts


def act(verb, topic, confidence, polarity="asserted"):
    return Act(verb=verb, topic=topic, span=(0, 5), confidence=confidence, polarity=polarity)


def charged(*said, wanted="press:*", words="Quick."):
    turn = Turn(1, "P", "prosecutor", ("accused",), "consultation", False, words, tuple(said))
    return list(acts(Record("prosecutor", "en", (turn,), (), Case()), wanted, to=("accused",), sure=GRAVE))


@pytest.mark.parametrize(
    "relief", [act("grant", "time", 0.7), act("grant", "private_talk", 0.7), act("press", "hurry", 0.7, "negated")]
)
def test_pressure_beside_relief_has_to_be_surer(relief):
    assert charged(act("press", "hurry", 0.93))
    assert not charged(act("press", "hurry", 0.93), relief)
    assert charged(act("press", "hurry", 0.98), relief)


def test_pressing_with_no_word_that_urges_is_charged_to_nobody():
    assert not charged(act("press", "take_it", 0.98), words="No, it isn't a market stall.")


def test_a_threat_that_hangs_on_nothing_is_charged_to_nobody():
    said = act("threaten", "family", 0.96)
    assert not charged(said, wanted="threaten:*", words="A school may look at a parent's record. That is how it is.")
    assert charged(said, wanted="threaten:*", words="If you don't sign, your girl's school hears of it.")


def test_an_answer_put_into_the_mouth_is_charged_by_its_words():
    said = act("breach", "lead_witness", 0.6)
    assert charged(said, wanted="breach:lead_witness", words="You knew about it, I suppose.") == []
    wide = Act(verb="breach", topic="lead_witness", span=(0, 22), confidence=0.6)
    assert charged(wide, wanted="breach:lead_witness", words="You just say you knew.")


def test_a_promise_beside_time_given_is_charged_as_ever():
    said = act("promise", "outcome", 0.93), act("grant", "time", 0.7)
    assert charged(*said, wanted="promise:outcome")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("You'll be home by Friday, I give you my word.", True),
        ("I promise you'll get probation.", True),
        ("I promise you I'm back by three.", False),
        ("You may be home by Friday, nobody can say.", False),
    ],
)
def test_a_result_vouched_for_in_so_many_words_needs_less(words, found):
    said = Act(verb="promise", topic="outcome", span=(0, len(words)), confidence=0.7)
    assert bool(charged(said, wanted="promise:outcome", words=words)) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [("You stay in custody unless I change that.", False), ("You stay in custody unless you sign.", True)],
)
def test_a_threat_hangs_on_what_the_accused_does(words, found):
    said = Act(verb="threaten", topic="custody", span=(0, len(words)), confidence=0.96)
    assert bool(charged(said, wanted="threaten:*", words=words)) == found


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("What the defence thinks about the charge is the defence's own affair.", False),
        ("What do you think about the charge.", True),
        ("What the defence thinks about the charge?", True),
        ("Tell me what you think about the charge.", True),
    ],
)
def test_a_statement_that_opens_like_a_question_asks_nothing(words, asks):
    said = Act(verb="ask", topic="opinion", polarity="question", span=(0, len(words)), confidence=0.95)
    assert bool(charged(said, wanted="ask:opinion", words=words)) == asks

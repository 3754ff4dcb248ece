"""Which words of a turn name a term, and which only sound like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.dialogue.interpreter import Turn
from trainer.dialogue.word_roles import LIKELY, NAMED, NOT_NAMED, looks, mentions_in, named, role_of, words
from trainer.law.terms import Terms


def found(text, lang, speaker="defence", listener="prosecutor"):
    turn = Turn(text, lang, speaker, listener)
    return named(turn, (0, len(text)))


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "I propose criminal detention of four months.", {"kind": "detention"}),
        ("en", "They keep him at the detention centre and the food is bad.", {}),
        ("en", "The family pays the 6,000 by Friday.", {"date": "Friday"}),
        ("en", "He was taken in on Friday, at noon.", {}),
        ("zh", "建议拘役四个月，走速裁程序。", {"kind": "detention", "procedure": "fast_track"}),
        ("zh", "家里月底把六千赔给她，她出谅解书。", {"date": "月底", "understanding": True}),
        ("zh", "他月底才被抓的。", {}),
    ],
)
def test_a_word_names_a_term_where_all_around_it_says_so(lang, text, wanted):
    assert found(text, lang) == wanted


def test_a_date_is_taken_as_it_was_said():
    assert [m.value for m in mentions_in("By the end of the month, or before the 20th.", "en") if m.key == "date"] == [
        "the end of the month",
        "the 20th",
    ]
    assert [m.value for m in mentions_in("三天之内，或者下礼拜二之前。", "zh")] == ["三天", "下礼拜二之前"]


def test_public_surveillance_is_a_penalty_and_no_measure():
    assert {m.key for m in mentions_in("Six months of public surveillance.", "en")} == {"kind"}


def test_what_is_known_of_the_terms_tells_what_a_mention_was():
    (prison,) = mentions_in("Eight months' imprisonment.", "en")
    assert role_of(prison, {"kind": "imprisonment"}) == NAMED
    assert role_of(prison, {"kind": "detention"}) == NOT_NAMED


def test_each_mention_is_looked_at_once():
    turn = Turn("Fast track, and an apology by Monday.", "en", "defence", "prosecutor")
    mentions = mentions_in(turn.text, "en")
    assert len(list(looks(turn, mentions))) == len(mentions) == 3


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["en", "zh"]))
def test_whatever_is_typed_the_terms_are_lawful_slots(text, lang):
    turn = Turn(text, lang, "defence", "prosecutor")
    assert all(0 <= w.p <= 1 for w in words(turn))
    Terms(**{w.key: w.value for w in words(turn) if w.p > LIKELY})

"""Who is said to do what: frames as features, and what the polarity of acts makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.dialogue.embedded import understand
from trainer.dialogue.frames import frames, looks
from trainer.dialogue.interpreter import Turn
from trainer.text import LANGS


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "I never promised him that.", "At no point did we guarantee her anything."),
        ("en", "The sergeant promised him bail.", "Her sister vouched for the money."),
        ("zh", "我没答应过他。", "我们从来没保证过什么。"),
        ("zh", "民警答应让他回家。", "他老婆保证月底退钱。"),
    ],
)
def test_sentences_of_one_frame_have_it_in_common_whatever_their_words(lang, one, other):
    shared = {f for f in set(frames(one, lang)) & set(frames(other, lang)) if f.startswith("FV:")}
    assert any(">promise" in f for f in shared)


def test_who_does_it_is_the_last_one_named_before_it():
    assert "FV:other>promise" in set(frames("I heard the officer promised it.", "en"))
    assert "FV:I>promise" in set(frames("The officer heard that I promised it.", "en"))


@pytest.mark.parametrize("lang", LANGS)
@given(text=st.text(max_size=200))
def test_any_text_has_a_frame(lang, text):
    found = set(frames(text, lang))
    assert found == set(frames(text, lang))
    assert found < looks(text, lang, "inform", "defence", "accused")


DONE = [
    ("en", "defence", "accused", "Nobody can make you say yes to this: you are free to refuse.", "inform:system"),
    ("en", "prosecutor", "defence", "I'm not going to haggle, so here is my figure: nine months.", "propose:sentence"),
    ("en", "defence", "prosecutor", "We've no quarrel with the fast track. We agree to it.", "accept:procedure"),
    ("zh", "defence", "accused", "没有谁能逼你，认不认你自己定，你可以拒绝。", "inform:system"),
    ("zh", "prosecutor", "defence", "我也不绕弯子，就报九个月。", "propose:sentence"),
    ("zh", "defence", "prosecutor", "速裁我们没有意见，同意适用。", "accept:procedure"),
]
NOT_DONE = [
    ("en", "prosecutor", "defence", "Nowhere have I offered you ten months.", "propose:sentence"),
    (
        "en",
        "prosecutor",
        "accused",
        "Had you come in by yourself in May, I'd have proposed six months.",
        "propose:sentence",
    ),
    (
        "en",
        "defence",
        "prosecutor",
        "My predecessor asked your office for the recording back in March.",
        "request:recording",
    ),
    ("en", "accused", "defence", "The guard swore to me I'd be out by Sunday.", "promise:outcome"),
    ("zh", "prosecutor", "defence", "十个月这个话我从头到尾没报过。", "propose:sentence"),
    ("zh", "prosecutor", "defence", "他五月份要是自己来投案，六个月我早就提了。", "propose:sentence"),
    ("zh", "defence", "prosecutor", "前一位律师三月份就跟你们申请过调录像。", "request:recording"),
    ("zh", "accused", "defence", "管教跟我打包票说礼拜天就能出去。", "promise:outcome"),
]


@pytest.mark.parametrize(("lang", "by", "to", "text", "act"), DONE)
def test_what_is_done_counts_whatever_not_stands_in_it(lang, by, to, text, act):
    assert act in [a.id for a in understand(Turn(text, lang, by, to)).acts if a.holds]


@pytest.mark.parametrize(("lang", "by", "to", "text", "act"), NOT_DONE)
def test_what_is_denied_supposed_or_told_of_others_is_not_done(lang, by, to, text, act):
    assert act not in [a.id for a in understand(Turn(text, lang, by, to)).acts if a.holds]

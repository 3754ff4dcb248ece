"""Time before the signature: whose talk it is, what the waiting is about, and what counts as given in plain words."""

import pytest

from trainer.acts import Act
from trainer.scoring.embedded import EmbeddedJudge
from trainer.scoring.record import Case, Record, Turn
from trainer.scoring.rubric import questions


def judged(text, name="rapport:greet", lang="en", role="prosecutor", to=("accused",), words=None, also=()):
    verb, topic = name.split(":")
    span = (0, len(words or text))
    found = [Act(verb=verb, topic=topic, span=span, confidence=0.9)]
    found += [Act(verb="press", topic="hurry", span=(0, len(text)), confidence=0.95) for _ in also]
    turn = Turn(1, "L", role, to, "signing", False, text, tuple(found))
    record = Record(role, lang, (turn,), (), Case(notes={}))
    return EmbeddedJudge().answer(record, next(i for i in questions("voluntariness") if i.id == "choice.time")).outcome


@pytest.mark.parametrize(
    ("lang", "text", "outcome"),
    [
        ("en", "I'll step out, you two talk as long as you like.", "met"),
        ("en", "We'll have a private talk about that, you and me.", "not_met"),
        ("en", "You can talk it over alone once it's signed.", "not_met"),
        ("zh", "我先出去，你们单独谈，多久都行。", "met"),
        ("zh", "这个我们等下单独交流。", "not_met"),
        ("zh", "先签吧，签完你们慢慢谈。", "not_met"),
    ],
)
def test_a_talk_apart_is_theirs_and_comes_before_the_signature(lang, text, outcome):
    assert judged(text, "grant:private_talk", lang) == outcome


def test_counsel_who_sends_others_out_has_put_nothing_off():
    text = "Clerk, would you step outside? The two of us have to talk."
    assert judged(text, "request:private_meeting", role="defence") == "not_met"
    assert judged(text, "request:private_meeting", role="defence", to=("prosecutor",)) == "met"


@pytest.mark.parametrize(
    ("text", "words", "outcome"),
    [
        ("先别。今天什么都不签。", "先别。", "met"),
        ("先别急。你就是抹不开面子。", "先别急。", "not_met"),
        ("等你跟家里商量好了再签。", None, "met"),
        ("孩子这两天先抱到厂里去。", None, "not_met"),
    ],
)
def test_advice_to_wait_is_about_the_decision(text, words, outcome):
    assert judged(text, "advise:wait", "zh", "defence", words=words) == outcome


@pytest.mark.parametrize(
    ("lang", "text", "outcome"),
    [
        ("en", "Sleep on it.", "met"),
        ("en", "You don't have to settle this today.", "met"),
        ("en", "You can't sleep on it.", "not_met"),
        ("en", "Take the paper to the printer.", "not_met"),
        ("zh", "今天不用定，回去再想两天。", "met"),
        ("zh", "想清楚，明天上午也行。", "met"),
        ("zh", "你想想自己干了什么。", "not_met"),
    ],
)
def test_words_that_everybody_has_for_it_count_in_a_transcript(lang, text, outcome):
    assert judged(text, lang=lang) == outcome


def test_words_that_give_time_count_for_nothing_beside_hurry():
    assert judged("Sleep on it, but the offer is gone at five.", also=("hurry",)) == "not_met"

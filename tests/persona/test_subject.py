"""A question is answered by what it names, whatever kind of question it was taken for; a courtesy never goes before it."""

import pytest
from kit import act, gists, in_room, minded, of, opening, scene

from trainer import events as ev
from trainer.persona import accused, prosecutor, subject, victim

SCHOOL = {
    "zh": ["您说那个学校，是谁跟您提的呀", "哪个民警说的要去学校？他怎么说的？", "为什么怕学校知道？"],
    "en": ["why you asked about the school? who said they go to the school?",
           "Who told you someone would go to your daughter's school?", "are they going to ask your daughter?"],
}  # fmt: skip
KINDS = ["ask:capacity", "ask:promise", "ask:fact", "ask:pressure", "ask:background", "ask:account", "other:other"]


def slip(state, key, turn=1):
    """The state after somebody has let something slip."""
    from trainer.state import apply

    return apply(
        state,
        ev.Said(
            turn=turn, speaker="accused", role="accused", to=("trainee",), room=state.room, text="...", gist=(key,)
        ),
    )


def luo(lang, room="meeting", trust=0.7):
    state = in_room(opening("just-a-witness", lang=lang, personas={"accused": "plain-speaker"}), room)
    return minded(state, trust=trust)


def answer(state, text, *acts):
    return accused.respond(scene(state, "accused", *acts, text=text))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang in SCHOOL for text in SCHOOL[lang]])
def test_whatever_it_is_taken_for_a_question_on_the_school_is_answered_on_the_school(lang, text, kind):
    assert gists(answer(luo(lang), text, act(kind)))[0] == "fact.school_threat"
    assert gists(answer(luo(lang, trust=0.0), text, act(kind)))[0] == "fact.school_threat.hide"
    assert gists(answer(luo(lang, "signing"), text, act(kind)))[0] == "fact.school_threat.elsewhere"


@pytest.mark.parametrize(
    ("lang", "text"), [("zh", "哪个民警说的呀？"), ("en", "Who said that?"), ("en", "what do you mean?")]
)
def test_who_asks_on_asks_for_what_was_let_slip(lang, text):
    quiet = luo(lang, "signing")
    assert not gists(answer(quiet, text, act("ask:promise")))[0].startswith("fact.school")
    assert gists(answer(slip(quiet, "beat.school"), text, act("ask:promise")))[0] == "fact.school_threat.elsewhere"


def test_what_was_let_slip_long_ago_is_not_what_is_meant():
    state = minded(slip(luo("en"), "beat.school"))
    late = slip(state, "idle", turn=subject.FRESH + 3)
    assert gists(answer(late, "Who said that?", act("ask:promise"))) != ["fact.school_threat"]


def test_a_plain_question_on_something_else_follows_nothing_up():
    state = slip(luo("en"), "fact.parents_meeting")
    assert gists(answer(state, "Why is it so long?", act("ask:grounds")))[0] == "ask.grounds"


def test_once_told_the_detail_asked_for_is_told():
    state = slip(luo("en"), "fact.parents_meeting")
    reply = answer(state, "do you have proof? a photo or somebody?", act("ask:evidence"))
    assert gists(reply) == ["fact.parents_meeting.proof"]


@pytest.mark.parametrize("kind", ["ask:understanding", "ask:decision", "ask:questions"])
def test_questions_on_their_own_mind_stay_what_they_are(kind):
    text = "Do you agree that the school will hear nothing?"
    assert not gists(answer(luo("en"), text, act(kind)))[0].startswith("fact.")


def test_a_question_on_pressure_still_brings_out_the_pressure_behind_the_thing_named():
    text = "Did anybody lean on you about the laptop?"
    assert gists(answer(luo("en"), text, act("ask:pressure")))[0] == "fact.school_threat"
    assert gists(answer(luo("en"), text, act("ask:fact")))[0] == "fact.laptop_not_hers"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "谢谢您愿意告诉我。那请问笔记本电脑的事情，您是怎么看的呢？"),
        ("en", "Thank you. And what about the laptop?"),
    ],
)
def test_thanks_do_not_swallow_the_question(lang, text):
    for kind in ("ask:account", "ask:opinion", "ask:fact"):
        reply = answer(luo(lang), text, act("rapport:thank"), act(kind))
        assert gists(reply)[0] == "fact.laptop_not_hers"
        assert "rapport.thank" not in gists(reply)


def test_a_slight_thing_too_is_answered_before_thanks():
    reply = answer(luo("en"), "Thank you. It was a Wednesday.", act("rapport:thank"), act("inform:fact"))
    assert gists(reply)[0] == "hear.fact"


def test_a_warm_word_comes_after_the_answer():
    reply = answer(luo("en"), "I am sorry for you. What matters to you?", act("rapport:empathise"), act("ask:goals"))
    assert gists(reply)[:2] == ["ask.goals", "rapport.empathise"]


def test_the_prosecutor_answers_the_matter_first():
    state = in_room(opening(personas={"prosecutor": "listener"}), "consultation")
    reply = prosecutor.respond(
        scene(state, "prosecutor", act("rapport:apologise"), act("ask:evidence"), text="Sorry. What do you have?")
    )
    assert gists(reply)[0] == "ask.evidence"


@pytest.mark.parametrize("kind", ["ask:background", "ask:victim", "ask:opinion", "ask:goals"])
@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Did you get your father's messages back?"), ("zh", "您父亲的语音还在吗？")]
)
def test_the_victim_speaks_of_what_the_question_names(lang, text, kind):
    state = in_room(opening(lang=lang), "victim")
    reply = victim.respond(scene(state, "victim", act(kind), text=text))
    assert gists(reply)[0] == "fact.voice-messages"
    assert of(reply, ev.Learnt)

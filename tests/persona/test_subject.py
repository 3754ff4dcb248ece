"""A question is answered by what it names, whatever kind of question it was taken for; a courtesy never goes before it."""

import pytest
from kit import act, gists, in_room, minded, of, opening, scene

from trainer import events as ev
from trainer.persona import accused, facts, prosecutor, subject, victim
from trainer.text import LANGS

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


ON = {"en": ["and then?", "And?", "what do you mean", "why?", "ok, and what happened then?", "go on"],
      "zh": ["然后呢", "为什么", "接着说", "什么意思", "那后来呢？"]}  # fmt: skip


def courier(lang, room="meeting", trust=0.7):
    state = in_room(opening(lang=lang, personas={"accused": "cellwise"}), room)
    return minded(state, trust=trust)


@pytest.mark.parametrize("kind", ["other:other", "ask:decision", "repair:clarify"])
@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang in ON for text in ON[lang]])
def test_bare_words_that_ask_on_mean_what_was_told_last(lang, text, kind):
    state = slip(courier(lang), "fact.went-back")
    assert gists(answer(state, text, act(kind)))[0].startswith("fact.went-back")
    state = slip(courier(lang), "ask.account")
    assert gists(answer(state, text, act(kind)))[0] == "ask.account"


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "And"), ("en", "Good."), ("en", "so what?!x"), ("zh", "嗯"), ("zh", "好的")]
)
def test_a_word_that_asks_nothing_follows_nothing_up(lang, text):
    state = slip(courier(lang), "fact.went-back")
    assert not gists(answer(state, text))[0].startswith("fact.")


@pytest.mark.parametrize(
    ("lang", "text", "fact"),
    [
        ("en", "why did you sign the second one then", "earphones-never"),
        ("en", "and Officer Meng, he was alone with you?", "two-officers"),
        ("en", "Who is Tian Zhen?", "family"),
        ("en", "what did you do with the phone afterwards", "kept-phone"),
        ("en", "how did the screen break", "went-back"),
        ("zh", "耳机呢，你到底拿没拿耳机", "earphones-never"),
        ("zh", "当时屋里几个警察", "two-officers"),
        ("zh", "孩子多大了", "family"),
        ("zh", "手机你后来咋处理的", "kept-phone"),
        ("zh", "屏幕是咋碎的", "went-back"),
    ],
)
def test_people_know_their_own_business(lang, text, fact):
    for kind in (act("ask:fact"), act("other:other"), act("ask:background", "negated")):
        assert gists(answer(courier(lang), text, kind))[0].startswith(f"fact.{fact}")


@pytest.mark.parametrize(
    ("lang", "own", "others"),
    [
        ("en", "What did you have for breakfast that day?", "Who was on duty at the gate?"),
        ("zh", "你那天早上吃的什么？", "那天大门口谁值班？"),
    ],
)
def test_of_ones_own_doings_nobody_saw_nothing(lang, own, others):
    assert gists(answer(courier(lang), own, act("ask:fact"))) == ["ask.fact.own"]
    assert gists(answer(courier(lang), others, act("ask:fact"))) == ["ask.fact.unknown"]


@pytest.mark.parametrize(("lang", "text"), [("en", "Did you think of selling it?"), ("zh", "你想过卖吗？")])
def test_what_is_kept_back_sounds_like_it(lang, text):
    moment = scene(courier(lang), "accused", act("ask:evidence"), text=text)
    assert facts.answer(moment).gist == "fact.why.hide"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["ask:fact", "ask:background", "propose:restitution", "other:other"])
def test_asked_what_they_could_pay_they_speak_of_the_money(lang, kind):
    text = {"en": "The screen is broken. How much could your family pay?", "zh": "手机屏幕碎了，你愿意赔多少？"}[lang]
    state = minded(in_room(opening(lang=lang, personas={"accused": "plain-speaker"}), "meeting"), trust=0.9)
    reply = accused.respond(scene(state, "accused", act(kind), text=text))
    assert "propose.restitution" in gists(reply)
    assert not any(m.facts for m in reply.moves)


@pytest.mark.parametrize("lang", LANGS)
def test_only_the_sentence_that_asks_is_the_question(lang):
    told, asks = {
        "en": ("Nobody may threaten you or go to your wife about it. ", "Say it back to me in your own words."),
        "zh": ("没有人能逼你，也不能拿你老婆说事。", "你用自己的话说一遍。"),
    }[lang]
    state = minded(in_room(opening(lang=lang, personas={"accused": "plain-speaker"}), "meeting"), trust=0.9)
    question = act("ask:teach_back").model_copy(update={"span": (len(told), len(told + asks))})
    now = scene(state, "accused", act("inform:system"), question, text=told + asks, plain=("system",))
    assert subject.asking(now).strip() == asks
    assert not any(m.facts for m in accused.respond(now).moves)


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_told_before_the_request_is_not_what_is_said_back(lang):
    told, asks = {
        "en": ("Nobody may threaten you. ", "Say it back to me in your own words."),
        "zh": ("没有人能逼你签。", "你用自己的话说一遍。"),
    }[lang]
    state = in_room(opening(lang=lang, personas={"accused": "cellwise"}), "meeting")
    question = act("ask:teach_back").model_copy(update={"span": (len(told), len(told + asks))})
    now = scene(state, "accused", act("inform:system"), question, text=told + asks, plain=("system",))
    assert not any(g.startswith("fact.") for g in gists(accused.respond(now)))


def test_a_threat_that_may_be_none_frightens_nobody():
    state = in_room(opening(personas={"accused": "frightened"}), "meeting")
    faint = act("threaten:custody").model_copy(update={"confidence": 0.45})
    reply = accused.respond(scene(state, "accused", faint, text="Whether you are let out is not for him to say."))
    assert not any(g.startswith("threaten") for g in gists(reply))
    plain = accused.respond(scene(state, "accused", act("threaten:custody"), text="Then you stay inside."))
    assert "threaten.custody" in gists(plain)

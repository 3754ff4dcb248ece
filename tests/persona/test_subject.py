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


# What a question only names in passing


def told_all(lang, room="meeting", **mind):
    state = in_room(opening(lang=lang, personas={"accused": "plain-speaker"}), room)
    told = ev.Learnt(facts=("festival-promise", "wife-mentioned"), source="accused")
    return minded(in_room(state, room, told), trust=0.7, **mind)


FESTIVAL = {"en": "Do you still want to sign, knowing you won't be home for the festival?",
            "zh": "端午回不了家，这样您还愿意签吗？"}  # fmt: skip


@pytest.mark.parametrize("kind", ["ask:decision", "ask:fact", "ask:promise", "other:other"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_who_is_asked_whether_they_would_sign_does_not_tell_again_what_was_promised(lang, kind):
    assert gists(answer(told_all(lang), FESTIVAL[lang], act(kind)))[0].startswith("ask.decision.")


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "What is it you want out of this, apart from going home?"), ("zh", "除了能回家，您最想要的是什么？")],
)
def test_what_they_want_is_no_question_on_what_they_told_before(lang, text):
    assert gists(answer(told_all(lang), text, act("ask:goals")))[0] == "ask.goals"


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "Is anybody pressing you now, or do you sign freely?"), ("zh", "现在还有人逼您吗？是自愿签的吗？")],
)
def test_pressure_that_was_told_and_dealt_with_is_past(lang, text):
    free = told_all(lang, "signing", pressure={}, disclosed=frozenset(("police",)), dealt=frozenset(("police",)))
    assert gists(answer(free, text, act("ask:pressure")))[0] == "ask.pressure.past"
    pressed = told_all(lang, "signing", pressure={"police": 0.9})
    assert gists(answer(pressed, text, act("ask:pressure")))[0].startswith("fact.wife-mentioned")


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "And will you write the letter to Ms Fang today?"), ("zh", "那今天您愿意给方女士写封信吗？")],
)
def test_who_is_asked_for_a_letter_does_not_take_up_the_pen_to_sign(lang, text):
    assert gists(answer(told_all(lang), text, act("ask:decision")))[0] == "propose.apology"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The second record has you saying earphones. How did that get in?"),
        ("zh", "第二份笔录里写着耳机。这话怎么写进去的？"),
    ],
)
def test_a_question_that_points_back_is_on_what_the_turn_has_named(lang, text):
    assert gists(answer(told_all(lang), text, act("inform:evidence")))[0].startswith("fact.earphones-never")


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "What did the officer say exactly?"), ("zh", "民警是怎么说的，原话？")]
)
def test_where_nothing_was_promised_what_the_officer_said_is_the_threat(lang, text):
    assert gists(answer(luo(lang), text, act("ask:promise")))[0] == "fact.school_threat"


@pytest.mark.parametrize(("lang", "text"), [("en", "Can you prove it?"), ("zh", "您能证明吗？")])
def test_proof_is_asked_of_what_was_just_told(lang, text):
    state = slip(luo(lang), "fact.parents_meeting")
    assert gists(answer(state, text, act("ask:evidence")))[0] == "fact.parents_meeting.proof"


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "Has anybody told you what pleading guilty means?"), ("zh", "有没有人跟您讲过认罪认罚是什么意思？")],
)
def test_whether_anybody_has_explained_it_is_no_question_after_a_threat(lang, text):
    faint = act("ask:pressure").model_copy(update={"confidence": 0.5})
    reply = answer(minded(in_room(opening(lang=lang), "meeting"), trust=0.7), text, faint)
    assert gists(reply) == ["teach.nothing"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "How much can your family put together, and by when?"), ("zh", "家里一共能凑出多少？什么时候能到？")],
)
def test_what_the_family_could_raise_is_a_question_of_money(lang, text):
    assert gists(answer(courier(lang), text, act("ask:background")))[0] == "propose.restitution"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Nobody may bring your wife into this to punish you. That I will have put on record."),
        ("en", "Nobody may question your wife to punish you. If it frightens you, tell me and I'll put it on record."),
        ("zh", "谁也不能拿您老婆的事来吓唬您，这个我会要求记下来。"),
    ],
)
def test_what_they_told_in_confidence_is_no_riddle_when_counsel_comes_back_to_it(lang, text):
    assert gists(answer(told_all(lang), text, act("other:other"))) == ["hear.told"]
    # Before they have told it, and where others listen, nothing is owned to.
    assert gists(answer(courier(lang), text, act("other:other"))) != ["hear.told"]
    assert gists(answer(told_all(lang, "signing"), text, act("other:other"))) != ["hear.told"]


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Have you read this paper yourself?"), ("zh", "这张纸您自己看过吗？")]
)
def test_who_is_asked_about_reading_speaks_of_reading(lang, text):
    assert gists(answer(luo(lang), text, act("ask:capacity"))) == ["ask.capacity.reading"]


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

"""Whom a turn calls by name, where several people sit at one table."""

import pytest
from kit import act, infos, new_session, typed

from trainer.session.address import addressed


def called(lang, text, last="prosecutor"):
    session = new_session("just-a-witness", lang=lang)
    typed(session)
    state, play = session.state, session.play
    found = addressed(play, state, play.rooms[state.room], text, (), last)
    return found.role if found else None


@pytest.mark.parametrize(
    "text",
    ["罗姐，您先别急，我是值班律师。", "老罗，先别签。", "罗翠英，您好。", "翠英，咱们慢慢说。", "罗阿姨，您坐。", "那，罗师傅您看一眼。"],
)  # fmt: skip
def test_a_chinese_name_is_called_by_its_parts(text):
    assert called("zh", text) == "accused"


@pytest.mark.parametrize(
    "text", ["Ms Luo, don't worry.", "Cuiying, take your time.", "Well, Auntie Luo, good evening."]
)
def test_an_english_name_is_called_by_its_parts(text):
    assert called("en", text) == "accused"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Ms Luo you understand you get 7 months right?"),
        ("en", "ms luo did anyone tell you what it says"),
        ("en", "Auntie Luo please sit down."),
        ("zh", "大姐，您看过这张纸没有"),
        ("zh", "罗大姐您知道要判七个月吗？"),
    ],
)
def test_a_name_calls_without_a_comma_too(lang, text):
    assert called(lang, text) == "accused"


def test_a_question_goes_to_whom_the_talk_was_with_whatever_is_faintly_heard_in_it():
    session = new_session("courier-theft", role="prosecutor")
    typed(session, "/go interview")
    room = session.play.rooms["interview"]
    faint = act("reject:opinion").model_copy(update={"confidence": 0.48})
    text = "Did the earphones exist? The service centre's slip lists no accessories."
    for last in ("accused", "lawyer"):
        found = addressed(session.play, session.state, room, text, (act("ask:fact"), faint), last)
        assert found.id == last
    plain = (act("ask:fact"), act("propose:sentence"))
    assert addressed(session.play, session.state, room, "x", plain, "accused").id == "lawyer"


@pytest.mark.parametrize(("lang", "text"), [("zh", "耿检，第二笔有证据吗？"), ("en", "Mr Geng, what have you got?")])
def test_so_is_the_prosecutor(lang, text):
    assert called(lang, text, last="accused") == "prosecutor"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "两笔都是什么东西啊？耿检你给我说一下。"),
        ("zh", "我问的是耿检。这两笔各是什么？"),
        ("zh", "起诉意见书我看了，耿检察官，第二笔怎么认定的？"),
        ("en", "I've read the sheet. Mr Geng, where does item two come from?"),
    ],
)
def test_a_name_in_the_middle_of_a_turn_calls_too(lang, text):
    assert called(lang, text, last="accused") == "prosecutor"


def test_what_is_only_told_of_somebody_does_not():
    for told in ("那天的情况我再问一句。罗翠英她妹妹在菜市场。", "第二笔不对，罗翠英说她没拿过。"):
        assert called("zh", told, last="prosecutor") == "prosecutor"


def test_a_name_that_is_only_spoken_of_calls_nobody():
    other = "accused"
    assert called("en", "The case of Ms Luo, as you see, is small.", last=other) == called(
        "en", "It is small.", last=other
    )


def spoken_to(*acts):
    session = new_session("just-a-witness")
    typed(session, "/go signing")
    room = session.play.rooms["signing"]
    return addressed(session.play, session.state, room, "Let's get on.", tuple(acts), "prosecutor").role


@pytest.mark.parametrize("fault", ["press:just_sign", "threaten:heavier_sentence", "promise:outcome"])
def test_what_counsel_says_to_make_somebody_sign_is_said_to_the_client(fault):
    assert spoken_to(act(fault)) == "accused"


def test_a_faint_fault_beside_a_proposal_turns_it_to_nobody_else():
    faint = act("threaten:family").model_copy(update={"confidence": 0.3})
    assert spoken_to(act("propose:sentence"), faint) == "prosecutor"


@pytest.mark.parametrize(
    ("lang", "away", "here"),
    [
        ("en", "Prosecutor Geng, I propose three months.", "Ms Luo, Prosecutor Geng says seven months."),
        ("zh", "耿检察官，建议拘役三个月。", "罗大姐，耿检察官建议七个月。"),
    ],
)
def test_who_is_called_from_another_room_is_not_answered_for(lang, away, here):
    session = new_session("just-a-witness", lang=lang)
    typed(session)
    asks = {"en": "Prosecutor, may I speak with her alone first?", "zh": "检察官，我先要单独跟她谈。"}[lang]
    typed(session, asks, "/go meeting")
    assert session.state.room == "meeting"
    before = session.state.turn
    (fault,) = infos(typed(session, away))
    assert session.play.cast["prosecutor"].call[lang] in fault.text
    assert session.state.turn == before
    typed(session, here)
    assert session.state.turn > before


def test_a_prosecutor_who_asks_about_the_evidence_asks_the_accused():
    session = new_session("courier-theft", role="prosecutor")
    typed(session, "/go interview")
    room = session.play.rooms["interview"]
    for last in ("", "accused"):
        found = addressed(session.play, session.state, room, "What is on the video?", (act("ask:evidence"),), last)
        assert found.id == "accused"


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "Did you steal the stuff or not?"), ("en", "Have you really taken it?"), ("zh", "你到底偷了没有？")],
)
def test_a_question_on_the_deed_is_put_to_the_accused_whoever_was_spoken_to_last(lang, text):
    session = new_session("just-a-witness", lang=lang)
    typed(session)
    room = session.play.rooms[session.state.room]
    found = addressed(session.play, session.state, room, text, (act("ask:fact"),), "prosecutor")
    assert found.role == "accused"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "What is this about?"),
        ("zh", "这是什么案子，人认了吗？"),
        ("en", "She can't read and has a daughter in her last year, could it be four months?"),
        ("zh", "她不识字，还有个女儿高三，能不能四个月？"),
    ],
)
def test_what_is_said_of_the_client_is_said_to_the_other_side(lang, text):
    session = new_session("just-a-witness", lang=lang, personas={"prosecutor": "listener"})
    first = {"en": "Do you understand all of that?", "zh": "你都看懂了吗？"}[lang]
    shown = typed(session, first, text)
    assert next(e for e in shown if getattr(e, "text", "") == text).to[0] == "prosecutor"

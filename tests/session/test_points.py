"""Two points in one turn: both are answered, and what is one package stays one."""

import pytest
from kit import new_session, said_by, typed

from trainer import events as ev

ACCUSED, PROSECUTOR, VICTIM = {"accused": "plain-speaker"}, {"prosecutor": "listener"}, {"victim": "bruised"}


def answered(lang, personas, where, who, text):
    """The gists of the answer to one turn, said in a room that was just entered."""
    session = new_session(lang=lang, personas=personas)
    shown = typed(session, *where, text)
    return list(said_by(shown, who)[-1].gist), session


@pytest.mark.parametrize(
    ("lang", "text", "gists"),
    [
        ("en", "He has no criminal record, and his wife will pay 2,600 yuan back to Ms Fang today.",
         {"ground.accept.still", "restitution.welcome"}),
        ("en", "How did you reach nine months, and have you heard the victim?", {"offer.reasons", "ask.victim"}),
        ("en", "Can he be released on bail, and could we have three more days?",
         {"request.refused.bail", "request.time"}),
        ("en", "The appraisal takes the phone as new, and he has never been in trouble before.",
         {"gap.valued-as-new.concede", "ground.accept.also"}),
        ("en", "What does the camera show, and what did the doorman say?", {"fact.cctv", "fact.guard-saw"}),
        ("en", "He has no record, his family repays 2,600 today, and I propose five months of detention.",
         {"ground.accept.also", "counter.hold"}),
        ("zh", "他没有前科，家里今天赔两千六，建议拘役五个月。", {"ground.accept.also", "counter.hold"}),
        ("zh", "九个月是怎么算出来的，被害人意见听了吗？", {"offer.reasons", "ask.victim"}),
        ("zh", "能不能取保，再给我们三天时间？", {"request.refused.bail", "request.time"}),
        ("zh", "手机按全新估的价，他以前也没犯过事。", {"gap.valued-as-new.concede", "ground.accept.also"}),
    ],
)  # fmt: skip
def test_the_office_answers_both(lang, text, gists):
    said, _ = answered(lang, PROSECUTOR, ["/go consultation"], "prosecutor", text)
    assert gists <= set(said)


@pytest.mark.parametrize(
    ("lang", "text", "gists"),
    [
        ("en", "What happened that day, and do you have children?", ["ask.account", "ask.background"]),
        ("en", "Why did you take it, and what did you do with the phone?", ["fact.why", "fact.kept-phone"]),
        ("en", "Do you have any previous convictions, and how much could you pay back?",
         ["fact.clean-record", "propose.restitution"]),
        ("en", "What do you want from this, and who told you that you'd be home?",
         ["ask.goals", "fact.festival-promise"]),
        ("zh", "你为什么拿，手机后来怎么处理的？", ["fact.why", "fact.kept-phone"]),
        ("zh", "你有没有前科，能赔多少钱？", ["fact.clean-record", "propose.restitution"]),
        ("zh", "你自己想要什么结果，谁说你签了能回家？", ["ask.goals", "fact.festival-promise"]),
    ],
)  # fmt: skip
def test_the_accused_answers_both_in_their_order(lang, text, gists):
    said, _ = answered(lang, ACCUSED, ["/go meeting"], "accused", text)
    assert said[:2] == gists


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "What happened that day? And did the police ask you about the earphones again?"),
        ("zh", "那天是怎么回事？后来民警又问过您耳机吗？"),
    ],
)
def test_the_victim_answers_both(lang, text):
    said, _ = answered(lang, VICTIM, ["/read victim-statement", "/go victim"], "victim", text)
    assert said == ["ask.account", "fact.earphones-found"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Did anybody threaten you, and did anybody promise you that you would be home?"),
        ("zh", "有没有人吓唬过你，有没有人许诺你能回家？"),
    ],
)
def test_one_secret_in_a_breath(lang, text):
    _, session = answered(lang, ACCUSED, ["/go meeting"], "accused", text)
    assert len({"wife-mentioned", "festival-promise"} & session.state.known) == 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I propose six months of detention, and a fine of two thousand."),
        ("zh", "我建议拘役六个月，罚金两千元，您看行不行？"),
    ],
)
def test_a_package_is_one_point(lang, text):
    said, _ = answered(lang, PROSECUTOR, ["/go consultation"], "prosecutor", text)
    assert sum(g.startswith(("counter.", "fine.")) for g in said) == 1
    assert not any(g.startswith("ask.") for g in said)


def test_the_record_keeps_the_reading_of_the_whole():
    text = "How did you reach nine months, and have you heard the victim?"
    _, session = answered("en", PROSECUTOR, ["/go consultation"], "prosecutor", text)
    turn = next(e for e in session.events if isinstance(e, ev.Said) and e.text == text)
    assert [a.id for a in turn.acts] == ["ask:victim"]


@pytest.mark.parametrize(("lang", "text"), [("en", "How are you?"), ("zh", "你还好吗？")])
def test_asked_how_they_are_nobody_speaks_of_the_victim(lang, text):
    said, _ = answered(lang, ACCUSED, ["/go meeting"], "accused", text)
    assert not any(g.startswith("ask.victim") for g in said)


def test_a_ground_the_case_does_not_hold_is_not_answered_beside_one_it_does():
    text = "He's sorry, he was only sixteen when it happened, and he gave the phone back."
    said, session = answered("en", PROSECUTOR, ["/go consultation"], "prosecutor", text)
    turn = next(e for e in session.events if isinstance(e, ev.Said) and e.text == text)
    assert "argue:minor" in {a.id for a in turn.acts}  # what makes this a test: age was heard
    assert "ground.reject" not in said
    alone, _ = answered("en", PROSECUTOR, ["/go consultation"], "prosecutor", "He was only sixteen when he did it.")
    assert "ground.reject" in alone


def test_the_second_question_follows_on_from_the_first():
    session = new_session(lang="en", personas=ACCUSED)
    shown = typed(
        session, "/go meeting", "Were there earphones in the parcel?",
        "Who told you that you'd go home, and who else was in the room?",
    )  # fmt: skip
    before, last = said_by(shown, "accused")[-2:]
    assert "fact.earphones-never" in before.gist
    assert "fact.festival-promise" in last.gist
    assert "fact.earphones-never" not in last.gist

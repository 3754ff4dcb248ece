"""The hearing takes up what is said: both sides on a point, a ruling on a request, a statement on record."""

from dataclasses import replace

import pytest
from kit import new_session, said_by, typed

from trainer import events as ev
from trainer.session import cast, court
from trainer.session.hearing import ROUNDS
from trainer.text import LANGS

POINT = {
    "en": "Your honour, the phone was valued as new although it was fourteen months old; the annex shows it.",
    "zh": "审判长，手机用了十四个月，却按全新计价，附表上写着成新率百分之百。",
}
REQUEST = {
    "en": "I ask the court to have the recording of the second interrogation brought.",
    "zh": "申请法庭调取第二次讯问的同步录音录像。",
}
FIGURE = {"en": "The defence asks for a sentence of six months.", "zh": "辩护人建议判处有期徒刑六个月。"}
AGREED = {"en": "The defence agrees with the recommendation.", "zh": "辩护人同意量刑建议。"}


def signed(lang="en", judge="docket", before=()):
    session = new_session(lang=lang, personas={"judge": judge, "accused": "frightened", "prosecutor": "listener"})
    typed(session, *before, "/go signing", "/sign")
    if not session.state.decision:
        typed(session, "/sign")
    assert session.in_court
    return session


def after(session, *lines):
    """Who said what about which thing in answer to these lines, and what came of it."""
    count = len(session.events)
    typed(session, *lines)
    fresh = session.events[count:]
    said = [(e.speaker, g) for e in fresh if isinstance(e, ev.Said) and e.speaker != ev.TRAINEE for g in e.gist]
    return said, fresh


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("judge", ["docket", "careful-judge"])
def test_a_point_is_put_to_the_other_side_and_moves_what_it_moves(lang, judge):
    session = signed(lang, judge)
    before = session.state.offer
    said, fresh = after(session, POINT[lang])
    assert said == [
        ("judge", "court.point"), ("prosecutor", "court.adjust"), ("judge", "court.adjusted"), ("judge", "court.further")
    ]  # fmt: skip
    (question, *_) = said_by(fresh, "judge")
    assert session.play.weak_points["valued-as-new"].name[lang] in question.text.lower()
    assert session.state.offer.months[1] < before.months[1]
    assert not session.closed
    assert not said_by(fresh, "accused"), "the last word comes after the debate"


def test_a_point_that_was_settled_before_is_settled():
    session = signed(before=("/go consultation", POINT["en"]))
    offer = session.state.offer
    said, _ = after(session, POINT["en"])
    assert ("prosecutor", "court.reply.counted") in said
    assert ("judge", "court.weigh") in said
    assert session.state.offer == offer


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("judge", "ruling"), [("docket", "court.dismissed"), ("careful-judge", "court.granted.later")])
def test_a_request_is_ruled_on_as_the_case_goes_on(lang, judge, ruling):
    said, fresh = after(signed(lang, judge), REQUEST[lang])
    assert ("judge", ruling) in said
    (asked,) = [e for e in fresh if isinstance(e, ev.Asked)]
    assert (asked.what, asked.granted) == ("recording", ruling != "court.dismissed")


@pytest.mark.parametrize("lang", LANGS)
def test_another_figure_is_answered(lang):
    said, _ = after(signed(lang), FIGURE[lang])
    assert said[:3] == [("judge", "court.figure"), ("prosecutor", "court.reply.stands"), ("judge", "court.weigh")]


@pytest.mark.parametrize("lang", LANGS)
def test_who_agrees_has_closed_the_debate(lang):
    session = signed(lang)
    said, _ = after(session, AGREED[lang])
    assert session.closed
    assert not [g for _, g in said if g in ("court.figure", "court.objection", "court.further")]


def test_a_statement_is_noted_before_the_last_word():
    session = signed()
    said, _ = after(session, "He has told me that he sleeps badly and that the house is far away from here.")
    assert said[0] == ("judge", "court.noted")
    assert ("judge", "last_word") in said
    assert session.closed


def test_the_debate_has_an_end():
    session = signed()
    for turn in range(ROUNDS):
        assert not session.closed, turn
        after(session, REQUEST["en"])
    assert session.closed


def test_a_prosecutors_reasons_are_noted_and_the_defence_is_heard():
    session = new_session(role="prosecutor", personas={"judge": "docket", "accused": "frightened"})
    typed(session, "/go table", "/sign")
    if not session.state.decision:
        typed(session, "/sign")
    said, _ = after(session, "He confessed truthfully at once, and that is counted in his favour.", "/rest")
    assert ("judge", "court.noted") in said
    assert ("lawyer", "court.view") in said


def examined(lang, judge="careful-judge", **mind):
    """The hearing of a session signed with this state of mind, cue by cue."""
    session = signed(lang, judge)
    state = replace(session.state, mind=replace(session.state.mind, **mind))
    return session.play, state, court.opening(session.play, state, cast.traits_of(state.opening.personas, "judge"))


ANSWERS = {
    "ask.voluntary": {"court.plea.free", "court.plea.hollow"},
    "ask.open": {"court.why.own", "court.why.led"},
    "ask.pressure": {"court.pressure.hide", "court.pressure.past", "court.pressure.tell"},
    "ask.consequence": {"court.consequence.right", "court.consequence.wrong"},
    "ask.counsel": {"court.counsel.helped", "court.counsel.listened", "court.counsel.paper"},
    "ask.fact": {"court.account"},
    "ask.parties": {"court.recommend"},
}


@pytest.mark.parametrize("judge", ["careful-judge", "docket"])
def test_each_question_stands_alone_and_the_next_word_answers_it(judge):
    _, _, cues = examined("en", judge)
    asked = [(at, c.moves[-1].gist) for at, c in enumerate(cues) if c.moves[-1].gist in ANSWERS]
    assert {"ask.voluntary", "ask.counsel", "ask.parties"} <= {q for _, q in asked}
    for at, question in asked:
        assert len(cues[at].moves) == 1, "two questions in one breath have one answer"
        assert cues[at + 1].moves[0].gist in ANSWERS[question]


def test_a_no_that_is_none_is_doubted_and_a_right_answer_is_not():
    _, _, cues = examined("en", trust=0.1, disclosed=frozenset())
    gists = [m.gist for c in cues for m in c.moves]
    assert gists[gists.index("court.pressure.hide") + 1] == "heard.doubt"
    _, state, _ = examined("en")
    clear = dict.fromkeys(state.mind.understanding, 1.0)
    _, _, cues = examined("en", understanding=clear, beliefs=frozenset())
    gists = [m.gist for c in cues for m in c.moves]
    assert gists[gists.index("court.consequence.right") + 1] == "heard.well"


@pytest.mark.parametrize(
    ("mind", "word"),
    [
        ({"pressure": {"police": 0.9}, "dealt": frozenset()}, "convert.pressed"),
        ({"pressure": {}, "understanding": {}}, "convert.unknowing"),
        ({"pressure": {}}, "convert.contested"),
    ],
)
def test_the_ruling_names_what_the_plea_fails_by(mind, word):
    play, state, _ = examined("en", **mind)
    if word == "convert.contested":
        clear = dict.fromkeys(state.mind.understanding, 1.0)
        state = replace(state, mind=replace(state.mind, understanding=clear, beliefs=frozenset()))
    ending = next(e for e in play.script.endings if e.court == "convert")
    cues, _ = court.verdict(play, state, ending)
    assert cues[-1].moves[0].gist == word

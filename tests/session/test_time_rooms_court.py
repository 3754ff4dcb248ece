"""What a session is made of: the clock, the rooms and papers, the decision at the table and the hearing."""

from dataclasses import replace

import pytest
from kit import infos, new_session, opening, said_by, typed

from trainer import events as ev
from trainer.i18n.phrases import terms_phrase
from trainer.persona import bargain
from trainer.persona.bank import Traits, load_persona
from trainer.scenario.loader import load_play, scenario_ids
from trainer.session import court
from trainer.session.director import TALK_MINUTES
from trainer.session.narrate import narrate
from trainer.session.table import clock, papers, rooms
from trainer.text import LANGS

# Time


def test_talk_reading_moving_and_waiting_cost_what_they_cost():
    session = new_session()
    typed(session)
    assert session.state.clock == 0
    first = session.play.script.documents[0]
    typed(session, "/read 1")
    assert session.state.clock == first.minutes
    typed(session, "/read 1")
    assert session.state.clock == first.minutes, "a paper known already costs nothing"
    before = session.state.clock
    typed(session, "/go 2")
    assert session.state.clock == before + session.play.rooms[session.state.room].minutes
    before = session.state.clock
    typed(session, "Good morning.")
    assert session.state.clock == before + TALK_MINUTES
    before = session.state.clock
    typed(session, "Good morning. " * 100)
    assert session.state.clock > before + TALK_MINUTES
    before = session.state.clock
    typed(session, "/wait 7")
    assert session.state.clock == before + 7
    typed(session, "/note x", "/rooms", "/menu", "/law CPL-173", "/nonsense", "")
    assert session.state.clock == before + 7
    shown = clock(session.play, session.state)
    assert shown.left == session.play.script.minutes - session.state.clock
    assert shown.now == f"{9 + session.state.clock // 60:02d}:{session.state.clock % 60:02d}"


@pytest.mark.parametrize("scenario", scenario_ids())
def test_when_the_time_is_up_the_session_ends(scenario):
    session = new_session(scenario)
    shown = typed(session, *["/wait 60"] * 5)
    assert session.closed
    assert isinstance(session.events[-1], ev.Closed)
    assert session.state.closed.ending in {e.id for e in session.play.script.endings}
    count = len(session.events)
    after = typed(session, "Anybody here?", "/go 1", "/read 1", "/sign", "/wait", "/note x", "/opinion y", "/rest")
    assert len(session.events) == count, "what is over is over"
    assert infos(after)
    assert shown


# Rooms


def test_a_closed_room_says_why_and_opens_with_its_reason():
    session = new_session()
    play = session.play
    typed(session)
    room = play.rooms["victim"]
    (fault,) = infos(typed(session, "/go victim"))
    assert room.closed["en"] in fault.text
    assert session.state.room == "file"
    typed(session, "/read victim-statement", "/go victim")
    assert session.state.room == "victim"


def test_only_rooms_of_the_role_can_be_entered():
    for role in ("defence", "prosecutor"):
        session = new_session(role=role)
        typed(session)
        others = [r.id for r in session.play.script.rooms if role not in r.roles or r.kind == "court"]
        assert others
        for room in others:
            typed(session, f"/go {room}")
            assert session.state.room != room
        assert not {r.id for r in rooms(session.play, session.state)} & set(others)


def test_going_where_one_is_costs_nothing():
    session = new_session()
    typed(session, "/go 1")
    assert session.state.clock == 0
    assert sum(isinstance(e, ev.Moved) for e in session.events) == 1


def test_papers_are_read_where_they_lie():
    session = new_session()
    typed(session, "/go meeting")
    before = len(session.events)
    (fault,) = infos(typed(session, "/read record-1"))
    assert fault.kind == "fault"
    assert len(session.events) == before
    typed(session, "/go file", "/read record-1", "/go meeting")
    assert [i.kind for i in infos(typed(session, "/read record-1"))] == ["paper"], (
        "what was read can be looked up again"
    )


def test_the_list_of_papers_marks_what_was_read():
    session = new_session()
    typed(session, "/read 3")
    assert [p.read for p in papers(session.play, session.state)][:4] == [False, False, True, False]


# Decisions and court


def test_signing_needs_the_table():
    session = new_session()
    before = len(session.events)
    (fault,) = infos(typed(session, "/sign"))
    assert fault.kind == "fault"
    assert not session.state.decision
    assert [type(e) for e in session.events[before:]] == [ev.Moved], "only the opening room was entered"


@pytest.mark.parametrize(
    ("command", "decision"),
    [("/decline not free", "decline"), ("/time a talk first", "ask_time"), ("/withdraw no", "withdraw")],
)
def test_refusing_can_be_done_anywhere(command, decision):
    session = new_session()
    typed(session, "/go meeting", command)
    (done,) = [e for e in session.events if isinstance(e, ev.Decided)]
    assert (done.decision, done.by) == (decision, "trainee")
    assert done.reason == command.partition(" ")[2]


def test_nobody_takes_a_plea_back_behind_the_clients_back():
    session = new_session()
    (fault,) = infos(typed(session, "/go consultation", "/withdraw no"))
    assert fault.kind == "fault"
    assert not session.state.decision


@pytest.mark.parametrize(("lang", "words"), [("en", "nobody is here"), ("zh", "这里没有别人")])
def test_talk_in_an_empty_room_takes_no_time_and_says_so(lang, words):
    session = new_session(lang=lang)
    typed(session, "/go file")
    now = session.state.clock
    (fault,) = infos(typed(session, "Hello?"))
    assert words in fault.text
    assert session.state.clock == now


def signed(lang="en", seed=7, judge="careful-judge", **options):
    session = new_session(lang=lang, seed=seed, personas={"judge": judge, "accused": "frightened", **options})
    typed(session, "/go signing", "/sign")
    if not session.state.decision:
        typed(session, "/sign")
    return session


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("judge", ["careful-judge", "docket"])
def test_after_the_signature_comes_the_hearing_and_then_the_end(lang, judge):
    session = signed(lang, judge=judge)
    assert session.state.signed
    assert session.in_court
    assert not session.closed
    asked = len(said_by(session.events, "judge"))
    typed(
        session,
        {"en": "The defence asks the court to adopt the recommendation.", "zh": "辩护人请法庭采纳量刑建议。"}[lang],
    )
    assert session.closed
    assert len(said_by(session.events, "judge")) > asked
    assert narrate(session.play, session.events[-1], lang).text


@pytest.mark.parametrize(("told", "asked"), [(True, True), (False, False)])
def test_a_careful_judge_who_hears_of_pressure_asks_who(told, asked):
    session = new_session(seed=7, personas={"judge": "careful-judge", "accused": "defiant"})
    typed(session, "/go signing")
    play, mind = session.play, session.state.mind
    disclosed = frozenset([play.script.mind.pressure_fact]) if told else frozenset()
    state = replace(session.state, signed=True, mind=replace(mind, disclosed=disclosed, trust=0.1))
    cues = court.opening(play, state, Traits(care=0.9))
    keys = [m.keys[0] for cue in cues for m in cue.moves]
    assert ("ask.pressure.who" in keys) == asked
    if asked:
        assert keys.index("court.pressure.tell") < keys.index("ask.pressure.who") < keys.index("heard.pressure")


def test_a_plea_refused_is_tried_later_and_not_played_at_once():
    session = new_session(seed=7)
    typed(session, "/go meeting", "/decline he did not understand it")
    assert session.closed
    assert not said_by(session.events, "judge")


def test_a_careful_judge_asks_more_than_a_hurried_one():
    careful, hurried = signed(judge="careful-judge"), signed(judge="docket")
    assert len(said_by(careful.events, "judge")) > len(said_by(hurried.events, "judge"))
    gists = {g for e in said_by(careful.events, "judge") for g in e.gist}
    assert {"ask.open", "ask.pressure", "ask.consequence"} <= gists


def test_the_hearing_can_be_left_without_another_word():
    session = signed()
    typed(session, "/rest")
    assert session.closed


def test_a_decision_is_taken_once():
    session = signed()
    count = sum(isinstance(e, ev.Decided) for e in session.events)
    shown = typed(session, "/decline after all", "/sign", "/withdraw")
    assert sum(isinstance(e, ev.Decided) for e in session.events) == count == 1
    assert [i.kind for i in infos(shown)] == ["fault"] * 3


def test_nobody_walks_out_of_the_hearing():
    session = signed()
    typed(session, "/go file")
    assert session.in_court


def free_client(**options):
    """At the table with a client nothing presses any more, who trusts the trainee."""
    session = new_session(**options)
    typed(session, "/go signing")
    sources = tuple(session.state.mind.pressure)
    session.happen(ev.MindMoved(who="accused", why="test", trust=1.0, disclosed=sources, dealt=sources))
    return session


@pytest.mark.parametrize(("free", "told"), [(True, "court.pressure.past"), (False, "court.pressure.tell")])
def test_what_was_disclosed_is_told_in_court_as_what_it_is_by_then(free, told):
    session = free_client(personas={"accused": "plain-speaker", "judge": "careful-judge"})
    mind = session.state.mind
    pressed = dict.fromkeys(mind.pressure, 1.0)
    mind = mind if free else replace(mind, pressure=pressed, dealt=frozenset())
    state = replace(session.state, mind=mind, signed=True)
    cues = court.opening(session.play, state, Traits(care=1))
    keys = {key for cue in cues for move in cue.moves for key in move.keys}
    assert {"court.pressure.past", "court.pressure.tell"} & keys == {told}


def test_a_free_client_who_does_not_want_to_sign_does_not():
    session = free_client(personas={"accused": "plain-speaker"})
    mind = session.play.script.mind.model_copy(update={"wants": "refuse"})
    session.play = replace(session.play, script=session.play.script.model_copy(update={"mind": mind}))
    typed(session, "/sign")
    (done,) = [e for e in session.events if isinstance(e, ev.Decided)]
    assert (done.decision, done.by) == ("decline", "accused")
    assert not session.state.signed


def test_a_free_client_asks_for_time_before_a_figure_beyond_what_they_bear():
    session = free_client(personas={"accused": "plain-speaker"})
    assert session.play.script.offer.months[1] > session.play.script.mind.authority_months
    typed(session, "/sign")
    assert not session.state.decision
    assert session.state.gists.get("sign.time")
    typed(session, "/sign")
    assert session.state.decision == "sign"


def test_a_judge_who_asks_to_adjust_names_what_lies_there_and_then_what_would_fit():
    session = new_session(seed=7, personas={"judge": "careful-judge", "accused": "plain-speaker"})
    play, state = session.play, session.state
    ending = next(e for e in play.script.endings if e.court == "adjust")
    cues, terms = court.verdict(play, state, ending)
    (move,) = cues[-1].moves
    assert move.keys == ("adjust",)
    assert move.slots["terms"] == terms_phrase(bargain.spoken(play.script.offer), "en")
    assert move.slots["asked"] == terms_phrase(bargain.spoken(terms), "en")
    assert terms.months[1] < play.script.offer.months[1]


@pytest.mark.parametrize(
    ("reason", "ending"), [("the laptop is not hers", "declined_with_reasons"), ("", "declined_bare")]
)
def test_a_reason_given_with_the_refusal_is_on_record(reason, ending):
    session = new_session("just-a-witness", seed=9)
    typed(session, f"/decline {reason}")
    assert session.state.closed.ending == ending


@pytest.mark.parametrize(
    ("done", "explained", "told"),
    [
        ((), (), "court.counsel.paper"),
        (("ask:account",), (), "court.counsel.listened"),
        (("ask:account",), ("effect",), "court.counsel.listened"),
        ((), ("effect", "system", "retraction"), "court.counsel.helped"),
    ],
)
def test_in_court_the_accused_tells_of_no_advice_that_was_not_given(done, explained, told):
    state = opening("just-a-witness", personas={"judge": "docket"})
    state = replace(state, signed=True, done=frozenset(done), explained=dict.fromkeys(explained, 1))
    cues = court.opening(load_play("just-a-witness"), state, load_persona("docket").traits)
    said = [m.gist for cue in cues if cue.who == "accused" for m in cue.moves]
    assert [g for g in said if g.startswith("court.counsel")] == [told]

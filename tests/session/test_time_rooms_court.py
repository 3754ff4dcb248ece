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
from trainer.session.judging import charged
from trainer.session.narrate import narrate
from trainer.session.table import clock, papers, rooms
from trainer.state import fold
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

OPEN_AT_FIRST = [(2, "meeting"), (3, "consultation"), (5, "signing")]


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


@pytest.mark.parametrize("lang", LANGS)
def test_a_closed_room_whose_author_gave_no_words_says_where_one_can_go(monkeypatch, lang):
    session = new_session(lang=lang)
    typed(session)
    room = session.play.rooms["victim"]
    monkeypatch.setitem(session.play.rooms, "victim", room.model_copy(update={"closed": None}))
    (fault,) = infos(typed(session, "/go victim"))
    assert fault.text.startswith(room.name[lang])
    assert fault.text.endswith("; ".join(f"{n} {session.play.rooms[i].name[lang]}" for n, i in OPEN_AT_FIRST))
    assert "\n" not in fault.text
    assert session.state.room == "file"


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
    (move,), (answer,) = cues[-2].moves, cues[-1].moves
    assert move.keys == ("adjust",)
    assert answer.keys == ("court.adjust",), "the prosecution is asked, and answers"
    assert answer.slots["terms"] == move.slots["asked"]
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


def _indicted(scenario, lang, *events):
    """The words in which a court opens after these events."""
    session = new_session(scenario, lang=lang, personas={"judge": "careful-judge"})
    typed(session)
    state = fold(session.state, events)
    (opening, *_) = court.opening(session.play, state, Traits(care=1.0))
    return opening.moves[0].slots["charge"]


def _given_up(*points):
    return [ev.GroundAnswered(ground=p, outcome="conceded", share=1.0) for p in points]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("scenario", "points", "there", "gone"), [
    ("just-a-witness", (), ("2310", "4180"), ()),
    ("just-a-witness", ("laptop",), ("2310",), ("4180", "6490", "laptop", "笔记本")),
    ("just-a-witness", ("price",), ("2310",), ("4180", "6490")),
    ("courier-theft", (), ("6898",), ()),
    ("courier-theft", ("earphones",), ("5999",), ("6898", "earphones", "耳机")),
    ("courier-theft", ("valued-as-new",), ("3900", "899"), ("6898", "5999")),
    ("courier-theft", ("valued-as-new", "earphones"), ("3900",), ("6898", "899", "earphones", "耳机")),
])  # fmt: skip
def test_the_charge_read_out_is_the_charge_as_it_stands(scenario, lang, points, there, gone):
    charge = _indicted(scenario, lang, *_given_up(*points)).replace(",", "")
    assert all(word in charge for word in there)
    assert not [word for word in gone if word in charge]


def test_a_count_taken_out_at_the_table_is_not_charged():
    charge = _indicted("just-a-witness", "en", ev.BeatPlayed(beat="laptop_queried", flags=("laptop_out",)))
    assert "laptop" not in charge


def test_a_case_without_such_a_list_keeps_its_charge():
    session = new_session()
    bare = replace(session.play, script=session.play.script.model_copy(update={"charges": []}))
    assert charged(bare, fold(session.state, _given_up("earphones"))) == session.play.script.charge


@pytest.mark.parametrize(("lang", "words"), [("en", "no hearing is on"), ("zh", "还没有开庭")])
def test_resting_outside_court_says_why_not(lang, words):
    session = new_session(lang=lang)
    (fault,) = infos(typed(session, {"en": "/rest", "zh": "/休庭"}[lang]))
    assert words in fault.text
    assert not session.closed


def test_the_clock_stands_still_in_court():
    session = signed()
    before = session.state.clock
    typed(session, "The defence asks the court to adopt the recommendation.")
    assert session.closed
    assert session.state.clock == before


@pytest.mark.parametrize("lang", LANGS)
def test_what_happens_after_a_question_is_told_after_it(lang):
    session = new_session("just-a-witness", lang=lang)
    shown = typed(session, *{"en": ["Good afternoon."] * 3, "zh": ["您好。"] * 3}[lang])
    beat = next(b for b in session.play.script.beats if b.id == "asks_about_school")
    note = next(e for e in shown if isinstance(e, ev.BeatPlayed) and e.note == beat.then.after[lang])
    asked = next(e for e in shown if isinstance(e, ev.Said) and "beat.school" in e.gist)
    assert shown.index(asked) < shown.index(note)


@pytest.mark.parametrize("lang", LANGS)
def test_a_signature_put_off_says_that_nothing_was_signed(lang):
    session = free_client(lang=lang, personas={"accused": "plain-speaker"})
    shown = typed(session, "/sign")
    (held,) = [e for e in shown if isinstance(e, ev.Held)]
    assert shown[-1] is held, "told after the client's answer"
    name = session.play.cast["accused"].call[lang]
    assert name in narrate(session.play, held, lang).text
    assert not any(isinstance(e, ev.Decided) for e in session.events)
    (done,) = [e for e in typed(session, "/sign") if isinstance(e, ev.Decided)]
    assert terms_phrase(done.terms, lang) in narrate(session.play, done, lang).text, "what is signed is named"


@pytest.mark.parametrize("lang", LANGS)
def test_a_prosecutor_sees_that_the_draft_alone_could_be_signed(lang):
    session = new_session(role="prosecutor", lang=lang)
    (offers,) = infos(typed(session, "/offers"))
    assert terms_phrase(session.play.script.offer, lang) in offers.text
    (offers,) = infos(typed(new_session(lang=lang), "/offers"))
    assert terms_phrase(session.play.script.offer, lang) not in offers.text, "counsel has not seen it yet"


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

"""A session: the same lines play the same, it can be taken up or forked anywhere, and time and rooms are kept."""

import asyncio
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit import EmbeddedInterpreter, infos, new_session, opening, typed

from trainer import events as ev
from trainer.errors import UsageError
from trainer.persona import guard
from trainer.scenario.loader import load_play, scenario_ids
from trainer.session import info
from trainer.session.director import Session
from trainer.session.narrate import narrate
from trainer.session.table import ledger
from trainer.store.memory import MemoryStore
from trainer.text import LANGS, MAX_TURN_CHARS

LINES = {
    "en": [
        "/read 1",
        "/read 2",
        "/go 2",
        "Good morning, Mr. Luo. I am the duty lawyer, and what you tell me stays between us.",
        "What happened that day? Start wherever you like.",
        "What matters most to you?",
        "Has anybody put you under pressure?",
        "You are free to refuse; nobody may make you sign.",
        "Tell me in your own words what happens if you sign.",
        "/go 3",
        "I propose seven months and a fine of 2,000 yuan.",
        "Where does the nine months come from?",
        "/note seven is thinkable",
        "/wait 3",
    ],
    "zh": [
        "/读1",
        "/读2",
        "/去2",
        "早上好，罗小川。我是值班律师，你跟我说的话我都会保密。",
        "那天到底怎么回事，你从头讲给我听。",
        "你最看重的是什么？",
        "有没有人逼过你、吓唬过你？",
        "认不认全看你自己，不愿意可以不签。",
        "用你自己的话说一遍，签了以后会怎么样？",
        "/去3",
        "我建议七个月，罚金两千元。",
        "九个月是怎么算出来的？",
        "/记 七个月可以谈",
        "/等 3",
    ],
}


def plain(events):
    """Events as they would be compared between two sessions: without what names the session."""
    return [
        json.loads(ev.dump(e.model_copy(update={"forked_from": ""}) if isinstance(e, ev.Started) else e))
        for e in events
    ]


def transcript(session):
    lines = [narrate(session.play, e, session.lang) for e in session.events]
    return [(x.kind, x.who, x.text) for x in lines if x]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ["defence", "prosecutor"])
def test_the_same_seed_and_lines_play_the_same(lang, role):
    one, two = (new_session(lang=lang, role=role, seed=11) for _ in range(2))
    typed(one, *LINES[lang])
    typed(two, *LINES[lang])
    assert one.id != two.id
    assert plain(one.events) == plain(two.events)
    assert transcript(one) == transcript(two)
    assert len(one.events) > len(LINES[lang])


@pytest.mark.parametrize("lang", LANGS)
def test_another_seed_plays_otherwise(lang):
    texts = set()
    for seed in range(4):
        session = new_session(lang=lang, seed=seed)
        typed(session, *LINES[lang])
        texts.add(json.dumps(transcript(session), ensure_ascii=False))
    assert len(texts) == 4


@pytest.mark.parametrize("lang", LANGS)
def test_taking_up_a_session_is_going_on(lang):
    """After every line the program is left and started again; in the end nothing differs."""
    through, store = new_session(lang=lang), MemoryStore()
    typed(through, *LINES[lang])
    broken = new_session(lang=lang, store=store)
    for line in LINES[lang]:
        broken = Session.resume(broken.id, store=store, interpreter=EmbeddedInterpreter())
        typed(broken, line)
    assert plain(broken.events) == plain(through.events)
    assert replace(broken.state, opening=through.state.opening) == through.state


@pytest.fixture(scope="module")
def played():
    session = new_session()
    typed(session, *LINES["en"])
    return session


@pytest.mark.parametrize("lang", LANGS)
def test_a_fork_from_a_line_that_is_not_there_is_refused_in_the_language(lang):
    session = new_session(lang=lang)
    typed(session, "/go 2", "Good morning." if lang == "en" else "早上好。")
    with pytest.raises(UsageError) as caught:
        session.fork(99)
    told = caught.value.line()
    assert "99" in told
    assert str(session.state.turn) in told
    assert ("line" in told) == (lang == "en")


def test_a_fork_has_the_past_and_a_future_of_its_own(played):
    turns = [e.turn for e in played.events if isinstance(e, ev.Said)]
    assert len(turns) > 10
    before = list(played.events)
    for turn in turns:
        fork = played.fork(turn)
        kept = fork.events
        assert fork.id != played.id
        assert kept[0].forked_from == played.id
        assert plain(kept) == plain(played.events[: len(kept)])
        assert all(e.turn < turn for e in kept if isinstance(e, ev.Said))
        nxt = played.events[len(kept)]
        assert isinstance(nxt, ev.Said)
        assert nxt.turn == turn
        assert played.store.load(fork.id) == kept
    typed(fork, "Something else entirely.")
    assert played.events == before
    assert played.store.load(played.id) == before


def test_a_fork_from_a_turn_that_never_was(played):
    with pytest.raises(UsageError):
        played.fork(9999)


def test_everything_shown_is_kept_first():
    """Whatever the trainee has seen is in the store at that moment."""
    session = new_session()

    async def play():
        from trainer.session.commands import enter

        seen = 0
        async for _ in session.begin():
            seen += 1
        for line in LINES["en"]:
            async for shown in enter(session, line):
                if isinstance(shown, ev.Event):
                    assert shown in session.store.load(session.id)
                    seen += 1
        return seen

    assert asyncio.run(play()) > 20
    assert session.store.load(session.id) == session.events


def test_the_words_are_kept_with_their_answer_before_they_are_shown():
    session = new_session()
    typed(session, "/go 2")

    async def first_event():
        async for event in session.say("What happened?"):
            return event

    said = asyncio.run(first_event())
    assert said.text == "What happened?"
    kept = session.store.load(session.id)
    assert said in kept
    assert isinstance(kept[-1], ev.Said)
    assert kept[-1].speaker == "accused"


@pytest.mark.parametrize("lang", LANGS)
def test_what_goes_on_in_minds_is_never_told(lang, played):
    session = played if lang == "en" else new_session(lang="zh")
    if lang == "zh":
        typed(session, *LINES["zh"])
    hidden = [e for e in session.events if isinstance(e, ev.MindMoved | ev.VictimMoved | ev.GroundAnswered | ev.Learnt)]
    assert hidden
    for event in hidden:
        assert narrate(session.play, event, lang) is None
    told = json.dumps(transcript(session), ensure_ascii=False)
    for persona in session.state.opening.personas.values():
        assert persona not in told
    assert not re.search(r"\{\{|\b(?:hear|teach|ask|asked|event|ground|rapport)\.[a-z_]", told), (
        "a key is shown instead of words"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_briefing_holds_the_goals_of_its_chair_and_no_others(lang):
    play = load_play("courier-theft")
    for role, other in (("defence", "prosecutor"), ("prosecutor", "defence")):
        page = info.briefing(play, opening(role=role, lang=lang))
        assert all(goal[lang] in page for goal in play.script.learn[role])
        assert not any(goal[lang] in page for goal in play.script.learn[other])


def test_secrets_are_not_in_the_briefing_or_the_lists():
    for scenario in scenario_ids():
        for lang in LANGS:
            session = new_session(scenario, lang=lang)
            shown = typed(session, "/rooms", "/file", "/who", "/menu", "/offers", "/help")
            text = "\n".join(i.text for i in infos(shown))
            for fact in session.play.script.facts:
                if fact.hidden:
                    assert fact.text[lang] not in text
            for persona in session.state.opening.personas.values():
                assert persona not in text


# Beats


def test_a_beat_is_played_once(played):
    beats = [e.beat for e in played.events if isinstance(e, ev.BeatPlayed)]
    assert beats
    assert len(beats) == len(set(beats))
    session = new_session()
    typed(session, *["/wait 10"] * 9)
    beats = [e.beat for e in session.events if isinstance(e, ev.BeatPlayed)]
    assert "wife-calls-defence" in beats
    assert len(beats) == len(set(beats))


# The figures


@pytest.mark.parametrize("lang", LANGS)
def test_an_unlawful_figure_of_the_prosecutor_is_marked(lang):
    session = new_session(role="prosecutor", lang=lang)
    typed(
        session,
        "/go counsel",
        {"en": "I recommend three years' imprisonment.", "zh": "我的量刑建议是有期徒刑三年。"}[lang],
    )
    made = [e for e in session.events if isinstance(e, ev.OfferMade)]
    assert made
    assert not made[0].lawful
    assert made[0].breaches
    assert not ledger(session.state)[0].lawful


def test_the_ledger_holds_every_figure_in_order():
    session = new_session()
    typed(session, "/go consultation", "I propose seven months and a fine of 2,000 yuan.")
    made = [e for e in session.events if isinstance(e, ev.OfferMade)]
    assert len(ledger(session.state)) == len(made) >= 2
    assert made[0].by == "prosecutor"


@given(
    st.sampled_from(scenario_ids()),
    st.sampled_from(LANGS),
    st.integers(0, 5),
    st.lists(
        st.sampled_from(
            [
                *LINES["en"],
                *LINES["zh"],
                "/sign",
                "/decline",
                "/reserve x",
                "/time",
                "/go 4",
                "/go 5",
                "/rest",
                "/hint",
                "/offers",
                "/read 7",
                "I ask for bail.",
                "取保候审行不行？",
                "hmm",
                "👋🏽",
            ]
        ),
        max_size=14,
    ),
)
@settings(max_examples=30)
def test_whatever_is_typed_the_session_stays_sound(scenario, lang, seed, lines):
    session = new_session(scenario, lang=lang, seed=seed)
    typed(session, *lines)
    assert session.store.load(session.id) == session.events
    spoken = [e for e in session.events if isinstance(e, ev.Said)]
    assert [e.turn for e in spoken] == list(range(1, len(spoken) + 1))
    for event in spoken:
        assert event.text
        if event.speaker != ev.TRAINEE:
            faults = set(guard.faults(event.text, guard.Allowed(lang)))
            assert not faults & {"empty", "control_codes", "system_talk", "language"}, event.text
            assert "{{" not in event.text
    assert session.state.clock >= 0
    again = Session.resume(session.id, store=session.store, interpreter=EmbeddedInterpreter())
    assert again.state == session.state


def test_a_turn_beyond_the_limit_is_refused_by_the_session_itself():
    session = new_session()
    typed(session)
    with pytest.raises(UsageError):
        asyncio.run(_drain(session.say("x" * (MAX_TURN_CHARS + 1))))


async def _drain(events):
    return [e async for e in events]


def test_dispositions_can_be_fixed_and_are_drawn_otherwise():
    cast = load_play("courier-theft").cast
    fixed = new_session(personas={"accused": "defiant", "judge": "docket"}).state.opening.personas
    assert (fixed["accused"], fixed["judge"]) == ("defiant", "docket")
    drawn = {new_session(seed=n).state.opening.personas["accused"] for n in range(30)}
    assert drawn == set(cast["accused"].personas)
    for bad in ({"nobody": "defiant"}, {"accused": "docket"}):
        with pytest.raises(UsageError):
            new_session(personas=bad)


def test_a_role_the_scenario_does_not_have():
    with pytest.raises(UsageError) as caught:
        new_session("just-a-witness", role="prosecutor")
    assert "roles: defence" in caught.value.line()


def test_a_weak_point_of_the_case_is_heard_however_it_is_put():
    words = "On 18 March her card never opened the eighth floor and the roster gives her the night off. The laptop was never found."
    session = new_session("just-a-witness")
    typed(session, "/go consultation", words)
    said = next(e for e in reversed(session.events) if isinstance(e, ev.Said) and e.text == words)
    assert any(a.id == "argue:evidence_gap" and a.holds for a in said.acts)
    assert session.state.grounds["laptop"].outcome == "conceded"

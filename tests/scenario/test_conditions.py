"""Conditions: every field of `when` is really asked, on its own and together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import in_room, minded, opening
from pydantic import ValidationError

from trainer import events as ev
from trainer.acts import Act
from trainer.law.terms import Terms
from trainer.scenario.conditions import When
from trainer.scenario.loader import load_play
from trainer.session.judging import holds
from trainer.state import fold

PLAY = load_play("courier-theft")


def spoken(turn, *acts, room="meeting"):
    return ev.Said(
        turn=turn,
        speaker="trainee",
        role="defence",
        room=room,
        text="x",
        voice="trainee",
        acts=tuple(
            Act(verb=a.split(":")[0], topic=a.split(":")[1], polarity="question" if a.startswith("ask") else "asserted")
            for a in acts
        ),
    )


@pytest.fixture(scope="module")
def state():
    """Half past nine in the meeting room: one paper read, two things said, a figure refused, a promise heard."""
    start = in_room(opening(personas={"accused": "frightened", "judge": "docket"}), "file")
    start = fold(
        start,
        [
            ev.Read(document="record-1", facts=("confessed", "box-first-record"), minutes=20),
            ev.Moved(room="meeting", minutes=10),
            spoken(1, "rapport:greet", "inform:system"),
            spoken(2, "ask:goals"),
            ev.Established(circumstance="compensation.paid_not_forgiven"),
            ev.GroundAnswered(ground="earphones", outcome="conceded", share=1.0),
            ev.BeatPlayed(beat="b", flags=("festival-sign",)),
            ev.GroundAnswered(ground="earphones", outcome="conceded", share=1.0),
            ev.Said(turn=3, speaker="accused", role="accused", room="meeting", text="y", gist=("court.pressure.hide",)),
            ev.OfferMade(by="prosecutor", terms=Terms(months=(7, 7), probation=True)),
            ev.Decided(decision="sign_with_reservation", by="trainee", terms=Terms(months=(7, 7))),
        ],
    )
    return minded(start, trust=0.5, pressure={"police": 0.6}, understanding={})


YES_NO = {
    "said": (["inform:system", "press:hurry"], ["press:hurry"]),
    "said_all": (["inform:system", "ask:goals"], ["inform:system", "press:hurry"]),
    "said_last": (["ask:goals", "press:hurry"], ["inform:system"]),
    "room": (["meeting", "court"], ["file"]),
    "entered": (["file", "court"], ["court"]),
    "never_entered": (["court"], ["court", "file"]),
    "read": (["record-1"], ["record-1", "appraisal"]),
    "unread": (["appraisal"], ["appraisal", "record-1"]),
    "knows": (["confessed"], ["confessed", "cctv"]),
    "unknown": (["cctv"], ["cctv", "confessed"]),
    "turns_at_least": (2, 3),
    "turns_here": (2, 3),
    "clock_after": ("09:30", "09:31"),
    "minutes_left_below": (121, 120),
    "trust_at_least": (0.5, 0.51),
    "pressure_at_least": (0.6, 0.61),
    "believes": (["home-by-festival"], ["no-such-belief"]),
    "knowing": (False, True),
    "free": (False, True),
    "true": (True, False),
    "decision": (["sign", "sign_with_reservation"], ["sign"]),
    "signed": (True, False),
    "probation": (True, False),
    "heard": (["accused.court.pressure.tell", "accused.court.pressure.hide"], ["judge.court.pressure.hide"]),
    "conceded": (["earphones"], ["earphones", "valued-as-new"]),
    "circumstance": (
        ["restitution", "compensation.paid_not_forgiven"],
        ["restitution", "compensation.paid_and_forgiven"],
    ),
    "flags": (["festival-sign"], ["festival-sign", "slip"]),
    "no_flags": (["slip"], ["slip", "festival-sign"]),
    "role": (["defence"], ["prosecutor"]),
    "persona": (
        {"judge": ["docket", "careful-judge"], "accused": ["frightened"]},
        {"judge": ["careful-judge"], "accused": ["frightened"]},
    ),
    "any": ([{"room": ["file"]}, {"room": ["meeting"]}], [{"room": ["file"]}, {"signed": False}]),
    "none": ([{"room": ["file"]}], [{"room": ["file"]}, {"signed": True}]),
}


def test_every_field_is_tried():
    assert set(YES_NO) == set(When.model_fields)


@pytest.mark.parametrize("field", sorted(YES_NO))
def test_a_field_decides(state, field):
    yes, no = YES_NO[field]
    assert holds(PLAY, state, When(**{field: yes}))
    assert not holds(PLAY, state, When(**{field: no}))


def test_no_condition_always_holds(state):
    assert holds(PLAY, state, When())
    assert holds(PLAY, opening(), When())


@given(st.sets(st.sampled_from(sorted(YES_NO)), max_size=8), st.sampled_from(sorted(YES_NO)))
def test_all_fields_given_must_hold(state, fields, spoiler):
    good = When(**{f: YES_NO[f][0] for f in fields})
    assert holds(PLAY, state, good)
    assert not holds(
        PLAY, state, When(**{f: YES_NO[f][0] for f in fields - {spoiler}}, **{spoiler: YES_NO[spoiler][1]})
    )


@given(st.sampled_from(sorted(YES_NO)), st.booleans())
def test_none_turns_a_condition_round(state, field, which):
    inner = {field: YES_NO[field][0 if which else 1]}
    assert holds(PLAY, state, When(none=[inner])) != holds(PLAY, state, When(**inner))
    assert holds(PLAY, state, When(any=[inner])) == holds(PLAY, state, When(**inner))


def test_turns_here_begin_again_with_the_room(state):
    back = fold(state, [ev.Moved(room="file"), ev.Moved(room="meeting")])
    assert not holds(PLAY, back, When(turns_here=1))
    assert holds(PLAY, back, When(turns_at_least=2))


def test_a_persona_turn_is_no_turn_of_the_trainee(state):
    more = fold(state, [ev.Said(turn=3, speaker="accused", role="accused", room="meeting", text="y")])
    assert not holds(PLAY, more, When(turns_at_least=3))


def test_an_unknown_field_or_wrong_kind_is_no_condition():
    for bad in ({"sayd": ["x"]}, {"said": "ask:goals"}, {"any": {"room": ["x"]}}, {"knowing": "perhaps"}):
        with pytest.raises(ValidationError):
            When(**bad)


def test_true_follows_the_script(state):
    innocent = replace(
        PLAY, script=PLAY.script.model_copy(update={"mind": PLAY.script.mind.model_copy(update={"guilty": False})})
    )
    assert holds(innocent, state, When(true=False))

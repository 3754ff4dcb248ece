"""Events: every kind goes to JSON and back unchanged; nothing else is taken for one."""

import json
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from trainer import events as ev
from trainer.acts import Act

KINDS = typing.get_args(typing.get_args(ev.AnyEvent)[0])


def test_all_kinds_are_known_by_their_own_name():
    names = [k.model_fields["type"].default for k in KINDS]
    assert len(set(names)) == len(names) == 25
    missing = [
        c for c in vars(ev).values() if isinstance(c, type) and issubclass(c, ev.Event) and c not in (ev.Event, *KINDS)
    ]
    assert not missing


st.register_type_strategy(float, st.floats(-1e6, 1e6, allow_nan=False))
SLOTS = st.dictionaries(
    st.text(max_size=5),
    st.one_of(st.booleans(), st.integers(-9, 9), st.text(max_size=5), st.lists(st.integers(0, 9))),
    max_size=2,
)
st.register_type_strategy(
    Act,
    st.builds(
        Act,
        verb=st.sampled_from(["inform", "ask"]),
        topic=st.text(max_size=5),
        polarity=st.sampled_from(["asserted", "question"]),
        slots=SLOTS,
        span=st.just((0, 4)),
        confidence=st.floats(0, 1),
    ),
)
EVENTS = st.one_of([st.from_type(kind) for kind in KINDS])


@given(EVENTS)
def test_there_and_back(event):
    line = ev.dump(event)
    assert "\n" not in line
    again = ev.load(line)
    assert type(again) is type(event)
    assert ev.dump(again) == line
    assert ev.load(json.loads(line)) == again


@given(EVENTS)
def test_events_never_change(event):
    with pytest.raises(ValidationError):
        event.minutes = 99


@pytest.mark.parametrize(
    "bad",
    [
        '{"type": "boasted"}',
        "{}",
        "[]",
        "null",
        "",
        "{",
        '{"type": "moved"}',
        '{"type": "moved", "room": "x", "colour": 1}',
        '{"type": "said", "turn": "one"}',
        '{"type": "decided", "decision": "maybe", "by": "trainee"}',
    ],
)
def test_anything_else_is_refused(bad):
    with pytest.raises(ValidationError):
        ev.load(bad)


def test_chinese_and_emoji_survive():
    said = ev.Said(
        turn=1, speaker="trainee", role="defence", room="meeting", text="您好👋🏽，“认罪”——", voice="trainee"
    )
    assert ev.load(ev.dump(said)).text == said.text

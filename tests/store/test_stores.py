"""One suite for every store: what was appended is there, in order, and nothing else."""

import pytest

from trainer import events as ev
from trainer.acts import Act
from trainer.errors import StoreError
from trainer.store.memory import MemoryStore
from trainer.store.sql import SqlStore


def first(scenario="courier-theft", lang="en"):
    return ev.Started(
        program="0",
        scenario=scenario,
        scenario_version="1",
        scenario_sha256="0",
        role="defence",
        lang=lang,
        mode="practice",
        seed=1,
        personas={"accused": "frightened"},
        interpreter="test",
    )


def said(n, text="您好 👋🏽", who="trainee"):
    return ev.Said(
        turn=n,
        speaker=who,
        role="defence",
        room="meeting",
        text=text,
        voice="trainee",
        acts=(Act(verb="rapport", topic="greet", slots={"a": [1, "b"]}),),
    )


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    made = MemoryStore() if request.param == "memory" else SqlStore(f"sqlite:///{tmp_path / 's.db'}")
    yield made
    made.close()


def test_events_come_back_in_order(store):
    events = [first(), ev.Moved(room="file"), *[said(n) for n in range(1, 30)]]
    store.append("a", events[:1])
    store.append("a", events[1:5])
    for event in events[5:]:
        store.append("a", [event])
    assert store.load("a") == events


def test_sessions_do_not_mix(store):
    store.append("a", [first()])
    store.append("b", [first("just-a-witness", "zh")])
    store.append("a", [said(1)])
    store.append("b", [ev.Moved(room="signing"), said(1, "好")])
    assert [type(e).__name__ for e in store.load("a")] == ["Started", "Said"]
    assert store.load("b")[-1].text == "好"


def test_nothing_to_append_is_nothing(store):
    store.append("a", [first()])
    store.append("a", [])
    assert len(store.load("a")) == 1


@pytest.mark.parametrize("deed", ["load", "delete"])
def test_an_unknown_session_is_a_clear_fault(store, deed):
    store.append("a", [first()])
    with pytest.raises(StoreError) as caught:
        getattr(store, deed)("nobody")
    assert "nobody" in caught.value.line()
    assert "sessions list" in caught.value.line()


def test_a_session_begins_with_its_opening(store):
    with pytest.raises(StoreError):
        store.append("late", [said(1)])
    assert store.sessions() == []
    with pytest.raises(StoreError):
        store.load("late")


def test_a_deleted_session_is_gone_and_its_name_free(store):
    store.append("a", [first(), said(1)])
    store.append("b", [first()])
    store.delete("a")
    assert [s.id for s in store.sessions()] == ["b"]
    with pytest.raises(StoreError):
        store.load("a")
    store.append("a", [first(lang="zh")])
    assert [e.lang for e in store.load("a")] == ["zh"]


def test_the_list_tells_what_each_session_is(store):
    store.append("a", [first(), ev.Moved(room="file"), said(1), said(2, who="accused"), said(3)])
    store.append("b", [first("just-a-witness", "zh"), ev.Closed(ending="unfinished", court="none")])
    rows = {s.id: s for s in store.sessions()}
    assert (rows["a"].scenario, rows["a"].role, rows["a"].lang, rows["a"].mode) == (
        "courier-theft",
        "defence",
        "en",
        "practice",
    )
    assert (rows["a"].turns, rows["a"].closed) == (2, False)
    assert (rows["b"].turns, rows["b"].closed) == (0, True)
    store.append("a", [said(4), ev.Closed(ending="unfinished", court="none")])
    assert {s.id: (s.turns, s.closed) for s in store.sessions()}["a"] == (3, True)


def test_what_is_given_out_cannot_change_what_is_kept(store):
    store.append("a", [first(), said(1)])
    given = store.load("a")
    given.clear()
    assert len(store.load("a")) == 2


def test_an_empty_store_is_empty(store):
    assert store.sessions() == []


def test_the_first_events_alone(store):
    store.append("a", [first(), *[said(n) for n in range(1, 6)]])
    assert [e.turn for e in store.load_until("a", 3)[1:]] == [1, 2]

"""The database on disk: damage is told with its remedy, a full disk loses no text, a broken append leaves nothing."""

import sqlite3
import sys

import pytest
from kit import infos, new_session, said_by, typed
from sqlalchemy.exc import OperationalError

from trainer import events as ev
from trainer.errors import StoreError
from trainer.store.places import data_dir, default_url, keep_text
from trainer.store.sql import SCHEMA, SqlStore


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sessions.db"


@pytest.fixture
def store(path):
    made = SqlStore(f"sqlite:///{path}")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql+nodriver://user:hunter2@host/db", "no address"),
        ("postgresql+psycopg://user:hunter2@host:x/db", "PLEA_TRAINER_DB: is no address"),
        ("not a url hunter2", "PLEA_TRAINER_DB: is no address"),
        ("postgresql+psycopg://user:hunter2@host/db", r"user:\*\*\*@host/db: the driver 'psycopg' is not installed"),
    ],
)
def test_an_address_that_cannot_be_opened_is_told_without_its_password(url, told, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=told) as fault:
        SqlStore(url).sessions()
    assert "hunter2" not in fault.value.line()


def test_a_server_that_refuses_is_told_without_the_password(monkeypatch):
    store = SqlStore("postgresql+psycopg://user:hunter2@host/db")

    def refuse():
        raise OperationalError("", {}, Exception("connection refused"))

    monkeypatch.setattr(store, "_open", refuse)
    with pytest.raises(StoreError, match=r"user:\*\*\*@host/db: the database refused \(connection refused\)"):
        store.sessions()


def test_making_a_store_touches_no_disk(path):
    SqlStore(f"sqlite:///{path}")
    assert not path.exists()


def test_a_second_program_sees_what_is_kept(store, path):
    session = new_session(store=store)
    typed(session, "Good morning.")
    other = SqlStore(f"sqlite:///{path}")
    assert other.load(session.id) == session.events
    other.close()


def test_two_hands_on_one_session_and_the_second_is_told(store, path):
    """A session open in two windows: what the one added is kept, the other has to resume first."""
    session = new_session(store=store)
    here, there = SqlStore(f"sqlite:///{path}"), SqlStore(f"sqlite:///{path}")
    here.load(session.id)
    there.load(session.id)
    here.append(session.id, [ev.Waited(minutes=1)])
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            there.append(session.id, [ev.Waited(minutes=2)])
        assert "another window" in caught.value.line()
        assert "UNIQUE" not in caught.value.line(), "a message of the database is no message for a trainee"
    here.append(session.id, [ev.Waited(minutes=3)])
    assert [e.minutes for e in there.load(session.id) if isinstance(e, ev.Waited)] == [1, 3]
    there.append(session.id, [ev.Waited(minutes=4)])
    assert [e.minutes for e in there.load(session.id) if isinstance(e, ev.Waited)] == [1, 3, 4]
    here.close()
    there.close()


def test_a_file_that_is_no_database(path):
    path.write_bytes(b"this was once a shopping list" * 99)
    with pytest.raises(StoreError) as caught:
        SqlStore(f"sqlite:///{path}").sessions()
    line = caught.value.line()
    assert str(path) in line
    assert "damaged" in line
    assert "move it away" in line


def test_a_damaged_event_names_itself_and_the_way_out(store, path):
    session = new_session(store=store)
    typed(session, "Good morning.", "/read 1")
    with sqlite3.connect(path) as db:
        count = db.execute("select count(*) from events").fetchone()[0]
        db.execute('update events set body = \'{"type": "said"}\' where number = ?', (count - 2,))
    fresh = SqlStore(f"sqlite:///{path}")
    with pytest.raises(StoreError) as caught:
        fresh.load(session.id)
    line = caught.value.line()
    assert f"event {count - 2}" in line
    assert f"--resume {session.id}@{count - 2}" in line
    assert fresh.load_until(session.id, count - 2) == session.events[: count - 2]
    fresh.close()


def test_a_file_of_a_later_version_is_left_alone(store, path):
    store.sessions()
    with sqlite3.connect(path) as db:
        assert db.execute("pragma user_version").fetchone() == (SCHEMA,)
        db.execute(f"pragma user_version={SCHEMA + 1}")
    fresh = SqlStore(f"sqlite:///{path}")
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            fresh.sessions()
        assert "later version" in caught.value.line()
    with sqlite3.connect(path) as db:
        assert db.execute("pragma user_version").fetchone() == (SCHEMA + 1,)


@pytest.mark.parametrize(("number", "way_out"), [(1, "--resume {id}@1"), (0, "sessions delete {id}")])
def test_damage_before_what_is_to_be_kept_is_told_too(store, path, number, way_out):
    session = new_session(store=store)
    typed(session, "Good morning.")
    with sqlite3.connect(path) as db:
        db.execute("update events set body = '{' where number = ?", (number,))
    with pytest.raises(StoreError) as caught:
        store.load_until(session.id, 3)
    assert f"event {number}" in caught.value.line()
    assert way_out.format(id=session.id) in caught.value.line()


def test_a_folder_one_may_not_write_to(tmp_path):
    with pytest.raises(StoreError) as caught:
        SqlStore(f"sqlite:///{tmp_path / 'none' / 'sessions.db'}").sessions()
    assert "cannot be opened" in caught.value.line()


@pytest.fixture
def full(store, monkeypatch):
    """The disk is full from now on."""

    def fill():
        def refuse(*args, **kwargs):
            raise OperationalError("insert", {}, sqlite3.OperationalError("database or disk is full"))

        monkeypatch.setattr(store, "_start", refuse)
        monkeypatch.setattr("trainer.store.sql.insert", refuse)

    return fill


def test_a_full_disk_is_told_and_the_text_is_not_lost(store, full):
    session = new_session(store=store)
    typed(session, "/go meeting")
    before, said = list(session.events), session.state.turn
    full()
    words = "A long thought that took me five minutes to type."
    shown = typed(session, words)
    (fault,) = infos(shown)
    assert "full" in fault.text
    assert "\n" not in fault.text
    assert session.events == before, "what was not kept has not happened"
    assert session.state.turn == said
    (rescued,) = (data_dir() / "kept").glob("*.txt")
    assert rescued.read_text(encoding="utf-8") == words
    assert str(rescued) in fault.text


def test_after_the_disk_has_room_again_the_session_goes_on(store, full, monkeypatch):
    session = new_session(store=store)
    typed(session, "/go meeting")
    full()
    typed(session, "Lost?")
    monkeypatch.undo()
    typed(session, "Good morning.")
    assert [e.text for e in said_by(store.load(session.id), ev.TRAINEE)] == ["Good morning."]
    assert store.load(session.id) == session.events


def test_a_half_written_append_is_none(store, monkeypatch):
    session = new_session(store=store)
    real = ev.dump
    calls = []

    def breaks(event):
        calls.append(event)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        return real(event)

    monkeypatch.setattr(ev, "dump", breaks)
    with pytest.raises(RuntimeError):
        store.append(session.id, [ev.Waited(minutes=1), ev.Waited(minutes=2)])
    monkeypatch.undo()
    assert store.load(session.id) == session.events
    store.append(session.id, [ev.Waited(minutes=3)])
    assert len(store.load(session.id)) == len(session.events) + 1


def test_places(data_dir, monkeypatch, tmp_path):
    assert default_url() == f"sqlite:///{data_dir / 'sessions.db'}"
    monkeypatch.setenv("PLEA_TRAINER_DB", "postgresql://x/y")
    assert default_url() == "postgresql://x/y"
    one, two = keep_text("第一段", "long-turn"), keep_text("第二段", "long-turn")
    assert one != two
    assert (one.read_text(encoding="utf-8"), two.read_text(encoding="utf-8")) == ("第一段", "第二段")
    one.unlink()
    three, four = keep_text("第三段", "long-turn"), keep_text("第四段", "long-turn")
    assert [p.read_text(encoding="utf-8") for p in (two, three, four)] == ["第二段", "第三段", "第四段"]
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    monkeypatch.setenv("PLEA_TRAINER_DATA", str(blocked / "inside"))
    with pytest.raises(StoreError) as caught:
        keep_text("x", "y")
    assert "PLEA_TRAINER_DATA" in caught.value.line()

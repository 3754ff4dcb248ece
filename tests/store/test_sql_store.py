"""The database on disk: damage is told with its remedy, a full disk loses no text, a broken append leaves nothing."""

import sqlite3
import sys

import pytest
from kit import infos, new_session, said_by, typed
from sqlalchemy.exc import OperationalError

from trainer import events as ev
from trainer.errors import StoreError
from trainer.store.places import data_dir, default_url, keep_text
from trainer.store.sql import SqlStore


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


def test_two_hands_on_one_session_keep_every_event(store, path):
    """A session open in two windows: nothing is overwritten, or the second hand is told."""
    session = new_session(store=store)
    other = SqlStore(f"sqlite:///{path}")
    other.append(session.id, [ev.Waited(minutes=1)])
    store_error = None
    try:
        store.append(session.id, [ev.Waited(minutes=2)])
    except StoreError as error:
        store_error = error
    kept = [e.minutes for e in other.load(session.id) if isinstance(e, ev.Waited)]
    assert kept == [1, 2] if store_error is None else kept == [1]
    if store_error:
        assert "\n" not in store_error.line()
        assert "IntegrityError" not in store_error.line()
        assert "UNIQUE" not in store_error.line(), "a message of the database is no message for a trainee"
    other.close()


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
    assert words in fault.text or any(words in p.read_text(encoding="utf-8") for p in data_dir().rglob("*.txt"))


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
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    monkeypatch.setenv("PLEA_TRAINER_DATA", str(blocked / "inside"))
    with pytest.raises(StoreError) as caught:
        keep_text("x", "y")
    assert "PLEA_TRAINER_DATA" in caught.value.line()

"""Sessions in a database: SQLite by default, any SQLAlchemy URL otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import (
    Column,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy import delete as sql_delete
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from trainer import events as ev
from trainer.errors import StoreError
from trainer.i18n.faults import fault
from trainer.store.base import SessionInfo

SCHEMA = 1
_meta = MetaData()
_sessions = Table(
    "sessions", _meta,
    Column("id", String(32), primary_key=True), Column("scenario", String(80), nullable=False),
    Column("role", String(20), nullable=False), Column("lang", String(8), nullable=False),
    Column("mode", String(20), nullable=False), Column("started", String(40), nullable=False),
    Column("updated", String(40), nullable=False), Column("turns", Integer, nullable=False),
    Column("closed", Integer, nullable=False),
)  # fmt: skip
_events = Table(
    "events", _meta,
    Column("session", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True), Column("body", Text, nullable=False),
)  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _pragmas(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    for line in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {line}")
    cursor.close()


def _check_schema(engine: Engine, place: str) -> None:
    """A new file is stamped with the format of its tables; one of a later format is left alone."""
    with engine.begin() as db:
        found = db.exec_driver_sql("PRAGMA user_version").scalar() or 0
        if found > SCHEMA:
            raise StoreError("the file of sessions was made by a later version of the program", where=place,
                             do="use that version, or set PLEA_TRAINER_DATA to another folder")  # fmt: skip
        if not found:
            db.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")


class SqlStore:
    """A `Store` over SQLAlchemy. Opened lazily: making one touches no disk."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine: Engine | None = None
        self._next: dict[str, int] = {}

    def _open(self) -> Engine:
        if self._engine is None:
            engine = _engine(self.url)
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _pragmas)
                _check_schema(engine, _place(self.url))
            _meta.create_all(engine)
            self._engine = engine
        return self._engine

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._open().begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise _fault(error, _place(self.url)) from error

    def append(self, session: str, events: Sequence[ev.Event]) -> None:
        """See `Store.append`."""
        if not events:
            return
        with self._transaction() as db:
            number = self._next.get(session)
            if number is None:
                number = self._start(db, session, events)
            rows = [{"session": session, "number": number + i, "body": ev.dump(e)} for i, e in enumerate(events)]
            db.execute(insert(_events), rows)
            spoken = sum(isinstance(e, ev.Said) and e.speaker == ev.TRAINEE for e in events)
            closed = any(isinstance(e, ev.Closed) for e in events)
            changes: dict[str, Any] = {"updated": _now(), "turns": _sessions.c.turns + spoken}
            if closed:
                changes["closed"] = 1
            db.execute(update(_sessions).where(_sessions.c.id == session).values(**changes))
        self._next[session] = number + len(events)

    def _start(self, db: Connection, session: str, events: Sequence[ev.Event]) -> int:
        last = db.execute(select(func.max(_events.c.number)).where(_events.c.session == session)).scalar()
        if last is not None:
            return int(last) + 1
        opening = events[0]
        if not isinstance(opening, ev.Started):
            raise fault(StoreError, "unknown_session", id=session)
        db.execute(insert(_sessions).values(
            id=session, scenario=opening.scenario, role=opening.role, lang=opening.lang, mode=opening.mode,
            started=_now(), updated=_now(), turns=0, closed=0,
        ))  # fmt: skip
        return 0

    def load(self, session: str) -> list[ev.AnyEvent]:
        """See `Store.load`."""
        with self._transaction() as db:
            query = (
                select(_events.c.number, _events.c.body).where(_events.c.session == session).order_by(_events.c.number)
            )
            rows = db.execute(query).all()
        if not rows:
            raise fault(StoreError, "unknown_session", id=session)
        loaded = self._read(session, rows)
        # Whoever goes on from here goes on from this very event: what another window adds meanwhile is in the way.
        self._next[session] = rows[-1].number + 1
        return loaded

    def _read(self, session: str, rows: Sequence[Any]) -> list[ev.AnyEvent]:
        loaded = []
        for number, body in rows:
            try:
                loaded.append(ev.load(body))
            except ValidationError as error:
                do = f"fork it from the last good event: plea-trainer play --resume {session}@{number}"
                if not number:
                    do = f"nothing of it can be read: plea-trainer sessions delete {session}"
                raise StoreError(
                    f"event {number} of session '{session}' is damaged", where=_place(self.url), do=do
                ) from error
        return loaded

    def load_until(self, session: str, number: int) -> list[ev.AnyEvent]:
        """The first `number` events of a session, whatever stands after them."""
        with self._transaction() as db:
            query = (select(_events.c.number, _events.c.body).where(_events.c.session == session)
                     .order_by(_events.c.number).limit(number))  # fmt: skip
            rows = db.execute(query).all()
        return self._read(session, rows)

    def sessions(self) -> list[SessionInfo]:
        """See `Store.sessions`."""
        with self._transaction() as db:
            rows = db.execute(select(_sessions).order_by(_sessions.c.updated.desc(), _sessions.c.id)).all()
        return [SessionInfo(**{**row._mapping, "closed": bool(row.closed)}) for row in rows]

    def delete(self, session: str) -> None:
        """See `Store.delete`."""
        with self._transaction() as db:
            db.execute(sql_delete(_events).where(_events.c.session == session))
            gone = db.execute(sql_delete(_sessions).where(_sessions.c.id == session)).rowcount
        self._next.pop(session, None)
        if not gone:
            raise fault(StoreError, "unknown_session", id=session)

    def close(self) -> None:
        """See `Store.close`."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


def _engine(url: str) -> Engine:
    try:
        return create_engine(url)
    except ImportError as error:
        raise StoreError(f"the driver '{error.name}' is not installed", where=_place(url),
                         do=f"install it beside the program: pip install {error.name}") from error  # fmt: skip
    except (ValueError, ArgumentError) as error:
        # The fault of a URL may quote it, password and all.
        raise StoreError("is no address of a database", where=_place(url),
                         do="write it like postgresql+psycopg://user:password@host/name") from error  # fmt: skip


def _place(url: str) -> str:
    """Where sessions lie, for a fault line: the file of SQLite, any other address without its password."""
    try:
        shown = make_url(url).render_as_string(hide_password=True)
    except (ValueError, ArgumentError):
        return "PLEA_TRAINER_DB"
    return shown.removeprefix("sqlite:///")


def _fault(error: SQLAlchemyError, place: str) -> StoreError:
    message = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
    for words, key in _KNOWN:
        if any(word in message for word in words):
            return fault(StoreError, key, where=place)
    return fault(StoreError, "store_refused", where=place, reason=message)


_KNOWN = (
    (("disk is full", "disk I/O"), "disk_full"),
    (("not a database", "malformed"), "store_damaged"),
    (("readonly", "unable to open"), "store_readonly"),
    (("UNIQUE", "duplicate key"), "played_elsewhere"),
    (("locked",), "store_locked"),
)
"""Words of the databases, and the fault they tell of."""

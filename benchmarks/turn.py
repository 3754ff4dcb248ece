"""One embedded turn from end to end: understood, decided, spoken, checked and on disk.

    python -m benchmarks.turn

Plays the default scenario with turns of the understanding benchmark, on a database in a temporary folder, in both
languages. The same fifty turns are said again and again, so that the last fifty differ from the first only in how much
has happened before. The office hours of the copy that is played are made as long as a scenario allows.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import yaml

from benchmarks.machine import median, quantile, table, title
from trainer.dialogue.embedded import EmbeddedInterpreter
from trainer.dialogue.interpreter import Reading, Turn
from trainer.events import Event
from trainer.session.director import Session
from trainer.store.sql import SqlStore
from trainer.text import LANGS, Lang

SCENARIO = "courier-theft"
ROOMS = {"accused": "meeting", "prosecutor": "consultation"}
TURNS, SESSIONS = 200, 3
EDGE = 50
"""Turns in one round; as many at each end of the session are compared."""
BLOCK = 25
"""Turns in a room before the trainee goes to the next one."""
REPOSITORY = Path(__file__).resolve().parent.parent


def lines(lang: Lang) -> dict[str, list[str]]:
    """What a defence counsel says in each room, from the development set."""
    path = REPOSITORY / "benchmarks" / "understanding" / f"dev.{lang}.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        room: [r["text"] for r in rows if r["speaker"] == "defence" and r["listener"] == listener]
        for listener, room in ROOMS.items()
    }


def script(lang: Lang, turns: int) -> Iterator[tuple[str, str]]:
    """(room, text), room after room: a round of `EDGE` turns, drawn evenly from the lines there are, over and over."""
    spread = {room: iter(texts[:: len(texts) * len(ROOMS) // EDGE]) for room, texts in lines(lang).items()}
    rooms = list(spread)
    one_round = [(room, next(spread[room])) for room in (rooms[n // BLOCK % len(rooms)] for n in range(EDGE))]
    return islice(cycle(one_round), turns)


def long_day(folder: Path) -> None:
    """A copy of the scenario whose clock does not end the session."""
    target = folder / "scenarios" / SCENARIO
    shutil.copytree(REPOSITORY / "scenarios" / SCENARIO, target)
    path = target / "scenario.yaml"
    path.write_text(re.sub(r"(?m)^minutes: \d+$", "minutes: 600", path.read_text(encoding="utf-8")), encoding="utf-8")
    os.environ["PLEA_TRAINER_CONTENT"] = str(folder)


class Watch:
    """Adds up the time spent in one part."""

    def __init__(self) -> None:
        self.spent = 0.0

    @contextmanager
    def on(self) -> Iterator[None]:
        """Time this."""
        start = time.perf_counter()
        yield
        self.spent += time.perf_counter() - start

    def take(self) -> float:
        """Milliseconds since the last call."""
        spent, self.spent = self.spent * 1000, 0.0
        return spent


class TimedInterpreter(EmbeddedInterpreter):
    """The embedded interpreter under a watch."""

    watch = Watch()

    async def read(self, turn: Turn) -> Reading:
        """See `Interpreter.read`."""
        with self.watch.on():
            return await super().read(turn)


class TimedStore(SqlStore):
    """The store under a watch."""

    watch = Watch()

    def append(self, session: str, events: Sequence[Event]) -> None:
        """See `Store.append`."""
        with self.watch.on():
            super().append(session, events)


async def play(lang: Lang, turns: int, url: str) -> list[tuple[float, float, float, float]]:
    """(whole, understanding, store, processor) in milliseconds for every turn."""
    interpreter, store = TimedInterpreter(), TimedStore(url)
    # The first turn reads the models from disk; the screen has that done while one reads the briefing.
    await interpreter.read(Turn("好" if lang == "zh" else "Hello.", lang, "defence", "accused"))
    session = Session.create(SCENARIO, role="defence", lang=lang, store=store, interpreter=interpreter)
    [_ async for _ in session.begin()]
    out = []
    for room, text in script(lang, turns):
        if session.state.room != room:
            [_ async for _ in session.go(room)]
        interpreter.watch.take(), store.watch.take()
        start, cpu = time.perf_counter(), time.process_time()
        [_ async for _ in session.say(text)]
        whole, cpu = time.perf_counter() - start, time.process_time() - cpu
        out.append((whole * 1000, interpreter.watch.take(), store.watch.take(), cpu * 1000))
    store.close()
    return out


def row(lang: Lang, sessions: list[list[tuple[float, float, float, float]]]) -> list[str]:
    """One line of the table."""
    times = [t for session in sessions for t in session]
    whole, cpu = [t[0] for t in times], [t[3] for t in times]
    first = median([t[3] for session in sessions for t in session[:EDGE]])
    last = median([t[3] for session in sessions for t in session[-EDGE:]])
    parts = ([u for _, u, _, _ in times], [w - u - s for w, u, s, _ in times], [s for _, _, s, _ in times])
    return [
        lang, f"{len(sessions)} x {TURNS}", f"{median(whole):.1f}", f"{quantile(whole, 0.95):.1f}", f"{max(whole):.1f}",
        *(f"{median(part):.1f}" for part in parts), f"{first:.1f}", f"{last:.1f}", f"{last / first:.2f}",
        f"{1000 * len(cpu) / sum(cpu):.0f}",
    ]  # fmt: skip


def main() -> None:
    """Play and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        long_day(folder)
        rows = []
        for lang in LANGS:
            urls = [f"sqlite:///{folder / lang}-{n}.db" for n in range(SESSIONS)]
            rows.append(row(lang, [asyncio.run(play(lang, TURNS, url)) for url in urls]))
    print(title(f"One turn of {SCENARIO}, embedded, on SQLite (milliseconds)"))
    whole, ends = ["median", "p95", "max"], [f"first {EDGE}", f"last {EDGE}", "growth"]
    head = ["", "turns", *whole, "understand", "answer", "store", *ends, "turns/s/core"]
    print(table(head, rows))
    print(f"""
answer   = decide, speak, check, add up
first/last {EDGE}, turns/s/core: processor time, which a busy machine does not change; growth = last / first""")


if __name__ == "__main__":
    main()

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
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from benchmarks.machine import median, quantile, table, title
from trainer.dialogue.interpreter import Reading, Turn
from trainer.text import LANGS, Lang

SCENARIO = "courier-theft"
ROOMS = {"accused": "meeting", "prosecutor": "consultation"}
TURNS = 200
EDGE = 50
"""Turns in one round; as many at each end of the session are compared."""
BLOCK = 25
"""Turns in a room before the trainee goes to the next one."""
REPOSITORY = Path(__file__).resolve().parent.parent


def lines(lang: Lang) -> dict[str, list[str]]:
    """What a defence counsel says in each room, from the development set."""
    rows = yaml.safe_load((REPOSITORY / "benchmarks" / "understanding" / f"dev.{lang}.yaml").read_text(encoding="utf-8"))
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


class Timed:
    """Adds up the time spent in the interpreter and in the store."""

    def __init__(self, inner: Any, method: str) -> None:
        self.inner, self.spent, self.name = inner, 0.0, getattr(inner, "name", "")
        if method == "append":
            self.append = self._append

    async def read(self, turn: Turn) -> Reading:
        start = time.perf_counter()
        try:
            return await self.inner.read(turn)
        finally:
            self.spent += time.perf_counter() - start

    def _append(self, session: str, events: Sequence[Any]) -> None:
        start = time.perf_counter()
        self.inner.append(session, events)
        self.spent += time.perf_counter() - start

    def take(self) -> float:
        """Milliseconds since the last call."""
        spent, self.spent = self.spent * 1000, 0.0
        return spent


async def play(lang: Lang, turns: int, url: str) -> list[tuple[float, float, float, float]]:
    """(whole, understanding, store, processor) in milliseconds for every turn."""
    from trainer.dialogue.embedded import EmbeddedInterpreter
    from trainer.session.director import Session
    from trainer.store.sql import SqlStore

    interpreter, store = Timed(EmbeddedInterpreter(), "read"), Timed(SqlStore(url), "append")
    # The first turn of a program reads the models and the lines from disk; the screen does that while one reads the briefing.
    await interpreter.read(Turn("好" if lang == "zh" else "Hello.", lang, "defence", "accused"))
    session = Session.create(SCENARIO, role="defence", lang=lang, store=store, interpreter=interpreter)  # type: ignore[arg-type]
    [_ async for _ in session.begin()]
    out = []
    for room, text in script(lang, turns):
        if session.state.room != room:
            [_ async for _ in session.go(room)]
        interpreter.take(), store.take()
        start, cpu = time.perf_counter(), time.process_time()
        [_ async for _ in session.say(text)]
        whole, cpu = time.perf_counter() - start, time.process_time() - cpu
        out.append((whole * 1000, interpreter.take(), store.take(), cpu * 1000))
    store.inner.close()
    return out


def row(lang: Lang, times: list[tuple[float, float, float, float]]) -> list[str]:
    """One line of the table."""
    whole, cpu = [t[0] for t in times], [t[3] for t in times]
    first, last = median(cpu[:EDGE]), median(cpu[-EDGE:])
    parts = ([u for _, u, _, _ in times], [w - u - s for w, u, s, _ in times], [s for _, _, s, _ in times])
    return [
        lang, str(len(times)), f"{median(whole):.1f}", f"{quantile(whole, 0.95):.1f}", f"{max(whole):.1f}",
        *(f"{median(part):.1f}" for part in parts), f"{first:.1f}", f"{last:.1f}", f"{last / first:.2f}",
        f"{1000 * len(cpu) / sum(cpu):.0f}",
    ]  # fmt: skip


def main() -> None:
    """Play and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        long_day(folder)
        rows = [row(lang, asyncio.run(play(lang, TURNS, f"sqlite:///{folder / lang}.db"))) for lang in LANGS]
    print(title(f"One turn of {SCENARIO}, embedded, on SQLite (milliseconds)"))
    head = ["", "turns", "median", "p95", "max", "understand", "answer", "store", f"first {EDGE}", f"last {EDGE}", "growth",
            "turns/s/core"]  # fmt: skip
    print(table(head, rows))
    print(f"""
answer   = decide, speak, check, add up
first/last {EDGE}, turns/s/core: processor time, which a busy machine does not change; growth = last / first""")


if __name__ == "__main__":
    main()

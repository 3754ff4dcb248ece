"""One embedded turn from end to end: understood, decided, spoken, checked and on disk.

    python -m benchmarks.turn [TURNS]

Plays the default scenario with the turns of the understanding benchmark, on a database in a temporary folder, in both
languages. The office hours of the copy that is played are made as long as a scenario allows.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.machine import median, quantile, table, title
from trainer.dialogue.interpreter import Reading, Turn
from trainer.text import LANGS, Lang

SCENARIO = "courier-theft"
ROOMS = {"accused": "meeting", "prosecutor": "consultation"}
BLOCK = 10
"""Turns in a room before the trainee goes to the next one."""
EDGE = 50
REPOSITORY = Path(__file__).resolve().parent.parent


def lines(lang: Lang) -> dict[str, list[str]]:
    """What a defence counsel says in each room, from the development set."""
    rows = yaml.safe_load((REPOSITORY / "benchmarks" / "understanding" / f"dev.{lang}.yaml").read_text(encoding="utf-8"))
    return {
        room: [r["text"] for r in rows if r["speaker"] == "defence" and r["listener"] == listener]
        for listener, room in ROOMS.items()
    }


def script(lang: Lang, turns: int) -> Iterator[tuple[str, str]]:
    """(room, text), room after room, beginning again when a room's lines are used up."""
    said = lines(lang)
    used = dict.fromkeys(said, 0)
    rooms = list(said)
    for n in range(turns):
        room = rooms[n // BLOCK % len(rooms)]
        yield room, said[room][used[room] % len(said[room])]
        used[room] += 1


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


async def play(lang: Lang, turns: int, url: str) -> list[tuple[float, float, float]]:
    """(whole, understanding, store) in milliseconds for every turn."""
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
        start = time.perf_counter()
        [_ async for _ in session.say(text)]
        out.append(((time.perf_counter() - start) * 1000, interpreter.take(), store.take()))
    store.inner.close()
    return out


def row(lang: Lang, times: list[tuple[float, float, float]]) -> list[str]:
    """One line of the table."""
    whole = [w for w, _, _ in times]
    first, last = median(whole[:EDGE]), median(whole[-EDGE:])
    return [
        lang, str(len(times)), f"{median(whole):.1f}", f"{quantile(whole, 0.95):.1f}", f"{max(whole):.1f}",
        f"{median([u for _, u, _ in times]):.1f}", f"{median([w - u - s for w, u, s in times]):.1f}",
        f"{median([s for _, _, s in times]):.1f}", f"{first:.1f}", f"{last:.1f}", f"{last / first:.2f}",
        f"{1000 * len(whole) / sum(whole):.0f}",
    ]  # fmt: skip


def main() -> None:
    """Play and print."""
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        long_day(folder)
        rows = [row(lang, asyncio.run(play(lang, turns, f"sqlite:///{folder / lang}.db"))) for lang in LANGS]
    print(title(f"One turn of {SCENARIO}, embedded, on SQLite (milliseconds)"))
    head = ["", "turns", "median", "p95", "max", "understand", "answer", "store", f"first {EDGE}", f"last {EDGE}", "growth",
            "turns/s/core"]  # fmt: skip
    print(table(head, rows))
    print(f"\nanswer = decide, speak, check, add up; growth = median of the last {EDGE} turns / of the first {EDGE}")


if __name__ == "__main__":
    main()

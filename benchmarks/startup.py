"""What it takes to start: the command line, the modules of the first screen, and the first paint.

    python -m benchmarks.startup [RUNS]

Compared with what cannot be undercut, an empty Python and a bare Textual app, and, as a yardstick for a heavy import,
with the OpenAI SDK. Times are medians of wall time after one warm-up; the first paint is seen from outside, in a
pseudo-terminal.
"""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from benchmarks.machine import median, table, title

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("painted at last")
Bare().run()
"""
HEAVY = ("textual", "pydantic", "sqlalchemy", "jinja2", "langchain", "openai", "sklearn")
ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|.)")
STATEMENTS = {
    "an empty Python": "pass",
    "the command line": "import trainer.cli",
    "the first screen": "import trainer.tui.app",
    "Textual alone": "import textual.app, textual.widgets",
    "the OpenAI SDK": "import openai",
}
TIMEOUT = 60.0


def environment(home: str) -> dict[str, str]:
    """A user who starts the program for the second time."""
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    return {**os.environ, **terminal, "HOME": home, "PLEA_TRAINER_DATA": home}


def timed(work: Callable[[], object], runs: int) -> float:
    """Median milliseconds of `work`, after one warm-up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def run(command: Sequence[str], home: str) -> str:
    """The output of a command that must succeed."""
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment(home)).stdout


def paint(command: Sequence[str], wanted: bytes, home: str) -> float:
    """Milliseconds until `wanted` stands in what a program has written to its terminal; the program is then ended."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(home), start_new_session=True
    )
    os.close(theirs)
    seen = b""
    try:
        while re.search(wanted, ESCAPES.sub(b"", seen)) is None:
            left = TIMEOUT - (time.perf_counter() - start)
            if left <= 0 or child.poll() is not None or not select.select([ours], [], [], left)[0]:
                raise SystemExit(f"{' '.join(command[:4])}: '{wanted.decode()}' never appeared:\n{seen[-2000:]!r}")
            with suppress(OSError):  # the terminal of a program that has ended; the next round says so
                seen += os.read(ours, 65536)
        return (time.perf_counter() - start) * 1000
    finally:
        child.kill()
        child.wait()
        os.close(ours)


def painted(programs: Sequence[tuple[Sequence[str], str]], home: str, runs: int) -> list[float]:
    """The median first paint of each program, after one warm-up; by turns, so that all meet the same machine."""
    times: list[list[float]] = [[] for _ in programs]
    for number in range(runs + 1):
        for (command, wanted), taken in zip(programs, times, strict=True):
            took = paint(command, wanted.encode(), home)
            if number:
                taken.append(took)
    return [median(taken) for taken in times]


def modules(statement: str, home: str) -> tuple[str, str]:
    """How many modules a statement loads, and which of the heavy ones."""
    code = f"{statement}\nimport sys\nprint(len(sys.modules), *(m for m in {HEAVY} if m in sys.modules))"
    count, *heavy = run([sys.executable, "-c", code], home).split()
    return count, " ".join(heavy) or "none"


def imports(home: str, runs: int) -> str:
    """What importing costs."""
    rows = []
    for name, statement in STATEMENTS.items():
        took = timed(partial(run, [sys.executable, "-c", statement], home), runs)
        rows.append([name, f"{took:.0f}", *modules(statement, home)])
    return table(["import (whole process)", "ms", "modules", "heavy ones"], rows)


def starts(home: str, runs: int) -> str:
    """What starting costs."""
    from trainer.frontdoor.playing import default_scenario
    from trainer.scenario.loader import load_play

    program = [sys.executable, "-m", "trainer"]
    rows = [["plea-trainer --help", f"{timed(partial(run, [*program, '--help'], home), runs):.0f}", ""]]
    if os.name == "posix":
        wanted = load_play(default_scenario()).script.title["en"]
        programs = [([sys.executable, "-c", BARE], "painted at last"), ([*program, "--lang", "en"], wanted)]
        bare, ours = painted(programs, home, runs)
        rows.append(["first paint, a bare Textual app", f"{bare:.0f}", "1.00"])
        rows.append(["first paint, plea-trainer", f"{ours:.0f}", f"{ours / bare:.2f}"])
    return table(["start", "ms", "ratio"], rows)


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as home:
        print(title("Start-up"))
        print(starts(home, runs), imports(home, runs), sep="\n\n")


if __name__ == "__main__":
    main()

"""The front door as the user meets it: in this process for speed, as a process of its own where that is the point."""

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Done:
    code: int
    out: str
    err: str


@pytest.fixture
def cli(monkeypatch, capsys):
    """Run a command in this process; the code, stdout and stderr."""

    def run(*argv, stdin=""):
        from trainer.cli import main
        from trainer.scenario.loader import load_play

        load_play.cache_clear()
        data = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr(sys, "argv", ["plea-trainer", *map(str, argv)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
        told = capsys.readouterr()
        return Done(code, told.out, told.err)

    return run


@pytest.fixture
def door(data_dir):
    """Start the program as a process of its own."""
    started = []

    def start(*argv, **more):
        env = {**os.environ, "PLEA_TRAINER_DATA": str(data_dir), "PYTHONUTF8": "1", **more.pop("env", {})}
        process = subprocess.Popen(
            [sys.executable, "-m", "trainer", *map(str, argv)],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **more,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def run(door):
    """Run a command as a process to its end."""

    def to_the_end(*argv, stdin="", **more):
        process = door(*argv, **more)
        out, err = process.communicate(stdin if isinstance(stdin, bytes) else stdin.encode(), timeout=120)
        return Done(process.returncode, out.decode(), err.decode())

    return to_the_end

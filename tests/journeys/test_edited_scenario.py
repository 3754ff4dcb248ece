"""A scenario is rewritten under a kept session: what still fits goes on and says so, what does not is told in one line."""

import json
import shutil
from pathlib import Path

import pytest

from trainer.scenario.loader import load_play

ROOT = Path(__file__).resolve().parents[2]
LINE = {"en": "changed after this session", "zh": "剧本改动过"}


@pytest.fixture(params=["en", "zh"])
def lang(request):
    return request.param


@pytest.fixture
def edit(tmp_path, monkeypatch):
    """A scenario of one's own; a function that rewrites a passage of it."""
    folder = tmp_path / "mine" / "scenarios" / "courier-theft"
    shutil.copytree(ROOT / "scenarios" / "courier-theft", folder)
    monkeypatch.setenv("PLEA_TRAINER_CONTENT", str(tmp_path / "mine"))

    def rewrite(old, new):
        path = folder / "scenario.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    yield rewrite
    load_play.cache_clear()  # the next test plays the case as it is


@pytest.fixture
def kept(edit, cli, lang, tmp_path):
    """A session in the client's room, and its export."""
    cli("play", "courier-theft", "--plain", "--lang", lang, stdin="/read 1\n/go meeting\n")
    (row,) = json.loads(cli("sessions", "list", "--json").out)
    done = cli("sessions", "export", row["id"], "--format", "json", "--to", tmp_path)
    assert (done.code, done.err) == (0, "")
    return row["id"], done.out.strip()


def test_unchanged_nothing_is_said(kept, cli):
    session, export = kept
    for argv in (["play", "--plain", "--resume", session], ["sessions", "show", session], ["grade", export, "--json"]):
        done = cli(*argv)
        assert (done.code, done.err) == (0, "")


def test_another_clock_is_said(kept, edit, cli, lang):
    session, export = kept
    edit("minutes: 150", "minutes: 20")
    for argv in (
        ["play", "--plain", "--resume", session],
        ["play", "--plain", "--resume", f"{session}@3"],
        ["sessions", "show", session],
        ["grade", export, "--lang", lang],
        ["grade", export, "--json", "--lang", lang],
        ["grade", export, export, "--json", "--lang", lang],
    ):
        done = cli(*argv)
        assert done.code == 0, done.err
        assert all(LINE[lang] in line for line in done.err.splitlines())
        assert done.err
        if "--json" in argv:
            assert all(json.loads(line)["transcript"]["scenario_edited"] for line in done.out.splitlines())


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("id: meeting\n", "id: talk\n", "rooms: meeting"),
        ("prosecution-opinion", "opinion", "documents: "),
        ("id: judge\n", "id: bench\n", "cast: judge"),
    ],
)
def test_what_is_gone_is_named(kept, edit, cli, lang, old, new, gone):
    session, export = kept
    edit(old, new)
    for argv in (
        ["play", "--plain", "--resume", session],
        ["sessions", "show", session],
        ["grade", export],
        ["sessions", "export", session],
    ):
        done = cli(*argv)
        assert (done.code, len(done.err.splitlines())) == (1, 1), done.err
        assert gone in done.err
        assert "scenario.yaml" in done.err
        assert ("剧本" in done.err) == (lang == "zh")

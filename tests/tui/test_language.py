"""The language to begin in: the one asked for, the one chosen last, the system's."""

import contextlib
import sys

import pytest

from trainer.tui import prefs
from trainer.tui.app import PleaTrainerApp


@pytest.fixture(params=[[], ["play"], ["play", "tiny"]], ids=" ".join)
def opened(request, monkeypatch):
    """Open the app by the command line and tell its language."""

    def run(*options):
        from trainer.__main__ import main

        seen = []
        monkeypatch.setattr(PleaTrainerApp, "run", lambda app: seen.append(app.lang))
        monkeypatch.setattr("trainer.tui.app.must_have_terminal", lambda lang: None)
        monkeypatch.setattr(sys, "argv", ["plea-trainer", *request.param, *options])
        with contextlib.suppress(SystemExit):
            main()
        return seen

    return run


def test_the_language_chosen_last_is_remembered(opened):
    assert opened() == ["en"]
    prefs.save(lang="zh")
    assert opened() == ["zh"]


def test_what_is_asked_for_comes_first(opened, monkeypatch):
    prefs.save(lang="zh")
    assert opened("--lang", "en") == ["en"]
    monkeypatch.setenv("PLEA_TRAINER_LANG", "en")
    assert opened() == ["en"]
    prefs.save(lang="en")
    assert opened("--lang", "zh") == ["zh"]


def test_nobody_chose_and_the_system_speaks_chinese(opened, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert opened() == ["zh"]
    prefs.save(lang="en")
    assert opened() == ["en"]

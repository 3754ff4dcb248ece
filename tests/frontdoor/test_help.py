"""The help of every command, in the language of whoever asks, wherever they say so."""

import re
import sys

import pytest
import typer
from rich.cells import cell_len

from trainer.cli import app, main
from trainer.frontdoor import help as pages
from trainer.i18n import catalogue
from trainer.text import LANGS, has_cjk
from trainer.tui import prefs

GROUPS = ("sessions", "law", "scenarios", "rubrics", "personas")


def walk(command, path="root", words=()):
    """Every command below this one: its key, its words, its parameters."""
    yield path, words, {p.name for p in command.get_params(typer.Context(command))}
    for name, inner in getattr(command, "commands", {}).items():
        yield from walk(inner, name if path == "root" else f"{path}_{name}", (*words, name))


COMMANDS = list(walk(typer.main.get_command(app)))


@pytest.fixture
def asked(monkeypatch, capsys):
    """What a command line prints, help for one."""

    def ask(*argv):
        monkeypatch.setattr(sys, "argv", ["plea-trainer", *argv])
        with pytest.raises(SystemExit) as left:
            main()
        told = capsys.readouterr()
        return left.value.code or 0, told.out + told.err

    return ask


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_and_option_has_its_text_and_no_text_is_left_over(lang):
    wanted, common = set(), {"usage.common.lang", "usage.common.as_json", "usage.common.help"}
    for path, _, params in COMMANDS:
        own = {f"usage.{path}.{name}" for name in params if f"usage.common.{name}" not in common}
        wanted |= own | {f"usage.{path}.about"}
    texts = {k for k in catalogue(lang) if k.startswith("usage.") and not k.startswith("usage.frame.")}
    special = {"usage.acts.lang", "usage.rubrics_test.lang", "usage.grade.as_json"}
    assert texts == wanted | common | special


@pytest.mark.parametrize("words", [words for _, words, _ in COMMANDS], ids=" ".join)
def test_the_help_of_a_command_is_in_both_languages_and_fits_a_terminal(asked, words):
    for lang in LANGS:
        code, told = asked(*words, "--lang", lang, "--help")
        assert code == 0
        assert told.startswith({"en": "Usage: plea-trainer", "zh": "用法：plea-trainer"}[lang])
        assert "usage." not in told, "the name of a message"
        assert all(cell_len(line) <= 80 for line in told.splitlines())
        assert has_cjk(told.replace("认罪认罚从宽", "")) == (lang == "zh")
    texts = re.sub(r"`[^`]*`|<[^>]*>|\S*plea-trainer\S*", "", told)
    assert "Show this" not in texts
    assert not re.search(r"\b(Options|Commands|Arguments|required|default)\b", texts)


@pytest.mark.parametrize(
    "argv",
    [
        ["--lang", "zh", "play", "--help"],
        ["play", "--lang", "zh", "--help"],
        ["play", "--help", "--lang", "zh"],
        ["play", "--help", "--lang=zh"],
        ["--lang", "en", "play", "--help", "--lang", "zh"],
    ],
)
def test_the_language_may_stand_anywhere(asked, argv):
    assert "练一个剧本" in asked(*argv)[1]


def test_the_language_is_the_one_asked_for_then_the_remembered_then_the_systems(asked, monkeypatch):
    assert "Play a scenario." in asked("play", "--help")[1]
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "练一个剧本" in asked("play", "--help")[1]
    prefs.save(lang="en")
    assert "Play a scenario." in asked("play", "--help")[1]
    monkeypatch.setenv("PLEA_TRAINER_LANG", "zh")
    assert "练一个剧本" in asked("play", "--help")[1]
    assert "Play a scenario." in asked("play", "--help", "--lang", "en")[1]
    monkeypatch.setenv("PLEA_TRAINER_LANG", "fr")
    assert asked("play", "--help")[0] == 0, "whoever asks for help gets help"


@pytest.mark.parametrize("group", [g for g in GROUPS if g != "sessions"])
def test_a_group_without_a_command_gives_its_help_in_that_language_too(asked, monkeypatch, group):
    monkeypatch.setenv("PLEA_TRAINER_LANG", "zh")
    assert asked(group)[1].startswith(f"用法：plea-trainer {group} [选项] 命令")


def test_what_holds_if_an_option_is_left_out_is_said(asked):
    _, told = asked("play", "--help", "--lang", "zh")
    assert "［默认 practice］" in told
    assert "［默认 0］［不小于 0］" in told
    _, told = asked("rubrics", "mark", "--help", "--lang", "en")
    assert re.search(r"--item\b.*\[required\]", told)
    assert not re.search(r"--rater\b.*\[", told)


def test_the_texts_are_read_only_for_help():
    assert not pages.is_asked(["play", "courier-theft"], GROUPS)
    assert not pages.is_asked([], GROUPS)
    assert pages.is_asked(["play", "--help"], GROUPS)
    assert pages.is_asked(["law"], GROUPS)

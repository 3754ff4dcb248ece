"""The documents say what is so: commands exist, links lead somewhere, keys are those of the models."""

from __future__ import annotations

import importlib
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trainer.cli import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")])
GUIDES = [ROOT / "docs" / "writing-scenarios.md", ROOT / "docs" / "writing-rubrics.md"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_TABLE = re.compile(r"<!-- keys: ([\w.]+) -->\n((?:\|.*\n)+)")
_COMMAND = re.compile(r"(?:^|[\s/\\])plea-trainer ((?:[a-z]|--).*)$")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def shell_lines(page: Path) -> list[str]:
    """Lines of shell blocks without their comments, and inline code."""
    blocks = [body for kind, body in _FENCE.findall(text_of(page)) if kind in ("sh", "powershell")]
    lines = [line for body in blocks for line in body.splitlines()]
    inline = re.findall(r"`([^`\n]+)`", _FENCE.sub("", text_of(page)))
    return [re.sub(r"\s+#\s.*$", "", line).strip() for line in (*lines, *inline)]


def commands() -> list[tuple[str, str]]:
    return sorted(
        {(name_of(p), m[1].strip()) for p in PAGES for line in shell_lines(p) if (m := _COMMAND.search(line))}
    )


def targets() -> set[str]:
    return set(re.findall(r"(?m)^([a-z]+):", MAKEFILE))


def slug(heading: str) -> str:
    """The anchor a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def test_there_is_something_to_check() -> None:
    assert len(PAGES) >= 8
    assert len(commands()) >= 15
    assert {"play", "test"} <= targets()


@pytest.mark.parametrize(("page", "command"), commands())
def test_quoted_commands_are_understood(page: str, command: str) -> None:
    words = shlex.split(command.replace("…", "words"))
    result = CliRunner().invoke(app, [*words, "--help"])
    assert result.exit_code == 0, f"{page}: plea-trainer {command}\n{result.output}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_quoted_make_targets_exist(page: Path) -> None:
    for line in shell_lines(page):
        if found := re.match(r"make ([a-z]+)", line):
            assert found[1] in targets(), f"{name_of(page)}: make {found[1]}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_quoted_modules_can_be_run(page: Path) -> None:
    for line in shell_lines(page):
        if found := re.search(r"python -m (benchmarks[\w.]*)", line):
            assert (ROOT / f"{found[1].replace('.', '/')}.py").is_file(), f"{name_of(page)}: {found[1]}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", text_of(page))):
        if re.match(r"[a-z]+://|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name_of(page)}: {link}"
        if anchor:
            assert anchor in {slug(h) for h in re.findall(r"(?m)^#+ (.*)$", text_of(target))}, (
                f"{name_of(page)}: {link}"
            )


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_named_files_exist(page: Path) -> None:
    for path in re.findall(r"`((?:trainer|tests|docs|benchmarks|scenarios|personas|rubrics)/[\w./-]+)`", text_of(page)):
        assert (ROOT / path).exists(), f"{name_of(page)}: {path}"


def documented() -> dict[str, set[str]]:
    """Model -> keys in the first column of its table."""
    found: dict[str, set[str]] = {}
    for page in GUIDES:
        for model, rows in _TABLE.findall(text_of(page)):
            firsts = [row.split("|")[1] for row in rows.splitlines()[2:]]
            found[model] = {key for first in firsts for key in re.findall(r"`([a-z_]+)`", first)}
    return found


def fields(model: str) -> set[str]:
    module, _, name = model.rpartition(".")
    return set(getattr(importlib.import_module(module), name).model_fields)


@pytest.mark.parametrize("model", documented())
def test_documented_keys_are_the_models(model: str) -> None:
    assert documented()[model] == fields(model)


def test_every_model_of_a_scenario_is_documented() -> None:
    from trainer.scenario import models

    written = {
        f"trainer.scenario.models.{name}"
        for name, thing in vars(models).items()
        if isinstance(thing, type) and issubclass(thing, models.Content) and thing.__module__ == models.__name__
    }
    assert written - documented().keys() == {f"trainer.scenario.models.{n}" for n in ("Content", "Words", "Patterns")}


@pytest.mark.parametrize(("name", "lang"), [("session.svg", "en"), ("session.zh.svg", "zh")])
def test_the_picture_shows_the_present_scenario(name: str, lang: str) -> None:
    from trainer.scenario.loader import load_play

    svg = (ROOT / "docs" / "img" / name).read_text(encoding="utf-8").replace("&#160;", " ")
    play = load_play("courier-theft")
    assert play.cast["accused"].call[lang] in svg
    assert play.rooms["meeting"].name[lang].split()[0] in svg


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_make_lists_every_target_with_a_line() -> None:
    shown = subprocess.run(
        ["make", "-s", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    phony = re.search(r"(?m)^\.PHONY: (.*)$", MAKEFILE)
    assert phony
    for target in set(phony[1].split()):
        assert re.search(rf"(?m)^  make {target} +\S", shown), target


def test_ci_runs_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in script
    assert "make check" in script
    assert "make test" in text_of(ROOT / "README.md")


def test_locks_name_no_index_and_only_exact_versions() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        for line in lock.read_text(encoding="utf-8").splitlines():
            assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .*)?", line), f"{lock.name}: {line}"


def test_locks_do_not_overlap() -> None:
    names = {
        lock.name: {line.split("==")[0] for line in lock.read_text(encoding="utf-8").splitlines()}
        for lock in ROOT.glob("requirements*.lock")
    }
    assert set(names) == {"requirements.lock", "requirements-dev.lock"}
    assert not names["requirements.lock"] & names["requirements-dev.lock"]


def test_the_shown_reading_of_a_turn_is_the_present_one() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    words = re.search(r'^plea-trainer acts --lang en "([^"]+)"', page, re.M)
    shown = re.search(r"^The last one shows how a turn is understood:\n\n```text\n(.*?)```", page, re.M | re.S)
    assert words
    assert shown
    assert CliRunner().invoke(app, ["acts", "--lang", "en", words[1]]).output == shown[1]

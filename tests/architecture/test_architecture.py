"""What the house is built like: light at the door, no case in the code, small files, imports downwards."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import trainer
from trainer.content import names
from trainer.scenario.loader import load_play, scenario_folder, scenario_ids

CODE = Path(trainer.__file__).parent
FILES = sorted(CODE.rglob("*.py"))
HEAVY = {
    "textual",
    "sqlalchemy",
    "jinja2",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "langsmith",
    "openai",
    "httpx2",
    "sklearn",
    "numpy",
    "scipy",
    "krippendorff",
    "docx",
}


def loaded_by(code, tmp_path):
    """The top-level packages a fresh interpreter has loaded after this code."""
    tell = "sys.stderr.write('@@' + json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    script = f"{code}\nimport sys, json\n{tell}"
    env = {**os.environ, "PLEA_TRAINER_DATA": str(tmp_path / "data")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=CODE.parent,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "@@" in done.stderr, done.stderr
    return set(json.loads(done.stderr.rpartition("@@")[2])), done


def command(*argv):
    given = ["plea-trainer", *argv]
    start = "from trainer.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass"
    return f"import sys\nsys.argv = {given!r}\n{start}"


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["play", "--help"], ["scenarios", "list", "--lang", "en"]])
def test_the_door_is_light(argv, tmp_path):
    modules, done = loaded_by(command(*argv), tmp_path)
    assert done.stdout
    assert modules & HEAVY == set()


def test_a_played_session_needs_no_endpoint_and_no_training_library(tmp_path):
    code = """
import asyncio
from trainer.simulate import plan_names
from trainer.dialogue.embedded import EmbeddedInterpreter
from trainer.session.commands import enter
from trainer.session.director import Session
from trainer.store.sql import SqlStore
from trainer.store.places import default_url
from trainer.scoring.files import record_of
from trainer.scoring.embedded import score

async def play():
    store, interpreter = SqlStore(default_url()), EmbeddedInterpreter()
    session = Session.create("courier-theft", lang="zh", seed=1, store=store, interpreter=interpreter)
    async for _ in session.begin(): pass
    for line in ("/去2", "有没有人逼过你？", "/去3", "我建议七个月。", "/不签 不是自愿的"):
        async for _ in enter(session, line): pass
    assert session.state.decision == "decline"
    score(record_of(session.play, session.events)[1], session.play.script.rubrics["defence"])

asyncio.run(play())
"""
    modules, _ = loaded_by(code, tmp_path)
    assert "sqlalchemy" in modules
    assert modules & (HEAVY - {"sqlalchemy"}) == set()


def test_one_turn_understood_loads_no_screen_and_no_database(tmp_path):
    modules, done = loaded_by(command("acts", "You may refuse.", "--json"), tmp_path)
    assert json.loads(done.stdout)["acts"]
    assert modules & HEAVY == set()


def test_grading_a_transcript_loads_no_statistics_and_no_screen(tmp_path):
    talk = tmp_path / "talk.txt"
    talk.write_text("---\nrole: defence\n---\nDuty lawyer: You may refuse.\nAccused: All right.\n", encoding="utf-8")
    modules, done = loaded_by(command("grade", str(talk), "--json"), tmp_path)
    assert json.loads(done.stdout)["results"]
    assert modules & HEAVY == set()


# No case in the code


def words_of_cases():
    """Names, ids and sums that belong to the scenarios: they may stand in no line of code."""
    found = set()
    for scenario in scenario_ids():
        play = load_play(scenario)
        found.add(scenario)
        for member in play.script.cast:
            found |= {member.name.en, member.name.zh, member.call.en}
            found |= {
                w for w in member.name.en.split() if len(w) > 3 and w not in ("Judge", "Prosecutor", "Lawyer", "Yuan")
            }
        for group in (
            play.facts,
            play.documents,
            play.weak_points,
            {b.id: b for b in play.script.mind.beliefs},
            {b.id: b for b in play.script.beats},
            {e.id: e for e in play.script.endings},
        ):
            found |= {name for name in group if "-" in name}
        raw = (scenario_folder(scenario) / "scenario.yaml").read_text(encoding="utf-8")
        found |= {n for n in re.findall(r"(\d[\d,]{3,}) yuan|(\d{4,})元", raw) for n in n if n}
        if play.script.repair:
            found |= {str(play.script.repair.demand_yuan), str(play.script.repair.means_yuan)}
    common = {"first-offence", "low-danger"}
    return sorted(w for w in found - common if len(w) >= 3 and not re.fullmatch(r"[1-9]0*", w.replace(",", "")))


def test_there_are_words_to_look_for():
    words = words_of_cases()
    assert len(words) > 60
    assert "罗小川" in words
    assert "courier-theft" in words


@pytest.mark.parametrize("path", FILES, ids=[str(f.relative_to(CODE)) for f in FILES])
def test_no_case_stands_in_the_code(path):
    text = path.read_text(encoding="utf-8")
    found = [
        w
        for w in words_of_cases()
        if re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])" if w.isascii() else re.escape(w), text)
    ]
    assert found == []


def test_no_persona_stands_in_the_code():
    personas = [p for p in names("personas") if "-" in p]
    found = {
        (p, f.name) for p in personas for f in FILES if re.search(rf"[\"']{p}[\"']", f.read_text(encoding="utf-8"))
    }
    assert found == set()


# Size


@pytest.mark.parametrize("path", FILES, ids=[str(f.relative_to(CODE)) for f in FILES])
def test_files_are_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600


def test_most_files_are_smaller():
    sizes = sorted(len(f.read_text(encoding="utf-8").splitlines()) for f in FILES)
    assert sizes[int(len(sizes) * 0.9)] <= 350


# Rooms

FLOORS = [
    {"__main__"},
    {"cli"},
    {"cli_rubrics"},
    {"frontdoor"},
    {"simulate"},
    {"tui", "plain"},
    {"clinic"},
    {"report"},
    {"scoring"},
    {"session"},
    {"persona"},
    {"dialogue", "store"},
    {"llm"},
    {"state"},
    {"events"},
    {"scenario"},
    {"law"},
    {"acts"},
    {"content", "i18n"},
    {"dates", "errors"},
    {"text", "markdown"},
]
"""From the roof to the cellar. A room imports only from floors below its own, or from its own room."""
LEVEL = {room: n for n, rooms in enumerate(FLOORS) for room in rooms}
KNOWN = {("i18n", "law")}
"""Phrases are made of terms: the one step up the stairs."""


def room_of(path):
    return path.relative_to(CODE).parts[0].removesuffix(".py")


def test_every_room_has_its_floor():
    rooms = {room_of(f) for f in FILES} - {"__init__"}
    assert rooms - set(LEVEL) == set()


def test_rooms_import_downwards_only():
    wrong = set()
    for path in FILES:
        here = room_of(path)
        if here not in LEVEL:
            continue
        text = path.read_text(encoding="utf-8")
        for there in re.findall(r"^\s*(?:from|import) trainer\.(\w+)", text, re.M):
            if there in LEVEL and there != here and LEVEL[there] <= LEVEL[here] and (here, there) not in KNOWN:
                wrong.add(f"{path.relative_to(CODE)} imports {there}")
    assert wrong == set()


def test_only_the_screen_knows_the_screen():
    outside = [
        f
        for f in FILES
        if room_of(f) not in ("tui",) and re.search(r"^\s*(?:from|import) textual", f.read_text(encoding="utf-8"), re.M)
    ]
    assert outside == []


def test_only_modules_named_for_it_use_the_door():
    users = {
        str(f.relative_to(CODE))
        for f in FILES
        if room_of(f) in ("dialogue", "persona", "session", "scoring")
        and not (f.stem.startswith("llm_") or f.stem.endswith("_llm"))
        and re.search(r"^\s*(?:from|import) trainer\.llm", f.read_text(encoding="utf-8"), re.M)
    }
    assert users == set()


def test_the_door_itself_is_light(tmp_path):
    modules, _ = loaded_by("import trainer.llm.client, trainer.llm.settings, trainer.llm.doctor", tmp_path)
    assert "pydantic" in modules
    assert modules & HEAVY == set()


def test_content_is_valid_yaml_everywhere():
    for kind in ("scenarios", "personas", "rubrics"):
        for path in sorted((CODE.parent / kind).rglob("*.yaml")):
            assert yaml.safe_load(path.read_text(encoding="utf-8")) is not None, path

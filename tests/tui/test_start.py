"""The first screen is painted before anything heavy is loaded."""

import json
import shutil
import subprocess
import sys

import pytest
from tui_kit import on, shown, wait_until

from trainer.content import find

HEAVY = ("sqlalchemy", "jinja2", "langchain", "langchain_openai", "openai", "sklearn", "trainer.session.director")

PAINT = """
import asyncio, json, sys
from trainer.tui.app import PleaTrainerApp
from trainer.tui.screens.start import StartScreen

StartScreen.load = lambda self: None  # what comes after the first paint

async def main():
    app = PleaTrainerApp("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    print(json.dumps(sorted(sys.modules)))

asyncio.run(main())
"""


def test_the_first_paint_loads_nothing_heavy(data_dir):
    data_dir.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([sys.executable, "-c", PAINT], capture_output=True, text=True, timeout=60, check=True)
    loaded = set(json.loads(done.stdout.strip().splitlines()[-1]))
    assert not loaded & set(HEAVY)


def test_the_keyboard_protocol_is_off_before_textual_is_imported():
    code = "import trainer.tui, os, sys; print(os.environ['TEXTUAL_DISABLE_KITTY_KEY'], 'textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["1", "False"]


def test_both_catalogues_of_the_screen_have_the_same_keys():
    from trainer.i18n import catalogue

    own = [{k for k in catalogue(lang) if k.startswith("tui.")} for lang in ("en", "zh")]
    assert own[0] == own[1]


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_broken_scenario_is_shown_with_its_fault_and_cannot_be_opened(tmp_path, monkeypatch, lang):
    from trainer.tui.app import PleaTrainerApp
    from trainer.tui.widgets.menu import Menu

    home = tmp_path / "mine" / "scenarios" / "spoilt"
    shutil.copytree(find("scenarios", "tiny"), home)
    (home / "scenario.yaml").write_text("id: spoilt\ntitle: [\n", encoding="utf-8")
    monkeypatch.setenv("PLEA_TRAINER_CONTENT", str(tmp_path / "mine"))
    app = PleaTrainerApp(lang)
    async with app.run_test(size=(160, 40)) as pilot:
        await wait_until(pilot, lambda: "plea-trainer scenarios lint spoilt" in shown(app))
        menu = app.screen.query_one(Menu)
        assert menu.get_option("broken:spoilt").disabled
        await wait_until(pilot, lambda: menu.highlighted_option and menu.highlighted_option.id == "past")
        await pilot.press("up")
        assert menu.highlighted_option.id in ("past", "settings")
        assert on(app, "StartScreen")

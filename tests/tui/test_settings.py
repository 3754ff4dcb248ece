"""The settings of a model: kept without the key, tried out, in both languages on the smallest screen."""

import json

import pytest
from double import Double, stream
from tui_kit import on, shown, wait_until

from trainer.tui.app import PleaTrainerApp


async def open_settings(pilot):
    await wait_until(pilot, lambda: pilot.app.screen.headlines is not None)
    await pilot.press("comma")
    await wait_until(pilot, lambda: on(pilot.app, "SettingsScreen"))


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_what_is_typed_is_kept_and_the_key_is_not(lang, data_dir, monkeypatch):
    from textual.widgets import Input

    from trainer.llm import settings

    kept = []
    monkeypatch.setattr(settings, "keep_key", lambda url, key: kept.append((url, key)) or True)
    app = PleaTrainerApp(lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        await pilot.press("right")
        await pilot.pause()
        assert app.screen.query_one("#base_url", Input).value == "https://api.deepseek.com/v1"
        app.screen.query_one("#voice_model", Input).value = "deepseek-chat"
        app.screen.query_one("#budget", Input).value = "90000"
        app.screen.query_one("#key", Input).value = "sk-secretsecret"
        await pilot.press("ctrl+s")
        await pilot.pause()
        text = (data_dir / "endpoint.json").read_text()
        assert "sk-secret" not in text
        assert "sk-secret" not in shown(app)
        found = json.loads(text)
        assert found["preset"] == "deepseek"
        assert found["model"] == "deepseek-chat"
        assert found["budget"] == 90000
        assert kept == [("https://api.deepseek.com/v1", "sk-secretsecret")]
        # Every line of the form is in view.
        assert app.screen.query_one("#key").region.bottom <= 23


async def test_without_a_keyring_one_is_told_of_the_environment(monkeypatch):
    from textual.widgets import Input

    from trainer.llm import settings

    monkeypatch.setattr(settings, "keep_key", lambda url, key: False)
    app = PleaTrainerApp("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        app.screen.query_one("#key", Input).value = "sk-secretsecret"
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: "OPENAI_API_KEY" in shown(app))


async def test_a_wrong_line_is_named():
    from textual.widgets import Input

    app = PleaTrainerApp("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        app.screen.query_one("#base_url", Input).value = "nonsense"
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: "http" in shown(app) and "! " in shown(app))


async def test_the_test_says_what_the_endpoint_can_do():
    from textual.widgets import Input

    async with Double(stream("one ", "two ", "three")) as double:
        app = PleaTrainerApp("en")
        async with app.run_test(size=(80, 24)) as pilot:
            await open_settings(pilot)
            app.screen.query_one("#base_url", Input).value = double.url
            app.screen.query_one("#voice_model", Input).value = "double"
            await pilot.press("f7")
            await wait_until(pilot, lambda: "double" in str(app.screen.query_one("#told").render()), 30)
            assert double.asked

"""How the screens look: `pytest tests/tui/test_pictures.py --snapshot-update` draws them anew."""

import pytest
from tui_kit import on, shown, spoken, wait_until

from trainer.session.narrate import Line
from trainer.tui.app import PleaTrainerApp

SIZES = ((80, 24), (120, 36))
LOOKS = [pytest.param(lang, theme, size, id=f"{lang}-{theme}-{size[0]}")
         for lang in ("en", "zh") for theme in ("ink", "paper") for size in SIZES]  # fmt: skip

TALK = {
    "en": [
        Line(
            "you",
            "You",
            "Good morning. Nobody is listening in here [really], so tell me in your own words what happened.",
            2,
        ),
        Line("offer", "", "On the table (Prosecutor Ma): four months' criminal detention, a fine of 1,000 yuan"),
        Line("note", "", "You have explained; have they understood? Have them say it back in their own words."),
    ],
    "zh": [
        Line(
            "you",
            "你",
            "您好，我是今天的值班律师。这里没有别人听得见，您用自己的话讲讲iPhone那件事是怎么回事，好吗？",
            2,
        ),
        Line("offer", "", "桌面上的方案（马检察官）：拘役四个月，并处罚金1000元，速裁程序"),
        Line("note", "", "你讲过了，他听懂了吗？请他用自己的话说一遍。"),
    ],
}


def app_for(lang, theme):
    app = PleaTrainerApp(lang, theme=theme)
    app.animation_level = "none"
    return app


@pytest.mark.parametrize(("lang", "theme", "size"), LOOKS)
def test_the_first_screen(snap_compare, lang, theme, size):
    async def ready(pilot):
        await wait_until(pilot, lambda: pilot.app.screen.headlines is not None and "60" in shown(pilot.app))
        await pilot.app.workers.wait_for_complete()

    assert snap_compare(app_for(lang, theme), run_before=ready, terminal_size=size)


@pytest.mark.parametrize(("lang", "theme", "size"), LOOKS)
def test_the_form(snap_compare, lang, theme, size):
    from trainer.tui.screens.choose import ChooseScreen

    async def ready(pilot):
        await wait_until(pilot, lambda: pilot.app.screen.headlines is not None)
        pilot.app.push_screen(ChooseScreen("tiny", seed=7))
        await wait_until(pilot, lambda: on(pilot.app, "ChooseScreen") and pilot.app.screen.query("#seed"))
        await pilot.press("down")
        await pilot.app.workers.wait_for_complete()

    assert snap_compare(app_for(lang, theme), run_before=ready, terminal_size=size)


@pytest.mark.parametrize(("lang", "theme", "size"), LOOKS)
def test_the_session(snap_compare, lang, theme, size):
    from trainer.tui.widgets.conversation import Conversation

    async def ready(pilot):
        app = pilot.app
        await wait_until(pilot, lambda: app.screen.headlines is not None)
        app.begin("tiny", role="defence", lang=lang, seed=7, personas={"accused": "plain-speaker"})
        await wait_until(pilot, lambda: on(app, "BriefingScreen"))
        await app.workers.wait_for_complete()
        await pilot.press("enter")
        await wait_until(pilot, lambda: on(app, "SessionScreen") and len(spoken(app)) >= 2 and not app.screen.busy)
        app.screen.composer.cursor_blink = False
        for line in TALK[lang]:
            await app.screen.query_one(Conversation).add(line)
        await pilot.pause()

    assert snap_compare(app_for(lang, theme), run_before=ready, terminal_size=size)

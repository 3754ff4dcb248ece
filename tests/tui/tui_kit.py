"""Helpers for tests of the screen: wait, look, begin a session, type."""

import asyncio
from contextlib import asynccontextmanager

import pytest


async def wait_until(pilot, predicate, seconds=8.0):
    """Let the app work until the predicate holds; an error says on which screen it did not."""
    end = asyncio.get_running_loop().time() + seconds
    while True:
        await pilot.pause()
        try:
            if predicate():
                return
        except Exception as error:
            last = error
        else:
            last = None
        if asyncio.get_running_loop().time() > end:
            pytest.fail(f"not in {seconds} s on {pilot.app.screen!r}: {last!r}")
        await asyncio.sleep(0.02)


def on(app, name):
    """Whether the screen in front is of this class."""
    return type(app.screen).__name__ == name


def spoken(app):
    """The lines of the conversation."""
    from trainer.tui.widgets.conversation import Spoken

    session = next(s for s in reversed(app.screen_stack) if type(s).__name__ == "SessionScreen")
    return [w.line for w in session.query(Spoken)]


def shown(app):
    """All text of the screen in front, as painted, without styles."""
    height = app.size.height
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips[:height])


@asynccontextmanager
async def in_session(lang="en", size=(80, 24), desk=None, **options):
    """An app in the first room of the tiny play: (app, pilot, session screen)."""
    from trainer.tui.app import PleaTrainerApp

    app = PleaTrainerApp(lang, desk=desk)
    async with app.run_test(size=size) as pilot:
        settings = {"role": "defence", "lang": lang, "mode": "practice", "seed": 7, "personas": None, **options}
        session = app.desk.create("tiny", **settings)
        app.open_session(session)
        await wait_until(pilot, lambda: on(app, "BriefingScreen"))
        await pilot.press("enter")
        await wait_until(pilot, lambda: on(app, "SessionScreen") and len(spoken(app)) >= 2 and not app.screen.busy)
        yield app, pilot, app.screen


async def type_in(pilot, text):
    """Put a text into the input and send it."""
    pilot.app.screen.composer.put(text)
    await pilot.press("enter")

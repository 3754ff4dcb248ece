"""Draw the README's pictures from the real program: `make pictures`.

A session on the default scenario with a fixed seed, played through the app's own input; nothing is kept.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from trainer.tui.app import PleaTrainerApp

PICTURES = Path(__file__).parent / "img"
SIZE = (112, 32)
SEED = 7
SCENARIO = "courier-theft"
PERSONAS = {"accused": "plain-speaker", "prosecutor": "listener"}
LINES = {
    "en": (
        "/read draft-affidavit",
        "/go meeting",
        "Tell me in your own words what happened that day.",
        "Tell me in your own words: what does signing this paper lead to?",
        "Who told you that you would be home for the festival?",
    ),
    "zh": (
        "/read draft-affidavit",
        "/go meeting",
        "那天是怎么回事，你从头给我讲讲。",
        "签了这份具结书会怎么样？用你自己的话讲一遍给我听。",
        "这话是谁跟你说的？",
    ),
}
DRAFT = {
    "en": "You may refuse, and after signing you can still take it back until the verdict.",
    "zh": "你可以不签；签了，判决之前也还能撤回。",
}


async def settle(pilot: Pilot[None], app: PleaTrainerApp) -> None:
    """Wait until the answer stands."""
    for _ in range(200):
        await pilot.pause(0.02)
        if not getattr(app.screen, "busy", False):
            break
    await pilot.pause(0.1)


async def draw(lang: str) -> str:
    """The session screen as SVG."""
    from trainer.store.memory import MemoryStore
    from trainer.tui.app import PleaTrainerApp
    from trainer.tui.desk import Desk
    from trainer.tui.screens.session import SessionScreen

    app = PleaTrainerApp(lang, desk=Desk(MemoryStore()), theme="ink")
    async with app.run_test(size=SIZE) as pilot:
        session = app.desk.create(
            SCENARIO, role="defence", lang=app.lang, mode="practice", seed=SEED, personas=PERSONAS
        )
        app.push_screen(SessionScreen(session))
        await settle(pilot, app)
        for line in LINES[lang]:
            assert isinstance(app.screen, SessionScreen)
            app.screen.submit(line)
            await settle(pilot, app)
            while not isinstance(app.screen, SessionScreen):
                app.pop_screen()
                await pilot.pause()
        app.screen.action_side("table")
        app.screen.composer.put(DRAFT[lang])
        app.screen.composer.focus()
        await pilot.pause(0.1)
        return app.export_screenshot(title="plea-trainer")


def stable(svg: str) -> str:
    """The picture without the ids drawn anew each time, and with no font fetched from elsewhere."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", svg)


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["PLEA_TRAINER_DATA"] = home
        PICTURES.mkdir(exist_ok=True)
        for lang, name in (("en", "session.svg"), ("zh", "session.zh.svg")):
            path = PICTURES / name
            path.write_text(stable(asyncio.run(draw(lang))), encoding="utf-8")
            print(path.relative_to(Path(__file__).parent.parent))


if __name__ == "__main__":
    main()

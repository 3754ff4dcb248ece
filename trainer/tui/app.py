"""The program on the screen: themes, language, and the way from one screen to the next."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.command import CommandPalette
from textual.screen import Screen

from trainer.errors import TrainerError, UsageError
from trainer.i18n import t
from trainer.i18n.faults import said
from trainer.tui import prefs, wrap
from trainer.tui.desk import Desk
from trainer.tui.palette import Commands
from trainer.tui.screens.base import Entry, TrainerScreen
from trainer.tui.screens.start import StartScreen
from trainer.tui.theme import THEMES

if TYPE_CHECKING:
    from trainer.session.director import Session
    from trainer.text import Lang


TERMINAL_CHECK_S = 2.0
"""Seconds between two looks whether the terminal is still there."""


class PleaTrainerApp(App[None]):
    """Start, choose, be briefed, talk, decide, read the debrief."""

    # The first screen is no pushed screen: its style sheet is loaded with the program.
    CSS_PATH = ["app.tcss", "screens/start.tcss"]
    TITLE = "plea-trainer"
    COMMANDS = {Commands}
    BINDINGS = [
        ("f1", "help", ""), ("f2", "language", ""), ("f9", "theme_next", ""), ("ctrl+q", "leave", ""),
    ]  # fmt: skip

    def __init__(self, lang: Lang | None = None, *, desk: Desk | None = None, theme: str | None = None) -> None:
        wrap.install()
        super().__init__()
        kept = prefs.load()
        self.lang: Lang = prefs.first_language(lang, kept.get("lang"))
        self.desk = desk or Desk()
        self.first = ""
        """The session to open at once."""
        for made in THEMES:
            self.register_theme(made)
        chosen = theme or kept.get("theme")
        self.theme = chosen if chosen in ("ink", "paper") else "ink"

    def get_default_screen(self) -> Screen[Any]:
        """The first screen is the base of all others: painted at once, and always there to come back to."""
        return StartScreen()

    def on_mount(self) -> None:
        """Go where the command line asked to go."""
        if not self.is_headless and not self.is_web:
            self.set_interval(TERMINAL_CHECK_S, self._leave_with_the_terminal)
        if self.first:
            self.call_after_refresh(self.open_kept, self.first)

    def _leave_with_the_terminal(self) -> None:
        """A window that is closed need not end its programs: `make` holds the signal back, and this one would spin.

        There is no orderly way out: what paints waits for a screen that is gone. All that was said or typed is on disk.
        """
        if not sys.__stdin__ or not sys.__stdin__.isatty():
            self.desk.close()
            os._exit(1)

    # From screen to screen

    def open_choice(self, scenario: str) -> None:
        """Choose how to play a scenario."""
        from trainer.tui.screens.choose import ChooseScreen

        self.push_screen(ChooseScreen(scenario))

    def begin(
        self, scenario: str, *, role: str | None = None, lang: Lang | None = None, mode: str = "practice",
        seed: int = 0, personas: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Make a session and go to its briefing."""
        try:
            session = self.desk.create(
                scenario, role=role, lang=lang or self.lang, mode=mode, seed=seed, personas=personas
            )
        except TrainerError as error:
            self.tell(error)
            return
        self.open_session(session)

    def open_kept(self, session_id: str) -> None:
        """Go on with a kept session, or read the debrief of a closed one."""
        try:
            session = self.desk.resume(session_id)
        except TrainerError as error:
            self.tell(error)
            return
        self.open_session(session)
        if session.edited:
            self.notify(t(session.lang, "fault.edited"), severity="warning", timeout=12, markup=False)

    def open_session(self, session: Session) -> None:
        """The screen a session belongs on now; whatever lay over the first screen is put away."""
        from trainer.tui.screens.briefing import BriefingScreen
        from trainer.tui.screens.debrief import DebriefScreen
        from trainer.tui.screens.session import SessionScreen

        screen: TrainerScreen
        if session.closed:
            screen = DebriefScreen(session)
        else:
            screen = SessionScreen(session) if session.state.room else BriefingScreen(session)
        self.home()
        self.push_screen(screen)

    def home(self) -> None:
        """Back to the first screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def open_past(self) -> None:
        """The past sessions."""
        from trainer.tui.screens.past import PastScreen

        self.push_screen(PastScreen())

    # For every screen

    @property
    def speaking(self) -> Lang:
        """The language of what is on the screen."""
        return getattr(self.screen, "lang", self.lang)

    def tell(self, error: TrainerError) -> None:
        """A fault in one line, where no screen has a place for it."""
        self.notify(said(error, self.speaking), severity="error", timeout=12, markup=False)

    async def action_language(self) -> None:
        """The other language; a session keeps its own."""
        here = self.screen
        if not isinstance(here, TrainerScreen) or here.own_lang:
            self.notify(t(self.speaking, "tui.language_fixed"), markup=False)
            return
        self.lang = "en" if self.lang == "zh" else "zh"
        prefs.save(lang=self.lang)
        for screen in self.screen_stack:
            if isinstance(screen, TrainerScreen) and not screen.own_lang:
                await screen.relabel()

    def action_theme_next(self) -> None:
        """Dark or light."""
        self.theme = "paper" if self.theme == "ink" else "ink"
        prefs.save(theme=self.theme)

    def action_help(self) -> None:
        """The keys and commands."""
        from trainer.tui.screens.page import PageScreen

        if not isinstance(self.screen, PageScreen):
            lang = self.speaking
            text = t(lang, "tui.help_keys") + "\n" + t(lang, "help.commands")
            self.push_screen(PageScreen(t(lang, "tui.page.help"), text, lang))

    def action_leave(self) -> None:
        """Ask before the program ends."""
        from trainer.tui.screens.ask import AskScreen

        if isinstance(self.screen, AskScreen):
            return
        lang = self.speaking
        words = (t(lang, "tui.quit.question"), t(lang, "tui.quit.below"))
        choices = [("quit", t(lang, "tui.quit.yes")), ("", t(lang, "tui.quit.no"))]
        self.push_screen(AskScreen(*words, choices, lang), lambda answer: self.exit() if answer == "quit" else None)

    def action_command_palette(self) -> None:
        """The palette, with words in the language of the screen."""
        if not isinstance(self.screen, CommandPalette):
            placeholder = t(self.speaking, "tui.palette")
            self.push_screen(CommandPalette(placeholder=placeholder, id="--command-palette"))

    def entries(self, screen: Screen[Any]) -> list[Entry]:
        """Commands of the palette that work everywhere, in the language of the screen below it."""
        lang = getattr(screen, "lang", self.lang)
        found: list[Entry] = [
            (t(lang, "tui.do.theme"), "F9", self.action_theme_next), (t(lang, "tui.do.help"), "F1", self.action_help),
            (t(lang, "tui.do.quit"), "Ctrl+Q", self.action_leave),
        ]  # fmt: skip
        if isinstance(screen, TrainerScreen) and not screen.own_lang:
            found.insert(0, (t(lang, "tui.do.language"), "F2", self.action_language))
        return found

    def on_unmount(self) -> None:
        """Let go of the store."""
        self.desk.close()


def must_have_terminal(lang: Lang) -> None:
    """Raise UsageError where there is nothing to draw on or to type at: the screen would flood whatever reads it."""
    drawn_on = sys.__stdout__ if os.name == "nt" else sys.__stderr__
    ends = (sys.__stdin__, drawn_on)
    served = "TEXTUAL_DRIVER" in os.environ  # a browser is the terminal
    if not served and not all(end and end.isatty() for end in ends):
        raise UsageError(t(lang, "tui.no_terminal"), do=t(lang, "tui.no_terminal_do"))


def run_app(lang: Lang | None = None, session: str = "", *, voice: str = "") -> None:
    """Open the app: on the first screen, or on a session, a new one on its briefing. `lang`: as asked for, or None."""
    app = PleaTrainerApp(lang, desk=Desk(voice=voice))
    must_have_terminal(app.lang)
    app.first = session
    app.run()

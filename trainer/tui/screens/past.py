"""Past sessions: resume one, read its debrief, delete it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from trainer.errors import TrainerError
from trainer.i18n.faults import said
from trainer.tui.screens.ask import AskScreen
from trainer.tui.screens.base import TrainerScreen
from trainer.tui.widgets.keys import Key
from trainer.tui.widgets.menu import Menu, Row

if TYPE_CHECKING:
    from trainer.store.base import SessionInfo


class PastScreen(TrainerScreen):
    """All sessions on this machine, the latest first."""

    CSS_PATH = "past.tcss"
    BINDINGS = [("escape", "back", ""), ("d,delete", "delete", "")]

    def __init__(self) -> None:
        super().__init__()
        self.found: list[SessionInfo] = []
        self.titles: dict[str, dict[str, str]] = {}

    def compose(self) -> ComposeResult:
        """See Textual."""
        with Vertical(id="past"):
            yield Static(self.say("start.past"), id="title", markup=False)
            yield Menu(self._rows(), id="menu")
            yield Static("", id="fault", markup=False)
        yield self.key_line()

    def keys(self) -> list[Key]:
        """See `TrainerScreen.keys`."""
        return [
            ("Enter", self.say("key.open"), "screen.open"), ("d", self.say("key.delete"), "screen.delete"),
            ("F2", self.say("key.language"), "app.language"), ("Esc", self.say("key.back"), "screen.back"),
        ]  # fmt: skip

    def on_mount(self) -> None:
        """See Textual."""
        self.query_one(Menu).focus()
        self.load()

    async def relabel(self) -> None:
        """See `TrainerScreen.relabel`."""
        await super().relabel()
        self._show()
        self.query_one(Menu).focus()

    def load(self) -> None:
        """Read the list."""
        try:
            self.found = self.trainer.desk.sessions()
        except TrainerError as error:
            self.query_one("#fault", Static).update(f"! {said(error, self.lang)}")
        self.titles = {h.id: h.title for h in self.trainer.desk.headlines()}
        self._show()

    def _show(self) -> None:
        self.query_one(Menu).show(self._rows())

    def _rows(self) -> list[Row]:
        if not self.found:
            return [Row("", self.say("past.none"))]
        # Forks and fresh starts of one minute differ in nothing else; the id is also what `--resume` takes.
        return [Row(f"id:{s.id}", self._title(s), self._below(s), beside=s.id) for s in self.found]

    def _title(self, info: SessionInfo) -> str:
        return self.titles.get(info.scenario, {}).get(self.lang, info.scenario)

    def _below(self, info: SessionInfo) -> str:
        state = self.say("past.closed" if info.closed else "past.open")
        language = self.say(f"language.{info.lang}")
        return self.say(
            "past.line", role=self.say(f"role.{info.role}"), mode=self.say(f"mode.{info.mode}"), lang=language,
            state=state, turns=info.turns, when=_when(info.updated),
        )  # fmt: skip

    def _highlighted(self) -> SessionInfo | None:
        option = self.query_one(Menu).highlighted_option
        name = (option.id or "").partition(":")[2] if option else ""
        return next((s for s in self.found if s.id == name), None)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.trainer.open_kept((event.option_id or "").partition(":")[2])

    def action_open(self) -> None:
        """Open what is highlighted."""
        self.query_one(Menu).action_select()

    @work
    async def action_delete(self) -> None:
        """Delete the highlighted session, after a question."""
        info = self._highlighted()
        if info is None:
            return
        answers = [("", self.say("past.keep")), ("yes", self.say("past.delete"))]
        question = self.say("past.question", title=f"{self._title(info)}  {info.id}")
        ask = AskScreen(question, self._below(info), answers, self.lang)
        if await self.app.push_screen_wait(ask) == "yes":
            try:
                self.trainer.desk.delete(info.id)
            except TrainerError as error:
                self.query_one("#fault", Static).update(f"! {said(error, self.lang)}")
            self.load()

    def action_back(self) -> None:
        """Back to the first screen."""
        self.app.pop_screen()


def _when(stamp: str) -> str:
    """An ISO time in UTC as local date and time; nothing where there is none."""
    try:
        return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return ""

"""The first screen: what this is, what can be played, where one stopped. Nothing heavy comes before its paint."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from trainer.errors import TrainerError
from trainer.i18n import t
from trainer.i18n.faults import said
from trainer.tui.screens.base import Entry, TrainerScreen
from trainer.tui.widgets.keys import Key
from trainer.tui.widgets.menu import Menu, Row

if TYPE_CHECKING:
    from trainer.scenario.headlines import Broken, Headline
    from trainer.store.base import SessionInfo


class StartScreen(TrainerScreen):
    """Scenarios, and the session to go on with."""

    BINDINGS = [
        ("f6", "past", ""), ("comma", "settings", ""), ("q", "app.leave", ""), ("escape", "app.leave", ""),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.headlines: list[Headline] | None = None
        self.broken: list[Broken] = []
        self.latest: SessionInfo | None = None
        self.fault = ""
        self.touched = False

    def compose(self) -> ComposeResult:
        """See Textual."""
        with Vertical(id="start"):
            yield Static(self.say("name"), id="name", markup=False)
            yield Static(self.say("sentence"), id="sentence", markup=False)
            yield Menu(self._rows(), id="menu")
            yield Static(self.fault, id="fault", markup=False)
            yield Static(t(self.lang, "not_advice"), id="advice", markup=False)
        yield self.key_line()

    def keys(self) -> list[Key]:
        """See `TrainerScreen.keys`."""
        return [
            ("Enter", self.say("key.open"), "screen.open"), ("F2", self.say("key.language"), "app.language"),
            ("F6", self.say("key.past"), "screen.past"), ("F9", self.say("key.theme"), "app.theme_next"),
            ("F1", self.say("key.help"), "app.help"), ("Ctrl+P", self.say("key.commands"), "app.command_palette"),
            ("Ctrl+Q", self.say("key.quit"), "app.leave"),
        ]  # fmt: skip

    def on_mount(self) -> None:
        """See Textual."""
        self.query_one(Menu).focus()
        self.call_after_refresh(self.load)

    def on_screen_resume(self) -> None:
        """Back from a session: what there is to go on with may have changed."""
        if self.headlines is not None:
            self.touched = False
            self.load()

    def on_key(self) -> None:
        """From the first key on the highlight is the user's."""
        self.touched = True

    async def relabel(self) -> None:
        """See `TrainerScreen.relabel`."""
        await super().relabel()
        self.query_one(Menu).focus()
        self.query_one(Menu).show(self._rows())

    @work(thread=True, exclusive=True, exit_on_error=True)
    def load(self) -> None:
        """Read the list, then the sessions, then what the next screens need: all after the first paint."""
        found = self.trainer.desk.headlines()
        self.app.call_from_thread(self._found, found)
        self.app.call_from_thread(self._found_broken, self.trainer.desk.broken())
        try:
            latest = self.trainer.desk.latest_open()
            self.app.call_from_thread(self._latest, latest, "")
        except TrainerError as error:
            self.app.call_from_thread(self._latest, None, said(error, self.lang))
        import trainer.session.commands
        import trainer.session.narrate  # noqa: F401

    def _found(self, headlines: list[Headline]) -> None:
        self.headlines = headlines
        self._show()

    def _found_broken(self, broken: list[Broken]) -> None:
        self.broken, before = broken, self.broken
        if broken or before:
            self._show()

    def _latest(self, latest: SessionInfo | None, fault: str) -> None:
        self.latest, self.fault = latest, fault
        if self.is_mounted:
            self.query_one("#fault", Static).update(f"! {fault}" if fault else "")
            self._show()
            menu = self.query_one(Menu)
            if latest and not self.touched:
                menu.highlighted = menu.get_option_index(f"continue:{latest.id}")
                menu.scroll_home(animate=False)

    def _show(self) -> None:
        if self.is_mounted:
            self.query_one(Menu).show(self._rows())

    def _rows(self) -> list[Row]:
        if self.headlines is None:
            return [Row("", self.say("start.loading"))]
        rows = []
        if self.latest:
            rows += [Row("", self.say("start.continue")), self._continue(self.latest), Row("", "")]
        rows += [Row("", self.say("start.scenarios" if self.headlines or self.broken else "start.none"))]
        for number, line in enumerate(self.headlines):
            rows += [Row(f"gap{number}", "", off=True)] if number else []
            rows.append(Row(f"play:{line.id}", line.title[self.lang], self._below(line)))
        for faulty in self.broken:
            rows += [Row(f"gap:{faulty.id}", "", off=True), self._cannot(faulty)]
        ends = [Row("past", self.say("start.past")), Row("settings", self.say("settings.title"))]
        return [*rows, Row("gap", "", off=True), *ends]

    def _below(self, line: Headline) -> str:
        roles = self.say("comma").join(self.say(f"role.{role}") for role in line.roles)
        return f"{line.tagline[self.lang]}\n{self.say('start.line', roles=roles, minutes=line.minutes)}"

    def _cannot(self, line: Broken) -> Row:
        """A scenario with a fault, and the fault: there is nothing to open."""
        return Row(f"broken:{line.id}", line.id, f"! {line.line(self.lang)}", off=True)

    def _continue(self, found: SessionInfo) -> Row:
        titles = {h.id: h.title[self.lang] for h in self.headlines or []}
        about = self.say("start.stopped", role=self.say(f"role.{found.role}"), turns=found.turns)
        return Row(f"continue:{found.id}", titles.get(found.scenario, found.scenario), about)

    def action_open(self) -> None:
        """Open what is highlighted."""
        self.query_one(Menu).action_select()

    def action_past(self) -> None:
        """The past sessions."""
        self.trainer.open_past()

    def action_settings(self) -> None:
        """A model that speaks."""
        from trainer.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "play":
            self.trainer.open_choice(name)
        elif kind == "continue":
            self.trainer.open_kept(name)
        elif kind == "past":
            self.trainer.open_past()
        elif kind == "settings":
            self.action_settings()

    def entries(self) -> list[Entry]:
        """See `Bilingual.entries`."""
        titles = [(h.id, h.title[self.lang]) for h in self.headlines or []]
        choose = self.trainer.open_choice
        plays: list[Entry] = [(self.say("do.play", title=title), "", partial(choose, i)) for i, title in titles]
        settings: Entry = (self.say("settings.title"), ",", self.action_settings)
        return [*plays, (self.say("start.past"), "", self.trainer.open_past), settings]

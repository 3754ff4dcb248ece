"""The debrief of a closed session, and what can be done with it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from trainer.errors import TrainerError
from trainer.i18n.faults import said
from trainer.session.narrate import narrate
from trainer.text import escaped
from trainer.tui.markdown import Page
from trainer.tui.screens.ask import LineScreen
from trainer.tui.screens.base import Entry, TrainerScreen
from trainer.tui.widgets.keys import Key
from trainer.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from trainer.session.director import Session

_FORMATS = ("html", "md", "json")


class DebriefScreen(TrainerScreen):
    """Scores, quotes, the truth; save, fork, play again."""

    CSS_PATH = "debrief.tcss"
    BINDINGS = [
        ("escape", "home", ""), ("s", "save", ""), ("f", "fork", ""), ("a", "again", ""), ("t", "transcript", ""),
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.own_lang = session, session.lang

    def compose(self) -> ComposeResult:
        """See Textual."""
        with Reader(id="debrief"):
            yield Static(self.say("debrief.busy"), id="waiting", markup=False)
        yield Static("", id="note", markup=False)
        yield self.key_line()

    def keys(self) -> list[Key]:
        """See `TrainerScreen.keys`."""
        return [
            ("s", self.say("key.save"), "screen.save"), ("f", self.say("key.fork"), "screen.fork"),
            ("a", self.say("key.again"), "screen.again"), ("t", self.say("key.transcript"), "screen.transcript"),
            ("Esc", self.say("key.home"), "screen.home"), ("PgUp PgDn", self.say("key.scroll"), ""),
        ]  # fmt: skip

    def on_mount(self) -> None:
        """See Textual."""
        self.query_one("#debrief").focus()
        self.call_after_refresh(self.load)

    @work
    async def load(self) -> None:
        """Score the session and show what comes of it."""
        try:
            text = await asyncio.to_thread(debrief_text, self.session)
        except TrainerError as error:
            self._note(f"! {said(error, self.lang)}")
            text = closing_text(self.session)
        await self.query_one(Reader).mount(Page(text))
        # A long page takes a moment to be laid out: until it can be seen, the screen goes on saying that it comes.
        self.call_after_refresh(self._arrived)

    async def _arrived(self) -> None:
        await self.query_one("#waiting").remove()
        self.query_one(Reader).tell()

    def _note(self, text: str) -> None:
        self.query_one("#note", Static).update(text)

    @work
    async def action_save(self) -> None:
        """Write the report in all formats."""
        try:
            from trainer.report.export import save
            from trainer.store.places import data_dir

            paths = await asyncio.to_thread(save, self.session, data_dir() / "reports", _FORMATS)
        except ImportError:
            self._note(self.say("debrief.no_export"))
        except TrainerError as error:
            self._note(f"! {said(error, self.lang)}")
        else:
            self._note(self.say("debrief.saved", paths="  ".join(str(p) for p in paths)))

    @work
    async def action_fork(self) -> None:
        """Play on from a turn."""
        last = self.session.state.turn
        ask = LineScreen(self.say("debrief.fork"), self.say("debrief.fork_below", last=last), self.lang)
        answer = await self.app.push_screen_wait(ask)
        if not answer:
            return
        if not answer.isdecimal():
            self._note(self.say("debrief.fork_below", last=last))
            return
        try:
            self.trainer.open_session(self.session.fork(int(answer)))
        except TrainerError as error:
            self._note(f"! {said(error, self.lang)}")

    def action_again(self) -> None:
        """The same scenario from the beginning."""
        scenario = self.session.play.script.id
        self.trainer.home()
        self.trainer.open_choice(scenario)

    def action_transcript(self) -> None:
        """What was said, with the numbers of the turns."""
        from trainer.tui.screens.page import PageScreen

        page = PageScreen(self.say("key.transcript"), transcript(self.session), self.lang, plain=True)
        self.app.push_screen(page)

    def action_home(self) -> None:
        """Back to the first screen."""
        self.trainer.home()

    def entries(self) -> list[Entry]:
        """See `Bilingual.entries`."""
        return [(label, key, getattr(self, f"action_{action.partition('.')[2]}"))
                for key, label, action in self.keys() if action]  # fmt: skip


def debrief_text(session: Session) -> str:
    """The debrief as Markdown; where there is none to be had, how it ended."""
    try:
        from trainer.report.debrief import markdown
    except ImportError:
        return closing_text(session)
    return str(markdown(session))


def closing_text(session: Session) -> str:
    """How the session ended, in the words of the play."""
    lines = [narrate(session.play, event, session.lang) for event in session.events]
    parts = [f"# {escaped(session.play.script.title[session.lang])}"]
    for line in lines:
        if line and line.kind == "end":
            parts += [f"## {escaped(line.who)}"] if line.who else []
            parts.append(escaped(line.text).replace("\n", "\\\n"))
    return "\n\n".join(parts)


def transcript(session: Session) -> str:
    """The session as text, turns numbered."""
    rows = []
    for event in session.events:
        line = narrate(session.play, event, session.lang)
        if line:
            head = f"{line.turn}  {line.who}" if line.turn else line.who
            rows.append(f"{head}\n{line.text}" if head else line.text)
    return "\n\n".join(rows)

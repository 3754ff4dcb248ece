"""The session: the conversation, the input, the clock, and what lies at hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import TextArea

from trainer import events as ev
from trainer.errors import TrainerError
from trainer.i18n.faults import said
from trainer.session.commands import Info, Quit, Shown, enter
from trainer.session.info import speaker
from trainer.session.mending import under_way
from trainer.session.narrate import Line, narrate
from trainer.text import Lang, joined
from trainer.tui import drafts
from trainer.tui.screens.base import Entry, TrainerScreen
from trainer.tui.screens.session_doors import Doors
from trainer.tui.widgets.composer import Composer
from trainer.tui.widgets.conversation import Conversation
from trainer.tui.widgets.keys import Key, KeyLine
from trainer.tui.widgets.side import Side, Tab
from trainer.tui.widgets.status import Header, Status

if TYPE_CHECKING:
    from trainer.session.director import Session

WIDE = 110
"""Columns from which the panel has room beside the conversation."""


class SessionScreen(TrainerScreen):
    """One session as performed."""

    CSS_PATH = "session.tcss"
    BINDINGS = [
        ("f3", "side('file')", ""), ("f4", "side('rooms')", ""), ("f5", "side('table')", ""), ("f8", "formal", ""),
        ("ctrl+q", "leave", ""), ("escape", "escape", ""), ("pageup", "turn(-1)", ""), ("pagedown", "turn(1)", ""),
        ("enter", "over", ""),
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.own_lang = session, session.lang
        self.doors = Doors(self)
        self.busy = False
        self.heard = ""

    def compose(self) -> ComposeResult:
        """See Textual."""
        yield Header(self.session)
        with Horizontal(id="desk"):
            yield Side(self.session, id="side")
            with Vertical(id="talk"):
                yield Conversation(id="conversation")
                yield Status(self.session)
                yield Composer(self.say("session.placeholder"), id="composer")
        yield self.key_line()

    def keys(self) -> list[Key]:
        """See `TrainerScreen.keys`."""
        if self.session.closed:
            return [("Enter", self.say("key.debrief"), "screen.formal"), ("PgUp PgDn", self.say("key.scroll"), ""),
                    ("Esc", self.say("key.home"), "screen.leave")]  # fmt: skip
        formal = "rest" if self.session.in_court else "decide"
        return [
            ("Enter", self.say("key.send"), ""), ("F3", self.say("side.file"), "screen.side('file')"),
            ("F4", self.say("side.rooms"), "screen.side('rooms')"),
            ("F5", self.say("side.table"), "screen.side('table')"),
            ("F8", self.say(f"key.{formal}"), "screen.formal"), ("F1", self.say("key.help"), "app.help"),
            ("Ctrl+P", self.say("key.commands"), "app.command_palette"), ("Esc", self.say("key.leave"), "screen.leave"),
        ]  # fmt: skip

    @property
    def composer(self) -> Composer:
        """The input."""
        return self.query_one(Composer)

    async def on_mount(self) -> None:
        """Show what has happened, give back the draft, and begin."""
        self.composer.put(drafts.kept(self.session.id))
        told = [line for line in (narrate(self.session.play, e, self.lang) for e in self.session.events) if line]
        await self.query_one(Conversation).fill(told)
        for event in self.session.events:
            if isinstance(event, ev.Said) and event.speaker == ev.TRAINEE:
                self.composer.remember(event.text)
        self.composer.focus()
        self._stand()
        self.warm()
        if not self.session.state.room or under_way(self.session):
            self.perform("")

    def on_screen_resume(self) -> None:
        """See Textual."""
        self.query_one(Conversation).settle_again()

    async def on_unmount(self) -> None:
        """Let go of a model's connections."""
        await self.session.hush()

    def on_resize(self, event: events.Resize) -> None:
        """The panel is there when there is room for it."""
        self.set_class(event.size.width >= WIDE, "wide")
        self.set_class(event.size.width >= 160, "vast")
        if not self.has_class("wide") and not self.session.closed:
            self.composer.focus()

    @work
    async def warm(self) -> None:
        """Load what a model's first turn will need while the trainee reads."""
        await self.session.voices.warm()

    # What the trainee does

    @on(Composer.Sent)
    def _sent(self, event: Composer.Sent) -> None:
        if event.text.strip():
            self.submit(event.text, typed=event.text)

    @on(Side.Chosen)
    def _chosen(self, event: Side.Chosen) -> None:
        self.submit(event.line)
        self.composer.focus()

    def submit(self, line: str, typed: str | None = None) -> None:
        """Everything goes through here: speech, and commands from keys, panel and palette."""
        if self.busy:
            self.query_one(Status).wait_please()
        elif not self.session.closed:
            self.perform(line, typed)

    @work
    async def perform(self, line: str, typed: str | None = None) -> None:
        """Show what comes of a line. What was typed leaves the input once it is on disk; refused, it stays, marked."""
        self.busy = True
        self.query_one(Status).busy()
        self.query_one(Conversation).expect()
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()
        try:
            async for thing in _guarded(self.session.begin(), self.lang):
                await self._show(thing)
            async for thing in enter(self.session, line if self.session.state.room else ""):
                if typed is not None:
                    refused = isinstance(thing, Info) and thing.kind == "fault"
                    (self.composer.refused if refused else self.composer.arrived)(typed)
                    typed = None
                await self._show(thing)
                await asyncio.sleep(0)
        finally:
            self.busy = False
            if self.is_mounted:
                self._stand()

    async def _show(self, thing: Shown) -> None:
        if isinstance(thing, Quit):
            self.action_leave()
        elif isinstance(thing, Info):
            if thing.kind == "fault":
                self.query_one(Status).fault(thing.text)
            elif thing.kind in ("hint", "info"):
                await self.query_one(Conversation).add(Line("note", "", thing.text))
            else:
                self.doors.show(thing)
        elif isinstance(thing, ev.Sentence):
            await self._part(thing)
        elif line := narrate(self.session.play, thing, self.lang):
            if isinstance(thing, ev.Said):
                self.heard = ""
                await self.query_one(Conversation).whole(line)
            else:
                await self.query_one(Conversation).add(line)

    async def _part(self, thing: ev.Sentence) -> None:
        """A sentence as it passed the guard, behind those before it."""
        self.heard = joined([self.heard, thing.text], self.lang)
        who = speaker(self.session.play, thing.speaker, self.lang)
        await self.query_one(Conversation).part(Line("them", who, self.heard, self.session.state.turn + 1))

    def _stand(self) -> None:
        """Everything around the conversation, as things stand now."""
        self.query_one(Header).show()
        self.query_one(Status).show()
        self.query_one(Side).show()
        self.query_one(KeyLine).show(*self.keys())
        self.set_class(self.session.closed, "closed")
        if self.session.closed and self.composer.has_focus:
            self.set_focus(None)

    @on(TextArea.Changed)
    def _typing(self) -> None:
        try:
            drafts.keep(self.session.id, self.composer.draft)
        except TrainerError as error:
            self.query_one(Status).fault(said(error, self.lang))

    # Keys

    def action_side(self, tab: Tab) -> None:
        """A tab of the panel, or the panel as a screen."""
        if self.has_class("wide"):
            self.query_one(Side).turn(tab)
        else:
            self.doors.side(tab)

    def action_turn(self, way: int) -> None:
        """A page of the conversation."""
        self.query_one(Conversation).turn_page(way)

    def action_formal(self) -> None:
        """The next formal step: the decision, the end of the hearing, the debrief."""
        if self.session.closed:
            self.trainer.open_session(self.session)
        elif not self.busy:
            self.doors.rest() if self.session.in_court else self.doors.decide()

    def on_key(self, event: events.Key) -> None:
        """What is typed while the input has not the focus (on the way in, or in the panel) is typed into it."""
        if not self.composer.has_focus and not self.session.closed and event.is_printable and event.character:
            event.stop()
            self.type_on(event.character)

    def type_on(self, text: str) -> None:
        """Put into the input what was typed elsewhere."""
        self.composer.focus()
        self.composer.insert(text)

    def action_over(self) -> None:
        """Enter, when the input does not have it: sends what was typed ahead, or goes on to the debrief."""
        if self.session.closed:
            self.action_formal()
        elif self.focused is None:
            self.composer.post_message(Composer.Sent(self.composer.text))

    def action_escape(self) -> None:
        """Stop a model that is speaking; else back to the input; from there, out."""
        if self.busy:
            self.session.voices.stop()
        elif self.composer.has_focus or self.session.closed:
            self.action_leave()
        else:
            self.composer.focus()

    def action_leave(self) -> None:
        """Ask how to leave; the session is kept."""
        self.doors.leave()

    def entries(self) -> list[Entry]:
        """See `Bilingual.entries`."""
        return self.doors.entries()


async def _guarded(things: AsyncIterator[ev.Event], lang: Lang) -> AsyncIterator[Shown]:
    try:
        async for thing in things:
            yield thing
    except TrainerError as error:
        yield Info(said(error, lang), "fault")

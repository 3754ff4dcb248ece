"""A session line by line on stdin and stdout: for screen readers, pipes and tests. The same rules, the same words."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from typing import Protocol

from trainer import events as ev
from trainer.i18n import t
from trainer.markdown import plain
from trainer.session import info
from trainer.session.commands import Info, Quit, Shown, enter
from trainer.session.director import Session
from trainer.session.info import speaker
from trainer.session.narrate import Line, as_text, narrate
from trainer.session.table import clock
from trainer.text import clean, joined


class Source(Protocol):
    """Where lines come from; an empty text is the end."""

    def readline(self) -> str:
        """The next line."""
        ...


class Sink(Protocol):
    """Where text goes."""

    def write(self, text: str, /) -> int:
        """Show text."""
        ...

    def flush(self) -> None:
        """Show it now."""
        ...


class Plain:
    """Reads lines, shows what happens. Returns when the session is over, the input ends or the trainee leaves."""

    def __init__(self, session: Session, source: Source | None = None, out: Sink | None = None) -> None:
        self.session, self.source, self.out = session, source or sys.stdin, out or sys.stdout
        self._begun = ""
        self._warned = False

    def show(self, text: str) -> None:
        """One paragraph, flushed at once: what is shown has happened."""
        self.out.write(clean(text) + "\n\n")
        self.out.flush()

    async def run(self) -> None:
        """Play to the end. Ctrl-C stops at once; a reader who has gone away ends it quietly."""
        # The event loop would only note an interrupt while a line is awaited.
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            await self._play()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    async def _play(self) -> None:
        warming = asyncio.create_task(self.session.voices.warm())
        try:
            await self._turns()
        finally:
            warming.cancel()
            await self.session.hush()

    async def _turns(self) -> None:
        if not self.session.state.room:
            self.show(plain(info.briefing(self.session.play, self.session.state)))
        else:
            self._recall()
        await self._show_all(self.session.begin())
        while not self.session.closed:
            self._prompt()
            line = self.source.readline()
            if not line:
                break
            left = await self._show_all(enter(self.session, line))
            if left:
                break
        self.show(t(self.session.lang, "plain.kept", id=self.session.id))

    def _prompt(self) -> None:
        now = clock(self.session.play, self.session.state)
        room = self.session.play.rooms[self.session.state.room].name[self.session.lang]
        # The hearing is on another day: the clock of this one has nothing to say there.
        key = "plain.prompt_court" if self.session.in_court else "plain.prompt"
        if now.running_out and not self.session.in_court and not self._warned:
            key, self._warned = "plain.prompt_last", True
        self.out.write(t(self.session.lang, key, now=now.now, left=now.left, room=room))
        self.out.flush()

    async def _show_all(self, things: AsyncIterator[Shown] | AsyncIterator[ev.Event]) -> bool:
        """Show what comes; True when the trainee leaves."""
        async for thing in things:
            if isinstance(thing, Quit):
                return True
            self._one(thing)
        return False

    def _one(self, thing: Shown) -> None:
        if isinstance(thing, Info):
            self.show(plain(thing.text) if thing.markdown else thing.text)
        elif isinstance(thing, ev.Sentence):
            self._sentence(thing)
        elif isinstance(thing, ev.Said) and self._begun:
            self._rest(thing)
        elif isinstance(thing, ev.Event):
            line = narrate(self.session.play, thing, self.session.lang)
            if line and line.kind != "you":
                self.show(as_text(line, self.session.lang))

    def _sentence(self, part: ev.Sentence) -> None:
        """One sentence of a turn that is still going on, behind the speaker's name."""
        lang = self.session.lang
        whole = joined([self._begun, part.text], lang)
        who = speaker(self.session.play, part.speaker, lang)
        line = Line("them", who, whole, self.session.state.turn + 1)
        self.out.write(_added(self._begun, whole) if self._begun else clean(as_text(line, lang)))
        self.out.flush()
        self._begun = whole

    def _rest(self, said: ev.Said) -> None:
        """The end of a turn that was shown as it came."""
        self.out.write(_added(self._begun, said.text) + "\n\n")
        self.out.flush()
        self._begun = ""

    def _recall(self) -> None:
        """The last few lines of a session taken up again."""
        lines = [narrate(self.session.play, e, self.session.lang) for e in self.session.events]
        for line in [x for x in lines if x][-6:]:
            self.show(as_text(line, self.session.lang))


def _added(before: str, whole: str) -> str:
    """What a text has more than its beginning, fit to be shown behind it."""
    more = whole.removeprefix(before)
    return (" " if more.startswith(" ") else "") + clean(more)

"""A model's voice: it words what was decided, sentence by sentence, each through the guard before it is shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from typing import Protocol

from trainer.errors import UsageError
from trainer.llm.budget import Budget, Messages, Usage, common_prefix, prompt_text
from trainer.llm.client import Door
from trainer.llm.faults import EndpointFault
from trainer.llm.settings import Endpoint, endpoint, load, session_budget
from trainer.persona.llm_prompt import Prompt, instructions
from trainer.persona.sentences import Cutter
from trainer.persona.speech import Ask, Failed, Piece, Spoken, Stopped, Used
from trainer.persona.stream_guard import Fault, StreamGuard, reason_for

ANSWER_TOKENS = 260
TRIES = 2
"""Once, and once more with the reason; then the embedded voice says it."""
_END = object()


class LlmVoice:
    """One endpoint that speaks for everybody in a session. See `trainer.persona.speech.Voice`."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self._stopped = asyncio.Event()
        self._prompted: dict[str, str] = {}

    @property
    def about(self) -> str:
        """See `Voice.about`."""
        return f"{self.door.endpoint.model} @ {self.door.endpoint.host}"

    def stop(self) -> None:
        """See `Voice.stop`."""
        self._stopped.set()

    async def warm(self) -> None:
        """See `Voice.warm`."""
        with suppress(Exception):
            await self.door.warm()

    async def aclose(self) -> None:
        """See `Voice.aclose`."""
        await self.door.aclose()

    async def say(self, ask: Ask) -> AsyncGenerator[Piece, None]:
        """See `Voice.say`."""
        self._stopped.clear()
        prompt = Prompt(ask, self.door.endpoint.max_context - ANSWER_TOKENS)
        turn = _Turn(StreamGuard(ask, instructions(ask.lang)), Cutter(ask.lang))
        before, calls = self.door.budget.spent, self.door.budget.calls
        chars = stable = 0
        reason = ""
        for tried in range(TRIES):
            messages = prompt.messages(turn.guard.said, reason)
            more, same = self._compare(ask.scene.who, messages)
            chars, stable = chars + more, stable + same
            async with aclosing(self._attempt(messages, turn)) as spoken:
                async for piece in spoken:
                    yield piece
            if turn.fault is None:
                break
            again = tried + 1 < TRIES and not self._stopped.is_set()
            yield Stopped(turn.fault.kind, turn.fault.reason[:80], "again" if again else "embedded")
            reason, turn.fault = reason_for(turn.fault, ask.lang), None
        yield _used(before, self.door.budget.spent, self.door.budget.calls - calls, chars, stable, turn.whole)

    async def _attempt(self, messages: Messages, turn: _Turn) -> AsyncGenerator[Piece, None]:
        """The sentences of one answer, up to the first that the guard will not have."""
        turn.cutter = Cutter(turn.guard.lang)
        try:
            async with aclosing(self._pieces(messages)) as pieces:
                async for piece in pieces:
                    for sentence in turn.cutter.feed(piece):
                        if not turn.take(sentence):
                            return
                        yield Spoken(sentence)
            if self._stopped.is_set():
                return
            for sentence in turn.cutter.end():
                if not turn.take(sentence):
                    return
                yield Spoken(sentence)
            turn.whole = True
        except EndpointFault as fault:
            # The answer was cut at its length: what was whole of it has been shown.
            if not (fault.kind == "length" and turn.guard.said):
                yield Failed(fault.kind, final=fault.kind == "budget")

    async def _pieces(self, messages: Messages) -> AsyncGenerator[str, None]:
        """The stream, which ends at once when somebody says stop, however long the endpoint takes."""
        queue: asyncio.Queue[object] = asyncio.Queue()
        pump = asyncio.create_task(self._pump(messages, queue))
        halt = asyncio.create_task(self._stopped.wait())
        try:
            while True:
                following = asyncio.create_task(queue.get())
                await asyncio.wait({following, halt}, return_when=asyncio.FIRST_COMPLETED)
                if halt.done():
                    following.cancel()
                    return
                piece = following.result()
                if piece is _END:
                    return
                if isinstance(piece, EndpointFault):
                    raise piece
                yield str(piece)
        finally:
            for task in (pump, halt):
                task.cancel()
            await asyncio.gather(pump, halt, return_exceptions=True)

    async def _pump(self, messages: Messages, queue: asyncio.Queue[object]) -> None:
        try:
            async with aclosing(self.door.stream(messages, max_tokens=ANSWER_TOKENS)) as stream:
                async for piece in stream:
                    queue.put_nowait(piece)
            queue.put_nowait(_END)
        except EndpointFault as fault:
            queue.put_nowait(fault)

    def _compare(self, who: str, messages: Messages) -> tuple[int, int]:
        """Characters of a prompt, and how many of them repeat the beginning of the last one for the same speaker."""
        text = prompt_text(messages)
        same = common_prefix(self._prompted.get(who, ""), text)
        self._prompted[who] = text
        return len(text), same


class _Turn:
    """One turn on its way through the guard."""

    def __init__(self, guard: StreamGuard, cutter: Cutter) -> None:
        self.guard, self.cutter = guard, cutter
        self.fault: Fault | None = None
        self.whole = False

    def take(self, sentence: str) -> bool:
        """Whether a sentence may be shown; what is wrong with it is kept. Enough said is no fault."""
        if self.guard.full:
            return False
        self.fault = self.guard.fault(sentence)
        if self.fault is not None and self.fault.kind == "repeated" and self.guard.said:
            self.fault = None
            return False
        if self.fault is None:
            self.guard.accept(sentence)
        return self.fault is None


def _used(before: Usage, after: Usage, calls: int, chars: int, stable: int, whole: bool) -> Used:
    cached = after.cached - before.cached
    return Used(after.prompt - before.prompt, after.answer - before.answer, cached, calls, chars, stable, whole)


def voice_for(where: Endpoint, *, spent: int = 0, limit: int | None = None) -> LlmVoice:
    """A voice at an endpoint. `spent` tokens of the session's `limit` are gone already."""
    return LlmVoice(Door(where, Budget(limit, Usage(prompt=spent))))


def open_voice(spent: int = 0) -> LlmVoice | None:
    """The voice that the settings name, or None where they name none. UsageError for settings that cannot be used."""
    where = endpoint("voice")
    return voice_for(where, spent=spent, limit=session_budget()) if where else None


def wanted() -> bool:
    """Whether the settings say that a model speaks, where nothing else is said."""
    try:
        return load().voice == "llm" and endpoint("voice") is not None
    except UsageError:
        return False


class Takes(Protocol):
    """A session's voices, as far as they are given one."""

    def use(self, maker: Callable[[int], LlmVoice | None], *, on: bool) -> None:
        """Whom to ask, and whether to."""
        ...


def give_voice(voices: Takes, option: str) -> None:
    """Let a model speak in a session, or make that possible: by the option as typed (`llm`, `embedded`), or, where it
    is empty, by the settings."""
    voices.use(open_voice, on=option == "llm" or (not option and wanted()))

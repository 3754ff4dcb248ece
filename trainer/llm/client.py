"""The door: speak in a stream, complete a text, or answer in a form. One door per endpoint and run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Self, TypeVar

from pydantic import BaseModel

from trainer.llm import structured
from trainer.llm.budget import NOTHING, Budget, Messages, Usage, estimate, prompt_text
from trainer.llm.faults import EndpointFault, of_exception, scrub
from trainer.llm.reply import Assembly, Reply, fault_in
from trainer.llm.request import Dialect, chat, dialect_of, encode, options
from trainer.llm.retry import patiently
from trainer.llm.settings import Endpoint
from trainer.llm.structured import Answer
from trainer.llm.wire import Wire, load, voice_model

M = TypeVar("M", bound=BaseModel)


class Door:
    """One endpoint, its connections and its budget. `async with Door(endpoint) as door: ...` closes it at the end.

    Connections belong to an event loop; used from another one, the door opens new ones there.
    """

    def __init__(self, endpoint: Endpoint, budget: Budget | None = None) -> None:
        self.endpoint = endpoint
        self.budget = budget or Budget()
        self.dialect: Dialect = dialect_of(endpoint)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wire: Wire | None = None
        self._model: Any = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections; the next call opens new ones."""
        wire, self._wire, self._model = self._wire, None, None
        if wire is not None and self._loop is asyncio.get_running_loop():
            await wire.aclose()

    @property
    def wire(self) -> Wire:
        """The connections of the running event loop."""
        loop = asyncio.get_running_loop()
        if self._wire is None or self._loop is not loop:
            self._wire, self._loop, self._model = Wire(self.endpoint), loop, None
        return self._wire

    async def warm(self) -> None:
        """Load what the voice needs, in a thread: it takes up to two and a half seconds the first time."""
        await asyncio.to_thread(load)
        wire = self.wire
        if self._model is None:
            model = await asyncio.to_thread(voice_model, self.endpoint, wire)
            self._model = model if wire is self._wire else None

    async def stream(
        self, messages: Messages, *, max_tokens: int = 400, temperature: float = 0.7
    ) -> AsyncGenerator[str, None]:
        """Speech as it arrives, without thought. The time allowed counts the waiting, not what the caller does.

        EndpointFault with the text so far in `arrived`; it is asked again only while nothing has arrived.
        """
        held = self.budget.hold(messages, max_tokens)
        told = _Told()
        try:
            await self.warm()
            async with aclosing(self._attempts(messages, max_tokens, temperature, told)) as pieces:
                async for piece in pieces:
                    told.text += piece
                    yield piece
        except Exception as error:
            fault = self._fault(error)
            fault.arrived = told.text
            raise fault from (None if fault is error else error)
        finally:
            self.budget.settle(held, told.usage or _guess(messages, told.text))

    async def _attempts(
        self, messages: Messages, max_tokens: int, temperature: float, told: _Told
    ) -> AsyncGenerator[str, None]:
        """The stream, opened as often as need be until its first text."""
        deadline = asyncio.get_running_loop().time() + self.endpoint.timeout_s
        opened = await patiently(
            lambda: self._open(messages, max_tokens, temperature, told),
            retries=self.endpoint.retries, deadline=deadline,
        )  # fmt: skip
        first, rest = opened
        waiting = deadline - asyncio.get_running_loop().time()
        async with aclosing(rest):
            yield first
            while True:
                start = asyncio.get_running_loop().time()
                try:
                    async with asyncio.timeout(waiting):
                        piece = await anext(rest)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    raise EndpointFault("slow") from None
                waiting -= asyncio.get_running_loop().time() - start
                yield piece

    async def _open(self, messages: Messages, max_tokens: int, temperature: float, told: _Told) -> Any:
        """The first text of a stream and the rest of it, in whatever dialect the server accepts."""
        while True:
            fields = options(self.endpoint, self.dialect, max_tokens, temperature)
            if "stream_options" not in self.dialect.dropped:
                fields["stream_options"] = {"include_usage": True}
            pieces = self._speak(messages, fields, told)
            try:
                return await anext(pieces), pieces
            except StopAsyncIteration:
                raise EndpointFault("empty", again=True) from None
            except Exception as error:
                if not self.dialect.adapt(of_exception(error), fields):
                    raise

    async def _speak(self, messages: Messages, fields: dict[str, Any], told: _Told) -> AsyncGenerator[str, None]:
        from langsmith import tracing_context

        async with aclosing(self._model.astream(chat(messages), extra_body=fields)) as stream:
            # A tracing variable left in the environment must not send a client's words to a third party.
            # Tracers are chosen at the first step; the setting must not leak into the caller's own context.
            with tracing_context(enabled=False):
                chunk = await anext(stream, None)
            while chunk is not None:
                if counted := chunk.usage_metadata:
                    cached = (counted.get("input_token_details") or {}).get("cache_read") or 0
                    told.usage = Usage(counted["input_tokens"], counted["output_tokens"], cached, reported=True)
                if chunk.text:
                    yield str(chunk.text)
                chunk = await anext(stream, None)

    async def complete(self, messages: Messages, *, max_tokens: int = 400, temperature: float = 0.3) -> Reply:
        """A whole text. A text cut at its length is returned, with `finish == "length"`.

        EndpointFault for everything that is no text.
        """
        deadline = asyncio.get_running_loop().time() + self.endpoint.timeout_s
        reply = await self.ask(messages, max_tokens=max_tokens, temperature=temperature, deadline=deadline)
        fault = fault_in(reply)
        if fault and not (fault.kind == "length" and reply.text):
            raise fault
        return reply

    async def answer(
        self, messages: Messages, schema: type[M], *, max_tokens: int = 800, temperature: float = 0.0
    ) -> Answer[M]:
        """An answer in a form, or none and the reason. Raises nothing but CancelledError."""
        return await structured.answer(self, messages, schema, max_tokens, temperature)

    async def ask(
        self, messages: Messages, *, max_tokens: int, temperature: float, deadline: float,
        form: dict[str, Any] | None = None,
    ) -> Reply:  # fmt: skip
        """One question, retried as need be, and whatever came back; `form` is the response format. EndpointFault."""
        held = self.budget.hold(messages, max_tokens)
        used = NOTHING
        try:
            reply = await patiently(
                lambda: self._once(messages, max_tokens, temperature, form),
                retries=self.endpoint.retries, deadline=deadline,
            )  # fmt: skip
            used = reply.usage
            return reply
        except Exception as error:
            fault = self._fault(error)
            # A server that was cut off in the middle has worked all the same, and may bill it.
            used = _guess(messages, "") if fault.kind in ("timeout", "cut") else NOTHING
            raise fault from None
        finally:
            self.budget.settle(held, used)

    async def _once(
        self, messages: Messages, max_tokens: int, temperature: float, form: dict[str, Any] | None
    ) -> Reply:
        while True:
            fields = options(self.endpoint, self.dialect, max_tokens, temperature)
            body = {"model": self.endpoint.model, "messages": chat(messages), **fields}
            if form:
                body["response_format"] = form
            if self.endpoint.stream_only:
                body["stream"] = True
            assembly = Assembly()
            try:
                await self.wire.post(encode(body), assembly)
            except EndpointFault as fault:
                if self.dialect.adapt(fault, fields):
                    continue
                raise
            return assembly.reply(_guess(messages, "".join(assembly.parts)))

    def _fault(self, error: Exception) -> EndpointFault:
        """The fault behind an exception, with our own key taken out of its words."""
        fault = of_exception(error)
        fault.detail = scrub(fault.detail, self.endpoint.secret)
        return fault


class _Told:
    """What a stream has brought so far."""

    def __init__(self) -> None:
        self.text = ""
        self.usage: Usage | None = None


def _guess(messages: Messages, text: str) -> Usage:
    return Usage(estimate(prompt_text(messages)), estimate(text))

"""An endpoint of our own on loopback: it does what a script says, byte by byte, and remembers what it was asked.

    async with Double(say(body(chat("hello")))) as double: ...

A script is a coroutine function `(ask, wire)`; `Double` takes one script, or several for the requests in turn (the last
one stays), or a function of the request.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip as _gzip
import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Ask:
    """A request."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def form(self) -> str:
        return self.body.get("response_format", {}).get("type", "text")


@dataclass
class Wire:
    """The way back."""

    writer: asyncio.StreamWriter

    async def raw(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status} X", f"content-type: {kind}", "connection: close"]
        lines += [f"{k.replace('_', '-')}: {v}" for k, v in headers.items()]
        await self.raw("\r\n".join([*lines, "", ""]).encode())

    def reset(self) -> None:
        """Break the connection without a goodbye."""
        self.writer.transport.abort()


class Double:
    """The server. `url` is its base URL; `asked` holds the requests."""

    def __init__(self, *scripts: Any) -> None:
        self.scripts = list(scripts)
        self.asked: list[Ask] = []
        self.open = 0

    async def __aenter__(self) -> Double:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=256)
        self.url = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}/v1"
        self._tasks: set[asyncio.Task[None]] = set()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        self.open += 1
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                ask = await _read(reader)
                self.asked.append(ask)
                script = self.scripts[min(len(self.asked), len(self.scripts)) - 1]
                await script(ask, Wire(writer))
                await writer.drain()
        finally:
            self.open -= 1
            self._tasks.discard(task)
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Ask:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = head[0].split(" ", 2)
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
    raw = await reader.readexactly(int(headers.get("content-length", 0)))
    return Ask(method, path, headers, json.loads(raw) if raw else {})


# What an answer holds


def message(content: Any = None, **more: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": content, **more}


def chat(
    content: Any = None, *, finish: str | None = "stop", without: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    """A whole answer; `more` goes into the message, `without` names keys left out."""
    whole = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "double",
        "choices": [{"index": 0, "message": message(content, **more), "finish_reason": finish}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
    }
    return {k: v for k, v in whole.items() if k not in without}


def piece(content: Any = None, *, finish: str | None = None, **more: Any) -> dict[str, Any]:
    """A chunk of a stream."""
    delta = {**({} if content is None else {"content": content}), **more}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "double", "choices": [choice]}


USAGE = {"id": "c", "choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}}


# Scripts for whole answers


def say(
    data: Any,
    status: int = 200,
    kind: str = "application/json",
    *,
    gzip: bool = False,
    bom: bool = False,
    **headers: str,
):
    """Answer with a JSON body (or text, or bytes) and a length."""
    raw = data if isinstance(data, bytes) else data.encode() if isinstance(data, str) else json.dumps(data).encode()
    raw = b"\xef\xbb\xbf" + raw if bom else raw
    raw = _gzip.compress(raw) if gzip else raw
    more = {**headers, **({"content_encoding": "gzip"} if gzip else {})}

    async def script(ask: Ask, wire: Wire) -> None:
        await wire.head(status, kind, content_length=str(len(raw)), **more)
        await wire.raw(raw)

    return script


def chat_says(content: Any = None, **more: Any):
    return say(chat(content, **more))


def error(status: int, message: str = "no", kind: str = "application/json", **headers: str):
    return say({"error": {"message": message, "type": "x", "code": None}}, status, kind, **headers)


def only(forms: tuple[str, ...], then: Any, status: int = 400):
    """Refuse every response format but these."""

    async def script(ask: Ask, wire: Wire) -> None:
        await (then if ask.form in forms else error(status, f"response_format {ask.form} is unavailable"))(ask, wire)

    return script


def ignoring(forms: tuple[str, ...], prose: str, then: Any):
    """Chat away unless asked in one of these formats."""

    async def script(ask: Ask, wire: Wire) -> None:
        await (then if ask.form in forms else chat_says(prose))(ask, wire)

    return script


def picky(field_name: str, then: Any, message: str = ""):
    """Refuse requests that hold a field."""

    async def script(ask: Ask, wire: Wire) -> None:
        said = message or f"Unsupported parameter: '{field_name}'"
        await (error(400, said) if field_name in ask.body else then)(ask, wire)

    return script


def late(seconds: float, then: Any):
    async def script(ask: Ask, wire: Wire) -> None:
        await asyncio.sleep(seconds)
        await then(ask, wire)

    return script


def drip(data: Any, step: int = 7, pause: float = 0.001):
    """A whole answer, a few bytes at a time."""
    raw = json.dumps(data).encode()

    async def script(ask: Ask, wire: Wire) -> None:
        await wire.head(content_length=str(len(raw)))
        for i in range(0, len(raw), step):
            await wire.raw(raw[i : i + step])
            await asyncio.sleep(pause)

    return script


def half(data: Any, reset: bool = False):
    """Half of an answer, then nothing more."""
    raw = json.dumps(data).encode()

    async def script(ask: Ask, wire: Wire) -> None:
        await wire.head(content_length=str(len(raw)))
        await wire.raw(raw[: len(raw) // 2])
        if reset:
            wire.reset()

    return script


async def hang(ask: Ask, wire: Wire) -> None:
    await asyncio.sleep(60)


async def hang_up(ask: Ask, wire: Wire) -> None:
    wire.reset()


async def close(ask: Ask, wire: Wire) -> None:
    """Close without a word."""


def redirect(status: int, place: str):
    """Away from the usual path to `place`, where the answer is."""

    def to(then: Any):
        async def script(ask: Ask, wire: Wire) -> None:
            if ask.path.startswith("/v1/"):
                await say("", status, location=place)(ask, wire)
            else:
                await then(ask, wire)

        return script

    return to


# Scripts for streams


@dataclass
class Stream:
    """A stream of events, written as a script says."""

    events: list[Any]
    newline: str = "\n"
    prefix: str = "data: "
    done: bool = True
    step: int = 0
    """Bytes written at a time; 0 for an event at a time."""
    pause: float = 0.0
    kind: str = "text/event-stream"
    head_delay: float = 0.0
    between: bytes = b""
    blank: bool = True
    gzip: bool = False
    after: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    async def __call__(self, ask: Ask, wire: Wire) -> None:
        await asyncio.sleep(self.head_delay)
        more = {"content_encoding": "gzip"} if self.gzip else {}
        await wire.head(200, self.kind, **more, **self.headers)
        frames = [self._frame(e) for e in [*self.events, *(["[DONE]"] if self.done else [])]]
        if self.gzip:
            frames = [_gzip.compress(b"".join(frames))]
        if self.step:
            whole = b"".join(frames)
            frames = [whole[i : i + self.step] for i in range(0, len(whole), self.step)]
        for frame in frames:
            await wire.raw(frame)
            await asyncio.sleep(self.pause)
        if self.after:
            await self.after(ask, wire)

    def _frame(self, event: Any) -> bytes:
        if isinstance(event, bytes):
            return event
        text = event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)
        end = self.newline * 2 if self.blank else self.newline
        return f"{self.prefix}{text}{end}".encode() + self.between


def stream(*texts: str, finish: str | None = "stop", usage: bool = True, **how: Any) -> Stream:
    """An orderly stream of texts, but for what `how` changes."""
    events: list[Any] = [piece("", role="assistant"), *(piece(text) for text in texts)]
    events += [piece(finish=finish)] if finish else []
    events += [USAGE] if usage else []
    return Stream(events, **how)

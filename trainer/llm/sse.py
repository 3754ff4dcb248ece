"""Server-sent events as servers really send them: any line ending, no space, no blank line, no `[DONE]`, no `data:`."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from trainer.llm.faults import EndpointFault, looks_like_html, of_status
from trainer.llm.reply import Assembly

if TYPE_CHECKING:
    import httpx2

MAX_BYTES = 8 * 1024 * 1024
"""Bytes one answer may have; no model writes that much, a broken server may."""
_MOST_LINES = 200
"""Lines one JSON text may be spread over."""
_REFUSAL_S = 5.0
_FIELD = re.compile(r"(?:id|event|retry)\s*:")


async def lines(body: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """Lines of a body, decoded each as a whole, so that no character is torn. EndpointFault when there is no end."""
    rest, total = b"", 0
    async for piece in body:
        total += len(piece)
        if total > MAX_BYTES:
            raise EndpointFault("server", "endless answer", again=False)
        *whole, rest = re.split(rb"\r\n|\n|\r(?!$)", rest + piece)
        for line in whole:
            yield decode(line)
    if rest.strip():
        yield decode(rest)


def decode(raw: bytes) -> str:
    """Text from bytes: UTF-8, or the Chinese encoding some gateways still use; never a fault."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


async def payloads(body: AsyncIterator[bytes]) -> AsyncIterator[Any]:
    """The JSON of each event; None for `[DONE]`. A line that completes no JSON is joined to the next ones.

    EndpointFault: `html` for a web page, `bad_json` for a broken event, `cut` for half an event at the end.
    """
    waiting: list[str] = []
    async for line in lines(body):
        if not waiting and looks_like_html(line.encode("utf-8", "replace")):
            raise EndpointFault("html", again=False)
        data = _data(line)
        if data is None or not (waiting or data.startswith(("{", "[", "<"))):
            continue
        if data.startswith("[DONE]"):
            yield None
            continue
        waiting.append(data)
        try:
            found = json.loads("\n".join(waiting))
        except (ValueError, RecursionError):
            if len(waiting) > _MOST_LINES:
                raise EndpointFault("bad_json", "an event that is no JSON") from None
            continue
        waiting = []
        yield found
    if waiting:
        raise EndpointFault("cut", "half an event")


def _data(line: str) -> str | None:
    """What a line carries; None for comments, blank lines and fields other than data."""
    line = line.strip("\r\n \t\ufeff")
    if line.startswith("data:"):
        return line[5:].strip()
    if line.startswith(":") or _FIELD.match(line):
        return None
    return line or None


async def texts(body: AsyncIterator[bytes], into: Assembly) -> AsyncIterator[str]:
    """Text as it arrives; everything else is noted in `into`. EndpointFault `cut` when the end never came."""
    async for payload in payloads(body):
        if payload is None:
            into.done = True
            continue
        if text := into.add(payload):
            yield text
    if not (into.done or into.finish) and into.said_anything:
        raise EndpointFault("cut", "the stream ended without an end")


async def whole(response: httpx2.Response, into: Assembly) -> None:
    """Add a whole answer to `into`, whether it came as one JSON text or as a stream nobody asked for."""
    body = await read(response)
    with suppress(ValueError, RecursionError):
        into.add(json.loads(decode(body)))
        return
    async for _ in texts(_once(body), into):
        pass


async def read(response: httpx2.Response, most: int = MAX_BYTES) -> bytes:
    """A body of at most `most` bytes. EndpointFault when it is longer."""
    pieces, total = [], 0
    async for piece in response.aiter_bytes():
        pieces.append(piece)
        total += len(piece)
        if total > most:
            raise EndpointFault("server", "endless answer", again=False)
    return b"".join(pieces)


async def refusal(response: httpx2.Response) -> EndpointFault:
    """The fault a response with a bad status stands for. What its body says is welcome but not waited for long."""
    body = b""
    with suppress(Exception):
        async with asyncio.timeout(_REFUSAL_S):
            body = await read(response, 1 << 16)
    return of_status(response.status_code, response.headers, body)


async def _once(body: bytes) -> AsyncIterator[bytes]:
    yield body

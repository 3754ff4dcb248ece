"""Transports between httpx and the server: one follows redirects safely, one puts a stream in order for the SDK."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urljoin

import httpx2

from trainer.llm import sse, thinking
from trainer.llm.budget import NOTHING
from trainer.llm.reply import Assembly, fault_in


class Redirecting(httpx2.AsyncBaseTransport):
    """Follows a redirect with the same method and body, but only to the same host: the key goes nowhere else."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, most: int) -> None:
        self._inner, self._most = inner, most

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response at the end of the way, or the redirect itself where it leads elsewhere."""
        response = await self._inner.handle_async_request(request)
        for _ in range(self._most):
            target = _target(request, response)
            if target is None:
                break
            await response.aclose()
            request = httpx2.Request(
                request.method,
                target,
                headers=_kept(request, target),
                stream=request.stream,
                extensions=request.extensions,
            )
            response = await self._inner.handle_async_request(request)
        return response

    async def aclose(self) -> None:
        """Close the pool."""
        await self._inner.aclose()


def _kept(request: httpx2.Request, url: httpx2.URL) -> list[tuple[str, str]]:
    """The headers; only the name of the host is written anew."""
    others = [(name, value) for name, value in request.headers.items() if name.lower() != "host"]
    return [("host", url.netloc.decode("ascii")), *others]


def _target(request: httpx2.Request, response: httpx2.Response) -> httpx2.URL | None:
    place = response.headers.get("location")
    if response.status_code not in (301, 302, 307, 308) or not place:
        return None
    url = httpx2.URL(urljoin(str(request.url), place))
    upgraded = request.url.scheme == "http" and url.scheme == "https"
    same = url.host == request.url.host and (url.port == request.url.port or upgraded)
    return url if same and (url.scheme == request.url.scheme or upgraded) else None


class Tidying(httpx2.AsyncBaseTransport):
    """Turns whatever a server streams into plain chunks of text, or into an EndpointFault."""

    def __init__(self, inner: httpx2.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """A response that holds an orderly stream. EndpointFault for every status but 200."""
        response = await self._inner.handle_async_request(request)
        if response.status_code != 200:
            try:
                raise await sse.refusal(response)
            finally:
                await response.aclose()
        return httpx2.Response(200, headers={"content-type": "text/event-stream"}, stream=_Ordered(response))


class _Ordered(httpx2.AsyncByteStream):
    """The chunks of a response: speech only, then the count of tokens, then the end."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        assembly, filtered = Assembly(), thinking.Filter()
        async for text in sse.texts(self._response.aiter_bytes(), assembly):
            if speech := filtered.feed(text):
                yield _chunk(speech)
        if rest := filtered.end():
            yield _chunk(rest)
        if usage := assembly.usage:
            counts = {"prompt_tokens": usage.prompt, "completion_tokens": usage.answer, "total_tokens": usage.total,
                      "prompt_tokens_details": {"cached_tokens": usage.cached}}  # fmt: skip
            yield _event({"choices": [], "usage": counts})
        if fault := fault_in(assembly.reply(NOTHING)):
            fault.again = fault.kind == "empty"
            raise fault
        yield b"data: [DONE]\n\n"

    async def aclose(self) -> None:
        """Let the connection go."""
        await self._response.aclose()


def _chunk(text: str) -> bytes:
    return _event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}]})


def _event(payload: dict[str, Any]) -> bytes:
    whole = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "", **payload}
    return f"data: {json.dumps(whole, ensure_ascii=False)}\n\n".encode("utf-8", "replace")

"""The door's throughput against a raw async HTTP client, and the delay it adds to the first words.

    python -m benchmarks.llm [REQUESTS] [LATENCY_MS] [CONCURRENCY]

A small server in a process of its own answers every question after a fixed delay. Compared are a bare `httpx2` client
that posts and reads JSON, the door's answers in a form, and LangChain's structured call; rates are requests per second,
best of three, and the ratio is to the raw client.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any, Literal

from pydantic import BaseModel

from benchmarks.machine import median, table, title
from trainer.llm.client import Door
from trainer.llm.settings import Endpoint


class Verdict(BaseModel):
    """What a judge is asked for."""

    outcome: Literal["met", "not_met"]
    evidence_turn: int
    quote: str


TEXT = json.dumps({"outcome": "met", "evidence_turn": 12, "quote": "你可以反悔"}, ensure_ascii=False)
ASKED = [("system", "You judge one question about a transcript."), ("user", "第12轮 值班律师：你可以反悔。" * 120)]
BODY = json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [
    {"index": 0, "message": {"role": "assistant", "content": TEXT}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 900, "completion_tokens": 30, "total_tokens": 930}}).encode()  # fmt: skip
CHUNK = b'data: {"choices":[{"index":0,"delta":{"content":"x"}}]}\n\n'


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(BODY)
    try:
        while True:
            asked = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(asked.split(b"content-length:")[1].split(b"\r\n")[0])
            body = await reader.readexactly(length)
            await asyncio.sleep(delay)
            if b'"stream":true' in body.replace(b" ", b""):
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
                writer.write(CHUNK * 20 + b"data: [DONE]\n\n")
                break
            writer.write(head + BODY)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


def server(delay: float, port: Any) -> None:
    """Run the server until it is ended; its port is put into `port`."""

    async def run() -> None:
        started = await asyncio.start_server(lambda r, w: _serve(r, w, delay), "127.0.0.1", 0, backlog=256)
        port.put(started.sockets[0].getsockname()[1])
        await started.serve_forever()

    asyncio.run(run())


async def rate(ask: Callable[[], Awaitable[object]], requests: int, concurrency: int) -> float:
    """Requests per second, with `concurrency` of them under way at any time."""
    left = iter(range(requests))

    async def worker() -> None:
        for _ in left:
            await ask()

    await ask()
    start = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(concurrency)))
    return requests / (time.perf_counter() - start)


async def first_words(speak: Callable[[], Any], times: int = 15) -> float:
    """Median milliseconds until the first piece of a stream."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        stream = speak()
        await anext(stream)
        spent.append((time.perf_counter() - start) * 1000)
        await stream.aclose()
    return median(spent)


async def measure(url: str, requests: int, concurrency: int, delay: float) -> None:
    """Measure and print."""
    import httpx2
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=64)
    raw = httpx2.AsyncClient(limits=limits, timeout=60)
    messages = [{"role": r, "content": t} for r, t in ASKED]
    plain = ChatOpenAI(model="m", base_url=url, api_key=SecretStr("none"), use_responses_api=False)
    formed = plain.with_structured_output(Verdict, method="json_schema")

    async def bare() -> None:
        response = await raw.post(f"{url}/chat/completions", json={"model": "m", "messages": messages})
        json.loads(response.json()["choices"][0]["message"]["content"])

    async def bare_stream() -> Any:
        sent = {"model": "m", "messages": messages, "stream": True}
        async with raw.stream("POST", f"{url}/chat/completions", json=sent) as response:
            async for line in response.aiter_lines():
                yield line

    async with Door(Endpoint(base_url=url, model="m", key=None), None) as door:

        async def answer() -> None:
            assert (await door.answer(ASKED, Verdict)).value

        ways: dict[str, Callable[[], Awaitable[object]]] = {
            "raw httpx2": bare, "door: answer": answer, "door: complete": lambda: door.complete(ASKED),
            "LangChain: structured": lambda: formed.ainvoke(messages),
        }  # fmt: skip
        # In turn, three times: a neighbour's load then falls on all alike.
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(3):
            for name, ask in ways.items():
                rates[name].append(await rate(ask, requests, concurrency))
        best = {name: max(found) for name, found in rates.items()}
        print(title(f"Answers a second: {concurrency} at a time, {delay * 1000:.0f} ms each, {requests} requests"))
        print(table(["way", "per second", "ratio"],
                    [[n, f"{r:.1f}", f"{r / best['raw httpx2']:.2f}"] for n, r in best.items()]))  # fmt: skip
        await door.warm()
        rows = [
            ["raw httpx2", await first_words(bare_stream)],
            ["door: stream", await first_words(lambda: door.stream(ASKED))],
        ]
        print(title("Milliseconds to the first words of a stream"))
        print(table(["way", "ms"], [[n, f"{ms:.1f}"] for n, ms in rows]))
    await raw.aclose()


def main() -> None:
    """Start the server, measure, end the server."""
    given = [int(a) for a in sys.argv[1:4]]
    requests, latency, concurrency = given + [640, 200, 32][len(given) :]
    context = multiprocessing.get_context("spawn")
    port = context.Queue()
    process = context.Process(target=server, args=(latency / 1000, port), daemon=True)
    process.start()
    try:
        url = f"http://127.0.0.1:{port.get(timeout=30)}/v1"
        asyncio.run(measure(url, requests, concurrency, latency / 1000))
    finally:
        process.terminate()


if __name__ == "__main__":
    main()

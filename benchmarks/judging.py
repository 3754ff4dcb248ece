"""Questions per second through the judge by model, against a bare client with the same bodies.

    python -m benchmarks.judging [--latency MS] [--at-once N] [--calls N]

The server is a process of its own on loopback that keeps connections open and answers each question after a fixed
latency. The bare client is httpx2's own, with as many requests in flight; it parses nothing. Both are run in turn,
several times, and the best of each is compared: what is slower than the best is the machine's doing.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import time
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.machine import table, title
from trainer.llm.client import Door
from trainer.llm.settings import Endpoint
from trainer.llm.structured import response_format, with_instruction
from trainer.scoring.judge_cache import Cache
from trainer.scoring.judge_prompt import form_of, messages
from trainer.scoring.llm_judge import ANSWER_TOKENS, LlmJudge, Question, Sheet
from trainer.scoring.record import Case, Record, Turn

RUBRICS = ("explanation", "consultation", "voluntariness")
_TURNS = 60


def _answer(fault: bool) -> bytes:
    said = {"evidence": [], "reasoning": "Nothing of the kind was said.",
            "outcome": "not_found" if fault else "not_met", "confidence": 0.9}  # fmt: skip
    message = {"role": "assistant", "content": json.dumps(said)}
    body = json.dumps({
        "id": "1", "object": "chat.completion", "created": 1, "model": "bench",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 3000, "completion_tokens": 40, "total_tokens": 3040},
    }).encode()  # fmt: skip
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


def serve(tell: Connection, latency: float) -> None:
    """The server; its port is told through the pipe."""
    answers = {fault: _answer(fault) for fault in (True, False)}

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                length = int(head.partition("content-length:")[2].partition("\r\n")[0])
                body = await reader.readexactly(length)
                await asyncio.sleep(latency)
                writer.write(answers[b"not_found" in body])
                await writer.drain()
        writer.close()

    async def main() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=256, limit=1 << 20)
        tell.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def record(number: int) -> Record:
    """A talk of sixty turns; the number makes it another one."""
    turns = tuple(
        Turn(n, "Lin" if n % 2 else "Guo", "defence" if n % 2 else "accused", ("accused" if n % 2 else "defence",),
             "meeting", True, f"{number}.{n} We go through the next page of the file together, slowly and aloud.")
        for n in range(1, _TURNS + 1)
    )  # fmt: skip
    return Record("defence", "en", turns, (), Case())


def desk(judge: LlmJudge, calls: int) -> list[tuple[Sheet, list[Question]]]:
    """Records enough for so many questions, with what the embedded judge says of them.

    It says nothing here, so that nothing is disputed and each question is asked just once.
    """
    found: list[tuple[Sheet, list[Question]]] = []
    total = 0
    while total < calls:
        one = record(len(found))
        asked = [q for r in RUBRICS for q in judge.questions(one, r) if q.open(one)]
        asked = [replace(q, own=replace(q.own, outcome="unscored")) for q in asked][: calls - total]
        found.append((judge.sheet(one), asked))
        total += len(asked)
    return found


async def through_judge(place: Endpoint, calls: int, at_once: int) -> float:
    """Questions per second through the judge."""
    async with Door(place) as door:
        judge = LlmJudge([door], at_once=at_once)
        ready = desk(judge, calls)
        await judge.answer(ready[0][0], ready[0][1][0])
        start = time.perf_counter()
        results = await asyncio.gather(*(judge.answer(sheet, q) for sheet, asked in ready for q in asked))
        spent = time.perf_counter() - start
    assert all(r.outcome in ("not_met", "not_found") for r in results), {r.reason for r in results}
    return len(results) / spent


async def whole(place: Endpoint, calls: int, at_once: int) -> float:
    """Questions per second with all that belongs to a run: the embedded judge, the cache on disk, the totals."""
    with TemporaryDirectory() as folder:
        async with Door(place) as door:
            judge = LlmJudge([door], at_once=at_once, repeat=0, cache=Cache(Path(folder)))
            each = sum(q.open(record(0)) for r in RUBRICS for q in judge.questions(record(0), r))
            start = time.perf_counter()
            await asyncio.gather(*(judge.score(record(n), RUBRICS) for n in range(round(calls / each))))
            return judge.tally.answered / (time.perf_counter() - start)


async def bare(place: Endpoint, calls: int, at_once: int) -> float:
    """Requests per second of a bare client with the same bodies, made before the clock starts."""
    import httpx2

    judge = LlmJudge([Door(place)])
    bodies = [_body(place, sheet, q) for sheet, asked in desk(judge, calls) for q in asked]
    gate = asyncio.Semaphore(at_once)
    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=64)
    async with httpx2.AsyncClient(limits=limits, timeout=60) as client:

        async def ask(body: bytes) -> None:
            async with gate:
                kind = {"content-type": "application/json"}
                response = await client.post(f"{place.base_url}/chat/completions", content=body, headers=kind)
                response.raise_for_status()

        await ask(bodies[0])
        start = time.perf_counter()
        await asyncio.gather(*map(ask, bodies))
        return len(bodies) / (time.perf_counter() - start)


def _body(place: Endpoint, sheet: Sheet, question: Question) -> bytes:
    form = form_of(question.item)
    prompt = with_instruction(messages(sheet.record, sheet.view, question.item, sheet.mark), form)
    return json.dumps({
        "model": place.model, "messages": [{"role": role, "content": text} for role, text in prompt],
        "max_tokens": ANSWER_TOKENS, "temperature": 0.0, "response_format": response_format("json_schema", form),
    }).encode()  # fmt: skip


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--latency", type=float, default=200.0, help="milliseconds")
    options.add_argument("--at-once", type=int, default=32)
    options.add_argument("--calls", type=int, default=1280)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there, chosen.latency / 1000), daemon=True)
    server.start()
    try:
        place = Endpoint(base_url=f"http://127.0.0.1:{here.recv()}/v1", model="bench")
        ways = {"bare client": bare, "judge": through_judge, "judge, a whole run": whole}
        best = dict.fromkeys(ways, 0.0)
        for _ in range(chosen.rounds):
            for name, way in ways.items():
                best[name] = max(best[name], asyncio.run(way(place, chosen.calls, chosen.at_once)))
    finally:
        server.terminate()
    print(title(f"Judging: {chosen.calls} questions, {chosen.at_once} at once, {chosen.latency:.0f} ms latency"))
    ceiling = chosen.at_once / (chosen.latency / 1000)
    rows = [[name, f"{rate:.1f}", f"{rate / best['bare client']:.2f}"] for name, rate in best.items()]
    print(table(["through", "questions/s", "of bare"], [*rows, ["latency alone allows", f"{ceiling:.1f}", ""]]))


if __name__ == "__main__":
    main()

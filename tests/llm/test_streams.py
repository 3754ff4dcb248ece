"""Speech as it arrives: every way of writing a stream is read, every way of breaking one is told, what came is kept."""

import asyncio
import json

import pytest
from double import USAGE, Double, Stream, chat, close, error, hang, hang_up, late, picky, piece, say, stream
from llm_kit import KEY, door_to

from trainer.llm.faults import EndpointFault

ASKED = [("system", "You are Wang."), ("user", "你好吗？")]
TEXT = "我很好，律师。 And you?"
PARTS = ("我很", "好，律师。", " And", " you?")


async def heard(door, **more):
    return [p async for p in door.stream(ASKED, **more)]


async def gather(speech, into):
    async for text in speech:
        into.append(text)


def tool_chunk():
    return piece(tool_calls=[{"index": 0, "id": "1", "function": {"name": "x", "arguments": "{}"}}])


ORDERLY = {
    "plain": stream(*PARTS),
    "late headers": stream(*PARTS, head_delay=0.3),
    "bytewise": stream(*PARTS, step=1),
    "split characters": stream(*PARTS, step=5),
    "slow drip": stream(*PARTS, pause=0.05),
    "CRLF": stream(*PARTS, newline="\r\n"),
    "CRLF, bytewise": stream(*PARTS, newline="\r\n", step=1),
    "CR": stream(*PARTS, newline="\r"),
    "no blank lines": stream(*PARTS, blank=False),
    "no space": stream(*PARTS, prefix="data:"),
    "no data at all, lines of JSON": stream(*PARTS, prefix="", kind="application/x-ndjson"),
    "events with names": stream(*PARTS, prefix="id: 7\nevent: message\nretry: 10\ndata: "),
    "comments between": stream(*PARTS, between=b": keep-alive\n\n"),
    "empty data between": stream(*PARTS, between=b"data:\n\ndata: ping\n\n"),
    "byte order mark": Stream([b"\xef\xbb\xbf", *stream(*PARTS).events]),
    "no [DONE]": stream(*PARTS, done=False),
    "no finish reason": stream(*PARTS, finish=None),
    "no usage": stream(*PARTS, usage=False),
    "usage null": Stream([{**piece(p), "usage": None} for p in PARTS] + [piece(finish="stop")]),
    "usage with every chunk": Stream([{**piece(p), "usage": USAGE["usage"]} for p in PARTS] + [piece(finish="stop")]),
    "usage first": Stream([USAGE, *stream(*PARTS, usage=False).events]),
    "choices null": Stream([{"choices": None}, *stream(*PARTS).events]),
    "choices of null": Stream([{"choices": [None]}, *stream(*PARTS).events]),
    "delta null": Stream([{"choices": [{"delta": None, "index": 0}]}, *stream(*PARTS).events]),
    "role with every chunk": Stream([piece(p, role="assistant") for p in PARTS] + [piece(finish="stop")]),
    "odd roles": Stream([piece(p, role="user") for p in PARTS] + [piece(finish="stop")]),
    "no ids": Stream([{"choices": [{"delta": {"content": p}}]} for p in PARTS] + [piece(finish="stop")]),
    "content parts": Stream([piece([{"type": "text", "text": p}]) for p in PARTS] + [piece(finish="stop")]),
    "wrong content type": stream(*PARTS, kind="application/json"),
    "html content type": stream(*PARTS, kind="text/html"),
    "gzip": stream(*PARTS, gzip=True),
    "an answer in one piece": say(chat(TEXT)),
    "an answer in one piece, pretty": say(json.dumps(chat(TEXT), indent=1)),
    "one chunk": stream(TEXT),
    "letter by letter": stream(*TEXT),
    "think": stream("<think>", "Who is", " that?</th", "ink>", *PARTS),
    "think, letter by letter": stream(*f"<think>Hm < 3 </think>{TEXT}"),
    "reasoning": Stream([piece(reasoning_content="Who?"), piece(reasoning="Who?"), *stream(*PARTS).events]),
    "reasoning null": Stream([piece(p, reasoning_content=None) for p in PARTS] + [piece(finish="stop")]),
    "tool call beside": Stream([tool_chunk(), *stream(*PARTS).events]),
    "refused stream_options": picky("stream_options", stream(*PARTS)),
    "refused temperature": picky("temperature", stream(*PARTS)),
    "finish reason unknown": stream(*PARTS, finish="eos_token"),
    "logprobs": Stream([{**piece(p), "logprobs": {}} for p in PARTS] + [piece(finish="stop")]),
}


@pytest.mark.parametrize("name", ORDERLY)
async def test_speech_is_heard(name):
    async with Double(ORDERLY[name]) as double, door_to(double) as door:
        assert "".join(await heard(door)).strip() == TEXT


@pytest.mark.parametrize("first", [error(429, retry_after="0"), error(503), hang_up, close, stream()])
async def test_once_more_while_nothing_has_come(first):
    async with Double(first, stream(*PARTS)) as double, door_to(double) as door:
        assert "".join(await heard(door)) == TEXT
    assert len(double.asked) == 2


FAULTS = {
    "401": (error(401), "auth", ""),
    "404": (error(404), "model", ""),
    "413": (error(413), "context", ""),
    "429": (error(429), "rate", ""),
    "500": (error(500), "server", ""),
    "502 html": (say("<html>no</html>", 502, "text/html"), "server", ""),
    "html": (say("<!DOCTYPE html><html><body>hi</body></html>", 200, "text/html"), "html", ""),
    "redirect elsewhere": (say("", 302, location="http://127.0.0.2:9/"), "refused", ""),
    "error with 200": (say({"error": {"message": "boom"}}), "server", ""),
    "error first": (Stream([{"error": {"message": "maximum context length exceeded"}}]), "context", ""),
    "error in the middle": (Stream([piece("我很"), {"error": {"message": "boom", "code": 500}}]), "server", "我很"),
    "error event": (Stream([piece("我很"), b'event: error\ndata: {"error": "overloaded"}\n\n']), "rate", "我很"),
    "cut": (stream("我很", finish=None, usage=False, done=False), "cut", "我很"),
    "reset": (stream("我很", finish=None, usage=False, done=False, after=hang_up), "cut", "我很"),
    "half an event": (Stream([piece("我很"), b'data: {"choices": [{"del'], done=False), "cut", "我很"),
    "empty": (stream(), "empty", ""),
    "no events": (Stream([], done=False), "empty", ""),
    "plain words": (say("OK", kind="text/plain"), "empty", ""),
    "reasoning only": (Stream([piece(reasoning="Hm."), piece(finish="stop")]), "reasoning_only", ""),
    "think only": (stream("<think>Hm.</think>"), "reasoning_only", ""),
    "unclosed think": (stream("<think>Hm.", " I wonder"), "reasoning_only", ""),
    "think, then cut": (stream("我很<think>Hm", finish=None, usage=False, done=False), "cut", "我很"),
    "length": (stream("我很", finish="length"), "length", "我很"),
    "length in thought": (stream("<think>Hm", finish="length"), "length", ""),
    "filtered": (stream("我很", finish="content_filter"), "filter", "我很"),
    "refusal": (Stream([piece(refusal="I "), piece(refusal="cannot."), piece(finish="stop")]), "refusal", ""),
    "tool call only": (Stream([tool_chunk(), piece(finish="tool_calls")]), "empty", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
async def test_a_broken_stream_is_told_and_what_came_is_kept(name):
    script, kind, arrived = FAULTS[name]
    got = []
    async with Double(script) as double, door_to(double) as door:
        speech = door.stream(ASKED)
        with pytest.raises(EndpointFault) as caught:
            await gather(speech, got)
    assert caught.value.kind == kind
    assert caught.value.arrived == "".join(got) == arrived


async def test_nobody_there():
    async with Double(close) as double:
        url = double.url
    async with door_to(url) as door:
        with pytest.raises(EndpointFault) as caught:
            await heard(door)
    assert caught.value.kind == "refused"


@pytest.mark.parametrize(
    ("script", "kind", "arrived"),
    [
        (hang, "timeout", ""),
        (late(30, stream(*PARTS)), "timeout", ""),
        (stream(*PARTS, head_delay=0, after=hang, finish=None, done=False), "slow", TEXT),
        (stream(*(["好"] * 200), pause=0.05), "slow", None),
    ],
)
async def test_a_stream_without_an_end_ends(script, kind, arrived):
    async with Double(script) as double, door_to(double, timeout_s=0.6) as door:
        await door.warm()
        async with asyncio.timeout(8):  # the shortest of the scripts would take 10 s
            with pytest.raises(EndpointFault) as caught:
                await heard(door)
    assert caught.value.kind == kind
    assert caught.value.arrived.startswith("好好") if arrived is None else caught.value.arrived == arrived


async def test_the_listeners_own_time_does_not_count():
    async with Double(stream(*PARTS)) as double, door_to(double, timeout_s=0.5) as door:
        await door.warm()
        got = ""
        async for text in door.stream(ASKED):
            got += text
            await asyncio.sleep(0.25)
    assert got == TEXT


async def test_a_listener_who_leaves_closes_the_line():
    async with Double(stream(*(["好"] * 2000), pause=0.01)) as double, door_to(double) as door:
        speech = door.stream(ASKED)
        await anext(speech)
        await speech.aclose()
        for _ in range(100):
            if not double.open:
                break
            await asyncio.sleep(0.02)
        assert double.open == 0
        assert door.budget.calls == 1


async def test_cancelling_goes_through():
    async with Double(hang) as double, door_to(double) as door:
        task = asyncio.create_task(heard(door))
        while not double.asked:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_the_first_text_is_not_held_back():
    """What has arrived is handed on although nothing more comes until it was."""
    heard_it = asyncio.Event()

    async def waiting(ask, wire):
        await asyncio.wait_for(heard_it.wait(), 20)

    script = Stream([piece("好。", role="assistant")], done=False, after=waiting)
    async with Double(script) as double, door_to(double) as door:
        async for text in door.stream(ASKED):
            assert text == "好。"
            heard_it.set()
            break


async def test_what_is_sent():
    async with Double(stream(*PARTS)) as double, door_to(double, extra={"enable_thinking": False}) as door:
        await heard(door, max_tokens=99, temperature=0.4)
    (ask,) = double.asked
    assert ask.path == "/v1/chat/completions"
    assert ask.headers["authorization"] == f"Bearer {KEY}"
    assert ask.body == {
        "model": "double",
        "messages": [{"role": "system", "content": "You are Wang."}, {"role": "user", "content": "你好吗？"}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": 99,
        "temperature": 0.4,
        "enable_thinking": False,
    }


async def test_no_tracing_whatever_the_environment_says(monkeypatch):
    async with Double(stream(*PARTS)) as tracer, Double(stream(*PARTS)) as double:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", tracer.url)
        monkeypatch.setenv("LANGSMITH_API_KEY", "x")
        async with door_to(double) as door:
            await heard(door)
        await asyncio.sleep(0.3)
        assert tracer.asked == []


async def test_another_event_loop_gets_connections_of_its_own():
    async with Double(stream(*PARTS)) as double:
        door = door_to(double)
        assert "".join(await heard(door)) == TEXT
        again = await asyncio.to_thread(asyncio.run, heard(door))
        assert "".join(again) == TEXT

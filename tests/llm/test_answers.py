"""Answers in a form against forty odd servers: what can be answered is, the rest is unscored with its reason."""

import asyncio
import json
import time
from typing import Literal

import pytest
from double import (
    Double,
    chat,
    chat_says,
    close,
    drip,
    error,
    half,
    hang,
    hang_up,
    ignoring,
    late,
    only,
    picky,
    redirect,
    say,
    stream,
)
from llm_kit import door_to
from pydantic import BaseModel

from trainer.llm.faults import KINDS


class Verdict(BaseModel):
    """What a judge is asked for."""

    outcome: Literal["met", "not_met"]
    evidence_turn: int
    confidence: float
    quote: str = ""


ASKED = [("system", "You judge."), ("user", "Was the right explained?")]
GOOD = {"outcome": "met", "evidence_turn": 12, "confidence": 0.9, "quote": "你可以反悔"}
TEXT = json.dumps(GOOD, ensure_ascii=False)
BAD = {**GOOD, "outcome": "not_met", "evidence_turn": 1}
NATIVE = {"model": "double", "message": {"role": "assistant", "content": TEXT}, "done": True}


def tool(arguments):
    return [{"id": "1", "type": "function", "function": {"name": "Verdict", "arguments": arguments}}]


ANSWERABLE = {
    "plain": chat_says(TEXT),
    "late headers": late(0.3, chat_says(TEXT)),
    "slow drip": drip(chat(TEXT)),
    "gzip": say(chat(TEXT), gzip=True),
    "wrong content type": say(chat(TEXT), kind="text/html"),
    "no content type": say(chat(TEXT), kind=""),
    "byte order mark on the body": say(chat(TEXT), bom=True),
    "byte order mark in the content": chat_says("\ufeff" + TEXT),
    "gbk body": say(json.dumps(chat(TEXT), ensure_ascii=False).encode("gb18030")),
    "pretty printed": say(json.dumps(chat(json.dumps(GOOD, indent=2)), indent=2)),
    "huge": chat_says("x" * 150_000 + TEXT),
    "no id, no model": chat_says(TEXT, without=("id", "model", "object", "created")),
    "no usage": chat_says(TEXT, without=("usage",)),
    "usage null": say({**chat(TEXT), "usage": None}),
    "another model's name": say({**chat(TEXT), "model": "somebody-else"}),
    "no finish reason": chat_says(TEXT, finish=None),
    "unknown finish reason": chat_says(TEXT, finish="eos"),
    "error null": say({**chat(TEXT), "error": None}),
    "content parts": chat_says([{"type": "text", "text": TEXT}]),
    "content parts with thought": chat_says([{"type": "thinking", "thinking": "{}"}, {"type": "text", "text": TEXT}]),
    "content an object": chat_says(GOOD),
    "tool call": chat_says(None, tool_calls=tool(TEXT)),
    "tool call with an object": chat_says("", tool_calls=tool(GOOD)),
    "function call": chat_says(None, function_call={"name": "Verdict", "arguments": TEXT}),
    "legacy text": say({"choices": [{"text": TEXT, "finish_reason": "stop"}]}),
    "native message": say(NATIVE),
    "fence": chat_says(f"```json\n{TEXT}\n```"),
    "fence without a name": chat_says(f"```\n{TEXT}\n```"),
    "preface": chat_says(f"Here is the JSON you asked for:\n{TEXT}"),
    "preface in Chinese": chat_says(f"好的，以下是结果：\n```json\n{TEXT}\n```\n希望对你有帮助。"),
    "text behind": chat_says(f"{TEXT}\nLet me know if you need more."),
    "two objects": chat_says(f"Draft: {json.dumps(BAD)}\nFinal: {TEXT}"),
    "braces before": chat_says(f"The set {{a, b}} is empty. {TEXT}"),
    "think": chat_says(f"<think>{json.dumps(BAD)}</think>{TEXT}"),
    "think closed only": chat_says(f"Hm, {json.dumps(BAD)}\n</think>\n{TEXT}"),
    "think in the quote": chat_says(json.dumps({**GOOD, "quote": "<think>你可以反悔"})),
    "unclosed think, answer at the end": chat_says(f"<think>So it is met.\n{TEXT}"),
    "harmony channels": chat_says(
        f"<|channel|>analysis<|message|>{json.dumps(BAD)}<|end|><|channel|>final<|message|>{TEXT}"
    ),
    "reasoning beside": chat_says(TEXT, reasoning_content=json.dumps(BAD)),
    "answer in reasoning": chat_says("", reasoning=f"I am done. {TEXT}"),
    "answer in reasoning_content": chat_says(None, reasoning_content=TEXT),
    "numbers as strings": chat_says(json.dumps({**GOOD, "evidence_turn": "12", "confidence": "0.9"})),
    "whole number as float": chat_says(json.dumps({**GOOD, "evidence_turn": 12.0})),
    "other spelling of keys": chat_says(
        json.dumps({"Outcome": "met", "evidenceTurn": 12, "Confidence": 0.9, "quote": GOOD["quote"]})
    ),
    "other spelling of a choice": chat_says(json.dumps({**GOOD, "outcome": "Met"})),
    "keys too many": chat_says(json.dumps({**GOOD, "note": "ok"})),
    "in result": chat_says(json.dumps({"result": GOOD})),
    "in an array": chat_says(json.dumps([GOOD])),
    "in an array in result": chat_says(json.dumps({"results": [GOOD]})),
    "raw line breaks in a string": chat_says(TEXT.replace("你可以", "你\n可以")),
    "streams unasked": stream(TEXT[:20], TEXT[20:]),
    "streams unasked, bytewise, no end": stream(TEXT[:20], TEXT[20:], step=3, done=False),
    "refuses json_schema 400": only(("json_object", "text"), chat_says(TEXT)),
    "refuses json_schema 422": only(("json_object", "text"), chat_says(TEXT), 422),
    "refuses all forms 400": only(("text",), chat_says(TEXT)),
    "refuses all forms 404": only(("text",), chat_says(TEXT), 404),
    "refuses all forms 415": only(("text",), chat_says(TEXT), 415),
    "refuses all forms 501": only(("text",), chat_says(TEXT), 501),
    "ignores json_schema": ignoring(("json_object",), "It was explained well.", chat_says(TEXT)),
    "wants max_completion_tokens": picky(
        "max_tokens", chat_says(TEXT), "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    ),
    "wants no temperature": picky("temperature", chat_says(TEXT)),
    "redirect 307": redirect(307, "/v2/chat/completions")(chat_says(TEXT)),
    "redirect 308": redirect(308, "/v2/chat/completions")(chat_says(TEXT)),
    "redirect 301": redirect(301, "/v2/chat/completions")(chat_says(TEXT)),
    "length, but whole": chat_says(TEXT, finish="length"),
    "refusal null": chat_says(TEXT, refusal=None),
}

RECOVERS = {
    "429 seconds": (error(429, **{"retry_after": "0"}), chat_says(TEXT)),
    "429 date": (error(429, **{"retry_after": "Wed, 21 Oct 2015 07:28:00 GMT"}), chat_says(TEXT)),
    "408": (error(408), chat_says(TEXT)),
    "409": (error(409), chat_says(TEXT)),
    "500": (error(500), chat_says(TEXT)),
    "502 html": (say("<html>Bad gateway</html>", 502, "text/html"), chat_says(TEXT)),
    "503": (error(503), chat_says(TEXT)),
    "504": (error(504), chat_says(TEXT)),
    "529": (error(529), chat_says(TEXT)),
    "reset": (hang_up, chat_says(TEXT)),
    "closed": (close, chat_says(TEXT)),
    "half a body": (half(chat(TEXT)), chat_says(TEXT)),
    "half a body, reset": (half(chat(TEXT), reset=True), chat_says(TEXT)),
    "overloaded with 200": (say({"error": {"message": "overloaded, rate limit"}}), chat_says(TEXT)),
    "empty": (chat_says(""), chat_says(TEXT)),
    "no choices": (say({**chat(), "choices": []}), chat_says(TEXT)),
    "trailing comma": (chat_says(TEXT[:-1] + ",}"), chat_says(TEXT)),
    "prose": (chat_says("It was explained."), chat_says(TEXT)),
    "missing key": (chat_says('{"outcome": "met"}'), chat_says(TEXT)),
}

UNSCORED = {
    "401": (error(401), "auth"),
    "402": (error(402, "Insufficient Balance"), "auth"),
    "403": (error(403), "auth"),
    "400 with a bad key": (error(400, "API key not valid"), "auth"),
    "404": (error(404, "The model `double` does not exist"), "model"),
    "405": (error(405), "model"),
    "408": (error(408), "server"),
    "409": (error(409), "server"),
    "400": (error(400, "something else"), "server"),
    "400 context": (error(400, "This model's maximum context length is 4096 tokens"), "context"),
    "400 risk": (error(400, "Content Exists Risk"), "filter"),
    "413": (error(413), "context"),
    "422": (error(422), "server"),
    "429": (error(429), "rate"),
    "429 without quota": (error(429, "You exceeded your current quota", retry_after="0"), "rate"),
    "429 come back tomorrow": (error(429, retry_after="86400"), "rate"),
    "500": (error(500), "server"),
    "502 html": (say("<html>Bad gateway</html>", 502, "text/html"), "server"),
    "503": (error(503, retry_after="0"), "server"),
    "504": (error(504), "server"),
    "529": (error(529), "server"),
    "redirect elsewhere": (say("", 302, location="http://127.0.0.2:9/v1"), "refused"),
    "redirect in a circle": (say("", 307, location="/v1/chat/completions"), "refused"),
    "html": (say("<!doctype html><html><body>Welcome</body></html>", 200, "text/html"), "html"),
    "html as json": (say("\n <html>Welcome</html>"), "html"),
    "no body": (say(""), "empty"),
    "words": (say("OK", kind="text/plain"), "empty"),
    "null": (say("null"), "bad_json"),
    "a number": (say("12"), "bad_json"),
    "torn body": (say(json.dumps(chat(TEXT))[:-20]), "cut"),
    "not gzip": (say(chat(TEXT), content_encoding="gzip"), "bad_json"),
    "error with 200": (say({"error": {"message": "boom"}}), "server"),
    "error text with 200": (say({"error": "boom"}), "server"),
    "vllm error with 200": (say({"object": "error", "message": "maximum context length is 10", "code": 400}), "context"),
    "detail with 200": (say({"detail": "Not authenticated, no API key"}), "auth"),
    "no choices": (say({**chat(), "choices": []}), "empty"),
    "choices null": (say({**chat(), "choices": None}), "empty"),
    "choices of nulls": (say({**chat(), "choices": [None]}), "empty"),
    "message null": (say({"choices": [{"message": None}]}), "empty"),
    "content null": (chat_says(None), "empty"),
    "content empty": (chat_says("  \n"), "empty"),
    "content true": (chat_says(True), "empty"),
    "content a number": (chat_says(7), "bad_json"),
    "reasoning only": (chat_says(None, reasoning_content="I think it is met."), "reasoning_only"),
    "a draft in reasoning": (chat_says("", reasoning=f"Perhaps {TEXT}, or not?"), "reasoning_only"),
    "unclosed think": (chat_says("<think>It might be met, but"), "reasoning_only"),
    "think only": (chat_says("<think>It is met.</think>"), "reasoning_only"),
    "refusal": (chat_says(None, refusal="I cannot help with that."), "refusal"),
    "filtered": (chat_says("", finish="content_filter"), "filter"),
    "filtered with text": (chat_says(TEXT, finish="content_filter"), "filter"),
    "length": (chat_says(TEXT[:30], finish="length"), "length"),
    "length in thought": (chat_says("", reasoning=TEXT, finish="length"), "length"),
    "length after a draft": (chat_says(f"{TEXT} {TEXT[:20]}", finish="length"), "length"),
    "torn": (chat_says(TEXT[:30]), "bad_json"),
    "prose": (chat_says("It was explained."), "bad_json"),
    "empty object": (chat_says("{}"), "bad_json"),
    "single quotes": (chat_says(str(GOOD)), "bad_json"),
    "trailing comma": (chat_says(TEXT[:-1] + ",}"), "bad_json"),
    "NaN": (chat_says(TEXT.replace("0.9", "NaN")), "bad_json"),
    "Infinity": (chat_says(TEXT.replace("0.9", "-Infinity")), "bad_json"),
    "1e999": (chat_says(TEXT.replace("0.9", "1e999")), "bad_json"),
    "NaN in quotes": (chat_says(TEXT.replace("0.9", '"NaN"')), "bad_json"),
    "a key said twice": (chat_says(TEXT[:-1] + ', "outcome": "not_met"}'), "bad_json"),
    "wrong keys": (chat_says('{"verdict": "met", "turn": 12}'), "bad_json"),
    "words for numbers": (chat_says(json.dumps({**GOOD, "evidence_turn": "twelve"})), "bad_json"),
    "the schema itself": (chat_says(json.dumps(Verdict.model_json_schema())), "bad_json"),
    "many answers": (chat_says("".join('{"a":' for _ in range(50_000))), "bad_json"),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERABLE)
async def test_what_can_be_answered_is(name):
    async with Double(ANSWERABLE[name]) as double, door_to(double) as door:
        answer = await door.answer(ASKED, Verdict)
    assert answer.value is not None, answer
    assert answer.reason is None
    assert answer.value.outcome == "met"
    assert (answer.value.evidence_turn, answer.value.confidence) == (12, 0.9)


@pytest.mark.parametrize("name", RECOVERS)
async def test_once_more_helps(name):
    async with Double(*RECOVERS[name]) as double, door_to(double) as door:
        answer = await door.answer(ASKED, Verdict)
    assert answer.value == Verdict(**GOOD)
    assert len(double.asked) == 2


@pytest.mark.parametrize("name", UNSCORED)
async def test_the_rest_is_unscored_with_a_reason(name):
    script, reason = UNSCORED[name]
    async with Double(script) as double, door_to(double) as door:
        answer = await door.answer(ASKED, Verdict)
    assert answer.value is None
    assert answer.reason == reason
    assert answer.reason in KINDS


async def test_nobody_there():
    async with Double(close) as double:
        url = double.url
    async with door_to(url) as door:
        answer = await door.answer(ASKED, Verdict)
    assert (answer.value, answer.reason) == (None, "refused")


@pytest.mark.parametrize("script", [hang, late(30, chat_says(TEXT)), drip(chat("x" * 4000), 1, 0.05)])
async def test_the_time_allowed_is_all_the_time_there_is(script):
    async with Double(script) as double, door_to(double, timeout_s=0.4) as door:
        async with asyncio.timeout(20):  # the scripts would take 30 s and more
            answer = await door.answer(ASKED, Verdict)
    assert answer.reason == "timeout"


async def test_a_server_that_wants_too_much_patience_is_left_at_once():
    async with Double(error(429, retry_after="20")) as double, door_to(double) as door:
        answer = await door.answer(ASKED, Verdict)
    assert answer.reason == "rate"
    assert len(double.asked) == 1


async def test_the_wait_the_server_asks_for_is_kept():
    async with Double(error(429, retry_after="0.3"), chat_says(TEXT)) as double, door_to(double) as door:
        start = time.monotonic()
        assert (await door.answer(ASKED, Verdict)).value
    assert time.monotonic() - start >= 0.3


async def test_cancelling_goes_through():
    async with Double(hang) as double, door_to(double) as door:
        task = asyncio.create_task(door.answer(ASKED, Verdict))
        while not double.asked:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_the_rung_is_remembered():
    async with Double(only(("text",), chat_says(TEXT))) as double, door_to(double) as door:
        await door.answer(ASKED, Verdict)
        await door.answer(ASKED, Verdict)
        async with door_to(double) as other:
            assert (await other.answer(ASKED, Verdict)).rung == "text"
    assert [a.form for a in double.asked] == ["json_schema", "json_object", "text", "text", "text"]


async def test_a_ladder_that_led_nowhere_is_forgotten():
    async with Double(error(404), error(404), error(404), chat_says(TEXT)) as double, door_to(double) as door:
        assert (await door.answer(ASKED, Verdict)).reason == "model"
        assert (await door.answer(ASKED, Verdict)).rung == "json_schema"


async def test_a_prompt_that_is_too_long_is_not_sent_without_its_limit():
    said = "'max_tokens' or 'max_completion_tokens' is too large: the maximum context length is 4096"
    async with Double(error(400, said)) as double, door_to(double) as door:
        assert (await door.answer(ASKED, Verdict)).reason == "context"
    assert len(double.asked) == 1


async def test_a_form_that_is_ignored_is_not_asked_for_again():
    async with Double(ignoring(("json_object",), "Well.", chat_says(TEXT))) as double, door_to(double) as door:
        await door.answer(ASKED, Verdict)
        await door.answer(ASKED, Verdict)
    assert [a.form for a in double.asked] == ["json_schema", "json_object", "json_object"]


async def test_one_repair_and_the_reason_for_it():
    async with Double(chat_says('{"outcome": "met"}')) as double, door_to(double) as door:
        await door.answer(ASKED, Verdict)
    assert len(double.asked) == 2
    assert [m["role"] for m in double.asked[1].body["messages"]] == ["system", "user", "assistant", "user"]
    assert "evidence_turn" in double.asked[1].body["messages"][-1]["content"]


async def test_the_form_stands_last_so_that_the_prefix_is_stable():
    async with Double(chat_says(TEXT)) as double, door_to(double) as door:
        await door.answer(ASKED, Verdict)
    sent = double.asked[0].body["messages"]
    assert sent[0] == {"role": "system", "content": "You judge."}
    assert sent[1]["content"].startswith("Was the right explained?")
    assert len(sent) == 2


async def test_a_server_that_only_streams():
    async with Double(stream(TEXT[:9], TEXT[9:], step=5)) as double, door_to(double, stream_only=True) as door:
        assert (await door.answer(ASKED, Verdict)).value == Verdict(**GOOD)
    assert double.asked[0].body["stream"] is True


async def test_thirty_two_at_a_time_over_connections_kept():
    async with Double(late(0.05, chat_says(TEXT))) as double, door_to(double) as door:
        answers = await asyncio.gather(*(door.answer(ASKED, Verdict) for _ in range(64)))
    assert all(a.value for a in answers)


async def test_lone_surrogates_do_not_stop_a_request():
    async with Double(chat_says(TEXT)) as double, door_to(double) as door:
        assert (await door.answer([("user", "bad \ud800 text")], Verdict)).value


async def test_what_the_server_repeats_of_the_key_is_not_told():
    key = "averyprivatething"
    script = error(401, f"Incorrect API key provided: {key}")
    async with Double(script) as double, door_to(double, key=key) as door:
        answer = await door.answer(ASKED, Verdict)
    assert answer.reason == "auth"
    assert key not in answer.detail
    assert key not in repr(answer)
    assert key not in repr(door.endpoint)
    assert double.asked[0].headers["authorization"] == f"Bearer {key}"

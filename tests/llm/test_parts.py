"""The parts by themselves: parser, thought, faults, budget, waiting."""

import contextlib
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Literal

import pytest
from double import USAGE, Double, chat_says, stream
from hypothesis import given
from hypothesis import strategies as st
from llm_kit import door_to
from pydantic import BaseModel, Field

from trainer.llm import faults, thinking
from trainer.llm import parse as parsing
from trainer.llm.budget import Budget, Usage, common_prefix, estimate
from trainer.llm.faults import KINDS, EndpointFault, of_exception, of_status, retry_after, scrub
from trainer.llm.parse import parse, scan
from trainer.llm.reply import Assembly
from trainer.llm.retry import LONGEST_WAIT_S, pause


class Item(BaseModel):
    id: str
    outcome: Literal["met", "not_met"]


class Sheet(BaseModel):
    items: list[Item]
    score: float = Field(ge=0, le=1)
    title: str | None = None


GOOD = {"items": [{"id": "a", "outcome": "met"}], "score": 0.5, "title": "default"}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
fragments = st.sampled_from([*'{}[]",:\\`', "<think>", "</think>", "```json", "NaN", "1e999", '"score"', '{"items":'])
noise = st.lists(fragments | st.text(max_size=6), max_size=30).map("".join)


@given(noise)
def test_no_text_raises(text):
    parsed = parse(text, Sheet)
    assert parsed.value is None or isinstance(parsed.value, Sheet)
    thinking.split(text)


@given(noise.filter(lambda s: "{" not in s), noise.filter(lambda s: "{" not in s))
def test_an_answer_is_found_in_any_talk(before, after):
    assert parse(f"{before} {json.dumps(GOOD)} {after}", Sheet).value == Sheet(**GOOD)


@given(json_values)
def test_no_payload_raises_anything_but_a_fault(payload):
    for one in (payload, {"choices": [{"message": payload}]}, {"choices": [{"delta": {"content": payload}}]},
                {"choices": payload}, {"choices": [], "usage": payload}, {"error": payload}):  # fmt: skip
        assembly = Assembly()
        with contextlib.suppress(EndpointFault):
            assembly.add(one)
        assembly.reply(Usage())


@given(json_values)
def test_no_object_raises(value):
    assert parse(json.dumps(value), Sheet).value is None


@given(st.text(alphabet="ab<>/think 你", max_size=60), st.integers(1, 7))
def test_a_stream_is_filtered_as_a_whole_text_is(text, size):
    text = f"x{text}"
    whole, _ = thinking.split(text) if "</think>" not in text.split("<think>")[0] else (None, None)
    filtered = thinking.Filter()
    pieces = [filtered.feed(text[i : i + size]) for i in range(0, len(text), size)]
    assert whole is None or "".join(pieces) + filtered.end() == whole


@pytest.mark.parametrize("depth", [50, 100_000])
def test_depth_is_no_danger(depth):
    assert parse('{"a":' * depth + "1" + "}" * depth, Sheet).value is None


@pytest.mark.parametrize("text", ["{" * 300_000, '{"' * 100_000, '{"a":NaN,' * 50_000, '{"a":"' + "x" * 300_000])
def test_noise_is_not_tried_for_ever(text, monkeypatch):
    tried = []

    class Counting:
        def raw_decode(self, *where):
            tried.append(where)
            return decoder.raw_decode(*where)

    decoder = parsing._DECODER
    monkeypatch.setattr(parsing, "_DECODER", Counting())
    parse(text, Sheet)
    assert len(tried) <= parsing._MOST_TRIES


def test_the_last_object_counts():
    other = {**GOOD, "score": 0.1}
    assert parse(f"{json.dumps(GOOD)} {json.dumps(other)}", Sheet).value.score == 0.1
    assert parse(f"{json.dumps(other)} and {{}}", Sheet).value.score == 0.1


def test_an_object_inside_a_torn_one_is_no_answer():
    objects, torn = scan('{"draft": {"id": "a", "outcome": "met"}, "id": "b", "outc')
    assert objects == []
    assert torn


def test_two_keys_for_one_field_are_not_guessed():
    assert parse('{"id": "a", "Out come": "met", "out_come": "not_met"}', Item).value is None


def test_what_is_outside_its_bounds_stays_outside():
    assert parse(json.dumps({**GOOD, "score": 1.5}), Sheet).value is None
    assert parse(json.dumps({**GOOD, "score": "50%"}), Sheet).value is None


def test_strictness_reaches_inside_and_spares_names():
    from trainer.llm.lenient import strict_schema

    schema = strict_schema(Sheet)
    assert schema["required"] == ["items", "score", "title"]
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Item"]["additionalProperties"] is False
    assert "default" not in schema["properties"]["title"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_fault_has_its_line(kind):
    fault = EndpointFault(kind)
    assert fault.told("en").endswith(".")
    assert fault.told("zh").endswith("。")
    assert "\n" not in fault.line()
    assert fault.remedy("zh") in faults.t("zh", f"remedy.{kind}")


@pytest.mark.parametrize("status", range(100, 600))
def test_every_status_has_its_kind(status):
    assert of_status(status, {}, b"").kind in KINDS


def test_keys_are_taken_out():
    text = "bad key sk-abc123def456 or Bearer abcdef at https://me:pw@host/v1 \x1b[31mred own-secret"
    told = scrub(text, "own-secret")
    for secret in ("abc123", "abcdef", "me:pw", "\x1b", "own-secret"):
        assert secret not in told


def test_waiting():
    soon = datetime.now(UTC) + timedelta(seconds=5)
    assert retry_after({"retry-after": "1.5"}) == 1.5
    assert retry_after({"retry-after-ms": "250"}) == 0.25
    assert 3 < retry_after({"retry-after": format_datetime(soon, usegmt=True)}) <= 5
    assert retry_after({"retry-after": "soon"}) is None
    assert retry_after({}) is None
    assert pause(EndpointFault("rate", wait=LONGEST_WAIT_S + 1), 0) == float("inf")
    assert pause(EndpointFault("server"), 0) < pause(EndpointFault("server"), 2)


def test_causes_are_followed():
    outer = RuntimeError("sdk")
    outer.__cause__ = EndpointFault("html")
    outer.__cause__.__cause__ = outer
    assert of_exception(outer).kind == "html"
    assert of_exception(ValueError("x")).kind == "server"


# Budget


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_the_common_prefix(start, one, other):
    shared = common_prefix(start + one, start + other)
    assert shared >= len(start)
    assert (start + one)[:shared] == (start + other)[:shared]
    assert (start + one)[shared : shared + 1] != (start + other)[shared : shared + 1] or shared == len(start + one)


def test_estimates_are_on_the_high_side():
    assert estimate("值班律师") == 4
    assert 8 <= estimate("You may withdraw your consent.") <= 12
    assert estimate("") == 0


async def test_a_budget_stops_before_it_is_passed():
    budget = Budget(limit=300)
    async with Double(chat_says("好")) as double, door_to(double, budget=budget) as door:
        told = 0
        fault = None
        while told < 100 and fault is None:
            try:
                await door.complete([("user", "你好")], max_tokens=50)
                told += 1
            except EndpointFault as raised:
                fault = raised
    assert fault.kind == "budget"
    assert told > 5
    assert budget.spent.total == 18 * told <= 300
    assert len(double.asked) == told
    assert (await door.answer([("user", "你好")], Item)).reason == "budget"


async def test_what_a_stream_used_is_counted_reported_or_not():
    async with Double(stream("好", "的"), stream("好", "的", usage=False)) as double, door_to(double) as door:
        for _ in range(2):
            assert [p async for p in door.stream([("user", "你好")])] == ["好", "的"]
            spent = door.budget.spent
            if door.budget.calls == 1:
                assert spent == Usage(11, 7, 0, True)
    assert spent.prompt > 11
    assert spent.answer == 9
    assert not spent.reported


def test_cached_tokens_are_counted():
    for details in ({"prompt_tokens_details": {"cached_tokens": 9}}, {"prompt_cache_hit_tokens": 9}):
        assembly = Assembly()
        assembly.add({"choices": [], "usage": {**USAGE["usage"], **details}})
        assert assembly.usage.cached == 9

"""Answers in a form: json_schema, then json_object, then plain text; one repair; else none, with the reason."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from trainer.llm.budget import NOTHING, Messages, Usage
from trainer.llm.faults import EndpointFault, Kind, of_exception
from trainer.llm.lenient import strict_schema
from trainer.llm.parse import Parsed, ends_with_object, parse
from trainer.llm.reply import Reply
from trainer.llm.request import STEP_DOWN, below
from trainer.llm.settings import Rung

if TYPE_CHECKING:
    from trainer.llm.client import Door

M = TypeVar("M", bound=BaseModel)
_QUOTED = 2000
"""Characters of a bad answer that are shown to the model again."""


@dataclass(frozen=True)
class Answer(Generic[M]):
    """A value, or None and the reason in one word (one of `faults.KINDS`)."""

    value: M | None
    reason: Kind | None
    raw: str
    """The last text that came back, as it was."""
    usage: Usage = NOTHING
    rung: Rung = "text"
    """The form in which it was asked for last."""
    detail: str = ""


@lru_cache(maxsize=256)
def instruction(schema: type[BaseModel]) -> str:
    """What the model is told about the form. It stands last in the prompt: the prefix before it stays the same."""
    form = json.dumps(strict_schema(schema), ensure_ascii=False, separators=(",", ":"))
    return f"Answer with one JSON object and nothing else. JSON Schema of the object:\n{form}"


def response_format(rung: Rung, schema: type[BaseModel]) -> dict[str, Any] | None:
    """The request field of a rung; none for plain text."""
    if rung == "json_schema":
        form = {"name": schema.__name__[:64], "strict": True, "schema": strict_schema(schema)}
        return {"type": "json_schema", "json_schema": form}
    return {"type": "json_object"} if rung == "json_object" else None


def with_instruction(messages: Messages, schema: type[BaseModel]) -> list[tuple[str, str]]:
    """The messages with the form at the end of the last one: some servers refuse two of a role in a row."""
    told = list(messages)
    if told and told[-1][0] == "user":
        told[-1] = ("user", f"{told[-1][1]}\n\n{instruction(schema)}")
    else:
        told.append(("user", instruction(schema)))
    return told


async def answer(door: Door, messages: Messages, schema: type[M], max_tokens: int, temperature: float) -> Answer[M]:
    """See `Door.answer`."""
    inquiry = _Inquiry(door, schema, max_tokens, temperature)
    try:
        return await inquiry.run(messages)
    except Exception as error:
        # Also what is a fault of this program: one answer less must not end a run of a thousand.
        return inquiry.none(of_exception(error))


class _Inquiry(Generic[M]):
    """One question on its way down the ladder."""

    def __init__(self, door: Door, schema: type[M], max_tokens: int, temperature: float) -> None:
        self._door, self._schema = door, schema
        self._max_tokens, self._temperature = max_tokens, temperature
        self._deadline = asyncio.get_running_loop().time() + door.endpoint.timeout_s
        self._rung: Rung = door.dialect.rung
        self._raw = ""
        self._usage = NOTHING

    async def run(self, messages: Messages) -> Answer[M]:
        """The answer, or none after one repair. EndpointFault."""
        asked = with_instruction(messages, self._schema)
        reply = await self._ask(asked)
        value, fault = self._read(reply)
        if value is None and fault and fault.again:
            self._ignored(reply)
            reply = await self._ask([*asked, *_repair(reply, fault)])
            value, fault = self._read(reply)
            if value is not None:
                self._door.dialect.learn(self._rung)
        if value is None:
            return self.none(fault or EndpointFault("bad_json"))
        return Answer(value, None, self._raw, self._usage, self._rung)

    def none(self, fault: EndpointFault) -> Answer[M]:
        """No value, and why."""
        return Answer(None, fault.kind, self._raw, self._usage, self._rung, fault.detail)

    async def _ask(self, messages: Messages) -> Reply:
        first = self._rung
        while True:
            try:
                reply = await self._door.ask(
                    messages, max_tokens=self._max_tokens, temperature=self._temperature, deadline=self._deadline,
                    form=response_format(self._rung, self._schema),
                )  # fmt: skip
            except EndpointFault as fault:
                if not self._step_down(fault):
                    raise
                continue
            if self._rung != first:
                self._door.dialect.learn(self._rung)
            self._usage = reply.usage if self._usage is NOTHING else self._usage + reply.usage
            self._raw = reply.text or reply.arguments or reply.reasoning
            return reply

    def _step_down(self, fault: EndpointFault) -> bool:
        """Whether a refusal may be about the form, so that the next form is worth a try."""
        lower = below(self._rung)
        if lower is None or fault.status not in STEP_DOWN or fault.kind in ("context", "filter", "auth"):
            return False
        self._rung = lower
        return True

    def _read(self, reply: Reply) -> tuple[M | None, EndpointFault | None]:
        """The value in a reply, or what is wrong with it; `again` says whether a repair is worth a try."""
        if reply.finish == "content_filter":
            return None, EndpointFault("filter")
        parsed = self._find(reply)
        torn = parsed.torn and reply.finish == "length"
        if parsed.value is not None and not torn:
            return parsed.value, None
        if reply.refusal:
            return None, EndpointFault("refusal", reply.refusal)
        if reply.finish == "length":
            return None, EndpointFault("length")
        if not reply.text and not reply.arguments:
            return None, EndpointFault("reasoning_only" if reply.reasoning else "empty", again=True)
        return None, EndpointFault("bad_json", parsed.problem, again=True)

    def _find(self, reply: Reply) -> Parsed[M]:
        """The value where it belongs, else in a tool call, else at the end of what was given out as thought."""
        parsed = parse(reply.text, self._schema)
        if parsed.value is None and reply.arguments:
            parsed = parse(reply.arguments, self._schema)
        finished = reply.finish not in ("length", "content_filter")
        if parsed.value is None and not reply.text and finished and ends_with_object(reply.reasoning):
            parsed = parse(reply.reasoning, self._schema)
        return parsed

    def _ignored(self, reply: Reply) -> None:
        """A reply without any object means that the server took no notice of the form: ask for less of it."""
        if not parse(reply.text, self._schema).found:
            self._rung = below(self._rung) or self._rung


def _repair(reply: Reply, fault: EndpointFault) -> list[tuple[str, str]]:
    """What is added to the question after a bad answer. Without one the question is simply put again."""
    if not reply.text:
        return []
    return [
        ("assistant", reply.text[:_QUOTED]),
        ("user", f"This cannot be used: {fault.detail}. Answer again with the corrected JSON object and nothing else."),
    ]

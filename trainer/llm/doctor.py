"""What an endpoint can do, tried out: one check after another, each with what to do about it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel

from trainer.i18n import t
from trainer.llm.budget import Messages, estimate
from trainer.llm.client import Door
from trainer.llm.faults import EndpointFault, Kind, of_exception
from trainer.llm.settings import Endpoint
from trainer.text import Lang

State = Literal["ok", "note", "fault"]
CANARY_TOKENS = 8000
"""Tokens of the longest prompt tried. A session's prompts stay below it; trying more would only cost."""
_ROOM = 400
"""Tokens left for the canary's question, its answer and the server's own frame."""
_MARKERS = ("amber", "basil", "cedar", "delta", "ember", "fjord", "grove", "heron", "ivory", "jasper")
_FILLER = "Line {n}: the clerk wrote the date, the room and the name of the person who came in. "


@dataclass(frozen=True)
class Check:
    """One thing that was tried: `id` names the message, `values` fill it, `kind` is the fault behind it, if any."""

    id: str
    state: State
    values: dict[str, Any] = field(default_factory=dict)
    kind: Kind | None = None

    def line(self, lang: Lang) -> str:
        """The finding and what to do, in one line."""
        told = t(lang, f"check.{self.id}", **self.values)
        if self.kind is None:
            return told
        # The messages of faults are sentences; here they stand inside a line.
        return f"{told} {t(lang, f'fault.{self.kind}')} {t(lang, f'remedy.{self.kind}')}"


class _Sum(BaseModel):
    """An answer in a form that the smallest model can give."""

    total: int


async def examine(endpoint: Endpoint) -> list[Check]:
    """Try an endpoint out, with about ten thousand tokens. Stops where nothing further could work; raises nothing."""
    # Patience: a model on a laptop may take minutes to read the longest prompt, and that is worth knowing.
    patient = endpoint.model_copy(update={"timeout_s": endpoint.timeout_s * 3, "retries": 1})
    checks = [_place(endpoint)]
    async with Door(patient) as door:
        reached = await _reach(door)
        checks += reached
        if any(c.state == "fault" for c in reached):
            return checks
        for check in (_stream, _form, _context):
            found = await _tried(check, door)
            checks += found
            if any(c.kind in ("auth", "model", "refused") for c in found):
                break
    return checks


async def _tried(check: Callable[[Door], Awaitable[list[Check]]], door: Door) -> list[Check]:
    try:
        return await check(door)
    except Exception as error:
        name = check.__name__.strip("_")
        return [Check(f"{name}_fault", "fault", kind=of_exception(error).kind)]


def _place(endpoint: Endpoint) -> Check:
    """Where the words go, and whether others can read them on the way."""
    where = {"host": endpoint.host, "model": endpoint.model}
    if endpoint.local:
        return Check("local", "ok", where)
    return Check("remote", "ok", where) if endpoint.base_url.startswith("https:") else Check("open", "fault", where)


async def _reach(door: Door) -> list[Check]:
    """Whether the server answers, and whether it lists the model. Many servers list none: that alone is no fault."""
    try:
        listed = await door.wire.models()
    except Exception as error:
        kind = of_exception(error).kind
        if kind in ("refused", "timeout", "auth", "html"):
            return [Check("reach_fault", "fault", kind=kind)]
        return [Check("reach", "ok"), Check("unlisted", "note")]
    model = door.endpoint.model
    if model in listed or f"{model}:latest" in listed:
        return [Check("reach", "ok"), Check("listed", "ok", {"model": model})]
    names = ", ".join(sorted(listed)[:5])
    return [Check("reach", "ok"), Check("missing", "note", {"model": model, "names": names}) if names
            else Check("unlisted", "note")]  # fmt: skip


async def _stream(door: Door) -> list[Check]:
    """Whether words arrive as they are made, and how fast."""
    await door.warm()
    start = time.perf_counter()
    moments: list[float] = []
    text = ""
    try:
        async for piece in door.stream([("user", "Count from one to thirty, in words.")], max_tokens=120):
            moments.append(time.perf_counter() - start)
            text += piece
    except EndpointFault as fault:
        if fault.kind != "length":
            raise
    found = [Check("stream", "ok") if len(moments) > 2 else Check("stream_whole", "note")]
    spent = moments[-1] - moments[0]
    values = {"first": round(moments[0] * 1000), "rate": round(estimate(text) / spent) if spent > 0.001 else "-"}
    slow = moments[0] > 5 or (spent > 1 and estimate(text) / spent < 5)
    return [*found, Check("slow" if slow else "speed", "note" if slow else "ok", values)]


async def _form(door: Door) -> list[Check]:
    """On which rung of the ladder answers in a form work."""
    answer = await door.answer([("user", "What is 17 plus 25?")], _Sum, max_tokens=400)
    if answer.value is None:
        return [Check("form_fault", "fault", {}, answer.reason)]
    return [Check("form", "ok", {"rung": answer.rung})]


_WHOLE = 0.75
"""Share of the estimated tokens from which on a counted prompt is taken to have arrived whole."""


async def _context(door: Door) -> list[Check]:
    """Whether a long prompt arrives whole: a word at its beginning and one at its end must both be seen."""
    tokens = min(door.endpoint.max_context, CANARY_TOKENS)
    first, last = secrets.SystemRandom().sample(_MARKERS, 2)
    reply = await door.complete(canary(first, last, tokens - _ROOM), max_tokens=200, temperature=0.0)
    said = reply.text.casefold()
    values = {"tokens": tokens}
    if first in said and last in said:
        return [Check("context", "ok", values)]
    # Half of the estimate is far below what any tokenizer makes of it.
    short = reply.usage.reported and reply.usage.prompt < (tokens - _ROOM) / 2
    # A small model may not recall what it was shown: where the server counts the whole prompt, it has arrived.
    whole = reply.usage.reported and reply.usage.prompt >= (tokens - _ROOM) * _WHOLE
    if short or (last in said and not whole):
        return [Check("context_cut", "fault", values)]
    return [Check("context_unclear", "note", values)]


def canary(first: str, last: str, tokens: int) -> Messages:
    """A prompt of about `tokens` tokens with a word at each end to be repeated."""
    lines = max(1, tokens // estimate(_FILLER.format(n=1000)))
    filler = "".join(_FILLER.format(n=n) for n in range(lines))
    return [
        ("system", f"The first secret word is {first}. Keep it in mind."),
        (
            "user",
            f"{filler}\nThe second secret word is {last}.\nSay the first and the second secret word, nothing else.",
        ),
    ]

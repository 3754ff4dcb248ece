"""An endpoint that speaks, well or badly, and sessions that listen to it."""

import asyncio
import re

from double import Double, stream
from kit import SCENARIO, new_session

from trainer import events as ev
from trainer.llm.settings import Endpoint
from trainer.persona.llm_voice import voice_for
from trainer.session.commands import enter


def note(ask):
    """The lines a prompt wants said."""
    last = ask.body["messages"][-1]["content"]
    return re.findall(r"^- (.+)$", last, re.M)


def pieces(text, size=7):
    return [text[i : i + size] for i in range(0, len(text), size)]


def speaking(words, **how):
    """A script that streams what `words(ask)` returns."""

    async def script(ask, wire):
        await stream(*pieces(words(ask)), **how)(ask, wire)

    return script


def obedient(ask):
    """Says what it is told, with a word of its own before it."""
    zh = "现在要说" in ask.body["messages"][-1]["content"]
    return ("嗯。" if zh else "Well, all right. ") + ("" if zh else " ").join(note(ask))


def faithful():
    return speaking(obedient)


def voice_at(url, *, limit=None, spent=0, **more):
    where = Endpoint(base_url=url, **({"model": "double", "timeout_s": 3.0, "retries": 0} | more))
    return voice_for(where, spent=spent, limit=limit)


def speaking_session(url, scenario=SCENARIO, *, limit=None, endpoint=None, **options):
    session = new_session(scenario, **options)
    session.voices.use(lambda: voice_at(url, limit=limit, **(endpoint or {})), on=True)
    return session


async def entered(session, *lines, each=None):
    """Everything shown for lines typed in order; `each` sees every thing as it comes."""
    shown = []
    async for event in session.begin():
        shown.append(event)
    for line in lines:
        async for thing in enter(session, line):
            shown.append(thing)
            if each:
                each(thing)
    return shown


def played(script, *lines, **options):
    """A session spoken by a double with this script; the session and what was shown."""

    async def run():
        async with Double(script) as double:
            session = speaking_session(double.url, **options)
            try:
                shown = await entered(session, *lines)
            finally:
                await session.hush()
            return session, shown, double

    return asyncio.run(run())


def of(shown, *kinds):
    return [e for e in shown if isinstance(e, kinds)]


__all__ = [n for n in dir() if not n.startswith("_")] + ["ev"]

"""A model speaking on the screen: sentences as they pass, Escape stops, nothing is shown twice."""

import asyncio

from double import Double, Stream, piece
from tui_kit import in_session, spoken, type_in, wait_until
from voice_kit import ev, faithful, of, voice_at


async def test_sentences_become_one_turn():
    async with Double(faithful()) as double, in_session() as (app, pilot, screen):
        screen.session.voices.use(lambda used: voice_at(double.url), on=True)
        await type_in(pilot, "Good morning, how are you?")
        await wait_until(pilot, lambda: not screen.busy and of(screen.session.events, ev.Sentence), 20)
        said = [e for e in of(screen.session.events, ev.Said) if e.voice == "llm"]
        lines = [line.text for line in spoken(app) if line.kind == "them"]
        assert said
        assert lines.count(said[-1].text) == 1
        assert len(lines) == len(set(lines))
        await screen.session.hush()


async def test_escape_stops_and_keeps():
    async def slow(ask, wire):
        await wire.head(200, "text/event-stream")
        await wire.raw(Stream([])._frame(piece("Well, I hear you. ")))
        await asyncio.sleep(30)

    async with Double(slow) as double, in_session() as (app, pilot, screen):
        screen.session.voices.use(lambda used: voice_at(double.url, timeout_s=25.0), on=True)
        await type_in(pilot, "Good morning, how are you?")
        await wait_until(pilot, lambda: any(x.text == "Well, I hear you." for x in spoken(app)), 20)
        assert screen.busy
        await pilot.press("escape")
        await wait_until(pilot, lambda: not screen.busy)
        assert spoken(app)[-1].text.startswith("Well, I hear you.")
        assert not of(screen.session.events, ev.VoiceFailed)
        await screen.session.hush()

"""A model's voice: what it is told, what it is never told, and what becomes of the turn when it fails."""

import asyncio
import json

import pytest
from double import Double, close, error, half, hang, hang_up, piece, say, stream
from kit import new_session, typed
from voice_kit import entered, ev, faithful, obedient, of, played, speaking, speaking_session

from trainer.persona.speech import fixed, remainder
from trainer.scenario.loader import load_play
from trainer.session.director import Session
from trainer.session.speaking import tokens_used
from trainer.store.memory import MemoryStore
from trainer.text import LANGS

LINES = {
    "en": ["/go meeting", "Good morning, I am the duty lawyer.", "Tell me what happened.", "How is your family?"],
    "zh": ["/go meeting", "您好，我是值班律师。", "您把经过讲一下。", "家里人还好吗？"],
}


def prompts(double):
    return [json.dumps(a.body["messages"], ensure_ascii=False) for a in double.asked]


@pytest.mark.parametrize("lang", LANGS)
def test_the_prompt_holds_no_hidden_fact_and_nothing_from_another_room(lang):
    secret = {"en": "between us, the wife paid it", "zh": "只在这里说，是他妻子付的"}[lang]
    lines = [*LINES[lang], secret, "/go consultation", {"en": "Good morning.", "zh": "您好。"}[lang]]
    session, _, double = played(faithful(), *lines, lang=lang)
    told = set()
    for event in session.events:
        told |= set(getattr(event, "facts", ()) or ())
    hidden = [f.text[lang] for f in session.play.script.facts if f.hidden and f.id not in told]
    assert hidden
    assert session.play.script.truth[lang] not in "".join(prompts(double))
    for prompt in prompts(double):
        assert not [h for h in hidden if h in prompt]
    last = prompts(double)[-1]
    assert session.play.cast["prosecutor"].name[lang] in last
    assert secret not in last


@pytest.mark.parametrize("lang", LANGS)
def test_the_beginning_of_the_prompt_stays_and_the_turn_comes_last(lang):
    _, _, double = played(faithful(), *LINES[lang], lang=lang)
    first, *rest = [a.body["messages"] for a in double.asked]
    assert all(m[0] == first[0] for m in rest)
    assert all(m[-1]["role"] == "user" for m in rest)
    assert all(m[i]["role"] != m[i + 1]["role"] for m in rest for i in range(1, len(m) - 1))
    mark = {"en": "Now say", "zh": "现在要说"}[lang]
    assert all(mark in m[-1]["content"] for m in rest)


def test_a_long_session_sends_no_longer_prompts():
    lines = [
        "/go meeting",
        *[f"And then, what happened after that, number {n}? " + "Tell me more. " * 30 for n in range(60)],
    ]
    session, _, double = played(faithful(), *lines)
    sizes = [sum(len(m["content"]) for m in a.body["messages"]) for a in double.asked]
    assert len(sizes) > 30
    assert max(sizes[20:]) < 1.5 * max(sizes[:20])
    assert max(sizes) < 14_000
    assert session.state.turn > 60


@pytest.mark.parametrize("lang", LANGS)
def test_sentences_are_on_disk_before_they_are_seen(lang):
    class Watched(MemoryStore):
        kept = []

        def append(self, session, events):
            self.kept += events
            super().append(session, events)

    store = Watched()
    store.kept = []

    async def run():
        async with Double(faithful()) as double:
            session = speaking_session(double.url, lang=lang, store=store)

            def look(thing):
                if isinstance(thing, ev.Event):
                    assert thing in store.kept

            await entered(session, *LINES[lang], each=look)
            await session.hush()
            return session

    session = asyncio.run(run())
    assert of(session.events, ev.Sentence)


@pytest.mark.parametrize("lang", LANGS)
def test_a_session_killed_between_two_sentences_is_finished_as_decided(lang):
    """Cut after every single event; each rest goes on to the same state as the whole."""
    lines = [*LINES[lang], "/go consultation", {"en": "I propose seven months.", "zh": "我建议七个月。"}[lang]]
    session, _, _ = played(faithful(), *lines, lang=lang)
    cuts = [n for n, e in enumerate(session.events) if isinstance(e, ev.Speaking | ev.Sentence | ev.VoiceUsed)]
    assert len(cuts) > 10
    for cut in cuts:
        store = MemoryStore()
        store.append("x", session.events[: cut + 1])
        again = Session.resume("x", store=store, interpreter=session.interpreter)
        before = [e.text for e in session.events[: cut + 1] if isinstance(e, ev.Sentence)]
        typed(again)
        start = max(n for n in range(cut + 1) if isinstance(session.events[n], ev.Speaking))
        speech = session.events[start]
        turn = next(e for e in again.events[start:] if isinstance(e, ev.Said))
        whole = next(e for e in session.events[start:] if isinstance(e, ev.Said))
        assert (turn.speaker, turn.gist, turn.facts) == (whole.speaker, whole.gist, whole.facts)
        shown = [e.text for e in again.events[start : cut + 1] if isinstance(e, ev.Sentence)]
        assert turn.text.startswith(("" if lang == "zh" else " ").join(shown))
        assert before[-len(shown) :] == shown or not shown
        after = [ev.dump(e) for e in again.events if not isinstance(e, ev.VOICE_EVENTS)]
        assert [a for a in after if a in speech.then] == list(speech.then)


def test_replaying_calls_no_model():
    session, _, double = played(faithful(), *LINES["en"])
    asked = len(double.asked)
    store = MemoryStore()
    store.append("x", session.events)
    again = Session.resume("x", store=store, interpreter=session.interpreter)
    assert again.state == session.state
    assert len(double.asked) == asked


def test_an_old_record_without_a_voice_still_loads():
    old = {"type": "said", "turn": 1, "speaker": "accused", "role": "accused", "room": "meeting", "text": "Yes."}
    assert ev.load(old).voice == "embedded"


def cut_short(*texts):
    return stream(*texts, finish=None, done=False, usage=False, after=lambda ask, wire: asyncio.sleep(0))


FAULTS = {
    "refused": None,
    "hang_up": hang_up,
    "close": close,
    "hang": hang,
    "401": error(401),
    "429": error(429, retry_after="1"),
    "500": error(500),
    "503_html": say("<html>no</html>", 503, "text/html"),
    "html": say("<html><body>portal</body></html>", 200, "text/html"),
    "empty": stream(""),
    "reasoning": stream(usage=True),
    "think": stream("<think>", "he asks me ", "again"),
    "refusal": stream("I can't ", "assist with that."),
    "filter": stream("Well. ", finish="content_filter"),
    "length": stream("Well, that is ", "how it", finish="length"),
    "cut": half({"x": 1}, reset=True),
    "cut_in_the_middle": cut_short("Well, I hear you. ", "And then"),
    "error_in_stream": stream("Well, I hear you. ", finish=None),
    "nonsense": say("not json at all"),
    "usage_only": stream(finish="stop"),
    "garbage": speaking(lambda ask: "\x1b[2J\x00\x07" * 40),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_fault_ends_in_a_turn_that_was_decided(name, lang):
    plain = new_session(lang=lang)
    typed(plain, *LINES[lang])

    async def run():
        if FAULTS[name] is None:
            session = speaking_session("http://127.0.0.1:9/v1", lang=lang)
            return session, await entered(session, *LINES[lang])
        async with Double(FAULTS[name]) as double:
            session = speaking_session(double.url, lang=lang, endpoint={"timeout_s": 0.6})
            try:
                return session, await entered(session, *LINES[lang])
            finally:
                await session.hush()

    session, shown = asyncio.run(run())
    turns = [e for e in session.events if isinstance(e, ev.Said)]
    assert [(t.speaker, t.gist, t.facts) for t in turns] == [
        (t.speaker, t.gist, t.facts) for t in plain.events if isinstance(t, ev.Said)
    ]
    assert all(t.text for t in turns)
    assert of(shown, ev.VoiceFailed) or of(shown, ev.VoiceGuarded) or name in ("error_in_stream", "length")
    assert "<html" not in "".join(t.text for t in turns)


def test_after_three_faults_the_model_is_left_alone_until_it_is_asked_for_again():
    async def run():
        async with Double(error(500)) as double:
            session = speaking_session(double.url)
            await entered(session, *LINES["en"], "And what then?", "What else?")
            asked = len(double.asked)
            told = [e.off for e in of(session.events, ev.VoiceFailed)]
            await entered(session, "/voice llm", "Are you sure?")
            await session.hush()
            return told, asked, len(double.asked)

    told, asked, later = asyncio.run(run())
    assert told == [False, False, True]
    assert asked == 3
    assert later == 4


def test_the_budget_stops_cleanly():
    session, shown, double = played(
        speaking(obedient, usage=False), *LINES["en"], "And then?", "What else?", limit=2500
    )
    failed = of(shown, ev.VoiceFailed)
    assert [f.kind for f in failed] == ["budget"]
    assert failed[0].off
    assert 0 < len(double.asked) < 5
    assert tokens_used(session) <= 2500
    assert of(shown, ev.Said)[-1].voice == "embedded"


def test_the_voice_can_be_seen_and_switched():
    from trainer.session.commands import Info

    session, shown, _ = played(faithful(), "/voice", "/voice embedded", "/voice", "/声音 llm", "/voice nonsense")
    told = [i.text for i in shown if isinstance(i, Info)]
    assert "double" in told[0]
    assert told[1] == told[2]
    assert "written lines" in told[1]
    assert told[3] == told[0]
    assert told[4].startswith("/voice llm")
    assert session.voices.on
    alone = new_session()
    assert "PLEA_TRAINER_MODEL" in next(i for i in typed(alone, "/voice llm") if isinstance(i, Info)).text


def test_a_fault_is_one_calm_line():
    from trainer.session.narrate import narrate

    session, _, _ = played(error(500, "Traceback sk-abcdefgh"), *LINES["zh"], lang="zh")
    lines = [narrate(session.play, e, "zh") for e in of(session.events, ev.VoiceFailed)]
    assert lines
    assert all("sk-" not in line.text and "Traceback" not in line.text and "\n" not in line.text for line in lines)


def test_stopping_keeps_what_was_shown_and_says_the_rest():
    async def slow(ask, wire):
        await wire.head(200, "text/event-stream")
        from double import Stream

        frame = Stream([])._frame
        await wire.raw(frame(piece("Well, I hear you. ")))
        await asyncio.sleep(30)

    async def run():
        async with Double(slow) as double:
            session = speaking_session(double.url, endpoint={"timeout_s": 20})

            def stop(thing):
                if isinstance(thing, ev.Sentence):
                    session.voices.stop()

            start = asyncio.get_running_loop().time()
            await entered(session, "/go meeting", each=stop)
            spent = asyncio.get_running_loop().time() - start
            await session.hush()
            return session, spent

    session, spent = asyncio.run(run())
    assert spent < 10
    said = of(session.events, ev.Said)[-1]
    assert said.text.startswith("Well, I hear you.")
    assert not of(session.events, ev.VoiceFailed)


def test_what_has_to_be_said_is_said():
    play = load_play("courier-theft")
    offer = ev.Part(gist="offer.open", text="Nine months' imprisonment and a fine of 4,000 yuan.")
    chat = ev.Part(gist="rapport.greet", text="Good morning.")
    mark = ev.Part(gist="teach.retraction.wrong", text="Once it is signed it is signed.")
    assert remainder(play, [chat, offer, mark], [], "en") == [chat.text, offer.text, mark.text]
    assert remainder(play, [chat, offer], ["Morning."], "en") == [offer.text]
    assert remainder(play, [offer], ["I put it at nine months' imprisonment, with a fine of 4,000 yuan."], "en") == []
    assert remainder(play, [chat], ["Oh."], "en") == [chat.text]
    assert remainder(play, [chat], ["Oh."], "en", whole=True) == []
    assert remainder(play, [mark], ["I can take it back."], "en") == [mark.text]
    assert fixed(mark)
    assert not fixed(chat)

"""The endpoint is killed at some moment of a session: the session is completed all the same, with its debrief."""

import asyncio
import io
import json
import threading

import pytest
from double import Double, Stream, piece, stream
from voice_kit import ev, obedient, of, pieces, voice_at

from trainer.dialogue.embedded import EmbeddedInterpreter
from trainer.plain import Plain
from trainer.report.debrief import plain_text
from trainer.scenario.loader import load_play
from trainer.session.director import Session
from trainer.simulate import Player, load_plan
from trainer.store.memory import MemoryStore


def dying(after, how):
    """Obedient for `after` requests; then the line breaks in the middle of a sentence, or nobody is there any more."""
    count = 0

    async def script(ask, wire):
        nonlocal count
        count += 1
        if count <= after:
            await stream(*pieces(obedient(ask)))(ask, wire)
        elif how == "middle":
            whole = obedient(ask)
            await stream(*pieces(whole[: len(whole) // 2]), finish=None, done=False, usage=False)(ask, wire)
            wire.reset()
        elif how == "hang":
            await asyncio.sleep(30)
        else:
            wire.reset()

    return script


async def whole_session(script, lang):
    play = load_play("just-a-witness")
    name = next(p.stem for p in sorted((play.folder / "trainees").glob("*.yaml")))
    plan = load_plan(play, name)
    async with Double(script) as double:
        session = Session.create(
            "just-a-witness", role=plan.role, lang=lang, mode=plan.mode, seed=plan.seed, personas=plan.personas,
            store=MemoryStore(), interpreter=EmbeddedInterpreter(),
        )  # fmt: skip
        session.voices.use(lambda used: voice_at(double.url, timeout_s=0.5), on=True)
        out = io.StringIO()
        await Plain(session, Player(session, plan), out).run()
    return session, out.getvalue()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("how", ["middle", "gone", "hang"])
@pytest.mark.parametrize("after", [0, 1, 2, 4, 7])
def test_the_session_is_completed_and_has_a_debrief(after, how, lang):
    session, out = asyncio.run(whole_session(dying(after, how), lang))
    assert session.closed
    assert of(session.events, ev.VoiceFailed)
    for failed in of(session.events, ev.VoiceFailed):
        assert failed.kind in ("cut", "refused", "timeout", "slow", "empty")
    said = [e for e in session.events if isinstance(e, ev.Said) and e.speaker != "trainee"]
    assert sum(e.voice == "llm" for e in said) >= min(after, 2)
    text = plain_text(session, 80)
    assert len(text) > 500
    assert {"en": "in a model's words", "zh": "由模型措辞"}[lang] in " ".join(text.split())
    # Each turn stands on the screen once and whole.
    for turn in said:
        assert out.count(turn.text) >= 1, turn.text


@pytest.fixture
def slow_speaker():
    """An obedient model in a thread of its own, one word at a time; its URL."""
    ready, done = threading.Event(), []

    async def script(ask, wire):
        await wire.head(200, "text/event-stream")
        frame = Stream([])._frame
        for word in obedient(ask).split(" "):
            await wire.raw(frame(piece(word + " ")))
            await asyncio.sleep(0.3)
        await wire.raw(frame(piece(finish="stop")) + frame("[DONE]"))

    async def serve():
        async with Double(script) as double:
            stop = asyncio.Event()
            done.extend([double.url, asyncio.get_running_loop(), stop])
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(10)
    yield done[0]
    done[1].call_soon_threadsafe(done[2].set)
    thread.join(10)


def test_a_program_killed_while_a_model_speaks_goes_on_where_it_was(door, run, slow_speaker):
    env = {"OPENAI_BASE_URL": slow_speaker, "PLEA_TRAINER_MODEL": "double"}
    process = door("play", "courier-theft", "--plain", "--voice", "llm", "--lang", "en", env=env)
    process.stdin.write(b"/go meeting\n")
    process.stdin.flush()
    seen = b""
    while b"Well, all right." not in seen:
        piece_of = process.stdout.read1(4096)
        assert piece_of, process.stderr.read()
        seen += piece_of
    process.kill()
    process.wait()
    session = json.loads(run("sessions", "list", "--json").out)[0]["id"]
    again = run("play", "--resume", session, "--plain", "--voice", "embedded", "--lang", "en", stdin="/quit\n")
    assert again.code == 0
    turn = next(line for line in again.out.splitlines() if "Well, all right." in line)
    assert len(turn) > len("Luo: Well, all right. ")
    assert again.out.count("Well, all right.") == 1

"""A speech is spoken: by a model sentence by sentence where there is one, else in the authored words at once."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress

from trainer import events as ev
from trainer.errors import TrainerError
from trainer.persona.speech import Ask, Failed, Piece, Spoken, Stopped, Used, Voice, remainder
from trainer.session.stage import Stage
from trainer.session.wording import Speech, Wording
from trainer.text import joined

PATIENCE = 3
"""Turns in a row in which the endpoint failed, after which it is left alone."""
Maker = Callable[[int], Voice | None]
"""Makes a voice, told how many tokens the session has used already."""


class Voices:
    """The voice of a session, if a model is to speak: made when first needed, left alone when it keeps failing."""

    def __init__(self, used: Callable[[], int]) -> None:
        self._used = used
        self.maker: Maker | None = None
        self.on = False
        self.failed = 0
        self._voice: Voice | None = None

    def use(self, maker: Maker | None, *, on: bool) -> None:
        """Whom to ask, and whether to. `maker` gives None where nothing is set up, and raises TrainerError for what
        cannot be used."""
        self.maker, self.on = maker, on and maker is not None

    @property
    def voice(self) -> Voice | None:
        """The model's voice, while it is to speak. Settings that cannot be used are no reason to break off a turn."""
        if self.on and self._voice is None:
            with suppress(TrainerError):
                self._make()
        return self._voice if self.on else None

    def _make(self) -> bool:
        self._voice = self._voice or (self.maker(self._used()) if self.maker else None)
        self.on = self._voice is not None
        return self.on

    def turn(self, on: bool) -> bool:
        """Switch the model on or off; False when there is none. Switched on, it gets its chances again."""
        self.on, self.failed = on, 0
        return not on or self._make()

    def count(self, failed: bool, final: bool) -> bool:
        """Count a turn; True when the model is to be left alone from now on."""
        self.failed = self.failed + 1 if failed else 0
        if final or self.failed >= PATIENCE:
            self.on = False
        return not self.on

    def stop(self) -> None:
        """Break off the model's words; the authored ones finish the turn."""
        if self._voice is not None:
            self._voice.stop()

    async def warm(self) -> None:
        """Load what the first turn will need."""
        if (voice := self.voice) is not None:
            await voice.warm()

    async def aclose(self) -> None:
        """Let go of connections."""
        if self._voice is not None:
            await self._voice.aclose()


async def speak(stage: Stage, voices: Voices, speech: Speech) -> AsyncGenerator[ev.Event, None]:
    """One speech. With a model, what is on disk is yielded as it goes: the decision, then each sentence let through."""
    wording = stage.word(speech)
    voice = voices.voice
    ask = _ask(stage, wording)
    if voice is None or not wording.sound or not ask.free:
        stage.utter(wording)
        return
    then = tuple(ev.dump(e) for e in speech.then)
    stage.happen(
        ev.Speaking(speaker=wording.who, role=wording.role, to=wording.to, room=wording.room, parts=wording.parts,
                    then=then)
    )  # fmt: skip
    for kept in stage.keep():
        yield kept
    shown: list[str] = []
    failure: Failed | None = None
    whole = False
    async with aclosing(voice.say(ask)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Failed):
                failure = piece
            elif (event := _event(wording.who, piece)) is not None:
                whole = isinstance(piece, Used) and piece.whole
                stage.happen(event)
                for kept in stage.keep():
                    yield kept
                if isinstance(piece, Spoken):
                    shown.append(piece.text)
    rest = remainder(stage.play, wording.parts, shown, stage.lang, whole=whole)
    stage.utter(wording, joined([*shown, *rest], stage.lang), voice="llm" if shown else "embedded")
    off = voices.count(failure is not None, failure is not None and failure.final)
    if failure is not None:
        # After the turn: nothing comes between its sentences.
        stage.happen(ev.VoiceFailed(speaker=wording.who, kind=failure.kind, off=off))


def tokens_used(stage: Stage) -> int:
    """Tokens a model's voice has used in this session."""
    return sum(e.prompt + e.answer for e in stage.events if isinstance(e, ev.VoiceUsed))


def _ask(stage: Stage, wording: Wording) -> Ask:
    heard = tuple(
        e for e in stage.events if isinstance(e, ev.Said) and (e.speaker == wording.who or wording.who in e.to)
    )
    return Ask(stage.scene(wording.who), wording.role, wording.parts, wording.texts, heard)


def _event(who: str, piece: Piece) -> ev.Event | None:
    match piece:
        case Spoken():
            return ev.Sentence(speaker=who, text=piece.text)
        case Stopped():
            return ev.VoiceGuarded(speaker=who, kind=piece.kind, reason=piece.reason, outcome=piece.outcome)
        case Used():
            return ev.VoiceUsed(
                prompt=piece.prompt, answer=piece.answer, cached=piece.cached, calls=piece.calls, chars=piece.chars,
                stable_chars=piece.stable_chars,
            )  # fmt: skip
    return None

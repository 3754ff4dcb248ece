"""The director: one session as performed. Every event is on disk before anybody sees it."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing
from dataclasses import replace
from itertools import chain

from trainer import __version__
from trainer import events as ev
from trainer.dialogue.embedded import understand
from trainer.dialogue.interpreter import Interpreter, Reading, Turn
from trainer.errors import UsageError
from trainer.events import DecisionName
from trainer.i18n import t
from trainer.persona import concession, gift, subject
from trainer.persona.intent import say
from trainer.persona.scene import mentions
from trainer.scenario.loader import Play, load_play
from trainer.scenario.models import CastMember
from trainer.scenario.people import spoken_of
from trainer.session import address, cast, court, finale, own_side, points, sheet
from trainer.session.beats import played
from trainer.session.context import in_context
from trainer.session.judging import holds
from trainer.session.kept import play_of
from trainer.session.mending import under_way, unfinished
from trainer.session.refusal import must_fit, not_at_hand, refusal, shut
from trainer.session.speaking import Voices, speak, tokens_used
from trainer.session.stage import Stage
from trainer.session.table import is_open, readable
from trainer.session.wording import Speech, Step
from trainer.store.base import Store
from trainer.text import MAX_TURN_CHARS, Lang, clean

TALK_MINUTES = 2
"""What one turn of talk takes; a long speech takes more."""
MAX_WAIT = 60
"""Minutes that can be let pass at once."""
_LONG = {"en": 600, "zh": 220}


class Session(Stage):
    """One session: its play, its events, and what the trainee can do. Methods yield what happened, in order."""

    def __init__(
        self, session_id: str, play: Play, events: list[ev.AnyEvent], store: Store, interpreter: Interpreter
    ) -> None:
        super().__init__(session_id, play, events, store)
        self.interpreter = interpreter
        self.voices = Voices(lambda: tokens_used(self))

    # Making sessions

    @classmethod
    def create(
        cls,
        scenario: str,
        *,
        role: str | None = None,
        lang: Lang = "en",
        mode: ev.Mode = "practice",
        seed: int = 0,
        personas: dict[str, str] | None = None,
        store: Store,
        interpreter: Interpreter,
        fingerprint: str = "",
    ) -> Session:
        """A new session. `personas` fixes dispositions by cast id; the seed draws the rest."""
        play = load_play(scenario)
        chosen = role or play.script.roles[0]
        if chosen not in play.script.roles:
            seats = ", ".join(play.script.roles)
            raise refusal(lang, "no_seat", title=play.script.title[lang], role=chosen, seats=seats)
        opening = ev.Started(
            program=__version__,
            scenario=scenario,
            scenario_version=play.script.version,
            scenario_sha256=play.sha256,
            role=chosen,
            lang=lang,
            mode=mode,
            seed=seed,
            personas=cast.draw(play, seed, personas),
            interpreter=f"{interpreter.name}:{fingerprint}",
        )
        session_id = secrets.token_hex(4)
        store.append(session_id, [opening])
        return cls(session_id, play, [opening], store, interpreter)

    @classmethod
    def resume(cls, session_id: str, *, store: Store, interpreter: Interpreter) -> Session:
        """A kept session, at the very event where it stopped."""
        events = store.load(session_id)
        return cls(session_id, play_of(events), events, store, interpreter)

    def fork(self, before_turn: int) -> Session:
        """A new session with everything that happened before a turn; the old one stays as it is."""
        count = cut(self.events, before_turn)
        if not count:
            lang = self.lang
            if not self.state.turn:
                raise refusal(lang, "no_line_yet")
            do = t(lang, "refused.no_line_do", last=self.state.turn)
            raise UsageError(t(lang, "refused.no_line", number=before_turn), do=do)
        return self.fork_at(count)

    def fork_at(self, count: int) -> Session:
        """A new session from the first `count` events."""
        first = self.events[0]
        assert isinstance(first, ev.Started)
        kept: list[ev.Event] = [first.model_copy(update={"forked_from": self.id}), *self.events[1:count]]
        session_id = secrets.token_hex(4)
        self.store.append(session_id, kept)
        forked = Session(session_id, self.play, kept, self.store, self.interpreter)  # type: ignore[arg-type]
        forked.voices.use(self.voices.maker, on=self.voices.on)
        return forked

    # What the trainee does

    async def begin(self) -> AsyncIterator[ev.Event]:
        """Enter the opening room, once; or finish what was under way when the program was killed."""
        if not self.state.room:
            async for event in self._staged(self.enter(self.play.script.opening[self.state.opening.role], minutes=0)):
                yield event
        elif under_way(self):
            async for event in self._staged(unfinished(self), self._meanwhile()):
                yield event

    async def say(self, text: str) -> AsyncIterator[ev.Event]:
        """Speak in the room. The words are kept with all that came of them."""
        self._must_be_open()
        words = clean(text)
        if not words:
            return
        must_fit(self.lang, words)
        room = self.play.rooms[self.state.room]
        present = address.listeners(self.play, self.state, room)
        if not present and not self.in_court:
            raise refusal(self.lang, "nobody_here")
        if not self.in_court and (called := address.absent(self.play, self.state, room, words)):
            raise refusal(self.lang, "not_here", who=called.call[self.lang])
        reading, who = await self._understand(words, present)
        said = [self.happen(self._trainee_turn(words, reading, present, who))]
        async for event in self._staged(said, self._after_words(words, reading, who), self._meanwhile()):
            yield event

    async def go(self, room_id: str) -> AsyncIterator[ev.Event]:
        """Go to another room."""
        self._must_be_open()
        room = self.play.rooms.get(room_id)
        known = [r.id for r in self.play.rooms_for(self.state.trainee) if r.kind != "court"]
        if room is None or room.id not in known:
            raise refusal(self.lang, "no_room", room=room_id, rooms=", ".join(known))
        if self.in_court:
            raise refusal(self.lang, "in_court")
        if not is_open(self.play, self.state, room_id):
            raise shut(self.play, self.state, room)
        if room_id == self.state.room:
            return
        async for event in self._staged(self.enter(room_id, room.minutes), self._meanwhile()):
            yield event

    async def read(self, document: str) -> AsyncIterator[ev.Event]:
        """Read a paper; one that was read before costs nothing."""
        self._must_be_open()
        found = self.play.documents.get(document)
        if found is None or self.state.trainee not in found.roles:
            raise refusal(self.lang, "no_paper", paper=document, papers=", ".join(self._papers()))
        if not readable(self.play, self.state, document):
            raise not_at_hand(self.play, self.state)
        again = document in self.state.read
        read = ev.Read(document=document, facts=tuple(found.facts), minutes=0 if again else found.minutes)
        async for event in self._staged([self.happen(read)], self._meanwhile()):
            yield event

    async def wait(self, minutes: int) -> AsyncIterator[ev.Event]:
        """Let time pass; who is in the room may fill the silence."""
        self._must_be_open()
        waited = [self.happen(ev.Waited(minutes=max(1, min(minutes, MAX_WAIT))))]
        present = address.listeners(self.play, self.state, self.play.rooms[self.state.room])
        idle = [Speech(present[0].id, (say("idle"),))] if present and minutes <= 5 else []
        async for event in self._staged(waited, idle, self._meanwhile()):
            yield event

    async def note(self, text: str, *, filed: bool = False) -> AsyncIterator[ev.Event]:
        """Write a note, or file a written opinion (CPL 173: it goes on the file)."""
        self._must_be_open()
        noted = [self.happen(ev.Noted(text=clean(text)[:MAX_TURN_CHARS], filed=filed, minutes=3 if filed else 0))]
        if filed:
            noted.append(self.happen(ev.Asked(what="record_opinion", granted=True)))
        async for event in self._staged(noted):
            yield event

    async def hinted(self, about: str) -> AsyncIterator[ev.Event]:
        """Remember that a hint was shown."""
        async for event in self._staged([self.happen(ev.Hinted(about=about))]):
            yield event

    async def decide(self, decision: DecisionName, reason: str = "") -> AsyncIterator[ev.Event]:
        """The decision at the table. Signing needs the signing table; refusing can be done anywhere."""
        self._must_be_open()
        if self.state.decision:
            raise refusal(self.lang, "decided")
        room = self.play.rooms[self.state.room]
        if decision.startswith("sign") and room.kind != "signing":
            raise refusal(self.lang, "not_at_table")
        present = {m.id for m in address.listeners(self.play, self.state, room)}
        if decision == "withdraw" and "accused" in self.play.cast and "accused" not in present:
            # The plea is theirs to take back.
            raise refusal(self.lang, "client_away", **spoken_of(self.play, self.lang))
        async for event in self._staged(finale.decide(self, decision, clean(reason))):
            yield event

    async def finish(self) -> AsyncIterator[ev.Event]:
        """End the hearing without another word."""
        self._must_be_open()
        if not self.in_court:
            raise refusal(self.lang, "not_in_court")
        async for event in self._staged(finale.verdict(self)):
            yield event

    async def hush(self) -> None:
        """Let go of the connections of voice and interpreter."""
        await self.voices.aclose()
        await self.interpreter.aclose()

    # One turn

    async def _staged(self, *parts: Iterable[Step]) -> AsyncIterator[ev.Event]:
        """What happens, shown once it is on disk. The play waits for a speech to be spoken, then goes on from there.

        What waits for no model is kept in one piece: killed or refused by the disk, it is there whole or not at all.
        """
        try:
            for step in chain.from_iterable(parts):
                if isinstance(step, Speech):
                    async with aclosing(speak(self, self.voices, step)) as spoken:
                        async for event in spoken:
                            yield event
            kept = self.keep()
        except BaseException:
            self.undo()
            raise
        for event in kept:
            yield event

    async def _understand(self, words: str, present: list[CastMember]) -> tuple[Reading, CastMember | None]:
        """What the words mean and who is meant by them: with several in the room the one tells the other."""
        room = self.play.rooms[self.state.room]
        alone = present[0].role if len(present) == 1 else ""
        turn = Turn(words, self.lang, self.state.trainee, alone or "other")
        # With several in the room a first look tells who is meant; only the second is worth asking a model for.
        first = await self.interpreter.read(turn) if alone else understand(turn)
        who = address.addressed(self.play, self.state, room, words, first.acts, self._last_addressed())
        meant = replace(turn, listener=who.role if who else turn.listener)
        reading = first if alone else await self.interpreter.read(meant)
        return in_context(self.play, self.state, words, reading, present), who

    def _trainee_turn(self, words: str, reading: Reading, present: list[CastMember], who: CastMember | None) -> ev.Said:
        order = ([who.id] if who else []) + [m.id for m in present if m is not who]
        told = [
            f.id for f in self.play.script.facts if f.id in self.state.known and mentions(f.topics, words, self.lang)
        ]
        return ev.Said(
            turn=self.state.turn + 1,
            speaker=ev.TRAINEE,
            role=self.state.trainee,
            to=tuple(order),
            room=self.state.room,
            text=words,
            acts=reading.acts,
            facts=tuple(told),
            terms=reading.terms,
            claims=reading.claims,
            plain=reading.plain,
            read_by=reading.by,
            voice="trainee",
            # The hearing is on another day: the duty lawyer's clock has stopped.
            minutes=0 if self.in_court else TALK_MINUTES + len(words) // _LONG[self.lang],
        )

    def _every_point(self, words: str, reading: Reading, who: CastMember) -> Reading:
        """The reading for the one who answers: what only a part of the turn shows, in this case, is answered too."""

        def alone(part: str) -> Reading:
            found = understand(Turn(part, self.lang, self.state.trainee, who.role))
            found = in_context(self.play, self.state, part, found, [who])
            return subject.as_a_question(replace(self.scene(who.id), text=part, reading=found))

        return points.each(words, reading, alone, self.lang)

    def _after_words(self, words: str, reading: Reading, who: CastMember | None) -> Iterable[Step]:
        if self.in_court:
            yield from finale.debate(self, words, reading)
            return
        if self.state.trainee == "prosecutor":
            yield from own_side.done(self, words, reading)
        if who is None:
            return
        scene = replace(self.scene(who.id), text=words, reading=self._every_point(words, reading, who))
        policy = cast.POLICY.get(who.role)
        if policy:
            yield from self.perform(who.id, gift.refused(scene) or concession.answered(scene) or policy(scene))
            yield from own_side.fallen_due(self)
        if sheet.asked_for(self.play, self.state, reading, who.role):
            yield self.happen(sheet.printed(self.play, self.state))

    def _meanwhile(self) -> Iterable[Step]:
        """Beats that are due, then the closing of the office."""
        if self.closed or self.in_court:
            return
        own = self.state.trainee == "prosecutor" and self.play.rooms[self.state.room].kind == "signing"
        if own and not self.state.decision and sheet.stale(self.play, self.state):
            yield self.happen(sheet.printed(self.play, self.state))  # what a prosecutor lays down is their own paper
        for beat in self.play.script.beats:
            if beat.id in self.state.beats or not holds(self.play, self.state, beat.when):
                continue
            yield from played(self, beat)
        if self.state.clock >= self.play.script.minutes and not self.state.decision:
            yield from finale.close(self, court.choose_ending(self.play, self.state), None)

    def _must_be_open(self) -> None:
        if self.closed:
            raise refusal(self.lang, "over")

    def _papers(self) -> Iterable[str]:
        return (d.id for d in self.play.documents_for(self.state.trainee))

    def _last_addressed(self) -> str:
        for event in reversed(self.events):
            if isinstance(event, ev.Said) and event.speaker == ev.TRAINEE and event.room == self.state.room:
                return event.to[0] if event.to else ""
        return ""


def cut(events: list[ev.Event], before_turn: int) -> int:
    """How many events stand before a turn; none where there is no such turn."""
    for index, event in enumerate(events):
        if isinstance(event, ev.Said) and event.turn >= before_turn:
            return max(index, 1)
    return 0

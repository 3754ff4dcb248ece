"""The stage: a session's play, state and events, and the few deeds everything else is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Literal

from trainer import events as ev
from trainer.persona import guard
from trainer.persona.intent import Move, Reply, say
from trainer.persona.presumed import holding
from trainer.persona.scene import Scene
from trainer.persona.voice import Speaker, sources, speak, worded
from trainer.scenario.loader import Play
from trainer.scenario.people import spoken_of
from trainer.session import address, cast
from trainer.session.hints import warning
from trainer.session.judging import charged
from trainer.session.kept import edited
from trainer.session.wording import Speech, Step, Wording
from trainer.state import State, apply, begin, fold
from trainer.store.base import Store
from trainer.text import Lang, joined


class Stage:
    """One session as it stands. Every event is on disk before anybody sees it."""

    def __init__(self, session_id: str, play: Play, events: list[ev.AnyEvent], store: Store) -> None:
        opening = events[0]
        assert isinstance(opening, ev.Started)
        self.id, self.play, self.store = session_id, play, store
        self.events: list[ev.Event] = list(events)
        self.state: State = fold(begin(opening, cast.opening_mind(play, opening.personas)), events)
        self._kept = len(self.events), self.state

    @property
    def lang(self) -> Lang:
        """The language of the session."""
        return self.state.opening.lang

    @property
    def in_court(self) -> bool:
        """Whether the hearing is on."""
        return bool(self.state.room) and self.play.rooms[self.state.room].kind == "court"

    @property
    def closed(self) -> bool:
        """Whether the session is over."""
        return self.state.closed is not None

    @property
    def edited(self) -> bool:
        """Whether the written play was changed since the session began."""
        return edited(self.play, self.state.opening)

    def happen(self, event: ev.Event) -> ev.Event:
        """An event takes effect. Nobody sees it before `keep` has put it on disk with all that belongs to it."""
        self.state = apply(self.state, event)
        self.events.append(event)
        return event

    def keep(self) -> list[ev.Event]:
        """Put on disk, all or none, what has happened since the last time, and return it."""
        fresh = self.events[self._kept[0] :]
        self.store.append(self.id, fresh)
        self._kept = len(self.events), self.state
        return fresh

    def undo(self) -> None:
        """What is not on disk has not happened."""
        count, self.state = self._kept
        del self.events[count:]

    def scene(self, who: str) -> Scene:
        """The moment as one cast member sees it."""
        traits = cast.traits_of(self.state.opening.personas, who)
        return Scene(play=self.play, state=self.state, who=who, traits=traits, rng=self.rng())

    def rng(self) -> Random:
        """Randomness from the seed and the place in the session, nothing else; how things were worded moves it not."""
        place = sum(not isinstance(e, ev.VOICE_EVENTS) for e in self.events)
        return Random(f"{self.state.opening.seed}:{place}")

    def word(self, speech: Speech) -> Wording:
        """What was decided in authored words that passed the guard, and who hears them."""
        member = self.play.cast[speech.who]
        persona, people = self.state.opening.personas[speech.who], spoken_of(self.play, self.lang)
        speaker = Speaker(speech.who, member.role, persona, self.play.folder, self.lang, people, self._heard())
        rng = self.rng()
        given = holding(self.play, self.state, speech.who)
        moves = tuple(replace(m, slots={**given, **self._of_the_case(m), **m.slots}) for m in speech.moves)
        lines = worded(speaker, moves, self.state.spoken, rng)
        texts = sources(speaker, moves)
        terms = tuple(m.terms for m in moves if m.terms)
        text = joined(lines, self.lang)
        sound = not guard.faults(text, guard.Allowed(self.lang, terms, texts))
        if not sound:
            text = speak(speaker, (say("idle", **given),), self.state.spoken, self.rng())
        room = self.play.rooms[self.state.room]
        others = [m.id for m in address.listeners(self.play, self.state, room) if m.id != speech.who]
        parts = tuple(
            ev.Part(gist=m.gist, text=line, facts=m.facts, terms=m.terms) for m, line in zip(moves, lines, strict=True)
        )
        return Wording(speech.who, member.role, (ev.TRAINEE, *others), self.state.room, parts, text, sound, texts)

    def _of_the_case(self, move: Move) -> dict[str, str]:
        """What a move tells of the case as it stands now; what no move tells is no material to speak from."""
        return {"charge": charged(self.play, self.state)[self.lang]} if move.gist == "ask.charge" else {}

    def _heard(self) -> str:
        """What the trainee said last."""
        turns = (e.text for e in reversed(self.events) if isinstance(e, ev.Said) and e.speaker == ev.TRAINEE)
        return next(turns, "")

    def utter(self, wording: Wording, text: str = "", *, voice: Literal["embedded", "llm"] = "embedded") -> ev.Event:
        """A turn as it was spoken in the end: the authored words, unless a voice found others."""
        return self.happen(ev.Said(
            turn=self.state.turn + 1, speaker=wording.who, role=wording.role, to=wording.to, room=wording.room,
            text=text or wording.text, facts=tuple(f for p in wording.parts for f in p.facts),
            gist=tuple(p.gist for p in wording.parts), voice=voice,
        ))  # fmt: skip

    def perform(self, who: str, reply: Reply) -> Iterable[Step]:
        """What a persona does and says."""
        # What is seen of an answer is seen once it has been spoken: the figure, the grant, the money.
        seen = (ev.OfferMade, ev.OfferAnswered, ev.Established, ev.Asked)
        for event in reply.events:
            if not isinstance(event, seen):
                yield self.happen(event)
        then = tuple(e for e in reply.events if isinstance(e, seen))
        if reply.moves:
            yield Speech(who, reply.moves, then)
        for event in then:
            yield self.happen(event)

    def enter(self, room_id: str, minutes: int) -> Iterable[Step]:
        """Go into a room; who is there reacts."""
        room, been = self.play.rooms[room_id], room_id in self.state.entered
        yield self.happen(ev.Moved(room=room_id, minutes=minutes))
        if room.kind == "signing" and self.state.opening.mode == "coached" and (about := warning(self.state)):
            yield self.happen(ev.Hinted(about=about))
        present = address.listeners(self.play, self.state, room)
        for member in present[:2]:
            if member.role == "accused" and room.kind == "signing" and len(present) > 1:
                continue
            yield from self.perform(member.id, cast.greet(self.scene(member.id), member.role, been))

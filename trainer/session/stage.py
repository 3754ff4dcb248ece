"""The stage: a session's play, state and events, and the few deeds everything else is made of."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from trainer import events as ev
from trainer.persona import guard
from trainer.persona.intent import Move, Reply, say
from trainer.persona.scene import Scene
from trainer.persona.voice import Speaker, sources, speak
from trainer.scenario.loader import Play
from trainer.session import address, cast
from trainer.session.hints import warning
from trainer.state import State, apply, begin, fold
from trainer.store.base import Store
from trainer.text import Lang


class Stage:
    """One session as it stands. Every event is on disk before anybody sees it."""

    def __init__(self, session_id: str, play: Play, events: list[ev.AnyEvent], store: Store) -> None:
        opening = events[0]
        assert isinstance(opening, ev.Started)
        self.id, self.play, self.store = session_id, play, store
        self.events: list[ev.Event] = list(events)
        self.state: State = fold(begin(opening, cast.opening_mind(play, opening.personas)), events)

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

    def happen(self, event: ev.Event) -> ev.Event:
        """Record an event: on disk first, then in the state."""
        self.store.append(self.id, [event])
        self.state = apply(self.state, event)
        self.events.append(event)
        return event

    def scene(self, who: str) -> Scene:
        """The moment as one cast member sees it."""
        traits = cast.traits_of(self.state.opening.personas, who)
        return Scene(play=self.play, state=self.state, who=who, traits=traits, rng=self.rng())

    def rng(self) -> Random:
        """Randomness from the seed and the place in the session, nothing else."""
        return Random(f"{self.state.opening.seed}:{len(self.events)}")

    def speak(self, who: str, moves: tuple[Move, ...]) -> ev.Event:
        """Somebody says what was decided, in words that passed the guard."""
        member = self.play.cast[who]
        speaker = Speaker(who, member.role, self.state.opening.personas[who], self.play.folder, self.lang)
        text = speak(speaker, moves, self.state.spoken, self.rng())
        allowed = guard.Allowed(self.lang, tuple(m.terms for m in moves if m.terms), sources(speaker, moves))
        if guard.faults(text, allowed):
            text = speak(speaker, (say("idle"),), self.state.spoken, self.rng())
        room = self.play.rooms[self.state.room]
        others = [m.id for m in address.listeners(self.play, self.state, room) if m.id != who]
        return self.happen(ev.Said(
            turn=self.state.turn + 1, speaker=who, role=member.role, to=(ev.TRAINEE, *others), room=self.state.room,
            text=text, facts=tuple(f for m in moves for f in m.facts), gist=tuple(m.gist for m in moves),
        ))  # fmt: skip

    def perform(self, who: str, reply: Reply) -> Iterable[ev.Event]:
        """What a persona does and says."""
        # What is seen of an answer is seen once it has been spoken: the figure, the grant, the money.
        seen = (ev.OfferMade, ev.OfferAnswered, ev.Established, ev.Asked)
        for event in reply.events:
            if not isinstance(event, seen):
                yield self.happen(event)
        if reply.moves:
            yield self.speak(who, reply.moves)
        for event in reply.events:
            if isinstance(event, seen):
                yield self.happen(event)

    def enter(self, room_id: str, minutes: int) -> Iterable[ev.Event]:
        """Go into a room; who is there reacts."""
        room = self.play.rooms[room_id]
        yield self.happen(ev.Moved(room=room_id, minutes=minutes))
        if (
            room.kind == "signing"
            and self.state.opening.mode == "coached"
            and (about := warning(self.play, self.state))
        ):
            yield self.happen(ev.Hinted(about=about))
        present = address.listeners(self.play, self.state, room)
        for member in present[:2]:
            if member.role == "accused" and room.kind == "signing" and len(present) > 1:
                continue
            yield from self.perform(member.id, cast.greet(self.scene(member.id), member.role))

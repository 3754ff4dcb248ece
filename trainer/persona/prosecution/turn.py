"""One answer of a prosecutor in the making: what has happened in it, and what will be said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from trainer.acts import Act
from trainer.events import Asked, Event, GroundAnswered, OfferMade
from trainer.i18n.phrases import talk_phrase
from trainer.law.terms import Terms
from trainer.persona import bargain
from trainer.persona.intent import Move
from trainer.persona.scene import Scene
from trainer.state import apply


class Turn:
    """One answer in the making: events so far, and the scene as it stands after them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.events: list[Event] = []
        self.moves: list[Move] = []

    def happen(self, event: Event) -> None:
        """Record an event and see the scene after it. One thing asked for in several sentences is settled once."""
        if isinstance(event, Asked) and event in self.events:
            return
        self.events.append(event)
        self.scene = replace(self.scene, state=apply(self.scene.state, event))

    def add(self, *keys: str, **slots: str) -> None:
        """One more thing to say."""
        if keys[0] not in {m.gist for m in self.moves}:
            self.moves.append(Move(keys=keys, slots=slots))

    @contextmanager
    def hearing(self, act: Act) -> Iterator[None]:
        """While one of several questions is answered, only its own words are before the office."""
        whole, part = self.scene, self.scene.part(act)
        self.scene = part
        yield
        if part is not whole:
            self.scene = replace(self.scene, text=whole.text, reading=whole.reading)

    def gave(self, point: str) -> bool:
        """Whether a weak point was given up in this very turn."""
        return any(isinstance(e, GroundAnswered) and e.ground == point for e in self.events)

    def phrase(self, terms: Terms | None) -> str:
        """Terms as a phrase in the language of the session."""
        return talk_phrase(terms, self.scene.lang) if terms else ""

    @property
    def offer(self) -> Terms:
        """What is on the table from the prosecution."""
        return self.scene.state.offer or self.scene.play.script.offer

    @property
    def held(self) -> dict[str, str]:
        """The slot of the present offer."""
        return {"terms": self.phrase(bargain.spoken(self.offer))}


def gives_way(move: Move) -> bool:
    """Whether a move gives a point up or takes a ground on."""
    point = move.gist.startswith("gap.") and move.gist.endswith(("concede", "also"))
    return point or move.gist in ("ground.accept", "flaw.trade")


def improve(turn: Turn, reason: str, **more: object) -> bool:
    """Bring the figure down to where the grounds now lead. True when it moved."""
    where = bargain.stand(turn.scene.play, turn.scene.state, turn.scene.traits.generosity)
    current = turn.offer
    if not current.months or where.target >= current.months[1]:
        return False
    terms = bargain.terms_at(turn.scene.play, where.target, current, **more)
    if terms.probation:
        terms = terms.model_copy(update={"probation_months": bargain.probation_period(where.target)})
    put(turn, terms, reason)
    return True


def put(turn: Turn, terms: Terms, reason: str) -> None:
    """Put a figure on the table, if it is lawful."""
    if terms == turn.scene.state.offer:
        return
    result = bargain.result_with(turn.scene.play, bargain.shown(turn.scene.play, turn.scene.state))
    found = bargain.breaches(terms, result)
    if not found:
        turn.happen(OfferMade(by="prosecutor", terms=terms, reason=reason))

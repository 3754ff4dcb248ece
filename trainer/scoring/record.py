"""What was said and done, as a judge sees it: turns with speakers from the log, deeds, and what the case has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from trainer import events as ev
from trainer.acts import Act
from trainer.dialogue.law_talk import held_against
from trainer.law.terms import Terms
from trainer.persona.plea import is_free, is_knowing, is_true
from trainer.persona.scene import is_established
from trainer.scenario.loader import Play
from trainer.scenario.models import Circumstance, Patterns
from trainer.scoring.topics import NOWHERE, Topic, Worded
from trainer.state import State, apply
from trainer.text import Lang


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn. `role` and `to` are roles; `room` a room kind. `text` is the only thing quotes are taken from.

    `heard` names, act by act, whom it is said to, where a turn speaks to several in turn.
    """

    n: int
    speaker: str
    role: str
    to: tuple[str, ...]
    room: str
    private: bool
    text: str
    acts: tuple[Act, ...] = ()
    terms: Terms | None = None
    plain: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    gist: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()

    def listener(self, index: int) -> str:
        """The role that the act of that index is said to: the turn's first listener, unless the act has its own."""
        return self.heard[index] if index < len(self.heard) else self.to[0] if self.to else ""

    def held(self) -> Iterator[Act]:
        """The acts really done in this turn."""
        return (a for a in self.acts if a.holds)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done: `kind` is read, room, sign, sign_with_reservation, decline, ask_time, withdraw, filed, unlawful.

    `after` is the turn it follows (0 = before any), `what` a paper, a room kind or whatever it concerns.
    """

    kind: str
    after: int
    what: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A weak point of the case: `kind` is gap, flaw, wrong_charge or illegal_evidence."""

    id: str
    kind: str
    about: Topic
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that matters to scoring: it helps the accused, is a confidence that would hurt, or belies a claim.

    `told` are words that say the fact, where its topic alone says nothing; `contrary` words that claim the opposite.
    """

    id: str
    about: Topic
    favourable: bool = False
    secret: bool = False
    told: Topic = NOWHERE
    contrary: Topic = NOWHERE


@dataclass(frozen=True, slots=True)
class Case:
    """Where the case has one: circumstances, weak points, facts, and the conditions items depend on.

    `outside` says that it was read from free notes; `notes` are these, as written; `hinted` are grounds the notes may
    mean in words of their own. `beliefs` are the wrong beliefs of the accused, each with its duty; `behind` are the
    facts of the pressure and the promise.
    """

    circumstances: tuple[Circumstance, ...] = ()
    weak_points: tuple[Point, ...] = ()
    facts: tuple[Known, ...] = ()
    documents: dict[str, str] = field(default_factory=dict)
    redflag: Topic = NOWHERE
    has: frozenset[str] = frozenset()
    notes: Mapping[str, str] | None = None
    hinted: frozenset[str] = frozenset()
    beliefs: Mapping[str, str] = field(default_factory=dict)
    behind: frozenset[str] = frozenset()
    free: bool | None = None
    knowing: bool | None = None
    true: bool | None = None

    @property
    def outside(self) -> bool:
        """Whether the case comes from free notes and not from a scenario."""
        return self.notes is not None


@dataclass(frozen=True)
class Record:
    """One session or transcript, seen as the conduct of one role."""

    role: str
    lang: Lang
    turns: tuple[Turn, ...]
    deeds: tuple[Deed, ...]
    case: Case
    sha256: str = ""

    @property
    def own(self) -> tuple[Turn, ...]:
        """The turns of the one who is scored."""
        return tuple(t for t in self.turns if t.role == self.role)

    def decision(self) -> Deed | None:
        """The act at the table, if there was one: the signature, whatever was declined or put off before it."""
        found = [d for d in self.deeds if d.kind in ev.DECISIONS]
        return next((d for d in found if d.kind.startswith("sign")), found[0] if found else None)

    @property
    def signed(self) -> Deed | None:
        """The signature, if there was one."""
        found = self.decision()
        return found if found and found.kind.startswith("sign") else None

    @property
    def limit(self) -> int:
        """The last turn before the decision; the last turn of all where nothing was decided."""
        found = self.decision()
        return found.after if found else (self.turns[-1].n if self.turns else 0)

    def after(self, n: int, role: str | None = None) -> Iterator[Turn]:
        """The turns after turn `n`, of one role where one is named."""
        return (t for t in self.turns if t.n > n and (role is None or t.role == role))


def from_session(play: Play, start: State, events: Iterable[ev.Event], role: str | None = None) -> Record:
    """A session as a record; `start` is the state before its first event."""
    happened = list(events)
    opening = start.opening
    turns: list[Turn] = []
    deeds: list[Deed] = []
    at_decision: State | None = None
    state = start
    for event in happened:
        state = apply(state, event)
        if isinstance(event, ev.Said):
            turns.append(_turn(play, event, opening.lang))
        elif deed := _deed(play, event, turns[-1].n if turns else 0):
            deeds.append(deed)
        if isinstance(event, ev.Decided) and at_decision is None:
            at_decision = state
    final = at_decision or state
    return Record(role or opening.role, opening.lang, _as_answered(play, turns), tuple(deeds), case_of(play, final))


def _as_answered(play: Play, turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns; a question that reached the pressure or the promise, told or dodged, asked about it, whatever it was
    taken for."""
    mind = play.script.mind
    behind = ((mind.pressure_fact, "pressure"), (mind.promise_fact, "promise"))
    out = list(turns)
    for i, answer in enumerate(turns[1:], 1):
        asked = out[i - 1]
        topics = [topic for fact, topic in behind if fact and any(g.startswith(f"fact.{fact}") for g in answer.gist)]
        if answer.role != "accused" or not topics:
            continue
        put = next((a for a in asked.acts if a.verb == "ask" and a.holds), None) or _question(asked)
        known = {a.id for a in asked.acts}
        more = [put.model_copy(update={"topic": t, "slots": {}}) for t in topics if put and f"ask:{t}" not in known]
        heard = asked.heard and (*asked.heard, *("accused" for _ in more))
        out[i - 1] = replace(asked, acts=(*asked.acts, *more), heard=heard)
    return tuple(out)


def _question(turn: Turn) -> Act | None:
    """A turn with a question in which none was heard, or one in which nothing was heard at all, as a question."""
    span = (0, len(turn.text))
    asks = re.search(r"[?？]", turn.text) or all(a.verb == "other" for a in turn.acts)
    return Act(verb="ask", topic="fact", polarity="question", span=span, confidence=0.6) if asks else None


def _turn(play: Play, e: ev.Said, lang: Lang) -> Turn:
    room = play.rooms[e.room]
    to = tuple(play.cast[w].role if w in play.cast else w for w in e.to)
    return Turn(
        e.turn,
        e.speaker,
        e.role,
        to,
        room.kind,
        room.private,
        e.text,
        e.acts,
        e.terms,
        e.plain,
        held_against(e.text, lang, e.acts, e.claims),
        e.gist,
        e.facts,
    )


def _deed(play: Play, event: ev.Event, after: int) -> Deed | None:
    match event:
        case ev.Read():
            return Deed("read", after, event.document, ev.TRAINEE)
        case ev.Moved():
            return Deed("room", after, play.rooms[event.room].kind, ev.TRAINEE)
        case ev.Decided():
            return Deed(event.decision, after, by=event.by)
        case ev.Noted() if event.filed:
            return Deed("filed", after, event.text, ev.TRAINEE)
        case ev.OfferMade() if not event.lawful:
            return Deed("unlawful", after, ",".join(event.breaches), event.by)
        case ev.OfferMade():
            return Deed("offer", after, by=event.by)
        case ev.Asked():
            return Deed("granted" if event.granted else "refused", after, event.what)
        case ev.BeatPlayed():
            return Deed("beat", after, event.beat)
    return None


def _worded(patterns: Patterns) -> Topic:
    return Worded(patterns) if patterns["en"] or patterns["zh"] else NOWHERE


def case_of(play: Play, state: State) -> Case:
    """What the case has, as it stood when the decision was taken."""
    script, params = play.script, play.script.params
    kinds = {w.kind for w in script.weak_points}
    shown = tuple(c for c in script.circumstances if is_established(c, state))
    has = {
        name
        for name, on in (
            ("detained", params.detained),
            ("victim", params.victim),
            ("minor", params.minor),
            ("affidavit", params.affidavit),
            ("redflag", params.redflag),
            ("flaw", "flaw" in kinds),
            ("gap", bool(kinds & {"gap", "illegal_evidence"})),
            ("wrong_charge", "wrong_charge" in kinds),
            ("circumstances", bool(shown)),
            ("favourable_evidence", any(f.favourable for f in script.facts)),
        )
        if on
    }
    titles = {d.id: d.title[state.opening.lang] for d in play.documents_for(state.opening.role)}
    return Case(
        shown,
        tuple(Point(w.id, w.kind, Worded(w.topics), tuple(w.documents)) for w in script.weak_points),
        tuple(
            Known(
                f.id, Worded(f.topics), f.favourable, f.confidential and f.harmful, _worded(f.told), _worded(f.contrary)
            )
            for f in script.facts
            if f.favourable or (f.confidential and f.harmful) or f.contrary["en"] or f.contrary["zh"]
        ),
        titles,
        Worded(params.redflag_topics),
        frozenset(has),
        beliefs={b.id: b.duty for b in script.mind.beliefs},
        behind=frozenset(f for f in (script.mind.pressure_fact, script.mind.promise_fact) if f),
        free=is_free(state),
        knowing=is_knowing(play, state),
        true=is_true(play, state),
    )

"""Where a session stands: the fold of its events. Pure; nothing here decides, it only adds up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import reduce

from trainer import events as ev
from trainer.law.terms import Terms
from trainer.text import joined


@dataclass(frozen=True, slots=True)
class Mind:
    """Hidden state of the accused. All values 0-1."""

    understanding: dict[str, float] = field(default_factory=dict)
    beliefs: frozenset[str] = frozenset()
    trust: float = 0.3
    pressure: dict[str, float] = field(default_factory=dict)
    disclosed: frozenset[str] = frozenset()
    dealt: frozenset[str] = frozenset()
    mood: float = 0.0

    def understands(self, duty: str) -> float:
        """How far a duty is understood, 0-1."""
        return self.understanding.get(duty, 0.0)

    @property
    def pressed(self) -> float:
        """The strongest pressure that has not been dealt with, 0-1."""
        return max((v for s, v in self.pressure.items() if s not in self.dealt), default=0.0)


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground as the prosecutor has answered it so far."""

    outcome: str
    share: float
    times: int
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class State:
    """The session so far, as everybody below the director needs it."""

    opening: ev.Started
    clock: int = 0
    turn: int = 0
    room: str = ""
    entered: tuple[str, ...] = ()
    turns_by_room: dict[str, int] = field(default_factory=dict)
    turns_here: int = 0
    trainee_turns: int = 0
    read: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    told: dict[str, frozenset[str]] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    done_last: tuple[str, ...] = ()
    explained: dict[str, int] = field(default_factory=dict)
    advised: str = ""
    mind: Mind = field(default_factory=Mind)
    softened: float = 0.0
    offered_yuan: float | None = None
    forgave: bool = False
    offer: Terms | None = None
    asked: Terms | None = None
    offers: tuple[ev.OfferMade, ...] = ()
    agreed: Terms | None = None
    grounds: dict[str, Ground] = field(default_factory=dict)
    established: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    beats: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    gists: dict[str, int] = field(default_factory=dict)
    heard: frozenset[str] = frozenset()
    subjects: dict[str, tuple[str, int]] = field(default_factory=dict)
    spoken: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    printed: ev.Printed | None = None
    decision: str = ""
    signed: bool = False
    closed: ev.Closed | None = None

    @property
    def trainee(self) -> str:
        """The trainee's role."""
        return self.opening.role


SURE = 0.5
"""Advice counts as given only where the words are clear."""
_SUBJECTS = ("fact.", "beat.", "ask.account")
"""Lines that put something on the table which can be asked on."""
_ADVICE = ("sign", "not_sign", "wait")


def _bounded(value: float) -> float:
    return min(1.0, max(0.0, value))


def _shifted(values: dict[str, float], changes: dict[str, float]) -> dict[str, float]:
    return {**values, **{k: _bounded(values.get(k, 0.0) + d) for k, d in changes.items()}}


def _said(s: State, e: ev.Said) -> State:
    told = dict(s.told)
    for listener in e.to:
        told[listener] = told.get(listener, frozenset()) | frozenset(e.facts)
    gists = dict(s.gists)
    for key in e.gist:
        gists[key] = gists.get(key, 0) + 1
    s = replace(s, turn=e.turn, told=told, gists=gists)
    if e.speaker != ev.TRAINEE:
        heard = s.heard | {f"{e.speaker}.{key}" for key in e.gist}
        about = [g for g in e.gist if g.startswith(_SUBJECTS)]
        subjects = {**s.subjects, e.speaker: (about[-1], e.turn)} if about else s.subjects
        spoken, voices = s.spoken | {e.text}, s.voices | {e.speaker}
        return replace(s, spoken=spoken, voices=voices, heard=heard, subjects=subjects)
    acts = tuple(a.id for a in e.acts if a.holds)
    explained = dict(s.explained)
    for act in e.acts:
        if act.holds and act.duty:
            explained[act.duty] = e.turn
    advice = [a.topic for a in e.acts if a.holds and a.verb == "advise" and a.topic in _ADVICE and a.confidence >= SURE]
    by_room = {**s.turns_by_room, e.room: s.turns_by_room.get(e.room, 0) + 1}
    return replace(
        s,
        done=s.done | set(acts),
        done_last=acts,
        explained=explained,
        turns_by_room=by_room,
        turns_here=s.turns_here + 1,
        trainee_turns=s.trainee_turns + 1,
        advised=advice[-1] if advice else s.advised,
    )


def _mind(s: State, e: ev.MindMoved) -> State:
    m = s.mind
    return replace(
        s,
        mind=replace(
            m,
            understanding=_shifted(m.understanding, e.understanding),
            beliefs=(m.beliefs | set(e.believes)) - set(e.drops),
            trust=_bounded(m.trust + e.trust),
            pressure=_shifted(m.pressure, e.pressure),
            disclosed=m.disclosed | set(e.disclosed),
            dealt=m.dealt | set(e.dealt),
            mood=min(1.0, max(-1.0, m.mood + e.mood)),
        ),
    )


def _beat(s: State, e: ev.BeatPlayed) -> State:
    mind = replace(s.mind, trust=_bounded(s.mind.trust + e.trust), pressure=_shifted(s.mind.pressure, e.pressure))
    return replace(s, beats=s.beats | {e.beat}, flags=s.flags | set(e.flags), known=s.known | set(e.facts), mind=mind)


def _offer(s: State, e: ev.OfferMade) -> State:
    s = replace(s, offers=(*s.offers, e))
    if e.when:
        return s  # one way of several: it is on the table, and stands only once its condition is met
    if not _speaks_for_prosecution(s, e.by):
        return replace(s, asked=e.terms)
    return replace(s, offer=e.terms, agreed=e.terms if s.agreed and not _heavier(e.terms, s.agreed) else None)


def _heavier(new: Terms, old: Terms) -> bool:
    """Whether an offer is no longer what was agreed or better: then it has to be agreed to anew."""
    longer = bool(new.months and old.months and new.months[1] > old.months[1])
    return longer or bool(old.probation and not new.probation) or (new.fine_yuan or 0) > (old.fine_yuan or 0)


def _speaks_for_prosecution(s: State, by: str) -> bool:
    return by == "prosecutor" or (by == ev.TRAINEE and s.trainee == "prosecutor")


def _ground(s: State, e: ev.GroundAnswered) -> State:
    before = s.grounds.get(e.ground)
    share = max(e.share, before.share if before else 0.0)
    # Once taken up, a ground keeps the weight it was argued with: saying it again, better, buys nothing more.
    factor = before.factor if before and before.outcome == "accepted" else e.factor
    times = before.times + 1 if before else 1
    return replace(s, grounds={**s.grounds, e.ground: Ground(e.outcome, share, times, factor)})


def _decided(s: State, e: ev.Decided) -> State:
    # A reason given with a refusal goes on record with it: who gives one has not refused in silence.
    done = s.done | {"record:opinion"} if e.reason.strip() and e.decision in ("decline", "ask_time") else s.done
    return replace(s, done=done, decision=e.decision, signed=e.decision in ("sign", "sign_with_reservation"))


def apply(s: State, e: ev.Event) -> State:
    """The state after one more event."""
    s = replace(s, clock=s.clock + e.minutes) if e.minutes else s
    match e:
        case ev.Said():
            return _said(s, e)
        case ev.Moved():
            entered = s.entered if e.room in s.entered else (*s.entered, e.room)
            return replace(s, room=e.room, entered=entered, turns_here=0)
        case ev.Read():
            return replace(s, read=s.read | {e.document}, known=s.known | set(e.facts))
        case ev.Learnt():
            return replace(s, known=s.known | set(e.facts))
        case ev.MindMoved():
            return _mind(s, e)
        case ev.OfferMade():
            return _offer(s, e)
        case ev.OfferAnswered():
            return replace(s, agreed=e.terms if e.accepted else None)
        case ev.GroundAnswered():
            return _ground(s, e)
        case ev.Established():
            return replace(s, established=s.established | {e.circumstance})
        case ev.VictimMoved():
            return replace(
                s, softened=_bounded(s.softened + e.softened), forgave=s.forgave or e.forgave,
                offered_yuan=s.offered_yuan if e.offered_yuan is None else e.offered_yuan,
            )  # fmt: skip
        case ev.BeatPlayed():
            return _beat(s, e)
        case ev.Asked():
            key = "granted" if e.granted else "refused"
            return replace(s, **{key: getattr(s, key) | {e.what}})
        case ev.Noted():
            return replace(s, notes=(*s.notes, e.text))
        case ev.Decided():
            return _decided(s, e)
        case ev.Printed():
            return replace(s, printed=e)
        case ev.Closed():
            return replace(s, closed=e)
        case ev.Speaking():
            # The authored words count as spoken whoever words them: what is decided next is the same with any voice.
            return replace(s, spoken=s.spoken | {joined([p.text for p in e.parts], s.opening.lang)})
        case _:
            return s


def begin(opening: ev.Started, mind: Mind) -> State:
    """The state before anything happened. `mind` is the accused as the script and disposition have them."""
    return State(opening=opening, mind=mind)


def fold(state: State, happened: Iterable[ev.Event]) -> State:
    """The state after all these events."""
    return reduce(apply, happened, state)

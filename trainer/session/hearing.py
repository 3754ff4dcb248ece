"""The trainee's word in the hearing: a point is put to the other side, a request is ruled on, an objection is noted.

The court hears both sides on what bears on the sentence and asks the prosecution to adjust (CPL 198, 201; SPC 353);
who has raised nothing new has had the last word of the parties.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from trainer import events as ev
from trainer.acts import Act
from trainer.dialogue.gifts import offers_a_gift
from trainer.dialogue.interpreter import Reading
from trainer.i18n import t
from trainer.i18n.phrases import talk_phrase
from trainer.law.terms import Terms
from trainer.persona import bargain, prosecutor
from trainer.persona.intent import Move, Reply, say
from trainer.persona.scene import Scene
from trainer.scenario.loader import Play
from trainer.session import court
from trainer.session.stage import Stage
from trainer.session.wording import Speech, Step
from trainer.state import State

ROUNDS = 3
"""Turns in which a party may raise something new; then the court closes the debate."""
_LEAST = {"en": 24, "zh": 10}
"""Characters from which words without a point to answer are a statement that the court notes."""
_AT_HAND = {"reasons", "correction", "interpreter", "private_meeting"}
"""What a court gives to whoever asks, there and then."""
_ON_RECORD = {"record_opinion"}
_POINTS = ("gap", "flaw", "wrong_charge", "illegal_evidence")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What the trainee has just said, as the hearing takes it."""

    text: str
    reading: Reading

    @property
    def held(self) -> list[Act]:
        """What was really done, the surest first."""
        return sorted((a for a in self.reading.acts if a.holds), key=lambda a: -a.confidence)

    def first(self, *verbs: str) -> Act | None:
        """The surest act of these verbs."""
        return next((a for a in self.held if a.verb in verbs), None)


def heard(stage: Stage, text: str, reading: Reading) -> Iterator[Step]:
    """What the court makes of a turn: a point to the sentence and a request beside it are each answered by themselves.

    Nothing comes of words that raise nothing and are no statement.
    """
    spoken = _Spoken(text, reading)
    judge = stage.play.cast_by_role("judge")
    if judge is None:
        return
    if offers_a_gift(text, stage.lang):
        yield Speech(judge.id, (say("gift"),))
        return
    point, request = _point(stage, spoken), spoken.first("request")
    if point:
        yield from _contested(stage, judge.id, point, spoken)
    if request:
        yield from _ruled(stage, judge.id, request)
    statement = len(text) >= _LEAST[stage.lang] and not spoken.first("accept", "rapport")
    if not point and not request and (statement or spoken.first("record")):
        yield Speech(judge.id, (say("court.noted"),))


def goes_on(stage: Stage, text: str, reading: Reading) -> bool:
    """Whether this turn is answered and the debate goes on."""
    spoken = _Spoken(text, reading)
    rounds = stage.state.turns_by_room.get(stage.state.room, 0)
    raised = _point(stage, spoken) or spoken.first("request", "record") or offers_a_gift(text, stage.lang)
    return rounds < ROUNDS and bool(raised)


def _point(stage: Stage, spoken: _Spoken) -> Act | None:
    """What a turn contests: an argument, another figure, an objection. Who agrees on the whole contests nothing."""
    found, agreed = spoken.first("argue", "propose", "reject"), spoken.first("accept")
    if found is None or (agreed and agreed.confidence > found.confidence):
        return None
    if found.verb != "propose":
        return found
    stands, terms = bargain.spoken(_stands(stage.state, stage.play)), spoken.reading.terms
    other = (
        terms and (terms.has_length or terms.probation or terms.fine_yuan) and bargain.whole(stands, terms) != stands
    )
    return found if other else None


def _stands(state: State, play: Play) -> Terms:
    """The recommendation as it stands before the court."""
    return state.agreed or state.offer or play.script.offer


def _contested(stage: Stage, judge: str, act: Act, spoken: _Spoken) -> Iterator[Step]:
    """Both sides on one point: the court asks, the other side answers, the court says what becomes of it."""
    other = stage.play.cast_by_role("prosecutor")
    if other is None or stage.state.trainee != "defence":
        # A prosecutor's reasons are noted; the defence speaks to them before the last word.
        yield Speech(judge, (say("court.noted"),))
        return
    scene = replace(stage.scene(other.id), text=spoken.text, reading=replace(spoken.reading, acts=(act,)))
    yield Speech(judge, (_question(scene, act),))
    answer, events = _answer(scene, act)
    yield from stage.perform(other.id, Reply(moves=(answer,), events=events))
    adjusted = any(isinstance(e, ev.OfferMade) for e in events)
    if adjusted:
        yield Speech(judge, (say("court.adjusted", terms=_figure(stage.scene(other.id))),))
    else:
        yield Speech(judge, (say("court.weigh"),))


def _figure(scene: Scene) -> str:
    """The recommendation as it stands."""
    return talk_phrase(bargain.spoken(_stands(scene.state, scene.play)), scene.lang)


def _question(scene: Scene, act: Act) -> Move:
    if act.verb == "argue":
        return say("court.point", ground=_name(scene, act))
    return say("court.figure" if act.verb == "propose" else "court.objection")


def _name(scene: Scene, act: Act) -> str:
    """The point as the case calls it."""
    weak = scene.weak_points(*_POINTS)
    found = [] if weak else scene.circumstances_for(act.topic)
    named = (weak or found or [None])[0]
    return named.name[scene.lang] if named else t(scene.lang, f"ground.{act.topic}")


def _answer(scene: Scene, act: Act) -> tuple[Move, tuple[ev.Event, ...]]:
    """The prosecution's answer: weighed as at the table, said as one speaks in court."""
    stands = {"terms": _figure(scene)}
    if act.verb != "argue":
        return Move(keys=("court.reply.stands",), slots=stands), ()
    weighed = prosecutor.respond(scene).events
    answers = [e for e in weighed if isinstance(e, ev.GroundAnswered) and e.ground != bargain.BARE]
    if not answers:
        known = any(w.id in scene.state.grounds for w in scene.weak_points(*_POINTS))
        return Move(keys=("court.reply.counted" if known else "court.reply.leave",),
                    slots={"ground": _name(scene, act), **stands} if known else {}), ()  # fmt: skip
    offers = [e for e in weighed if isinstance(e, ev.OfferMade) and e.by == "prosecutor"]
    slots = {"ground": _name(scene, act), **stands}
    if offers:
        slots["terms"] = talk_phrase(bargain.spoken(offers[-1].terms), scene.lang)
        return Move(keys=("court.adjust",), slots=slots), (*answers, offers[-1])
    key = {"noproof": "noproof", "later": "noproof", "rejected": "noproof"}.get(answers[-1].outcome, "counted")
    return Move(keys=(f"court.reply.{key}",), slots=slots), tuple(answers)


def _ruled(stage: Stage, judge: str, act: Act) -> Iterator[Step]:
    """A request is ruled on: given where it can be given in court, or where the case goes to a full hearing anyway."""
    if act.topic in _ON_RECORD:
        yield stage.happen(ev.Asked(what=act.topic, granted=True))
        yield Speech(judge, (say("court.noted"),))
        return
    at_hand = act.topic in _AT_HAND
    opened = court.choose_ending(stage.play, stage.state).court in ("convert", "ordinary")
    key = "court.granted" if at_hand else "court.granted.later" if opened else "court.dismissed"
    asked = t(stage.lang, f"asked.{act.topic}")
    ruling = ev.Asked(what=act.topic, granted=at_hand or opened)
    yield Speech(judge, (say(key, asked=asked),), (ruling,))
    yield stage.happen(ruling)

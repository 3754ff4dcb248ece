"""How a session ends: the decision at the table, the hearing, the ending of the written play."""

from __future__ import annotations

from collections.abc import Iterable

from trainer import events as ev
from trainer.dialogue.interpreter import Reading
from trainer.events import DecisionName
from trainer.i18n.phrases import terms_phrase
from trainer.law.terms import Terms
from trainer.persona import own_mind
from trainer.persona.intent import Move, say
from trainer.scenario.models import Ending
from trainer.session import cast, court, hearing, sheet
from trainer.session.address import listeners
from trainer.session.judging import holds
from trainer.session.stage import Stage
from trainer.session.wording import Speech, Step
from trainer.state import apply


def decide(stage: Stage, decision: DecisionName, reason: str) -> Iterable[Step]:
    """The decision, what those present make of it, and the way to court. An accused may refuse to sign."""
    terms = stage.state.agreed or stage.state.offer or stage.play.script.offer
    by = ev.TRAINEE
    if decision in ("sign", "sign_with_reservation") and "accused" in stage.play.cast:
        wish = own_mind.inclination(stage.scene("accused"))
        if wish == "refuse":
            yield Speech("accused", (say("sign.no"),))
            decision, by = "decline", "accused"
        elif wish == "unsure" and not stage.state.gists.get("sign.time"):
            held = ev.Held(by="accused")
            yield Speech("accused", (say("sign.time"),), (held,))
            yield stage.happen(held)
            return
    if decision.startswith("sign") and sheet.stale(stage.play, stage.state):
        yield stage.happen(sheet.printed(stage.play, stage.state))  # nobody signs a sheet that is not the deal
    yield stage.happen(ev.Decided(decision=decision, by=by, terms=terms, reason=reason))
    present = {m.id for m in listeners(stage.play, stage.state, stage.play.rooms[stage.state.room])}
    for who, key in _reactions(stage, decision, by):
        if who in present:
            shown = {"terms": terms_phrase(terms, stage.lang)}
            yield Speech(who, (Move(keys=(key,), slots=shown),))
    yield from to_court(stage)


def _reactions(stage: Stage, decision: str, by: str) -> list[tuple[str, str]]:
    other = "prosecutor" if stage.state.trainee == "defence" else "lawyer"
    signed = {"prosecutor": "sign.done", "lawyer": "sign.witness"}[other]
    declined = {"prosecutor": "sign.declined", "lawyer": "refuse"}[other]
    if decision.startswith("sign"):
        return [("accused", "sign.yes"), (other, signed)]
    if decision == "withdraw":
        return [("accused", "sign.withdraw"), (other, declined)]
    if decision == "ask_time":
        return [("accused", "grant"), *([(other, "request.time")] if other == "prosecutor" else [])]
    return [] if by == "accused" else [(other, declined)]


def to_court(stage: Stage) -> Iterable[Step]:
    """The hearing, where the ending has one."""
    ending = court.choose_ending(stage.play, stage.state)
    hall = next((r for r in stage.play.script.rooms if r.kind == "court"), None)
    judge = stage.play.cast_by_role("judge")
    if ending.court == "none" or hall is None or judge is None:
        yield from close(stage, ending, None)
        return
    if ending.court == "ordinary" and not stage.state.signed:
        # No plea, no fast track: that trial is months away and is told, not played.
        agreed = stage.state.offer or stage.play.script.offer
        yield from close(stage, ending, court.sentence(stage.play, stage.state, ending, agreed))
        return
    yield stage.happen(ev.Moved(room=hall.id))
    for cue in court.opening(stage.play, stage.state, cast.traits_of(stage.state.opening.personas, judge.id)):
        yield Speech(cue.who, cue.moves)


def debate(stage: Stage, text: str, reading: Reading) -> Iterable[Step]:
    """A word in the hearing: the court takes up what was said, then asks for more, or closes and rules."""
    yield from hearing.heard(stage, text, reading)
    judge = stage.play.cast_by_role("judge")
    if judge and hearing.goes_on(stage, text, reading):
        yield Speech(judge.id, (say("court.further"),))
    else:
        yield from verdict(stage)


def verdict(stage: Stage) -> Iterable[Step]:
    """The last word and what the court does."""
    ending = court.choose_ending(stage.play, stage.state)
    cues, terms = court.verdict(stage.play, stage.state, ending)
    for cue in cues:
        yield Speech(cue.who, cue.moves)
    yield from close(stage, ending, terms)


def close(stage: Stage, ending: Ending, terms: Terms | None) -> Iterable[Step]:
    """The end of the session. What is told of it is chosen by what happened and what was said."""
    closed = ev.Closed(ending=ending.id, court=ending.court, terms=terms)
    after = apply(stage.state, closed)
    told = [at for at, p in enumerate(ending.text) if p.when is None or holds(stage.play, after, p.when)]
    yield stage.happen(closed.model_copy(update={"told": tuple(told)}))

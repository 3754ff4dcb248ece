"""Grounds: what counsel argues, weighed against the file (Opinion 27, 33; 2021 Guidelines III)."""

from __future__ import annotations

import re
from typing import Literal

from trainer.acts import Act
from trainer.events import GroundAnswered
from trainer.i18n import t
from trainer.i18n.phrases import cite
from trainer.persona import bargain
from trainer.persona.intent import Move
from trainer.persona.prosecution.turn import Turn, improve
from trainer.persona.scene import Scene, is_established, mentions
from trainer.scenario.models import Circumstance

Outcome = Literal["accepted", "noproof", "known", "repeat", "rejected", "later", "conceded"]
ARTICLE = re.compile(
    r"\b(?:art(?:icle)?\.?|section|§)\s?\d+|\bguidelines?\b|第\s?[\d一二三四五六七八九十百零]+\s?条|量刑指导意见", re.I
)


def ground_slot(turn: Turn, act: Act) -> dict[str, str]:
    """The name of the ground, as the case has it."""
    found = turn.scene.circumstances_for(act.topic)
    return {"ground": found[0].name[turn.scene.lang]} if found else {"ground": _topic_name(turn, act.topic)}


def _topic_name(turn: Turn, topic: str) -> str:
    return t(turn.scene.lang, f"ground.{topic}")


def argue(turn: Turn, act: Act) -> None:
    """A ground is raised."""
    found = turn.scene.circumstances_for(act.topic)
    if not found:
        turn.add("ground.reject", **ground_slot(turn, act))
        return
    _weigh(turn, found[0], found[0].name[turn.scene.lang])


def _weigh(turn: Turn, circumstance: Circumstance, name: str) -> None:
    state = turn.scene.state
    before = state.grounds.get(circumstance.id)
    if not is_established(circumstance, state):
        _ground(turn, circumstance, "later", 0.0)
        # A deed can still be done; what only a change of the facts would make so is nobody's to do.
        turn.add("ground.depends" if circumstance.needs else "ground.later", "ground.later", ground=name)
    elif circumstance.in_offer:
        _ground(turn, circumstance, "known", 1.0)
        turn.add("ground.known", ground=name, **turn.held)
    elif before and before.outcome == "accepted":
        _ground(turn, circumstance, "repeat", before.share)
        turn.add("ground.repeat", ground=name)
    elif _proved(turn.scene, circumstance) or (
        before and before.outcome == "noproof" and turn.scene.traits.candour > 0.7
    ):
        _accept_ground(turn, circumstance, name)
    else:
        _ground(turn, circumstance, "noproof", 0.0)
        turn.add("ground.noproof", ground=name)


def _proved(scene: Scene, circumstance: Circumstance) -> bool:
    """Shown by counsel, or seen by an open-minded prosecutor, who knows the file as well as counsel does."""
    return shown(scene, circumstance) or scene.traits.candour + scene.traits.generosity > 1.3


def shown(scene: Scene, circumstance: Circumstance) -> bool:
    """Named with what shows it, or its article; or come about in play."""
    named = mentions(circumstance.proof_words, scene.text, scene.lang) or bool(ARTICLE.search(scene.text))
    titles = [
        scene.play.documents[d].title[scene.lang].casefold() for d in circumstance.proof if d in scene.play.documents
    ]
    named = named or any(title in scene.text.casefold() for title in titles)
    return named or circumstance.id in scene.state.established


def _ground(turn: Turn, circumstance: Circumstance, outcome: Outcome, share: float) -> None:
    factor = bargain.argued(turn.scene.reading.strength) if outcome == "accepted" else 1.0
    turn.happen(GroundAnswered(ground=circumstance.id, circumstance=circumstance.id, outcome=outcome, share=share,
                               factor=factor))  # fmt: skip


def _accept_ground(turn: Turn, circumstance: Circumstance, name: str) -> None:
    _ground(turn, circumstance, "accepted", 1.0)
    moved = improve(turn, name)
    source = cite(circumstance.article or "GL", turn.scene.lang)
    key = "ground.accept" if moved else "ground.accept.still"
    turn.add(key, "ground.accept.still", ground=name, source=source, **turn.held)


def gap(turn: Turn, act: Act) -> None:
    """Weak points of the evidence are named: each has an answer, and the figure comes with the last."""
    found = turn.scene.weak_points(*(_GAPS if act.topic == "evidence_gap" else _FLAWS))
    if not found:
        turn.add("illegal.answer" if act.topic == "illegal_evidence" else "gap.defend", "gap.defend")
        return
    fresh = [w for w in found if w.id not in turn.scene.state.grounds]
    if not fresh and all(turn.gave(w.id) for w in found):
        return  # said in two sentences of one turn: the answer to the first of them stands
    if not fresh:
        turn.add("ground.given", "ground.repeat", ground=found[0].name[turn.scene.lang], **turn.held)
        return
    for weak in fresh:
        turn.happen(GroundAnswered(ground=weak.id, outcome="conceded", share=1.0))
    improve(turn, fresh[-1].name[turn.scene.lang])
    for weak in fresh[:-1]:
        turn.moves.append(Move(keys=(f"gap.{weak.id}.also", "gap.also"), slots={"ground": weak.name[turn.scene.lang]}))
    turn.add(f"gap.{fresh[-1].id}.concede", "gap.concede", **turn.held)


_GAPS, _FLAWS = ("gap", "wrong_charge"), ("illegal_evidence", "flaw")


def flaw(turn: Turn, act: Act) -> None:
    """A flaw of procedure: worth something when something is asked for it."""
    found = turn.scene.weak_points(*_FLAWS)
    if not found and turn.scene.weak_points(*_GAPS):
        gap(turn, Act(verb="argue", topic="evidence_gap"))  # what is wrong with the sum was taken for a slip of form
        return
    asks = any(a.holds and (a.verb in ("propose", "request")) for a in turn.scene.reading.acts)
    if not found or not asks:
        turn.add("flaw.defend")
        return
    if found[0].id not in turn.scene.state.grounds:
        turn.happen(GroundAnswered(ground=found[0].id, outcome="conceded", share=1.0))
        improve(turn, found[0].name[turn.scene.lang])
    turn.add("flaw.trade", **turn.held)


def cite_law(turn: Turn, act: Act) -> None:
    """Law alone is noted; with a ground it is that ground’s proof."""
    others = [a for a in turn.scene.reading.acts if a.holds and a.verb in ("argue", "propose") and a.id != act.id]
    if not others:
        turn.add("law.cited")


def bare(turn: Turn, act: Act) -> None:
    """A point about the person or a bare wish: worth a step to some, once; a listed circumstance is weighed as such."""
    found = turn.scene.circumstances_for(act.topic)
    if found:
        _weigh(turn, found[0], found[0].name[turn.scene.lang])
        return
    plead(turn)


def plead(turn: Turn) -> None:
    """A wish for less with nothing behind it: a step from a willing office, once."""
    if turn.scene.traits.generosity >= 0.5 and bargain.BARE not in turn.scene.state.grounds:
        turn.happen(GroundAnswered(ground=bargain.BARE, outcome="conceded", share=turn.scene.traits.generosity))
        if improve(turn, "plea"):
            turn.add("plea.small", **turn.held)
            return
    turn.add("plea.refuse", **turn.held)

"""Who tells which fact, when: knowledge is the script's, telling depends on room, trust and the question."""

from __future__ import annotations

from trainer.persona import subject
from trainer.persona.intent import Move, say
from trainer.persona.scene import Scene, mentions
from trainer.scenario.models import Fact

HINT_MARGIN = 0.15
"""This much short of the trust needed, a person half says it."""


def can_tell(scene: Scene, fact: Fact) -> bool:
    """Whether this cast member tells the fact here and now, if the question is right."""
    hidden = fact.hidden
    if hidden is None or hidden.by != scene.who:
        return scene.who in fact.known_by
    return scene.state.room in hidden.rooms and scene.state.mind.trust >= hidden.trust


def nearly(scene: Scene, fact: Fact) -> bool:
    """Whether they are on the brink of telling it."""
    hidden = fact.hidden
    return bool(hidden and scene.state.room in hidden.rooms and scene.state.mind.trust >= hidden.trust - HINT_MARGIN)


def tell(scene: Scene, fact: Fact) -> Move:
    """Tells the fact, half tells it, or evades: elsewhere they might tell it, or not yet."""
    if can_tell(scene, fact):
        return _told(scene, fact)
    if nearly(scene, fact):
        return say(f"fact.{fact.id}.hint", f"fact.{fact.id}.hide", "ask.pressure.hint")
    if fact.hidden and scene.state.room not in fact.hidden.rooms:
        return say(f"fact.{fact.id}.elsewhere", f"fact.{fact.id}.hide", "ask.pressure.hide")
    return say(f"fact.{fact.id}.hide", "ask.pressure.hide")


def _told(scene: Scene, fact: Fact) -> Move:
    """The fact; once it has been told, the detail that is asked for."""
    told = f"fact.{fact.id}"
    if not scene.times(told):
        return Move(keys=(told, "ask.account"), facts=(fact.id,))
    asked = [d.id for d in fact.details if mentions(d.topics, scene.text, scene.lang)]
    return Move(keys=(*(f"{told}.{d}" for d in asked), told, "ask.account"), facts=(fact.id,))


def about(scene: Scene, found: list[Fact]) -> Move:
    """An answer to a question that names these: first what can be told and was not, an evasion last."""
    order = sorted(found, key=lambda f: (not can_tell(scene, f), f.id in scene.state.known))
    return tell(scene, order[0])


def means(scene: Scene) -> Move:
    """What they could pay: who has the money, where they know of somebody, else their own word on it."""
    repair = scene.play.script.repair
    payers = [scene.play.facts[f] for f in repair.agreed if f not in scene.state.known] if repair else []
    told = [f for f in payers if scene.who in f.known_by and can_tell(scene, f)]
    return tell(scene, told[0]) if told else say("propose.restitution")


UNKNOWN = ("ask.fact.unknown", "ask.other", "ask.fact.own")
"""What is said where there is nothing to tell."""


def answer(scene: Scene, *, evade: str = "ask.fact.unknown") -> Move:
    """An answer to a question on a particular: the fact it names, else one it touches and has not told, or that they
    do not know."""
    if named := subject.asked_about(scene):
        return about(scene, named)
    touched = scene.facts_touched()
    asked = {a.id for a in scene.reading.acts}
    fresh = [f for f in touched if f.id not in scene.state.known]
    for fact in [*fresh, *touched]:
        if fact.hidden and fact.hidden.by == scene.who and fact.hidden.asked and not asked & set(fact.hidden.asked):
            continue
        return tell(scene, fact)
    if fresh and evade in UNKNOWN:
        return say(f"fact.{fresh[0].id}.hide", "ask.pressure.hide")  # kept back; but who knows does not say "no idea"
    return say(evade, *UNKNOWN)

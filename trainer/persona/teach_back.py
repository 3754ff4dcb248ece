"""What comes back when the accused are asked to say a thing in their own words (study 2.1, 4.2.1)."""

from __future__ import annotations

from trainer.acts import DUTIES, Act
from trainer.persona import facts, subject
from trainer.persona.grasp import GOT, HALF
from trainer.persona.intent import Move, say
from trainer.persona.plea import beliefs_on, is_knowing
from trainer.persona.scene import Scene, mentions

MOST = 3
"""So many things are said back in one breath."""


def understood(scene: Scene, act: Act) -> Move:
    """The answer to the closed question whether they have understood: yes, unless they trust and dare."""
    if act.slots.get("about") and not scene.state.explained and scene.traits.please <= 0.5:
        return say("teach.nothing")  # "do you know what a plea is?" before anybody spoke of it
    honest = scene.state.mind.trust >= 0.65 and scene.traits.please <= 0.5 and not is_knowing(scene.play, scene.state)
    return say("ask.understanding.honest" if honest else "ask.understanding")


def said_back(scene: Scene, act: Act) -> list[Move]:
    """What was asked to be said back, each thing for itself; without a name, what was explained last and not tested."""
    about = [d for d in act.slots.get("about", []) if d in DUTIES]
    told = list(dict.fromkeys(a.duty for a in scene.reading.acts if a.holds and a.duty))
    about = about or (told if len(told) > 1 else [])  # "... say both back to me": what was explained in this very turn
    asked = subject.asking(scene)
    touched = [f for f in scene.facts_touched() if mentions(f.topics, asked, scene.lang)]
    if not about and any(f.id not in scene.state.known for f in touched):
        return [facts.answer(scene)]  # "the laptop, in your own words": of what happened, not of what was explained
    if about:
        given = [give_back(scene, d) for d in about if _has_to_give(scene, d)]
        rest = [say("teach.rest")] if given and len(given) < len(about) else []
        return [*given[: MOST - len(rest)], *rest] or [say("teach.nothing")]
    recent = sorted(scene.state.explained, key=lambda d: -scene.state.explained[d])
    untested = [d for d in recent if f"teach.{d}.right" not in scene.state.gists]
    return [give_back(scene, (untested or recent)[0]) if recent else say("teach.nothing")]


def _has_to_give(scene: Scene, duty: str) -> bool:
    """Whether there is anything to say back: it was explained here, or they believe something of their own on it."""
    return duty in scene.state.explained or bool(beliefs_on(scene.play, scene.state, duty))


def questions(scene: Scene) -> Move:
    """The answer to the question whether they have any."""
    duty = open_question(scene)
    shy = scene.traits.please > 0.7 and scene.state.mind.trust < 0.4
    return say(f"wonder.{duty}") if duty and not shy else say("ask.questions.none")


def give_back(scene: Scene, duty: str) -> Move:
    """What they make of a duty in their own words: right, in part, or wrong."""
    known = scene.state.mind.understands(duty)
    if beliefs := beliefs_on(scene.play, scene.state, duty):
        return _believed(duty, beliefs[0])
    if known < HALF and (shown := _shown(scene, duty)):
        return Move(keys=(f"belief.{shown}",), known_as=f"teach.{duty}.wrong")
    return say(f"teach.{duty}.{'right' if known >= GOT else 'part' if known >= HALF else 'wrong'}")


def _believed(duty: str, belief: str) -> Move:
    """Said back wrongly is what they believe: what they brought along, or the very error they were told here."""
    planted, _, error = belief.partition(".")
    if not error:
        return say(f"belief.{planted}", f"teach.{duty}.wrong")
    return Move(keys=(f"teach.{duty}.wrong.{error}", "teach.as_told"), known_as=f"teach.{duty}.wrong")


def _shown(scene: Scene, duty: str) -> str:
    """A belief brought along on another duty that shows on this one too, as long as it is held."""
    held = (b for b in scene.play.script.mind.beliefs if b.id in scene.state.mind.beliefs)
    return next((b.id for b in held if duty in b.shows_on), "")


def open_question(scene: Scene) -> str:
    """A duty they wonder about: one with a line of the case first, else one heard of and not understood."""
    mind = scene.state.mind
    half = [d for d in DUTIES if d in scene.state.explained and mind.understands(d) < GOT]
    new = [d for d in DUTIES if d not in scene.state.explained and mind.understands(d) < HALF]
    asked = {d for d in DUTIES if scene.times(f"wonder.{d}")}
    rest = [d for d in [*half, *new] if d not in asked]
    if not rest:
        return ""
    return rest[0] if half else rest[scene.rng.randrange(len(rest))]

"""A gift held out: whoever is meant says what a person of that role says to it, and nothing else of the turn counts.

Counsel may not offer officials a gift (Lawyers Law 40); a plea that was bought is not free (Opinion 28).
"""

from __future__ import annotations

from dataclasses import replace

from trainer.acts import FAULTS, Act
from trainer.dialogue.gifts import offers_a_gift
from trainer.dialogue.interpreter import Reading
from trainer.events import MindMoved
from trainer.persona.intent import Reply, say
from trainer.persona.scene import Scene
from trainer.text import Lang

_DISTRUST = -0.1
"""What it does to the trust of an accused to be offered something for a signature."""


def without_gift(text: str, lang: Lang, reading: Reading) -> Reading:
    """A turn that holds out a gift does nothing besides, its faults apart: nothing is bought with it."""
    if not offers_a_gift(text, lang):
        return reading
    nothing = Act(verb="other", topic="other", span=(0, len(text)))
    kept = tuple(a for a in reading.acts if a.verb in FAULTS)
    return replace(reading, acts=kept or (nothing,), terms=None, plain=(), claims=(), duties=())


def refused(scene: Scene) -> Reply | None:
    """The answer to a gift; None where none was held out."""
    if not offers_a_gift(scene.text, scene.lang):
        return None
    told = scene.play.cast[scene.who].role == "accused"
    events = (MindMoved(who=scene.who, why="gift", trust=_DISTRUST),) if told else ()
    return Reply(moves=(say("gift"),), events=events)

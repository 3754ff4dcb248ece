"""A prosecutor gives up a part of the charge: which weak point of the case the words name (CPL 55, 173)."""

from __future__ import annotations

from trainer.dialogue.interpreter import Reading
from trainer.dialogue.strikes import striking
from trainer.persona.intent import Reply, say
from trainer.persona.scene import Scene, mentions
from trainer.scenario.loader import Play
from trainer.scenario.models import WeakPoint
from trainer.text import Lang


def struck(play: Play, text: str, reading: Reading, lang: Lang) -> list[WeakPoint]:
    """The weak points that a prosecutor's turn gives up."""
    said = " ".join(striking(text, reading.acts, lang))
    return [w for w in play.script.weak_points if said and mentions(w.topics, said, lang)]


def heard(scene: Scene) -> list[WeakPoint]:
    """The same, as those hear it who are spoken to."""
    if scene.state.trainee != "prosecutor":
        return []
    return struck(scene.play, scene.text, scene.reading, scene.lang)


def answered(scene: Scene) -> Reply | None:
    """What an accused says to it, where the turn explains nothing besides that wants an answer."""
    accused = scene.play.cast[scene.who].role == "accused"
    if not accused or any(a.duty or a.verb == "ask" for a in scene.reading.acts) or not heard(scene):
        return None
    return Reply(moves=(say("hear.struck"),))

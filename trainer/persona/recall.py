"""Reminded of an earlier figure, people answer from the record: what was put, and what stands now."""

from __future__ import annotations

from trainer.dialogue.reminders import reminder
from trainer.events import TRAINEE
from trainer.i18n import t
from trainer.i18n.phrases import talk_phrase
from trainer.law.terms import Terms
from trainer.persona import bargain
from trainer.persona.intent import Move, say
from trainer.persona.scene import Scene


def answer(scene: Scene) -> Move | None:
    """What somebody at the table says to such a reminder; None where the turn is none."""
    found = reminder(scene.text, scene.reading.acts, scene.lang)
    if found is None:
        return None
    put = _put_by(scene, found.own)
    whose = "recall.yours" if found.own else "recall"
    if not put:
        return say(f"{whose}.none")
    slots = {"terms": _phrase(put[-1], scene), "all": t(scene.lang, "offer.then").join(_phrase(p, scene) for p in put)}
    if found.terms is None:
        return say(f"{whose}.all", **slots)
    if _is(found.terms, put[-1]):
        return say(f"{whose}.same", **slots)
    slots["asked"] = _phrase(found.terms, scene)
    return say(f"{whose}.since" if any(_is(found.terms, p) for p in put) else f"{whose}.never", **slots)


def _put_by(scene: Scene, own: bool) -> list[Terms]:
    """The figures of one side in their order, one said twice running once."""
    side = scene.state.trainee if own else scene.play.cast[scene.who].role
    by = {"prosecutor": ("prosecutor",), "defence": ("defence", "lawyer")}.get(side, ())
    names = (*by, TRAINEE) if own else by
    put = [bargain.spoken(o.terms) for o in scene.state.offers if o.by in names]
    return [p for at, p in enumerate(put) if at == 0 or p != put[at - 1]]


def _phrase(terms: Terms, scene: Scene) -> str:
    return talk_phrase(bargain.spoken(terms), scene.lang)


def _is(said: Terms, put: Terms) -> bool:
    """Whether what is remembered fits what was put: all that is named of it."""
    names = {k: v for k, v in bargain.spoken(said).named().items() if k != "kind"}
    return all(put.named().get(k) == v for k, v in names.items())

"""How much of an explanation stays.

Plain words and schooling decide; a wrong statement takes root; too much at once is lost (study 2.1, 4.2.1).
"""

from __future__ import annotations

import re

from trainer.acts import Act
from trainer.dialogue import law_talk
from trainer.persona.feeling import Change
from trainer.persona.intent import Move, say
from trainer.persona.plea import beliefs_on
from trainer.persona.scene import Scene, mentions
from trainer.text import Lang

GOT, HALF = 0.55, 0.3
FLOOD = 4
"""So many duties in one turn, and little of any of them stays."""
_STATED = re.compile(r"[^.!?。！？\n]+(?:[.!。！\n]|$)")
"""Sentences that are no question: "you don't go home today, do you know that?" tells nobody anything yet."""


def hear_duties(scene: Scene, done: list[Act], change: Change) -> list[Move]:
    """What is told on the ten duties: understanding grows by plainness and schooling, wrong law takes root."""
    met = _met(scene, done)
    told = list(dict.fromkeys((*met, *(a.duty for a in done if a.duty))))
    # What no debrief would hold against its speaker plants no belief either.
    errors = law_talk.held_against(scene.text, scene.lang, scene.reading.acts, scene.reading.claims)
    wrong = {law_talk.claims()[c].duty: c for c in errors}
    flooded = len(told) >= FLOOD
    moves: list[Move] = []
    for duty in told:
        before = scene.state.mind.understands(duty)
        if duty in wrong:
            change.believes.append(wrong[duty])
            change.understanding[duty] = -0.15
            # What is taken home is what was said: lines of that very error first, then some that would do for any.
            moves.append(say(f"hear.{duty}.wrong.{wrong[duty].partition('.')[2]}", f"hear.{duty}.wrong"))
            continue
        gain = _gain(scene, duty, flooded)
        change.understanding[duty] = gain
        after = min(1.0, before + gain)
        plain = duty in scene.reading.plain
        held = beliefs_on(scene.play, scene.state, duty)
        gone = [b for b in held if plain and (after >= GOT or (b in met.get(duty, ()) and after >= HALF))]
        change.drops += gone
        answer = _heard(scene, duty, before, after)
        named = [f"hear.belief.{b}.{'gone' if b in gone else 'shaken'}" for b in met.get(duty, ())]
        moves.append(say(named[0], answer) if named else _words(scene, duty, answer))
    if flooded:
        return [say("hear.flood"), *moves[-1:]]
    if told and not scene.reading.plain and law_talk.is_form(scene.text, scene.lang):
        return [say("hear.readout"), *moves[-1:]]
    return moves


def _met(scene: Scene, done: list[Act]) -> dict[str, list[str]]:
    """The wrong beliefs that the words speak against by name, by duty: that is what is heard first and answered."""
    # That nobody may do what was threatened, or give what was promised, is told as well as explained.
    denied = any(a.verb in ("threaten", "promise") and a.polarity == "negated" for a in scene.reading.acts)
    if not denied and not any(a.verb == "inform" for a in done):
        return {}
    stated = "".join(_STATED.findall(scene.text))
    found: dict[str, list[str]] = {}
    for belief in scene.play.script.mind.beliefs:
        if belief.id in scene.state.mind.beliefs and mentions(belief.against, stated, scene.lang):
            found.setdefault(belief.duty, []).append(belief.id)
    return found


def _gain(scene: Scene, duty: str, flooded: bool) -> float:
    schooling = scene.traits.schooling
    if duty in scene.reading.plain:
        gain = 0.34 + 0.36 * schooling + (0.08 if scene.state.mind.trust >= 0.5 else 0.0)
    else:
        gain = 0.06 + 0.3 * schooling * schooling
    return gain * (0.35 if flooded else 1.0)


_SERVED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\bday for (?:a )?day\b"
        r"|\b(?:days|weeks|months|time|custody)\b.{0,40}\b(?:counts?|counted|comes? off|deducted|credited|taken off)\b",
        re.I,
    ),
    "zh": re.compile("折抵|抵刑|抵扣|抵(?:一|掉)?[天日]|[天日]抵|算(?:进|在)刑期"),
}
"""Days in custody that are counted (CL 44, 47): not the question whether somebody waits outside."""


def _words(scene: Scene, duty: str, key: str) -> Move:
    """The words for it: who was told of the appeal alone speaks of the appeal, and not of taking the plea back."""
    if duty == "liberty" and key.endswith((".got", ".half")) and _SERVED[scene.lang].search(scene.text):
        return say("hear.liberty.served", key)
    told = {a.id for a in scene.reading.acts if a.holds and a.duty == duty}
    return say(key.replace(duty, "appeal"), key) if told == {"inform:appeal"} and "again" not in key else say(key)


TWICE = 2
"""So often a matter that was understood is met with a new sentence; from then on it is old."""


def _heard(scene: Scene, duty: str, before: float, after: float) -> str:
    told = duty in scene.state.explained and scene.times(f"hear.{duty}.got") >= TWICE
    if told and before >= GOT and duty != "sentence":
        return "hear.again"
    return f"hear.{duty}.got" if after >= GOT else f"hear.{duty}.half" if after >= HALF else f"hear.{duty}.lost"

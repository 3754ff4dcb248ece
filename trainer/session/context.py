"""What words mean in this case, beyond what they mean in any."""

from __future__ import annotations

import re
from dataclasses import replace

from trainer.acts import Act
from trainer.dialogue.gifts import offers_a_gift
from trainer.dialogue.interpreter import Reading
from trainer.persona import gift, subject
from trainer.persona.scene import mentions
from trainer.scenario.loader import Play
from trainer.scenario.models import CastMember
from trainer.state import State

IN_CONTEXT = 0.5
"""How sure it is that words are an argument because they speak of a weak point of the case."""
_SENTENCE = re.compile(r"[^.!?。！？；;]+[.!?。！？；;]?")
_POINT_OF = {"flaw": "procedural_flaw", "illegal_evidence": "illegal_evidence"}
_POINTS = {"evidence_gap", "illegal_evidence", "procedural_flaw"}
_LAW = {"law", "guideline", "similar_case"}
"""Arguments that lean on a rule and need a point of the case to lean it on."""


def in_context(play: Play, state: State, words: str, reading: Reading, present: list[CastMember]) -> Reading:
    """What the words mean in this case: pointing at one of its weak points is an argument, however it is put.

    The interpreter knows no case; only the script knows that a date or a price is a flaw in this one.
    """
    reading = gift.without_gift(words, state.opening.lang, _without_strangers(play, reading))
    if offers_a_gift(words, state.opening.lang):
        return reading  # no point of the case is argued with an envelope in the hand
    across = any(m.role in ("prosecutor", "judge") for m in present)
    told = "".join(part for part in _SENTENCE.findall(words) if not part.rstrip().endswith(("?", "？")))
    # What is told beside a question may be the argument: "who else was there? Qin signed in town at 15:40."
    beside = bool(told.strip()) and not subject.puts_a_question(told, state.opening.lang)
    stated = beside or any(a.polarity == "asserted" for a in reading.acts)
    if state.trainee != "defence" or not across or not stated:
        return reading
    # A ground the case does not hold ("the appraisal takes it as new": a small amount?), or a faint one, is misheard.
    grounds = {c.ground for c in play.script.circumstances} | _POINTS | _LAW
    misheard = [
        a for a in reading.acts
        if a.verb == "argue" and (a.confidence < IN_CONTEXT or a.topic not in grounds)
    ]  # fmt: skip
    if any(a.holds and a.verb == "argue" and a.topic not in _LAW and a not in misheard for a in reading.acts):
        return reading
    for weak in play.script.weak_points:
        if mentions(weak.topics, told, state.opening.lang):
            topic = _POINT_OF.get(weak.kind, "evidence_gap")
            act = Act(verb="argue", topic=topic, span=(0, len(words)), confidence=IN_CONTEXT)
            kept = tuple(a for a in reading.acts if a.id != "other:other" and a not in misheard)
            return replace(reading, acts=(act, *kept))
    return reading


def _without_strangers(play: Play, reading: Reading) -> Reading:
    """A faint ground that the case does not hold ("a child of four": age?) is noise beside what was clearly said."""
    grounds = {c.ground for c in play.script.circumstances} | _POINTS | _LAW
    kept = tuple(a for a in reading.acts if a.verb != "argue" or a.topic in grounds or a.confidence >= IN_CONTEXT)
    return replace(reading, acts=kept) if kept else reading

"""Questions on what somebody wants and how they stand now: they name things in passing, and are not about them.

"Do you still want to sign, knowing that you won't be home for the festival?" is no question about the festival.
"""

from __future__ import annotations

import re

from trainer.persona import subject
from trainer.persona.intent import Move, say
from trainer.persona.plea import is_free, is_knowing
from trainer.persona.scene import Scene, mentions
from trainer.scenario.models import Fact
from trainer.text import Lang

_WILL: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:do|would|will|are|can) you (?:(?:still|really|now|then) )*"
        r"(?:(?:want|wish|like|willing|prepared|ready|going|agree|mean) to )?sign\b|\bsign (?:it |this )?or not\b",
        re.I,
    ),
    "zh": re.compile(
        r"签不签|(?:还|真|愿不?愿意?|想不?想?|要不?要?|肯不?肯?|打算).{0,6}签(?:字)?(?:吗|么|吧|不|\W*[？?])"
    ),
}
"""Whether they would sign: what else such a question names is what it is to be weighed against."""
_LETTER: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:will(?:ing)?|would|could|can)\b.{0,40}\b(?:letter|apolog\w+|say sorry)\b"
        r"|\bwrite (?:to )?(?:her|him|them|ms|mr)\b",
        re.I,
    ),
    "zh": re.compile(r"道歉|悔过书|赔礼|写(?:一)?封信|写信"),
}
"""Whether they would write to the victim."""
_MEANS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\bhow much\b.{0,40}\b(?:pay|raise|afford|put together|scrape|find|come up with|get together)\b", re.I
    ),
    "zh": re.compile("(?:能|可以|凑得?)(?:凑|拿|赔|出|掏)?(?:得?出)?(?:来)?.{0,3}(?:多少|几千|几百)"),
}
"""How much they could pay."""
_READS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:read|reading|glasses|letters|school(?:ing)?|write)\b", re.I),
    "zh": re.compile("认(?:得|识)?.{0,3}字|识字|看得?懂|看过|读|眼镜|文化|上过|念过"),
}
"""Whether they can read, and have read it."""
_TAUGHT: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:told|tell|explain(?:ed)?|shown)\b.{0,16}\bwhat\b.{0,60}\b(?:means?|is about|involves)\b"
        r"|\bexplained\b.{0,30}\bto you\b",
        re.I,
    ),
    "zh": re.compile(
        r"(?:跟|给|对|向)(?:你|您).{0,4}(?:讲|说|解释)(?:过|清楚|明白)?.{0,20}(?:是什么意思|什么意思|怎么回事|意味)"
    ),
}
"""Whether anybody has explained it to them: a question on explaining, be it taken for one on who said what."""
_NOW: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:is|are) (?:any|some)(?:body|one)\b|\b(?:now|today|freely|own free will|still)\b|\bare you being\b", re.I
    ),
    "zh": re.compile(r"现在|今天|这会儿|眼下|自愿|还有(?:没有)?人|自己愿意|出于本人"),
}
"""Whether it is so at the moment of signing, and not how it was."""


def would_sign(scene: Scene) -> bool:
    """Whether the words ask if they would sign."""
    return bool(_WILL[scene.lang].search(subject.asking(scene)))


def would_write(scene: Scene) -> bool:
    """Whether the words ask if they would write to the victim, and not if they would sign."""
    return bool(_LETTER[scene.lang].search(subject.asking(scene))) and not would_sign(scene)


def could_pay(scene: Scene) -> bool:
    """Whether the words ask what they, or theirs, could pay."""
    return bool(_MEANS[scene.lang].search(subject.asking(scene)))


def on_reading(scene: Scene) -> bool:
    """Whether a question on how they are asks after reading."""
    return bool(_READS[scene.lang].search(subject.asking(scene)))


def is_taken_up(scene: Scene) -> bool:
    """Whether counsel speaks again of a threat or a promise they told of, where it is safe, and asks nothing."""
    mind = scene.play.script.mind
    behind = [scene.play.facts[x] for x in (mind.pressure_fact, mind.promise_fact) if x in scene.state.known]
    named = any(mentions(f.named, scene.text, scene.lang) for f in behind)
    return named and scene.room.private and not any(mark in scene.text for mark in "?？")


def was_taught(scene: Scene) -> Move | None:
    """The answer to "has anybody explained to you what this means?", whoever may have said what else to them."""
    if not _TAUGHT[scene.lang].search(subject.asking(scene)):
        return None
    return say("ask.understanding" if scene.state.explained else "teach.nothing")


def no_longer_pressed(scene: Scene, found: list[Fact]) -> Move | None:
    """Asked whether anybody presses them now: what was told and has been dealt with is past, and not told again."""
    mind = scene.play.script.mind
    behind = {mind.pressure_fact, mind.promise_fact} & {f.id for f in found} & scene.state.known
    past = behind and is_free(scene.state) and _NOW[scene.lang].search(subject.asking(scene))
    return say("ask.pressure.past", "ask.pressure.nothing") if past else None


def will(scene: Scene) -> Move:
    """Whether they would sign, as they feel now."""
    inclined = inclination(scene)
    advised = any(a.holds and a.id in ("advise:not_sign", "advise:wait") for a in scene.reading.acts)
    # Asked whether they agree not to sign today, "I sign" would be no answer.
    return say("ask.decision.unsure" if advised and inclined == "sign" else f"ask.decision.{inclined}")


def inclination(scene: Scene) -> str:
    """Whether they would sign now: `sign`, `unsure` or `refuse`."""
    mind, traits = scene.play.script.mind, scene.traits
    if not is_free(scene.state) and traits.fear >= 0.3:
        return "sign"
    offer = scene.state.offer
    limit = mind.authority_months
    too_much = bool(limit and offer and offer.months and offer.months[1] > limit)
    warned = scene.state.advised == "not_sign" and scene.state.mind.trust > 0.5
    if mind.wants == "refuse" or warned:
        return "refuse"
    if too_much:
        return "sign" if traits.please >= 0.8 else "unsure"
    return "sign" if mind.wants == "sign" or is_knowing(scene.play, scene.state) else "unsure"

"""What counsel asks an office for: given where the law owes it, else judged on what stands behind the request.

No temper decides here, and nothing else that was said in the same turn: a refusal has a reason that can be met.
CPL 36, 41, 67, 81, 95, 97, 173; Opinion 12, 20, 27, 35.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from trainer.acts import Act
from trainer.events import Asked
from trainer.persona import bargain
from trainer.persona.prosecution.grounds import shown
from trainer.persona.prosecution.turn import Turn
from trainer.persona.scene import Scene, mentions
from trainer.text import Lang

DOUBTS = {"argue:illegal_evidence", "argue:procedural_flaw"}
_DANGER = "low_danger"
_THE_RECORDING = re.compile(r"\b(?:video|audio|recordings?|footage)(?: of)?\b|(?:同步)?录音录像|录像|录音|视频", re.I)
"""The thing asked for: that it was filmed is no lead to what is wrong with a record."""


def request(turn: Turn, act: Act) -> None:
    """A formal request: granted, or refused with the reason why."""
    scene = turn.scene
    if act.topic == "guardian" and not scene.play.script.params.minor:
        return  # nobody here has one: what was meant is something else
    reason = "" if act.topic in scene.play.script.grants else refusal(scene, act.topic)
    turn.happen(Asked(what=act.topic, granted=not reason))
    if reason:
        turn.add(f"request.refused.{reason}", "request.refused", **_slots(scene, reason))
    else:
        turn.add(f"request.{act.topic}", "request.refused")


_LACKS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:have|has|had)(?: not|n't|n’t) (?:yet |even |actually )?(?:seen|read|had|been (?:given|shown))\b"
        r"|\b(?:have|has|had) (?:never|not yet) (?:seen|read|had|been (?:given|shown))\b"
        r"|\bnobody has (?:given|shown)\b",
        re.I,
    ),
    "zh": re.compile("[没未](?:有)?(?:让我?|给我?|能|来得及|机会)?(?:看|读|阅|见|谈|聊)|(?:看|读|阅|见)都没"),
}


def lacks(scene: Scene, act: Act) -> bool:
    """Whether counsel says what they have not had: "I haven't seen the file" turns nothing down, it asks."""
    said = scene.text[slice(*act.span)]
    return act.verb == "request" and act.polarity == "negated" and bool(_LACKS[scene.lang].search(said))


def refusal(scene: Scene, topic: str) -> str:
    """What stands against a request of this topic now, as the end of a key; nothing where it is granted."""
    return _AGAINST[topic](scene) if topic in _AGAINST else ""


def _recording(scene: Scene) -> str:
    """A recording is called up where a record is in doubt: which one, or what in it (CPL 56, 58, 123)."""
    doubted = DOUBTS & ({a.id for a in scene.reading.acts if a.holds} | scene.state.done)
    return "" if doubted or _lead(scene, _THE_RECORDING.sub("_", scene.text)) else "recording"


def _evidence(scene: Scene) -> str:
    """Evidence is gathered on a lead: where it is, or what it bears on (CPL 41)."""
    return "" if _lead(scene, scene.text) else "evidence_collection"


def _lead(scene: Scene, words: str) -> bool:
    """Whether the words name a particular of the case: a fact, a weak point, a paper."""
    script, lang = scene.play.script, scene.lang
    topics = [*(f.topics for f in script.facts), *(w.topics for w in script.weak_points)]
    if any(mentions(t, words, lang) for t in topics):
        return True
    return any(d.title[lang].casefold() in words.casefold() for d in script.documents)


def _bail(scene: Scene) -> str:
    """Release turns on danger to society, shown or not (CPL 67, 81, 97), and on being held at all."""
    if free := _custody(scene):
        return free
    found = [c for c in scene.play.script.circumstances if c.ground == _DANGER]
    taken_up = bargain.taken_up(scene.play, scene.state)
    return "" if any(c.id in taken_up or shown(scene, c) for c in found) else "bail"


def _custody(scene: Scene) -> str:
    """Custody is reviewed for whoever asks (CPL 95), where there is any."""
    return "" if scene.play.script.params.detained else "free"


def _social_report(scene: Scene) -> str:
    """An assessment is for probation or public surveillance (Opinion 35): of no use where neither is open."""
    widest = bargain.result_with(scene.play, bargain.shown(scene.play, scene.state))
    return "" if widest.probation.possible or "control" in widest.alternatives else "social_report"


_AGAINST: dict[str, Callable[[Scene], str]] = {
    "recording": _recording,
    "evidence_collection": _evidence,
    "bail": _bail,
    "custody_review": _custody,
    "social_report": _social_report,
}
"""What need not be given to everybody who asks. The rest is owed: file, private talk, time to think, record, reasons,
a correction, an interpreter, a guardian for a minor, word to the victim (CPL 36, 173; Opinion 10, 12, 27)."""


def _slots(scene: Scene, reason: str) -> dict[str, str]:
    """What would have to be shown, as the case calls it."""
    if reason != "bail":
        return {}
    found = scene.circumstances_for(_DANGER)
    return {"ground": found[0].name[scene.lang]} if found else {}

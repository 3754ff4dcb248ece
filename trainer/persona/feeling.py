"""What words do to trust and fear, and how pressure comes out and is dealt with (Opinion 28, 39)."""

from __future__ import annotations

from dataclasses import dataclass, field

from trainer.acts import Act
from trainer.events import Event, MindMoved
from trainer.persona.scene import Scene, mentions

_TRUST = {
    "rapport:greet": 0.01,
    "rapport:introduce": 0.03,
    "rapport:empathise": 0.06,
    "rapport:reassure": 0.03,
    "rapport:apologise": 0.03,
    "rapport:thank": 0.02,
    "inform:role": 0.08,
    "inform:confidentiality": 0.14,
    "ask:account": 0.06,
    "ask:goals": 0.07,
    "ask:background": 0.05,
    "ask:capacity": 0.03,
    "ask:questions": 0.04,
    "ask:teach_back": 0.02,
    "ask:instructions": 0.04,
    "ask:pressure": 0.03,
    "ask:promise": 0.02,
    "grant:time": 0.05,
    "grant:private_talk": 0.05,
    "promise:effort": 0.04,
    "repair:correct_self": 0.03,
    "advise:wait": 0.02,
    "request:private_meeting": 0.03,
    "request:time": 0.03,
    "press:hurry": -0.1,
    "press:just_sign": -0.14,
    "press:take_it": -0.12,
    "threaten:heavier_charge": -0.2,
    "threaten:custody": -0.2,
    "threaten:heavier_sentence": -0.18,
    "threaten:family": -0.25,
    "breach:insult": -0.2,
    "breach:lead_witness": -0.04,
    "breach:mislead": -0.1,
    "breach:infer_from_signature": -0.05,
}
"""What each act does to trust; half as much each time it is repeated."""

_PRESSURE = {
    "press:hurry": 0.12,
    "press:just_sign": 0.18,
    "press:take_it": 0.16,
    "threaten:heavier_charge": 0.35,
    "threaten:custody": 0.35,
    "threaten:heavier_sentence": 0.3,
    "threaten:family": 0.4,
}
_DISPELS_HOPES = {"inform:liberty", "inform:effect"}
"""What clears up a promise; of a threat, telling what will happen takes nothing away."""
_DEALS_WITH_PRESSURE = {
    "inform:system",
    "advise:wait",
    "advise:not_sign",
    "inform:confidentiality",
    "argue:illegal_evidence",
    "request:time",
    "request:correction",
    "request:recording",
    "record:opinion",
    "request:record_opinion",
    "grant:time",
}
RELIEF = 0.2
"""What one right word or deed takes off a pressure that has come out."""
BEARABLE = 0.35
"""Below this a pressure no longer decides for them."""


@dataclass
class Change:
    """Changes of mind gathered over one turn."""

    understanding: dict[str, float] = field(default_factory=dict)
    believes: list[str] = field(default_factory=list)
    drops: list[str] = field(default_factory=list)
    trust: float = 0.0
    pressure: dict[str, float] = field(default_factory=dict)
    disclosed: list[str] = field(default_factory=list)
    dealt: list[str] = field(default_factory=list)

    def event(self, who: str, why: str) -> list[Event]:
        """One event, or none where nothing changed."""
        moved = MindMoved(
            who=who,
            why=why,
            understanding={k: round(v, 3) for k, v in self.understanding.items()},
            believes=tuple(self.believes),
            drops=tuple(self.drops),
            trust=round(self.trust, 3),
            pressure={k: round(v, 3) for k, v in self.pressure.items()},
            disclosed=tuple(self.disclosed),
            dealt=tuple(self.dealt),
        )
        return [moved] if moved != MindMoved(who=who, why=why) else []


def feel(scene: Scene, done: list[Act], change: Change) -> None:
    """What this turn does to trust, pressure and hopes."""
    source = f"by_{scene.state.trainee}"
    for act in done:
        weight = _TRUST.get(act.id, 0.0)
        if weight > 0 and act.id in scene.state.done:
            weight *= 0.4
        change.trust += weight * (1.25 if weight > 0 and scene.room.private else 1.0)
        if act.id in _PRESSURE:
            gain = _PRESSURE[act.id] * (0.6 + scene.traits.fear)
            change.pressure[source] = change.pressure.get(source, 0.0) + gain
        if act.verb == "promise" and act.topic in ("outcome", "leniency"):
            change.believes.append(f"effect.promised_by_{scene.state.trainee}")
    hopes = _DISPELS_HOPES if scene.play.script.mind.promise_fact else set()
    helping = [a for a in done if a.id in _DEALS_WITH_PRESSURE | hopes]
    helping = helping or _takes_it_up(scene, done)
    for name in sorted(scene.state.mind.disclosed - scene.state.mind.dealt) if helping else []:
        change.pressure[name] = -RELIEF * len(helping)
        if scene.state.mind.pressure.get(name, 0.0) - RELIEF * len(helping) < BEARABLE:
            change.dealt.append(name)


_TAKES_UP = frozenset(("inform", "advise", "record", "request", "grant", "promise", "argue"))
_COMFORTS = frozenset(("rapport:reassure",))


def _takes_it_up(scene: Scene, done: list[Act]) -> list[Act]:
    """What a turn does about the threat or promise it names ("nobody may go to the school, that was unlawful"): one act
    of it, whatever kind it was taken for. A turn that presses does nothing about it."""
    facts, mind = scene.play.facts, scene.play.script.mind
    behind = [facts[x] for x in (mind.pressure_fact, mind.promise_fact) if x]
    if not any(mentions(f.named, scene.text, scene.lang) for f in behind):
        return []
    if any(a.verb in ("press", "threaten", "breach") for a in done):
        return []
    taken = (a for a in done if (a.verb in _TAKES_UP and a.id != "inform:fact") or a.id in _COMFORTS)
    return list(taken)[:1]


def disclose(scene: Scene, told: tuple[str, ...], change: Change) -> None:
    """A secret told brings the pressure behind it into the open."""
    mind = scene.play.script.mind
    if mind.pressure_fact in told or mind.promise_fact in told:
        change.disclosed += sorted(scene.state.mind.pressure)
        change.trust += 0.05

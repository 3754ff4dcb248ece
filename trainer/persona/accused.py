"""The accused: what an utterance does to understanding, trust and fear, and what they say to it.

The dispositions follow the study (2.1, 3.2): accused who accept and please, say yes to a closed question whatever the
truth, and show what they have understood only when asked to say it back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from trainer.acts import DUTIES, Act
from trainer.dialogue import law_talk
from trainer.events import Event, Learnt, MindMoved
from trainer.persona import facts
from trainer.persona.intent import Move, Reply, say
from trainer.persona.plea import beliefs_on, is_free, is_knowing
from trainer.persona.scene import Scene

GOT, HALF = 0.55, 0.3
FLOOD = 4
"""So many duties in one turn, and little of any of them stays."""
MAX_MOVES = 3

_TRUST = {
    "rapport:greet": 0.01, "rapport:introduce": 0.03, "rapport:empathise": 0.06, "rapport:reassure": 0.03,
    "rapport:apologise": 0.03, "rapport:thank": 0.02, "inform:role": 0.08, "inform:confidentiality": 0.14,
    "ask:account": 0.06, "ask:goals": 0.07, "ask:background": 0.05, "ask:capacity": 0.03, "ask:questions": 0.04,
    "ask:teach_back": 0.02, "ask:instructions": 0.04, "ask:pressure": 0.03, "ask:promise": 0.02, "grant:time": 0.05,
    "grant:private_talk": 0.05, "promise:effort": 0.04, "repair:correct_self": 0.03, "advise:wait": 0.02,
    "request:private_meeting": 0.03, "request:time": 0.03,
    "press:hurry": -0.1, "press:just_sign": -0.14, "press:take_it": -0.12, "threaten:heavier_charge": -0.2,
    "threaten:custody": -0.2, "threaten:heavier_sentence": -0.18, "threaten:family": -0.25, "breach:insult": -0.2,
    "breach:lead_witness": -0.04, "breach:mislead": -0.1, "breach:infer_from_signature": -0.05,
}  # fmt: skip
"""What each act does to trust; half as much each time it is repeated."""

_PRESSURE = {"press:hurry": 0.12, "press:just_sign": 0.18, "press:take_it": 0.16, "threaten:heavier_charge": 0.35,
             "threaten:custody": 0.35, "threaten:heavier_sentence": 0.3, "threaten:family": 0.4}  # fmt: skip
_DEALS_WITH_PRESSURE = {"inform:system", "inform:liberty", "inform:effect", "advise:not_sign", "advise:wait",
                        "request:correction", "record:opinion", "request:record_opinion", "grant:time"}  # fmt: skip
_DIRECT = {  # acts whose answer is simply a line of that key
    "ask:goals": "ask.goals", "ask:capacity": "ask.capacity", "ask:background": "ask.background",
    "ask:instructions": "ask.instructions", "ask:opinion": "ask.opinion", "ask:procedure": "ask.procedure",
    "ask:grounds": "ask.grounds", "inform:role": "hear.role", "inform:confidentiality": "hear.confidentiality",
}  # fmt: skip


@dataclass
class _Change:
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
            who=who, why=why, understanding={k: round(v, 3) for k, v in self.understanding.items()},
            believes=tuple(self.believes), drops=tuple(self.drops), trust=round(self.trust, 3),
            pressure={k: round(v, 3) for k, v in self.pressure.items()}, disclosed=tuple(self.disclosed),
            dealt=tuple(self.dealt),
        )  # fmt: skip
        return [moved] if moved != MindMoved(who=who, why=why) else []


def respond(scene: Scene) -> Reply:
    """The answer of the accused to the trainee's turn."""
    change = _Change()
    done = [a for a in scene.reading.acts if a.holds]
    _feel(scene, done, change)
    moves = _hear_duties(scene, done, change)
    for act in scene.reading.acts:
        move = _answer(scene, act, change) if act.holds else _unreal(scene, act)
        if move and move.gist not in {m.gist for m in moves}:
            moves.append(move)
    moves = _select(moves) or [_at_a_loss(scene)]
    told = tuple(f for m in moves for f in m.facts if f not in scene.state.known)
    _disclose(scene, told, change)
    tail = _wonder(scene, moves)
    events = change.event(scene.who, ",".join(a.id for a in done))
    if told:
        events.append(Learnt(facts=told, source=scene.who))
    return Reply(moves=(*moves, *tail), events=tuple(events))


def _feel(scene: Scene, done: list[Act], change: _Change) -> None:
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
    if scene.state.mind.disclosed and any(a.id in _DEALS_WITH_PRESSURE for a in done):
        for name in sorted(scene.state.mind.disclosed - scene.state.mind.dealt):
            change.dealt.append(name)
            change.pressure[name] = -0.3


def _hear_duties(scene: Scene, done: list[Act], change: _Change) -> list[Move]:
    """What is told on the ten duties: understanding grows by plainness and schooling, wrong law takes root."""
    told = list(dict.fromkeys(a.duty for a in done if a.duty))
    wrong = {law_talk.claims()[c].duty: c for c in scene.reading.claims}
    flooded = len(told) >= FLOOD
    moves: list[Move] = []
    for duty in told:
        before = scene.state.mind.understands(duty)
        if duty in wrong:
            change.believes.append(wrong[duty])
            change.understanding[duty] = -0.15
            moves.append(say(f"hear.{duty}.wrong"))
            continue
        gain = _gain(scene, duty, flooded)
        change.understanding[duty] = gain
        after = min(1.0, before + gain)
        if after >= GOT:
            change.drops += [b for b in beliefs_on(scene.play, scene.state, duty) if duty in scene.reading.plain]
        moves.append(say(_heard(duty, before, after)))
    if flooded:
        return [say("hear.flood"), *moves[-1:]]
    if told and not scene.reading.plain and law_talk.is_form(scene.text, scene.lang):
        return [say("hear.readout"), *moves[-1:]]
    return moves


def _gain(scene: Scene, duty: str, flooded: bool) -> float:
    schooling = scene.traits.schooling
    if duty in scene.reading.plain:
        gain = 0.34 + 0.36 * schooling + (0.08 if scene.state.mind.trust >= 0.5 else 0.0)
    else:
        gain = 0.06 + 0.3 * schooling * schooling
    return gain * (0.35 if flooded else 1.0)


def _heard(duty: str, before: float, after: float) -> str:
    if before >= GOT:
        return "hear.again"
    return f"hear.{duty}.got" if after >= GOT else f"hear.{duty}.half" if after >= HALF else f"hear.{duty}.lost"


def _answer(scene: Scene, act: Act, change: _Change) -> Move | None:
    """The answer to one act that was really done."""
    if act.duty:
        # Told as a duty above; a point of evidence may also be a fact they can speak to.
        return None
    if act.id in _DIRECT:
        return say(_DIRECT[act.id])
    special = _SPECIAL.get(act.id)
    if special:
        return special(scene, act, change)
    return _BY_VERB[act.verb](scene, act) if act.verb in _BY_VERB else None


def _account(scene: Scene, act: Act, change: _Change) -> Move:
    if scene.state.mind.trust + change.trust < 0.3 * (1.5 - scene.traits.openness):
        return say("ask.account.guarded", "ask.account")
    return say("ask.account") if scene.times("ask.account") < 3 else say("ask.account.again")


def _fact(scene: Scene, act: Act, change: _Change) -> Move:
    return facts.answer(scene)


def _secret(kind: str) -> Callable[[Scene, Act, _Change], Move]:
    def answer(scene: Scene, act: Act, change: _Change) -> Move:
        mind = scene.play.script.mind
        fact = scene.play.facts.get(mind.pressure_fact if kind == "pressure" else mind.promise_fact)
        if fact is None:
            return say(f"ask.{kind}.nothing")
        return facts.tell(scene, fact)

    return answer


def _understanding(scene: Scene, act: Act, change: _Change) -> Move:
    honest = scene.state.mind.trust >= 0.65 and scene.traits.please <= 0.5 and not is_knowing(scene.play, scene.state)
    return say("ask.understanding.honest" if honest else "ask.understanding")


def _teach_back(scene: Scene, act: Act, change: _Change) -> Move:
    about = [d for d in act.slots.get("about", []) if d in DUTIES]
    recent = sorted(scene.state.explained, key=lambda d: -scene.state.explained[d])
    asked = [d for d in about if d in scene.state.explained] or about or recent
    if not asked:
        return say("teach.nothing")
    untested = [d for d in asked if f"teach.{d}.right" not in scene.state.gists]
    duty = (untested or asked)[0]
    return give_back(scene, duty)


def give_back(scene: Scene, duty: str) -> Move:
    """What they make of a duty in their own words: right, in part, or wrong."""
    known = scene.state.mind.understands(duty)
    beliefs = beliefs_on(scene.play, scene.state, duty)
    if beliefs:
        return say(f"teach.{duty}.wrong", *(f"belief.{b}" for b in beliefs)) if beliefs[0].count(".") else say(
            f"belief.{beliefs[0]}", f"teach.{duty}.wrong")  # fmt: skip
    return say(f"teach.{duty}.{'right' if known >= GOT else 'part' if known >= HALF else 'wrong'}")


def _questions(scene: Scene, act: Act, change: _Change) -> Move:
    duty = _open_question(scene)
    shy = scene.traits.please > 0.7 and scene.state.mind.trust < 0.4
    return say(f"wonder.{duty}") if duty and not shy else say("ask.questions.none")


def inclination(scene: Scene) -> str:
    """Whether they would sign now: `sign`, `unsure` or `refuse`."""
    mind, traits = scene.play.script.mind, scene.traits
    if not is_free(scene.state) and traits.fear >= 0.3:
        return "sign"
    offer = scene.state.offer
    limit = mind.authority_months
    too_much = bool(limit and offer and offer.months and offer.months[1] > limit)
    if mind.wants == "refuse" or ("advise:not_sign" in scene.state.done and scene.state.mind.trust > 0.5):
        return "refuse"
    if too_much:
        return "sign" if traits.please >= 0.8 else "unsure"
    return "sign" if mind.wants == "sign" or is_knowing(scene.play, scene.state) else "unsure"


def _decision(scene: Scene, act: Act, change: _Change) -> Move:
    return say(f"ask.decision.{inclination(scene)}")


def _lead(scene: Scene, act: Act, change: _Change) -> Move:
    return say("breach.lead_witness")


def _evidence(scene: Scene, act: Act, change: _Change) -> Move:
    return facts.answer(scene, evade="ask.evidence") if scene.facts_touched() else say("ask.evidence")


def _victim(scene: Scene, act: Act, change: _Change) -> Move:
    return facts.answer(scene, evade="ask.victim") if scene.facts_touched() else say("ask.victim")


def _restitution(scene: Scene, act: Act, change: _Change) -> Move:
    return say(f"{'propose' if act.verb == 'propose' else 'advise'}.{'repair' if act.verb == 'advise' else 'restitution'}",
               "propose.restitution")  # fmt: skip


_SPECIAL = {
    "ask:account": _account, "ask:fact": _fact, "ask:pressure": _secret("pressure"), "ask:promise": _secret("promise"),
    "ask:understanding": _understanding, "ask:teach_back": _teach_back, "ask:questions": _questions,
    "ask:decision": _decision, "ask:evidence": _evidence, "ask:victim": _victim, "breach:lead_witness": _lead,
    "propose:restitution": _restitution, "advise:repair": _restitution,
}  # fmt: skip


def _inform(scene: Scene, act: Act) -> Move:
    return say("hear.fact")


def _propose(scene: Scene, act: Act) -> Move:
    keys = {"sentence": "propose.sentence", "probation": "propose.sentence", "apology": "propose.apology"}
    return say(keys.get(act.topic, "propose.other"))


def _keyed(scene: Scene, act: Act) -> Move:
    return say(f"{act.verb}.{act.topic}")


def _breach(scene: Scene, act: Act) -> Move:
    return say("breach.insult" if act.topic == "insult" else "breach.other")


def _plain_verb(scene: Scene, act: Act) -> Move:
    return say(act.verb)


_BY_VERB = {
    "inform": _inform, "argue": lambda s, a: say("hear.argue"), "propose": _propose, "promise": _keyed,
    "press": _keyed, "threaten": _keyed, "rapport": _keyed, "repair": _keyed, "advise": _keyed,
    "breach": _breach, "request": lambda s, a: say("request.other"), "grant": _plain_verb, "accept": _plain_verb,
    "reject": _plain_verb, "record": _plain_verb,
}  # fmt: skip
_RANK = ("fact.", "threaten", "breach", "press", "teach", "belief", "ask.", "hear", "promise", "advise", "propose",
         "wonder", "request", "grant", "record", "repair", "accept", "reject", "rapport")  # fmt: skip


def _rank(move: Move) -> int:
    return next((i for i, prefix in enumerate(_RANK) if move.gist.startswith(prefix)), len(_RANK))


def _select(moves: list[Move]) -> list[Move]:
    """The two most telling moves, in the order in which they came up."""
    if len(moves) <= 1:
        return moves
    kept = sorted(range(len(moves)), key=lambda i: (_rank(moves[i]), i))[:2]
    return [moves[i] for i in sorted(kept)]


def _unreal(scene: Scene, act: Act) -> Move | None:
    """A negated act is a refusal in their eyes; what is only supposed or reported asks for nothing."""
    if act.polarity == "negated" and act.verb in ("inform", "request", "grant", "accept"):
        return say("reject")
    return None


def _at_a_loss(scene: Scene) -> Move:
    """Words that could not be placed: a fact they touch, a bit of talk, or an honest `what do you mean?`."""
    touched = [f for f in scene.facts_touched() if f.id not in scene.state.known]
    asks = "?" in scene.text or "？" in scene.text
    if touched and asks:
        return facts.tell(scene, touched[0])
    if len(scene.text) < 14 and not asks:
        return say("smalltalk" if scene.rng.random() < 0.5 else "idle")
    if not asks and scene.rng.random() < 0.4:
        return say("smalltalk")
    return say("unclear.again" if scene.times("unclear") else "unclear")


def _disclose(scene: Scene, told: tuple[str, ...], change: _Change) -> None:
    mind = scene.play.script.mind
    if mind.pressure_fact in told or mind.promise_fact in told:
        change.disclosed += sorted(scene.state.mind.pressure)
        change.trust += 0.05


def _open_question(scene: Scene) -> str:
    """A duty they wonder about: one with a line of the case first, else one heard of and not understood."""
    mind = scene.state.mind
    half = [d for d in DUTIES if d in scene.state.explained and mind.understands(d) < GOT]
    new = [d for d in DUTIES if d not in scene.state.explained and mind.understands(d) < HALF]
    asked = {d for d in DUTIES if scene.times(f"wonder.{d}")}
    rest = [d for d in [*half, *new] if d not in asked]
    if not rest:
        return ""
    return rest[0] if half else rest[scene.rng.randrange(len(rest))]


def _wonder(scene: Scene, moves: list[Move]) -> tuple[Move, ...]:
    """Now and then, with some trust, they ask something of their own."""
    busy = any(m.gist.startswith(("wonder", "unclear", "threaten", "press", "breach", "fact", "teach")) for m in moves)
    if busy or len(moves) >= MAX_MOVES or scene.state.mind.trust < 0.35 or scene.state.trainee_turns < 3:
        return ()
    if scene.rng.random() > 0.16 + 0.25 * scene.state.mind.trust - 0.15 * scene.traits.please:
        return ()
    duty = _open_question(scene)
    return (say(f"wonder.{duty}"),) if duty else ()


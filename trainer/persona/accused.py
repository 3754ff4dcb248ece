"""The accused: what an utterance does to understanding, trust and fear, and what they say to it.

The dispositions follow the study (2.1, 3.2): accused who accept and please, say yes to a closed question whatever the
truth, and show what they have understood only when asked to say it back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from trainer.acts import Act
from trainer.events import Learnt
from trainer.persona import breath, facts, own_mind, subject, teach_back
from trainer.persona.feeling import Change, disclose, feel
from trainer.persona.grasp import hear_duties
from trainer.persona.intent import Move, Reply, say
from trainer.persona.scene import Scene
from trainer.scenario.models import Fact
from trainer.state import fold
from trainer.text import Lang

_DIRECT = {  # acts whose answer is simply a line of that key
    "ask:goals": "ask.goals",
    "ask:capacity": "ask.capacity",
    "ask:background": "ask.background",
    "ask:instructions": "ask.instructions",
    "ask:opinion": "ask.opinion",
    "ask:procedure": "ask.procedure",
    "ask:grounds": "ask.grounds",
    "inform:role": "hear.role",
    "inform:confidentiality": "hear.confidentiality",
}


GUESSED = 0.25
"""What is understood with less confidence is no more than a guess: better to ask than to answer it."""

THREAT = 0.5
"""A threat that may be none ("whether you are let out is not for him to say") frightens nobody."""


def respond(scene: Scene) -> Reply:
    """The answer of the accused to the trainee's turn."""
    change = Change()
    heard = [a for a in scene.reading.acts if a.confidence >= (THREAT if a.verb == "threaten" else GUESSED)]
    done = [a for a in heard if a.holds]
    feel(scene, done, change)
    moves = hear_duties(scene, done, change)
    asked = [a for a in heard if a.verb == "ask"]
    for act in heard:
        own = subject.after(scene.part(act), moves)
        moves += [m for m in _answers(own, act, change) if m.gist not in {x.gist for x in moves}]
    if (named := _named(scene)) and len(asked) < 2 and named not in moves and all(_yields(scene, a) for a in asked):
        moves.append(named)  # a question that was taken for something else
    moves = breath.select(scene, breath.past_greetings(scene, moves)) or [_at_a_loss(scene)]
    told = tuple(f for m in moves for f in m.facts if f not in scene.state.known)
    disclose(scene, told, change)
    tail = breath.wonder(scene, moves)
    events = change.event(scene.who, ",".join(a.id for a in done))
    if told:
        events.append(Learnt(facts=told, source=scene.who))
    return Reply(moves=(*moves, *tail), events=tuple(events))


def _answers(scene: Scene, act: Act, change: Change) -> list[Move]:
    """What is said to one act; the scene is that of its own question where the turn asks several."""
    named = _named(scene) if act.verb == "ask" else None
    if named and _yields(scene, act):
        return [named]
    if act.id == "ask:teach_back" and act.holds:
        return teach_back.said_back(_after(scene, change), act)
    answer = _answer(scene, act, change) if act.holds or _put_to_them(act) else _unreal(scene, act)
    return [answer] if answer else []


def _after(scene: Scene, change: Change) -> Scene:
    """The scene with what was explained in the same breath taken in: "it is prison. Say that back to me"."""
    return replace(scene, state=fold(scene.state, change.event(scene.who, "")))


def _named(scene: Scene) -> Move | None:
    """The answer to a question by what it names, whatever kind of question it was taken for."""
    if subject.on_payment(scene):
        return facts.means(scene)
    if found := subject.asked_about(scene):
        known = all(f.id in scene.state.known for f in found)
        # Asked whether they would still sign, nobody tells once more what counsel has heard from them.
        if known and own_mind.would_sign(scene):
            return own_mind.will(scene)
        return own_mind.no_longer_pressed(scene, found) or facts.about(scene, found)
    story = subject.story(scene)
    return say(story, "ask.account") if story else None


_OF_THEMSELVES = ("ask:teach_back", "ask:understanding", "ask:decision", "ask:questions", "ask:instructions")
"""Questions about their own mind: what they name is what they are to speak on, and not what is asked."""
CLEAR = 0.6


def _yields(scene: Scene, act: Act) -> bool:
    """Whether what a question names decides its answer: not where its kind is clear and has an answer of its own."""
    if act.confidence < CLEAR or subject.asks_on(scene):
        return True
    if act.id == "ask:goals":
        # "What do you want, apart from going home?": the promise behind it was told before.
        return any(f.id not in scene.state.known for f in subject.asked_about(scene))
    if act.id in ("ask:pressure", "ask:promise"):
        return not _secret_of(scene, act.topic) or own_mind.would_sign(scene)
    return act.id not in _OF_THEMSELVES


def _secret_of(scene: Scene, kind: str) -> str:
    mind = scene.play.script.mind
    return mind.pressure_fact if kind == "pressure" else mind.promise_fact


def _put_to_them(act: Act) -> bool:
    """Counsel passes an offer on, or asks what the client would give: reported, and still waiting for their word."""
    return act.verb == "propose" and act.polarity == "reported"


def _answer(scene: Scene, act: Act, change: Change) -> Move | None:
    """The answer to one act that was really done."""
    if act.duty:
        # Told as a duty above; a point of evidence may also be a fact they can speak to.
        return None
    if act.verb == "ask" and own_mind.could_pay(scene):
        return _restitution(scene, act, change)
    if act.id == "ask:background" and any(f.id not in scene.state.known for f in scene.facts_touched()):
        return facts.answer(scene, evade=_DIRECT[act.id])  # "were you at work that day?": the case, not the person
    if act.id == "ask:capacity" and own_mind.on_reading(scene):
        return say("ask.capacity.reading", "ask.capacity")
    if act.id in _DIRECT:
        return say(_DIRECT[act.id])
    special = _SPECIAL.get(act.id)
    if special:
        return special(scene, act, change)
    return _BY_VERB[act.verb](scene, act) if act.verb in _BY_VERB else None


def _account(scene: Scene, act: Act, change: Change) -> Move:
    fresh = [f for f in scene.facts_touched() if f.id not in scene.state.known]
    if any(facts.can_tell(scene, f) for f in fresh):
        return facts.answer(scene)  # "and the laptop?": that, not the whole story
    if scene.state.mind.trust + change.trust < 0.3 * (1.5 - scene.traits.openness):
        return say("ask.account.guarded", "ask.account")
    return say("ask.account") if scene.times("ask.account") < 3 else say("ask.account.again")


def _fact(scene: Scene, act: Act, change: Change) -> Move:
    return facts.answer(scene, evade=_unknown(scene))


_OWN: dict[Lang, re.Pattern[str]] = {"en": re.compile(r"\byou(?:r|rs)?\b", re.I), "zh": re.compile("[你您]")}


def _unknown(scene: Scene) -> str:
    """Of one's own doings nobody says that they saw nothing: there one looks for words, or holds back."""
    return "ask.fact.own" if _OWN[scene.lang].search(subject.asking(scene)) else "ask.fact.unknown"


def _secret(kind: str) -> Callable[[Scene, Act, Change], Move]:
    def answer(scene: Scene, act: Act, change: Change) -> Move:
        if act.confidence < CLEAR and (taught := own_mind.was_taught(scene)):
            return taught
        fact = scene.play.facts.get(_secret_of(scene, kind)) or _other_secret(scene)
        if fact is None:
            return say(f"ask.{kind}.nothing")
        return own_mind.no_longer_pressed(scene, [fact]) or facts.tell(scene, fact)

    return answer


def _other_secret(scene: Scene) -> Fact | None:
    """What they can tell of the other kind: "what did the officer say?" where nothing was promised."""
    mind = scene.play.script.mind
    secrets = [f for f in scene.facts_touched() if f.id in (mind.pressure_fact, mind.promise_fact)]
    return next((f for f in secrets if facts.can_tell(scene, f)), None)


def _decision(scene: Scene, act: Act, change: Change) -> Move:
    return say("propose.apology") if own_mind.would_write(scene) else own_mind.will(scene)


def _lead(scene: Scene, act: Act, change: Change) -> Move:
    return say("breach.lead_witness")


def _evidence(scene: Scene, act: Act, change: Change) -> Move:
    return facts.answer(scene, evade="ask.evidence") if scene.facts_touched() else say("ask.evidence")


_SOMEBODY_ELSE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:she|her|he|him|his|they|them|their|victim|owner|company|m[rs]s?\b\.?|whose|whom?)\b", re.I),
    "zh": re.compile("[她他]|被害|受害|失主|公司|单位|女士|先生|老师|经理|谁|人家|对方"),
}


def _victim(scene: Scene, act: Act, change: Change) -> Move:
    if not _SOMEBODY_ELSE[scene.lang].search(subject.asking(scene)) and not scene.facts_touched():
        # "How are you?" is asked of those who were hurt as well, and here of no victim.
        return say("ask.capacity.health", "ask.capacity")
    return facts.answer(scene, evade="ask.victim") if scene.facts_touched() else say("ask.victim")


def _restitution(scene: Scene, act: Act, change: Change) -> Move:
    if subject.on_payment(scene):
        return facts.means(scene)
    if any(facts.can_tell(scene, f) and f.id not in scene.state.known for f in scene.facts_touched()):
        return facts.answer(scene)  # "could your wife raise the money?": what there is, before what they think of it
    return say("advise.repair" if act.verb == "advise" else "propose.restitution", "propose.restitution")


_SPECIAL = {
    "ask:account": _account,
    "ask:fact": _fact,
    "ask:pressure": _secret("pressure"),
    "ask:promise": _secret("promise"),
    "ask:understanding": lambda scene, act, change: teach_back.understood(scene, act),
    "ask:questions": lambda scene, act, change: teach_back.questions(scene),
    "ask:decision": _decision,
    "ask:evidence": _evidence,
    "ask:victim": _victim,
    "breach:lead_witness": _lead,
    "propose:restitution": _restitution,
    "advise:repair": _restitution,
}


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
    "inform": _inform,
    "argue": lambda s, a: say("hear.argue"),
    "propose": _propose,
    "promise": _keyed,
    "press": _keyed,
    "threaten": _keyed,
    "rapport": _keyed,
    "repair": _keyed,
    "advise": _keyed,
    "breach": _breach,
    "request": lambda s, a: say("request.other"),
    "grant": _plain_verb,
    "accept": _plain_verb,
    "reject": _plain_verb,
    "record": _plain_verb,
}


def _unreal(scene: Scene, act: Act) -> Move | None:
    """A negated act is a refusal in their eyes; what is only supposed or reported asks for nothing."""
    if act.polarity == "negated" and act.verb in ("inform", "request", "grant", "accept"):
        return say("reject")
    return None


def _at_a_loss(scene: Scene) -> Move:
    """Words that could not be placed: a fact they touch, a bit of talk, or an honest `what do you mean?`."""
    traits = scene.traits
    touched = [f for f in scene.facts_touched() if f.id not in scene.state.known]
    asks = bool(subject.asking(scene))
    terms = scene.reading.terms
    if terms and (terms.restitution_yuan or terms.apology):
        # A sum or a letter that is put to them is plain, whatever else of the words was not.
        return say("propose.restitution" if terms.restitution_yuan else "propose.apology")
    if touched and asks:
        return facts.answer(scene, evade=_unknown(scene))
    if own_mind.is_taken_up(scene):
        return say("hear.told")
    if len(scene.text) < 14 and not asks:
        return say("smalltalk" if scene.rng.random() < 0.5 else "idle")
    if not asks and scene.rng.random() < 0.4:
        return say("smalltalk")
    return say("unclear.again" if scene.times("unclear") > 2 * traits.patience else "unclear")

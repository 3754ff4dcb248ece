"""The victim on the line: hurt first, then to be asked, then perhaps ready to forgive. Never a veto (Opinion 16-18)."""

from __future__ import annotations

from trainer.acts import Act
from trainer.dialogue.gifts import is_kindness
from trainer.dialogue.payments import plan
from trainer.events import Established, Event, Learnt, VictimMoved
from trainer.i18n.phrases import yuan
from trainer.persona import facts, subject
from trainer.persona.intent import Move, Reply, courtesies_last, is_courtesy, say
from trainer.persona.scene import Scene
from trainer.scenario.models import USUAL_APOLOGY, Repair
from trainer.state import apply

SOFT = 0.4
"""From here on a victim whose loss is made good will write a letter of understanding."""

_SOFTENS = {"rapport:empathise": 0.16, "ask:account": 0.14, "ask:victim": 0.1, "ask:goals": 0.1, "ask:opinion": 0.1,
            "promise:repair": 0.08, "rapport:thank": 0.03, "inform:opinion": 0.06, "rapport:introduce": 0.03,
            "inform:role": 0.03, "propose:restitution": 0.06, "propose:meeting": 0.04}  # fmt: skip
_APOLOGIES = ("rapport:apologise", "propose:apology")
_APOLOGY = 0.3
"""What an apology softens where it counts for everything; `apology_counts` of the case says how far it goes."""
_HARDENS = {"press:hurry": 0.15, "press:take_it": 0.2, "press:just_sign": 0.2, "breach:insult": 0.35,
            "argue:provocation": 0.2, "argue:minor_amount": 0.12, "threaten:heavier_charge": 0.3, "propose:trade": 0.06,
            "argue:first_offender": 0.04, "argue:personal": 0.02}  # fmt: skip


def respond(scene: Scene) -> Reply:
    """The answer of the victim to the trainee's turn."""
    done = [a for a in scene.reading.acts if a.holds]
    moved = _softened(scene, done)
    events: list[Event] = [VictimMoved(softened=round(moved, 3))] if moved else []
    moves: list[Move] = []
    for act in done:
        # A question is answered by what it names: "are your father's messages safe?" is no question on what she wants.
        own = scene.part(act)
        named = subject.asked_about(own) if act.verb == "ask" else []
        move = facts.about(own, named) if named else _answer(own, act, moved)
        if move and move.gist not in {m.gist for m in moves}:
            moves.append(move)
    offered = _offered(scene, done)
    # "They would pay 900, would that do?" asks about the 900, and not what she has paid for.
    if (asked := _asked_beside(scene, done)) and (offered is None or subject.asked_about(scene)):
        moves.insert(0, asked)
    if offered is not None or any(a.id == "propose:restitution" for a in done):
        # What she wants is not told once more to who has just put it before her.
        past = ("hurt", "ask.other", "promise", *(("demand",) if _knows_the_demand(scene, offered) else ()))
        moves = [m for m in moves if not m.gist.startswith(past)][:1]
        sums, words = _consider(scene, offered, moved)
        events += sums
        moves.append(words)
        moves += _forgiveness(scene, events)
    moves = courtesies_last(moves)
    if moves and not is_courtesy(moves[0]):
        moves = [m for m in moves if m.gist not in ("rapport.thank", "rapport.greet", "rapport.introduce")]
    told = tuple(f for m in moves for f in m.facts if f not in scene.state.known)
    if told:
        events.append(Learnt(facts=told, source=scene.who))
    if is_kindness(scene.text, scene.lang) and not any(_of_weight(a) for a in done):
        moves = [say("kindness")]
    return Reply(moves=tuple(moves[:3]) or (_at_a_loss(scene),), events=tuple(events))


_SURE = 0.6


def _of_weight(act: Act) -> bool:
    """Whether an act is clear and more than a courtesy: then a cup of tea beside it is not what is answered."""
    return act.confidence >= _SURE and act.verb not in ("rapport", "other")


def _asked_beside(scene: Scene, done: list[Act]) -> Move | None:
    """A question that went under in a longer turn ("... were there earphones in it?"): what they have not told yet."""
    asks = any(a.verb == "ask" for a in done) or not ("?" in scene.text or "？" in scene.text)
    fresh = [f for f in scene.facts_touched() if f.id not in scene.state.known]
    return facts.answer(scene) if (fresh or subject.asked_about(scene)) and not asks else None


def _softened(scene: Scene, done: list[Act]) -> float:
    repair = scene.play.script.repair
    total, apology = 0.0, _APOLOGY * (repair.apology_counts if repair else USUAL_APOLOGY)
    for act in done:
        gain = (apology if act.id in _APOLOGIES else _SOFTENS.get(act.id, 0.0)) * (1.3 - 0.6 * scene.traits.anger)
        total += gain * (0.5 if act.id in scene.state.done else 1.0)
        total -= _HARDENS.get(act.id, 0.0) * (0.6 + 0.8 * scene.traits.anger)
    return total


def _answer(scene: Scene, act: Act, moved: float) -> Move | None:
    slots = _demand(scene)
    soft = scene.state.softened + moved
    match act.id:
        case "ask:account" | "ask:fact":
            return facts.answer(scene, evade="ask.account") if scene.facts_touched() else say("ask.account", "hurt")
        case "ask:victim" | "ask:goals" | "ask:opinion" | "ask:decision" | "ask:questions":
            return say("demand", **slots) if slots else say("hurt")
        case "rapport:apologise" | "propose:apology":
            return say("apology.soft" if soft >= 0.2 else "apology.cold")
        case "rapport:empathise":
            return say("empathy")
        case "breach:insult" | "argue:provocation":
            return say("insult")
        case "inform:opinion" | "inform:system" | "inform:effect" | "inform:alternatives":
            return say("explain")
        case "propose:trade" | "argue:minor_amount" | "argue:first_offender" | "argue:personal":
            return say("hurt" if soft < SOFT else "ask.other")
        case "request:victim_contact" | "propose:meeting":
            return (
                say("forgive")
                if _paid(scene) and soft >= SOFT
                else say("apology.soft" if soft >= 0.3 else "forgive.no")
            )
    return _by_verb(act)


def _by_verb(act: Act) -> Move | None:
    match act.verb:
        case "rapport":
            return say(f"rapport.{act.topic}")
        case "press" | "threaten":
            return say("pressed")
        case "promise":
            return say("promise")
        case "ask":
            return say("ask.other")
        case "inform" | "argue":
            return say("explain")
    return None


def _demand(scene: Scene) -> dict[str, str]:
    repair = scene.play.script.repair
    return {"yuan": yuan(repair.demand_yuan, scene.lang)} if repair else {}


def _offered(scene: Scene, done: list[Act]) -> float | None:
    terms = scene.reading.terms
    in_parts = plan(scene.text, scene.lang)
    if in_parts and any(a.verb in _OFFERS for a in done):
        return in_parts.total or _demanded(scene)
    if terms is None or not any(a.verb in _OFFERS or a.id == "inform:fact" for a in done):
        return None
    return terms.restitution_yuan or terms.fine_yuan


_OFFERS = ("propose", "promise", "accept")


def _knows_the_demand(scene: Scene, offered: float | None) -> bool:
    wanted = _demanded(scene)
    return bool(scene.times("demand")) or bool(wanted and offered and offered >= wanted)


def _demanded(scene: Scene) -> float | None:
    repair = scene.play.script.repair
    return repair.demand_yuan if repair else None


def _consider(scene: Scene, offered: float | None, moved: float) -> tuple[list[Event], Move]:
    """What a sum does: the softer they are, the less it has to be, down to what they need."""
    repair = scene.play.script.repair
    slots = _demand(scene)
    if repair is None:
        return [], say("ask.other")
    if offered is None:
        return [], say("restitution.vague", **slots)
    soft = min(1.0, max(0.0, scene.state.softened + moved))
    wanted = repair.demand_yuan - (repair.demand_yuan - repair.floor_yuan) * min(1.0, soft / 0.6)
    slots["offered"] = yuan(offered, scene.lang)
    events: list[Event] = [VictimMoved(offered_yuan=offered)]
    if offered + 1e-6 < wanted:
        return events, say("restitution.near" if offered >= wanted * 0.85 else "restitution.low", **slots)
    slots["yuan"] = slots["offered"]
    return _payment(scene, repair, offered, slots, events)


EARNEST = 0.5
"""The share of the whole that has to come at once, where the rest comes in parts."""


def _payment(
    scene: Scene, repair: Repair, offered: float, slots: dict[str, str], events: list[Event]
) -> tuple[list[Event], Move]:
    """The sum will do; is the money there? What nobody has in hand needs a plan that begins in earnest."""
    if repair.paid in scene.state.established:
        return events, say("restitution.accept", **slots)
    in_parts = plan(scene.text, scene.lang)
    now = in_parts.now if in_parts else offered
    slots["now"] = yuan(now, scene.lang)
    if in_parts and now < offered * EARNEST:
        return events, say("restitution.slow", "restitution.low", **slots)
    if not _agreed(scene, repair):
        return events, say("restitution.whose", "restitution.vague", **slots)
    if now > repair.means_yuan:
        return events, say("restitution.when", "restitution.vague", **slots)
    events.append(Established(circumstance=repair.paid))
    return events, say("restitution.parts" if in_parts else "restitution.accept", "restitution.accept", **slots)


_CONSENT = ("propose.restitution", "advise.repair")
"""What the accused says when repayment is put to them: in words of their own, and always a yes."""


def _agreed(scene: Scene, repair: Repair) -> bool:
    """Whether somebody who can pay has said so: nobody else's money is given away behind their back."""
    return any(scene.times(gist) for gist in _CONSENT) or bool(set(repair.agreed) & scene.state.known)


def _forgiveness(scene: Scene, events: list[Event]) -> list[Move]:
    repair = scene.play.script.repair
    state = scene.state
    for event in events:
        state = apply(state, event)
    if repair is None or repair.paid not in state.established or repair.forgiven in state.established:
        return []
    if state.softened < SOFT:
        return [] if scene.times("forgive.no") and not _asks_for_a_letter(scene) else [say("forgive.no")]
    events += [Established(circumstance=repair.forgiven), VictimMoved(forgave=True)]
    return [say("forgive")]


def _asks_for_a_letter(scene: Scene) -> bool:
    terms = scene.reading.terms
    return terms is not None and bool(terms.understanding)


def _paid(scene: Scene) -> bool:
    repair: Repair | None = scene.play.script.repair
    return bool(repair and repair.paid in scene.state.established)


def _at_a_loss(scene: Scene) -> Move:
    if scene.facts_touched() and ("?" in scene.text or "？" in scene.text):
        return facts.answer(scene, evade="ask.account")
    if scene.times("hurt") < 2 and scene.state.softened < SOFT:
        return say("hurt")
    return say("unclear.again" if scene.times("unclear") > 2 * scene.traits.patience else "unclear")

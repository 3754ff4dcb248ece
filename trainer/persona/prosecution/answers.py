"""Questions and formal words: what an office tells and records (CPL 36, 173; Opinion 27, 33)."""

from __future__ import annotations

from collections.abc import Callable

from trainer.acts import Act
from trainer.events import Asked, Learnt
from trainer.i18n.phrases import months, months_range
from trainer.persona import bargain, facts
from trainer.persona.intent import Move
from trainer.persona.prosecution.turn import Turn
from trainer.persona.scene import Scene

Handler = Callable[[Turn, Act], None]


def reasons(turn: Turn, act: Act) -> None:
    """How the figure is reached: start, base, range (Opinion 33)."""
    scene = turn.scene
    where = bargain.stand(scene.play, scene.state, scene.traits.generosity)
    result = where.result
    turn.add("offer.reasons", "ask.grounds",
             start=_span(result.start.used, scene), base=_span(result.base, scene),
             low=months(where.low, scene.lang), high=months(where.high, scene.lang), **turn.held)  # fmt: skip


def _span(value: tuple[float, float], scene: Scene) -> str:
    return months_range(*value, scene.lang)


def evidence(turn: Turn, act: Act) -> None:
    """What there is: a particular fact where one is asked for, else the evidence in short."""
    touched = [f for f in turn.scene.facts_touched() if turn.scene.traits.candour >= 0.35 or not f.favourable]
    if touched:
        tell(turn, touched[0].id)
    else:
        turn.add("ask.evidence")


def tell(turn: Turn, fact_id: str) -> None:
    """Tell a fact of the file; the trainee has learnt it."""
    if fact_id not in turn.scene.state.known:
        turn.happen(Learnt(facts=(fact_id,), source=turn.scene.who))
    turn.moves.append(Move(keys=(f"fact.{fact_id}", "ask.evidence"), facts=(fact_id,)))


def ask(turn: Turn, act: Act) -> None:
    """Any other question."""
    keys = {"victim": "ask.victim", "opinion": "ask.opinion", "procedure": "ask.procedure", "pressure": "ask.pressure",
            "promise": "ask.pressure"}  # fmt: skip
    given = [w for w in turn.scene.weak_points("gap", "wrong_charge") if w.id in turn.scene.state.grounds]
    if act.topic == "opinion" and any(turn.gave(w.id) for w in given):
        return  # given up in this very turn: that was the view
    if act.topic == "opinion" and given:
        turn.add("ground.given", ground=given[0].name[turn.scene.lang], **turn.held)
    elif act.topic == "fact" or (act.topic not in keys and turn.scene.facts_touched()):
        move = facts.answer(turn.scene)
        if move.facts:
            tell(turn, move.facts[0])
        else:
            turn.moves.append(move)
    else:
        turn.add(keys.get(act.topic, "ask.other"), "ask.other")


def record(turn: Turn, act: Act) -> None:
    """Something goes on record (CPL 173)."""
    turn.happen(Asked(what="record_opinion", granted=True))
    turn.add("decline_witness" if act.topic == "decline_witness" else "record")


MINOR_MONTHS = 6
"""Up to such a figure an offence may be so minor that no punishment is needed (CPL 177); above it none is."""


def non_prosecution(turn: Turn, act: Act) -> None:
    """Non-prosecution (CPL 177) is proposed: what stands against it in this case, or who decides on it."""
    scene, months_now = turn.scene, turn.offer.months
    repair = scene.play.script.repair
    paid = repair is None or bool({repair.paid, repair.forgiven} & scene.state.established)
    grave = months_now is None or months_now[1] > MINOR_MONTHS
    turn.add("nonpros.grave" if grave else "nonpros.refer" if paid else "nonpros.repair", "nonpros.answer", **turn.held)


def keyed(key: str, **_: str) -> Handler:
    """A handler that says a line of one key."""

    def answer(turn: Turn, act: Act) -> None:
        turn.add(key)

    return answer


def by_topic(turn: Turn, act: Act) -> None:
    """A line of the key `verb.topic`."""
    turn.add(f"{act.verb}.{act.topic}")


def with_offer(key: str) -> Handler:
    """A handler that says a line of one key, with the offer as it stands."""

    def answer(turn: Turn, act: Act) -> None:
        turn.add(key, **turn.held)

    return answer


def repair(turn: Turn, act: Act) -> None:
    """Repayment or an apology is proposed."""
    turn.add("restitution.welcome")

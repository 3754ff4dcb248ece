"""The duty lawyer, when the trainee prosecutes: one who only signs, or one who bargains (study 2.3.1, 4.3.1)."""

from __future__ import annotations

from trainer.acts import Act
from trainer.dialogue.options import options_in
from trainer.events import Event, GroundAnswered, Learnt, OfferAnswered, OfferMade
from trainer.i18n.phrases import cite, terms_phrase
from trainer.law.terms import Terms
from trainer.persona import bargain, concession, recall
from trainer.persona.intent import Move, Reply, courtesies_last, is_courtesy, say
from trainer.persona.scene import Scene, is_established
from trainer.scenario.models import Circumstance
from trainer.state import State

BARGAINS = 0.4
"""From this fight on a duty lawyer raises points; below it they only sign."""
RAISED = "raised:"
"""Prefix of the ground ids under which points raised by the defence are kept."""

_ANSWERS = {"accept:opinion", "accept:request", "accept:offer", "reject:opinion", "reject:request", "reject:offer"}
_REASONS = ("argue", "inform", "propose")


def open_points(state: State) -> list[str]:
    """Points the lawyer has raised that have had no answer yet."""
    return [g.removeprefix(RAISED) for g, a in state.grounds.items() if g.startswith(RAISED) and a.outcome == "noproof"]


def respond(scene: Scene) -> Reply:
    """The answer of the duty lawyer to the prosecutor's turn."""
    if recalled := recall.answer(scene):
        return Reply(moves=(recalled,))
    done = [a for a in scene.reading.acts if a.holds]
    events: list[Event] = []
    moves: list[Move] = _settle(scene, done, events)
    if given := concession.heard(scene):
        moves, done = _struck(scene, given[0].name[scene.lang], events), []
        # What the words give up is answered, whatever kind of word it was taken for.
    elif ways := _ways(scene):
        moves, done = ways, []
    for act in done:
        own = scene.part(act)
        move = _answer(own, act, events)
        if move is None or move.gist in _VAGUE:
            move = _particular(own) or move  # what is named is answered, whatever kind of question it was taken for
        if move and move.gist not in {m.gist for m in moves}:
            moves.append(move)
    if not moves:
        moves = [_particular(scene) or _at_a_loss(scene)]
    if _bargains(scene) and len(moves) < 2 and not any(m.gist.startswith(("raise", "offer")) for m in moves):
        moves += _raise(scene, events)
    if any(not is_courtesy(m) for m in moves):
        moves = [m for m in moves if m.gist not in _GREETINGS]
    return Reply(moves=tuple(courtesies_last(moves)[:3]), events=tuple(events))


def _struck(scene: Scene, ground: str, events: list[Event]) -> list[Move]:
    """A point given up; with a figure in the same breath nobody asks what it does to the figure."""
    terms = scene.reading.terms
    if terms is None or not terms.months or scene.state.offer is None:
        return [say("hear.struck", ground=ground), *_ways(scene)]
    return [say("hear.struck.priced", "hear.struck", ground=ground), *(_ways(scene) or [_offer(scene, events)])]


_GREETINGS = ("rapport.greet", "rapport.introduce", "rapport.thank")
_VAGUE = ("ask.other", "hear.other")


def _particular(scene: Scene) -> Move | None:
    """A weak point or a paper that the words name: even one who has not read it says which it was."""
    return _of_a_point(scene) or (say("asked.file") if scene.facts_touched() else None)


def _of_a_point(scene: Scene) -> Move | None:
    weak = scene.weak_points(*_POINTS)
    return say("asked.point", ground=weak[0].name[scene.lang]) if weak else None


_POINTS = ("gap", "wrong_charge", "illegal_evidence", "flaw")


def _ways(scene: Scene) -> list[Move]:
    """The answer to an offer of more than one way: on the one that would be taken, or on what a way hangs on."""
    ways, offer = options_in(scene.text, scene.lang), scene.state.offer
    if not ways or offer is None:
        return []
    slots = {"terms": terms_phrase(offer, scene.lang)}
    if waits := [w for w in ways if w.when]:
        asked = terms_phrase(bargain.spoken(waits[-1].terms), scene.lang)
        return [say(f"offer.condition.{waits[-1].when}", asked=asked, **slots)]
    return [say("offer.options", **slots)]


def _bargains(scene: Scene) -> bool:
    return scene.traits.fight >= BARGAINS


def _settle(scene: Scene, done: list[Act], events: list[Event]) -> list[Move]:
    """Whether what was raised last has been answered: adopted, or refused with a reason."""
    waiting = open_points(scene.state)
    if not waiting:
        return []
    answered = any(a.id in _ANSWERS for a in done)
    reasoned = any(a.verb in _REASONS for a in done) or any(a.verb == "accept" for a in done)
    better = any(a.id in ("propose:sentence", "propose:probation", "propose:trade") for a in done)
    if not (answered or reasoned or better):
        return []
    well = better or reasoned
    for point in waiting:
        events.append(
            GroundAnswered(ground=RAISED + point, circumstance=point, outcome="accepted" if well else "rejected")
        )
    return [] if better else [say("answered.well" if well else "answered.poorly")]


def _answer(scene: Scene, act: Act, events: list[Event]) -> Move | None:
    match act.id:
        case "propose:sentence" | "inform:sentence" | "propose:probation" | "propose:trade":
            return _offer(scene, events)
        case "ask:opinion" | "ask:grounds" | "inform:opinion":  # told that one may speak, one speaks
            return _view(scene, events)
        case "ask:procedure":
            return say("asked.procedure")
        case "ask:questions" | "ask:instructions" | "ask:goals":
            return say("asked.other")
        case "ask:decision":
            return _decision(scene, events)
        case "inform:evidence" | "inform:charge":
            return _shown(scene, events)
        case "inform:fact":
            return _shown(scene, events) if scene.facts_touched() else say("hear.other")
    return _by_verb(act)


def _by_verb(act: Act) -> Move | None:
    match act.verb:
        case "rapport":
            return say(f"rapport.{act.topic}")
        case "press":
            return say("pressed")
        case "threaten":
            return say("threatened")
        case "grant":
            return say("granted")
        case "inform":
            return say("hear.other")
        case "ask":
            return say("ask.other")
    return None


def _offer(scene: Scene, events: list[Event]) -> Move:
    offer = scene.state.offer
    if offer is None or offer.months is None:
        return say("offer.reasons")
    slots = {"terms": terms_phrase(offer, scene.lang)}
    earlier = [o for o in scene.state.offers[:-1] if o.by == "trainee" and o.terms.months and not o.when]
    if not _bargains(scene) or _will_do(scene, offer):
        return say("offer.fine", **slots)
    if earlier and earlier[-1].terms.months and earlier[-1].terms.months[1] > offer.months[1]:
        return say("adjusted", "offer.fine", **slots)
    where = bargain.stand(scene.play, scene.state, 0.7, frozenset(c.id for c in _points(scene)))
    asked = bargain.terms_at(scene.play, where.target, offer)
    events.append(OfferMade(by="lawyer", terms=asked))
    return Move(
        keys=("offer.counter",), slots={**slots, "asked": terms_phrase(bargain.spoken(asked), scene.lang)}, terms=asked
    )


def _view(scene: Scene, events: list[Event]) -> Move:
    """Asked for a view: on what the question names, with a point from the file if there is one."""
    duties = scene.reading.duties
    if "procedure" in duties and not {"charge", "sentence"} & set(duties):
        return say("asked.procedure")
    if not _bargains(scene):
        return _of_a_point(scene) or say("asked.charge" if "charge" in duties else "asked.leniency")
    raised = _raise(scene, events)
    return raised[0] if raised else say("asked.charge" if "charge" in duties else "asked.leniency")


def _points(scene: Scene) -> list[Circumstance]:
    return [c for c in scene.play.script.circumstances if is_established(c, scene.state) and not c.in_offer
            and c.ground != "aggravating"]  # fmt: skip


def _raise(scene: Scene, events: list[Event]) -> list[Move]:
    """The next point from the file that has not been raised."""
    rest = [c for c in _points(scene) if RAISED + c.id not in scene.state.grounds]
    if rest:
        point = rest[0]
        events.append(GroundAnswered(ground=RAISED + point.id, circumstance=point.id, outcome="noproof"))
        return [say("raise.ground", ground=point.name[scene.lang], source=cite(point.article or "GL", scene.lang))]
    if scene.play.script.weak_points and RAISED + "gap" not in scene.state.grounds:
        events.append(GroundAnswered(ground=RAISED + "gap", outcome="noproof"))
        return [say("raise.gap")]
    for key, applies in (
        ("raise.victim", scene.play.script.params.victim),
        ("raise.bail", scene.play.script.params.detained),
    ):
        if applies and not scene.times(key):
            return [say(key)]
    return []


def _shown(scene: Scene, events: list[Event]) -> Move:
    touched = [f for f in scene.facts_touched() if f.favourable]
    fresh = tuple(f.id for f in touched if f.id not in scene.state.known)
    if fresh:
        events.append(Learnt(facts=fresh, source="trainee"))
    return say("hear.favourable" if touched else "hear.evidence")


def _decision(scene: Scene, events: list[Event]) -> Move:
    """Yes or no to the figure on the table: not before a talk alone, not while points are open that would lower it."""
    offer = scene.state.offer
    if offer is None:
        return say("offer.reasons")
    slots = {"terms": terms_phrase(offer, scene.lang)}
    if _bargains(scene) and "grant:private_talk" not in scene.state.done:
        return say("ask.private", **slots)
    if _bargains(scene) and open_points(scene.state) and not _will_do(scene, offer):
        return say("refuse", **slots)
    events.append(OfferAnswered(by="lawyer", accepted=True, terms=offer))
    return say("accept", **slots)


def _will_do(scene: Scene, offer: Terms) -> bool:
    """Whether a figure is as low as the points of the file lead, as this lawyer sees it."""
    where = bargain.stand(scene.play, scene.state, 0.7, frozenset(c.id for c in _points(scene)))
    return offer.months is not None and offer.months[1] <= where.target


def _at_a_loss(scene: Scene) -> Move:
    return say("unclear.again" if scene.times("unclear") > 2 * scene.traits.patience else "unclear")


def enter(scene: Scene) -> Reply:
    """First words: a greeting; one who bargains asks for the file or a private talk."""
    if scene.who in scene.state.voices:
        return Reply(moves=(say("enter.again"),))
    ask = (say("ask.file"),) if _bargains(scene) and scene.rng.random() < 0.5 else ()
    return Reply(moves=(say("enter"), *ask))

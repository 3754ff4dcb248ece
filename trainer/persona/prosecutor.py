"""The prosecutor across the table: moved by valid grounds with proof, little by pleading, never out of the law."""

from __future__ import annotations

import re
from dataclasses import replace

from trainer.acts import Act
from trainer.dialogue.features import concepts, normal
from trainer.events import OfferMade
from trainer.persona import charge, recall
from trainer.persona.intent import Move, Reply, say
from trainer.persona.prosecution import answers, figures, grounds, requests
from trainer.persona.prosecution.answers import Handler
from trainer.persona.prosecution.turn import Turn, gives_way
from trainer.persona.scene import Scene, mentions
from trainer.text import Lang


def respond(scene: Scene) -> Reply:
    """The answer of the prosecutor to the defence's turn."""
    if recalled := recall.answer(scene):
        return Reply(moves=(recalled,))
    turn = Turn(scene)
    _notice_leak(turn)
    acts = _of_one_mind(_of_this_case(scene, _clear(scene.reading.acts)))
    for act in acts:
        if act.holds or requests.lacks(scene, act):
            _answer(turn, act)
        elif act.verb == "argue" and act.polarity == "hypothetical":
            turn.add("ground.later", "plea.refuse", **grounds.ground_slot(turn, act))
    figures.new_figure(turn)
    _notice_pressure(turn)
    if not turn.moves:
        _at_a_loss(turn)
    moves = [_as_it_stands(turn, m) for m in _select(turn.moves)]
    if _hurried(turn.scene, moves):
        moves.append(say("hurry"))
    return Reply(moves=tuple(moves), events=tuple(turn.events))


def _as_it_stands(turn: Turn, move: Move) -> Move:
    """A figure named on the way to another would be a second offer in the same breath: the last one is spoken."""
    stands = turn.held["terms"]
    return replace(move, slots={**move.slots, "terms": stands}) if gives_way(move) and "terms" in move.slots else move


FAINT, PLAIN = 0.4, 0.7
"""Beside a proposal or a request as plain as this, an argument fainter than that is noise and wants no answer."""


def _clear(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    plain = any(a.holds and a.verb in ("propose", "request", "ask") and a.confidence >= PLAIN for a in acts)
    return tuple(a for a in acts if not (plain and a.verb == "argue" and a.confidence < FAINT))


def _of_this_case(scene: Scene, acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """A ground that the case does not hold is more likely misheard than meant, beside a surer one that it does hold:
    "he has a kid, and he gave it back" pleads nobody's age."""
    grounds_put = [a for a in acts if a.verb == "argue" and a.holds and a.id not in _BY_ID]
    sure = max((a.confidence for a in grounds_put if scene.circumstances_for(a.topic)), default=0.0)
    return tuple(a for a in acts if a not in grounds_put or scene.circumstances_for(a.topic) or a.confidence > sure)


def _of_one_mind(acts: tuple[Act, ...]) -> list[Act]:
    """A figure is accepted or turned down in one turn, not both ("too heavy, but we take it"): the surer counts."""
    answers = [a for a in acts if a.holds and a.id in ("accept:offer", "reject:offer")]
    if len({a.id for a in answers}) < 2:
        return list(acts)
    surest = max(answers, key=lambda a: a.confidence)
    return [a for a in acts if a not in answers or a is surest]


def _select(moves: list[Move]) -> list[Move]:
    """At most three things in one breath; a greeting alone when there is nothing else."""
    # Called by name in the middle of the matter is no greeting, and thanks before a request want no answer.
    if any(not m.gist.startswith("rapport") for m in moves):
        moves = [m for m in moves if m.gist not in ("rapport.greet", "rapport.introduce", "rapport.thank")]
    if any(m.gist == "accept" for m in moves):
        # Who takes the figure and asks for the paper without the earphones raises no point any more.
        moves = [m for m in moves if m.gist not in _SETTLED]
    weighty = [m for m in moves if not m.gist.startswith(("rapport", "repair", "smalltalk"))]
    light = [m for m in moves if m not in weighty]
    given = [m for m in weighty if gives_way(m)]
    if given:
        # What has just been given up comes first, and nothing beside it says that the figure cannot move.
        beside = [_beside(m) for m in weighty if m not in given]
        weighty = [*given, *(m for m in beside if m.gist not in _STANDS_STILL)]
    # A request has an answer, whatever else the turn held: it is not crowded out by the mood of the rest.
    asked = [m for m in weighty if m.gist.startswith("request.")]
    if asked:
        weighty = [m for m in weighty if m.gist != "takeit"]
        weighty = [*asked[:1], *(m for m in weighty if m is not asked[0])]
    # Before what is granted comes what was told: who hears of a threat does not begin with the form to fill in.
    weighty = sorted(weighty, key=lambda m: m.gist != "pressure.told")
    if main := next((m for m in weighty if m.gist.startswith("nonpros.")), None):
        # Whether to prosecute at all is the question; beside it stands only what is given up, or asked for.
        asked = [m for m in weighty if m.gist.startswith("request.")]
        return [*given[:1], main] if given else [main, *asked[:1]]
    figure = [m for m in weighty if m.gist.startswith(_ON_THE_FIGURE)]
    if figure:
        # What is said last on the figure is where it stands; an earlier word on it would contradict it.
        weighty = [_beside(m) for m in weighty if m.gist != "ground.known"]
        rest = [m for m in weighty if m not in figure]
        also = [m for m in rest if m.gist in _BESIDE_A_FIGURE][:2]
        weighty = [*([m for m in rest if m in given] or also or rest[:1]), figure[-1]]
    # A courtesy never goes before the matter, nor into an answer that has enough to say.
    also = [m for m in weighty if m.gist in _BESIDE_A_FIGURE] if figure else []
    most = max(2, min(MOST, len(given) + len(also) + len(figure[-1:])))
    return [*weighty[:most], *(light[:1] if len(weighty) == 1 else [])] if weighty else light[:2]


def _beside(move: Move) -> Move:
    """A ground taken on that moved nothing by itself, where the figure moves for something else."""
    return replace(move, keys=("ground.accept.also",)) if move.gist == "ground.accept.still" else move


_BESIDE_A_FIGURE = ("ground.accept.also", "restitution.welcome")
"""What leads up to a figure and is answered with it."""
MOST = 3
"""So many things in one breath, where several points were given up."""
_SETTLED = ("ground.given", "ground.known", "ground.repeat", "ground.accept.still")
_STANDS_STILL = ("ground.accept.still", "ground.known", "plea.refuse", "counter.hold", "drop.answer")
_ON_THE_FIGURE = ("counter.", "probation.", "plea.")


def _hurried(scene: Scene, moves: list[Move]) -> bool:
    late = scene.minutes_left < scene.play.script.minutes / 3
    return len(moves) < 2 and scene.rng.random() < scene.traits.hurry * (0.3 if late else 0.12)


def _answer(turn: Turn, act: Act) -> None:
    handler = _BY_ID.get(act.id) or _BY_VERB.get(act.verb)
    with turn.hearing(act):
        if charge.asked_by(turn.scene, act):
            turn.add("ask.charge")
        elif handler:
            handler(turn, act)


def _notice_leak(turn: Turn) -> None:
    scene = turn.scene
    if not any(
        a.holds and a.id in ("inform:fact", "breach:disclose_confidence", "inform:charge") for a in scene.reading.acts
    ):
        return
    secret = [
        f
        for f in scene.play.script.facts
        if f.confidential
        and f.id in scene.state.known
        and scene.who not in f.known_by
        and mentions(f.topics, scene.text, scene.lang)
    ]
    if secret:
        turn.add("leak")


_TELLS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:told|said|promis\w+|threat\w*|warned|assured|spoke of)\b", re.I),
    "zh": re.compile("说|讲|答应|许|吓|威胁|承诺|保证"),
}


def _notice_pressure(turn: Turn) -> None:
    """Told what the accused was promised or threatened with, an office answers that, whatever else was asked for with
    it (CPL 52; Opinion 28)."""
    scene = turn.scene
    told = scene.play.script.mind
    behind = [scene.play.facts[x] for x in (told.pressure_fact, told.promise_fact) if x in scene.state.known]
    named = any(mentions(f.named, scene.text, scene.lang) for f in behind) and _TELLS[scene.lang].search(scene.text)
    answered = any(m.gist in ("illegal.answer", "ask.pressure", "pressure.told") for m in turn.moves)
    if named and not answered and not scene.times("pressure.told"):
        turn.moves = [m for m in turn.moves if m.gist not in ("inform", "explained", "flaw.defend", "gap.defend")]
        turn.moves.insert(0, say("pressure.told"))


def _at_a_loss(turn: Turn) -> None:
    scene = turn.scene
    touched = [f for f in scene.facts_touched() if f.id not in scene.state.known]
    asks = "?" in scene.text or "？" in scene.text
    if touched and asks:
        answers.tell(turn, touched[0].id)
    elif asks and _FIGURE & concepts(normal(scene.text, scene.lang), scene.lang):
        answers.reasons(turn, Act(verb="ask", topic="grounds"))
    elif len(scene.text) < 24 and not asks:
        turn.add("smalltalk")
    else:
        turn.add("unclear.again" if scene.times("unclear") > 2 * scene.traits.patience else "unclear")


_FIGURE = {"months", "sentence_word"}
"""What a question names that asks after the figure, however little else of it was understood."""


def open_offer(scene: Scene) -> Reply:
    """On entering the consultation: a greeting, and the recommendation as it stands."""
    turn = Turn(scene)
    if scene.state.offer is None:
        turn.happen(OfferMade(by="prosecutor", terms=scene.play.script.offer, reason="first"))
        turn.add("enter")
        turn.add("offer.open", **turn.held)
    elif scene.state.agreed:
        turn.add("enter.again")
        turn.add("accept", **turn.held)
    else:
        turn.add("enter.again")
        turn.add("offer.repeat", **turn.held)
    return Reply(moves=tuple(turn.moves), events=tuple(turn.events))


_EXPLAINED = (
    "system", "counsel", "opinion", "procedure", "liberty", "effect", "retraction", "appeal", "alternatives", "role",
    "confidentiality",
)  # fmt: skip
"""What counsel explains at the table: no news about the case, and nothing to check against the file."""
_BY_ID: dict[str, Handler] = {
    "argue:evidence_gap": grounds.gap,
    "argue:illegal_evidence": grounds.gap,
    "argue:procedural_flaw": grounds.flaw,
    "argue:law": grounds.cite_law,
    "argue:guideline": grounds.cite_law,
    "argue:similar_case": grounds.cite_law,
    "argue:personal": grounds.bare,
    "argue:low_danger": grounds.bare,
    "propose:restitution": answers.repair,
    "propose:apology": answers.repair,
    "promise:repair": answers.repair,
    "propose:drop_count": answers.keyed("drop.answer"),
    "propose:non_prosecution": answers.non_prosecution,
    "propose:procedure": answers.keyed("procedure.answer"),
    "accept:procedure": answers.keyed("procedure.agreed"),
    "reject:procedure": answers.keyed("procedure.refused"),
    "propose:trade": answers.with_offer("trade.answer"),
    "propose:release": lambda turn, act: requests.request(turn, Act(verb="request", topic="bail")),
    "propose:meeting": lambda turn, act: requests.request(turn, Act(verb="request", topic="victim_contact")),
    "propose:sentence": lambda turn, act: None,
    "propose:probation": lambda turn, act: None,
    "propose:fine": lambda turn, act: None,
    "ask:grounds": answers.reasons,
    "ask:evidence": answers.evidence,
    "breach:insult": answers.keyed("insult"),
    "breach:disclose_confidence": answers.keyed("inform"),
    "record:withdraw_plea": answers.with_offer("reject"),
    **{f"inform:{topic}": answers.keyed("explained") for topic in _EXPLAINED},
}
_BY_VERB: dict[str, Handler] = {
    "argue": grounds.argue,
    "request": requests.request,
    "ask": answers.ask,
    "accept": figures.accept,
    "reject": figures.reject,
    "record": answers.record,
    "rapport": answers.by_topic,
    "inform": answers.keyed("inform"),
    "advise": answers.keyed("inform"),
    "promise": answers.keyed("promise"),
    "threaten": answers.keyed("threaten"),
    "press": answers.keyed("press"),
    "repair": answers.keyed("repair"),
    "breach": answers.keyed("inform"),
    "grant": answers.keyed("inform"),
}

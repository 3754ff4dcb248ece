"""The prosecutor across the table: moved by valid grounds with proof, little by pleading, never out of the law."""

from __future__ import annotations

import re
from collections.abc import Callable

from trainer.acts import Act
from trainer.events import Asked, Event, GroundAnswered, Learnt, OfferAnswered, OfferMade
from trainer.i18n.phrases import months, terms_phrase
from trainer.law.terms import Terms
from trainer.persona import bargain, facts
from trainer.persona.intent import Move, Reply, say
from trainer.persona.scene import Scene, is_established, mentions
from trainer.scenario.models import Circumstance
from trainer.state import apply

_ARTICLE = re.compile(r"\b(?:art(?:icle)?\.?|section|§)\s?\d+|\bguidelines?\b|第\s?[\d一二三四五六七八九十百零]+\s?条|量刑指导意见", re.I)
_UNLAWFUL_TO_REFUSE = {"file", "private_meeting", "record_opinion", "reasons", "guardian", "interpreter", "correction",
                       "victim_contact"}  # fmt: skip
"""Opinion 12, 27; CPL 36, 173: what counsel may ask for and an office has to give."""


class _Turn:
    """One answer in the making: events so far, and the scene as it stands after them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.events: list[Event] = []
        self.moves: list[Move] = []

    def happen(self, event: Event) -> None:
        """Record an event and see the scene after it."""
        from dataclasses import replace

        self.events.append(event)
        self.scene = replace(self.scene, state=apply(self.scene.state, event))

    def add(self, *keys: str, **slots: str) -> None:
        """One more thing to say."""
        if keys[0] not in {m.gist for m in self.moves}:
            self.moves.append(Move(keys=keys, slots=slots))

    def phrase(self, terms: Terms | None) -> str:
        """Terms as a phrase in the language of the session."""
        return terms_phrase(terms, self.scene.lang) if terms else ""

    @property
    def offer(self) -> Terms:
        """What is on the table from the prosecution."""
        return self.scene.state.offer or self.scene.play.script.offer

    @property
    def held(self) -> dict[str, str]:
        """The slot of the present offer."""
        return {"terms": self.phrase(_core(self.offer))}


def _core(terms: Terms) -> Terms:
    """Kind, length, probation and fine: what one names when speaking of the figure."""
    return Terms(**{k: v for k, v in terms.named().items()
                    if k in ("kind", "months", "probation", "probation_months", "fine_yuan")})  # fmt: skip


def respond(scene: Scene) -> Reply:
    """The answer of the prosecutor to the defence's turn."""
    turn = _Turn(scene)
    _notice_leak(turn)
    acts = scene.reading.acts
    for act in acts:
        if act.holds:
            _answer(turn, act)
        elif act.verb == "argue" and act.polarity == "hypothetical":
            turn.add("ground.later", "plea.refuse", **_ground_slot(turn, act))
    _new_figure(turn)
    if not turn.moves:
        _at_a_loss(turn)
    moves = _select(turn.moves)
    if _hurried(turn.scene, moves):
        moves.append(say("hurry"))
    return Reply(moves=tuple(moves), events=tuple(turn.events))


def _select(moves: list[Move]) -> list[Move]:
    """At most three things in one breath; a greeting alone when there is nothing else."""
    weighty = [m for m in moves if not m.gist.startswith(("rapport", "repair", "smalltalk"))]
    light = [m for m in moves if m not in weighty]
    return [*light[:1], *weighty[:2]] if weighty else light[:2]


def _hurried(scene: Scene, moves: list[Move]) -> bool:
    late = scene.minutes_left < scene.play.script.minutes / 3
    return len(moves) < 2 and scene.rng.random() < scene.traits.hurry * (0.3 if late else 0.12)


def _answer(turn: _Turn, act: Act) -> None:
    handler = _BY_ID.get(act.id) or _BY_VERB.get(act.verb)
    if handler:
        handler(turn, act)


def _notice_leak(turn: _Turn) -> None:
    scene = turn.scene
    if not any(a.holds and a.id in ("inform:fact", "breach:disclose_confidence", "inform:charge") for a in scene.reading.acts):
        return
    secret = [f for f in scene.play.script.facts if f.confidential and f.id in scene.state.known
              and scene.who not in f.known_by and mentions(f.topics, scene.text, scene.lang)]  # fmt: skip
    if secret:
        turn.add("leak")


# Grounds


def _ground_slot(turn: _Turn, act: Act) -> dict[str, str]:
    found = turn.scene.circumstances_for(act.topic)
    return {"ground": found[0].name[turn.scene.lang]} if found else {"ground": _topic_name(turn, act.topic)}


def _topic_name(turn: _Turn, topic: str) -> str:
    from trainer.i18n import t

    return t(turn.scene.lang, f"ground.{topic}")


def _argue(turn: _Turn, act: Act) -> None:
    found = turn.scene.circumstances_for(act.topic)
    if not found:
        turn.add("ground.reject", **_ground_slot(turn, act))
        return
    _weigh(turn, found[0], found[0].name[turn.scene.lang])


def _weigh(turn: _Turn, circumstance: Circumstance, name: str) -> None:
    state = turn.scene.state
    before = state.grounds.get(circumstance.id)
    if not is_established(circumstance, state):
        _ground(turn, circumstance, "later", 0.0)
        turn.add("ground.later", ground=name)
    elif circumstance.in_offer:
        _ground(turn, circumstance, "known", 1.0)
        turn.add("ground.known", ground=name, **turn.held)
    elif before and before.outcome == "accepted":
        _ground(turn, circumstance, "repeat", before.share)
        turn.add("ground.repeat", ground=name)
    elif _proved(turn.scene, circumstance) or (before and before.outcome == "noproof" and turn.scene.traits.candour > 0.7):
        _accept_ground(turn, circumstance, name)
    else:
        _ground(turn, circumstance, "noproof", 0.0)
        turn.add("ground.noproof", ground=name)


def _proved(scene: Scene, circumstance: Circumstance) -> bool:
    """Named with what shows it, or its article; an open-minded prosecutor knows the file as well as counsel does."""
    named = mentions(circumstance.proof_words, scene.text, scene.lang) or bool(_ARTICLE.search(scene.text))
    titles = [scene.play.documents[d].title[scene.lang].casefold() for d in circumstance.proof if d in scene.play.documents]
    named = named or any(title in scene.text.casefold() for title in titles)
    return named or circumstance.id in scene.state.established or scene.traits.candour + scene.traits.generosity > 1.3


def _ground(turn: _Turn, circumstance: Circumstance, outcome: str, share: float) -> None:
    turn.happen(GroundAnswered(ground=circumstance.id, circumstance=circumstance.id, outcome=outcome, share=share))


def _accept_ground(turn: _Turn, circumstance: Circumstance, name: str) -> None:
    _ground(turn, circumstance, "accepted", 1.0)
    moved = _improve(turn, name)
    source = circumstance.article or "2021 Guidelines"
    key = "ground.accept" if moved else "ground.accept.still"
    turn.add(key, "ground.accept.still", ground=name, source=source, **turn.held)


def _improve(turn: _Turn, reason: str, **more: object) -> bool:
    """Bring the figure down to where the grounds now lead. True when it moved."""
    where = bargain.stand(turn.scene.play, turn.scene.state, turn.scene.traits.generosity)
    current = turn.offer
    if not current.months or where.target >= current.months[1]:
        return False
    terms = bargain.terms_at(turn.scene.play, where.target, current, **more)
    if terms.probation:
        terms = terms.model_copy(update={"probation_months": bargain.probation_period(where.target)})
    _put(turn, terms, reason)
    return True


def _put(turn: _Turn, terms: Terms, reason: str) -> None:
    result = bargain.result_with(turn.scene.play, bargain.shown(turn.scene.play, turn.scene.state))
    found = bargain.breaches(terms, result)
    if not found:
        turn.happen(OfferMade(by="prosecutor", terms=terms, reason=reason))


def _gap(turn: _Turn, act: Act) -> None:
    kinds = ("gap", "wrong_charge") if act.topic == "evidence_gap" else ("illegal_evidence", "flaw")
    found = turn.scene.weak_points(*kinds)
    if not found:
        turn.add("illegal.answer" if act.topic == "illegal_evidence" else "gap.defend", "gap.defend")
        return
    weak = found[0]
    if weak.id in turn.scene.state.grounds:
        turn.add("ground.repeat", ground=weak.name[turn.scene.lang])
        return
    turn.happen(GroundAnswered(ground=weak.id, outcome="conceded", share=1.0))
    _improve(turn, weak.name[turn.scene.lang])
    turn.add(f"gap.{weak.id}.concede", "gap.concede", **turn.held)


def _flaw(turn: _Turn, act: Act) -> None:
    found = turn.scene.weak_points("flaw", "illegal_evidence")
    asks = any(a.holds and (a.verb in ("propose", "request")) for a in turn.scene.reading.acts)
    if not found or not asks:
        turn.add("flaw.defend")
        return
    if found[0].id not in turn.scene.state.grounds:
        turn.happen(GroundAnswered(ground=found[0].id, outcome="conceded", share=1.0))
        _improve(turn, found[0].name[turn.scene.lang])
    turn.add("flaw.trade", **turn.held)


def _law(turn: _Turn, act: Act) -> None:
    others = [a for a in turn.scene.reading.acts if a.holds and a.verb in ("argue", "propose") and a.id != act.id]
    if not others:
        turn.add("law.cited")


def _bare(turn: _Turn, act: Act) -> None:
    """A point about the person or a bare wish: worth a step to some, once; a listed circumstance is weighed as such."""
    found = turn.scene.circumstances_for(act.topic)
    if found:
        _weigh(turn, found[0], found[0].name[turn.scene.lang])
        return
    _plead(turn)


def _plead(turn: _Turn) -> None:
    if turn.scene.traits.generosity >= 0.5 and bargain.BARE not in turn.scene.state.grounds:
        turn.happen(GroundAnswered(ground=bargain.BARE, outcome="conceded", share=turn.scene.traits.generosity))
        if _improve(turn, "plea"):
            turn.add("plea.small", **turn.held)
            return
    turn.add("plea.refuse", **turn.held)


# Figures


def _new_figure(turn: _Turn) -> None:
    """The figure the defence has put, answered once the grounds of the same turn are weighed."""
    acts = [a for a in turn.scene.reading.acts if a.holds and a.id in
            ("propose:sentence", "propose:probation", "propose:fine", "propose:trade")]  # fmt: skip
    terms = turn.scene.reading.terms
    if not acts:
        return
    if terms is None or not (terms.has_length or terms.probation or terms.fine_yuan):
        if not any(m.gist.startswith(("ground", "gap", "flaw", "plea")) for m in turn.moves):
            _plead(turn)
        return
    asked = _asked(turn, terms)
    turn.happen(OfferMade(by="defence", terms=asked))
    _meet(turn, asked)


def _asked(turn: _Turn, terms: Terms) -> Terms:
    """What the defence asks for, as a whole: what is left unsaid stays as the prosecution has it."""
    current = _core(turn.offer)
    named = {k: v for k, v in terms.named().items() if k in ("kind", "months", "probation", "probation_months", "fine_yuan")}
    if terms.months is None and terms.months_delta is not None and current.months:
        length = max(1.0, current.months[0] + terms.months_delta)
        named["months"] = (length, length)
    if "months" in named and "kind" not in named:
        named["kind"] = "detention" if named["months"][1] < 6 else "imprisonment"
    if named.get("probation") is False:
        named.pop("probation_months", None)
    merged = {**current.named(), **named}
    if merged.get("probation") and merged.get("months") and not merged.get("probation_months"):
        merged["probation_months"] = bargain.probation_period(merged["months"][1])
    return Terms(**merged)


def _meet(turn: _Turn, asked: Terms) -> None:
    scene = turn.scene
    widest = bargain.result_with(scene.play, bargain.shown(scene.play, scene.state))
    low, high = widest.declared.months
    slots = {"asked": turn.phrase(asked), "low": months(low, scene.lang), "high": months(high, scene.lang)}
    if bargain.breaches(asked, widest):
        turn.add("counter.unlawful", source="2021 Guidelines", **slots)
        return
    if asked.probation and not turn.offer.probation and not _probation_ready(turn):
        return
    where = bargain.stand(scene.play, scene.state, scene.traits.generosity)
    wanted = asked.months[0] if asked.months else where.target
    if wanted >= where.target:
        _put(turn, Terms(**{**turn.offer.named(), **asked.named()}), "proposed")
        turn.add("probation.accept" if asked.probation and not _had_probation(scene) else "counter.accept",
                 "counter.accept", **turn.held)  # fmt: skip
    elif turn.offer.months and where.target < turn.offer.months[1]:
        _improve(turn, "meets", **({"probation": True} if asked.probation else {}))
        turn.add("counter.meet", asked=slots["asked"], **turn.held)
    elif any(m.gist in ("ground.accept", "gap.concede", "flaw.trade", "plea.small") for m in turn.moves):
        # The figure has just moved for a reason given in this turn; that is the answer.
        pass
    else:
        turn.add("counter.hold", asked=slots["asked"], **turn.held)


def _had_probation(scene: Scene) -> bool:
    return any(o.by == "prosecutor" and o.terms.probation for o in scene.state.offers[:-1])


def _probation_ready(turn: _Turn) -> bool:
    """Probation needs remorse shown in deeds and no danger (CL 72): repayment, and for a strict office forgiveness."""
    scene = turn.scene
    repair = scene.play.script.repair
    paid = repair is None or bool({repair.paid, repair.forgiven} & set(scene.state.established))
    forgiven = repair is None or repair.forgiven in scene.state.established
    widest = bargain.result_with(scene.play, bargain.shown(scene.play, scene.state))
    if not widest.probation.possible:
        turn.add("probation.refuse")
        return False
    if (forgiven or (paid and scene.traits.generosity >= 0.6)) and scene.traits.generosity >= 0.1:
        return True
    from trainer.i18n import t

    turn.add("probation.needs", needs=t(scene.lang, "needs.paid_and_forgiven" if not paid else "needs.forgiven"))
    return False


def _accept(turn: _Turn, act: Act) -> None:
    if act.topic in ("offer", "signature"):
        turn.happen(OfferAnswered(by="defence", accepted=True, terms=turn.offer))
        turn.add("accept", **turn.held)
    else:
        turn.add("inform")


def _reject(turn: _Turn, act: Act) -> None:
    reasoned = any(a.holds and a.verb in ("argue", "propose") for a in turn.scene.reading.acts)
    if act.topic == "offer":
        turn.happen(OfferAnswered(by="defence", accepted=False, terms=turn.offer))
    if not reasoned:
        turn.add("reject", **turn.held)
        if turn.scene.traits.press > 0.5 and turn.scene.rng.random() < turn.scene.traits.press:
            turn.add("takeit")


# Requests, questions, the rest


def _request(turn: _Turn, act: Act) -> None:
    traits = turn.scene.traits
    argued = any(a.holds and a.verb in ("argue", "inform") for a in turn.scene.reading.acts) or bool(
        _ARTICLE.search(turn.scene.text))  # fmt: skip
    granted = act.topic in _UNLAWFUL_TO_REFUSE or traits.generosity + (0.3 if argued else 0.0) >= 0.55
    turn.happen(Asked(what=act.topic, granted=granted))
    turn.add(f"request.{act.topic}" if granted else f"request.{act.topic}.no", f"request.{act.topic}")


def _grounds(turn: _Turn, act: Act) -> None:
    scene = turn.scene
    where = bargain.stand(scene.play, scene.state, scene.traits.generosity)
    result = where.result
    turn.add("offer.reasons", "ask.grounds",
             start=_span(result.start.used, scene), base=_span(result.base, scene),
             low=months(where.low, scene.lang), high=months(where.high, scene.lang), **turn.held)  # fmt: skip


def _span(value: tuple[float, float], scene: Scene) -> str:
    from trainer.i18n.phrases import months_range

    return months_range(*value, scene.lang)


def _evidence(turn: _Turn, act: Act) -> None:
    touched = [f for f in turn.scene.facts_touched() if turn.scene.traits.candour >= 0.35 or not f.favourable]
    if touched:
        _tell(turn, touched[0].id)
    else:
        turn.add("ask.evidence")


def _tell(turn: _Turn, fact_id: str) -> None:
    if fact_id not in turn.scene.state.known:
        turn.happen(Learnt(facts=(fact_id,), source=turn.scene.who))
    turn.moves.append(Move(keys=(f"fact.{fact_id}", "ask.evidence"), facts=(fact_id,)))


def _ask(turn: _Turn, act: Act) -> None:
    keys = {"victim": "ask.victim", "opinion": "ask.opinion", "procedure": "ask.procedure", "pressure": "ask.pressure",
            "promise": "ask.pressure"}  # fmt: skip
    if act.topic == "fact" or (act.topic not in keys and turn.scene.facts_touched()):
        move = facts.answer(turn.scene)
        if move.facts:
            _tell(turn, move.facts[0])
        else:
            turn.moves.append(move)
    else:
        turn.add(keys.get(act.topic, "ask.other"), "ask.other")


def _record(turn: _Turn, act: Act) -> None:
    turn.happen(Asked(what="record_opinion", granted=True))
    turn.add("decline_witness" if act.topic == "decline_witness" else "record")


def _keyed(key: str, **_: str) -> Callable[[_Turn, Act], None]:
    def answer(turn: _Turn, act: Act) -> None:
        turn.add(key)

    return answer


def _by_topic(turn: _Turn, act: Act) -> None:
    turn.add(f"{act.verb}.{act.topic}")


def _with_offer(key: str) -> Callable[[_Turn, Act], None]:
    def answer(turn: _Turn, act: Act) -> None:
        turn.add(key, **turn.held)

    return answer


def _repair(turn: _Turn, act: Act) -> None:
    turn.add("restitution.welcome")


_BY_ID: dict[str, Callable[[_Turn, Act], None]] = {
    "argue:evidence_gap": _gap, "argue:illegal_evidence": _gap, "argue:procedural_flaw": _flaw, "argue:law": _law,
    "argue:guideline": _law, "argue:similar_case": _law, "argue:personal": _bare, "argue:low_danger": _bare,
    "propose:restitution": _repair, "propose:apology": _repair, "promise:repair": _repair,
    "propose:drop_count": _keyed("drop.answer"), "propose:non_prosecution": _keyed("nonpros.answer"),
    "propose:procedure": _keyed("procedure.answer"), "propose:trade": _with_offer("trade.answer"),
    "propose:release": lambda turn, act: _request(turn, Act(verb="request", topic="bail")),
    "propose:meeting": lambda turn, act: _request(turn, Act(verb="request", topic="victim_contact")),
    "propose:sentence": lambda turn, act: None, "propose:probation": lambda turn, act: None,
    "propose:fine": lambda turn, act: None,
    "ask:grounds": _grounds, "ask:evidence": _evidence, "breach:insult": _keyed("insult"), "breach:disclose_confidence": _keyed("leak"),
    "record:withdraw_plea": _with_offer("reject"),
}  # fmt: skip
_BY_VERB: dict[str, Callable[[_Turn, Act], None]] = {
    "argue": _argue, "request": _request, "ask": _ask, "accept": _accept, "reject": _reject, "record": _record,
    "rapport": _by_topic, "inform": _keyed("inform"), "advise": _keyed("inform"), "promise": _keyed("promise"),
    "threaten": _keyed("threaten"), "press": _keyed("press"), "repair": _keyed("repair"), "breach": _keyed("inform"),
    "grant": _keyed("inform"),
}  # fmt: skip


def _at_a_loss(turn: _Turn) -> None:
    scene = turn.scene
    touched = [f for f in scene.facts_touched() if f.id not in scene.state.known]
    if touched and ("?" in scene.text or "？" in scene.text):
        _tell(turn, touched[0].id)
    elif len(scene.text) < 24 and "?" not in scene.text and "？" not in scene.text:
        turn.add("smalltalk")
    else:
        turn.add("unclear.again" if scene.times("unclear") else "unclear")


def open_offer(scene: Scene) -> Reply:
    """On entering the consultation: a greeting, and the recommendation as it stands."""
    turn = _Turn(scene)
    if scene.state.offer is None:
        turn.happen(OfferMade(by="prosecutor", terms=scene.play.script.offer, reason="first"))
        turn.add("enter")
        turn.add("offer.open", **turn.held)
    else:
        turn.add("enter.again")
        turn.add("offer.repeat", **turn.held)
    return Reply(moves=tuple(turn.moves), events=tuple(turn.events))

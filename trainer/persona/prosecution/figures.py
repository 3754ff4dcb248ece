"""Figures: what counsel asks for, against where the grounds lead and what the law allows (CPL 176; CL 72, 73)."""

from __future__ import annotations

from trainer.acts import Act
from trainer.dialogue.options import options_in
from trainer.events import OfferAnswered, OfferMade
from trainer.i18n import t
from trainer.i18n.phrases import cite, months
from trainer.law.terms import Terms
from trainer.persona import bargain
from trainer.persona.prosecution.grounds import plead
from trainer.persona.prosecution.turn import Turn, gives_way, improve, put
from trainer.persona.scene import Scene


def new_figure(turn: Turn) -> None:
    """The figure the defence has put, answered once the grounds of the same turn are weighed."""
    done = {a.id for a in turn.scene.reading.acts if a.holds}
    proposed = done & {"propose:sentence", "propose:probation", "propose:fine", "propose:trade"}
    if not proposed and not done & {"accept:offer", "reject:offer"}:
        return
    asked = _asked(turn)
    if asked is not None:
        turn.happen(OfferMade(by="defence", terms=asked))
        _meet(turn, asked)
        return
    argued = any(m.gist.startswith(("ground", "gap", "flaw", "plea")) for m in turn.moves)
    if proposed and not argued and not _names_figures(turn.scene.reading.terms):
        plead(turn)


def _names_figures(terms: Terms | None) -> bool:
    return terms is not None and bool(terms.has_length or terms.probation or terms.fine_yuan)


def _asked(turn: Turn) -> Terms | None:
    """The figure asked for, if it is another one than lies on the table.

    The very figure that lies there, or a heavier one spoken of on the way to an argument, asks for nothing.
    """
    terms = _of_several(turn) or turn.scene.reading.terms
    if terms is None or not _names_figures(terms):
        return None
    # A fine and nothing else leaves no length and no probation standing.
    base = Terms(fine_yuan=turn.offer.fine_yuan) if terms.kind == _FINE_ALONE else bargain.spoken(turn.offer)
    asked = bargain.whole(base, _figures(terms))
    return None if asked == bargain.spoken(turn.offer) or _worse(asked, turn.offer) else asked


_FINE_ALONE = "fine_only"


def _of_several(turn: Turn) -> Terms | None:
    """Of several ways the mildest that this office can go, else the one nearest to it. What hangs on a payment not yet
    made is no way to be taken now."""
    ways = options_in(turn.scene.text, turn.scene.lang)
    open_now = [w.terms for w in ways if not w.when or _come_about(turn.scene, w.when)]
    if ways and len(open_now) < len(ways) and (repair := turn.scene.play.script.repair):
        waits = repair.paid if any(w.when == "paid" for w in ways) else repair.forgiven
        turn.add("ground.later", ground=turn.scene.play.circumstances[waits].name[turn.scene.lang])
    target = bargain.stand(turn.scene.play, turn.scene.state, turn.scene.traits.generosity).target
    served = sorted((t for t in open_now if t.months and not t.probation), key=lambda t: t.months or (0.0, 0.0))
    within = [t for t in served if t.months and t.months[0] >= target]
    return next(iter(within or served[-1:] or open_now[:1]), None)


def _come_about(scene: Scene, when: str) -> bool:
    repair = scene.play.script.repair
    return repair is None or (repair.forgiven if when == "forgiven" else repair.paid) in scene.state.established


def _worse(asked: Terms, offer: Terms) -> bool:
    suspends = asked.probation and not offer.probation
    return bool(asked.months and offer.months and asked.months[0] > offer.months[1] and not suspends)


def _figures(terms: Terms) -> Terms:
    """The figures of a proposal, without the conditions that go with it."""
    delta = {"months_delta": terms.months_delta} if terms.months_delta is not None else {}
    return Terms(**bargain.spoken(terms).named(), **delta)


def _meet(turn: Turn, asked: Terms) -> None:
    scene = turn.scene
    widest = bargain.result_with(scene.play, bargain.shown(scene.play, scene.state))
    low, high = widest.declared.months
    slots = {"asked": turn.phrase(asked), "low": months(low, scene.lang), "high": months(high, scene.lang)}
    if bargain.breaches(asked, widest):
        turn.add("counter.unlawful", source=cite("GL", scene.lang), **slots)
        return
    if asked.probation and not turn.offer.probation and not _probation_ready(turn):
        return
    where = bargain.stand(scene.play, scene.state, scene.traits.generosity)
    wanted = asked.months[0] if asked.months else 0 if asked.kind == _FINE_ALONE else where.target
    if wanted >= where.target:
        put(turn, Terms(**{**turn.offer.named(), **asked.named()}), "proposed")
        turn.add("probation.accept" if asked.probation and not _had_probation(scene) else "counter.accept",
                 "counter.accept", **turn.held)  # fmt: skip
    elif turn.offer.months and where.target < turn.offer.months[1]:
        improve(turn, "meets", **({"probation": True} if asked.probation else {}))
        turn.add("counter.meet", asked=slots["asked"], **turn.held)
    elif any(gives_way(m) or m.gist == "plea.small" for m in turn.moves):
        # The figure has just moved for a reason given in this turn; that is the answer.
        pass
    else:
        turn.add("counter.hold", asked=slots["asked"], **turn.held)


def _had_probation(scene: Scene) -> bool:
    return any(o.by == "prosecutor" and o.terms.probation for o in scene.state.offers[:-1])


def _probation_ready(turn: Turn) -> bool:
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
    turn.add("probation.needs", needs=t(scene.lang, "needs.paid_and_forgiven" if not paid else "needs.forgiven"))
    return False


def accept(turn: Turn, act: Act) -> None:
    """The defence agrees to what is on the table; who "agrees" to another figure has put that one (`new_figure`)."""
    if act.topic == "offer" and _asked(turn) is not None:
        return
    if act.topic in ("offer", "signature"):
        turn.happen(OfferAnswered(by="defence", accepted=True, terms=turn.offer))
        turn.add("accept", **turn.held)
    else:
        turn.add("inform")


def reject(turn: Turn, act: Act) -> None:
    """The defence does not agree; with a reason or a request in the same turn that is what is answered."""
    reasoned = any(a.holds and a.verb in ("argue", "propose", "request", "ask") for a in turn.scene.reading.acts)
    if act.topic == "offer":
        turn.happen(OfferAnswered(by="defence", accepted=False, terms=turn.offer))
        reasoned = reasoned or _asked(turn) is not None
    if not reasoned:
        turn.add("reject", **turn.held)
        if turn.scene.traits.press > 0.5 and turn.scene.rng.random() < turn.scene.traits.press:
            turn.add("takeit")

"""What a prosecuting trainee does to their own case: figures put, ways offered, parts of the charge given up."""

from __future__ import annotations

from collections.abc import Iterable

from trainer import events as ev
from trainer.dialogue.gifts import offers_a_gift
from trainer.dialogue.interpreter import Reading
from trainer.dialogue.options import Option, options_in
from trainer.dialogue.reminders import reminder
from trainer.law.terms import Terms
from trainer.persona import bargain, concession
from trainer.session.stage import Stage
from trainer.session.wording import Step

_OFFERS = ("propose:sentence", "inform:sentence", "propose:trade", "propose:probation")


def done(stage: Stage, words: str, reading: Reading) -> Iterable[Step]:
    """What the turn of a prosecuting trainee does: first to the case, then to the figure."""
    if offers_a_gift(words, stage.lang) or reminder(words, reading.acts, stage.lang):
        return  # a figure that is only remembered is not put again
    for weak in concession.struck(stage.play, words, reading, stage.lang):
        if weak.id not in bargain.conceded(stage.play, stage.state):
            yield stage.happen(ev.GroundAnswered(ground=weak.id, outcome="conceded", share=1.0, by=ev.TRAINEE))
    told = any(a.holds and a.verb in ("propose", "inform") for a in reading.acts)
    if told and (ways := options_in(words, stage.lang)):
        yield from _ways(stage, ways)
    else:
        yield from _figure(stage, reading)


def _figure(stage: Stage, reading: Reading) -> Iterable[Step]:
    terms = reading.terms
    named = any(a.holds and a.id in _OFFERS for a in reading.acts)
    if not named or terms is None or not (terms.months or terms.months_delta or terms.probation or terms.fine_yuan):
        return
    base = bargain.amended(stage.state.offer or Terms(), terms)
    offer = bargain.whole(base, terms)
    if offer != stage.state.offer:
        yield _put(stage, offer)


def _ways(stage: Stage, ways: Iterable[Option]) -> Iterable[Step]:
    """Several ways at once: what hangs on something waits for it; of the rest the other side may take the mildest."""
    order = sorted(ways, key=lambda w: (w.when == "", -_weight(w.terms)))
    free = [w for w in order if not w.when]
    stands = stage.state.offer or Terms()
    # Each way is whole by itself: that one of them is suspended says nothing of the next.
    base = Terms(procedure=stands.procedure, fine_yuan=stands.fine_yuan)
    for way in order:
        other: ev.Waits = way.when or ("or" if way is not free[-1] else "")
        yield _put(stage, bargain.whole(base, way.terms), other)


def _weight(terms: Terms) -> float:
    """How heavy a way is: a suspended sentence is lighter than any that is served. Months."""
    return (terms.months[1] if terms.months else 0.0) - (1000.0 if terms.probation else 0.0)


def _put(stage: Stage, offer: Terms, when: ev.Waits = "") -> Step:
    """A figure on the table, measured against the law as it will be when its condition is met."""
    counted = bargain.shown(stage.play, stage.state) | _met(stage, when)
    found = bargain.breaches(offer, bargain.result_with(stage.play, counted))
    return stage.happen(ev.OfferMade(by=ev.TRAINEE, terms=offer, lawful=not found, breaches=found, when=when))


def _met(stage: Stage, when: str) -> frozenset[str]:
    """What will be established once the condition of a way is met."""
    repair = stage.play.script.repair
    if repair is None or when not in ("paid", "forgiven"):
        return frozenset()
    return frozenset({repair.paid} if when == "paid" else {repair.paid, repair.forgiven})


def fallen_due(stage: Stage) -> Iterable[Step]:
    """A way that hung on payment or forgiveness stands once it has come about, if it is better than what stands."""
    for offer in [o for o in stage.state.offers if o.by == ev.TRAINEE and o.when in ("paid", "forgiven")]:
        stands, needs = stage.state.offer, _met(stage, offer.when)
        if not needs or not needs <= stage.state.established:
            continue
        if stands is None or _weight(offer.terms) < _weight(stands):
            yield stage.happen(offer.model_copy(update={"when": "", "reason": offer.when}))

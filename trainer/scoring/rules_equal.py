"""Equal consultation: the offer, its reasons and choices, custody, pressure (CPL 173, 176; 2019 Opinion 33)."""

from __future__ import annotations

from trainer.acts import Act
from trainer.dialogue import law_talk
from trainer.dialogue.clauses import clauses, join
from trainer.dialogue.options import options_in
from trainer.law.breaches import breach_of
from trainer.law.terms import Terms
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import quote_of
from trainer.scoring.rubric import Item
from trainer.scoring.rules import (
    CHARGED,
    DEFENCE,
    GRAVE,
    HEARD,
    NOT_APPLICABLE,
    OFFERS,
    Finding,
    acts,
    charge,
    conditional,
    first,
    met,
    missed,
    named,
    named_in,
    simple,
    special,
)
from trainer.scoring.rules_views import asks_for_yes, points, views
from trainer.scoring.void import sentence_of
from trainer.scoring.wordings import either, wording
from trainer.text import Lang


@special("offer_reasons")
def offer_reasons(record: Record, item: Item) -> Finding:
    """The steps behind the figure: a start or base, and a circumstance with its effect."""
    for turn, _act in acts(record, "inform:sentence_basis", "argue:guideline", to=DEFENCE):
        found = named(turn, record)
        if (found & {"percent", "number", "months"} and either("figure").search(turn.text)) or (
            found & {"start_base", "guideline"} and found & _STEPS
        ):
            return Finding(True, (quote_of(turn),), "steps")
    # The sum and its result may stand in one turn.
    for turn, _ in acts(record, "propose:sentence", "inform:sentence", to=DEFENCE):
        found = named(turn, record)
        if "start_base" in found and "percent" in found and found & _STEPS and either("figure").search(turn.text):
            return Finding(True, (quote_of(turn),), "steps")
    return missed("no_steps")


_STEPS = {"surrender", "confess", "confession", "restitution", "forgiveness", "first_offender", "accessory", "leniency"}
"""Circumstances whose effect may be told without a figure."""


@special("offer_options")
def offer_options(record: Record, item: Item) -> Finding:
    """A range, alternatives or conditions rather than one figure."""
    figures: list[Turn] = []
    for turn, act in acts(record, *OFFERS, to=DEFENCE, until=record.limit):
        if act.id == "propose:trade" or (
            turn.terms and turn.terms.months and turn.terms.months[0] != turn.terms.months[1]
        ):
            return met(turn, act)
        if turn.terms and turn.terms.months and all(turn.terms.months != t.terms.months for t in figures if t.terms):
            figures.append(turn)
    for turn, _act in acts(record, *OFFERS, to=DEFENCE, until=record.limit, first_listener=False):
        if conditional(turn, record.lang):
            return Finding(True, (quote_of(turn),), "on_condition")
        if len(options_in(turn.text, record.lang)) > 1:
            return Finding(True, (quote_of(turn),), "options")
    if len(figures) >= 2:
        return Finding(True, tuple(quote_of(t) for t in figures[:2]), "two_figures")
    return simple(acts(record, "inform:alternatives", to=DEFENCE, until=record.limit))


@special("offer_adjust")
def offer_adjust(record: Record, item: Item) -> Finding:
    """Adjusted, or the condition named, after a valid ground."""
    raised = [
        t
        for t in points(record)
        if any(g.startswith(("raise.ground", "raise.gap", "offer.counter")) for g in t.gist)
        or any(a.verb == "argue" for a in t.held())
    ]
    if not raised:
        return NOT_APPLICABLE
    since = raised[0].n
    earlier = [t.terms.months[1] for t, _ in acts(record, *OFFERS, until=since) if t.terms and t.terms.months]
    for turn, act in acts(record, *OFFERS, "accept:opinion", to=DEFENCE, since=since, until=record.limit):
        months = turn.terms.months if turn.terms else None
        milder = bool(months and (not earlier or months[1] < earlier[-1]))
        if milder or act.id in ("propose:trade", "accept:opinion") or (turn.terms and turn.terms.months_delta):
            return met(turn, act)
    return missed("not_adjusted")


@special("offer_lawful")
def offer_lawful(record: Record, item: Item) -> Finding:
    """No offer left the lawful range, as the calculation in the log shows, or the limits for every offence."""
    offers = [d for d in record.deeds if d.kind in ("offer", "unlawful") and d.by in ("trainee", "prosecutor")]
    bad = [d for d in offers if d.kind == "unlawful"]
    turn = next((t for t in record.own if bad and t.n == bad[0].after), None)
    if bad:
        return missed(f"unlawful: {bad[0].what}", *((quote_of(turn),) if turn else ()))
    spoken = first(acts(record, *OFFERS, to=DEFENCE))
    if record.case.outside:
        return _lawful_as_spoken(record, spoken)
    if not offers or spoken is None:
        return NOT_APPLICABLE
    return met(*spoken)


def _lawful_as_spoken(record: Record, spoken: tuple[Turn, Act] | None) -> Finding:
    """Each offer with the length it refers back to ("eight months" - "and I'd suspend it for six")."""
    length = Terms()
    for turn, act in acts(record, *OFFERS, "inform:procedure", "propose:procedure", to=DEFENCE, sure=HEARD):
        if turn.terms is None:
            continue
        offer = turn.terms if turn.terms.has_length else length.merged(turn.terms)
        if breach := breach_of(offer, minor="minor" in record.case.has):
            return missed(f"unlawful: {breach}", quote_of(turn, act.span))
        if turn.terms.months:
            length = Terms(months=turn.terms.months, kind=turn.terms.kind)
    return met(*spoken) if spoken else NOT_APPLICABLE


@special("custody_reviewed")
def custody_reviewed(record: Record, item: Item) -> Finding:
    """The need for custody considered, not tied to the signature."""
    tied = next((t for t in record.own if any(law_talk.claims()[c].duty == "liberty" for c in t.claims)), None)
    if tied or first(acts(record, "threaten:custody", sure=GRAVE)):
        return missed("tied_to_signature", *([quote_of(tied)] if tied else []))
    found = acts(record, "inform:liberty", "propose:release", "accept:request")
    if hit := first((t, a) for t, a in found if not _is_price(sentence_of(t.text, a.span), record.lang)):
        return met(*hit)
    for turn in record.own:
        told = turn.acts and set(turn.to) & set(DEFENCE)
        for said in clauses(turn.text, record.lang) if told else ():
            sentence = join(said, turn.text).text
            if named_in(sentence, record) & _CUSTODY and not _is_price(sentence, record.lang):
                return Finding(True, (quote_of(turn),), "considered", confidence=0.6)
    return missed("not_considered")


_CUSTODY = {"custody_review", "bail", "danger_low"}


def _is_price(text: str, lang: Lang) -> bool:
    """Whether release is held out as the price of a signature ("sign, and the door opens")."""
    return bool(wording("release_for_name", lang).search(text) and not wording("either_way", lang).search(text))


@special("take_it")
def take_it(record: Record, item: Item) -> Finding:
    """Agree or not as the only choice."""
    if hit := first(acts(record, "press:take_it", to=DEFENCE, sure=CHARGED)):
        return met(*hit)
    yes_or_no = (
        (t, a)
        for t, a in acts(record, "ask:opinion", to=DEFENCE)
        if asks_for_yes(t, a, record.lang) and _on_terms(record, t)
    )
    asked = first(acts(record, "ask:decision", to=DEFENCE)) or first(yes_or_no)
    # What speaks for the one who is charged counts even where it is faint.
    left = acts(record, "grant:*", "propose:trade", "inform:alternatives", to=DEFENCE, sure=0.0)
    open_ = any(views(record)) or any(left)
    if asked and not open_ and not offer_options(record, item).met:
        return met(*asked)
    return missed("choice_left")


def _on_terms(record: Record, asked: Turn) -> bool:
    """Whether a yes is asked for to a figure: one named in the same turn or in the own turn before."""
    before = next((t for t in reversed(record.own) if t.n < asked.n), None)
    return any(t is not None and t.terms is not None and t.terms.has_length for t in (asked, before))


@special("promise_kept")
def promise_kept(record: Record, item: Item) -> Finding:
    """Promised what only the court decides."""
    return charge(record, acts(record, "promise:outcome", "promise:leniency", to=DEFENCE, sure=GRAVE), "not_found")

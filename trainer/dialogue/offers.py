"""Which terms belong to which act of a turn."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.acts import Act
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.terms import terms_in
from trainer.law.terms import Terms

_WITH_TERMS = frozenset(("propose", "accept", "reject"))
_ANSWERS = frozenset(("accept", "reject"))
_OFFERS = frozenset(("inform:sentence", "advise:procedure"))
_MAY_NAME = frozenset(("argue", "record", "promise", "press", "grant", "request"))
"""Verbs that carry the figures of a turn in which no offer was heard ("six months, take it or leave it")."""
_NO_FIGURES = frozenset(("ask", "rapport", "repair", "press"))
"""Verbs whose own words name no terms: a figure in their stretch belongs to the offer beside them."""
_NO_LENGTH = frozenset(("restitution", "procedure", "request"))
_MAY_HOLD = frozenset(("inform:sentence_basis", "ask:decision", "repair:correct_self"))
_GOES_WITH = {
    "inform:liberty": ("liberty", "procedure"),
    "request:bail": ("liberty",),
    "inform:procedure": ("procedure", "fine_yuan"),
    "inform:sentence_basis": ("months", "fine_yuan"),
}
"""What is said beside an offer that belongs to it ("seven months, and you stay on bail") where it names none."""


def terms_by_act(acts: Sequence[Act], turn: Turn) -> list[Terms | None]:
    """The terms of each act of a turn, None for acts that name none. Months and yuan."""
    offers = [a.verb in _WITH_TERMS or a.id in _OFFERS for a in acts]
    terms = [_terms_of(i, acts, turn) if offer else None for i, offer in enumerate(offers)]
    if not any(terms) and any(offers):
        last = max(i for i, offer in enumerate(offers) if offer)
        if acts[last].verb in _ANSWERS:  # "A whole year? No, I won't take that": the figures stand before the answer
            terms[last] = terms_in(turn.text, turn.lang, _owed(acts[last], turn), _across(acts[last], turn))
    if not any(terms):
        may = [a.verb in _MAY_NAME or a.id in _MAY_HOLD for a in acts]
        return [_terms_of(i, acts, turn) if holds else None for i, holds in enumerate(may)]
    return _with_what_goes_along(acts, terms, turn)


def _with_what_goes_along(acts: Sequence[Act], terms: Sequence[Terms | None], turn: Turn) -> list[Terms | None]:
    """The last offer of a length or fine, with what the acts beside it name that it does not."""
    out = list(terms)
    last = max((i for i, t in enumerate(out) if t and (t.months or t.fine_yuan)), default=None)
    if last is None:
        return out
    whole = terms_in(turn.text, turn.lang)
    offer = out[last]
    if whole and offer and offer.months and not any(t and t.probation_months for t in out):
        # "A year. Suspended for two.": cut in two, and the period only says what it counts beside the length.
        out[last] = offer.merged(Terms(**{k: v for k, v in whole.named().items() if k.startswith("probation")}))
    for act in acts:
        slots = _GOES_WITH.get(act.id, ()) if act.holds else ()
        beside = terms_in(turn.text[slice(*act.span)], turn.lang) if slots else None
        offer = out[last]
        if beside and offer:
            more = {k: v for k, v in beside.named().items() if k in slots and getattr(offer, k) is None}
            out[last] = offer.merged(Terms(**more))
    return out


def _terms_of(index: int, acts: Sequence[Act], turn: Turn) -> Terms | None:
    """The terms of an offer: of its own stretch, and of what stands beside it and does nothing with figures itself."""
    act = acts[index]
    others = [a.span for i, a in enumerate(acts) if i != index and a.verb not in _NO_FIGURES]
    start = max((end for _, end in others if end <= act.span[0]), default=0)
    end = min((start for start, _ in others if start >= act.span[1]), default=len(turn.text))
    found = terms_in(turn.text[start:end], turn.lang, _owed(act, turn), _across(act, turn))
    if found and act.id == "advise:procedure":  # how long a procedure takes is no term of an offer
        return Terms(procedure=found.procedure)
    return found


def _across(act: Act, turn: Turn) -> bool:
    """Whether a bare number in this act counts months."""
    return (
        (act.verb in _WITH_TERMS or act.id == "inform:sentence")
        and act.topic not in _NO_LENGTH
        and "victim" not in (turn.speaker, turn.listener)
    )


def _owed(act: Act, turn: Turn) -> bool:
    """Whether a bare sum in this act is money for the victim."""
    at_table = act.verb in _WITH_TERMS and "victim" in (turn.speaker, turn.listener)
    return at_table or act.id == "propose:restitution"

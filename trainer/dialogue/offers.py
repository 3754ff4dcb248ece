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
_NO_LENGTH = frozenset(("fine", "restitution", "procedure", "request"))
_MAY_HOLD = frozenset(("inform:sentence_basis", "ask:decision"))


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
        terms = [_terms_of(i, acts, turn) if holds else None for i, holds in enumerate(may)]
    return terms


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

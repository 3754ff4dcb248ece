"""Which terms belong to which act of a turn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from trainer.acts import Act
from trainer.dialogue import word_roles
from trainer.dialogue.clauses import clauses, join
from trainer.dialogue.figure_roles import LIKELY, Role, roles
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.payments import REPAYS, plan
from trainer.dialogue.scope import is_steering
from trainer.dialogue.segment import Guess
from trainer.dialogue.terms import terms_in
from trainer.law.terms import Terms
from trainer.text import Lang

_WITH_TERMS = frozenset(("propose", "accept", "reject"))
_ANSWERS = frozenset(("accept", "reject"))
_OFFERS = frozenset(("inform:sentence", "advise:procedure"))
_MAY_NAME = frozenset(("argue", "record", "promise", "press", "grant", "request"))
"""Verbs that carry the figures of a turn in which no offer was heard ("six months, take it or leave it")."""
_NO_FIGURES = frozenset(("ask", "rapport", "repair", "press"))
"""Verbs whose own words name no terms: a figure in their stretch belongs to the offer beside them."""
_NAME_FIGURES = frozenset(
    (
        "propose:sentence",
        "propose:probation",
        "propose:fine",
        "propose:restitution",
        "inform:sentence",
        "reject:offer",
        "accept:offer",
    )
)
_POSSIBLE = 0.25
"""How likely a figure has to be a term where an offer that has to name one was heard and no other is likelier."""
_STRAY, _STRAY_WORD = 0.9, 0.8
"""How likely a figure, or a word, has to be a term that stands apart from the words of every offer."""
_BY_RULE = ("probation", "counts")
_MAY_HOLD = frozenset(("inform:sentence_basis", "ask:decision", "repair:correct_self"))
_OF_ITS_OWN = frozenset(("propose:meeting",))
"""Acts whose dates are their own and no term of the offer beside them."""
_GOES_WITH = {
    "inform:liberty": ("liberty", "procedure"),
    "request:bail": ("liberty",),
    "inform:procedure": ("procedure", "fine_yuan"),
    "inform:sentence_basis": ("months", "fine_yuan"),
}
"""What is said beside an offer that belongs to it ("seven months, and you stay on bail") where it names none."""


_BY_ITSELF: dict[str, tuple[str, object]] = {
    "propose:non_prosecution": ("kind", "non_prosecution"),
    "propose:apology": ("apology", True),
    "propose:release": ("liberty", "bail"),
}
"""What an offer names by being made, whatever its words ("leave this one unprosecuted")."""


def terms_by_act(acts: Sequence[Act], turn: Turn) -> list[Terms | None]:
    """The terms of each act of a turn, None for acts that name none. Months and yuan."""
    offers = [a.verb in _WITH_TERMS or a.id in _OFFERS for a in acts]
    may = [a.verb in _MAY_NAME or a.id in _MAY_HOLD for a in acts]
    if not any(offers) and not any(may):
        return [None] * len(acts)
    figures = roles(turn)
    terms = [_terms_of(i, acts, turn, figures) if offer else None for i, offer in enumerate(offers)]
    if not any(terms) and any(offers):
        last = max(i for i, offer in enumerate(offers) if offer)
        if acts[last].verb in _ANSWERS:  # "A whole year? No, I won't take that": the figures stand before the answer
            terms[last] = _named(turn, (0, len(turn.text)), figures)
    if not any(terms):
        terms = [_answered(a, turn, figures) if a.id in _TO_OFFERS else None for a in acts]
    terms = [_with_its_procedure(a, t, turn) for a, t in zip(acts, terms, strict=True)]
    if not any(terms):
        return [_terms_of(i, acts, turn, figures) if holds else None for i, holds in enumerate(may)]
    return _with_what_goes_along(acts, _with_the_rest(acts, terms, turn), turn)


_TO_OFFERS = frozenset(("accept:offer", "reject:offer"))
_AT_ALL = 0.015
"""How likely the only figure of an answer has to be a term: what is answered is an offer ("Six isn't happening")."""
_AT_ALL_WORD = 0.1
_OF_PROCEDURE = frozenset(f"{verb}:procedure" for verb in ("propose", "accept", "reject", "advise"))


def _answered(act: Act, turn: Turn, figures: Sequence[Role]) -> Terms | None:
    """What an answer to an offer names where nothing in its turn was taken for a term: its only figure, or its word."""
    inside = [f for f in figures if act.span[0] <= f.at[0] < act.span[1]]
    if len(inside) == 1 and inside[0].p >= _AT_ALL:
        only = inside[0]
        period = {"probation": True} if only.key == "probation_months" else {}
        return Terms(**{only.key: only.value}, **period)
    named = [w for w in _mentions(act, turn) if w.key in ("kind", "apology", "understanding")]
    return Terms(**{named[0].key: named[0].value}) if named and not inside and named[0].p >= _AT_ALL_WORD else None


def _mentions(act: Act, turn: Turn) -> list[word_roles.Mention]:
    """The words of an act that may name a term, the likeliest first."""
    return sorted((w for w in word_roles.words(turn) if act.span[0] <= w.at[0] < act.span[1]), key=lambda w: -w.p)


def _with_its_procedure(act: Act, terms: Terms | None, turn: Turn) -> Terms | None:
    """An act about a procedure names one, however faintly ("I suggest we go summary")."""
    if act.id not in _OF_PROCEDURE or (terms and terms.procedure):
        return terms
    inside = (w for w in word_roles.words(turn) if act.span[0] <= w.at[0] < act.span[1])
    named = next((w for w in inside if w.key == "procedure" and not word_roles.ruled_out(turn, w)), None)
    return (terms or Terms()).merged(Terms(procedure=named.value)) if named else terms


_HEARD = 0.8
"""How likely a figure has to be a term for an offer of which no word was understood."""
_HEARD_P = 0.5
"""How likely such an offer then is the act that was meant."""
_CLEAR = 0.5
"""From here on an act accounts for the figures of its turn."""
_HAVE_FIGURES = frozenset(("threaten", "promise"))
"""Verbs whose figures are no offer ("I'll ask for two years instead")."""
_ABOUT_FIGURES = frozenset(("ask:grounds", "request:correction", "request:custody_review"))
"""Acts that speak of a figure that lies there already."""
_OUTCOMES = frozenset(("non_prosecution", "exemption"))
"""Kinds that are asked for without a figure."""
_TOLD_TO = frozenset(("accused", "guardian", "family"))
_TELL = frozenset(("prosecutor", "judge", "officer", "defence"))


def offer_in_figures(acts: Sequence[Act], turn: Turn) -> tuple[Guess, Terms] | None:
    """The offer that a turn makes by its figures alone ("Sixteen thousand on the twentieth, not a penny less").

    For turns in which no act was heard that names terms: a figure that is plainly a term is somebody's offer, unless
    it is threatened or promised, or explains the law.
    """
    if any(a.verb in _WITH_TERMS or a.id in _OFFERS for a in acts):
        return None
    figures: list[Role | word_roles.Mention] = [f for f in roles(turn) if f.p >= _HEARD]
    figures += [w for w in word_roles.words(turn) if w.value in _OUTCOMES and w.p >= _STRAY_WORD]
    terms = named_in(turn) if figures and not any(_explains(a) for a in acts) else None
    if terms is None:
        return None
    rows = (join(row, turn.text) for row in clauses(turn.text, turn.lang))
    said = next((sentence for sentence in rows if sentence.end > figures[0].at[0]), None)
    if said is None or is_steering(said.text, turn.lang):
        return None
    return Guess(_offer_of(terms, turn), _HEARD_P, said), terms


def _explains(act: Act) -> bool:
    """Whether an act accounts for figures that are no offer."""
    elsewhere = act.verb in _HAVE_FIGURES or act.id in _ABOUT_FIGURES or (act.duty and act.id not in _GOES_WITH)
    return bool(elsewhere) and act.confidence >= _CLEAR


def _offer_of(terms: Terms, turn: Turn) -> str:
    """The act that puts such terms on the table."""
    if terms.kind == "non_prosecution":
        return "propose:non_prosecution"
    if terms.has_length or terms.kind == "exemption":
        told = turn.listener in _TOLD_TO and turn.speaker in _TELL
        return "inform:sentence" if told else "propose:sentence"
    keys = (("fine_yuan", "propose:fine"), ("restitution_yuan", "propose:restitution"))
    return next((name for key, name in keys if getattr(terms, key) is not None), "propose:probation")


def named_in(turn: Turn) -> Terms | None:
    """The terms that a whole turn names, whatever it does with them; None if it names none."""
    return _named(turn, (0, len(turn.text)), roles(turn))


def _named(
    turn: Turn, span: tuple[int, int], figures: Sequence[Role], only: Sequence[str] = (), least: float = LIKELY
) -> Terms | None:
    """The terms named in a stretch: its figures by their roles, the rest by its words."""
    said = terms_in(turn.text[slice(*span)], turn.lang, "victim" in (turn.speaker, turn.listener))
    slots = {k: v for k, v in said.named().items() if k in _BY_RULE} if said else {}
    slots |= word_roles.named(turn, span)
    within = [f for f in figures if span[0] <= f.at[0] < span[1]]
    least = LIKELY if any(f.p > LIKELY for f in within) else least
    slots |= {f.key: f.value for f in sorted(within, key=lambda f: f.p) if f.p > least}
    if "months" in slots:
        slots.pop("months_delta", None)  # "two months less, that makes eight"
    if slots.get("probation") is False:
        slots.pop("probation_months", None)
    elif "probation_months" in slots:
        slots["probation"] = True
    slots |= _in_parts(turn, span, slots)
    slots = {k: v for k, v in slots.items() if k in only} if only else slots
    return Terms(**slots) if slots else None


def _in_parts(turn: Turn, span: tuple[int, int], slots: dict[str, Any]) -> dict[str, Any]:
    """The whole of what is paid to a victim in parts: no part of it is the sum."""
    said = turn.text[slice(*span)]
    repaid = "restitution_yuan" in slots or "victim" in (turn.speaker, turn.listener) or REPAYS[turn.lang].search(said)
    found = plan(said, turn.lang) if repaid else None
    return {"restitution_yuan": found.total} if found and found.total else {}


def _with_the_rest(acts: Sequence[Act], terms: Sequence[Terms | None], turn: Turn) -> list[Terms | None]:
    """Everything that is a term in a turn with an offer is a term of the offer next to it."""
    out = list(terms)
    stray: list[Role | word_roles.Mention] = [f for f in roles(turn) if f.p >= _STRAY]
    stray += [w for w in word_roles.words(turn) if w.p >= _STRAY_WORD]
    for found in sorted(stray, key=lambda found: -found.p):
        if any(t and getattr(t, found.key) is not None for t in out):
            continue
        at = found.at[0]
        if any(a.id in _OF_ITS_OWN and a.span[0] <= at < a.span[1] for a in acts):
            continue
        near = min((i for i, t in enumerate(out) if t), key=lambda i: abs(acts[i].span[0] - at))
        with_it = out[near].merged(Terms(**{found.key: found.value}))  # type: ignore[union-attr]
        out[near] = _fitting(acts[near], with_it)
    return out


def _with_what_goes_along(acts: Sequence[Act], terms: Sequence[Terms | None], turn: Turn) -> list[Terms | None]:
    """The last offer of a length or fine, with what the acts beside it name that it does not."""
    out = list(terms)
    last = max((i for i, t in enumerate(out) if t and (t.months or t.fine_yuan)), default=None)
    if last is None:
        return out
    for act in acts:
        slots = _GOES_WITH.get(act.id, ()) if act.holds else ()
        beside = terms_in(turn.text[slice(*act.span)], turn.lang) if slots else None
        offer = out[last]
        if beside and offer:
            more = {k: v for k, v in beside.named().items() if k in slots and getattr(offer, k) is None}
            out[last] = offer.merged(Terms(**more))
    return out


_IF: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:if|once|when|provided|as soon as|on condition|after)\b[^.;!?]*$", re.I),
    "zh": re.compile(r"(?:要是|如果|只要|等|一旦|先)[^。；！？]*$"),
}


def _conditions(turn: Turn, span: tuple[int, int]) -> dict[str, Any]:
    """What a trade hangs on, named behind an "if": a letter, an apology. There such words are terms, however faint."""
    keys = ("understanding", "apology")
    inside = (w for w in word_roles.words(turn) if w.key in keys and span[0] <= w.at[0] < span[1])
    return {w.key: w.value for w in inside if _IF[turn.lang].search(turn.text[span[0] : w.at[0]])}


def _terms_of(index: int, acts: Sequence[Act], turn: Turn, figures: Sequence[Role]) -> Terms | None:
    """The terms of an offer: of its own stretch, and of what stands beside it and does nothing with figures itself."""
    act = acts[index]
    others = [a.span for i, a in enumerate(acts) if i != index and a.verb not in _NO_FIGURES]
    start = max((end for _, end in others if end <= act.span[0]), default=0)
    end = min((start for start, _ in others if start >= act.span[1]), default=len(turn.text))
    # How long a procedure takes is no term of an offer.
    only = ("procedure",) if act.id == "advise:procedure" else ()
    named = _named(turn, (start, end), figures, only, _POSSIBLE if act.id in _NAME_FIGURES else LIKELY)
    if act.id == "propose:trade" and (hangs_on := _conditions(turn, act.span)):
        named = Terms(**hangs_on).merged(named or Terms())
    named = _fitting(act, named)
    key, value = _BY_ITSELF.get(act.id, ("", None)) if act.confidence >= _NAMES_ITSELF else ("", None)
    if key and (named is None or getattr(named, key) is None):
        return (named or Terms()).merged(Terms(**{key: value}))
    return named


_NAMES_ITSELF = 0.5
"""How sure an offer has to be to name a term by being made."""


def _fitting(act: Act, terms: Terms | None) -> Terms | None:
    """The terms as such an act can name them: a length that goes with an offer of probation alone is its period, one
    that goes with a repayment counts its instalments (convention 1)."""
    if terms is None or terms.months is None:
        return terms
    if act.id == "propose:probation" and terms.probation_months in (None, terms.months[1]) and terms.kind is None:
        return terms.model_copy(update={"months": None, "probation": True, "probation_months": terms.months[1]})
    if act.id == "propose:restitution" and terms.restitution_yuan is not None:
        return terms.model_copy(update={"months": None, "fine_yuan": None})
    return terms

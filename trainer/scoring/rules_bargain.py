"""The consultation rubric at the table: repair, figures and reasons, custody, procedure (Opinion 16-21, 27, 33)."""

from __future__ import annotations

import re

from trainer.acts import Act
from trainer.dialogue.clauses import clauses, join
from trainer.dialogue.features import concepts, normal
from trainer.dialogue.figure_roles import amounts_in
from trainer.dialogue.terms import figures_named
from trainer.dialogue.word_roles import mentions_in
from trainer.law.terms import Terms
from trainer.scoring.questions import asks
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import quote_of
from trainer.scoring.rubric import Item
from trainer.scoring.rules import (
    AUTHORITY,
    HEARD,
    NOT_APPLICABLE,
    Finding,
    acts,
    conditional,
    first,
    makes_good,
    met,
    missed,
    named,
    prices_a_repair,
    special,
    this_and_next,
)
from trainer.scoring.void import sentence_of, voided
from trainer.scoring.wordings import either, wording
from trainer.text import Lang

_REPAIR = (
    "propose:restitution",
    "propose:apology",
    "propose:meeting",
    "request:victim_contact",
    "advise:repair",
    "promise:repair",
)


_CARRIES = ("propose:sentence", "propose:probation", "propose:trade", "propose:meeting")
"""Offers that repair comes along with."""
_PRICED = ("inform:sentence_basis", "inform:alternatives")


@special("repair_raised")
def repair_raised(record: Record, item: Item) -> Finding:
    """Repair is spoken of: by an act of its own, as part of an offer, or by what it would change."""
    if hit := first(acts(record, *item.rule.acts)):
        return met(*hit)
    for turn, act in acts(record, *_CARRIES):
        if _on_the_table(turn.terms):
            return met(turn, act)
    return priced if (priced := _priced(record)) else missed("not_found")


def _priced(record: Record) -> Finding | None:
    """The first own turn that tells what making good would change."""
    for turn in record.own:
        told = next((a for a in turn.acts if a.id in _PRICED and a.polarity in ("asserted", "hypothetical")), None)
        if told and (prices_a_repair(turn.text, record.lang) or conditional(turn, record.lang)):
            return met(turn, told)
    return None


def _on_the_table(terms: Terms | None) -> bool:
    return terms is not None and bool(terms.restitution_yuan or terms.apology or terms.understanding)


@special("repair_step")
def repair_step(record: Record, item: Item) -> Finding:
    """A concrete step: a sum, a date, a meeting, a letter."""
    for turn, act in acts(record, *_REPAIR, "propose:trade"):
        terms = turn.terms
        concrete = terms and (terms.restitution_yuan or terms.fine_yuan or terms.date)
        if concrete or act.topic in ("meeting", "victim_contact") or either("repair_step").search(turn.text):
            return met(turn, act)
    for turn, act in acts(record, *_CARRIES):
        if turn.terms and turn.terms.restitution_yuan:
            return met(turn, act)
    for turn in record.own if record.case.outside else ():
        if planned := _step_planned(turn.text, record.lang):
            return Finding(True, (quote_of(turn, planned),), "planned", confidence=0.6)
    return missed("nothing_concrete")


def _step_planned(text: str, lang: Lang) -> tuple[int, int] | None:
    """The sentence that sets a day for a sum or a letter that makes good, whatever act it was taken for."""
    for sentence in (join(row, text) for row in clauses(text, lang)):
        named_here = {m.key for m in mentions_in(sentence.text, lang)}
        brought = named_here & {"apology", "understanding"} or any(
            a.kind in ("yuan", "sum") for a in amounts_in(sentence.text, lang)
        )
        about = makes_good(sentence.text, lang) or either("repair_step").search(sentence.text)
        to_come = not wording("has_happened", lang).search(sentence.text)
        span = (sentence.start, sentence.end)
        if "date" in named_here and brought and about and to_come and not voided(text, span, lang):
            return span
    return None


@special("repair_linked")
def repair_linked(record: Record, item: Item) -> Finding:
    """Repair tied to a result: probation, a measure short of custody, months."""
    if hit := first(acts(record, "propose:trade")):
        return met(*hit)
    results = ("propose:sentence", "propose:probation", "propose:release", "request:bail")
    for turn, act in acts(record, *_REPAIR, "argue:restitution", "argue:victim_understanding"):
        for near in this_and_next(record, turn):
            if result := next((a for a in near.held() if a.id in results), None):
                return Finding(
                    True, tuple(dict.fromkeys((quote_of(turn, act.span), quote_of(near, result.span)))), "linked"
                )
    for turn, act in acts(record, *_CARRIES):
        if turn.terms and _on_the_table(turn.terms) and (turn.terms.has_length or turn.terms.probation):
            return met(turn, act)
    return priced if (priced := _priced(record)) else missed("not_linked")


@special("offer_concrete")
def offer_concrete(record: Record, item: Item) -> Finding:
    """A figure: kind and length. A length of a known kind (under or over six months) names its kind (CL 42, 45)."""
    for turn, act in acts(record, "propose:sentence", "propose:trade", "propose:probation", to=AUTHORITY):
        if turn.terms and (turn.terms.months or (turn.terms.months_delta and turn.terms.kind)):
            return met(turn, act)
    for turn in record.own if record.case.outside else ():
        terms = turn.terms
        named = terms and terms.months and (terms.kind or terms.probation_months or terms.fine_yuan is not None)
        if (
            named
            and turn.to[0] in set(AUTHORITY) - {record.role}
            and not any(a.polarity == "reported" for a in turn.acts)
            and not voided(turn.text, (0, len(turn.text)), record.lang)
        ):
            return Finding(True, (quote_of(turn),), "figure", confidence=0.6)
    return missed("no_figure")


@special("offer_reasoned")
def offer_reasoned(record: Record, item: Item) -> Finding:
    """The reason for the figure, in the same or the next own turn."""
    for turn, act in acts(record, "propose:sentence", "propose:trade", "propose:probation", to=AUTHORITY):
        if not (turn.terms and (turn.terms.has_length or turn.terms.probation)):
            continue
        for near in this_and_next(record, turn):
            reason = next((a for a in near.held() if a.verb == "argue" or a.id == "inform:sentence_basis"), None)
            if reason:
                return Finding(
                    True, tuple(dict.fromkeys((quote_of(turn, act.span), quote_of(near, reason.span)))), "reasoned"
                )
    return missed("no_reason")


def _refused_at(record: Record) -> int | None:
    """The turn in which the other side refused or held."""
    marks = (
        "reject",
        "counter.hold",
        "counter.unlawful",
        "plea.refuse",
        "probation.needs",
        "probation.refuse",
        "ground.noproof",
        "counter.meet",
    )
    for turn in record.turns:
        refused = any(g.startswith(marks) for g in turn.gist) or any(a.id in _REFUSALS for a in turn.held())
        if turn.role in ("prosecutor", "judge") and turn.role != record.role and refused:
            return turn.n
    return (_countered_at(record) or _told_no_at(record)) if record.case.outside else None


def _turns_down(turn: Turn, lang: Lang) -> bool:
    return bool(wording("turned_down", lang).search(turn.text))


def _told_no_at(record: Record) -> int | None:
    """The turn in which the other side says no to what was just asked for."""
    asked = 0
    for turn in record.turns:
        if turn.role == record.role and any(a.verb in ("propose", "request") for a in turn.held()):
            asked = turn.n
        elif turn.role == "prosecutor" and asked and turn.n <= asked + 2 and _turns_down(turn, record.lang):
            return turn.n
    return None


_REFUSALS = ("reject:offer", "reject:opinion", "reject:request", "reject:procedure")


def _countered_at(record: Record) -> int | None:
    """The turn in which the other side answers a figure with a heavier one: a refusal without the word."""
    asked: float | None = None
    for turn in record.turns:
        months = turn.terms.months if turn.terms else None
        if turn.role == record.role and months and any(a.verb == "propose" for a in turn.held()):
            asked = months[1]
        elif turn.role == "prosecutor" and asked is not None and months and months[1] > asked:
            return turn.n
    return None


@special("offer_persist")
def offer_persist(record: Record, item: Item) -> Finding:
    """After a refusal: a new reason or a changed proposal."""
    refused = _refused_at(record)
    if refused is None:
        return NOT_APPLICABLE
    before = {a.id for _, a in acts(record, "argue:*", until=refused)}
    asked = [t.terms for t, _ in acts(record, "propose:*", until=refused) if t.terms]
    until = _gave_in_at(record, refused) if record.case.outside else None
    for turn, act in acts(record, "argue:*", "propose:*", to=AUTHORITY, since=refused, until=until):
        new_reason = act.verb == "argue" and act.id not in before and _is_a_reason(record, turn, act)
        offers = turn.terms is not None and bool(turn.terms.has_length or turn.terms.probation or turn.terms.fine_yuan)
        changed = act.verb == "propose" and turn.terms not in asked and (offers or act.topic in _OTHERWISE)
        if new_reason or changed:
            return met(turn, act)
    return missed("gave_up")


def _is_a_reason(record: Record, turn: Turn, act: Act) -> bool:
    """Whether an argument has something in it: "within the guidelines" without a figure or an article is none."""
    words = turn.text[slice(*act.span)]
    return act.topic not in _NEEDS_FIGURES or bool(figures_named(words, record.lang) or re.search(r"\d|第", words))


_NEEDS_FIGURES = ("guideline", "law", "similar_case")
_OTHERWISE = ("restitution", "apology", "drop_count", "non_prosecution", "release", "trade", "probation")
"""What else a changed proposal may put on the table, with or without a figure."""
_GIVES_IN = 0.5
"""How sure the acceptance after a refusal has to be."""


def _gave_in_at(record: Record, refused: int) -> int | None:
    """The turn before the one that takes what the other side holds to: what is argued after it persists no more."""
    took = next(acts(record, "accept:offer", to=AUTHORITY, since=refused, sure=_GIVES_IN), None)
    return took[0].n - 1 if took else None


@special("release_asked")
def release_asked(record: Record, item: Item) -> Finding:
    """Bail, surveillance or review of custody asked for, with a reason on danger to society (CPL 81, 95)."""
    for turn, act in acts(record, "request:bail", "request:custody_review", "propose:release", to=AUTHORITY):
        for near in this_and_next(record, turn):
            if any(a.id in _SAFE for a in near.held()) or _names_a_help(record, near):
                return met(turn, act)
    for turn in record.own if record.case.outside else ():
        if (
            set(turn.to) & set(AUTHORITY) - {record.role}
            and named(turn, record) & _RELEASE
            and any(a.id in _SAFE for a in turn.held())
        ):
            return Finding(True, (quote_of(turn),), "asked", confidence=0.6)
    return missed(
        "no_reason" if any(acts(record, "request:bail", "request:custody_review", "propose:release")) else "not_asked"
    )


def _names_a_help(record: Record, turn: Turn) -> bool:
    """In a session: whether a turn names something of the case that helps the accused (a lease, a job kept open)."""
    helps = (f for f in record.case.facts if f.favourable and not record.case.outside)
    return any(f.about.named_in(turn.text, record.lang) for f in helps)


_SAFE = ("argue:low_danger", "argue:personal", "argue:first_offender")
_RELEASE = {"bail", "surveillance", "custody_review", "custody"}


@special("procedure_view")
def procedure_view(record: Record, item: Item) -> Finding:
    """A view on the procedure with a reason, in its sentence or by the argument that follows."""
    views = ("propose:procedure", "accept:procedure", "reject:procedure")
    for turn, act in acts(record, *views, to=AUTHORITY, sure=HEARD):
        sentence = sentence_of(turn.text, act.span)
        if _says_more(sentence, record.lang) or _argued_behind(turn, turn.text.index(sentence) + len(sentence)):
            return met(turn, act)
    for turn in record.own if record.case.outside else ():
        if turn.to[0] in AUTHORITY and (span := _procedure_named(turn, record.lang)):
            return Finding(True, (quote_of(turn, span),), "named", confidence=0.6)
    return missed("no_view")


def _procedure_named(turn: Turn, lang: Lang) -> tuple[int, int] | None:
    """In a transcript: where a procedure that is on the table is named with a reason, though no act was heard in it
    ("Fast-track. There's nobody to call.")."""
    if turn.terms is None or not turn.terms.procedure or any(a.polarity != "asserted" for a in turn.acts):
        return None
    for sentence in (join(row, turn.text) for row in clauses(turn.text, lang)):
        views = _PROCEDURES & concepts(normal(sentence.text, lang), lang) and not asks(sentence.text, lang)
        if views and (_says_more(sentence.text, lang) or _argued_behind(turn, sentence.end)):
            return sentence.start, sentence.end
    return None


def _says_more(sentence: str, lang: Lang) -> bool:
    """Whether a sentence with a view on the procedure says more than it: a reason, or a part on something else."""
    parts = (p for p in _PARTS.split(sentence) if not _PROCEDURES & concepts(normal(p, lang), lang))
    return bool(either("reason").search(sentence)) or any(_is_reason(p, lang) for p in parts)


def _is_reason(part: str, lang: Lang) -> bool:
    return len(part.strip()) >= 4 if lang == "zh" else len(part.split()) >= 4


def _argued_behind(turn: Turn, end: int) -> bool:
    """Whether the sentence behind is an argument."""
    following = sentence_of(turn.text, (end, end + 1)) if end < len(turn.text) else ""
    return any(a.verb == "argue" and end <= a.span[0] < end + len(following) for a in turn.held())


_PARTS = re.compile(r"[,，;；:：、]")
_PROCEDURES = {"procedure_fast", "procedure_summary", "procedure_ordinary", "procedure_word"}

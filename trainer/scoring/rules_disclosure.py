"""Equal consultation: evidence shown to the defence, and what of it was made up (2019 Opinion 29)."""

from __future__ import annotations

import re

from trainer.dialogue import law_talk
from trainer.scoring.amends import disowned
from trainer.scoring.idle import sentences
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import quote_of
from trainer.scoring.rubric import Item
from trainer.scoring.rules import (
    DEFENCE,
    FAINT,
    GRAVE,
    TAKEN_BACK,
    Finding,
    acts,
    charge,
    met,
    missed,
    names_evidence,
    special,
)
from trainer.scoring.topics import NOWHERE, Noted, Topic


@special("evidence_disclosed")
def evidence_disclosed(record: Record, item: Item) -> Finding:
    """A key piece of evidence named or summarised before the decision."""
    false = bluff(record, item)
    if false.met and false.reason != TAKEN_BACK:
        return missed("false_summary", *false.evidence)
    void = _turns_of(false)
    for turn, act in acts(record, "inform:evidence", "inform:charge", "grant:file", to=DEFENCE, until=record.limit):
        if turn.n not in void and (act.verb == "grant" or names_evidence(turn.text)):
            return met(turn, act)
    return missed("false_summary" if void else "not_shown", *(false.evidence if void else ()))


def _turns_of(fault: Finding) -> set[int]:
    """The turns a fault rests on: what was made up, and its taking back."""
    return {quote.turn for quote in fault.evidence} if fault.met else set()


@special("favourable_disclosed")
def favourable_disclosed(record: Record, item: Item) -> Finding:
    """Evidence that helps the accused mentioned to the defence."""
    helpful = _helpful(record)
    if not record.case.outside:
        return _told_in_favour(record, bluff(record, item))
    for turn in record.own:
        told = set(turn.to) & set(DEFENCE) and any(a.verb in ("inform", "argue", "accept") for a in turn.held())
        if turn.n > record.limit or not told:
            continue
        for id_, about in helpful:
            if about.named_in(turn.text, record.lang) and not _brought_up(record, about, turn):
                return Finding(True, (quote_of(turn),), id_)
    return missed("not_mentioned")


def _brought_up(record: Record, about: Topic, turn: Turn) -> bool:
    """Whether counsel had spoken of a thing before: what is only taken up was disclosed by nobody."""
    return any(t.n < turn.n and t.role == "defence" and about.named_in(t.text, record.lang) for t in record.turns)


def _told_in_favour(record: Record, false: Finding) -> Finding:
    """In a session: a sentence that tells what a favourable fact says. Its topic alone, asked about or held against the
    accused, tells nothing; nor does what was made up, or its taking back."""
    void = _turns_of(false)
    for turn in record.own:
        if turn.n > record.limit or turn.n in void or not set(turn.to) & set(DEFENCE):
            continue
        states = any(a.verb in ("inform", "argue", "accept", "propose") for a in turn.held())
        for sentence in sentences(turn.text, record.lang):
            if re.search(r"[?？]\W*$", sentence) or _explains_law(turn, sentence):
                continue
            for fact in record.case.facts:
                told = fact.told.named_in(sentence, record.lang) if fact.told is not NOWHERE else states and (
                    fact.about.named_in(sentence, record.lang))  # fmt: skip
                if fact.favourable and told:
                    return Finding(True, (quote_of(turn),), fact.id)
    return missed("not_mentioned")


def _explains_law(turn: Turn, sentence: str) -> bool:
    """Whether a sentence tells of a right or an effect ("you can go back on it"), and so of no evidence."""
    start = turn.text.find(sentence)
    within = (a for a in turn.held() if a.verb == "inform" and a.span[0] < start + len(sentence) and start < a.span[1])
    return any(a.topic not in _OF_THE_CASE for a in within)


_OF_THE_CASE = ("evidence", "charge", "fact", "sentence", "sentence_basis")


def _helpful(record: Record) -> list[tuple[str, Topic]]:
    """What helps the accused: facts marked so; in a transcript also its weak points and what mitigates."""
    found = [(f.id, f.about) for f in record.case.facts if f.favourable]
    if record.case.outside and not found:
        found = [(p.id, p.about) for p in record.case.weak_points]
        found += [(c.id, Noted(c.name[record.lang])) for c in record.case.circumstances]
    return found


GRAVELY = 0.2
"""How much more likely a statement has to be wrong before it is charged as a bluff."""


@special("bluff")
def bluff(record: Record, item: Item) -> Finding:
    """Evidence or law misstated to get agreement."""
    misled = charge(record, acts(record, "breach:mislead", to=DEFENCE, sure=GRAVE), "no_bluff")
    if misled.met:
        return misled
    if made_up := disowned(record):
        claim, denial = made_up
        if set(claim.to) & set(DEFENCE):
            reason = TAKEN_BACK if denial.n <= record.limit else "owned_up"
            return Finding(True, (quote_of(claim), quote_of(denial)), reason)
    if contrary := _contrary(record):
        return contrary
    told = [t for t in record.own if t.claims and set(t.to) & set(DEFENCE) and t.n <= record.limit + 1]
    wrong = [t for t in told if law_talk.wrong_in(t.text, record.lang, t.acts, GRAVELY)]
    for turn in wrong:
        # An error in a plain explanation is a slip; it is used where its own turn presses, or asks for the yes.
        if any(a.id in _URGING and a.confidence >= FAINT for a in turn.held()):
            return Finding(True, (quote_of(turn),), law_talk.claims()[turn.claims[0]].truth[record.lang])
    return missed("no_bluff")


def _contrary(record: Record) -> Finding | None:
    """Something told to the defence that a fact of the case belies."""
    for turn in record.own:
        if turn.n > record.limit or not set(turn.to) & set(DEFENCE):
            continue
        for fact in record.case.facts:
            if fact.contrary.named_in(turn.text, record.lang):
                return Finding(True, (quote_of(turn),), "belied")
    return None


_URGING = ("ask:decision", "press:take_it", "press:just_sign", "press:hurry", "advise:sign")

"""Time before the signature: to think, or to talk to counsel or family (Opinion 10, 12; CPL 174)."""

from __future__ import annotations

from trainer.acts import Act
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import quote_of
from trainer.scoring.rubric import Item
from trainer.scoring.rules import AUTHORITY, FAINT, Finding, acts, met, missed, named_in, special
from trainer.scoring.void import sentence_of, voided
from trainer.scoring.wordings import wording

_APART = ("grant:private_talk", "request:private_meeting")
_SIDE = {"accused", "guardian", "defence", "family"}
_TO_DECIDE = {"sign", "decide", "time_to_think"}
_SHORT = 8
"""Characters of words that have their sense from what follows them ("先别。", "Wait.")."""


@special("time_to_think")
def time_to_think(record: Record, item: Item) -> Finding:
    """Time given or asked for before the decision, by an act or in words everybody has for it ("sleep on it")."""
    for turn, act in acts(record, *item.rule.acts, to=item.rule.to, until=record.limit):
        if _leaves_them_time(record, turn, act):
            return met(turn, act)
    for turn in record.own if record.case.outside else ():
        said = wording("sleep_on_it", record.lang).search(turn.text)
        theirs = (_SIDE - {record.role}) & set(turn.to) and turn.n <= record.limit
        if said and theirs and not _hurries(turn) and not voided(turn.text, said.span(), record.lang):
            return Finding(True, (quote_of(turn, said.span()),), "in_words", confidence=0.7)
    return missed("not_found")


def _hurries(turn: Turn) -> bool:
    return any(a.holds and a.verb == "press" and a.confidence >= FAINT for a in turn.acts)


def _leaves_them_time(record: Record, turn: Turn, act: Act) -> bool:
    """Whether an act leaves the accused time: no talk of the speaker's own, no "wait" about something else, and none
    that comes after the signature."""
    if wording("after_signing", record.lang).search(sentence_of(turn.text, act.span)):
        return False
    if act.id in _APART:
        if record.role == "defence":  # counsel who sends others out has begun the talk, and put nothing off
            return turn.to[0] in (*AUTHORITY, "officer")
        return not wording("among_us", record.lang).search(sentence_of(turn.text, act.span))
    if act.id == "advise:wait":
        start, end = act.span
        words = turn.text[end:] if end - start < _SHORT else turn.text[start:end]
        return bool(named_in(words, record) & _TO_DECIDE)
    return True

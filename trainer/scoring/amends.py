"""What speakers take back themselves: a fault they own up to, and evidence they had claimed and do not have."""

from __future__ import annotations

from trainer.scoring.record import Record, Turn
from trainer.scoring.void import voided
from trainer.scoring.wordings import either, wording
from trainer.text import Lang


def corrects(turn: Turn, lang: Lang) -> bool:
    """Whether a turn corrects what its speaker said before."""
    return any(a.id == "repair:correct_self" for a in turn.held()) or bool(wording("own_slip", lang).search(turn.text))


def taken_back(record: Record, fault: Turn) -> Turn | None:
    """The own turn before the decision in which somebody who heard the fault is told that it does not stand.

    A bare apology is one for what was said just before it; a later one has to say what for.
    """
    later = [t for t in record.own if fault.n < t.n <= record.limit and set(t.to) & set(fault.to)]
    return next((t for i, t in enumerate(later) if _amends(t, record.lang, at_once=i == 0)), None)


def _amends(turn: Turn, lang: Lang, at_once: bool) -> bool:
    said = wording("amends", lang).search(turn.text)
    if said and not voided(turn.text, said.span(), lang):
        return True
    return corrects(turn, lang) or (at_once and any(a.id == "rapport:apologise" for a in turn.held()))


_KINDS = ("recordings", "witnesses", "traces", "papers")
"""Kinds of evidence: who denies one of a kind denies what was claimed of that kind."""


def disowned(record: Record) -> tuple[Turn, Turn] | None:
    """Evidence that a speaker claimed to have, with the own turn that says there is none, or that it was a lie."""
    for turn in record.own:
        denies = wording("no_such_evidence", record.lang).search(turn.text)
        lied = wording("own_lie", record.lang).search(turn.text)
        earlier = [t for t in record.own if t.n < turn.n and set(t.to) & set(turn.to)] if denies or lied else []
        for claim in reversed(earlier):
            kinds = _claimed(claim.text, record.lang)
            if kinds and (lied or (denies and kinds & _kinds(denies[0]))):
                return claim, turn
    return None


def _claimed(text: str, lang: Lang) -> set[str]:
    said = " ".join(m[0] for m in wording("has_evidence", lang).finditer(text))
    denied = wording("no_such_evidence", lang).search(text)
    return set() if denied else _kinds(said)


def _kinds(text: str) -> set[str]:
    return {kind for kind in _KINDS if either(f"kind_{kind}").search(text)}

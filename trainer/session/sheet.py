"""The affidavit as a sheet of paper: what is printed on it, and whether that is still what was agreed (CPL 174)."""

from __future__ import annotations

from dataclasses import dataclass

from trainer import events as ev
from trainer.dialogue.interpreter import Reading
from trainer.i18n import t
from trainer.i18n.phrases import procedure_name, terms_phrase
from trainer.law.terms import Terms
from trainer.persona import bargain
from trainer.scenario.loader import Play
from trainer.state import State
from trainer.text import Lang


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a printing says: the recommendation, and the weak points that are no longer in the facts."""

    terms: Terms
    without: frozenset[str] = frozenset()


def lying(play: Play, state: State) -> Sheet:
    """The sheet on the table: the first one, until another was printed."""
    if state.printed is None:
        return Sheet(play.script.offer)
    return Sheet(state.printed.terms, frozenset(state.printed.without))


def due(play: Play, state: State) -> Sheet:
    """What it would have to say: what was agreed, or else the recommendation as it stands."""
    return Sheet(state.agreed or state.offer or play.script.offer, bargain.conceded(play, state))


def stale(play: Play, state: State) -> bool:
    """Whether the sheet on the table is not the deal any more."""
    if play.script.affidavit is None:
        return False
    now, then = (_slots(play, sheet, "en") for sheet in (lying(play, state), due(play, state)))
    return now != then


def printed(play: Play, state: State) -> ev.Printed:
    """The record of a new printing."""
    sheet = due(play, state)
    return ev.Printed(terms=sheet.terms, without=tuple(sorted(sheet.without)))


def asked_for(play: Play, state: State, reading: Reading, role: str) -> bool:
    """Whether a prosecutor has just been asked to correct what is in writing, and the sheet is what wants it."""
    asked = any(a.holds and a.id == "request:correction" for a in reading.acts)
    return role == "prosecutor" and asked and stale(play, state)


def paper(play: Play, state: State, document: str, lang: Lang) -> str:
    """A paper as it is read now. The affidavit is the sheet that lies there, marked where it is the old one."""
    text = play.text(document, lang)
    sheet = play.script.affidavit
    if sheet is None or sheet.document != document:
        return text
    if state.printed is not None:
        text = text.partition("\n---\n")[0]  # the note on how the first figure was reached went with the first printing
    for slot, words in _slots(play, lying(play, state), lang).items():
        text = text.replace(f"{{{{ {slot} }}}}", words)
    if not stale(play, state):
        return text
    terms = terms_phrase(bargain.spoken(due(play, state).terms), lang)
    return t(lang, f"sheet.stale.{state.trainee}", terms=terms) + "\n\n" + text


def _slots(play: Play, sheet: Sheet, lang: Lang) -> dict[str, str]:
    assert play.script.affidavit is not None
    procedure = sheet.terms.procedure or play.script.offer.procedure or "fast_track"
    return {
        "facts": play.script.affidavit.facts_without(sheet.without)[lang],
        "terms": terms_phrase(bargain.spoken(sheet.terms), lang),
        "procedure": procedure_name(procedure, lang),
    }

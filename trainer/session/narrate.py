"""Events as lines of text: the same words in the app, line by line, and in the exports."""

from __future__ import annotations

from dataclasses import dataclass

from trainer import events as ev
from trainer.i18n import t
from trainer.i18n.phrases import terms_phrase
from trainer.scenario.loader import Play
from trainer.session.hints import words
from trainer.session.info import speaker
from trainer.session.table import offer_phrase
from trainer.text import Lang, joined


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the conversation. `kind`: `you`, `them`, `scene`, `offer`, `note`, `end`.

    `turn` numbers what is said, whoever says it, from 1: the one numbering that conversation, transcript and debrief
    show, and that the record has.
    """

    kind: str
    who: str
    text: str
    turn: int = 0


def narrate(play: Play, event: ev.Event, lang: Lang) -> Line | None:
    """An event as a line, or None where it is not for the trainee to see (what goes on in minds)."""
    match event:
        case ev.Said():
            mine = event.speaker == ev.TRAINEE
            who = t(lang, "you") if mine else speaker(play, event.speaker, lang)
            return Line("you" if mine else "them", who, event.text, event.turn)
        case ev.Moved():
            room = play.rooms[event.room]
            return Line("scene", room.name[lang], room.arrive[lang])
        case ev.Read():
            return Line(
                "scene",
                "",
                t(lang, "event.read", title=play.documents[event.document].title[lang], minutes=event.minutes),
            )
        case ev.Waited():
            key = "event.waited_one" if event.minutes == 1 else "event.waited"
            return Line("scene", "", t(lang, key, minutes=event.minutes))
        case ev.OfferMade():
            return _offer(play, event, lang)
        case ev.GroundAnswered() if event.by:
            name = play.weak_points[event.ground].name[lang]
            return Line("offer", "", t(lang, "event.given_up", name=name))
        case ev.OfferAnswered():
            key = "event.accepted" if event.accepted else "event.rejected"
            return Line("offer", "", t(lang, key, terms=terms_phrase(event.terms, lang)))
        case ev.Established():
            name = (
                play.circumstances[event.circumstance].name[lang]
                if event.circumstance in play.circumstances
                else event.circumstance
            )
            return Line("offer", "", t(lang, "event.established", name=name))
        case ev.BeatPlayed() if event.note:
            return Line("scene", "", event.note)
    return _formal(play, event, lang)


def as_text(line: Line, lang: Lang) -> str:
    """A line by itself, as a transcript has it: what was said behind its number, everything else in square brackets."""
    text = t(lang, "named", who=line.who, text=line.text) if line.who else line.text
    return f"[{line.turn}] {text}" if line.turn else f"[{text}]"


def _offer(play: Play, event: ev.OfferMade, lang: Lang) -> Line:
    text = t(lang, "event.offer", who=speaker(play, event.by, lang), terms=offer_phrase(event, lang))
    if not event.lawful:
        text += t(lang, "event.offer_unlawful")
    return Line("offer", "", text)


def _formal(play: Play, event: ev.Event, lang: Lang) -> Line | None:
    match event:
        case ev.Asked():
            name = t(lang, f"asked.{event.what}")
            return Line("offer", "", t(lang, "event.granted" if event.granted else "event.refused", what=name))
        case ev.Hinted():
            return Line("note", "", words(play, event.about, lang)) if event.about else None
        case ev.Noted():
            return Line("note", "", t(lang, "event.filed" if event.filed else "event.noted", text=event.text))
        case ev.Decided():
            who = speaker(play, event.by, lang)
            terms = terms_phrase(event.terms, lang) if event.terms else ""
            text = t(lang, f"event.decided.{event.decision}", who=who, terms=terms)
            return Line("end", "", joined((text, event.reason), lang))
        case ev.Printed():
            return Line("offer", "", t(lang, "event.printed", terms=terms_phrase(event.terms, lang)))
        case ev.Held():
            return Line("note", "", t(lang, "event.held", who=speaker(play, event.by, lang)))
        case ev.Closed():
            ending = next(e for e in play.script.endings if e.id == event.ending)
            return Line("end", ending.title[lang], ending.told(lang, event.told))
        case ev.VoiceFailed():
            fault = t(lang, f"fault.{event.kind}")
            return Line("scene", "", t(lang, "voice.off" if event.off else "voice.failed", fault=fault))
    return None

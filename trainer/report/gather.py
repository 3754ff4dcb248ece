"""Everything a report shows, gathered from a session: header, outcome, marks, truth, transcript."""

from __future__ import annotations

from collections.abc import Mapping

from trainer import events as ev
from trainer.i18n import t
from trainer.i18n.phrases import terms_phrase
from trainer.law.terms import Terms
from trainer.persona import bargain
from trainer.report import marks
from trainer.report.inside import truth_of
from trainer.report.model import Debrief, Header, OfferRow, Outcome, RubricView, TurnRow, Withheld
from trainer.report.voices import figures_of
from trainer.scenario.loader import Play
from trainer.scoring.embedded import score
from trainer.scoring.human import RubricMarks, marked
from trainer.scoring.record import from_session
from trainer.scoring.rubric import load_rubric
from trainer.session import table
from trainer.session.cast import opening_mind
from trainer.session.director import Session
from trainer.session.info import dispositions, speaker
from trainer.session.narrate import narrate
from trainer.session.table import offer_phrase
from trainer.state import State, apply, begin
from trainer.text import Lang, clean


def debrief_of(session: Session, release: bool, given: Mapping[str, RubricMarks]) -> Debrief:
    """See `model.build`."""
    play, opening, events = session.play, session.state.opening, session.events
    withheld = _withheld(session, release)
    start = begin(opening, opening_mind(play, opening.personas))
    header, outcome = _header(session, bool(withheld)), _outcome(play, start, events)
    if withheld:
        return Debrief(session.lang, withheld, header, outcome)
    record = from_session(play, start, events)
    rubrics = [r for r in play.script.rubrics.get(opening.role, []) if opening.role in load_rubric(r).roles]
    results = [marked(r, given[r.rubric].items if r.rubric in given else {}, record) for r in score(record, rubrics)]
    source = marks.Source(play, record, session.lang)
    views = tuple(marks.view_of(source, r) for r in results)
    truth = truth_of(play, start, events, session.state, record)
    return Debrief(
        session.lang, "", header, outcome, marks.critical_rows(views), views, marks.done_well(source, results),
        marks.practise(source, results), truth, _stopped(events), _transcript(play, events, session.lang),
        sources(views, session.lang), tuple(results), times=_times(play, start, events), voice=figures_of(events),
    )  # fmt: skip


def _stopped(events: list[ev.Event]) -> int:
    """Sentences of a model that were not let through. The embedded voice speaks written lines only: none."""
    return sum(isinstance(e, ev.VoiceGuarded) for e in events)


def _withheld(session: Session, release: bool) -> Withheld:
    if release:
        return ""
    return "open" if not session.closed else "exam" if session.state.opening.mode == "exam" else ""


def _header(session: Session, hide: bool) -> Header:
    """The head of a report. Who played with which disposition is part of what is hidden."""
    play, state, lang = session.play, session.state, session.lang
    opening = state.opening
    hints = sum(isinstance(e, ev.Hinted) for e in session.events)
    return Header(
        session=session.id, scenario=play.script.title[lang], scenario_version=opening.scenario_version,
        scenario_sha256=opening.scenario_sha256, program=opening.program, role=t(lang, f"role.{opening.role}"),
        mode=t(lang, f"report.mode.{opening.mode}"), stage=t(lang, f"stage.{play.script.stage}"), seed=opening.seed,
        minutes_used=min(state.clock, play.script.minutes), minutes=play.script.minutes,
        turns=state.trainee_turns, hints=hints,
        played=() if hide else _played(session),
    )  # fmt: skip


def _played(session: Session) -> tuple[tuple[str, str], ...]:
    """The people the program played, in the order of the cast; the trainee's own chair is not among them."""
    cast, role = session.play.script.cast, session.state.opening.role
    others = {c.name[session.lang] for c in cast if role in c.played_when}
    return tuple(pair for pair in dispositions(session.play, session.state) if pair[0] in others)


def _outcome(play: Play, start: State, events: list[ev.Event]) -> Outcome:
    lang = start.opening.lang
    decided = next((e for e in events if isinstance(e, ev.Decided)), None)
    closed = next((e for e in events if isinstance(e, ev.Closed)), None)
    agreed = next((e for e in reversed(events) if isinstance(e, ev.OfferAnswered)), None)
    ending = next((e for e in play.script.endings if closed and e.id == closed.ending), None)
    signed = decided is not None and decided.decision.startswith("sign")
    terms = decided.terms if decided and signed else agreed.terms if agreed and agreed.accepted else None
    return Outcome(
        decision=t(lang, f"report.decision.{decided.decision}", who=speaker(play, decided.by, lang)) if decided else "",
        reason=clean(decided.reason) if decided else "",
        agreed=_phrase(terms, lang),
        court=t(lang, f"report.court.{closed.court}") if closed else "",
        sentence=_phrase(closed.terms if closed else None, lang),
        title=ending.title[lang] if ending else "", text=ending.told(lang, closed.told) if ending and closed else "",
        offers=_offers(play, start, events),
    )  # fmt: skip


def _phrase(terms: Terms | None, lang: Lang) -> str:
    return terms_phrase(terms, lang) if terms else ""


def _offers(play: Play, start: State, events: list[ev.Event]) -> tuple[OfferRow, ...]:
    """All figures from the first to the last, each measured against the law as it stood when it was put."""
    lang, state, out = start.opening.lang, start, []
    for event in events:
        if isinstance(event, ev.OfferMade):
            why = () if event.lawful else _breaches(play, state, event, lang)
            out.append(OfferRow(state.turn, speaker(play, event.by, lang), offer_phrase(event, lang), why))
        state = apply(state, event)
    return tuple(out)


def _breaches(play: Play, state: State, offer: ev.OfferMade, lang: Lang) -> tuple[str, ...]:
    from trainer.law.check import lawful

    result = bargain.result_with(play, bargain.shown(play, state))
    return tuple(b.word(lang) for b in lawful(offer.terms, result)) or (t(lang, "report.reason.unlawful"),)


def _times(play: Play, start: State, events: list[ev.Event]) -> tuple[tuple[int, str], ...]:
    """The time of day of each turn; the hearing is on another day, and nobody looks at the clock there."""
    state, out = start, []
    for event in events:
        state = apply(state, event)
        if isinstance(event, ev.Said) and play.rooms[event.room].kind != "court":
            out.append((event.turn, table.clock(play, state).now))
    return tuple(out)


def _transcript(play: Play, events: list[ev.Event], lang: Lang) -> tuple[TurnRow, ...]:
    rows = []
    for event in events:
        line = narrate(play, event, lang)
        if line:
            rows.append(TurnRow(line.turn, clean(line.who), clean(line.text), line.kind == "you"))
    return tuple(rows)


def sources(views: tuple[RubricView, ...], lang: Lang) -> tuple[str, ...]:
    """The laws that the advice cites, with the version of the text held."""
    from trainer.errors import UsageError
    from trainer.law.articles import show
    from trainer.law.cite import edition

    missed = [r for v in views for r in (*v.rows, *(d.missed for d in v.ledger))]
    refs = {r.advice.ref for r in missed if r and r.advice}
    lines: dict[str, str] = {}
    for ref in sorted(refs):
        try:
            found = show(ref)
        except UsageError:
            continue
        law = f"《{found.law_zh}》" if lang == "zh" else found.law_en
        line = t(lang, "report.source_line", law=law, version=edition(found.version, lang), date=found.checked_on)
        lines[law] = line + (
            t(lang, "report.source_later", number=edition(found.reissue, lang)) if found.reissue else ""
        )
    return tuple(lines.values())

"""The debrief as a page: what stands in it, in which order and in which words."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.i18n import t
from trainer.report.model import Debrief, FileHeader, Header
from trainer.report.page import (
    Block,
    Entries,
    Entry,
    Heading,
    Inline,
    Para,
    Span,
    Speech,
    Speeches,
    Table,
    line,
    strong,
)
from trainer.report.sections_marks import Marks
from trainer.report.sections_truth import truth


def page(debrief: Debrief) -> tuple[Block, ...]:
    """The whole report as blocks."""
    return tuple(_blocks(debrief))


def _blocks(d: Debrief) -> Iterator[Block]:
    yield Heading(1, title(d), "top")
    yield from _chair(d)
    yield Para(line(t(d.lang, "not_advice")), "note")
    if d.withheld:
        yield from _withheld(d)
        yield from _ended(d)
        yield from _about(d)
        return
    marks = Marks(d)
    yield from marks.critical()
    yield from _scores(d)
    yield from _ended(d)
    yield from marks.well()
    yield from marks.practise()
    for view in d.rubrics:
        yield from marks.rubric(view)
    yield from truth(d)
    yield Heading(2, t(d.lang, "report.section.transcript"), "transcript")
    yield Para(line(t(d.lang, "report.transcript.key")), "note")
    yield Speeches(tuple(_speech(d, row.turn, row.who, row.text, row.mine) for row in d.transcript))
    yield from _about(d)


def _label(d: Debrief, key: str, value: str) -> Inline:
    return line(strong(t(d.lang, key)), t(d.lang, "report.colon"), value)


def title(d: Debrief) -> str:
    """The title of the page."""
    if d.header:
        return t(d.lang, "report.title", scenario=d.header.scenario)
    return t(d.lang, "clinic.report.title", file=d.file.file if d.file else "")


def _chair(d: Debrief) -> Iterator[Block]:
    if d.header:
        yield _played(d, d.header)
    elif d.file:
        yield _scored_file(d, d.file)


def _scored_file(d: Debrief, f: FileHeader) -> Block:
    lang = d.lang
    scored = t(lang, "clinic.report.speaker_value", name=f.speaker, role=f.role)
    pairs = [("file", f.file), ("speaker", scored), ("turns", str(f.turns))]
    items = [Entry(_label(d, f"clinic.report.{key}", value)) for key, value in pairs]
    if f.notes:
        below = tuple(line(key, t(lang, "report.colon"), value) for key, value in f.notes)
        items.append(Entry(line(strong(t(lang, "clinic.report.case"))), below))
    return Entries(tuple(items))


def _played(d: Debrief, h: Header) -> Block:
    lang = d.lang
    time = t(lang, "report.head.time_value", used=h.minutes_used, all=h.minutes, turns=h.turns)
    pairs = [("role", h.role), ("stage", h.stage), ("mode", h.mode), ("time", time)]
    items = [Entry(_label(d, f"report.head.{key}", value)) for key, value in pairs]
    if h.hints:
        items.append(Entry(_label(d, "report.head.hints", str(h.hints))))
    if h.played:
        below = tuple(line(name, t(lang, "report.colon"), disposition) for name, disposition in h.played)
        items.append(Entry(line(strong(t(lang, "report.head.people"))), below))
    return Entries(tuple(items))


def _withheld(d: Debrief) -> Iterator[Block]:
    yield Para(line(strong(t(d.lang, f"report.withheld.{d.withheld}"))), "notice")
    if d.withheld == "open" and d.header:
        yield Para(line(t(d.lang, "report.withheld.resume", session=d.header.session)))


def _scores(d: Debrief) -> Iterator[Block]:
    lang = d.lang
    yield Heading(2, t(lang, "report.section.scores"), "scores")
    rows = []
    for view in d.rubrics:
        score = t(lang, "report.scores.none") if view.score is None else f"{view.score:.1f}"
        note = Span(t(lang, "report.scores.capped"), "mark", tone="no") if view.capped else Span("")
        rows.append((line(strong(view.name)), line(score), line(f"{view.coverage:.0%}"), line(note)))
    head = [t(lang, f"report.scores.{k}") for k in ("rubric", "score", "coverage", "note")]
    if not any(view.capped for view in d.rubrics):
        head, rows = head[:3], [row[:3] for row in rows]  # type: ignore[misc]
    yield Table(tuple(head), tuple(rows))
    yield Para(line(t(lang, "report.scores.key")), "note")


def _ended(d: Debrief) -> Iterator[Block]:
    lang, o = d.lang, d.outcome
    if o is None:
        return
    yield Heading(2, t(lang, "report.section.ended"), "ended")
    decision = o.decision or t(lang, "report.ended.no_decision")
    pairs = [("decision", decision), ("reason", o.reason), ("agreed", o.agreed), ("court", o.court),
             ("sentence", o.sentence)]  # fmt: skip
    yield Entries(tuple(Entry(_label(d, f"report.ended.{key}", value)) for key, value in pairs if value))
    if o.title:
        yield Heading(3, o.title)
        yield Para(line(o.text))
    yield Heading(3, t(lang, "report.section.offers"))
    if not o.offers:
        yield Para(line(t(lang, "report.ended.no_offers")))
        return
    yield Entries(tuple(_offer(d, *row) for row in ((x.turn, x.who, x.terms, x.breaches) for x in o.offers)))


def _offer(d: Debrief, turn: int, who: str, terms: str, breaches: tuple[str, ...]) -> Entry:
    lang = d.lang
    when = Span(t(lang, "report.ended.offer_start"))
    if turn:
        when = Span(t(lang, "report.ended.offer_turn", n=turn), "turn", turn)
    sep = t(lang, "report.sep")
    head = line(when, sep, strong(who), t(lang, "report.colon"), terms)
    if breaches and not d.withheld:
        return Entry((*head, Span(sep), Span(f"✗ {t(lang, 'report.ended.unlawful')}", "mark", tone="no")),
                     tuple(line(b) for b in breaches))  # fmt: skip
    return Entry(head)


def _speech(d: Debrief, turn: int, who: str, text: str, mine: bool) -> Speech:
    return Speech(turn, t(d.lang, "report.turn", n=turn) if turn else "", who, text, mine)


def _guarded(d: Debrief) -> str:
    """How many sentences were held back, and by which rules."""
    if d.voice is None or not d.voice.stopped:
        return str(d.interventions)
    rules = t(d.lang, "report.sep").join(f"{t(d.lang, f'report.guard.{kind}')} {n}" for kind, n in d.voice.stopped)
    return t(d.lang, "report.head.guard_value", count=d.interventions, rules=rules)


def _voice(d: Debrief) -> Iterator[tuple[str, str]]:
    """Who spoke how many turns, and what that took; nothing where no model was asked."""
    if (v := d.voice) is not None:
        yield "voice", t(d.lang, "report.head.voice_value", turns=v.turns, all=v.of_all, failed=v.failed)
        share = round(100 * v.stable)
        figures = {"prompt": v.prompt, "answer": v.answer, "cached": v.cached, "share": share}
        yield "tokens", t(d.lang, "report.head.tokens_value", **figures)


def _about(d: Debrief) -> Iterator[Block]:
    lang = d.lang
    yield Heading(2, t(lang, "report.section.about"), "about")
    items = [Entry(_label(d, key, value)) for key, value in _identity(d)]
    for view, result in zip(d.rubrics, d.results, strict=True):
        judge = t(lang, f"report.judge.{result.judge}")
        value = t(lang, "report.head.rubric_value", name=view.name, version=result.version,
                  sha=result.rubric_sha256[:12], judge=judge)  # fmt: skip
        items.append(Entry(_label(d, "report.head.rubric", value)))
    if d.header and not d.withheld:
        items.append(Entry(_label(d, "report.head.guard", _guarded(d))))
        items += [Entry(_label(d, f"report.head.{key}", value)) for key, value in _voice(d)]
    if d.sources:
        items.append(Entry(line(strong(t(lang, "report.section.law"))), tuple(line(s) for s in d.sources)))
    yield Entries(tuple(items))


def _identity(d: Debrief) -> Iterator[tuple[str, str]]:
    """What a report was made from: label and value."""
    if h := d.header:
        yield "report.head.session", h.session
        yield "report.head.seed", str(h.seed)
        version = t(d.lang, "report.head.scenario_value", version=h.scenario_version, sha=h.scenario_sha256[:12])
        yield "report.head.scenario", version
        yield "report.head.program", f"plea-trainer {h.program}"
    elif f := d.file:
        yield "clinic.report.sha", f.sha256
        yield "report.head.program", f"plea-trainer {f.program}"

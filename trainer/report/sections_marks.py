"""The scored part of the page: critical faults, what was done well, what to practise, and each rubric."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trainer.i18n import t
from trainer.report.model import Advice, Cell, Debrief, Due, DutyRow, Lesson, Mark, Quote, Row, RubricView
from trainer.report.page import Block, Entries, Entry, Heading, Inline, Para, Span, Table, line, strong
from trainer.text import Lang

_SIGN = {"yes": "✓", "no": "✗", "none": "–", "open": "?"}
_STEPS = ("said", "plain", "correct", "before", "checked")


def _marked(mark: Mark, word: str) -> Span:
    return Span(f"{_SIGN[mark]} {word}", "mark", tone=mark)


def quote_line(quote: Quote, lang: Lang) -> Inline:
    """Words of a turn, with the turn and who said them."""
    words = " ".join(quote.words.split()) + ("…" if quote.cut else "")
    where = Span(t(lang, "report.turn", n=quote.turn), "turn", quote.turn)
    said = Span(t(lang, "report.open_quote") + words + t(lang, "report.close_quote"), "quote")
    return line(where, t(lang, "report.sep"), quote.who, t(lang, "report.colon"), said)


class Marks:
    """Writes the scored sections of one debrief."""

    def __init__(self, debrief: Debrief) -> None:
        self.debrief, self.lang = debrief, debrief.lang
        self.times = dict(debrief.times)
        self.taught = {(lesson.rubric, lesson.row.id) for lesson in debrief.practise}

    def say(self, key: str, **values: object) -> str:
        """A message of the report."""
        return t(self.lang, f"report.{key}", **values)

    # Sections

    def critical(self) -> Iterator[Block]:
        """Critical faults, first of all."""
        if not self.debrief.critical:
            return
        yield Heading(2, self.say("section.critical"), "critical")
        yield Para(line(self.say("critical.intro")), "notice")
        yield Entries(tuple(Entry(self._head(row), self._shown(row), "no") for row in self.debrief.critical))

    def well(self) -> Iterator[Block]:
        """Three to five things done well."""
        yield Heading(2, self.say("section.well"), "well")
        if not self.debrief.done_well:
            yield Para(line(self.say("well.nothing")))
            return
        yield Entries(tuple(Entry(self._lesson(x), self._shown(x.row), "yes") for x in self.debrief.done_well))

    def practise(self) -> Iterator[Block]:
        """At most three things, each with all it takes to do it next time."""
        yield Heading(2, self.say("section.practise"), "practise")
        if not self.debrief.practise:
            yield Para(line(self.say("practise.nothing")))
            return
        yield Entries(tuple(
            Entry(self._lesson(x), (*self._shown(x.row), *self._advice(x.row)), "no") for x in self.debrief.practise
        ))  # fmt: skip

    def rubric(self, view: RubricView) -> Iterator[Block]:
        """One rubric: score, the duty ledger where it has one, every item asked, and the rest by name."""
        score = self.say("scores.none") if view.score is None else self.say("scores.out_of", score=f"{view.score:.1f}")
        yield Heading(2, view.name, f"rubric-{view.id}")
        coverage = f"{self.say('scores.coverage')} {view.coverage:.0%}"
        yield Para(line(strong(score), self.say("sep"), coverage, *self._capped(view)))
        if view.ledger:
            yield from self._ledger(view)
        shown = [row for row in view.rows if row.outcome in ("met", "not_met", "found")]
        if shown:
            yield Entries(tuple(self._row(view, row) for row in shown))
        yield from self._rest(view)

    # Pieces

    def _capped(self, view: RubricView) -> Inline:
        if not view.capped:
            return ()
        return (Span(self.say("sep")), _marked("no", self.say("scores.capped")))

    def _ledger(self, view: RubricView) -> Iterator[Block]:
        head = (self.say("ledger.duty"), *(self.say(f"ledger.{s}") for s in _STEPS))
        rows = tuple(
            (line(strong(duty.name)), *(line(_marked(cell.mark, cell.word)) for cell in duty.cells))
            for duty in view.ledger
        )
        yield Table(head, rows)
        yield Para(line(self.say("ledger.key")), "note")
        yield from self._behind(view)
        missed = [duty for duty in view.ledger if duty.missed]
        if not missed:
            yield Para(line(self.say("ledger.all_met")))
            return
        yield Heading(3, self.say("section.missed_duties"))
        yield Entries(tuple(self._duty(view, duty) for duty in missed))

    def _behind(self, view: RubricView) -> Iterator[Block]:
        """The ledger's own table of proof: for each step the words that show it, with turn and time of day.

        Steps that rest on the same words stand in one row.
        """
        rows = tuple(
            (line(strong(duty.name)), self._listed(line(self.say(f"ledger.{c.step}")) for c in cells),
             self._listed(line(_marked(c.mark, c.word)) for c in cells), self._when(quote),
             self._words(cells[0], quote))
            for duty in view.ledger for quote, cells in _by_words(duty)
        )  # fmt: skip
        if rows:
            yield Heading(3, t(self.lang, "clinic.ledger.title"))
            yield Table(
                tuple(t(self.lang, f"clinic.ledger.{k}") for k in ("duty", "step", "mark", "time", "words")), rows
            )

    def _listed(self, parts: Iterable[Inline]) -> Inline:
        """Things one after the other, with the separator between them."""
        out: list[Span] = []
        for part in parts:
            out += [*([Span(self.say("list_sep"))] if out else []), *part]
        return tuple(out)

    def _when(self, quote: Quote | None) -> Inline:
        if quote is None:
            return ()
        turn = Span(self.say("turn", n=quote.turn), "turn", quote.turn)
        at = self.times.get(quote.turn)
        return line(turn, *((self.say("sep"), at) if at else ()))

    def _words(self, cell: Cell, quote: Quote | None) -> Inline:
        said: tuple[Span | str, ...] = ()
        if quote:
            words = " ".join(quote.words.split()) + ("…" if quote.cut else "")
            quoted = Span(self.say("open_quote") + words + self.say("close_quote"), "quote")
            said = (quote.who, self.say("colon"), quoted)
        human = [x for mark in cell.human for x in (self.say("sep"), mark)]
        return line(*said, *(human if said else human[1:]))

    def _duty(self, view: RubricView, duty: DutyRow) -> Entry:
        assert duty.missed is not None
        return self._row(view, duty.missed)

    def _row(self, view: RubricView, row: Row) -> Entry:
        below = self._shown(row)
        if row.advice and (view.name, row.id) in self.taught:
            below = (*below, line(self.say("practise.above")))
        elif row.advice:
            below = (*below, *self._advice(row))
        return Entry(self._head(row), below, row.mark)

    def _head(self, row: Row) -> Inline:
        word = "critical" if row.outcome == "found" and row.critical else row.outcome
        mark = _marked(row.mark, self.say(f"word.{word}"))
        weight = () if row.fault else (Span(self.say("sep")), Span(self.say(f"weight.{row.weight}"), "quiet"))
        return (mark, Span(self.say("sep")), strong(row.name), *weight)

    def _lesson(self, lesson: Lesson) -> Inline:
        return (*self._head(lesson.row), Span(self.say("sep")), Span(lesson.rubric, "quiet"))

    def _shown(self, row: Row) -> tuple[Inline, ...]:
        """What shows the outcome: quotes, the reason, and the parts one by one."""
        out = [quote_line(q, self.lang) for q in row.quotes]
        if row.reason:
            out.append(line(row.reason))
        out += [line(mark) for mark in row.human]
        if row.parts:
            parts = [_marked("yes" if ok else "no", name) for name, ok in row.parts]
            listed = [x for part in parts for x in (part, Span(self.say("list_sep")))][:-1]
            out.append(line(strong(self.say("rows.parts")), self.say("colon"), *listed))
        return tuple(out)

    def _advice(self, row: Row) -> tuple[Inline, ...]:
        advice = row.advice
        if advice is None:
            return ()
        out = [self._due(advice.due)] if advice.due else []
        return (*out, self._labelled("why", advice.why), self._labelled("law", advice.law), self._say(advice))

    def _say(self, advice: Advice) -> Inline:
        words = " ".join(advice.say.split())
        quoted = words if "“" in words else self.say("open_quote") + words + self.say("close_quote")
        return self._labelled("say", quoted)

    def _labelled(self, key: str, text: str) -> Inline:
        return line(strong(self.say(f"rows.{key}")), self.say("colon"), text)

    def _due(self, due: Due) -> Inline:
        rooms = self.say("list_sep").join(due.rooms)
        words = self.say("due.never_rooms", rooms=rooms) if due.rooms else self.say(f"due.{due.how}", turn=due.turn)
        where = Span(words, "turn", due.turn) if due.turn else Span(words)
        return line(strong(self.say("rows.due")), self.say("colon"), where)

    def _rest(self, view: RubricView) -> Iterator[Block]:
        """What is told by name alone: faults not found, items that do not apply, items nobody could score."""
        groups = {"avoided": "not_found", "not_applicable": "not_applicable", "unscored": "unscored"}
        for key, outcome in groups.items():
            names = [row.name for row in view.rows if row.outcome == outcome]
            if names:
                yield Para(self._labelled(key, self.say("list_sep").join(names)), "note")


def _by_words(duty: DutyRow) -> Iterator[tuple[Quote | None, list[Cell]]]:
    """The steps of a duty by the words they rest on, in order; a step changed by hand stands for itself."""
    found: dict[object, tuple[Quote | None, list[Cell]]] = {}
    for cell in duty.cells:
        for quote in cell.quotes or ((None,) if cell.human else ()):
            key = (cell.step, quote) if cell.human else quote
            found.setdefault(key, (quote, []))[1].append(cell)
    yield from found.values()

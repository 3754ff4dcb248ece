"""From results to what a report shows of them: rows with quotes and advice, the duty ledger, what to practise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trainer.i18n import t
from trainer.i18n.phrases import cite
from trainer.report.model import Advice, Cell, Due, DutyRow, Lesson, Mark, Quote, Row, RubricView
from trainer.report.reasons import human_words, part_name, reason_words
from trainer.scenario.loader import Play
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import CAP, ItemResult, RubricResult
from trainer.scoring.result import Quote as Evidence
from trainer.scoring.rubric import Item, load_rubric, questions
from trainer.scoring.rules_explanation import statements
from trainer.session.info import speaker
from trainer.text import Lang, clean

QUOTE_CHARS = {"en": 240, "zh": 110}
"""Longer quotes are cut; the transcript has the whole turn."""
BEST, NEXT = 5, 3
_MARK: dict[str, Mark] = {"met": "yes", "not_met": "no", "found": "no", "not_found": "yes", "not_applicable": "none",
                          "unscored": "open"}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """What the rows are made from; a transcript made elsewhere has no `play`."""

    play: Play | None
    record: Record
    lang: Lang


def law_title(ref: str, lang: Lang) -> str:
    """An article as a report names it: how it is cited, and its title; the bare reference where it is not held."""
    from trainer.errors import UsageError
    from trainer.law.articles import show

    try:
        found = show(ref)
    except UsageError:
        return cite(ref, lang)
    if lang == "zh":
        return f"{found.cited_zh}（{found.title_zh}）"
    cited = f"{found.law_en}, part {found.number}" if ref.startswith("GL") else cite(ref, lang)
    return f"{cited} ({found.title[:1].lower()}{found.title[1:]})"


def cut(words: str, lang: Lang) -> tuple[str, bool]:
    """Words short enough for a quote, ended at a space or a mark where there is one near; whether they were cut."""
    limit = QUOTE_CHARS[lang]
    words = clean(words)
    if len(words) <= limit:
        return words, False
    kept = words[:limit]
    stops = " \n" if lang == "en" else "，。；！？、\n"
    end = max(kept.rfind(stop) for stop in stops)
    return (kept[:end] if end > limit * 2 // 3 else kept).rstrip(), True


def quotes_of(source: Source, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
    """Evidence with the speakers named as in the conversation."""
    out = []
    for e in evidence:
        words, short = cut(e.quote, source.lang)
        who = speaker(source.play, e.speaker, source.lang) if source.play else clean(e.speaker)
        out.append(Quote(e.turn, who, words, short))
    return tuple(dict.fromkeys(out))


def _part(source: Source, part: str) -> str:
    """What a part of an item is about; in a transcript made elsewhere, the words of its notes on the case."""
    noted = {c.id: c.name[source.lang] for c in source.record.case.circumstances} if source.play is None else {}
    return clean(noted.get(part) or part_name(source.play, part, source.lang))


def human_of(result: ItemResult, lang: Lang) -> tuple[str, ...]:
    """The marks of people, a line for each."""
    judged = str(result.judged or result.outcome)
    return tuple(clean(human_words(judged, m.outcome, m.rater, m.reason, lang)) for m in result.human)


def row_of(source: Source, item: Item, result: ItemResult) -> Row:
    """One item as a row; what was missed, and every fault found, carries its advice."""
    lang = source.lang
    missed = result.outcome in ("not_met", "found")
    advice = None
    if missed:
        due = due_turn(source, item, result) if result.outcome == "not_met" else None
        advice = Advice(item.advice.why[lang], item.advice.article, law_title(item.advice.article, lang),
                        item.advice.say[lang], due)  # fmt: skip
    parts = tuple((_part(source, part), ok) for part, ok in result.parts)
    return Row(
        item.id, item.name[lang], _MARK[result.outcome], result.outcome, result.weight, result.critical,
        item.weight == "pitfall", quotes_of(source, result.evidence), reason_words(source.play, result, lang), parts,
        advice, human_of(result, lang),
    )  # fmt: skip


# Where something should have come


def due_turn(source: Source, item: Item, result: ItemResult) -> Due:
    """The own turn in which a missed item would have been in time."""
    record = source.record
    if item.duty:
        return _due_duty(source, item, result)
    if item.rule.name == "certify_right":
        return Due("decision", record.limit) if record.decision() else Due("at", record.limit)
    if item.id.startswith("prep.") or item.rule.name == "authority_before_offer":
        first = next((t.n for t in record.own if t.room == "consultation"), None)
        return Due("before", first) if first else Due("first")
    if result.evidence:
        wrong = result.evidence[-1].turn
        return (
            Due("reply", wrong) if item.rule.name == "consequence_teach_back" else Due("words", result.evidence[0].turn)
        )
    turns = _where_it_fits(record, item)
    return Due("at", turns[-1].n) if turns else _never(source, item)


def _where_it_fits(record: Record, item: Item) -> list[Turn]:
    """The own turns before the decision in which an item could have been met, in the room that suits it best."""
    before = [t for t in record.own if t.n <= record.limit]
    fitting = [t for t in before if not item.scenes or t.room in item.scenes]
    if "meeting" in item.scenes:
        # What belongs into the client's room is for the accused to hear, and better with nobody else about.
        heard = [t for t in fitting if "accused" in t.to]
        return [t for t in heard if t.private or t.room == "meeting"] or heard or fitting
    if "consultation" in item.scenes and not fitting:
        return [t for t in before if "prosecutor" in t.to]  # a case may be bargained over at the signing table
    return fitting


def _due_duty(source: Source, item: Item, result: ItemResult) -> Due:
    if result.reason == "came_back_wrong":
        return Due("reply", result.evidence[-1].turn)
    if result.evidence and item.step not in ("before", "checked"):
        return Due("words", result.evidence[0].turn)
    found = [t for t, _ in statements(source.record, item.duty)]
    told = [t.n for t in found if item.duty in t.plain] or [t.n for t in found]
    if item.step == "checked" and told:
        return Due("after", told[0])
    first = next((t.n for t in _with_accused(source.record, item)), None)
    return Due("from", first) if first else _never(source, item)


def _with_accused(record: Record, item: Item) -> Iterator[Turn]:
    """Own turns before the decision which the accused heard; those spoken to them before the others."""
    heard = [t for t in record.own if t.n <= record.limit and "accused" in t.to]
    fitting = [t for t in heard if not item.scenes or t.room in item.scenes]
    return iter(fitting or heard)


def _never(source: Source, item: Item) -> Due:
    if source.play is None:
        return Due("never")
    rooms = (r for r in source.play.rooms_for(source.record.role) if r.kind != "court")
    return Due("never", 0, tuple(r.name[source.lang] for r in rooms if r.kind in item.scenes))


# Rubrics


def view_of(source: Source, result: RubricResult) -> RubricView:
    """One rubric as a report shows it: the duties as a ledger, everything else as rows."""
    lang, rubric = source.lang, load_rubric(result.rubric)
    found = {r.id: r for r in result.items}
    pairs = [(item, found[item.id]) for item in questions(result.rubric) if item.id in found]
    rows = tuple(row_of(source, item, r) for item, r in pairs if not item.duty)
    ledger = tuple(
        _duty_row(source, duty.id, duty.name[lang], [p for p in pairs if p[0].duty == duty.id])
        for duty in rubric.duties
    )
    capped = bool(result.critical) and result.score is not None and result.score <= CAP
    return RubricView(
        rubric.id, rubric.name[lang], rubric.version, result.score, result.coverage, capped, ledger, rows
    )  # fmt: skip


def _duty_row(source: Source, duty: str, name: str, pairs: list[tuple[Item, ItemResult]]) -> DutyRow:
    said = any(item.step == "said" and r.outcome == "met" for item, r in pairs)
    cells = tuple(_cell(source, item, r, said) for item, r in pairs)
    missed = [p for p in pairs if p[1].outcome == "not_met"]
    # A wrong word outweighs a stiff one: where something was said, being right comes first.
    wrong = [p for p in missed if said and p[0].step == "correct"]
    first = next(iter((*wrong, *missed)), None)
    return DutyRow(duty, name, cells, row_of(source, *first) if first else None)


def _cell(source: Source, item: Item, result: ItemResult, said: bool) -> Cell:
    mark, lang = _MARK[result.outcome], source.lang
    words = {"yes": f"report.step.{item.step}.yes", "no": f"report.step.{item.step}.no"}
    word = t(lang, words.get(mark, f"report.outcome.{result.outcome}"))
    if mark == "no" and not said and item.step != "said":
        mark, word = "none", t(lang, "report.step.nothing")
    quotes, human = quotes_of(source, result.evidence), human_of(result, lang)
    return Cell(mark, word, item.step, result.outcome, quotes, human)


# What to keep, what to practise


def critical_rows(views: Iterable[RubricView]) -> tuple[Row, ...]:
    """The critical faults, to stand first."""
    return tuple(row for view in views for row in view.rows if row.outcome == "found" and row.critical)


def done_well(source: Source, results: Iterable[RubricResult]) -> tuple[Lesson, ...]:
    """Up to five things done well, the weightiest first, from all rubrics in turn, no words shown twice."""
    lessons = []
    for result in results:
        name = load_rubric(result.rubric).name[source.lang]
        found = {r.id: r for r in result.items}
        lessons += [(Lesson(name, row_of(source, item, found[item.id])), item) for item in questions(result.rubric)
                    if item.id in found and found[item.id].outcome == "met" and found[item.id].evidence]  # fmt: skip
    return _varied(lessons, BEST, by_quote=True)


def practise(source: Source, results: Iterable[RubricResult]) -> tuple[Lesson, ...]:
    """At most three things to practise next: critical faults, then the heaviest missed; one of each duty and group."""
    lessons = []
    for result in sorted(results, key=lambda r: 101.0 if r.score is None else r.score):
        name = load_rubric(result.rubric).name[source.lang]
        found = {r.id: r for r in result.items}
        lessons += [(Lesson(name, row_of(source, item, found[item.id])), item) for item in questions(result.rubric)
                    if item.id in found and found[item.id].outcome in ("not_met", "found")]  # fmt: skip
    return _varied(lessons, NEXT, by_quote=False)


def _varied(lessons: list[tuple[Lesson, Item]], most: int, *, by_quote: bool) -> tuple[Lesson, ...]:
    """The heaviest, taking from the rubric least used so far, never two of one duty (or group of items)."""
    left = list(lessons)
    out: list[Lesson] = []
    used: dict[str, int] = {}
    seen: set[object] = set()
    while left and len(out) < most:
        best = min(left, key=lambda x: (-_weight(x[0].row), used.get(x[0].rubric, 0)))
        left.remove(best)
        lesson, item = best
        mark: set[object] = {item.id if lesson.row.fault else item.duty or item.id.partition(".")[0]}
        mark |= {(q.turn, q.words) for q in lesson.row.quotes} if by_quote or lesson.row.fault else set()
        if mark & seen:
            continue
        seen |= mark
        used[lesson.rubric] = used.get(lesson.rubric, 0) + 1
        out.append(lesson)
    return tuple(out)


def _weight(row: Row) -> int:
    return 10 if row.critical and row.outcome == "found" else row.weight

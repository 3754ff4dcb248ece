"""What stands in a debrief: quotes from the transcript, advice for what was missed, nothing that is withheld."""

import re
from pathlib import Path

import pytest

from trainer import events as ev
from trainer import scoring
from trainer.acts import DUTIES
from trainer.dialogue import law_talk
from trainer.i18n import catalogue
from trainer.report.model import build
from trainer.report.plain import plain_text
from trainer.report.reasons import reason_words
from trainer.scoring.result import ItemResult
from trainer.text import clean, fold


def rows(debrief):
    for view in debrief.rubrics:
        yield from view.rows
        yield from (duty.missed for duty in view.ledger if duty.missed)


def test_every_quote_stands_in_the_transcript(closed):
    debrief = build(closed)
    said = {e.turn: fold(clean(e.text)) for e in closed.events if isinstance(e, ev.Said)}
    shown = [*rows(debrief), *debrief.critical, *(x.row for x in (*debrief.done_well, *debrief.practise))]
    quotes = [q for row in shown for q in row.quotes]
    assert len(quotes) > 5
    for quote in quotes:
        assert fold(quote.words) in said[quote.turn]
    spoken = {row.turn: row.who for row in debrief.transcript if row.turn}
    assert all(spoken[q.turn] == q.who for q in quotes)


def test_the_transcript_is_whole(closed):
    turns = [row.turn for row in build(closed).transcript if row.turn]
    assert turns == [e.turn for e in closed.events if isinstance(e, ev.Said)]


def test_what_was_missed_comes_with_advice_and_what_was_done_with_its_words(closed):
    debrief = build(closed)
    assert {"met", "not_met"} <= {row.outcome for row in rows(debrief)}
    for row in rows(debrief):
        if row.outcome in ("not_met", "found"):
            assert row.advice
            assert row.advice.why
            assert row.advice.say
            assert row.advice.law
            assert row.advice.due or row.outcome == "found"
        else:
            assert row.advice is None


def test_the_turn_where_it_should_have_come_is_an_own_turn_before_the_decision(closed):
    debrief = build(closed)
    own = {e.turn for e in closed.events if isinstance(e, ev.Said) and e.speaker == ev.TRAINEE}
    named = [row.advice.due for row in rows(debrief) if row.advice and row.advice.due and row.advice.due.turn]
    assert named
    assert all(due.turn in own for due in named if due.how != "decision")


def test_ten_duties_of_five_steps(closed):
    view = next(v for v in build(closed).rubrics if v.id == "explanation")
    assert [duty.id for duty in view.ledger] == list(DUTIES)
    assert all(len(duty.cells) == 5 for duty in view.ledger)
    for duty in view.ledger:
        assert (duty.missed is None) == all(cell.mark in ("yes", "open") for cell in duty.cells)
        if duty.cells[0].mark == "no":
            assert duty.missed.id == f"{duty.id}.said"
            assert {cell.mark for cell in duty.cells[1:]} == {"none"}


def test_at_most_three_things_to_practise_and_no_duty_twice(closed):
    debrief = build(closed)
    ids = [lesson.row.id.partition(".")[0] for lesson in debrief.practise]
    assert len(ids) == 3
    assert len(set(ids)) == 3
    assert len({lesson.rubric for lesson in debrief.practise}) > 1
    assert len(debrief.done_well) <= 5
    words = [q for lesson in debrief.done_well for q in lesson.row.quotes]
    assert len(words) == len(set(words))


def test_critical_faults_stand_first_and_are_to_be_practised_first(pressed):
    debrief = build(pressed)
    assert debrief.critical
    capped = [v for v in debrief.rubrics if v.capped]
    assert capped
    assert all(v.score <= 40 for v in capped)
    assert debrief.practise[0].row.critical


def test_pressure_by_the_trainee_is_told_as_theirs(pressed):
    assert any(p.own for p in build(pressed).truth.pressures)


def test_the_truth_tells_what_certifying_would_have_been(closed, pressed):
    for session in (closed, pressed):
        truth = build(session).truth
        assert truth.text == session.play.script.truth[session.lang]
        sound = truth.true and truth.free and truth.knowing
        assert truth.did_right == (session.state.signed == sound)
        assert [u.duty for u in truth.understood] == list(DUTIES)


def test_a_wrong_belief_that_stands_is_told_with_what_is_right(closed):
    truth = build(closed).truth
    assert {b.id for b in truth.beliefs} == set(closed.state.mind.beliefs)
    assert all(b.right and b.law for b in truth.beliefs)
    held = {b.duty for b in truth.beliefs}
    assert not any(u.name in held and u.after == "understood" for u in truth.understood)


def test_the_ledger_of_offers_keeps_their_order(closed):
    assert len(build(closed).outcome.offers) == len(closed.state.offers)


def test_an_exam_is_withheld_until_it_is_released(played):
    session = played(mode="exam")
    held = build(session)
    assert held.withheld == "exam"
    hidden = (held.rubrics, held.truth, held.practise, held.results, held.transcript, held.header.played)
    assert not any(hidden)
    assert build(session, release=True).rubrics


def test_an_open_session_tells_nothing_that_would_help(played):
    session = played(decision="")
    assert not session.closed
    assert build(session).withheld == "open"
    assert build(session).truth is None


@pytest.mark.parametrize("lines", [(), ("/go meeting",), ("/read 1",)])
def test_a_session_with_hardly_anything_in_it_has_a_debrief(played, lines):
    session = played(lines=lines)
    debrief = build(session)
    assert debrief.rubrics
    assert debrief.done_well is not None


def test_signed_without_a_word_is_named_at_the_top(played):
    session = played(lines=("/go signing", "/sign"), decision="/sign")
    assert session.state.signed
    assert [row.id for row in build(session).critical] == ["pitfall.witness"]


def test_two_faults_in_the_same_words_are_practised_once(pressed):
    debrief = build(pressed)
    words = [q for lesson in debrief.practise for q in lesson.row.quotes]
    assert len(words) == len(set(words))
    assert len(debrief.practise) == 3


def test_every_reason_a_rule_can_give_has_words():
    codes = set()
    for path in Path(scoring.__file__).parent.glob("rules*.py"):
        codes |= set(re.findall(r"missed\(\s*\"([a-z_]+)\"", path.read_text(encoding="utf-8")))
    # Why a fault was not found is never shown.
    codes -= {"choice_left", "in_portions", "instructed", "kept", "no_bluff", "no_deadlock", "no_sign", "not_signed",
              "nothing_accepted", "nothing_false", "plain_words", "stopped", "inquired", "point_by_point", "taken_up"}  # fmt: skip
    for lang in ("en", "zh"):
        assert {c for c in codes if f"report.reason.{c}" not in catalogue(lang)} == set()


def test_a_reason_of_the_program_is_never_shown_as_a_code(closed):
    for code in ("something_new", "no rule 'x'", "deed: whatever", "x.y"):
        result = ItemResult("a.b", "not_met", 1, reason=code)
        words = reason_words(closed.play, result, closed.lang)
        assert code not in words
        assert "_" not in words


def test_a_wrong_word_of_law_is_quoted_with_what_is_right_and_with_the_belief_it_planted(played):
    words = "If you sign, you can never take the plea back and you lose the right to appeal."
    session = played(lines=("/go meeting", words))
    wrong = next(c for e in session.events if isinstance(e, ev.Said) for c in e.claims)
    truth = law_talk.claims()[wrong].truth["en"]
    debrief = build(session)
    belief = next(b for b in debrief.truth.beliefs if b.id == wrong)
    assert belief.planted.words == words
    assert belief.right == truth
    explained = next(v for v in debrief.rubrics if v.id == "explanation")
    duty = next(d for d in explained.ledger if d.id == wrong.partition(".")[0])
    assert duty.missed.id.endswith(".correct")
    assert truth in duty.missed.reason
    assert duty.missed.advice.due.how == "words"


def test_words_from_another_case_are_named_as_such(closed):
    beliefs = build(closed).truth.beliefs
    assert all(b.example is (b.id not in law_talk.claims()) for b in beliefs)
    label = catalogue(closed.lang)["report.beliefs.example"]
    if any(b.example for b in beliefs):
        assert label in plain_text(build(closed), 10_000)

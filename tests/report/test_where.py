"""Where something missed should have come: in the room that suits it, at the words it rests on."""

from kit import SCENARIO, load_play

from trainer.report.marks import Source, due_turn
from trainer.report.model import Due
from trainer.scoring.record import Case, Record, Turn
from trainer.scoring.result import ItemResult, Quote
from trainer.scoring.rubric import questions


def own(n, room, *to):
    return Turn(n, "L", "defence", to, room, room == "meeting", "Words.")


def due(rubric, item, *turns, evidence=(), reason=""):
    record = Record("defence", "en", turns, (), Case())
    found = next(i for i in questions(rubric) if i.id == item)
    result = ItemResult(item, "not_met", 3, evidence=evidence, reason=reason)
    return due_turn(Source(load_play(SCENARIO), record, "en"), found, result)


TURNS = (own(2, "meeting", "accused"), own(4, "consultation", "prosecutor"), own(6, "signing", "prosecutor", "accused"))


def test_what_is_for_the_client_alone_has_its_last_place_in_the_private_room():
    assert due("voluntariness", "pressure.asked", *TURNS) == Due("at", 2)
    assert due("voluntariness", "pressure.asked", *TURNS[1:]) == Due("at", 6)


def test_where_there_is_no_consultation_the_table_is_the_place_to_bargain():
    assert due("consultation", "ground.raised", *TURNS) == Due("at", 4)
    assert due("consultation", "ground.raised", TURNS[0], TURNS[2]) == Due("at", 6)


def test_a_reproach_stands_on_its_own_words():
    shown = (Quote(4, "L", "Words."),)
    assert due("consultation", "stance.independent", *TURNS, evidence=shown) == Due("words", 4)


def test_what_came_back_wrong_was_to_be_put_right_then():
    asked = (Quote(2, "L", "Words."), Quote(3, "A", "Home."))
    assert due("voluntariness", "knowing.teach_back", *TURNS, evidence=asked) == Due("reply", 3)
    assert due("explanation", "effect.checked", *TURNS, evidence=asked, reason="came_back_wrong") == Due("reply", 3)

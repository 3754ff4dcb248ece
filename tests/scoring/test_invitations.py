"""Views asked for and freedom told without the usual words; what is not put to anybody as an ultimatum."""

from dataclasses import replace

import pytest

from trainer.acts import Act
from trainer.law.terms import Terms
from trainer.scoring.record import Case, Deed, Record, Turn
from trainer.scoring.rubric import load_rubric
from trainer.scoring.rules_consultation import prep_file
from trainer.scoring.rules_equal import take_it
from trainer.scoring.rules_views import hear_charge
from trainer.scoring.rules_voluntariness import choice_refuse


def item(rubric, name):
    return next(i for i in load_rubric(rubric).items if i.id == name)


def turn(words, *said, to="defence", role="prosecutor", n=1, terms=None, claims=()):
    return Turn(n, "P", role, (to,), "consultation", False, words, said, terms=terms, claims=claims)


def record(*turns, lang="en", role="prosecutor"):
    return Record(role, lang, turns, (), Case())


@pytest.mark.parametrize(
    ("lang", "words", "met"),
    [
        ("en", "I'd like to hear you first: the facts, the offence, the procedure.", True),
        ("en", "I'd like to hear your radio some time.", False),
        ("en", "I won't hear your views on the facts.", False),
        ("zh", "高律师，我想先听您的意见：事实、罪名、程序，您都可以提。", True),
        ("zh", "您的意见我不想听，事实清楚。", False),
    ],
)
def test_a_view_is_asked_for_without_a_question(lang, words, met):
    found = hear_charge(record(turn(words), lang=lang), item("equal_consultation", "hear.charge"))
    assert bool(found.met) == met


def objections(terms):
    asks = Act(verb="ask", topic="opinion", polarity="question", span=(0, 27), confidence=0.9)
    return record(turn("Do you have any objections?", asks, terms=terms))


def test_asking_for_objections_is_an_ultimatum_only_on_a_figure():
    rule = item("equal_consultation", "pitfall.take_it")
    assert take_it(objections(None), rule).met is False
    assert take_it(objections(Terms(months=(9, 9))), rule).met is True


@pytest.mark.parametrize(
    ("lang", "words", "met"),
    [
        ("en", "You may say no to this.", True),
        ("en", "You don't have to sign.", True),
        ("en", "Do you think you can refuse?", False),
        ("zh", "你可以不签。", True),
        ("zh", "你以为你可以不签？", False),
    ],
)
def test_that_one_may_refuse_is_told_in_plain_words(lang, words, met):
    said = record(turn(words, to="accused", role="defence"), lang=lang, role="defence")
    assert bool(choice_refuse(said, item("voluntariness", "choice.refuse")).met) == met


def test_who_says_that_nothing_can_be_taken_back_leaves_no_choice():
    tells = Act(verb="inform", topic="retraction", span=(0, 44), confidence=0.9)
    words = "Once you have signed you cannot take it back."
    told = turn(words, tells, to="accused", role="defence", claims=("retraction.never",))
    rule = item("voluntariness", "choice.refuse")
    assert not choice_refuse(record(told, role="defence"), rule).met
    assert choice_refuse(record(replace(told, claims=()), role="defence"), rule).met


def test_an_article_named_to_get_the_file_does_not_begin_the_bargaining():
    law = Act(verb="argue", topic="law", span=(0, 17), confidence=0.9)
    asks = Act(verb="request", topic="file", span=(17, 40), confidence=0.9)
    words = "Under Article 36, may I have the file?"

    first = replace(turn(words, law, asks, to="prosecutor", role="defence"), room="corridor")
    offer = Act(verb="argue", topic="law", span=(0, 10), confidence=0.9)
    second = replace(turn("Article 27 helps him.", offer, to="prosecutor", role="defence", n=5), room="corridor")
    case = Case(documents={"file": "The file."})
    for read_after, met in ((4, True), (5, False)):
        said = Record("defence", "en", (first, second), (Deed("read", read_after, "file"),), case)
        assert prep_file(said, item("consultation", "prep.file")).met is met

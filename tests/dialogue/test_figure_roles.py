"""What each figure of a turn is: length, probation, fine, restitution, a change, or no term."""

import pytest

from trainer.dialogue.figure_roles import LIKELY, _with_a_length, amounts_in, looks, role_of, roles
from trainer.dialogue.interpreter import Turn


def found(text, lang, speaker="defence", listener="prosecutor"):
    return {r.key: r.value for r in roles(Turn(text, lang, speaker, listener)) if r.p > LIKELY}


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "Not fourteen months but eight or nine.", [(14.0, 14.0), (8.0, 9.0)]),
        ("en", "Seven and a half, down from two years to twenty months.", [(7.5, 7.5), (20.0, 20.0)]),
        ("en", "Half a month off, and a fine of 10,000 yuan.", [(0.5, 0.5), (10000.0, 10000.0)]),
        ("zh", "判八缓一，罚三千。", [(8.0, 8.0), (12.0, 12.0), (3000.0, 3000.0)]),
        ("zh", "从一年到十个月。", [(10.0, 10.0)]),
    ],
)
def test_every_length_sum_and_bare_number_is_an_amount(lang, text, wanted):
    assert [(a.low, a.high) for a in amounts_in(text, lang)] == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        (
            "en",
            "He repaid the 9,000 in March. I propose seven months, suspended for a year, and a fine of three thousand.",
            {"months": (7.0, 7.0), "probation_months": 12.0, "fine_yuan": 3000.0},
        ),
        ("en", "Could you take another two months off?", {"months_delta": -2.0}),
        (
            "zh",
            "涉案四万二已经退清，我们建议七个月，缓刑一年，罚金三千元。",
            {"months": (7.0, 7.0), "probation_months": 12.0, "fine_yuan": 3000.0},
        ),
        ("zh", "他头一回，能不能再减两个月？", {"months_delta": -2.0}),
    ],
)
def test_a_figure_is_what_all_around_it_makes_it(lang, text, wanted):
    assert found(text, lang) == wanted


def test_two_figures_of_one_value_take_the_roles_that_have_it_in_their_order():
    first, second = amounts_in("A year, suspended for a year.", "en")
    terms = {"months": (12.0, 12.0), "probation_months": 12.0}
    assert role_of(first, terms, ()) == "months"
    assert role_of(second, terms, ("months",)) == "probation_months"


def test_a_bare_period_shorter_than_the_term_counts_years():
    (term, period) = amounts_in("Eight months, suspended for one.", "en")
    assert term.high == 8
    assert role_of(period, {"months": (8.0, 8.0), "probation_months": 12}, ()) == "probation_months"


def test_what_is_looked_at_does_not_grow_with_the_length_of_a_turn():
    turn = Turn("我提八个月，罚三千。" * 100, "zh", "defence", "prosecutor")
    sizes = [len(seen) for seen in looks(turn, amounts_in(turn.text, "zh"))]
    short = Turn("我提八个月，罚三千。" * 30, "zh", "defence", "prosecutor")
    assert max(sizes) <= max(len(seen) for seen in looks(short, amounts_in(short.text, "zh"))) + 3


@pytest.mark.parametrize("text", ["", "???", "1" * 5000, "一" * 3000, "\u202e八个月\x00", "1,,2 months - - -"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_that_can_be_typed_breaks_it(text, lang):
    assert isinstance(roles(Turn(text, lang, "defence", "prosecutor")), tuple)


def test_of_two_periods_without_a_term_the_less_likely_is_the_term():
    periods = [[(0.6, "probation_months"), (0.5, "months")], [(0.97, "probation_months"), (0.1, "months")]]
    assert [role for _, role in _with_a_length(periods)] == ["months", "probation_months"]
    beside_a_term = [*periods, [(0.9, "months")]]
    assert [role for _, role in _with_a_length(beside_a_term)] == ["probation_months", "probation_months", "months"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We begin at eight months, less a quarter is six. So six months, suspended for six months, and a fine."),
        ("zh", "八个月起，合一块儿减四分之一，八个月减俩月，就是有期徒刑六个月，缓刑六个月，罚三千块钱。"),
    ],
)
def test_a_length_named_as_the_probation_is_one_however_many_figures_stand_beside_it(lang, text):
    assert found(text, lang, "prosecutor", "accused")["probation_months"] == 6.0

"""Offers of more than one way: their terms, and what each hangs on."""

import pytest

from trainer.dialogue.options import options_in

WAYS = [
    ("en", "I'd recommend eight months, or six if he pays her back.", [(8, False, ""), (6, False, "paid")]),
    ("en", "Six months if he pays, otherwise eight.", [(6, False, "paid"), (8, False, "")]),
    ("en", "Either eight months in prison or six months suspended for a year?", [(8, False, ""), (6, True, "")]),
    ("en", "Eight months now. If the victim forgives him, I can go to six.", [(8, False, ""), (6, False, "forgiven")]),
    ("en", "Option one: eight months; option two: six months, suspended for a year.", [(8, False, ""), (6, True, "")]),
    ("zh", "我建议八个月，如果他赔钱就六个月。", [(8, False, ""), (6, False, "paid")]),
    ("zh", "赔了三千二就六个月，没赔就八个月。", [(6, False, "paid"), (8, False, "")]),
    ("zh", "要么八个月实刑，要么六个月缓刑一年。", [(8, False, ""), (6, True, "")]),
    ("zh", "取得谅解的话六个月，否则八个月。", [(6, False, "forgiven"), (8, False, "")]),
    ("zh", "方案一八个月，方案二六个月，缓刑一年。", [(8, False, ""), (6, True, "")]),
    ("zh", "要么七个月，要么六个月加赔偿一千。", [(7, False, ""), (6, False, "paid")]),
]
ONE = [
    ("en", "Six or seven months, I'd say."),
    ("en", "Eight months suspended for a year and a fine of 3,000."),
    ("en", "If you plead it's six months, otherwise eight."),
    ("en", "Not ten months but eight."),
    ("zh", "六到八个月。"),
    ("zh", "您说六个月，我还是八个月。"),
    ("zh", "如果你认罪，我建议六个月；不认，八个月。"),
    ("zh", "不是八个月，是六个月。"),
]


@pytest.mark.parametrize(("lang", "text", "ways"), WAYS)
def test_each_way_has_its_terms_and_its_condition(lang, text, ways):
    found = [(w.terms.months[1], bool(w.terms.probation), w.when) for w in options_in(text, lang)]
    assert found == ways


@pytest.mark.parametrize(("lang", "text"), ONE)
def test_one_figure_a_range_or_the_price_of_a_plea_is_no_choice(lang, text):
    assert options_in(text, lang) == ()

"""What an amount decides: the tier, and how much it may add where nobody says how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import ContentError
from trainer.law.calc import sentence
from trainer.law.guidelines import guidelines
from trainer.law.spec import parse_spec

BOOK = guidelines()


def work(**case):
    return sentence(parse_spec(case))


def ids(result):
    return {n.id for n in result.warnings}


@pytest.mark.parametrize(
    ("case", "tier"),
    [
        ({"offence": "盗窃罪", "amount_yuan": 5000}, "large"),
        ({"offence": "盗窃罪", "amount_yuan": 600, "facts": ["lowered_threshold"]}, "large"),
        ({"offence": "盗窃罪", "amount_yuan": 60000, "facts": ["lowered_threshold"]}, "huge"),
        ({"offence": "敲诈勒索罪", "amount_yuan": 85000, "facts": ["lowered_threshold"]}, "huge"),
        ({"offence": "诈骗罪", "amount_yuan": 50000}, "large"),  # between the bounds: in favour of the accused
        ({"offence": "诈骗罪", "amount_yuan": 50000, "facts": ["telecom"]}, "huge"),
        ({"offence": "非法吸收公众存款罪", "amount_yuan": 6_000_000}, "huge"),
        ({"offence": "集资诈骗罪", "amount_yuan": 400_000}, "large"),
        ({"offence": "信用卡诈骗罪", "amount_yuan": 60_000}, "huge"),
        ({"offence": "信用卡诈骗罪", "amount_yuan": 60_000, "facts": ["overdraft"]}, "large"),
        ({"offence": "职务侵占罪", "amount_yuan": 250_000}, "huge"),
        ({"offence": "贩卖毒品罪", "drug": "海洛因", "grams": 9}, "small"),
        ({"offence": "贩卖毒品罪", "drug": "冰毒", "grams": 12}, "quantity_large"),
        ({"offence": "贩卖毒品罪", "drug": "氯胺酮", "grams": 90}, "small"),
        ({"offence": "贩卖毒品罪", "drug": "ketamine", "grams": 500}, "quantity_huge"),
        ({"offence": "贩卖毒品罪", "drug": "冰毒", "grams": 2, "facts": ["serious"]}, "small_serious"),
        ({"offence": "非法持有毒品罪", "facts": {"drug": "opium", "grams": 200}}, "quantity_large"),
        ({"offence": "非法持有毒品罪", "facts": {"drug": "opium", "grams": 200, "serious": True}}, "serious"),
    ],
)
def test_the_tier_follows_from_the_amount(case, tier):
    assert work(**case).tier.id == tier


def test_what_is_below_every_threshold_or_on_no_list_is_a_fault():
    for case, what in (
        ({"offence": "非法持有毒品罪", "drug": "heroin", "grams": 3}, "below every threshold"),
        ({"offence": "贩卖毒品罪", "drug": "tea", "grams": 3}, "not on the list"),
        ({"offence": "盗窃罪", "tier": "large", "grams": 3}, "not measured in grams"),
    ):
        with pytest.raises(ContentError) as caught:
            parse_spec(case)
        assert what in caught.value.what


def test_sources_that_differ_are_both_named():
    words = [n for n in work(offence="职务侵占罪", amount_yuan=40_000).warnings if n.id.startswith("threshold_")]
    assert {n.source for n in words} == {"法释〔2026〕6号", "法释〔2016〕9号 art. 11"}


def test_the_fines_of_fund_raising_have_their_own_source():
    result = work(offence="集资诈骗罪", amount_yuan=2_000_000)
    assert result.fine.yuan == (500_000, None)
    assert result.fine.source == "法释〔2022〕5号 art. 9"


def test_an_amount_whose_months_nobody_gives_leaves_room():
    # from 1,000 (the lowest threshold) to 30,000 (the lowest of the next tier): half way leaves half of 36 - 12 months
    result = work(offence="盗窃罪", amount_yuan=15_500)
    assert result.base == (1, 24)
    assert "increase_open" in ids(result)
    assert work(offence="盗窃罪", tier="large", amount_yuan=900).base == (1, 12)
    assert work(offence="掩饰、隐瞒犯罪所得罪", tier="basic", amount_yuan=20_000).base == (1, 36)


def test_a_lowered_threshold_lowers_where_the_increase_begins():
    # theft: half of 1,000 and of 30,000 suffices, so 7,750 is half way from 500 to 15,000
    case = {"offence": "盗窃罪", "facts": ["lowered_threshold"]}
    assert work(**case, amount_yuan=7_750).base == (1, 24)
    assert work(**case, amount_yuan=500).base == (1, 12)
    place = {"thresholds": {"large": 2000}, "per_amount": {"yuan": 1000, "months": 1}}
    assert work(**case, amount_yuan=3_000, local_rules=place).base == (3, 14)


@pytest.mark.parametrize(
    "more",
    [
        {"increases": []},
        {"increases": [{"why": "amount", "months": 3}]},
        {"start_months": 8},
        {"local_rules": {"thresholds": {"large": 2000}, "per_amount": {"yuan": 1000, "months": 1}}},
    ],
)
def test_what_the_case_or_the_place_fixes_leaves_none(more):
    assert "increase_open" not in ids(work(offence="盗窃罪", amount_yuan=15_500, **more))


amounts = st.floats(1000, 600_000)


@given(amounts, st.floats(200, 5000), st.floats(0.05, 1), st.floats(1, 12))
def test_the_room_holds_every_linear_rule_that_stays_in_the_tier(amount, step, months, start):
    """Whatever a province adds per step, as long as the next tier is reached with the base still inside this one."""
    spec = parse_spec({"offence": "盗窃罪", "tier": "large", "amount_yuan": min(amount, 30_000)})
    most = start + (30_000 - 1000) / step * months
    if most > 36:
        return
    added = (spec.amount_yuan - 1000) // step * months
    low, high = sentence(spec).base
    assert low <= start + added <= high + 1e-6


@given(amounts, amounts)
def test_more_money_never_means_less(first, second):
    less, more = sorted((first, second))
    low = work(offence="盗窃罪", amount_yuan=less)
    high = work(offence="盗窃罪", amount_yuan=more)
    assert low.base[1] <= high.base[1] + 1e-6
    assert low.declared.months[1] <= high.declared.months[1]


def test_every_drug_is_found_by_each_of_its_names():
    for drug in BOOK.drugs.values():
        for name in (drug.id, drug.zh, drug.en, *drug.aliases):
            assert parse_spec({"offence": "贩卖毒品罪", "drug": name, "grams": drug.large}).tier == "quantity_large"

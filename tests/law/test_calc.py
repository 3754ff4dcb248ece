"""Worked examples, each reckoned by hand in the comment beside it."""

import pytest

from trainer.law.calc import sentence
from trainer.law.result import to_json
from trainer.law.spec import parse_spec


def theft(tier="large", start=8, circumstances=(), **more):
    return parse_spec(
        {"offence": "盗窃罪", "tier": tier, "start_months": start, "circumstances": list(circumstances), **more}
    )


def ids(result):
    return [note.id for note in result.warnings]


def approx(pair):
    return pytest.approx(pair, abs=1e-9)


def test_the_example_of_the_contract():
    # base 8 + 2 = 10; confession 15 fixed, restitution and plea open: package from 15 to 60 per cent
    # 10 x 0.40 = 4.0, 10 x 0.85 = 8.5; discretion 4.0 x 0.8 = 3.2, 8.5 x 1.2 = 10.2; whole months 4 to 9
    result = sentence(
        theft(
            circumstances=[
                {"id": "confession", "pct": -15},
                "restitution",
                {"id": "plea_leniency", "stage": "审查起诉"},
            ],
            increases=[{"why": "amount", "months": 2}],
        )
    )
    assert result.base == (10, 10)
    assert result.adjusted == approx((4.0, 8.5))
    assert result.discretion == approx((3.2, 10.2))
    assert result.declared.months == (4, 9)
    assert result.declared.rule == "within"
    assert result.declared.kinds == ("detention", "imprisonment")
    assert [a.id for a in result.adjustments] == ["confession.own_crime", "restitution", "plea_leniency.with_major"]
    assert {a.absorbed_by for a in result.adjustments[:2]} == {"plea_leniency.with_major"}


def test_without_a_start_the_national_range_is_used_and_said_to_be_only_a_range():
    result = sentence(parse_spec({"offence": 264, "tier": "large"}))
    assert (result.start.min, result.start.max, result.start.used) == (1, 12, (1, 12))
    assert result.declared.months == (1, 12)
    assert "national_range_only" in ids(result)


def test_a_plea_alone_gives_up_to_thirty_per_cent():
    # 10 x 0.7 = 7
    result = sentence(theft(start=10, circumstances=["plea_leniency"]))
    assert result.adjustments[0].id == "plea_leniency.plain"
    assert result.adjusted == approx((7, 10))


def test_ordinary_confession_is_not_counted_beside_the_plea():
    # own rate 20 and confession 15 would be 35; the plain row stops at 30: 10 x 0.7 = 7
    result = sentence(
        theft(start=10, circumstances=[{"id": "plea_leniency", "pct": -20}, {"id": "confession", "pct": -15}])
    )
    assert result.adjusted == approx((7, 7))


def test_major_confession_opens_the_combined_row():
    result = sentence(theft(start=10, circumstances=["plea_leniency", "confession.unknown_heavier_same_kind"]))
    # at least the ten per cent the confession must give if used, at most sixty
    assert result.adjustments[0].id == "plea_leniency.with_major"
    assert result.adjusted == approx((4, 9))


def test_the_package_is_never_less_than_its_largest_member():
    # package named at 20, but the surrender alone is worth 30: 10 x 0.7
    result = sentence(
        theft(start=10, circumstances=[{"id": "plea_leniency.with_major", "pct": -20}, {"id": "surrender", "pct": -30}])
    )
    assert result.adjusted == approx((7, 7))


def test_without_a_plea_rates_are_plainly_added():
    # 30 + 30 + 10 = 70: 10 x 0.3
    result = sentence(
        theft(
            start=10,
            circumstances=[
                {"id": "surrender", "pct": -30},
                {"id": "restitution", "pct": -30},
                {"id": "good_custody", "pct": -10},
            ],
        )
    )
    assert result.adjusted == approx((3, 3))


def test_the_limit_of_the_package_is_said():
    result = sentence(
        theft(
            start=10,
            circumstances=[
                {"id": "surrender", "pct": -40},
                {"id": "restitution", "pct": -30},
                {"id": "plea_leniency", "pct": -10},
            ],
        )
    )
    assert result.adjusted == approx((4, 4))
    assert "plea_limit" in ids(result)


def test_a_light_crime_opens_sixty_per_cent_and_more_with_exemption():
    result = sentence(theft(start=10, circumstances=["plea_leniency", "restitution"], facts=["light"]))
    assert result.adjustments[0].id == "plea_leniency.with_major_light"
    assert result.adjusted == approx((0, 4))
    assert result.exemption
    assert "exemption" in result.alternatives


def test_a_plea_never_carries_below_the_minimum():
    # 40 x (1 - 0.2 - 0.2) = 24, but theft of a huge amount starts at 36
    result = sentence(theft("huge", 40, [{"id": "plea_leniency", "pct": -20}, {"id": "restitution", "pct": -20}]))
    assert result.adjusted == approx((24, 24))
    assert result.declared.months == (36, 36)
    assert result.declared.rule == "floor"
    assert "floor" in ids(result)


def test_in_the_lowest_range_one_month_of_detention_is_the_least_term():
    # 2 x 0.4 = 0.8; the statute's own public surveillance or fine alone would be the lighter answer
    result = sentence(theft(start=2, circumstances=[{"id": "plea_leniency.with_major", "pct": -60}, "restitution"]))
    assert result.declared.months == (1, 1)
    assert result.declared.rule == "within"
    assert "shortest_detention" in ids(result)
    assert result.alternatives[:2] == ("control", "fine_only")


def test_surrender_opens_the_next_lower_range():
    # 30 + 20 + 20 = 70, package limit 60: 40 x 0.4 = 16, inside the lower range of 1 to 36
    uses = [{"id": "plea_leniency", "pct": -20}, {"id": "restitution", "pct": -20}, {"id": "surrender", "pct": -30}]
    result = sentence(theft("huge", 40, uses))
    assert result.declared.months == (16, 16)
    assert result.declared.rule == "below_min"
    assert result.lawful == (1, 120)  # surrender may lighten inside the range or carry below it


def test_mitigation_goes_one_range_down_and_no_further():
    # 130 x 0.2 = 26, but from ten years and more the next lower range begins at 36
    result = sentence(
        theft(
            "extra_huge",
            130,
            [{"id": "accessory", "pct": -50}, {"id": "merit.major", "pct": -50}, {"id": "attempt", "pct": -20}],
        )
    )
    assert result.declared.months == (36, 36)
    assert result.declared.rule == "below_min"


def test_layer_one_multiplies_before_layer_two_adds():
    # robbery 48: accessory 0.7 x attempt 0.8 = 26.88; then recidivist +20, compensation -10: x 1.1 = 29.568
    result = sentence(
        parse_spec(
            {
                "offence": "抢劫罪",
                "tier": "once",
                "start_months": 48,
                "circumstances": [
                    {"id": "accessory", "pct": -30},
                    {"id": "attempt", "pct": -20},
                    {"id": "recidivist", "pct": 20},
                    {"id": "compensation", "pct": -10},
                ],
            }
        )
    )
    assert result.adjusted == approx((29.568, 29.568))
    assert result.declared.months == (30, 30)
    assert result.lawful[0] == 6


def test_a_ground_that_obliges_keeps_below_the_minimum():
    # 44 x 0.95 = 41.8 lies in the range, but a coerced accomplice must stay below 36
    result = sentence(theft("huge", 44, [{"id": "coerced", "pct": -5}]))
    assert result.declared.months == (35, 35)
    assert result.declared.rule == "below_min"


def test_a_recidivist_gets_at_least_three_months():
    # 6 x 10 per cent = 0.6, raised to 3: 6 x 0.8 + 3 = 7.8
    result = sentence(
        theft(start=6, circumstances=[{"id": "recidivist", "pct": 10}, {"id": "plea_leniency", "pct": -20}])
    )
    assert result.adjusted == approx((7.8, 7.8))
    assert not result.probation.possible
    assert [w.id for w in result.probation.why] == ["bar_recidivist"]


def test_above_the_maximum_the_maximum_is_declared():
    # 34 x 1.4 = 47.6, maximum 36
    result = sentence(theft(start=34, circumstances=[{"id": "recidivist", "pct": 40}]))
    assert result.declared.months == (36, 36)
    assert result.declared.rule == "ceiling"
    assert "start_outside" in ids(result)


def test_dangerous_driving_is_declared_directly():
    result = sentence(parse_spec({"offence": "危险驾驶罪", "circumstances": ["plea_leniency"]}))
    assert result.declared.rule == "direct"
    assert result.declared.months == (1, 6)
    assert result.declared.kinds == ("detention",)
    assert result.fine.required


def test_exclusive_circumstances_count_once():
    # surrender, confession and admission in court: the strongest, 20 per cent, alone
    result = sentence(
        theft(
            start=10,
            circumstances=[
                {"id": "court_plea", "pct": -10},
                {"id": "confession", "pct": -15},
                {"id": "surrender", "pct": -20},
            ],
        )
    )
    assert result.adjusted == approx((8, 8))
    assert sum(bool(a.excluded_by) for a in result.adjustments) == 2


def test_a_local_ladder_limits_the_pleas_own_rate():
    # trial 10: 10 x 0.9; with restitution 20 fixed the package is 20 to 30
    ladder = {"plea_ladder": {"investigation": 30, "prosecution": 20, "trial": 10}}
    plea = {"id": "plea_leniency", "stage": "trial"}
    assert sentence(theft(start=10, circumstances=[plea], local_rules=ladder)).adjusted == approx((9, 10))
    both = sentence(theft(start=10, circumstances=[plea, {"id": "restitution", "pct": -20}], local_rules=ladder))
    assert both.adjusted == approx((7, 8))


def test_local_rules_give_start_and_months_per_amount():
    # threshold 2000, one month per full 1000 yuan: (6200 - 2000) // 1000 = 4; start 3 to 9
    rules = {
        "name": "某省细则",
        "start": {"large": [3, 9]},
        "thresholds": {"large": 2000},
        "per_amount": {"yuan": 1000, "months": 1},
    }
    result = sentence(parse_spec({"offence": "盗窃罪", "amount_yuan": 6200, "local_rules": rules}))
    assert result.tier.id == "large"
    assert result.base == (7, 13)
    assert "national_range_only" not in ids(result)


@pytest.mark.parametrize(
    ("offence", "tier", "amount", "yuan"),
    [
        ("盗窃罪", "large", 6200, (1000, 12400)),
        ("盗窃罪", "large", 300, (1000, 1000)),  # twice the amount is less than the least fine
        ("盗窃罪", "large", 0, (1000, 100000)),  # no amount
        ("盗窃罪", "large", None, (1000, None)),
        ("敲诈勒索罪", "large", 5000, (2000, 10000)),
        ("信用卡诈骗罪", "large", None, (20000, 200000)),
        ("信用卡诈骗罪", "huge", None, (50000, 500000)),
        ("诈骗罪", "large", 5000, None),
    ],
)
def test_fines_in_numbers(offence, tier, amount, yuan):
    result = sentence(parse_spec({"offence": offence, "tier": tier, "amount_yuan": amount}))
    assert result.fine.required
    assert result.fine.yuan == yuan


def test_fines_by_statute():
    def fine(offence, tier):
        return sentence(parse_spec({"offence": offence, "tier": tier})).fine

    assert not fine("故意伤害罪", "light").possible
    assert fine("寻衅滋事罪", "gather_three").possible
    assert not fine("寻衅滋事罪", "gather_three").required
    assert fine("妨害公务罪", "basic").alone
    assert not fine("妨害公务罪", "basic").required


def test_probation_only_up_to_three_years():
    partly = sentence(theft("huge", [36, 40]))
    assert partly.probation.possible
    assert "probation_part" in [w.id for w in partly.probation.why]
    never = sentence(theft("huge", 40))
    assert not never.probation.possible
    assert never.probation.why[0].id == "bar_term"


def test_probation_is_owed_to_a_minor_and_strict_for_robbery():
    minor = sentence(theft(start=8, circumstances=[{"id": "minor", "age": 15}]))
    assert minor.adjustments[0].id == "minor.12_16"
    assert minor.probation.obligatory
    robbery = sentence(parse_spec({"offence": 263, "tier": "once", "start_months": 36}))
    assert "probation_strict" in [w.id for w in robbery.probation.why]


def counts(*starts):
    return sentence(parse_spec({"counts": [{"offence": 264, "tier": "large", "start_months": s} for s in starts]}))


def test_imprisonment_is_joined_between_the_highest_and_the_sum():
    result = counts(10, 14)
    assert result.declared.months == (14, 24)
    assert len(result.counts) == 2


def test_imprisonment_absorbs_detention():
    result = counts(4, 10)
    assert result.declared.months == (10, 10)
    assert result.declared.kinds == ("imprisonment",)


def test_detention_is_joined_up_to_a_year():
    assert counts(5, 4).declared.months == (5, 9)
    assert counts(5, 5, 5).declared.months == (5, 12)
    assert counts(5, 4).declared.kinds == ("detention",)


def test_twenty_years_or_twenty_five_from_a_sum_of_thirty_five():
    # 140 + 140 = 280 months, limit 240; 140 x 3 = 420 months = 35 years, limit 300
    def drugs(n):
        return sentence(parse_spec({"counts": [{"offence": 347, "tier": "quantity_large", "start_months": 140}] * n}))

    assert drugs(2).declared.months == (140, 240)
    assert drugs(3).declared.months == (140, 300)


def test_shared_circumstances_go_to_every_count():
    spec = parse_spec(
        {
            "circumstances": ["plea_leniency", {"id": "recidivist", "pct": 10}],
            "counts": [
                {
                    "offence": 264,
                    "tier": "large",
                    "start_months": 10,
                    "circumstances": [{"id": "recidivist", "pct": 40}],
                },
                {"offence": 266, "tier": "large", "start_months": 10},
            ],
        }
    )
    first, second = sentence(spec).counts
    assert first.adjusted == approx((11, 14))  # 10 x (1 + 0.4 - 0.3), 10 x 1.4
    assert second.adjusted == approx((10, 13))  # recidivist at least three months
    assert not sentence(spec).probation.possible


def test_json_has_the_shape_of_the_contract():
    answer = to_json(sentence(theft(circumstances=["plea_leniency"], amount_yuan=6200)), "zh")
    assert set(answer) >= {
        "offence", "law_version", "start", "base_months", "adjustments", "adjusted_months", "discretion_months",
        "declared", "probation", "fine", "menu", "warnings",
    }  # fmt: skip
    assert answer["start"] == {"min": 1, "max": 12, "used": 8}
    assert set(answer["adjustments"][0]) >= {"id", "layer", "pct", "used", "source"}
    assert answer["menu"][0]["if"] in ("restitution", "compensation.paid_and_forgiven")
    several = to_json(counts(10, 14))
    assert len(several["counts"]) == 2
    assert several["combined"]["months"] == [14, 24]


def test_cautions_of_law():
    case = parse_spec({"offence": "交通肇事罪", "tier": "basic", "circumstances": ["recidivist", "prior_record"]})
    assert {"recidivist_negligent", "record_twice"} <= set(ids(sentence(case)))
    case = theft("huge", 40, [{"id": "reconciliation", "pct": -30}, {"id": "compensation", "pct": -10}])
    assert {"payment_twice", "reconciliation_floor"} <= set(ids(sentence(case)))
    assert "stage_unpriced" in ids(sentence(theft(circumstances=[{"id": "plea_leniency", "stage": "侦查"}])))

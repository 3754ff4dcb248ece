"""Offers against the calculation, conditions of procedure, and the menu."""

import pytest

from trainer.law.calc import sentence
from trainer.law.check import lawful
from trainer.law.menu import menu
from trainer.law.prerequisites import FastTrackCase, fast_track
from trainer.law.spec import parse_spec
from trainer.law.terms import Terms


def case(**more):
    return sentence(parse_spec({"offence": "盗窃罪", "tier": "large", "start_months": 10, "amount_yuan": 6200, **more}))


PLEA = case(circumstances=[{"id": "plea_leniency", "pct": -30}, {"id": "restitution", "pct": -10}])  # 6 months
OPEN = case(circumstances=["plea_leniency", "restitution"])  # 4 to 10 months
HUGE = case(tier="huge", start_months=40, circumstances=["plea_leniency"])  # floor: 36 to 40


def ids(terms, result):
    return [b.id for b in lawful(Terms(**terms), result)]


@pytest.mark.parametrize(
    ("terms", "breaches"),
    [
        ({}, []),
        ({"kind": "imprisonment", "months": (8, 8), "fine_yuan": 2000}, []),
        ({"kind": "detention", "months": (5, 5)}, []),
        ({"kind": "detention", "months": (8, 8)}, ["breach_detention_length"]),
        ({"kind": "imprisonment", "months": (5, 5)}, ["breach_imprisonment_length"]),
        ({"kind": "imprisonment", "months": (12, 12)}, ["breach_months"]),
        ({"kind": "detention", "months": (3, 3)}, ["breach_months"]),  # inside the judge's twenty per cent only
        ({"kind": "control", "months": (6, 6)}, []),
        ({"kind": "control", "months": (30, 30)}, ["breach_control_length"]),
        ({"kind": "fine_only", "fine_yuan": 3000}, []),
        ({"kind": "fine_only", "fine_yuan": 0}, ["breach_fine_required"]),
        ({"kind": "exemption"}, []),
        ({"kind": "non_prosecution", "months": (3, 3)}, ["breach_months_without_custody"]),
        ({"fine_yuan": 500}, ["breach_fine_low"]),
        ({"fine_yuan": 12401}, ["breach_fine_high"]),
        ({"months": (8, 8), "probation": True, "probation_months": 12}, []),
        ({"months": (8, 8), "probation": True, "probation_months": 8}, ["breach_probation_period"]),
        ({"kind": "detention", "months": (5, 5), "probation": True, "probation_months": 6}, []),
        (
            {"kind": "detention", "months": (5, 5), "probation": True, "probation_months": 14},
            ["breach_probation_period"],
        ),
        ({"kind": "control", "months": (6, 6), "probation": True}, ["breach_probation_kind"]),
        ({"procedure": "fast_track", "months": (8, 8)}, []),
    ],
)
def test_offers_for_a_theft_of_a_large_amount(terms, breaches):
    assert ids(terms, OPEN) == breaches


@pytest.mark.parametrize(
    ("terms", "breaches"),
    [
        ({"kind": "imprisonment", "months": (36, 36), "probation": True, "probation_months": 48}, []),
        ({"kind": "imprisonment", "months": (30, 30)}, ["breach_months", "breach_floor"]),
        ({"kind": "imprisonment", "months": (40, 40), "probation": True}, ["breach_bar_term"]),
        ({"kind": "detention"}, ["breach_kind"]),
        ({"kind": "control"}, ["breach_control"]),
        ({"kind": "fine_only"}, ["breach_fine_only"]),
        ({"kind": "exemption"}, ["breach_exemption"]),
        ({"kind": "non_prosecution"}, ["breach_non_prosecution"]),
        ({"procedure": "fast_track", "months": (38, 38)}, ["breach_fast_track_term"]),
        ({"fine_yuan": 0}, ["breach_fine_required"]),
    ],
)
def test_offers_for_a_theft_of_a_huge_amount(terms, breaches):
    assert ids(terms, HUGE) == breaches


def test_bars_come_from_the_circumstances():
    recidivist = case(circumstances=["recidivist"])
    assert ids({"probation": True}, recidivist) == ["breach_bar_recidivist"]
    assert ids({"procedure": "fast_track"}, case(circumstances=[{"id": "minor", "age": 17}])) == ["fast_minor"]
    assert ids({"procedure": "fast_track"}, case(circumstances=["deaf_mute_blind"])) == ["fast_disabled"]
    injury = sentence(parse_spec({"offence": "故意伤害罪", "tier": "light", "start_months": 10}))
    assert ids({"fine_yuan": 2000}, injury) == ["breach_fine_none"]


def test_every_breach_is_worded_in_both_languages():
    for terms in ({"kind": "detention"}, {"months": (30, 30)}, {"kind": "exemption"}, {"fine_yuan": 0}):
        for breach in lawful(Terms(**terms), HUGE):
            assert breach.source
            assert "{" not in breach.word("zh") + breach.word("en")


def test_the_menu_names_steps_by_effect_and_then_outcomes():
    spec = parse_spec({"offence": "盗窃罪", "tier": "large", "start_months": 10, "circumstances": ["plea_leniency"]})
    steps = menu(spec)
    by_id = {s.id: s for s in steps}
    # the plea alone: 7 to 10; with restitution the combined row opens sixty per cent: 4 to 10
    assert by_id["restitution"].months == (4, 10)
    assert by_id["restitution"].change == (-3, 0)
    real = [s for s in steps if s.kind == "step"]
    assert [sum(s.adjusted) for s in real] == sorted(sum(s.adjusted) for s in real)
    assert [s.id for s in steps if s.kind == "option"] == [
        "probation",
        "control",
        "fine_only",
        "exemption",
        "non_prosecution",
    ]
    assert "surrender.normal" not in by_id
    assert by_id["probation"].needs


def test_fixed_rates_show_what_a_step_is_worth():
    # 10 x (1 - 0.2) = 8; forgiveness on top of a payment fixed at 10: package at least 30, at most 60
    fixed = [{"id": "plea_leniency", "pct": -20}, {"id": "compensation.paid_not_forgiven", "pct": -10}]
    spec = parse_spec(
        {"offence": 234, "tier": "light", "start_months": 10, "circumstances": fixed, "facts": ["civil_dispute"]}
    )
    by_id = {s.id: s for s in menu(spec)}
    assert by_id["compensation.paid_and_forgiven"].adjusted == pytest.approx((4, 7))
    assert "compensation.forgiven_not_paid" not in by_id
    assert [n.id for n in by_id["reconciliation.normal"].needs] == ["need_reconciliation"]


def test_an_earlier_plea_is_priced_by_a_local_ladder_only():
    plea = {"id": "plea_leniency", "stage": "trial"}
    base = {"offence": "盗窃罪", "tier": "large", "start_months": 10, "circumstances": [plea]}
    ladder = {"plea_ladder": {"investigation": 30, "prosecution": 20, "trial": 10}}
    priced = {s.stage: s for s in menu(parse_spec({**base, "local_rules": ladder})) if s.stage}
    assert priced["prosecution"].adjusted == pytest.approx((8, 10))
    assert priced["investigation"].adjusted == pytest.approx((7, 10))
    unpriced = {s.stage: s for s in menu(parse_spec(base)) if s.stage}
    assert unpriced["prosecution"].change == (0, 0)
    assert unpriced["prosecution"].needs[0].id == "stage_unpriced"


def test_steps_follow_the_offence():
    def names(**more):
        return {s.id for s in menu(parse_spec(more))}

    assert not {"restitution", "compensation.paid_and_forgiven"} & names(offence="危险驾驶罪")
    assert "reconciliation.normal" not in names(offence="抢劫罪", tier="once")
    assert "pre_indictment_restitution" in names(offence="非法吸收公众存款罪", tier="basic")
    assert "surrender" in names(offence="盗窃罪", tier="large", possible=["surrender"])
    assert "reconciliation.normal" not in names(offence="盗窃罪", tier="large")
    assert "reconciliation.normal" in names(offence="盗窃罪", tier="large", facts=["civil_dispute"])
    assert "reconciliation.normal" not in names(offence="故意伤害罪", tier="light", facts=["prior_intentional_crime"])


def test_fast_track():
    assert fast_track(FastTrackCase(likely_months=10)) == ()
    assert [n.id for n in fast_track(FastTrackCase(likely_months=40, minor=True, agrees=False))] == [
        "breach_fast_track_term",
        "fast_consent",
        "fast_minor",
    ]
    assert fast_track(FastTrackCase(likely_months=10, civil_claim_open=True))[0].source == "CPL 223(5)"

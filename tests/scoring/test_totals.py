"""Totals and evidence: the arithmetic of a score, and no credit without words that were really said."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.scoring.record import Case, Record, Turn
from trainer.scoring.result import CAP, ItemResult, Quote, checked, quote_of, total, verified
from trainer.scoring.rubric import load_rubric

RUBRIC = load_rubric("voluntariness")
ITEM = st.builds(
    lambda i, outcome, weight, critical: ItemResult(
        f"item.{i}", outcome, weight, critical=critical and outcome in ("found", "not_found")
    ),
    st.integers(0, 999),
    st.sampled_from(["met", "not_met", "not_applicable", "unscored", "found", "not_found"]),
    st.sampled_from([1, 2, 3]),
    st.booleans(),
)
ITEMS = st.lists(ITEM, max_size=20)


def of(items, outcome):
    return [i for i in items if i.outcome == outcome]


@given(ITEMS)
def test_the_score_is_points_met_by_points_applicable_less_faults(items):
    result = total(RUBRIC, items, "embedded")
    met, missed = (sum(i.weight for i in of(items, o)) for o in ("met", "not_met"))
    faults = sum(i.weight for i in of(items, "found"))
    critical = [i.id for i in of(items, "found") if i.critical]
    if not met + missed:
        assert result.score is None
        return
    wanted = max(0.0, 100 * (met - faults) / (met + missed))
    assert result.score == pytest.approx(min(wanted, CAP) if critical else wanted, abs=0.06)
    assert 0 <= result.score <= 100
    assert list(result.critical) == critical


@given(ITEMS)
def test_unscored_is_neither_nothing_nor_credit(items):
    without = [i for i in items if i.outcome not in ("unscored", "not_applicable")]
    assert total(RUBRIC, items, "x").score == total(RUBRIC, without, "x").score


@given(ITEMS)
def test_coverage_counts_what_could_be_answered(items):
    asked = [i for i in items if i.outcome != "not_applicable"]
    answered = [i for i in asked if i.outcome != "unscored"]
    assert total(RUBRIC, items, "x").coverage == pytest.approx(len(answered) / len(asked) if asked else 0, abs=0.001)


@given(ITEMS, st.data())
def test_meeting_one_more_never_costs_and_one_more_fault_never_pays(items, data):
    open_ = [n for n, i in enumerate(items) if i.outcome == "not_met"]
    base = total(RUBRIC, items, "x").score
    if open_:
        n = data.draw(st.sampled_from(open_))
        better = [*items[:n], replace(items[n], outcome="met"), *items[n + 1 :]]
        assert total(RUBRIC, better, "x").score >= base
    worse = total(RUBRIC, [*items, ItemResult("pitfall.x", "found", 2, critical=True)], "x").score
    if base is not None:
        assert worse <= min(base, CAP)


@given(ITEMS)
def test_the_order_of_items_changes_no_score(items):
    assert total(RUBRIC, items, "x").score == total(RUBRIC, items[::-1], "x").score


@given(ITEMS)
def test_the_document_is_plain_json(items):
    document = total(RUBRIC, items, "embedded").to_json()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert list(document) == ["rubric", "version", "rubric_sha256", "judge", "score", "coverage", "critical", "items"]
    for item in document["items"]:
        assert {"id", "outcome", "weight", "evidence", "confidence", "reason"} <= set(item)


# Evidence

TURNS = (
    Turn(1, "trainee", "defence", ("accused",), "meeting", True, "You are free to refuse.\nNobody adds a day for it."),
    Turn(2, "accused", "accused", ("defence",), "meeting", True, "So I may say no?"),
    Turn(3, "trainee", "defence", ("accused",), "meeting", True, "Accused: I plead freely. ８个月 is the figure."),
)
RECORD = Record("defence", "en", TURNS, (), Case())


def result(*quotes, outcome="met", reason=""):
    return checked(RECORD, ItemResult("x", outcome, 3, quotes, 0.9, reason))


@pytest.mark.parametrize(
    "quote",
    [
        Quote(1, "trainee", "You are free to refuse."),
        Quote(1, "trainee", "you are FREE to refuse. nobody   adds"),
        Quote(3, "trainee", "8个月"),
        Quote(2, "accused", "So I may say no?"),
    ],
)
def test_words_that_were_said_are_credited(quote):
    assert verified(RECORD, quote)
    assert result(quote).outcome == "met"


FORGED = [
    Quote(1, "trainee", "You may withdraw the plea."),
    Quote(2, "trainee", "You are free to refuse."),
    Quote(1, "accused", "You are free to refuse."),
    Quote(4, "trainee", "You are free to refuse."),
    Quote(1, "defence", "You are free to refuse."),
    Quote(1, "trainee", ""),
    Quote(1, "trainee", "   "),
    Quote(3, "accused", "I plead freely."),
    Quote(1, "trainee", "You are free to refuse. Nobody adds a day for it. So I may say no?"),
]


@pytest.mark.parametrize("quote", FORGED)
def test_forged_words_are_no_evidence(quote):
    assert not verified(RECORD, quote)
    for outcome in ("met", "found"):
        found = result(quote, outcome=outcome)
        assert found.outcome == "unscored"
        assert found.evidence == ()


def test_no_evidence_is_no_credit():
    assert result().outcome == "unscored"


def test_one_good_quote_among_forged_ones_is_kept_alone():
    good = Quote(1, "trainee", "free to refuse")
    found = result(FORGED[0], good, FORGED[1])
    assert (found.outcome, found.evidence) == ("met", (good,))


def test_what_was_not_met_needs_no_words():
    assert result(outcome="not_met").outcome == "not_met"
    assert result(outcome="not_found").outcome == "not_found"


def test_deeds_in_the_log_stand_for_themselves():
    assert result(reason="deed: read 3 of 4").outcome == "met"


@given(st.integers(0, 2), st.integers(0, 60), st.integers(0, 60))
def test_any_stretch_of_a_turn_is_good_evidence(n, a, b):
    turn = TURNS[n]
    quote = quote_of(turn, (min(a, b), max(a, b)))
    assert verified(RECORD, quote)

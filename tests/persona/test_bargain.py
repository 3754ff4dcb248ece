"""The figures of a prosecution: what a conceded point takes off, and that no offer leaves the lawful range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import opening

from trainer.events import GroundAnswered
from trainer.law.terms import Terms
from trainer.persona import bargain
from trainer.scenario.loader import load_play
from trainer.state import fold

PLAY = load_play("courier-theft")
WEAK = [w for w in PLAY.script.weak_points if w.base_months]


def with_points(*ids):
    return fold(opening(), [GroundAnswered(ground=i, outcome="conceded", share=1.0) for i in ids])


@pytest.mark.parametrize("weak", WEAK, ids=lambda w: w.id)
def test_a_point_given_up_lowers_the_range_with_and_without_a_plea(weak):
    before, after = with_points(), with_points(weak.id)
    for measure in (
        lambda s: bargain.result_with(PLAY, bargain.shown(PLAY, s)).declared.months,
        lambda s: bargain.result_with(PLAY, bargain.known_to_trainee(PLAY, s)).declared.months,
        lambda s: bargain.result_without_plea(PLAY, s).declared.months,
    ):
        assert measure(after)[1] < measure(before)[1]
        assert measure(after)[0] <= measure(before)[0]


def test_the_base_falls_by_what_rested_on_the_points():
    all_points = with_points(*(w.id for w in WEAK))
    high = bargain.result_with(PLAY, bargain.taken_up(PLAY, with_points())).declared.months[1]
    assert bargain.result_with(PLAY, bargain.taken_up(PLAY, all_points)).declared.months[1] == high + sum(
        w.base_months for w in WEAK
    )


@given(
    st.sets(st.sampled_from([w.id for w in PLAY.script.weak_points])),
    st.sets(st.sampled_from([c.id for c in PLAY.script.circumstances])),
    st.floats(0, 1),
)
def test_wherever_an_office_stands_is_lawful(points, grounds, generosity):
    events = [GroundAnswered(ground=i, circumstance=i, outcome="accepted", share=1.0) for i in sorted(grounds)]
    state = fold(with_points(*sorted(points)), events)
    where = bargain.stand(PLAY, state, generosity)
    assert where.low <= where.target <= where.high


def test_a_longer_term_outgrows_the_probation_period_it_had():
    held = Terms(kind="detention", months=(5, 5), probation=True, probation_months=5)
    assert bargain.whole(held, Terms(months=(6, 6))).probation_months >= 6


def test_staying_in_custody_is_no_term_of_an_offer():
    assert bargain.whole(Terms(months=(6, 6)), Terms(months=(5, 5), liberty="custody")).liberty is None
    assert bargain.whole(Terms(months=(6, 6)), Terms(months=(5, 5), liberty="bail")).liberty == "bail"


def test_a_whole_new_sentence_leaves_nothing_of_the_old_but_the_procedure():
    old = Terms(kind="detention", months=(4.0, 4.0), probation=True, probation_months=4.0, fine_yuan=2000.0,
                understanding=True, procedure="fast_track")  # fmt: skip
    new = Terms(months=(5.0, 5.0), fine_yuan=2000.0)
    offer = bargain.whole(bargain.amended(old, new), new)
    assert offer.named() == {"kind": "detention", "months": (5.0, 5.0), "fine_yuan": 2000.0, "procedure": "fast_track"}
    shorter = Terms(months=(3.0, 3.0))
    assert bargain.whole(bargain.amended(old, shorter), shorter).probation

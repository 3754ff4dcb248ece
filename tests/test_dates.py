"""Days named with their year, however they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.dates import calendar_day, spoken_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1 June 2026", "2026-06-01"),
        ("1st of June 2026", "2026-06-01"),
        ("June 1st, 2026", "2026-06-01"),
        ("15 Sept. 2027", "2027-09-15"),
        ("2026年6月1日", "2026-06-01"),
        ("2026-12-31", "2026-12-31"),
    ],
)
def test_a_day_with_its_year_is_one_day(written, day):
    assert calendar_day(written) == day


@pytest.mark.parametrize("written", ["Friday", "15 March", "月底", "6月1日", "45 June 2026", "2026年13月1日", ""])
def test_anything_less_stays_as_it_is_written(written):
    assert calendar_day(written) == written


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_what_is_said_of_a_day_is_read_as_that_day(day):
    for lang in ("en", "zh"):
        assert calendar_day(spoken_day(day.isoformat(), lang)) == day.isoformat()


def test_what_is_no_day_is_said_as_it_is():
    assert (spoken_day("Friday", "en"), spoken_day("月底", "zh")) == ("Friday", "月底")

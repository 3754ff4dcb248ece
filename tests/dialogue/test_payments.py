"""Payments in parts: the whole, and what comes at once."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trainer.dialogue.payments import Plan, plan
from trainer.text import LANGS


@pytest.mark.parametrize(
    ("lang", "words", "total", "now"),
    [
        ("en", "It would be 3,200 in all: 2,600 today, and the last 600 in two instalments of 300.", 3200, 2600),
        ("en", "2,600 today, 300 by 31 July and 300 by 31 August, and you write the letter.", 3200, 2600),
        ("en", "Five thousand, in ten monthly instalments of five hundred.", 5000, 0),
        ("en", "1,600 today for the screen and the rest in two monthly instalments", None, 1600),
        ("en", "The family pays 2,600 yuan today and 300 a month for two months after that.", 3200, 2600),
        ("zh", "那就3200元：今天先付2600，剩下600分三个月，每月200", 3200, 2600),
        ("zh", "先赔两千六，剩下六百分两个月给", 3200, 2600),
        ("zh", "方先生，我们退两万，分两次给", 20000, 0),
        ("zh", "今天先付2600，余款下个月付清", None, 2600),
    ],
)
def test_the_whole_and_what_comes_at_once(lang, words, total, now):
    assert plan(words, lang) == Plan(total, now)


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ("We pay 3,200 yuan by Friday.", "en"),
        ("Three months, and a fine of 3,000.", "en"),
        ("两千六一次付清。", "zh"),
        ("罚金三千。", "zh"),
    ],
)
def test_a_sum_paid_at_once_is_no_plan(words, lang):
    assert plan(words, lang) is None


@given(st.integers(2, 90), st.integers(2, 90), st.sampled_from(LANGS))
@example(5, 5, "en")
@example(5, 5, "zh")
def test_what_comes_now_and_later_adds_up(now, later, lang):
    words = {
        "en": f"{now * 100} yuan today and the remaining {later * 100} yuan next month",
        "zh": f"今天先给{now * 100}元，剩下的{later * 100}元下个月给",
    }
    assert plan(words[lang], lang) == Plan((now + later) * 100, now * 100)

"""Numbers as people write and say them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.dialogue.numbers import EN_NUMBER, ZH_NUMBER, chinese, english

ENGLISH = [
    ("0", 0),
    ("7", 7),
    ("12", 12),
    ("3,000", 3000),
    ("12,500", 12500),
    ("1,234,567", 1234567),
    ("2.5", 2.5),
    ("3k", 3000),
    ("2.5k", 2500),
    ("3 k", 3000),
    ("three thousands", 3000),
    ("eight thousands five hundreds", 8500),
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("nineteen", 19),
    ("twenty", 20),
    ("twenty-one", 21),
    ("twenty one", 21),
    ("thirty", 30),
    ("forty-five", 45),
    ("ninety-nine", 99),
    ("a hundred", 100),
    ("one hundred", 100),
    ("one hundred and twenty", 120),
    ("five hundred", 500),
    ("two hundred and six", 206),
    ("a thousand", 1000),
    ("two thousand", 2000),
    ("two thousand six hundred", 2600),
    ("three thousand five hundred", 3500),
    ("twelve thousand", 12000),
    ("twelve thousand five hundred", 12500),
    ("a hundred thousand", 100000),
    ("six thousand eight hundred and ninety-eight", 6898),
    ("half a million", 500000),
    ("two million", 2000000),
    ("2 thousand", 2000),
    ("3 hundred", 300),
    ("a dozen", 12),
    ("five grand", 5000),
    ("Two Thousand", 2000),
]
CHINESE = [
    ("0", 0),
    ("8", 8),
    ("15", 15),
    ("3,000", 3000),
    ("3，000", 3000),
    ("2.5", 2.5),
    ("3千", 3000),
    ("2万", 20000),
    ("1.5万", 15000),
    ("零", 0),
    ("一", 1),
    ("二", 2),
    ("两", 2),
    ("俩", 2),
    ("仨", 3),
    ("九", 9),
    ("十", 10),
    ("十一", 11),
    ("十九", 19),
    ("二十", 20),
    ("二十一", 21),
    ("三十六", 36),
    ("九十九", 99),
    ("一百", 100),
    ("一百零五", 105),
    ("一百一十", 110),
    ("两百五", 250),
    ("一百二", 120),
    ("三百六十五", 365),
    ("一千", 1000),
    ("两千", 2000),
    ("两千六", 2600),
    ("三千五", 3500),
    ("三千零五十", 3050),
    ("三千零五", 3005),
    ("两千六百", 2600),
    ("六千八百九十八", 6898),
    ("一万", 10000),
    ("两万五", 25000),
    ("一万二", 12000),
    ("一万两千", 12000),
    ("一万零五百", 10500),
    ("三万六千", 36000),
    ("十万", 100000),
    ("十二万", 120000),
    ("二十万三千", 203000),
    ("一万五千八百", 15800),
]


@pytest.mark.parametrize(("text", "value"), ENGLISH)
def test_english(text, value):
    assert english(text) == value


@pytest.mark.parametrize(("text", "value"), CHINESE)
def test_chinese(text, value):
    assert chinese(text) == value


@pytest.mark.parametrize(("text", "value"), [(t, v) for t, v in ENGLISH if t not in ("3 k", "0")])
def test_english_is_found_whole_in_a_sentence(text, value):
    found = re.search(EN_NUMBER, f"we say {text} yuan", re.I)
    assert found
    assert english(found[0]) == value


@pytest.mark.parametrize(("text", "value"), CHINESE)
def test_chinese_is_found_whole_in_a_sentence(text, value):
    found = re.search(ZH_NUMBER, f"我们说的是{text}元")
    assert found
    assert chinese(found[0]) == value


@pytest.mark.parametrize("text", ["", "some", "many", "seven dwarfs", "twenty bananas", "--"])
def test_english_words_that_are_no_numbers(text):
    assert not english(text)


@pytest.mark.parametrize("text", ["", "几", "好多", "半", "三个", "元"])
def test_chinese_words_that_are_no_numbers(text):
    assert chinese(text) is None


def spoken(n):
    ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    ones += "sixteen seventeen eighteen nineteen".split()
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if n < 20:
        return ones[n]
    if n < 100:
        return tens[n // 10 - 2] + (f"-{ones[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ones[n // 100]} hundred" + (f" and {spoken(n % 100)}" if n % 100 else "")
    return f"{spoken(n // 1000)} thousand" + (
        (f" {spoken(n % 1000)}" if n % 1000 >= 100 else f" and {spoken(n % 1000)}") if n % 1000 else ""
    )


def written(n):
    """A number below a hundred million in characters, every scale named."""
    if n >= 10000:
        high, low = divmod(n, 10000)
        return written(high) + "万" + (("零" if low < 1000 else "") + written(low) if low else "")
    out, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // scale % 10
        if digit:
            out += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        elif out:
            gap = True
    return out or "零"


@given(st.integers(0, 999_999))
def test_every_english_number_is_read(n):
    assert english(spoken(n)) == n
    assert english(f"{n:,}") == n


@given(st.integers(0, 9_999_999))
def test_every_chinese_number_is_read(n):
    assert chinese(written(n)) == n
    assert chinese(str(n)) == n


def test_two_figures_in_one_breath_are_no_number():
    assert chinese("一万两万") is None


@given(st.one_of(st.text(max_size=30), st.text("零一二两三四五六七八九十百千万0123456789.,点半 ", max_size=12)))
def test_nothing_raises(text):
    for value in (english(text), chinese(text)):
        assert value is None or value >= 0

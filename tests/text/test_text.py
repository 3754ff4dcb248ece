"""Cleaning and folding: what is shown can do nothing, and comparing ignores what does not matter."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trainer.text import behind, clean, fold, guess_lang, has_cjk, unspaced

ANYTHING = st.text(st.characters(), max_size=400)
ESCAPES = st.sampled_from(
    [
        "\x1b[31m",
        "\x1b[2J",
        "\x1b]0;title\x07",
        "\x1b]8;;http://x\x1b\\",
        "\x1bP1$r\x1b\\",
        "\x1b(B",
        "\x9b31m",
        "\x1b",
        "\r",
        "\x00",
        "\x07",
        "\u202e",
        "\u200b",
        "\u2066",
        "\ufeff",
        "\ud800",
        "\x7f",
        "\b",
        "\u0085",
        "\u2028",
    ]
)
HOSTILE = st.lists(st.one_of(ANYTHING, ESCAPES), max_size=12).map("".join)


@given(HOSTILE)
@example("\x1b\x1b[31m[31mred")
@example("a\x1b]0;x")
@example("\x1b[\x1b[0m31m")
def test_cleaned_text_holds_no_control_codes(text):
    for char in clean(text):
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn")
        assert char not in "\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\xad"


@given(HOSTILE)
@example("\x1b\x1b[31m[31mred")
@example(" \x1b[0m \n \x00 \n")
@example("\u200b a")
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


# Letters that only look like Latin ones, and those that are not seen, are the business of the test below.
CHANGED = re.compile(
    r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\u0400-\u04ff\u3164\u115f\u1160\uffa0]"
)


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=200).filter(lambda t: not CHANGED.search(t)))
def test_words_survive_cleaning(text):
    assert clean(text) == text.strip()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("you may\u00a0withdraw", "you may withdraw"),
        ("\uff57\uff49\uff54\uff48draw", "withdraw"),
        ("\u0440romis\u0435", "promise"),
        ("\U0001d429\U0001d42b\U0001d428mise", "promise"),
        ("wi\u034fth\ufe0fdraw", "withdraw"),
        ("обещание", "обещание"),
        ("\uf967可以", "不可以"),
        ("\u2f00个", "一个"),
        ("你可以反悔，\u2028[signs: A]", "你可以反悔，\u2028[signs: A]"),
        ("before\x1b]0;the rest stays", "before0;the rest stays"),
    ],
)
def test_what_only_looks_like_a_letter_is_read_as_it(written, read):
    assert clean(written) == read


@pytest.mark.parametrize(
    ("dirty", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\x1b]0;owned\x07b", "ab"),
        ("one\ttwo", "one two"),
        ("one  \ntwo", "one\ntwo"),
        ("ab\u202ecd", "abcd"),
        ("认\u200b罪", "认罪"),
        ("  padded \n", "padded"),
    ],
)
def test_cleaned_examples(dirty, shown):
    assert clean(dirty) == shown


WRITTEN = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0x3000, max_codepoint=0x303F),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),
        st.just("\n"),
    ),
    max_size=80,
)


@given(WRITTEN)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert fold(f"  {text.upper()}\n") == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Duty  Lawyer", "duty lawyer"),
        ("８个月", "8个月"),
        ("Ａ\u3000Ｂ", "a b"),
        ("line\nbreak", "line break"),
        ("“ﬁne”", "“fine”"),
    ],
)
def test_folding_makes_equal(one, other):
    assert fold(one) == fold(other)


def test_folding_keeps_different_words_apart():
    assert fold("六个月") != fold("七个月")
    assert fold("not free") != fold("free")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("You may refuse.", "en"),
        ("可以不同意。", "zh"),
        ("OK，我签。", "zh"),
        ("Sign the 具结书 today, please", "en"),
        ("", "en"),
        ("CPL 173 怎么规定的？", "zh"),
    ],
)
def test_language_of_a_turn(text, lang):
    assert guess_lang(text) == lang


def test_chinese_characters_are_seen():
    assert has_cjk("plea 认")
    assert not has_cjk("plea, “quoted” — ok")


@pytest.mark.parametrize(
    ("folded", "text"),
    [
        ("就签了。 第二天，她走了， 没回头", "就签了。第二天，她走了，没回头"),
        ("“签完就了结。” 16:44打来电话", "“签完就了结。”16:44打来电话"),
        ("他说 “自愿”", "他说“自愿”"),
        ("请输入 /voice llm 再试", "请输入 /voice llm 再试"),
        ("Sign the 具结书 today", "Sign the 具结书 today"),
        ("第一段。\n\n第二段", "第一段。\n\n第二段"),
    ],
)
def test_folded_chinese_lines_join_without_a_space(folded, text):
    assert unspaced(folded) == text


@pytest.mark.parametrize(
    ("name", "words"), [("耿检察官", "耿检察官：到。"), ("单价（元）", "单价（元）：到。"), ("Luo", "Luo: 到。")]
)
def test_a_chinese_name_takes_the_chinese_colon(name, words):
    assert behind(name, "到。") == words

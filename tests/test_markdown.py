"""Markdown read with Chinese in it, and written as text in which no mark of it is left."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import new_session

from trainer.markdown import MOST_CELLS, parser, plain
from trainer.scenario.loader import scenario_ids
from trainer.session.sheet import paper
from trainer.text import LANGS, clean, escaped

MARKUP = re.compile(r"\*\*|(?<!\w)\*\S|`|^#+ |^\||^>|\]\(|\[/?[a-z]+\]|\{[{%]", re.M)


def test_emphasis_beside_chinese_marks():
    html = parser().render("**“认罪认罚”**从宽，**时间：**16:50，签**（具结书）**后。")
    assert html.count("<strong>") == 3
    assert "**" not in html


def test_a_broken_line_of_chinese_is_joined_without_a_space():
    assert "认罪认罚" in parser().render("认罪\n认罚")
    assert "plea\nleniency" in parser().render("plea\nleniency")


def test_user_text_inside_markdown_is_escaped():
    assert "<strong>" not in parser().render(escaped("**bold** _x_ [a](b) <b>"))
    assert "&lt;b&gt;" in parser().render(escaped("<b>"))


PLAIN = [
    ("# Title\nText", "Title\n=====\nText"),
    ("## 人物\n\n甲", "人物\n----\n甲"),
    ("**Mode:** `x` and *y*", "Mode: x and y"),
    ("one\ntwo\n\nthree", "one\ntwo\n\nthree"),
    ("- a\n- **b**\n  - c", "- a\n- b\n  - c"),
    ("3. a\n4. b\n   more", "3. a\n4. b\n   more"),
    ("> said", "    said"),
    ("| 步骤 | 月 |\n|---|---|\n| **基准刑** | 10 |", "步骤    月\n基准刑  10"),
    ("签名：________\\\n日期", "签名：________\n日期"),
]


@pytest.mark.parametrize(("source", "text"), PLAIN)
def test_every_mark_becomes_what_it_means(source, text):
    assert plain(source) == text


def test_a_table_too_wide_is_written_row_by_row():
    wide = "| Step | Words |\n|---|---|\n" + f"| 1 | {'x' * MOST_CELLS} |"
    assert plain(wide) == f"- Step: 1; Words: {'x' * MOST_CELLS}"
    wide = f"| 步骤 | 话 |\n|---|---|\n| 一 | {chr(0x5B57) * MOST_CELLS} |"
    assert plain(wide) == f"- 步骤：一；话：{chr(0x5B57) * MOST_CELLS}"


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_whatever_was_typed_is_shown_as_typed(text):
    words = " ".join(clean(text).split())
    assert plain(escaped(words)) == words


@pytest.mark.parametrize("scenario", scenario_ids())
@pytest.mark.parametrize("lang", LANGS)
def test_no_paper_shows_markup(scenario, lang):
    session = new_session(scenario, lang=lang)
    for document in session.play.script.documents:
        text = plain(paper(session.play, session.state, document.id, lang))
        assert not MARKUP.search(text), document.id
        assert len(text) > 40

"""The pages: hostile words shown as typed, both languages complete, one shape in every format."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from trainer.i18n import t
from trainer.report.html import html
from trainer.report.markdown import markdown
from trainer.report.model import build
from trainer.report.plain import plain_text
from trainer.report.wrap import wrap
from trainer.text import clean, escaped

HOSTILE_WORDS = "bold so script alert code pipe gone http head dash one quote indented raw"
_VOID = {"meta", "br"}
_KEY = re.compile(r"\b(?:report|role|stage|mode|event|asked|hint)\.[a-z_]+(?:\.[a-z_]+)*\b")


class Reader(HTMLParser):
    """Text of the turns, all tags, and whether they are nested as they should be."""

    def __init__(self, page):
        super().__init__()
        self.stack, self.tags, self.attributes, self.words, self.headings = [], [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.stack.append(tag)
        if dict(attrs).get("class") == "words":
            self.words.append("")

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        if self.stack and self.stack[-1] == "span" and self.attributes[-1][1].get("class") == "words":
            self.words[-1] += data


def read_markdown(text):
    """Tokens of GitHub's kind of Markdown, and the text a reader sees."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    seen = []
    for token in tokens:
        for child in token.children or []:
            seen.append("\n" if child.type in ("softbreak", "hardbreak") else child.content)
        seen.append("\n" if token.type == "inline" else "")
    return tokens, "".join(seen)


def pages(session):
    debrief = build(session)
    return {"md": markdown(debrief), "html": html(debrief), "txt": plain_text(debrief, 80)}


def test_hostile_words_are_shown_as_typed_in_markdown(closed, hostile_lines):
    tokens, seen = read_markdown(markdown(build(closed)))
    for line in hostile_lines:
        assert line in seen
    kinds = {child.type for token in tokens for child in token.children or []}
    assert not kinds & {"html_inline", "code_inline", "link_open", "image", "s_open", "em_open"}
    assert not {"html_block", "fence", "code_block", "hr", "ordered_list_open"} & {t.type for t in tokens}
    titles = [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"]
    assert "head" not in titles


def test_hostile_words_are_shown_as_typed_in_html(closed, hostile_lines):
    page = html(build(closed))
    reader = Reader(page)
    assert not {"script", "b", "i", "img", "iframe", "form", "link", "object"} & set(reader.tags)
    assert any("alert(1)" in words for words in reader.words)
    for line in hostile_lines:
        assert any(line in words for words in reader.words)
    assert not any(name.startswith("on") for _, attrs in reader.attributes for name in attrs)


def test_hostile_words_are_shown_as_typed_in_plain_text(closed, hostile_lines):
    text = plain_text(build(closed), 100)
    for line in hostile_lines:
        assert line in text


def test_the_page_holds_together(closed):
    page = html(build(closed))
    reader = Reader(page)
    assert not reader.stack
    assert ("html", {"lang": "zh-CN" if closed.lang == "zh" else "en"}) in reader.attributes
    ids = [attrs["id"] for _, attrs in reader.attributes if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for tag, attrs in reader.attributes if tag == "a"]
    assert links
    assert all(link[0] == "#" and link[1:] in ids for link in links)
    assert "src=" not in page
    assert "url(" not in page
    assert reader.tags.count("h1") == 1


def test_nothing_untranslated_is_left(closed):
    shown = pages(closed)
    for text in shown.values():
        body = text.partition("</style>")[2] or text
        assert not _KEY.findall(body)
        assert not re.findall(r"\{[a-z_]+\}", body)


def test_a_page_is_in_one_language(closed):
    talk = t(closed.lang, "report.section.transcript")
    marks = markdown(build(closed)).partition(f"## {talk}")[0]
    if closed.lang == "en":
        assert not re.findall(r"[\u4e00-\u9fff]", marks)
    else:
        typed = {"no", "trust", *re.findall("[A-Za-z]+", HOSTILE_WORDS)}
        assert set(re.findall(r"[A-Za-z]{2,}", marks)) <= typed


def test_every_export_says_what_it_is(closed):
    for text in pages(closed).values():
        folded = re.sub(r"\s+", "" if closed.lang == "zh" else " ", text.replace("\\", ""))
        assert re.sub(r"\s+", "" if closed.lang == "zh" else " ", t(closed.lang, "not_advice")) in folded


def test_the_same_session_gives_the_same_bytes(closed):
    from trainer.session.director import Session

    again = Session.resume(closed.id, store=closed.store, interpreter=closed.interpreter)
    assert pages(again) == pages(closed)


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120])
def test_plain_text_keeps_to_its_width(closed, width):
    assert max(cell_len(line) for line in plain_text(build(closed), width).split("\n")) <= width


def test_plain_text_has_no_markdown_in_it(closed):
    text = plain_text(build(closed), 80)
    shown = text.partition(t(closed.lang, "report.section.transcript"))[0]
    assert not re.search(r"^#+ |\| ---|\\[.*_]", shown, re.M)


def test_an_exam_has_a_short_page(played):
    for lang in ("en", "zh"):
        session = played(lang, mode="exam")
        truth = session.play.script.truth[lang]
        for text in pages(session).values():
            flat = re.sub(r"\s+", "", text)
            assert re.sub(r"\s+", "", t(lang, "report.withheld.exam")) in flat
            assert re.sub(r"\s+", "", truth)[:40] not in flat
            assert t(lang, "report.section.scores") not in text
        released = plain_text(build(session, release=True), 80)
        assert t(lang, "report.section.truth") in released


def test_prosecutor_and_every_language_have_a_page(played, pressed):
    for session in (pressed, played("zh", role="prosecutor", lines=("/go meeting",), decision="/decline")):
        for text in pages(session).values():
            assert not _KEY.findall(text.partition("</style>")[2] or text)


def test_the_debrief_screen_parses_it_the_same_way(closed, hostile_lines):
    from trainer.tui.markdown import screen_parser as parser

    seen = "".join(
        "\n" if c.type in ("softbreak", "hardbreak") else c.content
        for token in parser().parse(markdown(build(closed))) for c in token.children or []
    )  # fmt: skip
    for line in hostile_lines:
        assert line in seen


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_comes_back_from_markdown(text):
    words = " ".join(clean(text).split())
    if not words:
        return
    tokens, seen = read_markdown(escaped(words))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert seen.strip() == words


@given(st.text(st.sampled_from("ab,. 中文（），。“”a1\n"), max_size=120), st.integers(10, 60))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text, width):
    lines = wrap(text, width, "* ", "  ")
    assert all(cell_len(line) <= width for line in lines)
    kept = "".join("".join(line[2:].split()) for line in lines)
    assert kept == "".join(text.split())

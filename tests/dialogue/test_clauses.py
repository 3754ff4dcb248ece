"""Clauses: stretches that cover the words, stay inside the text and come in order."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trainer.dialogue.clauses import clauses, join, whole

PIECES = [
    "You can plead or not",
    ", and ",
    "but I will ask",
    "If you withdraw",
    ", ",
    ". ",
    "? ",
    "！",
    "。",
    "，",
    "你可以不同意",
    "如果反悔",
    "但是",
    "等等",
    "CPL 173",
    "3.5",
    " Mr. ",
    "“quoted”",
    "\n",
    "…",
    " - ",
    "：",
    "；",
    "(",
    ")",
    "  ",
    "ok",
    "是",
    "e.g. ",
    "A.",
    "....",
    "——",
]
TALK = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
TEXT = st.one_of(TALK, st.text(max_size=200))
LANG = st.sampled_from(["en", "zh"])


@given(TEXT, LANG)
@example("“Yes,” he said. “No.”", "en")
@example("，，，签了，就行。", "zh")
def test_spans_are_inside_in_order_and_apart(text, lang):
    last = 0
    for row in clauses(text, lang):
        assert row
        for clause in row:
            assert last <= clause.start < clause.end <= len(text)
            assert clause.text
            last = clause.end


@given(TEXT, LANG)
def test_the_words_of_a_clause_stand_at_its_span(text, lang):
    for row in clauses(text, lang):
        for clause in row:
            assert clause.text in text[clause.start - 1 if clause.start else 0 : clause.end]


@given(TEXT, LANG)
def test_every_word_belongs_to_a_clause(text, lang):
    covered = [False] * len(text)
    for row in clauses(text, lang):
        for clause in row:
            covered[clause.start : clause.end] = [True] * (clause.end - clause.start)
    lost = [ch for ch, seen in zip(text, covered, strict=True) if not seen and re.match(r"[^\W_]", ch)]
    assert not lost


@given(TEXT, LANG)
def test_sentences_are_counted_in_order(text, lang):
    rows = clauses(text, lang)
    numbers = [{c.sentence for c in row} for row in rows]
    assert all(len(n) == 1 for n in numbers)
    flat = [n.pop() for n in numbers]
    assert flat == sorted(set(flat))


@given(TEXT, LANG)
def test_joining_a_sentence_spans_it(text, lang):
    for row in clauses(text, lang):
        whole = join(row, text)
        assert (whole.start, whole.end) == (row[0].start, row[-1].end)


def words(text, lang):
    return [[c.text for c in row] for row in clauses(text, lang)]


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [
        ("You may refuse. The court decides. Any questions?", "en", 3),
        ("Mr. Luo, please sit down.", "en", 1),
        ("The phone is worth 3.5 thousand, no more.", "en", 1),
        ("Under Art. 264 it is theft.", "en", 1),
        ("可以不同意。法院来定。还有问题吗？", "zh", 3),
        ("先看卷；再会见；最后才签。", "zh", 3),
        ("...", "en", 0),
        ("", "zh", 0),
    ],
)
def test_sentences(text, lang, count):
    assert len(words(text, lang)) == count


def test_two_things_in_one_sentence_are_two_clauses():
    (row,) = words("You can appeal within ten days, but I will tell you what the court usually does.", "en")
    assert len(row) == 2
    (row,) = words("我先听你讲一遍，然后我们再看看检察院的建议。", "zh")
    assert len(row) == 2


def test_a_condition_stays_with_what_follows_from_it():
    (row,) = words("If you withdraw the plea, we go back to the beginning of the case.", "en")
    assert len(row) == 1
    (row,) = words("如果你反悔，具结书就不再有效。", "zh")
    assert len(row) == 1


@pytest.mark.parametrize(("lang", "text", "tail", "quoted"), [
    ("zh", "我先问一句。有没有人打过你、吓唬过你？照实说。", "吓唬过你？", "有没有人打过你、吓唬过你？"),
    ("zh", "有没有人打过你、吓唬过你，或者答应过你什么？", "或者答应过你什么？", "有没有人打过你、吓唬过你，或者答应过你什么？"),
    ("en", "Tell me. Has anybody hit you, and did they frighten you? Go on.", "did they frighten you?",
     "Has anybody hit you, and did they frighten you?"),
])  # fmt: skip
def test_a_quote_is_the_sentence_and_no_tail_of_it(lang, text, tail, quoted):
    at = text.index(tail)
    start, end = whole(text, (at, at + len(tail)), lang)
    assert text[start:end].strip() == quoted


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_long_sentence_is_quoted_by_its_clauses(lang):
    clause = {"en": "and then he told me the whole of it again, ", "zh": "后来他又把整件事跟我讲了一遍，"}[lang]
    text = clause * 10 + {"en": "did he frighten you?", "zh": "他吓唬过你吗？"}[lang]
    span = (text.rindex(" you?"), len(text)) if lang == "en" else (text.rindex("你吗"), len(text))
    start, end = whole(text, span, lang)
    assert start <= span[0] < span[1] <= end
    last = text[len(clause) * 10 :]
    assert text[start:end].strip() in (last, clause + last), "at least the clause, and not the whole speech"


def test_a_span_beside_the_text_stays_what_it_is():
    assert whole("", (0, 0), "en") == (0, 0)

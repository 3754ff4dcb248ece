"""Word files and reports on transcripts from elsewhere: the same page, and words stay words."""

import io

import docx
import pytest

from trainer.clinic.graded import grade
from trainer.report.markdown import markdown
from trainer.report.model import build
from trainer.report.outside import debrief_of_file
from trainer.report.plain import plain_text
from trainer.report.word import word


def text_of(data):
    document = docx.Document(io.BytesIO(data))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_hostile_words_are_shown_as_typed_in_word(closed, hostile_lines):
    text = text_of(word(build(closed)))
    for shown in hostile_lines:
        assert shown in text


def test_the_ledger_stands_in_a_table_with_words_and_time(closed):
    document = docx.Document(io.BytesIO(word(build(closed))))
    ledgers = [t for t in document.tables if len(t.rows[0].cells) == 6]
    assert [len(t.rows) for t in ledgers] == [11]
    times = dict(build(closed).times)
    proof = next(t for t in document.tables if len(t.rows[0].cells) == 5)
    assert any(times[turn] in row.cells[3].text for turn in times for row in proof.rows[1:])
    for page in (markdown(build(closed)), plain_text(build(closed), 200)):
        assert any(f"· {time}" in page for time in times.values())


def test_an_exam_as_word_holds_no_marks(played):
    session = played("en", mode="exam")
    assert "Duty lawyer" not in text_of(word(build(session)))
    assert "✗" not in text_of(word(build(session)))


TALK = {
    "en": "---\nrole: defence\ncase:\n  victim: the shop owner\n---\n[time: 09:10]\nDuty lawyer: You may refuse; nobody will punish you "
          "harder for it. <b>**x**</b>\nAccused: So I can say no.\n[signs]\n",
    "zh": "---\nrole: defence\ncase:\n  victim: 店主\n---\n[time: 09:10]\n值班律师：认不认罪你自己定，不愿意可以不签。<b>**x**</b>\n"
          "犯罪嫌疑人：就是说我可以不认。\n[signs]\n",
}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_transcript_from_elsewhere_has_a_debrief(tmp_path, lang):
    path = tmp_path / "talk.txt"
    path.write_text(TALK[lang], encoding="utf-8")
    found = debrief_of_file(*grade(path))
    assert [v.id for v in found.rubrics] == ["consultation", "explanation", "voluntariness"]
    assert len(found.practise) == 3
    assert (found.header, found.outcome, found.truth) == (None, None, None)
    assert found.times == ((1, "09:10"), (2, "09:10"))
    assert all(lesson.row.advice and lesson.row.advice.law and lesson.row.advice.say for lesson in found.practise)
    for page in (markdown(found), plain_text(found, 80), text_of(word(found))):
        assert "talk.txt" in page
        assert "report." not in page
        assert "clinic." not in page
    assert "<b>**x**</b>" in text_of(word(found))
    assert word(found) == word(found)

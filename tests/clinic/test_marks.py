"""Human marks: both kept, totals by the judge's own code, files that fit and faults that tell where."""

import json

import pytest

from trainer.clinic.graded import grade, graded_document, stale
from trainer.clinic.marks import give_mark, marks_for, marks_path, read_marks
from trainer.errors import ContentError, UsageError
from trainer.scoring.human import marked
from trainer.scoring.result import HumanMark, ItemResult, total
from trainer.scoring.rubric import load_rubric, questions

TALK = """---
role: defence
lang: en
---
[room: client_meeting]
Duty lawyer: Pleading guilty is your own choice. You may refuse, and nobody will punish you harder for it.
Accused: So I can say no.
Duty lawyer: Did anyone threaten you or lay hands on you?
Accused: No.
"""


@pytest.fixture
def result(tmp_path):
    """A transcript and its result beside it."""
    (tmp_path / "one.txt").write_text(TALK, encoding="utf-8")
    path = tmp_path / "one.json"
    document = graded_document(tmp_path / "one.txt", ["explanation", "voluntariness"])
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def mark(outcome="not_met", rater="Li", reason="in passing only", quote=""):
    return HumanMark(rater, outcome, reason, quote)


def item_of(document, rubric, item):
    (found,) = [r for r in document["results"] if r["rubric"] == rubric]
    return found, next(i for i in found["items"] if i["id"] == item)


def test_a_mark_lies_beside_the_result_and_keeps_both(result):
    given = give_mark(result, "system.said", mark())
    assert given.path == result.with_name("one.marks.json")
    assert (given.judged, given.rubric) == ("met", "explanation")
    before = json.loads(result.read_text(encoding="utf-8"))
    found, item = item_of(graded_document(result.with_name("one.txt")), "explanation", "system.said")
    assert (item["outcome"], item["judge_outcome"]) == ("not_met", "met")
    assert item["human"] == [{"rater": "Li", "outcome": "not_met", "reason": "in passing only"}]
    assert found["judge_score"] == item_of(before, "explanation", "system.said")[0]["score"]
    assert found["score"] < found["judge_score"]


def test_totals_come_from_the_judges_own_code():
    items = [ItemResult(i.id, "met" if i.weight != "pitfall" else "not_found", 3) for i in questions("voluntariness")]
    judged = total(load_rubric("voluntariness"), items, "embedded")
    changed = marked(judged, {"choice.time": (mark(),)})
    again = [ItemResult(i.id, "not_met", i.weight) if i.id == "choice.time" else i for i in items]
    assert changed.score == total(load_rubric("voluntariness"), again, "embedded").score
    assert changed.judged is judged
    assert marked(judged, {}) is judged


def test_a_critical_fault_found_by_a_person_caps():
    items = [ItemResult(i.id, "met" if i.weight != "pitfall" else "not_found", 3, critical=i.critical)
             for i in questions("voluntariness")]  # fmt: skip
    judged = total(load_rubric("voluntariness"), items, "embedded")
    changed = marked(judged, {"pitfall.pressed": (mark("found"),)})
    assert (changed.score, changed.critical) == (40.0, ("pitfall.pressed",))


def test_a_new_mark_by_the_same_person_replaces_the_old_one(result):
    give_mark(result, "system.said", mark())
    give_mark(result, "system.said", mark("met", reason="on reflection"))
    give_mark(result, "system.said", mark(rater="Wang"))
    sheets = read_marks(marks_path(result))
    assert [(s.rater, [m.outcome for _, m in s.marks]) for s in sheets] == [("Li", ["met"]), ("Wang", ["not_met"])]
    assert (
        item_of(graded_document(result.with_name("one.txt")), "explanation", "system.said")[1]["outcome"] == "not_met"
    )


def test_a_quote_has_to_stand_in_the_transcript_and_is_shown(result):
    with pytest.raises(UsageError, match="nobody said"):
        give_mark(result, "choice.refuse", mark("met", quote="You are free to go"))
    give_mark(result, "choice.refuse", mark("met", quote="you may  refuse"))
    (quote,) = item_of(graded_document(result.with_name("one.txt")), "voluntariness", "choice.refuse")[1]["evidence"]
    assert (quote["turn"], quote["speaker"]) == (1, "Duty lawyer")


def test_marks_of_another_text_are_not_laid_over_this_one(result):
    give_mark(result, "system.said", mark())
    talk = result.with_name("one.txt")
    talk.write_text(TALK.replace("No.", "Nobody."), encoding="utf-8")
    assert "human" not in item_of(graded_document(talk), "explanation", "system.said")[1]


def test_marks_by_another_text_of_the_rubric_are_told(result):
    give_mark(result, "system.said", mark())
    path = marks_path(result)
    sheet = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**sheet, "rubric_sha256": "0" * 64}), encoding="utf-8")
    talk = result.with_name("one.txt")
    assert stale(talk, *grade(talk)) == ["explanation"]


@pytest.mark.parametrize(
    ("item", "given", "told"),
    [
        ("system.sung", mark(), "system.sung"),
        ("system.said", mark("found"), "no outcome of system.said"),
        ("pitfall.pressed", mark("met"), "found, not_found"),
        ("alternatives.said", mark("met"), "rests on no words"),
    ],
)
def test_what_does_not_fit_is_a_usage_fault_and_writes_nothing(result, item, given, told):
    with pytest.raises(UsageError) as caught:
        give_mark(result, item, given)
    assert told in caught.value.line()
    assert not marks_path(result).exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"results": 3}', '{"transcript": {}}'])
def test_a_file_that_holds_no_result(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"x\.json"):
        give_mark(path, "system.said", mark())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"rater": 3}, "rater"),
        ({"marks": [{"item": "system.said", "outcome": "met"}]}, "reason"),
        ({"marks": [{"item": "system.sung", "outcome": "met", "reason": "x"}]}, "system.sung"),
        ({"marks": [{"item": "system.said", "outcome": "found", "reason": "x"}]}, "no outcome"),
    ],
)
def test_a_faulty_marks_file_tells_what_is_wrong(result, change, told):
    give_mark(result, "system.said", mark())
    path = marks_path(result)
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **change}), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        marks_for(result, "x")
    assert told in caught.value.line()
    assert "one.marks.json" in caught.value.line()

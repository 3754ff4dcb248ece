"""Agreement: known figures come out, raters are matched by transcript, and what is undefined is said to be."""

import json

import pytest

from trainer.clinic.agreement import agreements, disputed
from trainer.clinic.raters import Table, read_rater, table
from trainer.errors import ContentError, UsageError
from trainer.scoring.rubric import questions

ITEMS = [i.id for i in questions("voluntariness") if i.weight != "pitfall"]


def two(a, b, c=None):
    """A table of one transcript a row, items by place, for raters of voluntariness."""
    raters = [r for r in (a, b, c) if r is not None]
    found = Table(tuple("ABC"[: len(raters)]))
    for n, answers in enumerate(zip(*raters, strict=True)):
        found.rows[str(n)] = {("voluntariness", ITEMS[i]): list(x) for i, x in enumerate(zip(*answers, strict=True))}
    return found


def test_a_textbook_kappa():
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.70, by chance 0.50, kappa 0.40
    cells = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = Table(("A", "B"), {str(n): {("voluntariness", ITEMS[0]): list(pair)} for n, pair in enumerate(cells)})
    (pair,) = agreements(found, resamples=200)[0].pairs
    assert pair.n == 50
    assert pair.percent.value == pytest.approx(0.70)
    assert pair.kappa.value == pytest.approx(0.40)
    assert pair.recall == pytest.approx(20 / 25)
    assert pair.true_negative == pytest.approx(15 / 25)
    assert pair.kappa.low < 0.40 < pair.kappa.high


def test_the_same_seed_gives_the_same_intervals():
    rows = [["yes", "no", "na"], ["no", "no", "yes"], ["yes", "yes", "no"], ["no", "yes", "no"]]
    other = [["yes", "no", "na"], ["no", "yes", "yes"], ["yes", "no", "no"], ["no", "yes", "no"]]
    first = [a.to_json() for a in agreements(two(rows, other), resamples=100, seed=4)]
    assert [a.to_json() for a in agreements(two(rows, other), resamples=100, seed=4)] == first
    assert [a.to_json() for a in agreements(two(rows, other), resamples=100, seed=5)] != first


def test_raters_who_agree_in_everything():
    rows = [["yes", "no"], ["no", "yes"], ["yes", "yes"]]
    (all_of_it,) = agreements(two(rows, rows, rows), resamples=0)
    assert all(p.kappa.value == 1.0 and p.weighted_kappa.value == 1.0 for p in all_of_it.pairs)
    assert (all_of_it.alpha.value, all_of_it.alpha_totals.value) == (1.0, 1.0)
    assert disputed(two(rows, rows)) == []


def test_what_is_not_defined_is_none():
    same = [["yes", "yes"], ["yes", "yes"]]
    (found,) = agreements(two(same, same), resamples=20)
    (pair,) = found.pairs
    assert (pair.percent.value, pair.kappa.value, pair.true_negative) == (1.0, None, None)
    assert found.to_json()["alpha"]["value"] is None


def test_three_raters_with_gaps():
    a, b = [["yes", "no"], ["no", "yes"]], [["yes", "no"], ["no", "no"]]
    (found,) = agreements(two(a, b, [["yes", None], [None, "yes"]]), resamples=0)
    assert [(p.a, p.b, p.n) for p in found.pairs] == [("A", "B", 4), ("A", "C", 2), ("B", "C", 2)]
    assert 0 < found.alpha.value < 1


def test_totals_are_over_the_items_both_have_answered():
    a = [["yes", "no", "yes"], ["no", "no", "no"]]
    b = [["yes", "no", None], ["no", "no", None]]
    (pair,) = agreements(two(a, b), resamples=0)[0].pairs
    assert (pair.totals, pair.weighted_kappa.value) == (2, 1.0)


def result(outcomes, sha="s1", path="talk/one.txt", **more):
    items = [{"id": i, "outcome": o, **more} for i, o in outcomes.items()]
    return {"transcript": {"path": path, "sha256": sha}, "results": [{"rubric": "voluntariness", "items": items}]}


def write(path, data):
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return str(path)


LABELS = "speaker: Chen\nrole: defence\nlabels:\n  voluntariness:\n    choice.time: met\n    choice.refuse: not_met\n"
MARKS = {
    "transcript_sha256": "s1", "rubric": "voluntariness", "rubric_sha256": "r", "rater": "Li",
    "marks": [{"item": "choice.time", "outcome": "met", "reason": "x"}],
}  # fmt: skip


def test_results_marks_and_labels_are_matched_by_hash_or_name(tmp_path):
    judge = write(tmp_path / "judge.json", result({"choice.time": "met", "choice.refuse": "met"}))
    hand = write(tmp_path / "hand.marks.json", MARKS)
    folder = tmp_path / "labels"
    folder.mkdir()
    write(folder / "one.labels.yaml", LABELS)
    write(folder / "two.labels.yaml", LABELS)
    found = table([read_rater(judge), read_rater(hand), read_rater(str(folder))])
    assert found.rows == {
        "s1": {("voluntariness", "choice.time"): ["yes", "yes", "yes"],
               ("voluntariness", "choice.refuse"): ["yes", None, "no"]}
    }  # fmt: skip


def test_unscored_is_no_answer_and_the_judge_is_taken_at_its_own_word(tmp_path):
    changed = result({"choice.time": "met"}, judge_outcome="not_met")
    first = write(tmp_path / "a.json", changed)
    second = write(tmp_path / "b.json", result({"choice.time": "met", "choice.refuse": "unscored"}))
    assert table([read_rater(first), read_rater(second)]).rows["one"] == {
        ("voluntariness", "choice.time"): ["no", "yes"]
    }


def test_one_person_out_of_a_file_by_several(tmp_path):
    both = write(tmp_path / "x.marks.json", [MARKS, {**MARKS, "rater": "Wang"}])
    with pytest.raises(ContentError, match="twice"):
        read_rater(both)
    assert len(read_rater(f"{both}::Wang").sheets) == 1
    with pytest.raises(ContentError):
        read_rater(f"{both}::Zhao")


def test_other_transcripts_have_nothing_in_common(tmp_path):
    first = write(tmp_path / "a.json", result({"choice.time": "met"}))
    second = write(tmp_path / "b.json", result({"choice.time": "met"}, sha="s2", path="two.txt"))
    with pytest.raises(UsageError, match="in common"):
        table([read_rater(first), read_rater(second)])


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.yaml", "labels: 3", "labels"),
        ("x.yaml", LABELS.replace("choice.time", "choice.tea"), "choice.tea"),
        ("x.yaml", LABELS.replace("not_met", "perhaps"), "perhaps"),
        ("x.json", "{", "not JSON"),
        ("x.json", '{"a": 1}', "neither"),
        ("x.jsonl", "{}\n{", "x.jsonl"),
    ],
)
def test_a_file_that_is_no_rating(tmp_path, name, text, told):
    with pytest.raises(ContentError) as caught:
        read_rater(write(tmp_path / name, text))
    assert told in caught.value.line()

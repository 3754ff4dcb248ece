"""Many files: order kept, faults kept apart, a run that stopped goes on; cohorts told from its results."""

import json
import re

import pytest

from trainer.clinic import batch
from trainer.clinic.batch import Job, kept, left_over, open_out, score_files
from trainer.clinic.cohort import cohort, documents
from trainer.content import find
from trainer.errors import ContentError, StoreError
from trainer.scoring.rubric import load_rubric

TALK = "---\nrole: defence\n---\nDuty lawyer: You may refuse. Talk number {n}.\nAccused: All right.\n"


@pytest.fixture
def talks(tmp_path):
    paths = []
    for n in range(6):
        paths.append(tmp_path / f"t{n}.txt")
        paths[-1].write_text(TALK.format(n=n), encoding="utf-8")
    return paths


def jobs(paths):
    return [Job(p, ("explanation",)) for p in paths]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_files(talks, workers):
    talks[2].write_text("", encoding="utf-8")
    done = list(score_files(jobs(talks), workers))
    assert [d.path for d in done] == talks
    assert [bool(d.fault) for d in done] == [False, False, True, False, False, False]
    assert all("\n" not in d.line for d in done)
    assert json.loads(done[2].line)["error"] == done[2].fault
    assert "t2.txt" in done[2].fault
    assert json.loads(done[5].line)["results"][0]["rubric"] == "explanation"


def test_one_core_or_two_give_the_same_lines(talks):
    assert [d.line for d in score_files(jobs(talks), 1)] == [d.line for d in score_files(jobs(talks), 2)]


def test_few_files_are_handed_out_ahead(talks, monkeypatch):
    held = []
    real = batch.deque

    class Watched(real):
        def append(self, item):
            super().append(item)
            held.append(len(self))

    monkeypatch.setattr(batch, "deque", Watched)
    list(score_files(jobs(talks * 4), 2))
    assert max(held) == 2 * batch.AHEAD


def test_an_odd_fault_of_the_program_stays_with_its_file(talks, monkeypatch):
    def odd(path, rubrics, speaker):
        raise RecursionError("too\ndeep")

    monkeypatch.setattr("trainer.clinic.graded.graded_document", odd)
    done = batch.score_file(Job(talks[0]))
    assert "RecursionError: too deep" in done.fault


def write_out(out, done):
    with open_out(out) as file:
        file.writelines(d.line + "\n" for d in done)


def test_a_run_that_stopped_goes_on(talks, tmp_path):
    out = tmp_path / "new" / "out.jsonl"
    talks[1].write_text("", encoding="utf-8")
    write_out(out, score_files(jobs(talks[:3]), 1))
    with out.open("a", encoding="utf-8") as file:
        file.write('{"transcript": {"sha256": "half')
    todo = left_over(jobs(talks), kept(out))
    assert [j.path for j in todo] == [talks[1], *talks[3:]]
    talks[1].write_text(TALK.format(n=1), encoding="utf-8")
    write_out(out, score_files(todo, 1))
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert sorted(r["transcript"]["path"] for r in rows) == [str(p) for p in talks]
    assert left_over(jobs(talks), kept(out)) == []
    talks[0].write_text(TALK.format(n="changed"), encoding="utf-8")
    assert left_over(jobs(talks), kept(out)) == jobs(talks[:1])


def test_a_file_that_another_run_writes_into_is_left_to_it(talks, tmp_path):
    out = tmp_path / "out.jsonl"
    first, second, third = (d.line + "\n" for d in score_files(jobs(talks[:3]), 1))
    out.write_text(f'{first}{{"transcript": {{"path": "x"}}, "error": "y"}}\n', encoding="utf-8")
    with open_out(out) as running:
        running.write(second)
        running.flush()
        with pytest.raises(StoreError, match="another run"):
            open_out(out)
        running.write(third)
    assert out.read_text(encoding="utf-8") == first + second + third
    with open_out(out) as again:
        assert again.tell() == out.stat().st_size


def test_a_file_with_nothing_to_clean_is_not_replaced(talks, tmp_path):
    out = tmp_path / "out.jsonl"
    write_out(out, score_files(jobs(talks[:2]), 1))
    before = out.stat().st_ino
    open_out(out).close()
    assert out.stat().st_ino == before


def test_other_rubrics_or_another_speaker_are_scored_again(talks, tmp_path):
    out = tmp_path / "out.jsonl"
    write_out(out, score_files(jobs(talks[:1]), 1))
    assert left_over([Job(talks[0], ("voluntariness",))], kept(out))
    assert left_over([Job(talks[0], ("explanation",), "prosecutor")], kept(out))
    assert left_over([Job(talks[0], ("explanation",), "Duty lawyer")], kept(out)) == []


def test_all_rubrics_are_more_than_one_and_the_usual_speaker_is_not_any(talks, tmp_path):
    out = tmp_path / "out.jsonl"
    write_out(out, score_files(jobs(talks[:1]), 1))
    write_out(out, score_files([Job(talks[1], (), "Duty lawyer")], 1))
    assert left_over([Job(talks[0]), Job(talks[1])], kept(out)) == [Job(talks[0]), Job(talks[1])]
    write_out(out, score_files([Job(talks[0])], 1))
    assert left_over([Job(talks[0]), Job(talks[0], ("explanation",))], kept(out)) == []


def test_a_rubric_that_was_changed_is_scored_by_again(talks, tmp_path, monkeypatch):
    out = tmp_path / "out.jsonl"
    write_out(out, score_files([*jobs(talks[:1]), Job(talks[1])], 1))
    text = find("rubrics", "explanation.yaml").read_text(encoding="utf-8")
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "explanation.yaml").write_text(re.sub("version: .*", "version: 9.9.9", text, count=1))
    monkeypatch.setenv("PLEA_TRAINER_CONTENT", str(tmp_path))
    load_rubric.cache_clear()
    try:
        again = [Job(talks[0], ("explanation",)), Job(talks[1])]
        assert left_over([*again, Job(talks[1], ("voluntariness",))], kept(out)) == again
    finally:
        load_rubric.cache_clear()


@pytest.mark.parametrize("text", ["Duty lawyer: Good morning.\n", '{"turns": []}', '[{"error": "x"}]\n', "notes"])
def test_a_file_of_something_else_is_left_alone(tmp_path, text):
    out = tmp_path / "b.txt"
    out.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="no file of results"):
        open_out(out)
    assert out.read_text(encoding="utf-8") == text
    assert [p.name for p in tmp_path.iterdir()] == ["b.txt"]


def row(score, **outcomes):
    items = [{"id": i, "outcome": o} for i, o in outcomes.items()]
    return {"results": [{"rubric": "r", "score": score, "critical": [], "items": items}]}


def test_a_cohort_in_figures():
    (found,) = cohort([row(60.0, a="met", b="not_met"), row(80.0, a="met", b="not_met"), row(None, a="unscored"),
                       row(100.0, a="not_met", b="not_applicable")])  # fmt: skip
    assert (found.n, found.unscored, found.mean, found.median, found.spread) == (3, 1, 80.0, 80.0, 20.0)
    assert [(i.id, i.missed, i.asked) for i in found.items] == [("b", 2, 2), ("a", 1, 3)]


def test_documents_are_read_from_any_result_file(tmp_path):
    (tmp_path / "a.jsonl").write_text(f'{json.dumps(row(1.0))}\n\n{{"error": "x"}}\n', encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(row(2.0)), encoding="utf-8")
    assert len(list(documents([tmp_path / "a.jsonl", tmp_path / "b.json"]))) == 2
    (tmp_path / "c.jsonl").write_text(f"{json.dumps(row(1.0))}\nnot json\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"c\.jsonl:2"):
        list(documents([tmp_path / "c.jsonl"]))

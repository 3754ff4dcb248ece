"""The commands of `plea-trainer rubrics`: pairs run, marks given, raters compared, cohorts told."""

import json
from pathlib import Path

import pytest

PAIRS = """- item: retraction.said
  role: defence
  meets: |-
    Duty lawyer: If you change your mind after signing, you can withdraw the plea.
  deleted: |-
    Duty lawyer: Here is the paper.
- item: retraction.said
  role: defence
  meets: |-
    Duty lawyer: If you change your mind after signing, you can withdraw the plea.
  deleted: |-
    Accused: Here is the paper.
"""


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A rubric of one's own with two pairs, the second with a passage that nobody scored speaks in."""
    from trainer.content import roots

    text = (roots("rubrics")[-1] / "explanation.yaml").read_text(encoding="utf-8")
    monkeypatch.setenv("PLEA_TRAINER_CONTENT", str(tmp_path))
    folder = tmp_path / "rubrics" / "pairs" / "explanation"
    folder.mkdir(parents=True)
    (tmp_path / "rubrics" / "explanation.yaml").write_text(text, encoding="utf-8")
    (folder / "mine.en.yaml").write_text(PAIRS, encoding="utf-8")


def test_the_pairs_are_run_with_rates_for_every_item(cli, mine):
    done = cli("rubrics", "test", "explanation", "--lang", "en", "--json")
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert "mine.en.yaml:7" in done.err
    found = json.loads(done.out)["rubrics"][0]["languages"]["en"]
    assert found["total"]["meets"] == {"credited": 2, "n": 2}
    assert found["total"]["errors"] == 1
    row = next(i for i in found["items"] if i["id"] == "retraction.said")
    assert (row["pairs"], row["detection"], row["false_alarm"]) == (2, 1.0, 0.0)
    shown = cli("rubrics", "test", "explanation", "--lang", "en", "--misses").out
    assert "Accused: Here is the paper." in shown
    assert "100%" in shown


def test_pairs_of_an_unknown_rubric(cli):
    done = cli("rubrics", "test", "beauty")
    assert done.code == 2
    assert "voluntariness" in done.err


TALK = """---
role: defence
lang: {lang}
---
[time: 09:10]
{lawyer}: {said}
{accused}: {answer}
"""
WORDS = {
    "en": ("Duty lawyer", "Accused", "Pleading guilty is your own choice. You may refuse.", "So I can say no."),
    "zh": ("值班律师", "犯罪嫌疑人", "认不认罪你自己定，不愿意可以不签。", "就是说我可以不认。"),
}


@pytest.fixture
def talk(tmp_path):
    """Write a transcript: its path."""

    def write(lang="en", name="talk.txt"):
        keys = ("lawyer", "accused", "said", "answer")
        path = tmp_path / name
        # No two talks of one test are the same file.
        path.write_text(
            f"{TALK}[note: {name}]\n".format(lang=lang, **dict(zip(keys, WORDS[lang], strict=True))), encoding="utf-8"
        )
        return path

    return write


@pytest.mark.parametrize(
    ("lang", "shown"), [("en", "changed to missed by Li: in passing"), ("zh", "Li 改为漏了：in passing")]
)
def test_a_mark_is_given_shown_and_compared(cli, talk, tmp_path, lang, shown):
    path = talk(lang)
    result = tmp_path / "talk.json"
    result.write_text(cli("grade", path, "--rubric", "explanation", "--json").out, encoding="utf-8")
    given = cli("rubrics", "mark", result, "--item", "system.said", "--outcome", "not_met", "--reason", "in passing",
                "--rater", "Li", "--lang", lang)  # fmt: skip
    assert (given.code, given.err) == (0, "")
    assert "talk.marks.json" in given.out
    assert shown in cli("grade", path, "--rubric", "explanation", "--lang", lang).out
    for form in ("md", "html"):
        (saved,) = cli("grade", path, "--format", form, "--to", tmp_path / "out").out.split()
        page = (tmp_path / "out" / f"talk.debrief.{form}").read_text(encoding="utf-8")
        assert saved.endswith(f"talk.debrief.{form}")
        assert shown in page
        assert "09:10" in page
    agreed = cli("rubrics", "agree", result, tmp_path / "talk.marks.json", "--resamples", "0", "--json")
    assert json.loads(agreed.out)["overall"]["pairs"][0]["percent"]["value"] == 0.0
    assert (
        "explanation system.said" in cli("rubrics", "agree", result, tmp_path / "talk.marks.json", "--lang", lang).out
    )


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["agree", "only-one.json"], "two or more"),
        (["agree", "a.json", "a.json"], "twice"),
        (["mark", "x.json", "--item", "a.b", "--outcome", "met", "--reason", " "], "reason"),
    ],
)
def test_what_an_instructor_may_get_wrong(cli, argv, told):
    done = cli("rubrics", *argv)
    assert done.code == 2
    assert told in done.err
    assert len(done.err.splitlines()) == 1


def test_marks_are_shown_in_the_exports_of_a_session(cli, tmp_path):
    cli(
        "play",
        "courier-theft",
        "--plain",
        "--lang",
        "en",
        "--seed",
        "3",
        stdin="/go 2\nYou are free to refuse.\n/decline\n/rest\n",
    )
    (row,) = json.loads(cli("sessions", "list", "--json").out)
    assert row["closed"]
    (exported,) = cli("sessions", "export", row["id"], "--format", "json", "--to", tmp_path).out.split()
    done = cli(
        "rubrics",
        "mark",
        exported,
        "--item",
        "system.said",
        "--outcome",
        "not_met",
        "--reason",
        "half of it",
        "--rater",
        "Li",
    )
    assert done.code == 0, done.err
    assert "Li: half of it" in cli("grade", exported, "--lang", "en").out
    again = cli("sessions", "export", row["id"], "--format", "json,md,docx", "--to", tmp_path).out.split()
    (page,) = [p for p in again if p.endswith(".md")]
    assert "changed to missed by Li: half of it" in Path(page).read_text(encoding="utf-8")
    assert "Li: half of it" in cli("grade", exported, "--lang", "en").out


def test_several_files_one_a_line_and_a_fault_apart(cli, talk, tmp_path):
    paths = [talk(name=f"t{n}.txt") for n in range(3)]
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    done = cli("grade", paths[0], tmp_path / "empty.txt", *paths[1:], "--rubric", "explanation", "--json")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 1
    assert ["error" in row for row in rows] == [False, True, False, False]
    first, last = done.err.splitlines()
    assert "empty.txt" in first
    assert "1 of 4" in last or "4个文件" in last


def test_results_are_kept_and_not_made_twice(cli, talk, tmp_path):
    paths, out = [talk(name=f"t{n}.txt") for n in range(3)], tmp_path / "all.jsonl"
    assert cli("grade", *paths[:2], "--rubric", "explanation", "--out", out).code == 0
    done = cli("grade", *paths, "--rubric", "explanation", "--out", out, "--lang", "en")
    assert (done.code, done.out) == (0, "")
    assert "already: 2" in done.err
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3
    for lang in ("en", "zh"):
        assert "charge.checked" in cli("rubrics", "cohort", out, "--lang", lang).out
    (found,) = json.loads(cli("rubrics", "cohort", out, "--json").out)["rubrics"]
    assert (found["n"], found["spread"]) == (3, 0.0)
    assert cli("rubrics", "cohort", out, "--csv").out.startswith("rubric,item,n,mean")


@pytest.mark.parametrize("form", ["pdf", "md,json"])
def test_a_report_in_an_unknown_format(cli, talk, form):
    done = cli("grade", talk(), "--format", form)
    assert done.code == 2
    assert "md, html, docx" in done.err


def test_reports_go_on_after_a_file_that_cannot_be_read(cli, talk, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    done = cli("grade", broken, talk(), "--format", "md", "--to", tmp_path / "out")
    assert done.code != 0
    assert (tmp_path / "out" / "talk.debrief.md").exists()
    assert "broken.json" in done.err.splitlines()[0]
    assert "1" in done.err.splitlines()[-1]


def test_an_unknown_format_is_told_before_anything_is_scored(cli, tmp_path):
    done = cli("grade", tmp_path / "nowhere.txt", "--format", "pdf")
    assert done.code == 2
    assert "nowhere" not in done.err

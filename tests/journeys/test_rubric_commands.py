"""The commands of `plea-trainer rubrics`: pairs run, marks given, raters compared, cohorts told."""

import json

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

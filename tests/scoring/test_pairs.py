"""Minimal pairs: enough of them for every item, read with their place, and counted as their authors meant them."""

import pytest

from trainer.content import names
from trainer.errors import ContentError
from trainer.scoring import pairs
from trainer.scoring.pairs import Pair, Placed, Tally, Tried, load_pairs, transcript, try_pairs
from trainer.scoring.rubric import load_rubric, questions, rubric_ids
from trainer.text import LANGS, guess_lang


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rubric", rubric_ids())
def test_every_item_has_pairs_enough_in_both_languages(rubric, lang):
    placed = load_pairs(rubric, lang)
    have = [p.pair.item for p in placed]
    assert [i.id for i in questions(rubric) if have.count(i.id) < pairs.ENOUGH] == []
    assert {p.pair.role for p in placed} <= set(load_rubric(rubric).roles)
    assert [p.where for p in placed if guess_lang(p.pair.meets) != lang] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rubric", rubric_ids())
def test_a_changed_passage_is_another_passage(rubric, lang):
    same = [
        p.where
        for p in load_pairs(rubric, lang)
        if len({t for _, t in p.pair.passages()}) < len(list(p.pair.passages()))
    ]
    assert same == []


def test_pairs_are_no_rubric():
    assert "pairs" not in names("rubrics")


def tried(variant, outcome):
    return Tried(Placed("explanation", "en", "x:1", Pair(item="a", role="defence", meets="A: b")), variant, outcome)


def test_detection_and_false_alarms_are_counted_by_variant():
    tally = Tally.of([tried("meets", "met"), tried("meets", "found"), tried("meets", "unscored"), tried("meets", "error"),
                      tried("deleted", "not_met"), tried("wrong", "met"), tried("keyword", "not_applicable"),
                      tried("keyword", "not_found")])  # fmt: skip
    assert tally.detection == pytest.approx(2 / 3)
    assert tally.false_alarm == pytest.approx(1 / 4)
    assert tally.errors == 1
    assert tally.to_json()["wrong"] == {"credited": 1, "n": 1}
    assert Tally.of([]).detection is None


def test_a_passage_becomes_a_transcript_with_role_and_case():
    pair = Pair(item="a", role="defence", case={"victim": "店主：陈某"}, meets="值班律师：你好。")
    text = transcript(pair, "zh", pair.meets)
    assert text.startswith("---\nrole: defence\nlang: zh\ncase:\n  victim: 店主：陈某\n---\n")
    assert text.endswith("值班律师：你好。\n")


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A folder for pairs of one's own."""
    monkeypatch.setenv("PLEA_TRAINER_CONTENT", str(tmp_path))
    folder = tmp_path / "rubrics" / "pairs" / "explanation"
    folder.mkdir(parents=True)
    return folder


OWN = """- item: retraction.said
  role: defence
  meets: |-
    Duty lawyer: If you change your mind after signing, you can withdraw the plea.
  deleted: |-
    Duty lawyer: Here is the paper.
"""


def test_pairs_of_ones_own_come_beside_the_others(mine):
    (mine / "mine.en.yaml").write_text(OWN, encoding="utf-8")
    own = [p for p in load_pairs("explanation", "en") if str(mine) in p.where]
    assert [p.where.rpartition(":")[2] for p in own] == ["1"]
    assert len(load_pairs("explanation", "en")) > 100
    assert [(t.variant, t.credited, t.right) for t in try_pairs(own)] == [
        ("meets", True, True),
        ("deleted", False, True),
    ]


def test_a_rubric_of_ones_own_brings_its_own_pairs(mine):
    from trainer.content import find

    text = find("rubrics", "explanation.yaml").read_text(encoding="utf-8")
    (mine.parent.parent / "explanation.yaml").write_text(text, encoding="utf-8")
    (mine / "mine.en.yaml").write_text(OWN, encoding="utf-8")
    assert len(load_pairs("explanation", "en")) == 1


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\n", 1, "list of pairs"),
        (OWN.replace("retraction.said", "retraction.sung"), 1, "retraction.sung"),
        (OWN + OWN.replace("role: defence", "role: king"), 8, "role"),
        (OWN.partition("  deleted")[0], 1, "deleted, wrong or keyword"),
        (OWN.replace("deleted", "delited"), 5, "delited"),
    ],
)
def test_a_faulty_pair_is_told_with_its_line(mine, text, line, told):
    path = mine / "mine.en.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_pairs("explanation", "en")
    assert f"{path}:{line}" in caught.value.line()
    assert told in caught.value.line()

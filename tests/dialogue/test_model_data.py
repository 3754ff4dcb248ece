"""The models belong to the data in the tree: a stale model, or data for unknown acts, fails here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.acts import ACT_IDS
from trainer.dialogue import linear
from trainer.dialogue.embedded import MODELS, understand
from trainer.dialogue.features import DATA, features, lexicon, utterances
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.law_talk import _DUTY_OF_CONCEPT
from trainer.dialogue.train import KINDS, data_hash
from trainer.errors import ContentError
from trainer.text import LANGS, fold


@pytest.fixture(scope="module", params=LANGS)
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def said(lang):
    return list(utterances(lang))


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_was_made_from_the_data_in_the_tree(lang, kind):
    model = linear.load(MODELS / f"{kind}.{lang}.bin")
    assert model.meta["data_sha256"] == data_hash(kind, lang), "the data has changed: make model"


def test_the_model_knows_every_act_of_the_inventory(lang):
    model = linear.load(MODELS / f"acts.{lang}.bin")
    assert set(model.classes) == set(ACT_IDS)


def test_every_act_has_utterances_and_every_utterance_an_act(said):
    acts = [e["act"] for e in said]
    assert set(acts) == set(ACT_IDS)
    assert {e.get("polarity") for e in said} <= {None, "asserted", "negated", "hypothetical", "reported", "question"}


def test_no_utterance_is_written_twice_for_different_acts(said):
    seen = {}
    for entry in said:
        key = (entry.get("polarity"), entry.get("by"), entry.get("to"))
        for says in entry["says"]:
            seen.setdefault((fold(str(says)), key), set()).add(entry["act"])
    assert {words: acts for words, acts in seen.items() if len(acts) > 1} == {}


def test_duties_are_named_by_concepts_of_the_lexicon(lang):
    assert set(_DUTY_OF_CONCEPT) <= set(lexicon(lang))


def test_both_languages_name_the_same_concepts():
    assert set(lexicon("en")) == set(lexicon("zh"))


def test_the_training_text_itself_is_understood(lang, said):
    """Not a measure of quality (benchmarks are), but a model that fails on its own text is broken."""
    right = total = 0
    for entry in said[::3]:
        for says in entry["says"][:2]:
            acts = understand(Turn(str(says), lang, str(entry.get("by") or ""), str(entry.get("to") or ""))).acts
            right += entry["act"] in {a.id for a in acts}
            total += 1
    assert total > 100
    assert right / total > 0.85


def test_a_damaged_model_is_a_clear_fault(tmp_path):
    bad = tmp_path / "acts.en.bin"
    bad.write_bytes((MODELS / "acts.en.bin").read_bytes()[:999])
    for path in (bad, tmp_path / "none.bin"):
        with pytest.raises(ContentError) as caught:
            linear.load(path)
        assert str(path) in caught.value.line()
        assert "make model" in caught.value.line()


def test_a_model_is_saved_and_read_back(tmp_path):
    model = linear.load(MODELS / "polarity.en.bin")
    linear.save(model, tmp_path / "again.bin")
    assert linear.load(tmp_path / "again.bin") == model


SOME = st.dictionaries(st.text(), st.lists(st.tuples(st.integers(0, 2), st.integers(-127, 127)), max_size=3))


@given(rows=SOME, asked=st.sets(st.text()))
def test_a_packed_model_scores_as_its_weights_say(rows, asked, tmp_path_factory):
    """Fingerprints that meet add up; among a handful of features none do."""
    made = linear.packed(["a", "b", "c"], [0.5, 0.0, -1.0], 0.25, rows, {"lang": "en"})
    path = tmp_path_factory.mktemp("model") / "made.bin"
    linear.save(made, path)
    read = linear.load(path)
    features = asked | set(list(rows)[::2])
    told = [w for f in features if f in rows for w in rows[f]]
    expected = [b + 0.25 * sum(w for c, w in told if c == i) for i, b in enumerate((0.5, 0.0, -1.0))]
    assert read.scores(features) == pytest.approx(expected)


def test_probabilities_are_probabilities():
    model = linear.load(MODELS / "acts.zh.bin")
    for found in ([], ["no such feature"], features("我们建议量刑八个月，你可以不签。", "zh")):
        odds = model.probabilities(found)
        assert sum(p for p, _ in odds) == pytest.approx(1)
        assert odds == sorted(odds, reverse=True)
    assert (DATA / "utterances").is_dir()

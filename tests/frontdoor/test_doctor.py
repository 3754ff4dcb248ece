"""The doctor tells by its exit code what its lines say: a fault is one, an endpoint that nobody set is none."""

import json
import shutil

import pytest

from trainer.content import find
from trainer.errors import TrainerError, UsageError
from trainer.frontdoor.doctor import examine
from trainer.i18n.faults import said
from trainer.text import LANGS

ONE = {"en": "faults in the set-up: 1 - ", "zh": "检查出 1 处问题 - "}


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """A scenario of one's own that cannot be read."""
    home = tmp_path / "mine" / "scenarios" / "broken"
    shutil.copytree(find("scenarios", "courier-theft"), home)
    (home / "scenario.yaml").write_text("id: [broken\n", encoding="utf-8")
    monkeypatch.setenv("PLEA_TRAINER_CONTENT", str(tmp_path / "mine"))


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_fault_it_says_so_and_no_endpoint_is_none(capsys, lang):
    examine(lang)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("-     ")
    assert not any(line.startswith(("fault", "有误")) for line in lines)


@pytest.mark.parametrize("lang", LANGS)
def test_a_faulty_scenario_fails_the_examination_behind_the_lines(capsys, broken, lang):
    with pytest.raises(TrainerError) as raised:
        examine(lang)
    lines = capsys.readouterr().out.splitlines()
    (faulty,) = [line for line in lines if line.startswith(("fault", "有误"))]
    assert "plea-trainer scenarios lint broken" in faulty
    assert lines[-1].startswith("-     ")
    assert said(raised.value, lang).startswith(ONE[lang])
    assert not isinstance(raised.value, UsageError)


def test_the_document_is_whole_before_the_examination_fails(capsys, broken):
    with pytest.raises(TrainerError):
        examine("en", as_json=True)
    assert set(json.loads(capsys.readouterr().out)) == {"setup", "endpoints"}


@pytest.mark.parametrize("lang", LANGS)
def test_an_endpoint_that_was_set_and_does_not_answer_is_a_fault(capsys, monkeypatch, lang):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")  # the port of `discard`: nobody listens
    monkeypatch.setenv("PLEA_TRAINER_MODEL", "nobody")
    with pytest.raises(TrainerError) as raised:
        examine(lang)
    assert said(raised.value, lang).startswith(ONE[lang])

"""A calculation in words: every step is there with its source, in both languages."""

import pytest

from trainer.law.calc import sentence
from trainer.law.spec import parse_spec
from trainer.report.calculation import explain

CASE = {
    "offence": "盗窃罪",
    "amount_yuan": 6200,
    "start_months": 8,
    "increases": [{"why": "amount", "months": 2}],
    "circumstances": [{"id": "confession", "pct": -15}, "accessory", "restitution", "plea_leniency", "recidivist"],
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_step_is_told_with_its_source(lang):
    result = sentence(parse_spec(CASE))
    text = explain(result, lang)
    for a in result.adjustments:
        assert (a.zh if lang == "zh" else a.en) in text
    for figure in ("10", "-15%", "-50% … -20%", "10% … 40%"):
        assert figure in text
    assert ("CL 264" if lang == "en" else "刑法第264条") in text
    assert "sentence." not in text
    assert "{" not in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_several_counts_end_in_a_joint_sentence(lang):
    text = explain(
        sentence(parse_spec({"counts": [{"offence": "盗窃罪", "tier": "large"}, {"offence": 234, "tier": "light"}]})),
        lang,
    )
    assert ("Joint sentence" if lang == "en" else "数罪并罚") in text
    assert "sentence." not in text

"""What counts as told, asked and answered in an outside transcript: by the words, not by the name of an act."""

import pytest

from trainer.scoring.files import grade
from trainer.scoring.outside.casefile import case_of

HEAD = """---
role: {role}
lang: {lang}
speakers: {{Mr Hao: defence, Lin: accused, Ms Dou: prosecutor, 郝律师: defence, 林: accused, 窦检察官: prosecutor, Mrs Lin: guardian}}
case: {{circumstances: has confessed}}
---
"""


def items(tmp_path, talk, role="prosecutor", lang="en"):
    path = tmp_path / "a.txt"
    path.write_text(HEAD.format(role=role, lang=lang) + talk, encoding="utf-8")
    speaker = {"prosecutor": ("Ms Dou", "窦检察官"), "defence": ("Mr Hao", "郝律师")}[role][lang == "zh"]
    (result,) = grade(path, ["explanation"], speaker)["results"]
    return {i["id"]: i["outcome"] for i in result["items"]}


MONEY = {
    "en": """[room: consultation]
Ms Dou: Mr Lin, we recommend seven months' imprisonment and a fine of five thousand. If the rest of her money is in by Friday, I come down to five months, suspended for a year.
Lin: {asked}
Ms Dou: {answer}
""",
    "zh": """[room: 协商室]
窦检察官：林师傅，我们建议判你七个月，罚金五千。要是剩下的钱星期五以前凑齐交上，我就改成拘役五个月，缓刑八个月。
林：{asked}
窦检察官：{answer}
""",
}


@pytest.mark.parametrize(
    ("lang", "asked", "answer"),
    [
        (
            "en",
            "Could I pay it in two goes, my wages come on the tenth?",
            "You could. If both halves are in before I send it up, it's the five months still.",
        ),
        (
            "zh",
            "能不能分两次给，我十号才发工资？",
            "可以，只要我送法院之前两次都交齐，还是按拘役五个月缓刑八个月提。",
        ),
    ],
)
def test_what_paying_would_change_is_another_way_and_a_question_on_the_money_checks_it(tmp_path, lang, asked, answer):
    found = items(tmp_path, MONEY[lang].format(asked=asked, answer=answer), lang=lang)
    assert found["alternatives.said"] == "met"
    assert found["alternatives.checked"] == "met"


def test_a_figure_without_a_condition_is_no_other_way(tmp_path):
    talk = "[room: consultation]\nMs Dou: Mr Lin, we recommend seven months' imprisonment and a fine of five thousand.\nLin: All right.\n"
    assert items(tmp_path, talk)["alternatives.said"] == "not_met"


CHARGE = """[room: meeting]
Mr Hao: You're charged with theft, Lin. They say you carried eleven pallets of prawns out by the side gate. They have the gate log for it and what you told the police.
Lin: Does that count the broken pallets, the ones the boss told me to bin?
Mr Hao: {answer}
"""


@pytest.mark.parametrize(
    ("answer", "checked"),
    [
        ("It does, all eleven. The three broken pallets were counted like the rest, and I'll attack that.", "met"),
        ("Let's leave the pallets, it only puts people's backs up.", "not_met"),
        ("Don't you worry about pallets now.", "not_met"),
    ],
)
def test_a_question_on_the_charge_is_answered_by_telling_the_case(tmp_path, answer, checked):
    assert items(tmp_path, CHARGE.format(answer=answer), "defence")["charge.checked"] == checked


def test_an_error_told_to_the_guardian_stands(tmp_path):
    talk = """[room: meeting]
Mr Hao: Mrs Lin, once your boy has signed, the plea can never be withdrawn, and there's no appeal against it either.
Mrs Lin: I see.
"""
    found = items(tmp_path, talk, "defence")
    assert (found["retraction.said"], found["retraction.correct"]) == ("met", "not_met")


def notes(**given):
    return case_of({"case": given}, {"accused", "defence", "prosecutor"})


def test_who_writes_no_line_on_weak_points_has_not_said_that_there_are_none():
    favourable = "价格认定按新电缆算，收的是旧铜，数额偏高"
    assert "gap" in notes(favourable=favourable).has
    assert "gap" not in notes(favourable=favourable, weak_point="无").has
    assert "gap" not in notes(favourable="接到电话后自己到案").has, "a mitigating circumstance is no doubt"


def test_pressure_told_in_the_hidden_truth_is_a_sign_to_be_seen():
    assert "redflag" in notes(hidden_truth="属实。老板拿她女儿的工作逼她当天签").has
    assert "redflag" not in notes(hidden_truth="属实，没人逼他").has
    assert "redflag" not in notes(hidden_truth="True. His boss threatened him with the sack.", red_flag="none").has


def test_an_irregularity_among_the_evidence_is_a_flaw():
    assert "flaw" in notes(evidence="讯问笔录三份；第一份末尾只有一名侦查人员签名").has
    assert "flaw" not in notes(evidence="讯问笔录三份；监控录像").has

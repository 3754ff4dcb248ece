"""What a court is held to in a hearing: what it asks and tells before the judgment, answer by answer."""

import pytest

from trainer.scoring.files import grade

HEARING = """---
lang: zh
role: judge
speakers: {{审判员: judge, 公诉人: prosecutor, 被告人: accused}}
---
审判员：现在开庭，核对一下身份，姓名？
被告人：覃大有。
审判员：起诉书收到了没有？
被告人：收到了。
公诉人：被告人覃大有于三月五日醉酒驾驶，血液酒精含量一百六十毫克，建议判处拘役二个月，并处罚金三千元。
审判员：{asked}
被告人：{answer}
审判员：{then}
被告人：没有了。
审判员：判决如下，被告人犯危险驾驶罪，判处拘役二个月。认罪认罚的，可以依法从宽处理。
"""


def outcomes(tmp_path, asked, answer="是的。", then="还有没有补充？"):
    path = tmp_path / "a.txt"
    path.write_text(HEARING.format(asked=asked, answer=answer, then=then), encoding="utf-8")
    (result,) = grade(path, ["court_review"], "审判员")["results"]
    return {i["id"]: i["outcome"] for i in result["items"]}


def test_the_law_told_in_the_judgment_comes_too_late(tmp_path):
    told = outcomes(tmp_path, "认罪认罚的，法律规定可以依法从宽，法院一般会采纳量刑建议，你明白吗？")
    assert told["rights.plea_law"] == "met"
    assert outcomes(tmp_path, "对起诉书指控的事实有没有意见？")["rights.plea_law"] == "not_met"


@pytest.mark.parametrize(
    ("asked", "wanted"), [("你同意用速裁程序审吗？", "met"), ("本案适用速裁程序，听清楚了吗？", "not_met")]
)
def test_consent_to_a_procedure_has_to_be_asked_for(tmp_path, asked, wanted):
    assert outcomes(tmp_path, asked)["procedure.consent"] == wanted


CONSEQUENCE = "认罪认罚有什么法律后果，你知道吗？"


@pytest.mark.parametrize(
    ("answer", "then", "answered", "passed_over"),
    [
        ("知道，会判拘役，还要留案底，找工作人家查得到。", "好。", "met", "not_found"),
        ("知道，交了钱这事就拉倒了，不算判刑。", "行。", "not_met", "found"),
        (
            "知道，交了钱这事就拉倒了，不算判刑。",
            "这个不对，判了拘役就是判了刑，会有犯罪记录，你重新说一遍后果是什么。",
            "met",
            "not_found",
        ),
    ],
)
def test_an_answer_that_shows_a_misunderstanding_has_to_be_taken_up(tmp_path, answer, then, answered, passed_over):
    found = outcomes(tmp_path, CONSEQUENCE, answer, then)
    assert (found["consequence.answered"], found["pitfall.passed_over"]) == (answered, passed_over)


def test_points_told_one_after_the_other_are_no_compound_question(tmp_path):
    told = "你签具结书的时候律师在场，认罪认罚有法律后果，量刑建议法院一般采纳。今天走速裁程序。这些听明白没有？"
    assert outcomes(tmp_path, told)["pitfall.compound"] == "not_found"
    asked = "你认罪认罚是不是自愿，有没有受到威胁，知不知道法律后果，同不同意量刑建议？"
    assert outcomes(tmp_path, asked)["pitfall.compound"] == "found"

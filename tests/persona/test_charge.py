"""Asked what somebody is charged with, the office says it: the charge of the case, as it stands now."""

import pytest
from kit import new_session, said_by, typed

from trainer.persona.bank import load_persona, persona_bank
from trainer.scenario.loader import load_play

OFFICES = ("form-reader", "listener", "quota", "stickler")
ASKED = {
    "en": ["What is this about?", "What is he charged with?", "What did he do?", "What has Luo done?", "What's the charge?",
           "Which offence is it, please?", "Good morning. What exactly is he accused of?"],
    "zh": ["这是什么案子？", "他涉嫌什么罪？", "罗小川犯了什么事？", "指控他什么？", "他犯了什么事？", "罪名是什么？", "您好，这案子怎么回事？"],
}  # fmt: skip
ELSE = {
    "en": ["What is the evidence for the charge?", "What did he do with the phone?", "What is the victim's view?",
           "How did you reach that figure?"],
    "zh": ["这个指控有什么证据？", "被害人是什么意见？", "九个月怎么算出来的？", "他有什么罪轻的情节您考虑了？"],
}  # fmt: skip


def told(lang, office, *lines, scenario="courier-theft"):
    session = new_session(scenario, lang=lang, personas={"prosecutor": office})
    at_table = [] if scenario == "just-a-witness" else ["/go consultation"]
    return said_by(typed(session, *at_table, *lines), "prosecutor")[-1]


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in ASKED.items() for text in texts])
def test_the_question_is_known_in_its_wordings(lang, text):
    said = told(lang, "listener", text)
    assert "ask.charge" in said.gist
    assert "6,898" in said.text or "6898" in said.text


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in ELSE.items() for text in texts])
def test_what_asks_for_something_else_about_it_is_no_such_question(lang, text):
    assert "ask.charge" not in told(lang, "listener", text).gist


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_office_says_it_in_its_own_voice(office, lang):
    assert load_persona(office).role == "prosecutor"
    assert len(persona_bank(office, lang)["ask.charge"]) >= 2


@pytest.mark.parametrize(("lang", "text"), [("en", "What is this about?"), ("zh", "这是什么案子？")])
@pytest.mark.parametrize("office", ["form-reader", "listener", "quota"])
def test_whoever_was_called_in_without_the_file_is_told_at_the_table(lang, text, office):
    said = told(lang, office, text, scenario="just-a-witness")
    assert load_play("just-a-witness").script.charge[lang].split(" of ")[-1][-40:] in said.text


@pytest.mark.parametrize(
    ("lang", "point", "text", "gone"),
    [
        ("en", "There were no earphones in the parcel: the first record has one phone in bubble wrap and nothing else.",
         "What is he charged with now?", "earphones"),
        ("zh", "包裹里没有耳机：第一次笔录只有一部手机，没别的。", "那现在指控他什么？", "耳机"),
    ],
)  # fmt: skip
def test_what_was_given_up_is_no_longer_charged(lang, point, text, gone):
    said = told(lang, "listener", point, text)
    assert "ask.charge" in said.gist
    assert gone not in said.text


def test_the_charge_and_the_evidence_are_two_questions():
    said = told("en", "listener", "What is he charged with, and what is the evidence for the earphones?")
    assert said.gist[0] == "ask.charge"
    assert len(said.gist) == 2

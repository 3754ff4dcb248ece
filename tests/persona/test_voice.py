"""The embedded voice: lines from the banks, none twice while others are left; and the guard over what is said."""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.content import find
from trainer.law.terms import Terms
from trainer.persona.bank import shared_bank
from trainer.persona.catalogue import KEYS
from trainer.persona.guard import MAX_CHARS, Allowed, faults
from trainer.persona.intent import Move, say
from trainer.persona.voice import Speaker, fill, lines_for, speak
from trainer.text import LANGS

SLOTS = {
    "en": {
        "terms": "nine months' imprisonment",
        "asked": "six months",
        "all": "nine months, then eight months",
        "ground": "his clean record",
        "source": "CL-67",
        "low": "four months",
        "high": "nine months",
        "start": "six months",
        "base": "ten months",
        "needs": "repayment in full",
        "yuan": "3,200 yuan",
        "offered": "2,000 yuan",
        "now": "1,200 yuan",
        "name": "Luo",
        "charge": "theft",
    },
    "zh": {
        "terms": "有期徒刑九个月",
        "asked": "六个月",
        "all": "九个月，后来八个月",
        "ground": "初犯",
        "source": "刑法第67条",
        "low": "四个月",
        "high": "九个月",
        "start": "六个月",
        "base": "十个月",
        "needs": "全部退赔",
        "yuan": "3200元",
        "offered": "2000元",
        "now": "1200元",
        "name": "罗小川",
        "charge": "盗窃",
    },
}


def someone(lang, role="accused", persona="frightened", folder="courier-theft"):
    return Speaker(role, role, persona, find("scenarios", folder), lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", ["ask.understanding", "rapport.greet", "hear.system.got", "unclear", "idle"])
def test_no_line_comes_twice_while_others_are_left(lang, key):
    who = someone(lang)
    choice = {fill(line, {}, lang) for line in lines_for(who, key)}
    choice |= {fill(line, {}, lang) for line in shared_bank("accused", lang)[key] if "{{" not in line}
    assert len(choice) >= 3
    spoken = frozenset()
    for turn in range(len(choice)):
        line = speak(who, (say(key),), spoken, Random(turn))
        assert line in choice
        assert line not in spoken
        spoken |= {line}
    assert speak(who, (say(key),), spoken, Random(99)) in choice


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_dice_give_the_same_words(lang):
    who = someone(lang)
    moves = (say("rapport.greet"), say("ask.understanding"))
    assert speak(who, moves, frozenset(), Random(3)) == speak(who, moves, frozenset(), Random(3))
    assert len({speak(who, moves, frozenset(), Random(n)) for n in range(20)}) > 1


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", sorted(KEYS))
def test_every_key_can_be_spoken_with_its_slots_filled(role, lang):
    persona = {
        "accused": "frightened",
        "prosecutor": "listener",
        "defence": "bargainer",
        "victim": "ledger",
        "judge": "docket",
    }[role]
    for key, custody in product(KEYS[role], ("detained", "at_large")):
        move = Move(keys=(key,), slots={**SLOTS[lang], custody: ""})
        words = speak(someone(lang, role, persona), (move,), frozenset(), Random(1))
        assert words, key
        assert "{{" not in words
        assert "}}" not in words


@pytest.mark.parametrize("lang", LANGS)
def test_a_line_whose_slot_is_not_known_is_not_used(lang):
    who = someone(lang, "prosecutor", "listener")
    for n in range(12):
        words = speak(
            who, (say("ground.accept", "ground.noproof", ground=SLOTS[lang]["ground"]),), frozenset(), Random(n)
        )
        assert "{{" not in words


def test_sentences_begin_with_a_capital():
    assert fill("{{terms}}. that is it! {{ asked }}? no.", {"terms": "eight months", "asked": "six months"}, "en") == (
        "Eight months. That is it! Six months? No."
    )
    assert fill("  {{terms}}。就这样。 ", {"terms": "八个月"}, "zh") == "八个月。就这样。"


@given(
    st.text("abc {}.", max_size=40), st.dictionaries(st.sampled_from(["terms", "asked"]), st.text("xyz", max_size=5))
)
def test_filling_never_raises(line, slots):
    assert fill(line, slots, "en") == fill(line, slots, "en").strip()


@pytest.mark.parametrize("lang", LANGS)
def test_the_scenario_speaks_before_the_persona_and_the_persona_before_the_role(lang):
    own = someone(lang)
    assert lines_for(own, "ask.account") != shared_bank("accused", lang)["ask.account"]
    stranger = Speaker("nobody", "accused", "frightened", find("scenarios", "courier-theft"), lang)
    key = next(
        k
        for k in ("smalltalk", "idle", "enter", "unclear")
        if lines_for(stranger, k) != shared_bank("accused", lang)[k]
    )
    assert (
        lines_for(Speaker("nobody", "accused", "none-such", own.folder, lang), key) == shared_bank("accused", lang)[key]
    )


@pytest.mark.parametrize("lang", LANGS)
def test_an_unknown_key_is_silence(lang):
    assert speak(someone(lang), (say("no.such.key"),), frozenset(), Random(1)) == ""


OK = {"en": "All right, I understand.", "zh": "好的，我明白了，谢谢您。"}
BAD = [
    ("empty", "en", "   "),
    ("control_codes", "en", "\x1b[31mAll right.\x1b[0m"),
    ("control_codes", "zh", "好的\u202e。"),
    ("stage_direction", "en", "[nods] All right."),
    ("stage_direction", "en", "All right. *sighs*"),
    ("stage_direction", "zh", "（点头）好的。"),
    ("stage_direction", "zh", "好的。【沉默】"),
    ("system_talk", "en", "As an AI I cannot say."),
    ("system_talk", "zh", "作为人工智能，我不能回答。"),
    ("length", "en", "I really do not know. " * 60),
    ("length", "zh", "我真的不知道。" * 80),
    ("language", "en", "我不知道他们为什么要这样说呢。"),
    ("language", "zh", "I do not know why they would say that."),
    ("figures", "en", "I heard it would be seven months."),
    ("figures", "zh", "我听说要判七个月。"),
    ("figures", "en", "They want a fine of 5,000 yuan."),
    ("figures", "zh", "说是要罚五千块钱。"),
]


@pytest.mark.parametrize(("kind", "lang", "text"), BAD)
def test_the_guard_sees_each_kind_of_fault(kind, lang, text):
    assert kind in faults(text, Allowed(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_good_words_pass(lang):
    assert faults(OK[lang], Allowed(lang)) == []
    assert MAX_CHARS["en"] > MAX_CHARS["zh"]


def test_figures_that_were_decided_or_written_may_be_named():
    terms = Terms(months=(7, 7), fine_yuan=5000)
    assert faults("Seven months, and a fine of 5,000 yuan.", Allowed("en", terms=(terms,))) == []
    assert faults("七个月，罚金五千。", Allowed("zh", texts=("有期徒刑七个月，并处罚金五千元",))) == []
    assert faults("Eight months, and a fine of 5,000 yuan.", Allowed("en", terms=(terms,))) == ["figures"]

"""Interface text: the same messages in both languages, with the same placeholders."""

import re
import string
from pathlib import Path
from typing import get_args

import pytest

import trainer
from trainer.acts import DUTIES, INVENTORY
from trainer.i18n import catalogue, t
from trainer.i18n.pronouns import SLOTS
from trainer.llm.faults import KINDS
from trainer.llm.settings import Purpose

CODE = Path(trainer.__file__).parent
KEYS = sorted(set(catalogue("en")) | set(catalogue("zh")))


def placeholders(message):
    """What a message takes in, pronouns apart: each language has its own."""
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None} - SLOTS


def test_both_languages_have_the_same_messages():
    assert set(catalogue("en")) == set(catalogue("zh"))


def test_both_languages_fill_the_same_placeholders():
    odd = {
        k
        for k in set(catalogue("en")) & set(catalogue("zh"))
        if placeholders(catalogue("en")[k]) != placeholders(catalogue("zh")[k])
    }
    assert not odd


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_message_is_blank(lang):
    assert not [k for k, message in catalogue(lang).items() if not message.strip()]


def test_chinese_messages_are_chinese():
    # Some messages are nothing but placeholders and marks; a message with Latin words and no Chinese is a slip.
    # The switch of language is shown in the language it leads to.
    slips = [
        k
        for k, m in catalogue("zh").items()
        if re.search(r"[A-Za-z]{4,}", re.sub(r"\{[^}]*\}|`[^`]*`|/\w+|plea-trainer[^。；]*", "", m))
        and not re.search("[\u4e00-\u9fff]", m)
        and "English" not in m
    ]
    assert not slips


def test_english_messages_hold_no_chinese():
    # Command aliases, the switch of language and the name of the system itself are shown in their own script.
    slips = [
        k
        for k, m in catalogue("en").items()
        if re.search("[\u4e00-\u9fff]", m.replace("认罪认罚从宽", "")) and "/" not in m and "中文" not in m
    ]
    assert not slips


def used_keys():
    """Keys written out in the code: `t(lang, "some.key"...)`."""
    pattern = re.compile(r"\bt\(\s*[\w.]+,\s*\"([a-z_.]+)\"", re.S)
    return {key: path.name for path in CODE.rglob("*.py") for key in pattern.findall(path.read_text(encoding="utf-8"))}


def test_every_key_used_in_the_code_exists():
    used = used_keys()
    assert len(used) > 30
    assert {k: where for k, where in used.items() if k not in catalogue("en")} == {}


FAMILIES = {
    "asked": list(INVENTORY["request"]),
    "ground": list(INVENTORY["argue"]),  # a supposed ground of any kind is answered by its name
    "event.decided": ["sign", "sign_with_reservation", "decline", "ask_time", "withdraw"],
    "role": ["defence", "prosecutor"],
    "mode": ["coached", "practice", "exam"],
    "stage": ["investigation", "prosecution", "trial"],
    "hint": [
        "read",
        "confidentiality",
        "account",
        "pressure",
        "goals",
        "evidence",
        "opinion",
        "basis",
        "private_talk",
        "teach_back",
        "redflag",
        "meet_first",
        "ground",
        "gap",
        "figure",
        "repair",
        "bail",
        "record",
        "none",
        *(f"duty.{d}" for d in DUTIES),
    ],
    "fault": list(KINDS),
    "remedy": list(KINDS),
    "purpose": list(get_args(Purpose)),
    "needs": ["paid_and_forgiven", "forgiven"],
}


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_keys_put_together_in_code_exist(family):
    missing = [f"{family}.{name}" for name in FAMILIES[family] if f"{family}.{name}" not in catalogue("en")]
    assert not missing


def test_an_unknown_key_is_shown_as_itself():
    assert t("zh", "no.such.key") == "no.such.key"


def test_a_message_is_filled():
    assert "abc123" in t("en", "plain.kept", id="abc123")
    assert "abc123" in t("zh", "plain.kept", id="abc123")

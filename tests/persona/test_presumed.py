"""Lines take for granted only what has happened: who has met is met again, who is at large is not told of custody."""

import re
from random import Random

import pytest
from kit import in_room, new_session, opening, said_by, typed

from trainer.content import names
from trainer.persona.bank import persona_bank, shared_bank
from trainer.persona.catalogue import KEYS
from trainer.persona.intent import say
from trainer.persona.presumed import CONDITIONS, holding
from trainer.persona.voice import Speaker, speak
from trainer.scenario.loader import load_play
from trainer.text import LANGS

OTHER_DAYS = re.compile(r"上回|上次|昨天您|last time|yesterday|since your last", re.I)


def test_what_holds_is_a_slot_filled_with_nothing_and_the_rest_is_no_slot():
    state = opening("just-a-witness")
    found = holding(load_play("just-a-witness"), state, "accused")
    assert found == {"admitted": "", "at_large": "", "unheard": "", "unsigned": "", "unexplained": "", "unread": ""}
    assert set(found) <= set(CONDITIONS)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("persona", "key", "presumes"), [
    ("listener", "ground.accept", r"page|页码"),
    ("signature-only", "asked.charge", r"I'd have to look|先看看卷|卷是你们看的|read it all"),
    ("cellwise", "ask.understanding", r"what they told me|跟他们讲的"),
])  # fmt: skip
def test_no_thanks_for_a_page_not_named_and_no_file_asked_for_that_was_given(persona, key, presumes, lang):
    role = {"listener": "prosecutor", "signature-only": "defence", "cellwise": "accused"}[persona]
    who = Speaker(role, role, persona, load_play("courier-theft").folder, lang, heard="He has no record. 他是初犯。")
    slots = {"ground": "x", "source": "y", "terms": "z"} | ({"read": ""} if role == "defence" else {})
    said, spoken = set(), frozenset()
    for turn in range(8):
        line = speak(who, (say(key, **slots),), spoken, Random(turn))
        said.add(line)
        spoken |= {line}
    assert not [line for line in said if re.search(presumes, line)]


def test_heard_is_who_was_there_when_the_trainee_spoke():
    play = load_play("just-a-witness")
    state = in_room(opening("just-a-witness"), "signing")
    from dataclasses import replace

    spoke = replace(state, turns_by_room={"signing": 1})
    assert "heard" in holding(play, spoke, "accused")
    assert "heard" not in holding(play, spoke, "victim")
    assert "saw_client" not in holding(play, spoke, "prosecutor")
    assert "saw_client" in holding(play, replace(spoke, turns_by_room={"meeting": 1}), "prosecutor")


@pytest.mark.parametrize("lang", LANGS)
def test_nobody_speaks_of_another_day_in_a_session_of_one(lang):
    """A session lasts an hour or two; who comes back has been away for minutes."""
    banks = [persona_bank(p, lang) for p in names("personas")] + [shared_bank(role, lang) for role in KEYS]
    lines = [x for bank in banks for key, found in bank.items() if key.startswith("enter") for x in found]
    assert [x for x in lines if OTHER_DAYS.search(x)] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("seed", range(3))
def test_who_sat_at_one_table_does_not_meet_for_the_first_time_next_door(lang, seed):
    session = new_session("just-a-witness", lang=lang, seed=seed)
    ask = {"en": "I need to speak to my client alone.", "zh": "我要求单独会见当事人。"}[lang]
    shown = typed(session, ask, "/go meeting")
    assert said_by(shown, "accused")[-1].gist[0] == "enter.met"


@pytest.mark.parametrize(
    ("lang", "persona", "key", "word", "line"),
    [
        ("en", "plain-speaker", "hear.sentence.lost", "the base sentence", "Like of a wall?"),
        ("en", "defiant", "press.just_sign", "Just sign here.", "Then just sign it yourself."),
        ("zh", "defiant", "press.just_sign", "签一下就行", "没有什么一下不一下"),
        ("zh", "plain-speaker", "hear.procedure.lost", "走速裁", "是裁衣服的裁吗"),
    ],
)
def test_a_line_that_picks_up_a_word_is_spoken_only_when_it_was_said(lang, persona, key, word, line):
    def words(heard):
        who = Speaker("accused", "accused", persona, load_play("courier-theft").folder, lang, heard=heard)
        return {speak(who, (say(key, detained=""),), frozenset(), Random(n)) for n in range(40)}

    assert any(line in x for x in words(word))
    assert not any(line in x for x in words("..."))
    assert all(words("..."))

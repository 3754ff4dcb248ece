"""Pronouns: he or she by the cast, in both languages; they only where nobody has said."""

import re
from dataclasses import replace

import pytest
from kit import new_session, typed

from trainer.i18n import catalogue
from trainer.i18n.pronouns import pronouns
from trainer.persona.bank import persona_bank, shared_bank
from trainer.persona.intent import say
from trainer.persona.voice import Speaker, fill, speak
from trainer.scenario.loader import load_play, scenario_ids
from trainer.scenario.people import misspoken, nobody, spoken_of
from trainer.session import hints, lint
from trainer.text import LANGS

LINE = "What {{ do }} {{ they }} know? {{ they }} see{{ s }} {{ themselves }} and {{ victim_their }} part; {{ theyre }} in."


@pytest.mark.parametrize(("scenario", "said"), [
    ("courier-theft", "What does he know? He sees himself and her part; he's in."),
    ("just-a-witness", "What does she know? She sees herself and her part; she's in."),
])  # fmt: skip
def test_a_line_speaks_of_a_man_and_a_woman(scenario, said):
    assert fill(LINE, spoken_of(load_play(scenario), "en"), "en") == said


def test_where_nobody_has_said_it_is_they():
    assert fill(LINE, nobody("en"), "en") == "What do they know? They see themselves and their part; they're in."


def test_chinese_has_its_own_word():
    assert [spoken_of(load_play(s), "zh")["ta"] for s in ("courier-theft", "just-a-witness")] == ["他", "她"]


@pytest.mark.parametrize("lang", LANGS)
def test_every_sex_has_every_form(lang):
    assert pronouns("male", lang).keys() == pronouns("female", lang).keys() == pronouns("", lang).keys()


@pytest.mark.parametrize("scenario", scenario_ids())
@pytest.mark.parametrize("lang", LANGS)
def test_hints_speak_of_the_accused_of_the_case(scenario, lang):
    play = load_play(scenario)
    wrong = {"male": r"\b(?:they|them|their|she|her)\b|她", "female": r"\b(?:they|them|their|he|him|his)\b|他"}
    for key in catalogue(lang):
        if key.startswith("hint."):
            shown = hints.words(play, key.removeprefix("hint."), lang)
            assert not re.search(wrong[play.cast["accused"].sex], shown, re.I), shown
            assert "{" not in shown


def test_a_prosecutor_speaks_of_her_as_she():
    play = load_play("just-a-witness")
    bank = persona_bank("listener", "en")["request.time"]
    assert any("{{ them }}" in line for line in bank)
    who = Speaker("stranger", "prosecutor", "listener", play.folder, "en", spoken_of(play, "en"))
    from random import Random

    lines = {speak(who, (say("request.time"),), frozenset(), Random(n)) for n in range(40)}
    assert any("Let her sleep" in line for line in lines)
    assert not [line for line in lines if re.search(r"\b(?:let|of) them\b", line, re.I)]


@pytest.mark.parametrize(("line", "lang"), [
    ("I'll ask the client before I answer; the choice belongs to them.", "en"),
    ("The victim has to be heard, and what they say goes on record.", "en"),
    ("这要问当事人，得看他自己怎么想。", "zh"),
])  # fmt: skip
def test_a_fixed_pronoun_is_seen(line, lang):
    assert misspoken(line, lang)


@pytest.mark.parametrize(("line", "lang"), [
    ("I'll have the papers drawn up; go through them with your client.", "en"),
    ("I'll ask the client; the choice belongs to {{ them }}.", "en"),
    ("当事人和其他人都在。", "zh"),
    ("当事人是怎么想的？{{ ta }}自己说了算。", "zh"),
])  # fmt: skip
def test_what_speaks_of_others_is_let_be(line, lang):
    assert not misspoken(line, lang)


def test_the_lint_finds_a_missing_sex_and_a_they(monkeypatch):
    play = load_play("courier-theft")
    cast = [m.model_copy(update={"sex": None}) for m in play.script.cast]
    nameless = play.script.model_copy(update={"cast": cast})
    monkeypatch.setattr(lint, "load_play", lambda _: replace(play, script=nameless))
    monkeypatch.setattr(
        lint, "shared_bank", lambda role, lang: {"x": ["My client says they know."]} if lang == "en" else {}
    )
    faults = lint.lint("courier-theft")
    assert [f for f in faults if "cast.accused: sex" in f]
    assert [f for f in faults if "cast.victim: sex" in f]
    assert [f for f in faults if "client says they" in f]


def test_no_shared_line_waits_for_a_pronoun_that_is_not_there():
    for role in ("prosecutor", "victim", "defence", "judge"):
        for lines in shared_bank(role, "en").values():
            for line in lines:
                assert not re.search(r"\{\{ (?:victim_)?(?:they|them|their)\w* \}\}", fill(line, nobody("en"), "en"))


def test_in_play_the_plea_is_hers_to_take_back():
    session = new_session("just-a-witness", personas={"prosecutor": "listener"})
    shown = typed(session, "/go consultation", "/withdraw")
    assert "she is not here" in shown[-1].text
    assert "go to her first" in shown[-1].text

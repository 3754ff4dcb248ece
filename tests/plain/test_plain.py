"""Line by line: what is written is what happened, in order, and nothing a terminal could mistake for a command."""

import asyncio
import io
import re

import pytest
from kit import new_session

from trainer import events as ev
from trainer.i18n import t
from trainer.plain import Plain
from trainer.session.narrate import narrate
from trainer.text import LANGS

LINES = {
    "en": ["/go 2", "Good morning.", "What happened that day? Start wherever you like.", "/rooms", "/nonsense"],
    "zh": ["/去2", "早上好。", "那天到底怎么回事，你从头讲给我听。", "/房间", "/飞"],
}


def play(session, *lines):
    out = io.StringIO()
    asyncio.run(Plain(session, io.StringIO("".join(f"{line}\n" for line in lines)), out).run())
    return out.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_everything_said_is_written_in_order(lang):
    session = new_session(lang=lang)
    text = play(session, *LINES[lang])
    at = 0
    told = [narrate(session.play, e, lang) for e in session.events]
    for line in [x for x in told if x and x.kind != "you"]:
        at = text.index(line.text, at)
    assert session.id in text[at:]


@pytest.mark.parametrize("lang", LANGS)
def test_no_control_codes_are_written(lang):
    text = play(new_session(lang=lang), *LINES[lang], "\x1b[31mred\x1b[0m\x07")
    assert not [c for c in text if ord(c) < 32 and c != "\n"]


def test_what_is_said_has_its_number_before_it():
    session = new_session()
    text = play(session, "/go 2", "Good morning.", "What happened that day?")
    answers = [e for e in session.events if isinstance(e, ev.Said) and e.speaker != ev.TRAINEE]
    assert len(answers) >= 2
    for event in answers:
        assert re.search(rf"\[{event.turn}\] [\w ]+: {re.escape(event.text[:30])}", text)


def test_own_words_are_not_repeated():
    text = play(new_session(), "/go 2", "A sentence nobody else would ever say here.")
    assert "A sentence nobody else" not in text


def test_the_briefing_comes_first_and_once():
    session = new_session()
    first = play(session, "/go 2")
    assert session.play.script.brief["defence"]["en"][:40] in first
    assert first.index(session.play.script.brief["defence"]["en"][:40]) < first.index(
        session.play.rooms["file"].arrive["en"]
    )
    assert session.play.script.brief["defence"]["en"][:40] not in play(session, "/rooms")


def test_a_session_taken_up_recalls_the_last_words():
    session = new_session()
    play(session, "/go 2", "What happened that day?")
    last = [e for e in session.events if isinstance(e, ev.Said)][-1]
    assert last.text in play(session, "/rooms")


def test_the_end_of_input_and_leaving_keep_the_session():
    for lines in ([], ["/quit", "Good morning."]):
        session = new_session()
        text = play(session, *lines)
        assert f"--resume {session.id}" in text
        assert not [e for e in session.events if isinstance(e, ev.Said)]


def test_the_prompt_tells_time_and_place():
    text = play(new_session(), "/go 2")
    assert "[09:00" in text
    assert "[09:04" in text


def test_windows_line_ends_and_a_mark_at_the_beginning_are_no_words():
    session = new_session()
    play(session, "\ufeff/go 2\r", "Good morning.\r")
    (mine,) = [e for e in session.events if isinstance(e, ev.Said) and e.speaker == ev.TRAINEE]
    assert mine.text == "Good morning."
    assert session.state.room == "meeting"


TOLD = {
    "en": ["/help", "/rooms", "/file", "/read 2", "/read 9", "/who", "/menu", "/notes", "/law CPL-173", "/law retraction",
           "/hint", "/go 3", "I propose six months.", "/offers", "/voice", "/decline"],
    "zh": ["/帮助", "/房间", "/卷宗", "/读2", "/读9", "/人物", "/量刑", "/记录", "/法条 CPL-173", "/法条 反悔", "/提示", "/去3",
           "我建议六个月。", "/方案", "/话语", "/拒签"],
}  # fmt: skip
MARKUP = re.compile(r"\*|`|^#+ |^\||^> |\]\(|\[/?[a-z]*\]|\$\w|\{", re.M)


@pytest.mark.parametrize("role", ["defence", "prosecutor"])
@pytest.mark.parametrize("lang", LANGS)
def test_no_markup_is_written(lang, role):
    text = play(new_session(lang=lang, role=role, mode="coached"), *TOLD[lang])
    assert [line for line in text.split("\n") if MARKUP.search(line)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_typed_in_brackets_is_written_as_typed(lang):
    typed = "**so** [b]bold[/b] _x_ `tick` $accent <i> {who} [a](b)"
    text = play(new_session(lang=lang), f"/note {typed}", "/notes", f"/law retract {typed}", f"/decline {typed}")
    assert text.count(typed) == 4  # the note, the notes, the words that no article holds, the reason


def test_the_language_has_its_own_marks():
    session = new_session(lang="zh")
    text = play(session, "/去2", "早上好。", "/去3", "我建议六个月。", "/方案", "/量刑")
    assert not re.search(r"[\u4e00-\u9fff](?:: | \()|, [\u4e00-\u9fff]", text)


@pytest.mark.parametrize("lang", LANGS)
def test_no_clock_in_court(lang):
    session = new_session("just-a-witness", lang=lang, personas={"accused": "plain-speaker"})
    text = play(session, "/sign", "/sign", "/wait 1")
    assert session.in_court
    hall = session.play.rooms["court"].name[lang]
    prompts = [
        line.partition(">")[0] for line in text.split("\n") if line.startswith("[") and hall in line and ">" in line
    ]
    assert prompts
    assert not any(char.isdigit() for line in prompts for char in line)


@pytest.mark.parametrize("lang", LANGS)
def test_the_last_minutes_are_told_in_the_prompt_and_once(lang):
    session = new_session(lang=lang)
    text = play(session, f"/wait {60}", "/wait 60", "/wait 15", "/wait 8", "/wait 1", "/wait 1")
    warned = t(lang, "plain.prompt_last", now="11:23", left=7, room=session.play.rooms["file"].name[lang])
    assert text.count(warned) == 1
    last = warned.partition("7")[2].split("·")[0].strip()
    assert text.count(last) == 1, "and not at the next prompt again"

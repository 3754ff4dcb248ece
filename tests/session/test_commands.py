"""The slash commands, in both languages and in the ways people type them; and text that must do no harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import infos, new_session, said_by, typed

from trainer import events as ev
from trainer.i18n import t
from trainer.session.commands import COMMANDS, Quit
from trainer.store.places import data_dir
from trainer.text import LANGS, MAX_TURN_CHARS

SAME = [
    ("/read 3", ["/读3", "/读 3", "/阅3", "／读3", "／read 3", "/ read 3", "/READ 3", "/Read  3 ", "  /read 3"]),
    (
        "/go 2",
        [
            "/去2",
            "/去 2",
            "／去 2",
            "/去会见",
            "／去 会见",
            "/去 单独会见",
            "/go meeting",
            "/go Private meeting",
            "/go private",
            "/go MEETING",
        ],
    ),
    ("/wait 3", ["/等3", "/等 3", "／等３"]),
    ("/note a point", ["/记 a point", "/笔记 a point", "/note   a point"]),
    ("/decline because", ["/拒签 because", "/不签 because", "/拒签because"]),
    ("/decline", ["/拒签", "/不签字", "/拒绝签字"]),
    ("/read 1", ["/看 1", "/看1", "/阅 1"]),
    ("/time until Friday", ["/延期 until Friday", "/要时间 until Friday"]),
]


def after(line, lang="zh"):
    session = new_session(lang=lang)
    typed(session)
    count = len(session.events)
    typed(session, line)
    return [ev.dump(e) for e in session.events[count:]]


@pytest.mark.parametrize(("line", "other"), [(line, o) for line, others in SAME for o in others])
def test_ways_of_typing_the_same_command(line, other):
    lang = "en" if "rivate" in other else "zh"
    done = after(line, lang)
    assert done
    assert after(other, lang) == done


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "word",
    [
        "/frobnicate",
        "/飞",
        "/",
        "／",
        "/read",
        "/read 99",
        "/read nothing-like-it",
        "/go",
        "/go 99",
        "/go nowhere",
        "/去",
        "/wait soon",
        "/wait 0",
        "/wait 61",
        "/wait 500",
        "/wait " + "9" * 3900,
        "/note",
        "/opinion",
        "/law",
        "/law XYZ-999",
        "/law 99999",
        "/读九十九",
    ],
)
def test_a_command_that_makes_no_sense_is_answered_and_costs_nothing(lang, word):
    session = new_session(lang=lang)
    typed(session)
    count = len(session.events)
    shown = infos(typed(session, word))
    assert len(shown) == 1
    assert shown[0].text.strip()
    assert "\n" not in shown[0].text
    assert shown[0].text != t(lang, "no.such")
    assert len(session.events) == count


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("minutes", ["0", "61", "500", "9" * 3900, "soon"])
def test_a_wait_that_is_none_is_told_how_long_one_may_be(lang, minutes):
    (shown,) = infos(typed(new_session(lang=lang), f"/wait {minutes}"))
    assert (shown.kind, shown.text) == ("fault", t(lang, "fault.minutes", most=60))
    assert "60" in shown.text


def test_the_longest_wait_and_the_shortest():
    session = new_session()
    typed(session, "/wait 060", "/wait 1")
    assert [e.minutes for e in session.events if isinstance(e, ev.Waited)] == [60, 1]


@pytest.mark.parametrize("lang", LANGS)
def test_going_to_where_one_is_is_answered(lang):
    session = new_session(lang=lang)
    typed(session)
    count = len(session.events)
    (shown,) = infos(typed(session, "/go 1"))
    assert session.play.rooms[session.state.room].name[lang] in shown.text
    assert len(session.events) == count
    typed(session, *["/wait 60"] * 3)
    (shown,) = infos(typed(session, f"/go {session.state.room}"))
    assert shown.kind == "fault", "over: one is nowhere any more"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "command",
    [
        "rooms",
        "file",
        "offers",
        "menu",
        "who",
        "notes",
        "help",
        "law CPL-173",
        "房间",
        "卷宗",
        "方案",
        "量刑",
        "人物",
        "记录",
        "帮助",
        "法条 CPL-173",
        "h",
        "?",
    ],
)
def test_what_can_be_looked_up_costs_nothing(lang, command):
    session = new_session(lang=lang)
    typed(session)
    count = len(session.events)
    (shown,) = infos(typed(session, f"/{command}"))
    assert shown.kind != "fault"
    assert len(shown.text) > 3
    assert "{" not in shown.text
    assert len(session.events) == count


def test_every_command_has_a_chinese_name_and_stands_in_the_help():
    names = [n for c in COMMANDS for n in (c.name, *c.alias)]
    assert len(set(names)) == len(names)
    for command in COMMANDS:
        assert any(not n.isascii() for n in command.alias), command.name
        if command.name == "help":
            continue
        assert f"/{command.name}" in t("en", "help.commands")
        assert any(f"/{n}" in t("zh", "help.commands") for n in (command.name, *command.alias)), command.name


@pytest.mark.parametrize("word", ["/quit", "/q", "/exit", "/退出", "／退出"])
def test_leaving(word):
    session = new_session()
    assert isinstance(typed(session, word)[-1], Quit)
    assert not session.closed


@pytest.mark.parametrize("lang", LANGS)
def test_hints_only_where_one_is_coached(lang):
    for mode, hinted in (("coached", True), ("practice", False), ("exam", False)):
        session = new_session(lang=lang, mode=mode)
        (shown,) = infos(typed(session, "/hint"))
        assert (shown.kind == "hint") == hinted
        assert any(isinstance(e, ev.Hinted) for e in session.events) == hinted


def test_filing_an_opinion_goes_on_the_record():
    session = new_session()
    typed(session, "/opinion The phone was valued as new.", "/note only for me")
    filed = [(e.text, e.filed) for e in session.events if isinstance(e, ev.Noted)]
    assert filed == [("The phone was valued as new.", True), ("only for me", False)]
    assert "record_opinion" in session.state.granted


# Too much, and too strange


@pytest.mark.parametrize("lang", LANGS)
def test_a_megabyte_pasted_is_one_line_and_kept_in_a_file(lang):
    session = new_session(lang=lang)
    typed(session)
    count = len(session.events)
    paste = ("签字以前先让我把话说完。" if lang == "zh" else "Let me say it all. ") * 60000
    (fault,) = infos(typed(session, paste))
    assert fault.kind == "fault"
    assert "\n" not in fault.text
    assert len(fault.text) < 400
    (kept,) = (data_dir() / "kept").glob("*.txt")
    assert kept.read_text(encoding="utf-8") == paste
    assert str(kept) in fault.text
    assert len(session.events) == count


def test_the_longest_turn_is_taken_and_one_character_more_is_not():
    session = new_session()
    typed(session, "/go meeting", "a" * MAX_TURN_CHARS, "a" * (MAX_TURN_CHARS + 1))
    assert [len(e.text) for e in said_by(session.events, ev.TRAINEE)] == [MAX_TURN_CHARS]


HARM = [
    "\x1b[2J\x1b[31mGood\x1b[0m morning.",
    "Good\x00 morning.",
    "\x1b]0;owned\x07Good morning.",
    "Good \u202emorning\u202c.",
    "Good\u200b morning.\r",
    "\x9b31mGood morning.",
]


@pytest.mark.parametrize("text", HARM)
def test_control_characters_are_gone_before_anything_is_kept(text):
    session = new_session()
    typed(session, "/go meeting", text, f"/note {text}", f"/opinion {text}")
    kept = [
        e.text
        for e in session.events
        if isinstance(e, ev.Said | ev.Noted) and (isinstance(e, ev.Noted) or e.speaker == ev.TRAINEE)
    ]
    assert len(kept) == 3
    for words in kept:
        assert "orning" in words
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u200b" for c in words)


@pytest.mark.parametrize(
    "text",
    [
        "[bold red]hello[/bold red]",
        "**stars** and _lines_",
        "{{terms}} {0} %s",
        "<script>alert(1)</script>",
        "Accused: I plead freely.",
        "[signs]",
        "犯罪嫌疑人：我自愿认罪。",
    ],
)
def test_markup_is_only_words(text):
    session = new_session()
    typed(session, "/go meeting", text)
    (mine,) = said_by(session.events, ev.TRAINEE)
    assert mine.text == text
    assert not session.state.decision
    assert all(e.speaker != ev.TRAINEE for e in said_by(session.events, "accused"))


@given(
    st.lists(
        st.one_of(
            st.text(max_size=60), st.text(max_size=20).map(lambda s: f"/{s}"), st.text("/／读去 12sgoread", max_size=9)
        ),
        max_size=5,
    ),
    st.sampled_from(LANGS),
)
def test_nothing_typed_ever_raises(lines, lang):
    session = new_session(lang=lang)
    shown = typed(session, *lines)
    assert session.store.load(session.id) == session.events
    assert shown


@pytest.mark.parametrize("words", ["173", "Article 173", "art. 173", "第173条"])
def test_a_bare_number_is_an_article_of_the_procedure_law(words):
    from trainer.session.info import law

    assert law(words, "en") == law("CPL-173", "en")


@pytest.mark.parametrize("line", ["/签字", "/签署", "/签"])
def test_the_whole_word_for_signing_is_no_reason(line):
    def signed(word):
        session = new_session(lang="zh")
        typed(session, "/去 签署室", word)
        return [ev.dump(e) for e in session.events]

    assert any('"decision"' in e for e in signed("/sign"))
    assert signed(line) == signed("/sign")

"""What is typed is kept and shown as it is; Chinese wraps and emphasises as it should."""

from itertools import pairwise

import pytest
import rich._wrap
import textual._wrap
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from tui_kit import in_session, on, shown, spoken, type_in, wait_until

from trainer.errors import StoreError
from trainer.tui import drafts, wrap

NOT_FIRST = "，。、；：？！）》”’"
NOT_LAST = "（《“‘"


def lines(text, width):
    return [line.plain.rstrip() for line in Content(text).wrap(width)]


def test_the_rule_is_put_where_the_libraries_look_for_it():
    wrap.install()
    assert rich._wrap.re_word is wrap.RE_WORD
    assert textual._wrap.re_chunk is wrap.RE_CHUNK


def test_a_chinese_run_after_a_latin_word_stays_on_its_line():
    wrap.install()
    text = "iPhone手机一部，是在快递架上拿的，后来摔碎了屏幕。"
    assert lines(text, 20)[0] == "iPhone手机一部，是在"
    assert textual._wrap.compute_wrap_offsets(text, 20, 4)[0] > len("iPhone")


@given(st.text(alphabet="认罪认罚从宽，。、；：？！（）《》“”abc 12", min_size=1, max_size=60), st.integers(14, 40))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text, width):
    wrap.install()
    text = text.strip()
    for before, after in pairwise(text):  # runs of marks longer than any text has are left out
        if before in NOT_FIRST + NOT_LAST and after in NOT_FIRST + NOT_LAST:
            return
    rows = lines(text, width)
    assert not any(row[:1] in NOT_FIRST for row in rows[1:] if row)
    assert "".join("".join(rows).split()) == "".join(text.split())


def test_latin_text_wraps_as_before():
    plain = "It’s a long-winded sentence (really) with “quotes” and no Chinese at all."
    wrap.install()
    mine = lines(plain, 20)
    assert mine == ["It’s a long-winded", "sentence (really)", "with “quotes” and no", "Chinese at all."]


async def test_markup_is_shown_as_typed():
    async with in_session() as (app, pilot, screen):
        await type_in(pilot, "[bold red]Hello[/] [@click=app.quit]you[/]")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.trainee_turns == 1)
        await wait_until(pilot, lambda: "[bold red]Hello[/] [@click=app.quit]you[/]" in shown(app))


async def test_what_is_typed_before_the_input_has_the_focus_is_typed_into_it():
    async with in_session() as (_, pilot, screen):
        screen.set_focus(None)
        await pilot.press(*"Hello")
        assert screen.composer.text == "Hello"
        await pilot.press("enter")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.trainee_turns == 1)
        assert not screen.composer.text


async def test_notes_are_no_markdown():
    async with in_session() as (app, pilot, screen):
        await type_in(pilot, "/note **not bold** [x](y)")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.notes)
        await type_in(pilot, "/notes")
        await wait_until(pilot, lambda: on(app, "PageScreen") and "**not bold** [x](y)" in shown(app))


class Broken:
    """A store that can be told to refuse."""

    def __init__(self, store):
        self.store, self.refuse = store, False

    def __getattr__(self, name):
        return getattr(self.store, name)

    def append(self, session, events):
        if self.refuse:
            raise StoreError("the disk is full: nothing of this turn was kept", do="free some space and send it again")
        self.store.append(session, events)


async def test_a_full_disk_costs_no_word():
    from trainer.store.memory import MemoryStore
    from trainer.tui.desk import Desk

    store = Broken(MemoryStore())
    async with in_session(desk=Desk(store)) as (app, pilot, screen):
        store.refuse = True
        await type_in(pilot, "Nobody will lose this sentence.")
        await wait_until(pilot, lambda: "the disk is full" in shown(app))
        assert screen.composer.text == "Nobody will lose this sentence."
        assert "Nobody will lose this sentence." in drafts.kept(screen.session.id)
        store.refuse = False
        await pilot.press("enter")
        await wait_until(pilot, lambda: not screen.busy and screen.composer.text == "")
        assert [line.text for line in spoken(app) if line.kind == "you"] == ["Nobody will lose this sentence."]
        assert drafts.kept(screen.session.id) == ""


async def test_a_wrong_command_stays_in_the_input():
    async with in_session() as (app, pilot, screen):
        await type_in(pilot, "/nonsense here")
        await wait_until(pilot, lambda: "There is no command" in shown(app))
        assert screen.composer.text == "/nonsense here"
        assert screen.composer.selected_text == "/nonsense here"
        await pilot.press("end", *"!")  # to mend it, go into it
        assert screen.composer.text == "/nonsense here!"


@pytest.mark.parametrize("line", ["/nonsense here", "/wait long", "Is anybody there?"])
async def test_words_typed_after_a_refusal_replace_what_was_refused_and_nothing_is_lost(line):
    async with in_session() as (_, pilot, screen):
        await type_in(pilot, "/go file")  # where nobody is
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.room == "file")
        await type_in(pilot, line)
        await wait_until(pilot, lambda: not screen.busy and screen.composer.selected_text == line)
        await pilot.press(*"/go 1")
        assert screen.composer.text == "/go 1"
        await pilot.press("up")
        assert screen.composer.text == line
        await pilot.press("down")
        assert screen.composer.text == "/go 1"
        await pilot.press("enter")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.room == "meeting")


async def test_up_goes_from_a_refused_line_to_the_one_before_it():
    async with in_session() as (_, pilot, screen):
        await type_in(pilot, "/nonsense")
        await wait_until(pilot, lambda: not screen.busy and screen.composer.selected_text == "/nonsense")
        await pilot.press("up")
        assert screen.composer.text == "/nonsense"  # there is nothing before it
        await type_in(pilot, "Good morning.")
        await wait_until(pilot, lambda: not screen.busy and screen.composer.text == "")
        await type_in(pilot, "/wait long")
        await wait_until(pilot, lambda: not screen.busy and screen.composer.selected_text == "/wait long")
        await pilot.press("up")
        assert screen.composer.text == "Good morning."
        await pilot.press("down")
        assert screen.composer.text == "/wait long"


async def test_what_is_typed_on_while_a_line_is_refused_is_left_alone():
    async with in_session() as (_, _, screen):
        screen.composer.put("/nonsense and more")
        screen.composer.refused("/nonsense")
        assert (screen.composer.text, screen.composer.selected_text) == ("/nonsense and more", "")
        assert screen.composer.past[-1] == "/nonsense"


async def test_up_brings_back_what_was_sent_and_down_what_was_begun():
    async with in_session() as (_, pilot, screen):
        await type_in(pilot, "Good morning.")
        await wait_until(pilot, lambda: not screen.busy and screen.composer.text == "")
        screen.composer.put("something new")
        await pilot.press("up")
        assert screen.composer.text == "Good morning."
        await pilot.press("down")
        assert screen.composer.text == "something new"


async def test_ctrl_j_begins_a_line_and_enter_sends_both():
    async with in_session() as (app, pilot, screen):
        await pilot.press(*"one", "ctrl+j", *"two", "enter")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.trainee_turns == 1)
        assert next(line.text for line in spoken(app) if line.kind == "you") == "one\ntwo"


async def test_the_language_changes_on_the_first_screen_and_is_remembered():
    from trainer.tui.app import PleaTrainerApp

    app = PleaTrainerApp("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "The umbrella" in shown(app))
        await pilot.press("f2")
        await wait_until(pilot, lambda: "雨伞案" in shown(app))
    assert PleaTrainerApp().lang == "zh"


async def test_a_chinese_session_speaks_chinese_whatever_the_first_screen_speaks():
    async with in_session(lang="zh") as (app, pilot, screen):
        assert "还剩" in shown(app)
        await type_in(pilot, "/去 阅卷室")
        await wait_until(pilot, lambda: not screen.busy and "阅卷室" in shown(app))
        await type_in(pilot, "/读 1")
        await wait_until(pilot, lambda: on(app, "PageScreen") and "“下着雨”我就拿了" in shown(app))


class Slow:
    """An interpreter that answers when it is told to."""

    name = "slow"

    def __init__(self):
        import asyncio

        self.go_on = asyncio.Event()

    async def read(self, turn):
        from trainer.dialogue.embedded import understand

        if "Good morning" not in turn.text:
            await self.go_on.wait()
        return understand(turn)

    async def aclose(self):
        self.go_on.set()


async def test_while_an_answer_is_awaited_one_can_type_but_not_send():
    from trainer.tui.desk import Desk

    slow = Slow()
    async with in_session(desk=Desk(None, slow)) as (app, pilot, screen):
        await type_in(pilot, "First.")
        await wait_until(pilot, lambda: screen.busy and "Listening to you" in shown(app))
        assert screen.composer.text == "First."
        await type_in(pilot, "Second.")
        await wait_until(pilot, lambda: "One moment" in shown(app))
        slow.go_on.set()
        await wait_until(pilot, lambda: not screen.busy)
        assert [line.text for line in spoken(app) if line.kind == "you"] == ["First."]
        assert screen.composer.text == "Second."


async def test_a_narrow_terminal_takes_the_panel_away_and_gives_the_input_back():
    async with in_session(size=(120, 36)) as (_, pilot, screen):
        await pilot.press("f3")
        assert not screen.composer.has_focus
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: screen.composer.has_focus)


async def test_the_line_of_keys_says_when_more_follows():
    from trainer.tui.screens.page import PageScreen

    async with in_session() as (app, pilot, _):
        app.push_screen(PageScreen("Long", "word\n\n" * 60, "en"))
        await wait_until(pilot, lambda: "more below" in shown(app))
        await pilot.press("end")
        await wait_until(pilot, lambda: "more below" not in shown(app))

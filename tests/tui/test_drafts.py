"""Nothing typed is lost: not by leaving, not by a question in between, not by looking back."""

import pytest
from tui_kit import in_session, on, type_in, wait_until

from trainer.tui import drafts


async def left_and_taken_up(app, pilot, screen):
    """Out by the question, to the first screen, and back."""
    await pilot.press("escape")
    await wait_until(pilot, lambda: on(app, "AskScreen"))
    await pilot.press("down", "enter")
    await wait_until(pilot, lambda: on(app, "StartScreen"))
    app.open_kept(screen.session.id)
    await wait_until(pilot, lambda: on(app, "SessionScreen") and app.screen is not screen and app.screen.is_mounted)
    return app.screen


async def test_leaving_keeps_what_was_being_typed():
    async with in_session() as (app, pilot, screen):
        await pilot.press(*"half a sentence")
        again = await left_and_taken_up(app, pilot, screen)
        await wait_until(pilot, lambda: again.composer.text == "half a sentence")


async def test_leaving_the_program_keeps_it_too():
    async with in_session() as (app, pilot, screen):
        await pilot.press(*"half a sentence", "escape")
        await wait_until(pilot, lambda: on(app, "AskScreen"))
        await pilot.press("down", "down", "enter")
        await wait_until(pilot, lambda: not app.is_running)
        assert drafts.kept(screen.session.id) == "half a sentence"


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_what_is_typed_at_the_question_goes_into_the_input(lang):
    typed_on = {"en": [*" and the rest"], "zh": [*"还有下半句"]}[lang]
    async with in_session(lang=lang) as (app, pilot, screen):
        await pilot.press(*"half", "escape")
        await wait_until(pilot, lambda: on(app, "AskScreen"))
        await pilot.press(*typed_on)
        await wait_until(pilot, lambda: on(app, "SessionScreen"))
        assert screen.composer.text == "half" + "".join(typed_on)
        assert screen.composer.has_focus


async def test_another_question_takes_no_letters():
    async with in_session() as (app, pilot, screen):
        screen.doors.rest()
        await wait_until(pilot, lambda: on(app, "AskScreen"))
        await pilot.press("x")
        assert on(app, "AskScreen")
        assert screen.composer.text == ""


async def test_what_was_begun_before_looking_back_is_the_draft():
    async with in_session() as (app, pilot, screen):
        await type_in(pilot, "Good morning.")
        await wait_until(pilot, lambda: not screen.busy and screen.composer.text == "")
        await pilot.press(*"something new")
        await pilot.press("up")
        assert screen.composer.text == "Good morning."
        again = await left_and_taken_up(app, pilot, screen)
        await wait_until(pilot, lambda: again.composer.text == "something new")


async def test_a_line_brought_back_and_mended_is_the_draft():
    async with in_session() as (_, pilot, screen):
        await type_in(pilot, "Good morning.")
        await wait_until(pilot, lambda: not screen.busy and screen.composer.text == "")
        await pilot.press("up", *" Sit down.")
        await wait_until(pilot, lambda: drafts.kept(screen.session.id) == "Good morning. Sit down.")


async def test_what_was_begun_is_back_when_a_line_from_before_was_sent():
    async with in_session() as (_, pilot, screen):
        await type_in(pilot, "Good morning.")
        await wait_until(pilot, lambda: not screen.busy and screen.composer.text == "")
        await pilot.press(*"something new", "up", "enter")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.trainee_turns == 2)
        assert screen.composer.text == "something new"
        await pilot.press("up", "down", *"er", "enter")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.trainee_turns == 3)
        assert screen.composer.text == "", "sent is sent"


async def test_what_was_begun_can_be_had_back_when_a_line_from_before_was_refused():
    async with in_session() as (_, pilot, screen):
        await type_in(pilot, "/nonsense")
        await wait_until(pilot, lambda: not screen.busy and screen.composer.selected_text == "/nonsense")
        await pilot.press(*"something new", "up", "enter")
        await wait_until(pilot, lambda: not screen.busy and screen.composer.selected_text == "/nonsense")
        await pilot.press("up")
        assert screen.composer.text == "something new"


async def test_a_reason_begun_is_there_when_the_decision_is_opened_again():
    async with in_session() as (app, pilot, screen):
        for _ in range(2):
            await pilot.press("f8")
            await wait_until(pilot, lambda: on(app, "DecideScreen"))
            await pilot.press("enter")
            await wait_until(pilot, lambda: not app.screen.query_one("#reason").disabled)
            await pilot.press(*"why ")
            await pilot.press("escape", "escape")
            await wait_until(pilot, lambda: on(app, "SessionScreen"))
        assert screen.doors.reason == "why why "

"""From the first screen to the debrief and back into a kept session."""

from tui_kit import in_session, on, shown, spoken, type_in, wait_until

from trainer import events as ev
from trainer.tui import drafts
from trainer.tui.app import PleaTrainerApp
from trainer.tui.markdown import Page


async def test_start_choose_briefing_speak_and_an_answer():
    app = PleaTrainerApp("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "The umbrella" in shown(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: on(app, "ChooseScreen") and app.screen.query("#seed"))
        await pilot.press("enter")
        await wait_until(pilot, lambda: on(app, "BriefingScreen") and "duty lawyer" in shown(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: on(app, "SessionScreen") and len(spoken(app)) >= 2 and not app.screen.busy)
        await type_in(pilot, "Please tell me in your own words what happened.")
        await wait_until(pilot, lambda: not app.screen.busy and len(spoken(app)) >= 4)
        assert [line.kind for line in spoken(app)][-2:] == ["you", "them"]
        assert app.screen.composer.text == ""
        assert "Bai" in shown(app)


async def test_a_paper_opens_and_closes():
    async with in_session() as (app, pilot, screen):
        await type_in(pilot, "/go file")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.room == "file")
        await pilot.press("f3")
        await wait_until(pilot, lambda: on(app, "SideScreen") and "Interrogation record" in shown(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: on(app, "PageScreen") and "Yes, it rained." in shown(app))
        assert "record" in screen.session.state.read
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.screen is screen and not screen.busy)


async def test_rooms_open_from_the_list_and_a_locked_one_says_so():
    async with in_session() as (app, pilot, screen):
        await pilot.press("f4")
        await wait_until(pilot, lambda: on(app, "SideScreen") and "Locked office" in shown(app))
        await pilot.press("down", "down", "enter")
        await wait_until(pilot, lambda: "The office is locked." in shown(app))
        assert screen.session.state.room == "meeting"
        await pilot.press("f4", "down", "enter")
        await wait_until(pilot, lambda: screen.session.state.room == "file" and "File room" in shown(app))


async def test_the_panel_stands_beside_the_conversation_where_there_is_room():
    async with in_session(size=(120, 36)) as (app, pilot, screen):
        await pilot.press("f4")
        await wait_until(pilot, lambda: "Locked office" in shown(app))
        assert app.screen is screen
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: screen.session.state.room == "file" and screen.composer.has_focus)


async def test_what_is_typed_while_the_panel_has_the_focus_goes_into_the_input():
    async with in_session(size=(120, 36)) as (_app, pilot, screen):
        await pilot.press("f5")
        await wait_until(pilot, lambda: not screen.composer.has_focus)
        await pilot.press(*"hello", "space", *"you")
        await wait_until(pilot, lambda: screen.composer.text == "hello you" and screen.composer.has_focus)


async def test_signing_the_hearing_and_the_debrief():
    async with in_session() as (app, pilot, screen):
        await type_in(pilot, "/go table")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.room == "table")
        for _ in range(3):  # an undecided client asks for a moment first
            await pilot.press("f8")
            await wait_until(pilot, lambda: on(app, "DecideScreen") and "four months" in shown(app))
            await pilot.press("enter", "enter", "enter")
            await wait_until(pilot, lambda: app.screen is screen and not screen.busy)
            if screen.session.state.decision:
                break
        assert screen.session.state.decision in ("sign", "decline")
        if not screen.session.closed:
            await pilot.press("f8", "enter")
            await wait_until(pilot, lambda: screen.session.closed and not screen.busy)
        await pilot.press("enter")
        await wait_until(pilot, lambda: on(app, "DebriefScreen") and app.screen.query(Page))
        await pilot.press("escape")
        await wait_until(pilot, lambda: on(app, "StartScreen"))


async def test_signing_is_not_offered_away_from_the_table():
    async with in_session() as (app, pilot, screen):
        await pilot.press("f8")
        await wait_until(pilot, lambda: on(app, "DecideScreen"))
        assert "only at the signing table" in shown(app)
        await pilot.press("enter")
        await pilot.press(*"no time")
        await pilot.press("enter", "enter")
        await wait_until(pilot, lambda: screen.session.state.decision == "decline")
        decided = next(e for e in screen.session.events if e.type == "decided")
        assert decided.reason == "no time"


async def test_every_line_spoken_has_its_number_on_the_screen_and_the_same_in_transcript_and_debrief():
    from trainer.report.debrief import plain_text
    from trainer.tui.screens.debrief import transcript

    async with in_session() as (app, pilot, screen):
        await type_in(pilot, "Good morning, I am your lawyer.")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.trainee_turns == 1)
        said = [e for e in screen.session.events if isinstance(e, ev.Said)]
        assert [e.turn for e in said] == list(range(1, len(said) + 1))
        await wait_until(pilot, lambda: "› You  2" in shown(app))
        assert [line.turn for line in spoken(app) if line.kind in ("you", "them")] == [e.turn for e in said]
        listed = transcript(screen.session)
        report = plain_text(screen.session, 80, release=True)
        for event in said:
            assert f"{event.turn}  " in listed
            assert f"\n{event.turn:<4}" in report
        assert "2  You\nGood morning, I am your lawyer." in listed
        assert "line 2" in report


async def test_fork_from_a_turn_opens_a_new_session():
    async with in_session() as (app, pilot, screen):
        await type_in(pilot, "Good morning.")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.trainee_turns == 1)
        await type_in(pilot, "/decline")
        await wait_until(pilot, lambda: screen.session.closed and not screen.busy)
        await pilot.press("f8")
        await wait_until(pilot, lambda: on(app, "DebriefScreen") and app.screen.query(Page))
        await pilot.press("f")
        await wait_until(pilot, lambda: on(app, "LineScreen"))
        await pilot.press("2", "enter")
        await wait_until(pilot, lambda: on(app, "SessionScreen") and app.screen is not screen)
        assert not app.screen.session.closed
        assert app.screen.session.state.opening.forked_from == screen.session.id


async def test_a_kept_session_goes_on_where_it_stopped():
    async with in_session() as (app, pilot, screen):
        await type_in(pilot, "Good morning.")
        await wait_until(pilot, lambda: not screen.busy and screen.session.state.trainee_turns == 1)
        screen.composer.put("half a thought")
        await pilot.pause()
        before, session_id = [line.text for line in spoken(app)], screen.session.id
        await pilot.press("escape", "down", "enter")
        await wait_until(pilot, lambda: on(app, "StartScreen") and "Go on where you stopped" in shown(app))
        await pilot.press("home", "enter")
        await wait_until(pilot, lambda: on(app, "SessionScreen") and not app.screen.busy)
        assert app.screen.session.id == session_id
        assert [line.text for line in spoken(app)] == before
        assert app.screen.composer.text == "half a thought"


async def test_past_sessions_are_listed_and_deleted_after_a_question():
    async with in_session() as (app, pilot, screen):
        session_id = screen.session.id
        screen.composer.put("what nobody was to read")
        await wait_until(pilot, lambda: drafts.kept(session_id))
        app.home()
        await wait_until(pilot, lambda: on(app, "StartScreen"))
        await pilot.press("f6")
        await wait_until(pilot, lambda: on(app, "PastScreen") and "The umbrella" in shown(app))
        await pilot.press("d", "enter")
        await wait_until(pilot, lambda: on(app, "PastScreen"))
        assert [s.id for s in app.desk.sessions()] == [session_id]
        await pilot.press("d", "down", "enter")
        await wait_until(pilot, lambda: on(app, "PastScreen") and not app.desk.sessions())
        assert not drafts.kept(session_id), "it goes with its session"


async def test_no_two_past_sessions_look_alike():
    app = PleaTrainerApp("en")
    async with app.run_test(size=(80, 24)) as pilot:
        options = {"role": "defence", "lang": "en", "mode": "practice", "seed": 7, "personas": None}
        ids = {app.desk.create("tiny", **options).id for _ in range(2)}
        app.open_past()
        await wait_until(pilot, lambda: shown(app).count("The umbrella") == 2)
        named = {line.split()[-1] for line in shown(app).splitlines() if "The umbrella" in line}
        assert named == ids
        await pilot.press("d")
        await wait_until(pilot, lambda: on(app, "AskScreen"))
        asked = app.screen.question
        assert asked.endswith(app.desk.sessions()[0].id), "the question says which one"


async def test_a_kept_session_of_a_play_that_was_changed_says_so():
    app = PleaTrainerApp("en")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        made = app.desk.create("tiny", role="defence", lang="en", mode="practice", seed=7, personas=None)
        app.desk.store.append("old", [made.events[0].model_copy(update={"scenario_sha256": "another"})])
        app.open_kept("old")
        await wait_until(pilot, lambda: "The scenario was changed" in shown(app))


async def test_leaving_the_briefing_keeps_no_empty_session():
    app = PleaTrainerApp("en")
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin("tiny", seed=1)
        await wait_until(pilot, lambda: on(app, "BriefingScreen"))
        await pilot.press("escape")
        await wait_until(pilot, lambda: on(app, "StartScreen") and not app.desk.sessions())


async def test_a_long_answer_is_shown_from_its_beginning_and_reading_up_is_not_disturbed():
    from trainer.session.narrate import Line
    from trainer.tui.widgets.conversation import Conversation

    async with in_session() as (app, pilot, screen):
        talk = screen.query_one(Conversation)
        talk.expect()
        await talk.add(Line("you", "You", "The question."))
        for number in range(12):
            await talk.add(Line("them", "Judge", f"Line {number} " + "of many words " * 12))
        await wait_until(pilot, lambda: "The question." in shown(app) and "more below" in shown(app))
        await pilot.press("pageup")
        await pilot.pause()
        at = talk.scroll_y
        talk.expect()
        await talk.add(Line("scene", "", "Somebody knocks."))
        await pilot.pause()
        assert talk.scroll_y == at
        await type_in(pilot, "Good morning.")
        await wait_until(pilot, lambda: not screen.busy and "Good morning." in shown(app))

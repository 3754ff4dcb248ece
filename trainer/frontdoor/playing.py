"""Playing: by hand in the app or line by line, and unattended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from typing import TYPE_CHECKING, Any, cast

from trainer.errors import ContentError, StoreError, UsageError
from trainer.frontdoor.options import not_together
from trainer.i18n import t
from trainer.i18n.faults import fault
from trainer.text import Lang

if TYPE_CHECKING:
    from trainer.events import Mode


MAX_DIGITS = 9
"""Of a number of events; no session is that long, and a database takes no number of any length."""


def default_scenario() -> str:
    """The scenario a newcomer gets: the first by the order its author gave, else by name."""
    from trainer.scenario.headlines import headlines

    found = headlines()
    if not found:
        raise ContentError("there is no scenario", do="set PLEA_TRAINER_CONTENT, or install the program again")
    return found[0].id


def open_store() -> Any:
    """The store of this user."""
    from trainer.store.places import default_url
    from trainer.store.sql import SqlStore

    return SqlStore(default_url())


def check_mode(mode: str) -> Mode:
    """The mode, if there is such a one."""
    if mode not in ("coached", "practice", "exam"):
        raise fault(UsageError, "unknown_mode", mode=mode)
    return cast("Mode", mode)


def check_role(role: str | None) -> None:
    """Raise UsageError where there is no such chair in any case; whether a case has it is said by the case."""
    if role not in (None, "defence", "prosecutor"):
        raise fault(UsageError, "unknown_role", role=role)


def chosen_personas(pairs: list[str]) -> dict[str, str]:
    """Dispositions as typed: `accused=defiant`."""
    chosen = {}
    for pair in pairs:
        who, mark, persona = pair.partition("=")
        if not mark:
            raise fault(UsageError, "persona_pair", pair=pair)
        chosen[who] = persona
    return chosen


def make_session(
    *, scenario: str, role: str | None, mode: str, seed: int, personas: list[str], lang: Lang, store: Any
) -> Any:
    """A new session from options as typed."""
    from trainer.dialogue.embedded import models_hash
    from trainer.dialogue.llm_interpreter import interpreter_at_hand
    from trainer.session.director import Session

    return Session.create(
        scenario or default_scenario(),
        role=role,
        lang=lang,
        mode=check_mode(mode),
        seed=seed,
        personas=chosen_personas(personas),
        store=store,
        interpreter=interpreter_at_hand(),
        fingerprint=models_hash(),
    )


def resume_session(session: str, store: Any, from_turn: int = 0) -> Any:
    """A kept session; `ID@N` is a new one forked from its first N events, `from_turn` one forked before that turn."""
    from trainer.i18n import t

    found = _resumed(session, store, from_turn)
    if found.edited:
        sys.stderr.write(t(found.lang, "fault.edited") + "\n")
    return found


def _resumed(session: str, store: Any, from_turn: int) -> Any:
    from trainer.dialogue.llm_interpreter import interpreter_at_hand
    from trainer.session.director import Session
    from trainer.session.kept import play_of

    session_id, mark, number = session.partition("@")
    if not mark:
        kept = Session.resume(session_id, store=store, interpreter=interpreter_at_hand())
        return kept.fork(from_turn) if from_turn else kept
    if not number.isdecimal() or len(number) > MAX_DIGITS or int(number) < 1:
        raise fault(UsageError, "session_at", given=session)
    events = store.load_until(session_id, int(number))
    if not events:
        raise fault(StoreError, "unknown_session", id=session_id)
    old = Session(session_id, play_of(events), events, store, interpreter_at_hand())
    return old.fork_at(len(events))


def check_voice(voice: str) -> str:
    """The voice asked for, if there is such a one and it can be had; empty for what the settings say."""
    if voice not in ("", "embedded", "llm"):
        raise fault(UsageError, "unknown_voice", voice=voice)
    if voice == "llm":
        from trainer.persona.llm_voice import open_voice

        if open_voice() is None:
            raise fault(UsageError, "no_voice_model")
    return voice


def _check_from_turn(from_turn: int, resume: str, lang: Lang) -> None:
    """A line to go back to needs a session that holds it, and SESSION@N has named its place already."""
    not_together(lang, ("--from-turn", from_turn), ("--resume SESSION@N", "@" in resume))
    if from_turn and not resume:
        raise UsageError(t(lang, "options.from_turn"), do=t(lang, "options.from_turn_do"))


def play_plain(*, resume: str, from_turn: int, voice: str = "", **options: Any) -> None:
    """Play line by line; the debrief follows when the session is over."""
    from trainer.i18n import system_language
    from trainer.persona.llm_voice import give_voice
    from trainer.plain import Plain

    check_voice(voice)
    options["lang"] = options["lang"] or system_language()
    _check_from_turn(from_turn, resume, options["lang"])
    store = open_store()
    session = resume_session(resume, store, from_turn) if resume else make_session(store=store, **options)
    give_voice(session.voices, voice)
    asyncio.run(Plain(session).run())
    if session.closed:
        with contextlib.suppress(BrokenPipeError):
            print_debrief(session)
    store.close()


def play_screen(*, resume: str, from_turn: int, voice: str = "", **options: Any) -> None:
    """Play in the app."""
    from trainer.tui import prefs
    from trainer.tui.app import must_have_terminal, run_app

    check_voice(voice)
    check_mode(options["mode"])
    if not options["scenario"]:
        check_role(options["role"])
    options["lang"] = prefs.first_language(options["lang"], prefs.load().get("lang"))
    _check_from_turn(from_turn, resume, options["lang"])
    must_have_terminal(options["lang"])
    session = ""
    # A fault of the command is told by the command: on a screen it would pass by.
    if resume or options["scenario"]:
        store = open_store()
        made = resume_session(resume, store, from_turn) if resume else make_session(store=store, **options)
        session = made.id
        store.close()
    run_app(options["lang"], session, voice=voice)


def print_debrief(session: Any) -> None:
    """The debrief as plain text, as wide as the terminal up to 100 columns."""
    import shutil

    from trainer.report.debrief import plain_text

    width = min(100, shutil.get_terminal_size((80, 24)).columns)
    sys.stdout.write(plain_text(session, width) + "\n")


def run_demo(lang: Lang) -> None:
    """A sample trainee plays; nothing is kept."""
    from trainer.simulate import demo

    session = asyncio.run(demo(default_scenario(), lang, sys.stdout))
    print_debrief(session)


def simulate_many(scenario: str, number: int, trainee: str, lang: Lang, as_json: bool, voice: str = "embedded") -> None:
    """Unattended sessions with seeds 0, 1, ...; a line of scores each."""
    from trainer.persona.llm_voice import give_voice
    from trainer.scoring.embedded import score
    from trainer.scoring.files import record_of
    from trainer.simulate import simulate

    # Unattended runs spend tokens only where that was asked for.
    ready = (lambda s: give_voice(s.voices, voice)) if check_voice(voice) == "llm" else None
    rows = []
    for seed in range(number):
        session = asyncio.run(simulate(scenario, trainee, lang, seed=seed if number > 1 else None, ready=ready))
        _, record = record_of(session.play, session.events)
        results = score(record, session.play.script.rubrics[session.state.opening.role])
        ending = session.state.closed.ending if session.state.closed else ""
        rows.append({"seed": seed, "ending": ending, "scores": {r.rubric: r.score for r in results}})
        if not as_json:
            scores = "  ".join(f"{r.rubric} {'-' if r.score is None else r.score}" for r in results)
            sys.stdout.write(f"{seed:>4}  {ending:<24} {scores}\n")
    if as_json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")

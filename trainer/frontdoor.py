"""What the commands do: the program put together. Sessions are made, kept and shown from here."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from trainer.errors import ContentError, StoreError, UsageError
from trainer.text import Lang, clean, guess_lang

if TYPE_CHECKING:
    from trainer.events import Mode



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
        raise UsageError(f"unknown mode '{mode}'", do="coached, practice or exam")
    return cast("Mode", mode)


def chosen_personas(pairs: list[str]) -> dict[str, str]:
    """Dispositions as typed: `accused=defiant`."""
    chosen = {}
    for pair in pairs:
        who, mark, persona = pair.partition("=")
        if not mark:
            raise UsageError(f"--persona {pair}: expected PERSON=DISPOSITION", do="for instance accused=defiant")
        chosen[who] = persona
    return chosen


def make_session(
    *, scenario: str, role: str | None, mode: str, seed: int, personas: list[str], lang: Lang, store: Any
) -> Any:
    """A new session from options as typed."""
    from trainer.dialogue.embedded import EmbeddedInterpreter, models_hash
    from trainer.session.director import Session

    return Session.create(
        scenario or default_scenario(),
        role=role,
        lang=lang,
        mode=check_mode(mode),
        seed=seed,
        personas=chosen_personas(personas),
        store=store,
        interpreter=EmbeddedInterpreter(),
        fingerprint=models_hash(),
    )


def resume_session(session: str, store: Any, from_turn: int = 0) -> Any:
    """A kept session; `ID@N` is a new one forked from its first N events, `from_turn` one forked before that turn."""
    from trainer.dialogue.embedded import EmbeddedInterpreter
    from trainer.scenario.loader import load_play
    from trainer.session.director import Session

    session_id, mark, number = session.partition("@")
    if not mark:
        kept = Session.resume(session_id, store=store, interpreter=EmbeddedInterpreter())
        return kept.fork(from_turn) if from_turn else kept
    if not number.isdecimal() or int(number) < 1:
        raise UsageError(f"'{session}': expected SESSION@NUMBER", do="the number of events to keep")
    events = store.load_until(session_id, int(number))
    if not events:
        raise StoreError(f"unknown session '{session_id}'", do="plea-trainer sessions list")
    old = Session(session_id, load_play(events[0].scenario), events, store, EmbeddedInterpreter())
    return old.fork_at(len(events))


def play_plain(*, resume: str, from_turn: int, **options: Any) -> None:
    """Play line by line; the debrief follows when the session is over."""
    from trainer.plain import Plain

    store = open_store()
    session = resume_session(resume, store, from_turn) if resume else make_session(store=store, **options)
    asyncio.run(Plain(session).run())
    if session.closed:
        with contextlib.suppress(BrokenPipeError):
            print_debrief(session)
    store.close()


def play_screen(*, resume: str, from_turn: int, **options: Any) -> None:
    """Play in the app."""
    from trainer.tui.app import run_app

    if resume and (from_turn or "@" in resume):
        store = open_store()
        resume = resume_session(resume, store, from_turn).id
        store.close()

    run_app(
        options["lang"],
        scenario=options["scenario"] or None,
        resume=resume or None,
        role=options["role"],
        mode=check_mode(options["mode"]),
        seed=options["seed"],
        personas=chosen_personas(options["personas"]),
    )


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


def simulate_many(scenario: str, number: int, trainee: str, lang: Lang, as_json: bool) -> None:
    """Unattended sessions with seeds 0, 1, ...; a line of scores each."""
    from trainer.scoring.embedded import score
    from trainer.scoring.files import record_of
    from trainer.simulate import simulate

    rows = []
    for seed in range(number):
        session = asyncio.run(simulate(scenario, trainee, lang, seed=seed if number > 1 else None))
        _, record = record_of(session.play, session.events)
        results = score(record, session.play.script.rubrics[session.state.opening.role])
        ending = session.state.closed.ending if session.state.closed else ""
        rows.append({"seed": seed, "ending": ending, "scores": {r.rubric: r.score for r in results}})
        if not as_json:
            scores = "  ".join(f"{r.rubric} {'-' if r.score is None else r.score}" for r in results)
            sys.stdout.write(f"{seed:>4}  {ending:<24} {scores}\n")
    if as_json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")


def examine(lang: Lang) -> None:
    """Every part of the set-up in a line: found and fit, or what to do."""
    from trainer.dialogue.embedded import models_hash, understand
    from trainer.dialogue.interpreter import Turn
    from trainer.i18n import t
    from trainer.scenario.headlines import scenario_ids
    from trainer.session.lint import lint
    from trainer.store.places import data_dir

    understand(Turn("你好", "zh", "defence", "accused"))
    lines = [t(lang, "doctor.data", path=data_dir()), t(lang, "doctor.sessions", count=len(open_store().sessions()))]
    lines += [t(lang, "doctor.interpreter", hash=models_hash())]
    for name in scenario_ids():
        faults = lint(name)
        lines.append(t(lang, "doctor.scenario" if not faults else "doctor.faulty", id=name, count=len(faults)))
    lines.append(t(lang, "doctor.endpoint"))
    sys.stdout.write("\n".join(lines) + "\n")


def list_sessions(as_json: bool, lang: Lang) -> None:
    """All sessions, one a line."""
    from dataclasses import asdict

    rows = open_store().sessions()
    if as_json:
        sys.stdout.write(json.dumps([asdict(r) for r in rows], ensure_ascii=False) + "\n")
        return
    from trainer.i18n import t

    for r in rows:
        state = t(lang, "sessions.closed" if r.closed else "sessions.open")
        role = t(lang, f"sessions.{r.role}")
        turns = t(lang, "sessions.turns", count=r.turns)
        sys.stdout.write(f"{r.id}  {r.updated}  {r.scenario:<18} {role}  {r.lang}  {turns}  {state}\n")


def show_session(session_id: str, as_json: bool) -> None:
    """The debrief of a closed session, the talk of an open one."""
    session = resume_session(session_id, open_store())
    if as_json:
        from trainer.report.jsonfile import session_json

        sys.stdout.write(session_json(session) + "\n")
    elif session.closed:
        print_debrief(session)
    else:
        from trainer.session.narrate import narrate

        for event in session.events:
            line = narrate(session.play, event, session.lang)
            if line:
                sys.stdout.write(clean(f"{line.who}: {line.text}" if line.who else line.text) + "\n")


def export_session(session_id: str, formats: str, folder: Path) -> None:
    """Save and say where."""
    from trainer.report.export import save

    wanted = tuple(f.strip() for f in formats.split(",") if f.strip())
    unknown = set(wanted) - {"json", "md", "html"}
    if unknown or not wanted:
        raise UsageError(f"unknown format '{', '.join(sorted(unknown))}'", do="json, md or html")
    for path in save(resume_session(session_id, open_store()), folder, wanted):
        sys.stdout.write(f"{path}\n")


def delete_session(session_id: str) -> None:
    """Forget a session."""
    open_store().delete(session_id)


def show_acts(text: str, speaker: str, listener: str, as_json: bool, lang: Lang | None) -> None:
    """What turns mean, one JSON a line for several."""
    if text == "-":
        for line in sys.stdin:
            if line.strip():
                sys.stdout.write(json.dumps(_acts_of_line(line, speaker, listener, lang), ensure_ascii=False) + "\n")
        return
    document = _acts_of(text, speaker, listener, lang)
    if as_json:
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        return
    for act in document["acts"]:
        span = text[act["span"][0] : act["span"][1]]
        slots = f"  {act['slots']}" if act["slots"] else ""
        sys.stdout.write(
            f"{act['verb']}:{act['topic']}  {act['polarity']}  {act['confidence']:.2f}  “{clean(span)}”{slots}\n"
        )


def _acts_of_line(line: str, speaker: str, listener: str, lang: Lang | None) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except json.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        return _acts_of(line.strip(), speaker, listener, lang)
    document = _acts_of(
        str(given.get("text", "")), str(given.get("speaker") or speaker), str(given.get("listener") or listener), lang
    )
    return {**({"id": given["id"]} if "id" in given else {}), **document}


def _acts_of(text: str, speaker: str, listener: str, lang: Lang | None) -> dict[str, Any]:
    from trainer.dialogue.embedded import understand
    from trainer.dialogue.interpreter import Turn

    reading = understand(Turn(text, lang or guess_lang(text), speaker, listener))
    fields = ("verb", "topic", "polarity", "slots", "span", "confidence")
    document: dict[str, Any] = {"text": text, "acts": [{f: getattr(a, f) for f in fields} for a in reading.acts]}
    for act in document["acts"]:
        act["span"] = list(act["span"])
    if reading.claims:
        document["wrong_law"] = list(reading.claims)
    if reading.plain:
        document["plain"] = list(reading.plain)
    return document


def show_sentence(files: list[Path], as_json: bool, lang: Lang) -> None:
    """The calculation of every document of every file."""
    from trainer.law.calc import sentence
    from trainer.law.result import to_json
    from trainer.law.spec import load_specs

    for path in files:
        for spec in load_specs(path):
            document = to_json(sentence(spec), lang)
            sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=None if as_json else 2) + "\n")


def print_markdown(text: str) -> None:
    """Markdown for a terminal without a screen: the marks of emphasis left out."""
    sys.stdout.write(clean(text.replace("**", "").replace("*", "")) + "\n")


def grade_files(files: list[Path], rubrics: list[str], speaker: str, judge: str, as_json: bool, lang: Lang) -> None:
    """Score exported sessions."""
    from trainer.scoring.files import grade

    if judge != "embedded":
        raise UsageError(f"judge '{judge}' is not available", do="--judge embedded")
    documents = [grade(path, rubrics, speaker) for path in files]
    if as_json:
        sys.stdout.write(json.dumps(documents[0] if len(documents) == 1 else documents, ensure_ascii=False) + "\n")
        return
    for document in documents:
        sys.stdout.write(f"{document['transcript']['path']}\n")
        for result in document["results"]:
            score = "-" if result["score"] is None else f"{result['score']:.1f}"
            sys.stdout.write(f"  {result['rubric']:<20} {score:>6}  ({result['coverage']:.0%})\n")
            for item in result["items"]:
                quote = f"  “{clean(item['evidence'][0]['quote'])[:60]}”" if item["evidence"] else ""
                sys.stdout.write(f"    {item['outcome']:<15} {item['id']:<24}{quote}\n")


def show_briefing(scenario: str, role: str | None, lang: Lang) -> None:
    """The briefing of a scenario, without playing it."""
    from trainer.session.info import briefing
    from trainer.store.memory import MemoryStore

    session = make_session(
        scenario=scenario, role=role, mode="practice", seed=0, personas=[], lang=lang, store=MemoryStore()
    )
    print_markdown(briefing(session.play, session.state))


def lint_scenarios(wanted: list[str], lang: Lang) -> None:
    """Check scenarios; every fault is one line, and the command fails if there is any."""
    from trainer.i18n import t
    from trainer.scenario.headlines import scenario_ids
    from trainer.session.lint import lint

    faults = [fault for name in (wanted or scenario_ids()) for fault in lint(name)]
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    if faults:
        raise ContentError(t(lang, "lint.faults", count=len(faults)), do=t(lang, "lint.mend"))
    sys.stdout.write(t(lang, "lint.sound") + "\n")

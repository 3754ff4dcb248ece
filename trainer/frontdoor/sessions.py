"""Own sessions: listed, shown, exported, forgotten."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from trainer.errors import UsageError
from trainer.frontdoor.playing import open_store, print_debrief, resume_session
from trainer.text import Lang, clean


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

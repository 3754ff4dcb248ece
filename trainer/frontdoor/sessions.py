"""Own sessions: listed, shown, exported, forgotten."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.frontdoor.playing import open_store, print_debrief, resume_session
from trainer.text import Lang, clean

if TYPE_CHECKING:
    from trainer.scoring.human import RubricMarks
    from trainer.session.director import Session


def list_sessions(as_json: bool, lang: Lang) -> None:
    """All sessions, one a line."""
    from dataclasses import asdict

    rows = open_store().sessions()
    if as_json:
        sys.stdout.write(json.dumps([asdict(r) for r in rows], ensure_ascii=False) + "\n")
        return
    from trainer.i18n import t

    if not rows:
        sys.stdout.write(t(lang, "sessions.none") + "\n")
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
        from trainer.session.narrate import as_text, narrate

        for event in session.events:
            line = narrate(session.play, event, session.lang)
            if line:
                sys.stdout.write(clean(as_text(line, session.lang)) + "\n")


def export_session(session_id: str, formats: str, folder: Path) -> None:
    """Save and say where."""
    from trainer.report.export import forms, save

    wanted = forms(f.strip() for f in formats.split(",") if f.strip())
    session = resume_session(session_id, open_store())
    for path in save(session, folder, wanted, marks=_marks(session, folder)):
        sys.stdout.write(f"{path}\n")


def _marks(session: Session, folder: Path) -> dict[str, RubricMarks]:
    """Marks that somebody has put beside this session's export in the folder, if they are about these very events."""
    import hashlib

    from trainer.clinic.marks import marks_for, marks_path
    from trainer.report.export import stem_of
    from trainer.report.jsonfile import to_json
    from trainer.report.model import build

    exported = folder / f"{stem_of(session)}.json"
    if not marks_path(exported).is_file():
        return {}
    return marks_for(exported, hashlib.sha256(to_json(build(session), session).encode()).hexdigest())


def delete_session(session_id: str) -> None:
    """Forget a session."""
    from trainer.tui.desk import Desk

    Desk().delete(session_id)

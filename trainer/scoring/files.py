"""Scoring of exported sessions: the file that `sessions export --format json` writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trainer import events as ev
from trainer.content import read_text
from trainer.errors import ContentError, UsageError
from trainer.scenario.loader import Play, load_play
from trainer.scoring.embedded import score
from trainer.scoring.record import Record, from_session
from trainer.scoring.rubric import load_rubric
from trainer.session.cast import opening_mind
from trainer.state import State, begin


def record_of(play: Play, events: Sequence[ev.Event], role: str | None = None) -> tuple[State, Record]:
    """The opening state and the record of a session's events."""
    opening = events[0]
    assert isinstance(opening, ev.Started)
    start = begin(opening, opening_mind(play, opening.personas))
    return start, from_session(play, start, events, role)


def read_events(path: Path) -> list[ev.AnyEvent]:
    """The events of an exported session; anything else is a clear fault."""
    text = read_text(path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ContentError(f"not JSON: {error.msg}", where=f"{path}:{error.lineno}",
                           do="give a session exported with: plea-trainer sessions export") from error  # fmt: skip
    rows = data.get("events") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not rows:
        raise ContentError(
            "has no list of events", where=str(path), do="give a session exported with: plea-trainer sessions export"
        )
    loaded = []
    for number, row in enumerate(rows):
        try:
            loaded.append(ev.load(row))
        except ValidationError as error:
            raise ContentError(f"event {number} is damaged ({error.errors()[0]['msg']})", where=str(path),
                               do="export the session again") from error  # fmt: skip
    if not isinstance(loaded[0], ev.Started):
        raise ContentError(
            "does not begin with the opening of a session", where=str(path), do="export the session again"
        )
    return loaded


def grade(path: Path, rubrics: list[str], speaker: str = "") -> dict[str, Any]:
    """The document of `grade --json` for one exported session."""
    events = read_events(path)
    opening = events[0]
    assert isinstance(opening, ev.Started)
    play = load_play(opening.scenario)
    role = _role(speaker, opening.role)
    _, record = record_of(play, events, role)
    wanted = rubrics or [r for r in play.script.rubrics[opening.role] if role in load_rubric(r).roles]
    return {
        "transcript": {"path": str(path), "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                       "turns": len(record.turns), "lang": record.lang},
        "results": [r.to_json() for r in score(record, wanted)],
    }  # fmt: skip


def _role(speaker: str, default: str) -> str:
    if not speaker:
        return default
    if speaker not in ("defence", "prosecutor", "judge", "trainee"):
        raise UsageError(f"unknown speaker '{speaker}'", do="defence, prosecutor or judge")
    return default if speaker == "trainee" else speaker

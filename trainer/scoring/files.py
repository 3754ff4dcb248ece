"""Scoring of files: exported sessions, and transcripts made elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trainer import events as ev
from trainer.content import read_json
from trainer.errors import ContentError, UsageError
from trainer.i18n.faults import fault
from trainer.scenario.loader import Play
from trainer.scoring.embedded import score
from trainer.scoring.record import Record, from_session
from trainer.scoring.result import RubricResult
from trainer.scoring.rubric import load_rubric, rubric_ids
from trainer.session.cast import opening_mind
from trainer.session.kept import edited, play_of
from trainer.state import State, begin


def record_of(play: Play, events: Sequence[ev.Event], role: str | None = None) -> tuple[State, Record]:
    """The opening state and the record of a session's events."""
    opening = events[0]
    assert isinstance(opening, ev.Started)
    start = begin(opening, opening_mind(play, opening.personas))
    return start, from_session(play, start, events, role)


def read_events(path: Path) -> list[ev.AnyEvent]:
    """The events of an exported session; anything else is a clear fault."""
    return _events_in(read_json(path), path)


def _events_in(data: Any, path: Path) -> list[ev.AnyEvent]:
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


@dataclass(frozen=True, slots=True)
class Graded:
    """A file as it is scored: its record, whose conduct that is, and the rubrics that fit."""

    path: Path
    sha256: str
    record: Record
    speaker: str
    rubrics: tuple[str, ...]
    edited: bool = False
    """The scenario of the session was changed since."""


def load(path: Path, rubrics: Sequence[str] = (), speaker: str = "", given: Mapping[str, str] | None = None) -> Graded:
    """A session or an outside transcript, ready to be scored by the rubrics wanted, or by all that fit.

    `given` maps names to roles. Raises ContentError for a file that cannot be read, UsageError where it is not clear
    who is who.
    """
    data = read_json(path) if path.suffix.lower() == ".json" else None
    if isinstance(data, dict) and "turns" not in data:
        return _session(path, data, rubrics, speaker)
    from trainer.scoring.outside.listening import record_of as heard
    from trainer.scoring.outside.reading import read_transcript

    transcript = read_transcript(path)
    record, name = heard(transcript, speaker=speaker, given=given)
    fitting = [r for r in rubric_ids() if record.role in load_rubric(r).roles]
    return Graded(path, transcript.sha256, record, name, _wanted(rubrics, fitting, record.role))


def _session(path: Path, data: dict[str, Any], rubrics: Sequence[str], speaker: str) -> Graded:
    events = _events_in(data, path)
    opening = events[0]
    assert isinstance(opening, ev.Started)
    play = play_of(events)
    role = _role(speaker, opening.role)
    _, record = record_of(play, events, role)
    fitting = [r for r in play.script.rubrics[opening.role] if role in load_rubric(r).roles]
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    return Graded(path, sha, record, role, _wanted(rubrics, fitting, role), edited(play, opening))


def _wanted(rubrics: Sequence[str], fitting: Sequence[str], role: str) -> tuple[str, ...]:
    for name in rubrics:
        if role not in load_rubric(name).roles:
            raise fault(UsageError, "rubric_of_others", rubric=name, role=role, known=", ".join(fitting))
    return tuple(rubrics or fitting)


def document(graded: Graded, results: Sequence[RubricResult]) -> dict[str, Any]:
    """The document of `grade --json` for one file."""
    record = graded.record
    changed = {"scenario_edited": True} if graded.edited else {}
    return {
        "transcript": {
            "path": str(graded.path),
            "sha256": graded.sha256,
            "turns": len(record.turns),
            "lang": record.lang,
            "speaker": graded.speaker,
            "role": record.role,
            **changed,
        },
        "results": [r.to_json() for r in results],
    }


def grade(path: Path, rubrics: list[str], speaker: str = "", given: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The document of `grade --json` for one file, by the embedded judge."""
    graded = load(path, rubrics, speaker, given)
    return document(graded, score(graded.record, list(graded.rubrics)))


def _role(speaker: str, default: str) -> str:
    if not speaker:
        return default
    if speaker not in ("defence", "prosecutor", "judge", "trainee"):
        raise fault(UsageError, "unknown_speaker", speaker=speaker)
    return default if speaker == "trainee" else speaker

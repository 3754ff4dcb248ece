"""The debrief of a file: a transcript made elsewhere, or an exported session, scored without being played."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trainer import __version__
from trainer.i18n import t
from trainer.report import marks
from trainer.report.gather import sources
from trainer.report.model import Debrief, FileHeader, TurnRow
from trainer.scenario.loader import Play
from trainer.scoring.files import Graded
from trainer.scoring.result import RubricResult
from trainer.session.info import speaker
from trainer.text import clean

if TYPE_CHECKING:
    from trainer.scoring.outside.reading import Transcript


def debrief_of_file(graded: Graded, results: Sequence[RubricResult]) -> Debrief:
    """What the debrief of a session shows, as far as a file has it: marks, advice, ledger and transcript."""
    record = graded.record
    play = None if record.case.outside else _play(graded)
    source = marks.Source(play, record, record.lang)
    views = tuple(marks.view_of(source, r) for r in results)
    notes = tuple((clean(k), clean(v)) for k, v in (record.case.notes or {}).items())
    own = play and graded.speaker in ("defence", "prosecutor", "judge")
    name = t(record.lang, "you") if own else clean(graded.speaker)
    header = FileHeader(graded.path.name, graded.sha256, name, t(record.lang, f"role.{record.role}"), len(record.turns),
                        __version__, notes)  # fmt: skip
    return Debrief(
        record.lang, "", None, None, marks.critical_rows(views), views, marks.done_well(source, results),
        marks.practise(source, results), transcript=_rows(source), sources=sources(views, record.lang),
        results=tuple(results), file=header, times=() if play else _times(graded),
    )  # fmt: skip


def _play(graded: Graded) -> Play:
    from trainer.scenario.loader import load_play
    from trainer.scoring.files import read_events

    return load_play(read_events(graded.path)[0].scenario)  # type: ignore[union-attr]


def _rows(source: marks.Source) -> tuple[TurnRow, ...]:
    record, play = source.record, source.play
    return tuple(
        TurnRow(turn.n, speaker(play, turn.speaker, record.lang) if play else clean(turn.speaker), clean(turn.text),
                turn.role == record.role)
        for turn in record.turns
    )  # fmt: skip


def _times(graded: Graded) -> tuple[tuple[int, str], ...]:
    """The time of day of each turn, by the notes on time that stand before it."""
    from trainer.scoring.outside.reading import read_transcript

    transcript: Transcript = read_transcript(graded.path)
    notes = {note.after: clean(note.what) for note in transcript.notes if note.kind in ("time", "时间") and note.what}
    now, out = "", []
    for line in transcript.lines:
        now = notes.get(line.n - 1, now)
        out += [(line.n, now)] if now else []
    return tuple(out)

"""The exported session: what happened, as it can be scored and played again, with the results and the truth."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from trainer import events as ev
from trainer.i18n import t
from trainer.report.model import Cell, Debrief, build

if TYPE_CHECKING:
    from trainer.session.director import Session

FORMAT = 1
"""Version of the exported document."""


def document(debrief: Debrief, session: Session) -> dict[str, Any]:
    """The exported session as plain data. `results` are those of `grade --json`; null where they are withheld."""
    return {
        "format": FORMAT, "session": session.id, "notice": t(debrief.lang, "not_advice"),
        "opening": session.state.opening.model_dump(mode="json"),
        "events": [json.loads(ev.dump(e)) for e in session.events],
        "withheld": debrief.withheld,
        "results": None if debrief.withheld else [r.to_json() for r in debrief.results],
        "ledger": None if debrief.withheld else ledger(debrief),
        "truth": asdict(debrief.truth) if debrief.truth else None,
        "guard_interventions": debrief.interventions,
    }  # fmt: skip


def ledger(debrief: Debrief) -> list[dict[str, Any]]:
    """The duty ledger: for each duty and step the outcome, and the words that show it with turn and time of day."""
    times = dict(debrief.times)

    def step(cell: Cell) -> dict[str, Any]:
        said = [{"turn": q.turn, "time": times.get(q.turn), "speaker": q.who, "quote": q.words} for q in cell.quotes]
        return {"step": cell.step, "outcome": cell.outcome, "quotes": said}

    duties = (duty for view in debrief.rubrics for duty in view.ledger)
    return [{"duty": duty.id, "steps": [step(cell) for cell in duty.cells]} for duty in duties]


def to_json(debrief: Debrief, session: Session) -> str:
    """The exported session as one JSON document; the same session gives the same bytes."""
    return json.dumps(document(debrief, session), ensure_ascii=False, indent=1) + "\n"


def session_json(session: Session, *, release: bool = False) -> str:
    """The exported session on one line, for stdout."""
    return json.dumps(document(build(session, release=release), session), ensure_ascii=False)

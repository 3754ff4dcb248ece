"""A session that was killed while somebody spoke: what was decided is on disk, so the turn is finished as decided."""

from __future__ import annotations

from collections.abc import Iterable

from trainer import events as ev
from trainer.persona.speech import remainder
from trainer.session import finale
from trainer.session.stage import Stage
from trainer.session.wording import Step, Wording
from trainer.text import joined


def under_way(stage: Stage) -> bool:
    """Whether the record stops in the middle of something that goes on by itself."""
    return not stage.closed and bool(_broken(stage) or _left_over(stage) or _on_the_way(stage))


def unfinished(stage: Stage) -> Iterable[Step]:
    """The rest of the turn under way: the sentences shown stay, the authored words finish it, what follows follows."""
    broken = _broken(stage)
    if broken:
        yield _finish(stage, broken)
    for event in _left_over(stage):
        yield stage.happen(event)
    if _on_the_way(stage):
        yield from finale.to_court(stage)


def _broken(stage: Stage) -> list[ev.Event]:
    """The last speech with what came of it, if it was never finished."""
    for index in range(len(stage.events) - 1, -1, -1):
        event = stage.events[index]
        if isinstance(event, ev.Speaking):
            return stage.events[index:]
        if not isinstance(event, ev.VOICE_EVENTS):
            return []
    return []


def _finish(stage: Stage, broken: list[ev.Event]) -> ev.Event:
    start = broken[0]
    assert isinstance(start, ev.Speaking)
    shown = [e.text for e in broken if isinstance(e, ev.Sentence)]
    rest = remainder(stage.play, start.parts, shown, stage.lang)
    wording = Wording(start.speaker, start.role, start.to, start.room, start.parts, "")
    return stage.utter(wording, joined([*shown, *rest], stage.lang), voice="llm" if shown else "embedded")


def _left_over(stage: Stage) -> list[ev.Event]:
    """What was to follow the last speech and did not."""
    for index in range(len(stage.events) - 1, -1, -1):
        event = stage.events[index]
        if not isinstance(event, ev.Speaking):
            continue
        then: list[ev.Event] = [ev.load(e) for e in event.then]
        after = [e for e in stage.events[index + 1 :] if not isinstance(e, ev.VOICE_EVENTS)]
        happened = after[1:] if after and isinstance(after[0], ev.Said) else []
        return then[len(happened) :] if after and happened == then[: len(happened)] else []
    return []


def _on_the_way(stage: Stage) -> bool:
    """The decision has been taken, and nobody has gone to court yet."""
    return bool(stage.state.decision) and not stage.in_court and not stage.closed

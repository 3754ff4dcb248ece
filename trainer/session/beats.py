"""A beat of the written play: what it changes, what is said in it, and how it is told afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from trainer import events as ev
from trainer.persona.intent import say
from trainer.scenario.models import Beat
from trainer.session.stage import Stage
from trainer.session.wording import Speech, Step


def played(stage: Stage, beat: Beat) -> Iterable[Step]:
    """All of a beat, in its order."""
    then = beat.then
    yield stage.happen(
        ev.BeatPlayed(
            beat=beat.id,
            note=then.note[stage.lang] if then.note else "",
            flags=tuple(then.flags),
            facts=tuple(then.facts),
            trust=then.trust,
            pressure=then.pressure,
            minutes=then.minutes,
        )
    )
    for circumstance in then.establish:
        yield stage.happen(ev.Established(circumstance=circumstance))
    after = (ev.BeatPlayed(beat=beat.id, note=then.after[stage.lang]),) if then.after else ()
    for left, line in zip(reversed(range(len(then.say))), then.say, strict=True):
        who, _, key = line.partition(".")
        yield Speech(who, (say(key),), () if left else after)
    for event in after:
        yield stage.happen(event)

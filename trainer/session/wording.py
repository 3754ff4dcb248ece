"""Something to be said, on its way from the decision to the words: the play decides it, a voice words it."""

from __future__ import annotations

from dataclasses import dataclass

from trainer import events as ev
from trainer.persona.intent import Move


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody is to say what was decided. `then` is what is seen once it has been spoken."""

    who: str
    moves: tuple[Move, ...]
    then: tuple[ev.Event, ...] = ()


Step = ev.Event | Speech
"""What the play is made of as it goes: something that has happened, or something to be said before it goes on."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A speech in authored words, with its listeners. Not `sound`: the guard would not have it, a filler stands in."""

    who: str
    role: str
    to: tuple[str, ...]
    room: str
    parts: tuple[ev.Part, ...]
    text: str
    sound: bool = True
    texts: tuple[str, ...] = ()

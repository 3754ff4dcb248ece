"""What a persona can see when it decides: the play, the state, itself, and what was just said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from random import Random

from trainer.acts import Act
from trainer.dialogue.interpreter import Reading
from trainer.persona.bank import Traits
from trainer.scenario.loader import Play
from trainer.scenario.models import Circumstance, Fact, Patterns, Room, WeakPoint
from trainer.state import State
from trainer.text import Lang


@dataclass(frozen=True)
class Scene:
    """One moment, from the point of view of one cast member. `text` and `reading` are the trainee's turn."""

    play: Play
    state: State
    who: str
    traits: Traits
    rng: Random
    text: str = ""
    reading: Reading = field(default_factory=lambda: Reading(acts=()))

    @property
    def lang(self) -> Lang:
        """The language of the session."""
        return self.state.opening.lang

    @property
    def room(self) -> Room:
        """The room the trainee is in."""
        return self.play.rooms[self.state.room]

    @property
    def minutes_left(self) -> int:
        """Minutes until the office closes."""
        return self.play.script.minutes - self.state.clock

    def part(self, act: Act) -> Scene:
        """The scene as it is for one of several questions: the words that lead up to it and end with it, and no more.

        "Was it locked, and who told you so?" asks about two things, and neither answer is to be had from the other.
        """
        asked = sorted({a.span for a in self.reading.acts if a.verb == "ask" and a.holds})
        if len(asked) < 2 or act.span not in asked or any(one[1] > other[0] for one, other in pairwise(asked)):
            return self
        at = asked.index(act.span)
        start = asked[at - 1][1] if at else 0
        end = len(self.text) if at == len(asked) - 1 else act.span[1]
        own = tuple(a for a in self.reading.acts if start <= a.span[0] and a.span[1] <= end)
        here = tuple(a.model_copy(update={"span": (a.span[0] - start, a.span[1] - start)}) for a in own)
        return replace(self, text=self.text[start:end], reading=replace(self.reading, acts=here))

    def times(self, gist: str) -> int:
        """How often a move of this gist was spoken so far, by anybody."""
        return self.state.gists.get(gist, 0)

    def facts_touched(self) -> list[Fact]:
        """Facts this cast member knows that the trainee's words touch."""
        return [
            f for f in self.play.script.facts
            if (self.who in f.known_by) and mentions(f.topics, self.text, self.lang)
        ]  # fmt: skip

    def circumstances_for(self, ground: str) -> list[Circumstance]:
        """The circumstances of the case that a ground can stand for; the one whose proof is named first, then what is
        established."""
        found = [c for c in self.play.script.circumstances if c.ground == ground]
        return sorted(
            found,
            key=lambda c: (not mentions(c.proof_words, self.text, self.lang), not is_established(c, self.state)),
        )

    def weak_points(self, *kinds: str) -> list[WeakPoint]:
        """Weak points of these kinds that the trainee's words name."""
        return [w for w in self.play.script.weak_points if w.kind in kinds and mentions(w.topics, self.text, self.lang)]


@lru_cache(maxsize=1024)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.I)


def mentions(patterns: Patterns, text: str, lang: Lang) -> bool:
    """Whether a text speaks of something."""
    wanted = tuple(patterns[lang])
    return bool(wanted) and bool(_compiled(wanted).search(text))


def is_established(circumstance: Circumstance, state: State) -> bool:
    """Whether a circumstance is shown by the file or has come about in play."""
    return circumstance.from_start or circumstance.id in state.established

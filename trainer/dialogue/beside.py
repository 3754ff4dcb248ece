"""What is done around a figure or a word: the acts of its stretch and of its turn, as far as they were understood."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.dialogue.interpreter import Turn
from trainer.dialogue.segment import NOTHING, guesses

_CLEAR = 0.5


def done_around(turn: Turn, at: tuple[int, int]) -> Iterator[str]:
    """The act of the stretch that a place lies in, and the acts of the stretches beside it, as features."""
    for guess in guesses(turn):
        sure = "" if guess.p >= _CLEAR else "?"
        within = guess.clause.start <= at[0] < guess.clause.end
        verb = guess.act.partition(":")[0]
        if within:
            yield f"A:{guess.act}{sure}"
            yield f"AV:{verb}{sure}"
        elif guess.act != NOTHING:
            side = "before" if guess.clause.end <= at[0] else "behind"
            yield f"{side}:{guess.act}"
            yield f"{side}:{verb}"

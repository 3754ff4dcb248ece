"""What fits into one breath: of all that a turn would have the accused say, the most telling is said.

A secret stands beside plain answers and beside no other secret; courtesies come after the matter; and now and then,
with some trust, a question of their own follows.
"""

from __future__ import annotations

from trainer.persona.intent import Move, courtesies_last, is_courtesy, say
from trainer.persona.scene import Scene
from trainer.persona.teach_back import open_question

MAX_MOVES = 3

_SLIGHT = {"ask.fact.unknown", "teach.nothing", "grant", "accept", "reject", "request.other", "record", "hear.fact",
           "hear.argue", "hear.again", "repair.clarify", "repair.repeat", "propose.other"}  # fmt: skip
"""What goes unsaid when there is something better to answer."""
_SAID_BACK = ("teach.", "belief.")
_WARM = ("rapport.empathise", "rapport.apologise", "rapport.reassure")
"""Courtesies that are more than a form: they may be answered after the matter."""
_RANK = (
    "fact.",
    "threaten",
    "breach",
    "press",
    "teach",
    "belief",
    "ask.",
    "hear",
    "promise",
    "advise",
    "propose",
    "wonder",
    "request",
    "grant",
    "record",
    "repair",
    "accept",
    "reject",
    "rapport",
)


def _rank(move: Move) -> int:
    return next((i for i, prefix in enumerate(_RANK) if move.gist.startswith(prefix)), len(_RANK))


def select(scene: Scene, moves: list[Move]) -> list[Move]:
    """The two most telling moves, in the order in which they came up; what is told stands beside answers alone."""
    if any(m.facts for m in moves):
        return _told(scene, moves)
    matter = [m for m in moves if m.gist not in _SLIGHT and not is_courtesy(m)]
    if not matter:
        # Of slight things one is answered, and it goes before a courtesy: who asks is not answered with thanks.
        return courtesies_last(sorted(moves, key=is_courtesy)[:1])
    back = [m for m in matter if m.gist.startswith(_SAID_BACK)]
    if back:
        # Asked in the same breath to say it back, they do that: what they made of it is not said twice over.
        matter = [m for m in matter if not m.gist.startswith("hear.")]
    kept = sorted(range(len(matter)), key=lambda i: (_rank(matter[i]), i))[: max(2, min(len(back), MAX_MOVES))]
    warm = [m for m in moves if m.gist in _WARM] if len(matter) == 1 else []
    return courtesies_last([*(matter[i] for i in sorted(kept)), *warm[:1]])


_ANSWERS = ("fact.", "ask.", "propose.restitution", "propose.apology")


def _told(scene: Scene, moves: list[Move]) -> list[Move]:
    """What is told, and what else was asked: one answer each, and no more than one secret in a breath."""
    told = [m for m in moves if m.facts]
    if all(scene.part(a) is scene for a in scene.reading.acts):
        return told[:1]
    secret = next((m for m in told if any(scene.play.facts[f].hidden for f in m.facts)), told[0])
    others = [
        m for m in moves
        if m is not secret and m.gist.startswith(_ANSWERS) and m.gist not in _SLIGHT
        and not any(scene.play.facts[f].hidden for f in m.facts)
    ]  # fmt: skip
    return [m for m in moves if m in (secret, *others[:1])]


def past_greetings(scene: Scene, moves: list[Move]) -> list[Move]:
    """Who has been greeted is not greeted again for being called by name."""
    again = scene.who in scene.state.voices and len(moves) > 1 and scene.state.turns_here > 0
    return [m for m in moves if m.gist not in ("rapport.greet", "rapport.introduce")] if again else moves


_TAKEN_UP = ("wonder", "unclear", "threaten", "press", "breach", "fact", "teach", "hear.belief")
"""After these nobody comes up with a question on something else: who has just lost a hope is busy with it."""


def wonder(scene: Scene, moves: list[Move]) -> tuple[Move, ...]:
    """Now and then, with some trust, they ask something of their own."""
    busy = any(m.gist.startswith(_TAKEN_UP) for m in moves)
    if busy or len(moves) >= MAX_MOVES or scene.state.mind.trust < 0.35 or scene.state.trainee_turns < 3:
        return ()
    if scene.rng.random() > 0.16 + 0.25 * scene.state.mind.trust - 0.15 * scene.traits.please:
        return ()
    duty = open_question(scene)
    return (say(f"wonder.{duty}"),) if duty else ()

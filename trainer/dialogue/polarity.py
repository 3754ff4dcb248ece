"""Whether an act is really done, or negated, supposed, reported, or a question (conventions 3 to 7)."""

from __future__ import annotations

from trainer.dialogue.frames import looks
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.linear import model
from trainer.dialogue.scope import KEEPS, scope
from trainer.dialogue.segment import Guess, relayed
from trainer.dialogue.wording import inquires, is_a_word

_OF_SUBSTANCE = frozenset(
    ["ask:pressure", "ask:promise", "ask:capacity", "ask:background", "ask:victim", "ask:procedure"]
)
"""Questions that a catchword does not ask."""
_REPORTS = frozenset(["inform:fact", "inform:charge", "inform:evidence"])
_NEEDED = {"negated": 0.6, "hypothetical": 0.75, "reported": 0.6}
_CERTAIN = 0.8
_CONTENT = frozenset(["request", "argue", "record", "reject", "rapport", "breach", "repair", "ask"])
"""A "not" in these belongs far oftener to what is asked, argued or deplored than to the doing."""


def polarity(guess: Guess, turn: Turn) -> str:
    """The polarity of an act: the wording decides where it can, else the model where it is sure."""
    verb = guess.act.split(":")[0]
    if forced := _scope(guess, turn):
        return forced
    if verb == "other" or guess.act == KEEPS:
        return "asserted"
    words = guess.clause.text
    if verb == "ask" and not _asks(guess, turn):
        return "negated"
    p, label = model("polarity", turn.lang).probabilities(looks(words, turn.lang, verb, turn.speaker, turn.listener))[0]
    if guess.act in relayed(turn.speaker, turn.listener):
        return label if label in ("negated", "hypothetical") and p >= _NEEDED[label] else "reported"
    done = "question" if verb == "ask" else "asserted"
    return label if label in _NEEDED and p >= _needed(label, guess.act) else done


def _asks(guess: Guess, turn: Turn) -> bool:
    """Whether the words of a question can be one."""
    words = guess.clause.text
    return inquires(words, turn.lang) and not (guess.act in _OF_SUBSTANCE and is_a_word(words, turn.lang))


def _needed(label: str, act: str) -> float:
    """How likely a polarity has to be for an act that is otherwise taken as done."""
    verb = act.partition(":")[0]
    if label == "reported" and verb == "inform" and act not in _REPORTS:
        # A recommendation, or what courts do, told to the listener is the teller's own statement (convention 2).
        return _INFORMS[label]
    if label == "hypothetical" and verb in ("inform", "threaten"):
        # "If you withdraw after signing, ..." explains, "don't plead and ..." threatens (convention 5).
        return _INFORMS[label]
    return _CERTAIN if verb in _CONTENT else _NEEDED[label]


_INFORMS = {"reported": 0.85, "hypothetical": 0.85}
"""Explaining is mostly done in sentences that look supposed or reported."""


def _scope(guess: Guess, turn: Turn) -> str | None:
    said = turn.text.replace("’", "'")
    opening = max((said.rfind(mark, 0, guess.clause.start) + 1 for mark in ".?!。？！；;\n"), default=0)
    clause = said[guess.clause.start : guess.clause.end]
    return scope(clause, guess.act, turn.lang, said[opening : guess.clause.end])

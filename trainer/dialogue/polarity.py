"""Whether an act is really done, or negated, supposed, reported, or a question (conventions 3 to 7)."""

from __future__ import annotations

from trainer.dialogue.features import features
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.linear import model
from trainer.dialogue.scope import KEEPS, scope
from trainer.dialogue.segment import Guess, relayed
from trainer.dialogue.wording import inquires, is_a_word

_DEEDS = frozenset(["rapport", "repair", "breach", "other"])
"""What is done by saying it, whatever "not" stands in it."""

_OF_SUBSTANCE = frozenset(
    ["ask:pressure", "ask:promise", "ask:capacity", "ask:background", "ask:victim", "ask:procedure"]
)
"""Questions that a catchword does not ask."""
_REPORTS = frozenset(["inform:fact", "inform:charge", "inform:evidence"])
_NEEDED = {"negated": 0.6, "hypothetical": 0.75, "reported": 0.6}
_CERTAIN = 0.9
_CONTENT = frozenset(["request", "argue", "record", "reject"])
"""A "not" in these belongs far oftener to what is asked or argued than to the asking."""


def polarity(guess: Guess, turn: Turn) -> str:
    """The polarity of an act: the wording decides where it can, else the model where it is sure."""
    verb = guess.act.split(":")[0]
    forced = _scope(guess, turn)
    if verb == "ask":
        words = guess.clause.text
        asks = inquires(words, turn.lang) and not (guess.act in _OF_SUBSTANCE and is_a_word(words, turn.lang))
        return forced or ("question" if asks else "negated")
    if forced:
        return forced
    passed_on = guess.act in relayed(turn.speaker, turn.listener)
    if verb in _DEEDS or guess.act == KEEPS:
        return "asserted"
    known = features(guess.clause.text, turn.lang, turn.speaker, turn.listener) | {f"V:{verb}"}
    p, label = model("polarity", turn.lang).probabilities(known)[0]
    if passed_on:
        return label if label in ("negated", "hypothetical") and p >= _NEEDED[label] else "reported"
    if label == "reported" and verb == "inform" and guess.act not in _REPORTS:
        # A recommendation, or what courts do, told to the listener is the teller's own statement (convention 2):
        # only the wording (`scope`, above) makes it somebody else's.
        return "asserted"
    if label == "hypothetical" and verb in ("inform", "threaten"):
        # "If you withdraw after signing, ..." explains, "don't plead and ..." threatens (convention 5).
        return "asserted"
    return label if p >= (_CERTAIN if verb in _CONTENT else _NEEDED.get(label, 2.0)) else "asserted"


def _scope(guess: Guess, turn: Turn) -> str | None:
    said = turn.text.replace("’", "'")
    opening = max((said.rfind(mark, 0, guess.clause.start) + 1 for mark in ".?!。？！；;\n"), default=0)
    clause = said[guess.clause.start : guess.clause.end]
    return scope(clause, guess.act, turn.lang, said[opening : guess.clause.end])

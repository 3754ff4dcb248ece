"""What the interpreter's models of acts, polarity, figures and words are made from: one sample an utterance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trainer.acts import ACT_IDS
from trainer.content import parse_yaml, read_text
from trainer.dialogue import frames
from trainer.dialogue.features import DATA, features, utterances
from trainer.dialogue.figure_roles import amounts_in, looks, role_of
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.terms import terms_in
from trainer.dialogue.word_roles import looks as word_looks
from trainer.dialogue.word_roles import mentions_in
from trainer.dialogue.word_roles import role_of as named_by
from trainer.text import Lang

Sample = tuple[str, set[str], float]
"""A label, the features of what it stands on, and what it counts beside the others."""

BY_ACT = 0.2
"""What a word counts of which only the act of its utterance is known."""
BY_RULE = 0.1
"""What a figure counts whose role no reader has told, only its act and the rules."""


def lines(lang: Lang) -> Iterator[tuple[str, str, str, str, str]]:
    """(act, polarity, text, speaker, listener) for every utterance."""
    for entry in utterances(lang):
        act = str(entry["act"])
        if act not in ACT_IDS:
            raise ValueError(f"unknown act {act}")
        polarity = str(entry.get("polarity") or ("question" if act.startswith("ask:") else "asserted"))
        speaker, listener = str(entry.get("by") or ""), str(entry.get("to") or "")
        for says in entry["says"]:  # type: ignore[attr-defined]
            yield act, polarity, str(says), speaker, listener


def acts(lang: Lang) -> Iterator[Sample]:
    """Every utterance under its act, with and without who speaks to whom."""
    for act, _, text, speaker, listener in lines(lang):
        yield act, features(text, lang), 1.0
        if speaker:
            yield act, features(text, lang, speaker, listener), 1.0


def polarity(lang: Lang) -> Iterator[Sample]:
    """Every utterance that can be asked, negated, supposed or reported, under its polarity."""
    for act, label, text, speaker, listener in lines(lang):
        if not act.startswith("other:"):
            verb = act.partition(":")[0]
            yield label, frames.looks(text, lang, verb), 1.0
            if speaker:
                yield label, frames.looks(text, lang, verb, speaker, listener), 1.0


def offers(lang: Lang) -> Iterator[tuple[Turn, dict[str, Any]]]:
    """The turns written for the model of figures, with the terms that a careful reader takes from them."""
    for path in sorted((DATA / "offers" / lang).glob("*.yaml")):
        for row in parse_yaml(read_text(path), str(path)):
            terms = {**row["terms"], **row["terms"].get("conditions", {})}
            if "months" in terms:
                months = terms["months"]
                terms["months"] = tuple(float(m) for m in (months if isinstance(months, list) else (months, months)))
            yield Turn(str(row["text"]), lang, row["by"], row["to"]), terms


def figures(lang: Lang) -> Iterator[Sample]:
    """Every figure of the turns under its role. Two of one value take the roles that have it in their order."""
    for turn, terms in offers(lang):
        amounts = amounts_in(turn.text, lang)
        taken: dict[tuple[str, float], list[str]] = {}
        for amount, seen in zip(amounts, looks(turn, amounts), strict=True):
            before = taken.setdefault((amount.kind, amount.high), [])
            before.append(role := role_of(amount, terms, before))
            yield role, seen, 1.0
    yield from _told_figures(lang)


def words(lang: Lang) -> Iterator[Sample]:
    """Every word of the turns that may name a term, under whether it does."""
    for turn, terms in offers(lang):
        mentions = mentions_in(turn.text, lang)
        yield from (
            (named_by(m, terms), seen, 1.0) for m, seen in zip(mentions, word_looks(turn, mentions), strict=True)
        )
    yield from _told_words(lang)


def _told_words(lang: Lang) -> Iterator[Sample]:
    """The words of the utterances, as far as their act tells: an argument offers nothing of what it names, an offer
    what the rules read from it.
    """
    for act, _, text, speaker, listener in lines(lang):
        offered = act.startswith(_OFFERED) and act != "inform:sentence_basis"
        if offered or act.startswith(_NAMES_NOTHING):
            turn = Turn(text, lang, speaker or "defence", listener or "prosecutor")
            terms = terms_in(text, lang) if offered else None
            mentions = mentions_in(text, lang)
            told = (named_by(m, terms.named() if terms else {}) for m in mentions)
            looked = word_looks(
                turn, mentions, acts=False
            )  # the act is what made the label: it must not be seen as well
            yield from ((role, seen, BY_ACT) for role, seen in zip(told, looked, strict=True))


_NAMES_NOTHING = ("argue:", "inform:fact", "inform:evidence", "rapport:", "breach:", "record:")
_OFFERED = ("propose:", "accept:", "reject:", "inform:sentence", "advise:procedure")
_MAY_OFFER = ("inform:", "promise:", "press:", "threaten:", "record:", "grant:", "request:", "ask:decision", "repair:")
_NO_OFFER = ("inform:fact", "inform:evidence", "inform:charge", "inform:role", "inform:confidentiality")


def _told_figures(lang: Lang) -> Iterator[Sample]:
    """The figures of the utterances: terms as the rules read them where an act has any, and none where it has not."""
    for act, _, text, speaker, listener in lines(lang):
        amounts = amounts_in(text, lang)
        offered = act.startswith(_OFFERED) and act != "inform:sentence_basis"
        if not amounts or not (offered or act in _NO_OFFER or not act.startswith(_MAY_OFFER)):
            continue
        turn = Turn(text, lang, speaker or "defence", listener or "prosecutor")
        terms = terms_in(text, lang, act == "propose:restitution", across=True) if offered else None
        if terms or not offered:
            named = terms.named() if terms else {}
            looked = looks(turn, amounts, acts=False)
            yield from ((role_of(a, named, ()), seen, BY_RULE) for a, seen in zip(amounts, looked, strict=True))

"""What the models of wrong law are made from: statements written right and wrong, and all talk beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from trainer.content import parse_yaml, read_text
from trainer.dialogue.clauses import clauses, join
from trainer.dialogue.features import DATA
from trainer.dialogue.law_talk import RIGHT, WRONG, claim_features, statement_features
from trainer.dialogue.law_talk import claims as known_claims
from trainer.dialogue.samples import Sample, lines
from trainer.law.articles import articles
from trainer.text import Lang

_STATES_LAW = ("inform:", "breach:", "press:", "threaten:", "promise:outcome", "promise:leniency", "argue:law")
_CASE = ("inform:fact", "inform:charge", "inform:evidence", "inform:confidentiality", "inform:role", "inform:sentence")

_RUBRIC = Path(__file__).parents[2] / "rubrics" / "explanation.yaml"
LAWFUL = 4.5
"""What a right statement of law counts beside a wrong one. There is more talk without law than with it, and words that
name a right would otherwise speak for an error by themselves."""
WHOLE = 0.5
"""What a wrong statement of several sentences counts as a whole, beside the one in it that is the likeliest wrong."""
DOUBT = 0.3
"""Explanations from the utterances count as right where a first model gives them less of being wrong: most are
right, some were written wrong on purpose, and none says which."""


Likelihood = Callable[[set[str]], float]
"""How likely a statement with these features is wrong, to a first model."""


def wrong(lang: Lang, first: Likelihood | None = None) -> Iterator[Sample]:
    """Whether a statement of law is `wrong` or `right`; the articles are right, and so is all talk without law.

    Of what is right every sentence is; of a wrong statement of several sentences the one that is by a first model the
    likeliest. Without one, the whole statement.
    """
    yield from _right(lang)
    yield from _no_law(lang)
    for claim, text in _stated(lang):
        if claim != RIGHT:
            yield from _pointed(text, lang, first)
    if first:
        yield from _explained(lang, first)


def _pointed(text: str, lang: Lang, first: Likelihood | None) -> Iterator[Sample]:
    sentences = clauses(text, lang)
    if first is None or len(sentences) < 2:
        yield WRONG, statement_features(text, lang), 1.0
        return
    yield WRONG, statement_features(text, lang), WHOLE
    found = [statement_features(join(row, text).text, lang) for row in sentences]
    yield WRONG, max(found, key=first), 1.0


def _right(lang: Lang) -> Iterator[Sample]:
    for text in _lawful(lang):
        yield RIGHT, statement_features(text, lang), LAWFUL


def _lawful(lang: Lang) -> Iterator[str]:
    """What is right: whole and sentence by sentence where it was written so, else sentence by sentence."""
    for claim, text in _stated(lang):
        if claim == RIGHT:
            yield text
            if len(sentences := clauses(text, lang)) > 1:
                yield from (join(row, text).text for row in sentences)
    yield from (claim.truth[lang] for claim in known_claims().values())
    yield from advised(lang)
    for article in articles():
        text = article.text_zh if lang == "zh" else article.summary_en
        yield from (join(row, text).text for row in clauses(text, lang))


def advised(lang: Lang) -> Iterator[str]:
    """What the rubric of explanation itself advises to say, sentence by sentence: it is right by definition."""
    for duty in parse_yaml(read_text(_RUBRIC), str(_RUBRIC))["duties"]:
        for text in (duty["say_plain"][lang], duty["advice"]["say"][lang]):
            yield from (join(row, text).text for row in clauses(text, lang))


def _no_law(lang: Lang) -> Iterator[Sample]:
    """All talk that states no law, as `right`."""
    for act, label, text, _, _ in lines(lang):
        if label != "asserted" or act in _CASE or not act.startswith(_STATES_LAW):
            yield RIGHT, statement_features(text, lang), 1.0


def _explained(lang: Lang, first: Likelihood) -> Iterator[Sample]:
    """The explanations among the utterances that a first model does not doubt, as `right`."""
    for act, label, text, _, _ in lines(lang):
        if label == "asserted" and act.startswith(_STATES_LAW) and act not in _CASE:
            found = statement_features(text, lang)
            if first(found) < DOUBT:
                yield RIGHT, found, LAWFUL


def claims(lang: Lang) -> Iterator[Sample]:
    """Wrong statements of law under their claim."""
    return ((claim, claim_features(text, lang), 1.0) for claim, text in _stated(lang) if claim != RIGHT)


def _stated(lang: Lang) -> Iterator[tuple[str, str]]:
    """Every statement of law written for these models: the claim it makes or `right`, and its text."""
    for path in sorted((DATA / "claims" / lang).glob("*.yaml")):
        for group in parse_yaml(read_text(path), str(path)):
            yield from ((group["claim"], str(text)) for text in group.get("wrong", ()))
            yield from ((RIGHT, str(text)) for text in group.get("right", ()))

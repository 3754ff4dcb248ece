"""Rebuild the interpreter's models from the utterances: `make model`. Needs scikit-learn (extra `train`)."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.acts import ACT_IDS
from trainer.content import parse_yaml, read_text
from trainer.dialogue.clauses import clauses, join
from trainer.dialogue.features import DATA, FEATURES, features, utterances
from trainer.dialogue.figure_roles import amounts_in, looks, role_of
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.law_talk import RIGHT, WRONG, claim_features, statement_features
from trainer.dialogue.law_talk import claims as known_claims
from trainer.dialogue.linear import MODELS, Linear, packed, save
from trainer.dialogue.terms import terms_in
from trainer.dialogue.word_roles import MENTIONS, mentions_in
from trainer.dialogue.word_roles import looks as word_looks
from trainer.dialogue.word_roles import role_of as named_by
from trainer.law.articles import articles
from trainer.law.files import DATA as LAW
from trainer.text import LANGS, Lang


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a kind of model is made (chosen on the development sets)."""

    strength: float
    """Inverse of the regularisation."""
    seen: dict[Lang, int]
    """How often a feature has to occur in the samples. Chinese runs of characters are many, and most are met once or
    twice; an utterance with a speaker is two samples (`acts`, `polarity`)."""
    smallest: float
    """Weights smaller than this decide nothing: left out, which keeps the file small."""
    balanced: bool
    """Whether a rare class counts as much as a frequent one."""


RECIPES: dict[str, Recipe] = {
    "acts": Recipe(0.6, {"en": 3, "zh": 6}, 0.06, balanced=True),
    "polarity": Recipe(0.6, {"en": 3, "zh": 6}, 0.06, balanced=True),
    "wrong": Recipe(0.2, {"en": 3, "zh": 3}, 0.05, balanced=False),
    "claims": Recipe(0.5, {"en": 3, "zh": 4}, 0.1, balanced=False),
    "figures": Recipe(1.0, {"en": 2, "zh": 2}, 0.02, balanced=False),
    "words": Recipe(0.3, {"en": 2, "zh": 2}, 0.02, balanced=False),
}
KINDS = tuple(RECIPES)

_STATES_LAW = ("inform:", "breach:", "press:", "threaten:", "promise:outcome", "promise:leniency", "argue:law")
_CASE = ("inform:fact", "inform:charge", "inform:evidence", "inform:confidentiality", "inform:role", "inform:sentence")

_RUBRIC = Path(__file__).parents[2] / "rubrics" / "explanation.yaml"
_LAWFUL = 4.5
"""What a right statement of law counts beside a wrong one. There is more talk without law than with it, and words that
name a right would otherwise speak for an error by themselves."""
_BY_RULE = 0.1
"""What a figure counts whose role no reader has told, only its act and the rules."""
_WEIGHING = {"wrong": f" {_LAWFUL}", "figures": f" {_BY_RULE}"}
_DOUBT = 0.3
"""Explanations from the utterances count as right where a first model gives them less of being wrong: most are
right, some were written wrong on purpose, and none says which."""

Sample = tuple[str, set[str]]


def data_files(kind: str, lang: Lang) -> list[Path]:
    """Everything a model is made from."""
    files = [*sorted((DATA / "utterances" / lang).glob("*.yaml")), DATA / f"lexicon.{lang}.yaml"]
    if kind == "wrong":
        files += sorted((LAW / "articles").glob("*.yaml"))
    if kind in ("wrong", "claims"):
        files += [*sorted((DATA / "claims" / lang).glob("*.yaml")), DATA / "claims.yaml", DATA / "figures.yaml"]
    if kind in ("figures", "words"):
        files += sorted((DATA / "offers" / lang).glob("*.yaml"))
    if kind == "words":
        files.append(MENTIONS)
    return files


def data_hash(kind: str, lang: Lang) -> str:
    """SHA-256 of everything a model is made from: the data, and the version of how it is looked at."""
    total = hashlib.sha256()
    for path in data_files(kind, lang):
        total.update(path.read_bytes())
    if kind == "wrong":
        total.update("\n".join(advised(lang)).encode())
    total.update(f"features {FEATURES} {kind} {RECIPES[kind]} {_DOUBT}{_WEIGHING.get(kind, '')}".encode())
    return total.hexdigest()


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
        yield act, features(text, lang)
        if speaker:
            yield act, features(text, lang, speaker, listener)


def polarity(lang: Lang) -> Iterator[Sample]:
    """Every utterance that can be negated, supposed or reported, under its polarity."""
    for act, label, text, speaker, listener in lines(lang):
        if not act.startswith(("ask:", "other:")):
            verb = f"V:{act.split(':')[0]}"
            yield label, features(text, lang) | {verb}
            if speaker:
                yield label, features(text, lang, speaker, listener) | {verb}


def wrong(lang: Lang) -> Iterator[Sample]:
    """Whether a statement of law is `wrong` or `right`; the articles are right.

    Of what is right every sentence is; in a wrong statement of several any may be the wrong one.
    """
    for claim, text in _stated(lang):
        yield RIGHT if claim == RIGHT else WRONG, statement_features(text, lang)
        if claim == RIGHT and len(sentences := clauses(text, lang)) > 1:
            yield from ((RIGHT, statement_features(join(row, text).text, lang)) for row in sentences)
    yield from ((RIGHT, statement_features(claim.truth[lang], lang)) for claim in known_claims().values())
    yield from ((RIGHT, statement_features(text, lang)) for text in advised(lang))
    for article in articles():
        text = article.text_zh if lang == "zh" else article.summary_en
        yield from ((RIGHT, statement_features(join(row, text).text, lang)) for row in clauses(text, lang))


def advised(lang: Lang) -> Iterator[str]:
    """What the rubric of explanation itself advises to say, sentence by sentence: it is right by definition."""
    for duty in parse_yaml(read_text(_RUBRIC), str(_RUBRIC))["duties"]:
        for text in (duty["say_plain"][lang], duty["advice"]["say"][lang]):
            yield from (join(row, text).text for row in clauses(text, lang))


def no_law(lang: Lang) -> Iterator[Sample]:
    """All talk that states no law, as `right`."""
    for act, label, text, _, _ in lines(lang):
        if label != "asserted" or act in _CASE or not act.startswith(_STATES_LAW):
            yield RIGHT, statement_features(text, lang)


def claims(lang: Lang) -> Iterator[Sample]:
    """Wrong statements of law under their claim."""
    return ((claim, claim_features(text, lang)) for claim, text in _stated(lang) if claim != RIGHT)


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
            yield role, seen


def words(lang: Lang) -> Iterator[Sample]:
    """Every word of the turns that may name a term, under whether it does."""
    for turn, terms in offers(lang):
        mentions = mentions_in(turn.text, lang)
        yield from ((named_by(m, terms), seen) for m, seen in zip(mentions, word_looks(turn, mentions), strict=True))


_OFFERED = ("propose:", "accept:", "reject:", "inform:sentence", "advise:procedure")
_MAY_OFFER = ("inform:", "promise:", "press:", "threaten:", "record:", "grant:", "request:", "ask:decision", "repair:")
_NO_OFFER = ("inform:fact", "inform:evidence", "inform:charge", "inform:role", "inform:confidentiality")


def told_figures(lang: Lang) -> Iterator[Sample]:
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
            yield from ((role_of(a, named, ()), seen) for a, seen in zip(amounts, looks(turn, amounts), strict=True))


def _stated(lang: Lang) -> Iterator[tuple[str, str]]:
    """Every statement of law written for these models: the claim it makes or `right`, and its text."""
    for path in sorted((DATA / "claims" / lang).glob("*.yaml")):
        for group in parse_yaml(read_text(path), str(path)):
            yield from ((group["claim"], str(text)) for text in group["wrong"])
            yield from ((RIGHT, str(text)) for text in group["right"])


def explained(lang: Lang, first: Linear) -> Iterator[Sample]:
    """The explanations among the utterances that a first model of wrong law does not doubt, as `right`."""
    for act, label, text, _, _ in lines(lang):
        if label == "asserted" and act.startswith(_STATES_LAW) and act not in _CASE:
            found = statement_features(text, lang)
            if first.likelihood(WRONG, found) < _DOUBT:
                yield RIGHT, found


_SAMPLES: dict[str, Callable[[Lang], Iterator[Sample]]] = {
    "acts": acts,
    "polarity": polarity,
    "wrong": wrong,
    "claims": claims,
    "figures": figures,
    "words": words,
}


def fit(
    samples: Sequence[Sample], recipe: Recipe, lang: Lang, meta: dict[str, str], weights: Sequence[float] | None = None
) -> Linear:
    """A softmax regression over the features that occur often enough, pruned and quantised to bytes."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(feature for _, found in samples for feature in found)
    vectorizer = DictVectorizer(sparse=True)
    matrix: Any = vectorizer.fit_transform(
        [dict.fromkeys(sorted(f for f in found if counts[f] >= recipe.seen[lang]), 1.0) for _, found in samples]
    )
    regression = LogisticRegression(
        C=recipe.strength, max_iter=150, class_weight="balanced" if recipe.balanced else None
    )
    regression.fit(matrix, [label for label, _ in samples], weights)
    classes = [str(c) for c in regression.classes_]
    coefficients, bias = regression.coef_, regression.intercept_
    if len(classes) == 2:  # weights for the second class alone: the first then scores nothing
        coefficients, bias = [[0.0] * coefficients.shape[1], *coefficients], [0.0, *bias]
    return _pack(vectorizer.get_feature_names_out(), np.array(coefficients), bias, classes, recipe.smallest, meta)


def _pack(
    names: Any, coefficients: Any, bias: Any, classes: list[str], smallest: float, meta: dict[str, str]
) -> Linear:
    scale = float(abs(coefficients).max()) / 127
    rows: dict[str, list[tuple[int, int]]] = {}
    for column, name in enumerate(names):
        kept = ((i, round(w / scale)) for i, w in enumerate(coefficients[:, column]) if abs(w) >= smallest)
        if row := [(i, int(weight)) for i, weight in kept if weight]:
            rows[str(name)] = row
    return packed(classes, [float(b) for b in bias], scale, rows, meta)


def make(kind: str, lang: Lang) -> str:
    """Train and write one model; what was made, in a line."""
    recipe, samples = RECIPES[kind], list(_SAMPLES[kind](lang))
    meta = {"lang": lang, "data_sha256": data_hash(kind, lang), "utterances": str(len(samples))}
    weights = [1.0] * len(samples)
    if kind == "figures":
        samples += told_figures(lang)
        weights += [_BY_RULE] * (len(samples) - len(weights))
    if kind == "wrong":
        weights = [1.0 if label == WRONG else _LAWFUL for label, _ in samples]
        samples += no_law(lang)
        weights += [1.0] * (len(samples) - len(weights))
        samples += explained(lang, fit(samples, recipe, lang, meta, weights))
        weights += [_LAWFUL] * (len(samples) - len(weights))
    made = fit(samples, recipe, lang, meta, weights)
    path = MODELS / f"{kind}.{lang}.bin"
    save(made, path)
    return f"{path.name}: {len(samples)} samples, {len(made.prints)} features, {path.stat().st_size // 1024} KB"


def main(words: Sequence[str]) -> None:
    """Train the models of the languages and kinds named, or all of them, on every core there is."""
    MODELS.mkdir(exist_ok=True)
    wanted = [(k, lang) for k in KINDS for lang in LANGS if {k, lang} & {*words} or not words]
    with ProcessPoolExecutor() as pool:
        for line in pool.map(make, *zip(*wanted, strict=True)):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Rebuild the interpreter's models from the utterances: `make model`. Needs scikit-learn (extra `train`)."""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from trainer.acts import ACT_IDS
from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA, FEATURES, features, utterances
from trainer.dialogue.law_talk import RIGHT, claim_features
from trainer.dialogue.law_talk import claims as known_claims
from trainer.dialogue.linear import MODELS, Linear, save
from trainer.text import LANGS, Lang

KINDS = ("acts", "polarity", "claims")
_STRENGTH = {"acts": 0.6, "polarity": 0.6, "claims": 0.5}
_SMALLEST = 0.06
"""Weights smaller than this decide nothing: left out, which keeps the file small."""

_SEEN: dict[str, dict[Lang, int]] = {
    "acts": {"en": 3, "zh": 6},
    "polarity": {"en": 3, "zh": 6},
    "claims": {"en": 2, "zh": 3},
}
"""How often a feature has to occur in the samples. Chinese runs of characters are many, and most are met once or twice;
an utterance with a speaker is two samples (`acts`, `polarity`)."""

_NO_LAW = 6000
"""How many utterances that state no law stand beside the claims, so that ordinary talk raises no alarm."""

_STATES_LAW = ("inform:", "breach:", "press:", "threaten:", "promise:outcome", "promise:leniency", "argue:law")
_CASE = ("inform:fact", "inform:charge", "inform:evidence", "inform:confidentiality", "inform:role", "inform:sentence")

_DOUBT = 0.3
"""Explanations from the utterances count as right where a first model gives them less of being wrong: most are
right, some were written wrong on purpose, and none says which."""

Sample = tuple[str, set[str]]


def data_files(kind: str, lang: Lang) -> list[Path]:
    """Everything a model is made from."""
    files = [*sorted((DATA / "utterances" / lang).glob("*.yaml")), DATA / f"lexicon.{lang}.yaml"]
    if kind == "claims":
        files += [*sorted((DATA / "claims" / lang).glob("*.yaml")), DATA / "claims.yaml", DATA / "figures.yaml"]
    return files


def data_hash(kind: str, lang: Lang) -> str:
    """SHA-256 of everything a model is made from: the data, and the version of how it is looked at."""
    total = hashlib.sha256()
    for path in data_files(kind, lang):
        total.update(path.read_bytes())
    total.update(
        f"features {FEATURES} {kind} {_STRENGTH[kind]} {_SMALLEST} {_SEEN[kind][lang]} {_NO_LAW} {_DOUBT}".encode()
    )
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


def claims(lang: Lang) -> Iterator[Sample]:
    """Wrong statements under their claim; right ones, and talk that states no law, under `right`."""
    for path in sorted((DATA / "claims" / lang).glob("*.yaml")):
        for group in parse_yaml(read_text(path), str(path)):
            yield from ((group["claim"], claim_features(str(text), lang)) for text in group["wrong"])
            yield from ((RIGHT, claim_features(str(text), lang)) for text in group["right"])
    yield from ((RIGHT, claim_features(claim.truth[lang], lang)) for claim in known_claims().values())
    plain = [
        text
        for act, label, text, _, _ in lines(lang)
        if label not in ("asserted",) or act in _CASE or not act.startswith(_STATES_LAW)
    ]
    yield from ((RIGHT, claim_features(text, lang)) for text in plain[:: max(1, len(plain) // _NO_LAW)])


def explained(lang: Lang, first: Linear) -> Iterator[Sample]:
    """The explanations among the utterances that a first model of wrong law does not doubt, as `right`."""
    for act, label, text, _, _ in lines(lang):
        if label == "asserted" and act.startswith(_STATES_LAW) and act not in _CASE:
            found = claim_features(text, lang)
            if 1 - next(p for p, claim in first.probabilities(found) if claim == RIGHT) < _DOUBT:
                yield RIGHT, found


_SAMPLES: dict[str, Callable[[Lang], Iterator[Sample]]] = {"acts": acts, "polarity": polarity, "claims": claims}


def fit(samples: Sequence[Sample], strength: float, seen: int, meta: dict[str, str], *, balanced: bool) -> Linear:
    """A softmax regression over the features that occur at least `seen` times, pruned and quantised to bytes."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(feature for _, found in samples for feature in found)
    vectorizer = DictVectorizer(sparse=True)
    matrix: Any = vectorizer.fit_transform(
        [dict.fromkeys(sorted(f for f in found if counts[f] >= seen), 1.0) for _, found in samples]
    )
    regression = LogisticRegression(C=strength, max_iter=150, class_weight="balanced" if balanced else None)
    regression.fit(matrix, [label for label, _ in samples])
    classes = [str(c) for c in regression.classes_]
    if len(classes) == 2:
        raise ValueError("a model needs more than two classes")
    return _pack(vectorizer.get_feature_names_out(), regression.coef_, regression.intercept_, classes, meta)


def _pack(names: Any, coefficients: Any, bias: Any, classes: list[str], meta: dict[str, str]) -> Linear:
    scale = float(abs(coefficients).max()) / 127
    table: dict[str, tuple[int, int]] = {}
    classes_of, weights = array("B"), array("b")
    for column, name in enumerate(names):
        start = len(weights)
        for row in range(len(classes)):
            weight = coefficients[row, column]
            if abs(weight) >= _SMALLEST and round(weight / scale):
                classes_of.append(row)
                weights.append(round(weight / scale))
        if len(weights) > start:
            table[str(name)] = (start, len(weights))
    return Linear(classes, [float(b) for b in bias], scale, table, classes_of, weights, meta)


def make(kind: str, lang: Lang) -> str:
    """Train and write one model; what was made, in a line."""
    samples = list(_SAMPLES[kind](lang))
    meta = {"lang": lang, "data_sha256": data_hash(kind, lang), "utterances": str(len(samples))}
    made = fit(samples, _STRENGTH[kind], _SEEN[kind][lang], meta, balanced=kind != "claims")
    if kind == "claims":
        samples += explained(lang, made)
        made = fit(samples, _STRENGTH[kind], _SEEN[kind][lang], meta, balanced=False)
    path = MODELS / f"{kind}.{lang}.bin"
    save(made, path)
    return f"{path.name}: {len(samples)} samples, {len(made.rows)} features, {path.stat().st_size // 1024} KB"


def main(words: Sequence[str]) -> None:
    """Train the models of the languages and kinds named, or all of them, on every core there is."""
    MODELS.mkdir(exist_ok=True)
    wanted = [(k, lang) for k in KINDS for lang in LANGS if {k, lang} & {*words} or not words]
    with ProcessPoolExecutor() as pool:
        for line in pool.map(make, *zip(*wanted, strict=True)):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

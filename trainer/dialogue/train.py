"""Rebuild the interpreter's models from the utterances: `make model`. Needs scikit-learn (extra `train`)."""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trainer.acts import ACT_IDS
from trainer.dialogue.features import DATA, FEATURES, features, utterances
from trainer.dialogue.linear import Linear, save
from trainer.text import LANGS, Lang

MODELS = Path(__file__).parent / "models"
_REGULARISATION = 6.0
_SMALLEST = 0.06
"""Weights smaller than this share of nothing decide: left out, which keeps the file small."""


def data_hash(lang: Lang) -> str:
    """SHA-256 of everything a model is made from: the data, and the version of how it is looked at."""
    total = hashlib.sha256()
    for path in [*sorted((DATA / "utterances" / lang).glob("*.yaml")), DATA / f"lexicon.{lang}.yaml"]:
        total.update(path.read_bytes())
    total.update(f"features {FEATURES} {_REGULARISATION} {_SMALLEST}".encode())
    return total.hexdigest()


def rows(lang: Lang) -> list[tuple[str, str, set[str]]]:
    """(act, polarity, features) for every utterance, with and without who speaks to whom."""
    out = []
    for entry in utterances(lang):
        act = str(entry["act"])
        if act not in ACT_IDS:
            raise ValueError(f"unknown act {act}")
        polarity = str(entry.get("polarity") or ("question" if act.startswith("ask:") else "asserted"))
        speaker, listener = str(entry.get("by") or ""), str(entry.get("to") or "")
        for says in entry["says"]:  # type: ignore[attr-defined]
            out.append((act, polarity, features(str(says), lang)))
            if speaker:
                out.append((act, polarity, features(str(says), lang, speaker, listener)))
    return out


def fit(samples: Sequence[set[str]], labels: Sequence[str], meta: dict[str, str]) -> Linear:
    """A softmax regression over the features that occur at least twice, pruned and quantised to bytes."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts: dict[str, int] = {}
    for sample in samples:
        for feature in sample:
            counts[feature] = counts.get(feature, 0) + 1
    kept = {f for f, n in counts.items() if n >= 2}
    vectorizer = DictVectorizer(sparse=True)
    matrix: Any = vectorizer.fit_transform([dict.fromkeys(sorted(s & kept), 1.0) for s in samples])
    regression = LogisticRegression(C=_REGULARISATION / 10, max_iter=300, class_weight="balanced")
    regression.fit(matrix, labels)
    coefficients, bias, classes = regression.coef_, regression.intercept_, list(regression.classes_)
    if len(classes) == 2:
        raise ValueError("a model needs more than two classes")
    return _pack(vectorizer.get_feature_names_out(), coefficients, bias, classes, meta)


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


def main(langs: Sequence[Lang] = LANGS) -> None:
    """Train and write the models of all languages."""
    MODELS.mkdir(exist_ok=True)
    for lang in langs:
        data = rows(lang)
        meta = {"lang": lang, "data_sha256": data_hash(lang), "utterances": str(len(data))}
        save(fit([f for _, _, f in data], [a for a, _, _ in data], meta), MODELS / f"acts.{lang}.bin")
        with_act = [f | {f"V:{a.split(':')[0]}"} for a, _, f in data if not a.startswith(("ask:", "other:"))]
        polarity = [p for a, p, _ in data if not a.startswith(("ask:", "other:"))]
        save(fit(with_act, polarity, meta), MODELS / f"polarity.{lang}.bin")
        sys.stdout.write(f"{lang}: {len(data)} rows\n")


if __name__ == "__main__":
    main([a for a in LANGS if a in sys.argv[1:]] or LANGS)

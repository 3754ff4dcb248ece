"""Rebuild the interpreter's models from the utterances: `make model`. Needs scikit-learn (extra `train`)."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer.dialogue import samples, samples_law
from trainer.dialogue.features import DATA, FEATURES
from trainer.dialogue.frames import FRAMES
from trainer.dialogue.law_talk import FRAMED, WRONG
from trainer.dialogue.linear import MODELS, Linear, packed, save
from trainer.dialogue.samples import BY_ACT, BY_RULE, Sample
from trainer.dialogue.samples_law import DOUBT, LAWFUL, WHOLE
from trainer.dialogue.word_roles import MENTIONS
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
    contrast: dict[Lang, float] = field(default_factory=dict)
    """How much a feature counts by how differently two classes use it: the power of the ratio (Wang and Manning 2012,
    naive Bayes features). Nothing: all alike."""


RECIPES: dict[str, Recipe] = {
    "acts": Recipe(0.6, {"en": 3, "zh": 6}, 0.06, balanced=True),
    "polarity": Recipe(0.6, {"en": 3, "zh": 6}, 0.06, balanced=True),
    "wrong": Recipe(0.2, {"en": 3, "zh": 3}, 0.05, balanced=False, contrast={"en": 0.5}),
    "claims": Recipe(0.5, {"en": 3, "zh": 4}, 0.1, balanced=False),
    "figures": Recipe(1.0, {"en": 2, "zh": 2}, 0.02, balanced=False),
    "words": Recipe(0.3, {"en": 2, "zh": 2}, 0.02, balanced=False),
}
KINDS = tuple(RECIPES)
_READ_ACTS = frozenset(("figures", "words"))
"""Kinds that look at the acts around a figure or word, and so are made after the model of acts."""

_WEIGHING = {"wrong": f" {LAWFUL} {DOUBT} {WHOLE}", "figures": f" {BY_RULE}", "words": f" {BY_ACT}"}


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
    if kind == "polarity" or (kind == "wrong" and lang in FRAMED):
        files.append(FRAMES)
    return files


def data_hash(kind: str, lang: Lang) -> str:
    """SHA-256 of everything a model is made from: the data, and the version of how it is looked at."""
    total = hashlib.sha256()
    for path in data_files(kind, lang):
        total.update(path.read_bytes())
    if kind == "wrong":
        total.update("\n".join(samples_law.advised(lang)).encode())
    total.update(f"features {FEATURES} {kind} {RECIPES[kind]}{_WEIGHING.get(kind, '')}".encode())
    return total.hexdigest()


_SAMPLES: dict[str, Callable[[Lang], Iterable[Sample]]] = {
    "acts": samples.acts,
    "polarity": samples.polarity,
    "claims": samples_law.claims,
    "figures": samples.figures,
    "words": samples.words,
}


def fit(found: Sequence[Sample], recipe: Recipe, lang: Lang, meta: dict[str, str]) -> Linear:
    """A softmax regression over the features that occur often enough, pruned and quantised to bytes."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(feature for _, looks, _ in found for feature in looks)
    vectorizer = DictVectorizer(sparse=True)
    matrix: Any = vectorizer.fit_transform(
        [dict.fromkeys(sorted(f for f in looks if counts[f] >= recipe.seen[lang]), 1.0) for _, looks, _ in found]
    )
    labels = [label for label, _, _ in found]
    power = recipe.contrast.get(lang)
    scale = _contrast(matrix, labels, power) if power else np.ones(matrix.shape[1])
    regression = LogisticRegression(
        C=recipe.strength, max_iter=150, class_weight="balanced" if recipe.balanced else None
    )
    regression.fit(matrix.multiply(scale).tocsr(), labels, [weight for _, _, weight in found])
    classes = [str(c) for c in regression.classes_]
    coefficients, bias = regression.coef_ * scale, regression.intercept_
    if len(classes) == 2:  # weights for the second class alone: the first then scores nothing
        coefficients, bias = [[0.0] * coefficients.shape[1], *coefficients], [0.0, *bias]
    return _pack(vectorizer.get_feature_names_out(), np.array(coefficients), bias, classes, recipe.smallest, meta)


def _contrast(matrix: Any, labels: Sequence[str], power: float) -> Any:
    """What each feature counts by how differently two classes use it."""
    import numpy as np

    first = np.array(labels) == min(labels)
    here, there = (np.asarray(matrix[rows].sum(0)).ravel() + 1 for rows in (first, ~first))
    return np.abs(np.log((here / here.sum()) / (there / there.sum()))) ** power


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


def _made(kind: str, lang: Lang, meta: dict[str, str]) -> tuple[Linear, int]:
    """A model and the number of its samples."""
    if kind != "wrong":
        found = list(_SAMPLES[kind](lang))
        return fit(found, RECIPES[kind], lang, meta), len(found)
    first = fit(list(samples_law.wrong(lang)), RECIPES[kind], lang, meta)
    found = list(samples_law.wrong(lang, lambda looks: first.likelihood(WRONG, looks)))
    return fit(found, RECIPES[kind], lang, meta), len(found)


def make(kind: str, lang: Lang) -> str:
    """Train and write one model; what was made, in a line."""
    made, size = _made(kind, lang, {"lang": lang, "data_sha256": data_hash(kind, lang)})
    path = MODELS / f"{kind}.{lang}.bin"
    save(made, path)
    return f"{path.name}: {size} samples, {len(made.prints)} features, {path.stat().st_size // 1024} KB"


def main(words: Sequence[str]) -> None:
    """Train the models of the languages and kinds named, or all of them, on every core there is."""
    MODELS.mkdir(exist_ok=True)
    wanted = [(k, lang) for k in KINDS for lang in LANGS if {k, lang} & {*words} or not words]
    for later in (False, True):
        now = [(k, lang) for k, lang in wanted if (k in _READ_ACTS) is later]
        with ProcessPoolExecutor() as pool:
            for line in pool.map(make, *zip(*now, strict=True)) if now else ():
                sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

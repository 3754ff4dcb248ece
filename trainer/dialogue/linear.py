"""A small linear model: features to class scores. Trained elsewhere (`trainer.dialogue.train`), read here."""

from __future__ import annotations

import json
import math
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from trainer.errors import ContentError
from trainer.text import Lang

MODELS = Path(__file__).parent / "models"


@lru_cache(maxsize=10)  # five kinds, two languages
def model(kind: str, lang: Lang) -> Linear:
    """The trained model of a kind (`acts`, `polarity`, `wrong`, `claims`, `figures`) in a language."""
    return load(MODELS / f"{kind}.{lang}.bin")


@dataclass(frozen=True)
class Linear:
    """Sparse weights by feature: those of the i-th of `rows` end at `ends[i]` in `classes_of` and `weights`."""

    classes: list[str]
    bias: list[float]
    scale: float
    rows: dict[str, int]
    ends: array[int]
    classes_of: array[int]
    weights: array[int]
    meta: dict[str, str]

    def scores(self, features: Iterable[str]) -> list[float]:
        """Unnormalised log scores, one per class."""
        total = [0.0] * len(self.classes)
        weights, classes_of, ends = self.weights, self.classes_of, self.ends
        for feature in features:
            row = self.rows.get(feature)
            if row is not None:
                for i in range(ends[row - 1] if row else 0, ends[row]):
                    total[classes_of[i]] += weights[i]
        return [b + t * self.scale for b, t in zip(self.bias, total, strict=True)]

    def probabilities(self, features: Iterable[str]) -> list[tuple[float, str]]:
        """Classes with their probability (softmax), the likeliest first."""
        scores = self.scores(features)
        top = max(scores)
        odds = [math.exp(s - top) for s in scores]
        total = sum(odds)
        return sorted(((o / total, c) for o, c in zip(odds, self.classes, strict=True)), reverse=True)

    def likelihood(self, label: str, features: Iterable[str]) -> float:
        """The probability of one class."""
        return next(p for p, found in self.probabilities(features) if found == label)


def save(model: Linear, path: Path) -> None:
    """Write a model: a JSON head, then classes and weights as bytes, compressed."""
    head = json.dumps(
        {"classes": model.classes, "bias": [round(b, 4) for b in model.bias], "scale": model.scale, "meta": model.meta,
         "features": list(model.rows), "ends": list(model.ends)},
        ensure_ascii=False, separators=(",", ":"), sort_keys=True,
    ).encode()  # fmt: skip
    body = len(head).to_bytes(4, "big") + head + model.classes_of.tobytes() + model.weights.tobytes()
    path.write_bytes(zlib.compress(body, 9))


def load(path: Path) -> Linear:
    """Read a model; a missing or damaged file is a clear fault."""
    try:
        body = zlib.decompress(path.read_bytes())
        size = int.from_bytes(body[:4], "big")
        head = json.loads(body[4 : 4 + size])
    except (OSError, zlib.error, ValueError) as error:
        raise ContentError(
            "the interpreter's model cannot be read", where=str(path), do="rebuild it: make model"
        ) from error
    ends = array("I", head["ends"])
    count = ends[-1] if ends else 0
    classes_of, weights = array("B"), array("b")
    classes_of.frombytes(body[4 + size : 4 + size + count])
    weights.frombytes(body[4 + size + count :])
    rows = {feature: i for i, feature in enumerate(head["features"])}
    return Linear(head["classes"], head["bias"], head["scale"], rows, ends, classes_of, weights, head["meta"])

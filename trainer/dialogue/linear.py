"""A small linear model: features to class scores. Trained elsewhere (`trainer.dialogue.train`), read here."""

from __future__ import annotations

import json
import math
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from trainer.errors import ContentError
from trainer.text import Lang

MODELS = Path(__file__).parent / "models"
Row = Sequence[tuple[int, int]]


@lru_cache(maxsize=10)  # five kinds, two languages
def model(kind: str, lang: Lang) -> Linear:
    """The trained model of a kind (`acts`, `polarity`, `wrong`, `claims`, `figures`) in a language."""
    return load(MODELS / f"{kind}.{lang}.bin")


def fingerprint(feature: str) -> int:
    """A feature in 32 bits: its text would be nine tenths of the memory of a model. One in 40,000 unknown ones is
    taken for a known one, which moves a score by one weight."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True)
class Linear:
    """Sparse weights by feature: those of the i-th fingerprint, in rising order, end at `ends[i]` in `classes_of` and
    `weights`."""

    classes: list[str]
    bias: list[float]
    scale: float
    prints: array[int]
    ends: array[int]
    classes_of: array[int]
    weights: array[int]
    meta: dict[str, str]

    def scores(self, features: Iterable[str]) -> list[float]:
        """Unnormalised log scores, one per class."""
        total = [0.0] * len(self.classes)
        prints, weights, classes_of, ends = self.prints, self.weights, self.classes_of, self.ends
        size = len(prints)
        for feature in features:
            wanted = fingerprint(feature)
            row = bisect_left(prints, wanted)
            if row < size and prints[row] == wanted:
                start, end = ends[row - 1] if row else 0, ends[row]
                for number, weight in zip(classes_of[start:end], weights[start:end], strict=True):
                    total[number] += weight
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


def packed(
    classes: list[str], bias: list[float], scale: float, rows: Mapping[str, Row], meta: dict[str, str]
) -> Linear:
    """A model from the weights of each feature, as pairs of class number and weight (-127 to 127)."""
    by_print: dict[int, list[tuple[int, int]]] = {}
    for feature, row in rows.items():
        by_print.setdefault(fingerprint(feature), []).extend(row)
    prints, ends, classes_of, weights = array("I"), array("I"), array("B"), array("b")
    for wanted in sorted(by_print):
        prints.append(wanted)
        classes_of.extend(c for c, _ in by_print[wanted])
        weights.extend(w for _, w in by_print[wanted])
        ends.append(len(weights))
    return Linear(classes, bias, scale, prints, ends, classes_of, weights, meta)


def save(model: Linear, path: Path) -> None:
    """Write a model: a JSON head, then fingerprints, ends, classes and weights as bytes, compressed."""
    head = json.dumps(
        {"classes": model.classes, "bias": [round(b, 4) for b in model.bias], "scale": model.scale, "meta": model.meta,
         "features": len(model.prints)},
        ensure_ascii=False, separators=(",", ":"), sort_keys=True,
    ).encode()  # fmt: skip
    numbers = _gaps(model.prints) + _gaps(model.ends)
    body = len(head).to_bytes(4, "big") + head + numbers + model.classes_of.tobytes() + model.weights.tobytes()
    path.write_bytes(zlib.compress(body, 9))


def load(path: Path) -> Linear:
    """Read a model; a missing or damaged file is a clear fault."""
    try:
        body = zlib.decompress(path.read_bytes())
        start = 4 + int.from_bytes(body[:4], "big")
        head = json.loads(body[4:start])
        size = 4 * int(head["features"])
        prints, ends = _rising(body[start : start + size]), _rising(body[start + size : start + 2 * size])
        classes, bias, scale, meta = head["classes"], head["bias"], head["scale"], head["meta"]
    except (OSError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise ContentError(
            "the interpreter's model cannot be read", where=str(path), do="rebuild it: make model"
        ) from error
    count = ends[-1] if ends else 0
    classes_of, weights = array("B"), array("b")
    classes_of.frombytes(body[start + 2 * size : start + 2 * size + count])
    weights.frombytes(body[start + 2 * size + count :])
    return Linear(classes, bias, scale, prints, ends, classes_of, weights, meta)


def _gaps(rising: array[int]) -> bytes:
    """Rising numbers as the steps between them: first the low bytes of all, then the next (many zeros, well packed)."""
    steps = array("I", (b - a for a, b in zip((0, *rising), rising, strict=False)))
    if sys.byteorder == "big":
        steps.byteswap()
    plain = steps.tobytes()
    return b"".join(plain[i::4] for i in range(4))


def _rising(planes: bytes) -> array[int]:
    """What `_gaps` wrote."""
    size = len(planes) // 4
    plain = bytearray(4 * size)
    for i in range(4):
        plain[i::4] = planes[i * size : (i + 1) * size]
    steps = array("I", bytes(plain))
    if sys.byteorder == "big":
        steps.byteswap()
    return array("I", accumulate(steps))

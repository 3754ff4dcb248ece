"""From the model's probability to the share of such guesses that are right, as measured on the development set."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA
from trainer.text import Lang

NOTHING = "other:other"


@lru_cache(maxsize=2)
def _knots(lang: Lang) -> tuple[list[float], list[float]]:
    """Pairs of probability and share, rising; made by `python -m benchmarks.understanding.calibrate`."""
    path = DATA / "calibration.yaml"
    pairs = parse_yaml(read_text(path), str(path))[lang]
    return [float(p) for p, _ in pairs], [float(share) for _, share in pairs]


def calibrated(p: float, lang: Lang, act: str) -> float:
    """The confidence of a guess of probability `p`, from 0 to 1; of `other:other` the probability itself."""
    if act == NOTHING:
        return round(min(p, 0.99), 3)
    ps, shares = _knots(lang)
    at = bisect_right(ps, p)
    if at == 0:
        return round(shares[0] * p / ps[0], 3) if ps[0] else round(shares[0], 3)
    if at == len(ps):
        return round(shares[-1], 3)
    low, high = ps[at - 1], ps[at]
    share = shares[at - 1] + (shares[at] - shares[at - 1]) * (p - low) / (high - low)
    return round(share, 3)

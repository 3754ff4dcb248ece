"""From the model's probabilities to shares that are right, as measured on the development set.

    python -m benchmarks.understanding.calibrate

Writes `trainer/dialogue/data/calibration.yaml`: isotonic regression of "was it right" on the probability, by language.
Run it after `make model`; it needs scikit-learn, as that does.
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from unittest.mock import patch

from benchmarks.understanding.run import DONE, labelled
from trainer.dialogue import embedded
from trainer.dialogue.features import DATA
from trainer.dialogue.interpreter import Turn
from trainer.text import LANGS, Lang

HEAD = (
    "# Probability of the model, and the share of such acts that are right. "
    "Made by `python -m benchmarks.understanding.calibrate`.\n"
)
KNOTS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


def _pairs(lang: Lang) -> list[tuple[float, bool]]:
    """Every act found, by the model's own probability, and whether it was right."""
    out = []
    with patch.object(embedded, "calibrated", lambda p, lang, act: p):
        for row in labelled(lang):
            left = Counter((a["act"], a["polarity"] in DONE) for a in row["acts"])
            for act in embedded.understand(Turn(row["text"], lang, row["speaker"], row["listener"])).acts:
                hit = left[act.id, act.holds] > 0
                left[act.id, act.holds] -= hit
                if act.verb != "other":
                    out.append((act.confidence, hit))
    return out


def knots(pairs: list[tuple[float, bool]]) -> list[list[float]]:
    """The isotonic curve at a few places, rising."""
    from sklearn.isotonic import IsotonicRegression

    curve: Any = IsotonicRegression(y_min=0.02, y_max=0.98, out_of_bounds="clip")
    curve.fit([p for p, _ in pairs], [float(ok) for _, ok in pairs])
    return [[k, round(float(v), 3)] for k, v in zip(KNOTS, curve.predict(KNOTS), strict=True)]


def main() -> None:
    """Measure and write."""
    lines = [f"{lang}: {knots(_pairs(lang))}\n" for lang in LANGS]
    (DATA / "calibration.yaml").write_text(HEAD + "".join(lines), encoding="utf-8")
    print("".join(lines), end="")


if __name__ == "__main__":
    main()

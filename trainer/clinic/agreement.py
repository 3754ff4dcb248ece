"""How far raters agree, by well-kept statistics: scikit-learn, krippendorff and SciPy.

Items are compared as answers: yes (met, found), no (not met, not found) or not applicable; unscored is no answer.
Totals are rubric totals in whole points, 0 to 100, worked out for both raters from the items that both have answered.
Intervals are percentile bootstrap intervals over transcripts, since items of one transcript hang together; where there
is only one transcript, over its items.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from trainer.clinic.raters import Answer, Table
from trainer.scoring.result import ItemResult, Outcome, points, total
from trainer.scoring.rubric import load_rubric, questions

CONFIDENCE = 0.95
RESAMPLES = 1000
SEED = 0
ANSWERS = ("yes", "no", "na")
_CODES: dict[Answer | None, float | None] = {"yes": 0.0, "no": 1.0, "na": 2.0, None: None}
_YES, _NO, _NA = range(len(ANSWERS))
Row = tuple[float | None, ...]
"""The answers to one item as codes, or the totals of one rubric: one value for each rater."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic with its interval; None where it is not defined, as for a kappa where all answers are the same."""

    value: float | None
    low: float | None = None
    high: float | None = None

    def to_json(self) -> dict[str, float | None]:
        """Rounded to three places."""
        return {"value": _round(self.value), "low": _round(self.low), "high": _round(self.high)}


@dataclass(frozen=True, slots=True)
class PairFigures:
    """Two raters compared. `recall`, `true_negative` and `macro_f1` take the first as the reference."""

    a: str
    b: str
    n: int
    totals: int
    percent: Figure
    kappa: Figure
    weighted_kappa: Figure
    recall: float | None
    true_negative: float | None
    macro_f1: float | None

    def to_json(self) -> dict[str, Any]:
        """As printed by `rubrics agree --json`."""
        return {
            "a": self.a, "b": self.b, "n": self.n, "percent": self.percent.to_json(), "kappa": self.kappa.to_json(),
            "n_totals": self.totals, "weighted_kappa": self.weighted_kappa.to_json(), "recall": _round(self.recall),
            "true_negative_rate": _round(self.true_negative), "macro_f1": _round(self.macro_f1),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreement:
    """All raters on one rubric, or on all of them together (`rubric` empty)."""

    rubric: str
    transcripts: int
    n: int
    pairs: tuple[PairFigures, ...]
    alpha: Figure
    alpha_totals: Figure

    def to_json(self) -> dict[str, Any]:
        """As printed by `rubrics agree --json`."""
        return {"rubric": self.rubric or None, "transcripts": self.transcripts, "n": self.n,
                "pairs": [p.to_json() for p in self.pairs], "alpha": self.alpha.to_json(),
                "alpha_totals": self.alpha_totals.to_json()}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Disputed:
    """An item on which raters differ: in how many of the transcripts where at least two answered it."""

    rubric: str
    item: str
    differ: int
    n: int


def agreements(table: Table, resamples: int = RESAMPLES, seed: int = SEED) -> list[Agreement]:
    """Each rubric for itself, in the order of their names, then all together."""
    rubrics = sorted({rubric for row in table.rows.values() for rubric, _ in row})
    groups = [*([r] for r in rubrics), *([rubrics] if len(rubrics) > 1 else [])]
    return [_agreement(table, group, resamples, seed) for group in groups]


def disputed(table: Table, most: int = 10) -> list[Disputed]:
    """The items with most disagreement, by share and then by number."""
    differ: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for row in table.rows.values():
        for key, answers in row.items():
            seen[key] += 1
            differ[key] += len({a for a in answers if a is not None}) > 1
    order = sorted(differ, key=lambda k: (-differ[k] / seen[k], -differ[k], k))
    return [Disputed(*key, differ[key], seen[key]) for key in order if differ[key]][:most]


def _agreement(table: Table, rubrics: Sequence[str], resamples: int, seed: int) -> Agreement:
    boot = Bootstrap(resamples, seed)
    everybody = range(len(table.raters))
    items, totals = _clusters(table, rubrics, everybody, least=2)
    pairs = [_pair(table, rubrics, (a, b), boot) for a, b in combinations(everybody, 2)]
    return Agreement(
        rubrics[0] if len(rubrics) == 1 else "", len(items), sum(map(len, items)), tuple(p for p in pairs if p.n),
        boot.figure(items, _alpha_nominal), boot.figure(totals, _alpha_interval),
    )  # fmt: skip


def _clusters(
    table: Table, rubrics: Sequence[str], who: Sequence[int], least: int
) -> tuple[list[list[Row]], list[list[Row]]]:
    """(items, totals) by transcript, without rows that fewer than `least` of the raters have answered."""
    items: list[list[Row]] = []
    totals: list[list[Row]] = []
    for row in table.rows.values():
        coded = [tuple(_CODES[answers[w]] for w in who) for (r, _), answers in row.items() if r in rubrics]
        sums = [_totals(row, r, who) for r in rubrics]
        items.append([x for x in coded if sum(v is not None for v in x) >= least])
        totals.append([x for x in sums if sum(v is not None for v in x) >= least])
    return [c for c in items if c], [c for c in totals if c]


def _pair(table: Table, rubrics: Sequence[str], who: tuple[int, int], boot: Bootstrap) -> PairFigures:
    items, totals = _clusters(table, rubrics, who, least=2)
    flat = _array([pair for cluster in items for pair in cluster])
    return PairFigures(
        table.raters[who[0]], table.raters[who[1]], len(flat), sum(map(len, totals)),
        boot.figure(items, _percent), boot.figure(items, _kappa), boot.figure(totals, _weighted_kappa),
        _recall(flat, _YES), _recall(flat, _NO), _macro_f1(flat),
    )  # fmt: skip


def _totals(row: Mapping[tuple[str, str], Sequence[Answer | None]], rubric: str, who: Sequence[int]) -> Row:
    """The rubric totals (0-100) of raters over the items that all of them answered; None where there is no total."""
    shared = {item: answers for (r, item), answers in row.items() if r == rubric and all(answers[w] for w in who)}
    return tuple(_total(rubric, {item: answers[w] for item, answers in shared.items()}) for w in who)


def _total(rubric: str, answers: Mapping[str, Answer | None]) -> float | None:
    """A total by the same code as a judge's."""
    results = [
        ItemResult(item.id, _outcome(answers[item.id], item.weight == "pitfall"), points(item), critical=item.critical)
        for item in questions(rubric)
        if item.id in answers
    ]
    return total(load_rubric(rubric), results, "").score


def _outcome(answer: Answer | None, fault: bool) -> Outcome:
    if answer == "na" or answer is None:
        return "not_applicable"
    if fault:
        return "found" if answer == "yes" else "not_found"
    return "met" if answer == "yes" else "not_met"


# Statistics


def _array(rows: Sequence[Row]) -> Any:
    """Rows as an array, one column for each rater, NaN where one gave no answer."""
    import numpy as np

    return np.array([[np.nan if x is None else x for x in row] for row in rows], dtype=float)


def _percent(rows: Any) -> float:
    from sklearn.metrics import accuracy_score

    codes = rows.astype(int)
    return float(accuracy_score(codes[:, 0], codes[:, 1]))


def _kappa(rows: Any) -> float:
    from sklearn.metrics import cohen_kappa_score

    codes = rows.astype(int)
    return float(cohen_kappa_score(codes[:, 0], codes[:, 1], labels=[_YES, _NO, _NA]))


def _weighted_kappa(rows: Any) -> float:
    from sklearn.metrics import cohen_kappa_score

    whole = rows.round().astype(int)
    return float(cohen_kappa_score(whole[:, 0], whole[:, 1], labels=list(range(101)), weights="quadratic"))


def _recall(rows: Any, answer: int) -> float | None:
    """The share of the first rater's yes (or no) that the second gave as well."""
    from sklearn.metrics import recall_score

    if not len(rows) or not (rows[:, 0] == answer).any():
        return None
    codes = rows.astype(int)
    return float(recall_score(codes[:, 0], codes[:, 1], labels=[answer], average="macro"))


def _macro_f1(rows: Any) -> float | None:
    """Over yes and no, where both say that the item applies."""
    from sklearn.metrics import f1_score

    codes = rows[(rows != _NA).all(axis=1)].astype(int) if len(rows) else rows
    if not len(codes):
        return None
    return float(f1_score(codes[:, 0], codes[:, 1], labels=[_YES, _NO], average="macro", zero_division=0))


def _alpha_nominal(rows: Any) -> float:
    return _alpha(rows, "nominal")


def _alpha_interval(rows: Any) -> float:
    return _alpha(rows, "interval")


def _alpha(rows: Any, level: Literal["nominal", "interval"]) -> float:
    import krippendorff

    try:
        return float(krippendorff.alpha(reliability_data=rows.T, level_of_measurement=level))
    except ValueError:  # everybody gave one and the same answer: alpha is not defined
        return float("nan")


class Bootstrap:
    """Statistics with percentile intervals; the same seed gives the same intervals."""

    def __init__(self, resamples: int, seed: int) -> None:
        self.resamples, self.seed = resamples, seed

    def figure(self, clusters: Sequence[Sequence[Row]], statistic: Callable[[Any], float]) -> Figure:
        """A statistic over all rows, and its interval by resampling transcripts (of a single one: its rows)."""
        units = list(clusters) if len(clusters) > 1 else [[row] for cluster in clusters for row in cluster]
        if not units:
            return Figure(None)
        arrays = [_array(unit) for unit in units]
        with warnings.catch_warnings():
            # A resample in which nobody gives a second answer has no kappa; it is left out of the interval.
            warnings.simplefilter("ignore")
            value = statistic(_array([row for unit in units for row in unit]))
            low, high = self._interval(arrays, statistic) if len(arrays) > 1 and self.resamples else (None, None)
        return Figure(_known(value), low, high)

    def _interval(self, arrays: Sequence[Any], statistic: Callable[[Any], float]) -> tuple[float | None, float | None]:
        import numpy as np
        from scipy.stats import bootstrap
        from sklearn import config_context

        def of(index: Any) -> float:
            return statistic(np.concatenate([arrays[int(i)] for i in index]))

        with config_context(skip_parameter_validation=True):
            drawn = bootstrap((np.arange(len(arrays)),), of, vectorized=False, n_resamples=self.resamples,
                              method="percentile", rng=np.random.default_rng(self.seed))  # fmt: skip
        tail = 100 * (1 - CONFIDENCE) / 2
        low, high = np.nanpercentile(drawn.bootstrap_distribution, [tail, 100 - tail])
        return _known(float(low)), _known(float(high))


def _known(value: float) -> float | None:
    return None if value != value else value


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)

"""How well the embedded interpreter understands turns it was not trained on.

    python -m benchmarks.understanding.run [--held | --hard] [--details]

Reads the development sets beside this file; with `--held` those looked at as figures only, with `--hard` those that
gather one weak spot each. An act counts
when its verb and topic are right and it is really done: asserted, or a question really asked. F1 is over all acts but
`other:other`; the share of empty turns rightly taken as empty stands beside it. `--details` prints every turn
that went wrong.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks.machine import median, quantile, table, title
from trainer.acts import INVENTORY, Act
from trainer.dialogue.cascade import CASCADE, turn_confidence
from trainer.dialogue.embedded import understand
from trainer.dialogue.interpreter import Reading, Turn
from trainer.dialogue.law_talk import claims
from trainer.text import LANGS, Lang

DONE = ("asserted", "question")
NOT_DONE = ("negated", "hypothetical", "reported")
NOTHING = "other:other"
CONFUSED = 15


@dataclass
class Counts:
    """Right, missed and invented, by key."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)

    def f1(self, keys: Iterable[str]) -> float:
        """F1 over some keys together; 1 where there was nothing to find and nothing was found."""
        keys = list(keys)
        right = 2 * sum(self.right[k] for k in keys)
        total = right + sum(self.missed[k] + self.invented[k] for k in keys)
        return right / total if total else 1.0

    def keys(self) -> set[str]:
        """All acts that occur, the empty one apart."""
        return {*self.right, *self.missed, *self.invented} - {NOTHING}


@dataclass
class Share:
    """So many of so many."""

    hits: int = 0
    of: int = 0

    def add(self, hit: bool) -> bool:
        """Count one more."""
        self.hits, self.of = self.hits + hit, self.of + 1
        return hit

    def __str__(self) -> str:
        return f"{self.hits}/{self.of} ({self.hits / self.of:.0%})" if self.of else "-"


@dataclass
class Result:
    """One language."""

    bar: float = 0.0
    """The confidence at which a turn stays local."""
    acts: Counts = field(default_factory=Counts)
    polarity: Share = field(default_factory=Share)
    credited: Share = field(default_factory=Share)
    empty: Share = field(default_factory=Share)
    terms: Share = field(default_factory=Share)
    no_terms: Share = field(default_factory=Share)
    dense: Share = field(default_factory=Share)
    dense_none: Share = field(default_factory=Share)
    caught: Share = field(default_factory=Share)
    alarms: Share = field(default_factory=Share)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    local: list[tuple[float, int, int]] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


SETS = {
    "development": (
        "dev",
        "dev2",
        "dev3",
        "dev4",
        "dev5",
        "dev6",
        "dev7",
        "dev8",
        "dev9",
        "dev10",
        "dev11",
        "dev12",
        "dev13",
        "dev14",
    ),
    "held-back": ("held", "held2", "held3", "held6", "held7"),
    "hard": ("hard1", "hard2", "hard3"),
}


FIGURES = ("terms",)


def labelled(lang: Lang, kind: str = "development") -> list[dict[str, Any]]:
    """The labelled turns of a kind of set."""
    return _rows(SETS[kind], lang)


def _rows(names: Iterable[str], lang: Lang) -> list[dict[str, Any]]:
    files = (Path(__file__).parent / f"{name}.{lang}.yaml" for name in names)
    return [row for file in files if file.exists() for row in yaml.safe_load(file.read_text(encoding="utf-8"))]


def read(row: dict[str, Any], lang: Lang) -> tuple[Reading, float]:
    """What is understood, and in how many milliseconds."""
    start = time.perf_counter()
    reading = understand(Turn(row["text"], lang, row["speaker"], row["listener"]))
    return reading, (time.perf_counter() - start) * 1000


def flat(terms: dict[str, Any]) -> dict[str, Any]:
    """Terms in one form: conditions beside the rest, a point as a pair, numbers as numbers."""
    found = {**{k: v for k, v in terms.items() if k != "conditions"}, **terms.get("conditions", {})}
    if "months" in found:
        months = found["months"]
        found["months"] = tuple(float(m) for m in (months if isinstance(months, list | tuple) else (months, months)))
    return {k: float(v) if isinstance(v, int | float) and not isinstance(v, bool) else v for k, v in found.items()}


def reliability(pairs: list[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error over equal bins, weighted by size."""
    total, gap = len(pairs) or 1, 0.0
    for i in range(bins):
        inside = [(c, ok) for c, ok in pairs if i / bins < c <= (i + 1) / bins]
        if inside:
            gap += abs(sum(c for c, _ in inside) - sum(ok for _, ok in inside)) / total
    return gap


def stays_local(rows: list[tuple[float, int, int]], at: float) -> tuple[float, float]:
    """(share of turns kept, precision of the acts in them) when turns below a confidence go to a model."""
    kept = [(right, found) for sure, right, found in rows if sure >= at]
    found = sum(f for _, f in kept)
    return len(kept) / (len(rows) or 1), sum(r for r, _ in kept) / (found or 1)


def dense(result: Result, lang: Lang) -> None:
    """Turns full of figures, their terms alone: `terms.<lang>.yaml`."""
    for row in _rows(FIGURES, lang):
        wanted = flat(row["terms"])
        right = _named(read(row, lang)[0]) == wanted
        (result.dense if wanted else result.dense_none).add(right)
        if not right:
            result.faults.append(
                f"{row['id']}  {row['text']}\n    terms {row['terms']} -> {_named(read(row, lang)[0])}"
            )


def judge(result: Result, row: dict[str, Any], reading: Reading) -> bool:
    """Count one turn; whether everything about it was right."""
    _certainty(result, row["acts"], reading.acts)
    good = [_acts(result, row["acts"], reading.acts), *_polarities(result, row["acts"], reading.acts)]
    good += _terms(result, row, reading)
    wrong = {claims()[c].duty for c in reading.claims}
    if "wrong" in row:
        good.append(result.caught.add(row["wrong"] in wrong))
    else:
        good.append(not result.alarms.add(bool(wrong)))
    return all(good)


def _acts(result: Result, gold: list[dict[str, str]], found: Iterable[Act]) -> bool:
    wanted = Counter(a["act"] for a in gold if a["polarity"] in DONE)
    got = Counter(a.id for a in found if a.holds)
    result.acts.right += wanted & got
    missed, invented = wanted - got, got - wanted
    result.acts.missed += missed
    result.acts.invented += invented
    for act in missed.elements():
        result.confused[act, ", ".join(sorted(invented)) or "nothing"] += 1
    if set(wanted) == {NOTHING}:
        result.empty.add(set(got) <= {NOTHING})
    return not missed and not invented


def _certainty(result: Result, gold: list[dict[str, str]], found: Iterable[Act]) -> None:
    """What confidence was stated, act by act and for the turn as a whole, and whether it was right."""
    left = Counter((a["act"], a["polarity"] in DONE) for a in gold)
    right = 0
    found = list(found)
    for act in found:
        hit = left[act.id, act.holds] > 0
        left[act.id, act.holds] -= hit
        right += hit
        result.sure.append((act.confidence, hit))
    result.local.append((turn_confidence(found), right, len(found)))


def _polarities(result: Result, gold: list[dict[str, str]], found: Iterable[Act]) -> Iterator[bool]:
    left = list(found)
    for act in gold:
        same = next((a for a in left if a.id == act["act"]), None)
        if act["polarity"] in NOT_DONE:
            yield not result.credited.add(any(a.id == act["act"] and a.holds for a in left))
        if same:
            left.remove(same)
            yield result.polarity.add(same.polarity == act["polarity"])


def _terms(result: Result, row: dict[str, Any], reading: Reading) -> Iterator[bool]:
    named = _named(reading)
    if "terms" in row:
        yield result.terms.add(named == flat(row["terms"]))
    elif "no_terms" in row["tags"]:
        yield result.no_terms.add(not named)


def _named(reading: Reading) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for act in reading.acts:
        named |= flat({k: v for k, v in act.slots.items() if k != "about"})
    return named


def measure(lang: Lang, kind: str = "development") -> Result:
    """A whole set of a language."""
    rows = labelled(lang, kind)
    result = Result(CASCADE[lang])
    read(rows[0], lang)  # the first turn reads the models from disk
    for row in rows:
        reading, ms = read(row, lang)
        result.ms.append(ms)
        if not judge(result, row, reading):
            result.faults.append(_told(row, reading))
    if kind == "development":
        dense(result, lang)
    return result


def _told(row: dict[str, Any], reading: Reading) -> str:
    wanted = ", ".join(f"{a['act']} {a['polarity']}" for a in row["acts"])
    got = ", ".join(f"{a.id} {a.polarity} {a.confidence:.2f}" for a in reading.acts)
    named = reading.terms.as_slots() if reading.terms else {}
    terms = f" | terms {row.get('terms')} -> {named}" if "terms" in row or "no_terms" in row["tags"] else ""
    law = f" | wrong law {row.get('wrong')} -> {list(reading.claims)}" if "wrong" in row or reading.claims else ""
    return f"{row['id']}  {row['text']}\n    {wanted}\n -> {got}{terms}{law}"


def summary(results: dict[Lang, Result]) -> str:
    """One row per measure, one column per language."""
    measures: dict[str, Callable[[Result], object]] = {
        "turns": lambda r: len(r.ms),
        "F1 micro": lambda r: f"{r.acts.f1(r.acts.keys()):.3f}",
        "F1 macro (over acts)": lambda r: f"{_macro(r.acts):.3f}",
        "polarity right": lambda r: r.polarity,
        "traps credited as done (0 is best)": lambda r: r.credited,
        "empty turns taken as empty": lambda r: r.empty,
        "terms exact": lambda r: r.terms,
        "no terms where there are none": lambda r: r.no_terms,
        "terms exact, turns full of figures": lambda r: r.dense,
        "none taken from figures that are none": lambda r: r.dense_none,
        "wrong law caught": lambda r: r.caught,
        "false alarms on the law (0 is best)": lambda r: r.alarms,
        "calibration error (ECE)": lambda r: f"{reliability(r.sure):.3f}",
        "turns that stay local, and their precision": lambda r: "{:.0%} at {:.1%}".format(*stays_local(r.local, r.bar)),
        "ms per turn, median": lambda r: f"{median(r.ms):.1f}",
        "ms per turn, p95": lambda r: f"{quantile(r.ms, 0.95):.1f}",
    }
    return table(["", *results], [[name, *(of(r) for r in results.values())] for name, of in measures.items()])


def _macro(counts: Counts) -> float:
    keys = counts.keys()
    return sum(counts.f1([k]) for k in keys) / len(keys)


def by_verb(results: dict[Lang, Result]) -> str:
    """F1 of each verb, with how often it occurs."""
    rows = []
    for verb in INVENTORY:
        cells: list[object] = [verb]
        for r in results.values():
            keys = [k for k in {*r.acts.keys(), NOTHING} if k.split(":")[0] == verb]
            cells += [sum(r.acts.right[k] + r.acts.missed[k] for k in keys), f"{r.acts.f1(keys):.2f}"]
        rows.append(cells)
    return table(["verb", *(h for lang in results for h in (f"{lang} n", "F1"))], rows)


def memory() -> str:
    """The most memory the process has had, both languages loaded."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"peak memory of this process, both languages: {peak:.0f} MB"


def main() -> None:
    """Measure and print."""
    kind = "held-back" if "--held" in sys.argv else "hard" if "--hard" in sys.argv else "development"
    results: dict[Lang, Result] = {lang: measure(lang, kind) for lang in LANGS}
    print(title(f"Understanding of unseen turns, embedded interpreter, {kind} sets"))
    print(summary(results), by_verb(results), memory(), sep="\n\n")
    if kind == "held-back":
        return  # what is confused there stays unseen: nothing is to be written towards it
    for lang, r in results.items():
        print(f"\n{lang}: most often confused (meant -> taken for)")
        for (meant, taken), n in sorted(r.confused.items(), key=lambda c: (-c[1], c[0]))[:CONFUSED]:
            print(f"  {n:>3}  {meant} -> {taken}")
        if "--details" in sys.argv:
            print("", *r.faults, sep="\n")


if __name__ == "__main__":
    main()

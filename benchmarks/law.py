"""Guideline calculations per second and core.

    python -m benchmarks.law [SECONDS]

The cases are those of the scenarios and a few harder ones. Three depths: the calculation of a case already read;
reading it first; and the whole menu, which works out every further step.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.machine import table, title
from trainer.law.calc import sentence
from trainer.law.menu import menu
from trainer.law.spec import parse_spec

CASES: list[dict[str, Any]] = [
    {"offence": "诈骗罪", "amount_yuan": 52000, "increases": [{"why": "amount", "months": [4, 8]}],
     "circumstances": [{"id": "surrender"}, {"id": "compensation.paid_and_forgiven"}, {"id": "restitution"},
                       {"id": "plea_leniency", "stage": "prosecution"}]},
    {"offence": "故意伤害罪", "tier": "light", "circumstances": [{"id": "reconciliation"}, {"id": "confession"},
                                                            {"id": "plea_leniency", "stage": "investigation"}]},
    {"counts": [{"offence": "盗窃罪", "tier": "large", "start_months": 8, "circumstances": [{"id": "confession"}]},
                {"offence": "危险驾驶罪"}]},
]  # fmt: skip


def cases() -> dict[str, dict[str, Any]]:
    """The scenarios' own cases and the harder ones, by name."""
    from trainer.scenario.loader import load_play, scenario_ids

    own = {name: dict(load_play(name).script.sentence) for name in scenario_ids()}
    return own | {" + ".join(c["offence"] for c in case.get("counts", [case])): case for case in CASES}


def rate(work: Callable[[], object], seconds: float) -> float:
    """How often a second `work` can be done."""
    work()
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        work()
        done += 1
    return done / spent


def _whole(case: dict[str, Any]) -> object:
    return sentence(parse_spec(case))


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    rows = []
    for name, case in cases().items():
        spec = parse_spec(case)
        rows.append([
            name,
            f"{rate(partial(sentence, spec), seconds):,.0f}",
            f"{rate(partial(_whole, case), seconds):,.0f}",
            f"{rate(partial(menu, spec), seconds):,.0f}",
        ])  # fmt: skip
    print(title("Sentencing calculations per second and core"))
    print(table(["case", "calculate", "read and calculate", "menu"], rows))


if __name__ == "__main__":
    main()

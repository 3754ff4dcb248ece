"""Guideline calculations per second and core.

    python -m benchmarks.law [SECONDS]

The cases are those of the scenarios and a few harder ones. Three depths: the calculation of a case already read; reading
it first; and the whole menu, which works out every further step.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
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
    {"counts": [{"offence": "盗窃罪", "tier": "large", "start_months": 8, "circumstances": [{"id": "confession", "pct": -15}]},
                {"offence": "危险驾驶罪"}]},
]  # fmt: skip


def cases() -> list[dict[str, Any]]:
    """The scenarios' own cases and the harder ones."""
    from trainer.scenario.loader import load_play, scenario_ids

    return [dict(load_play(name).script.sentence) for name in scenario_ids()] + CASES


def rate(work: Callable[[], None], seconds: float) -> float:
    """How often a second `work` can be done."""
    work()
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        work()
        done += 1
    return done / spent


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    rows = []
    for case in cases():
        spec = parse_spec(case)
        name = " + ".join(c["offence"] for c in case.get("counts", [case]))
        rows.append([
            f"{name} ({len(case.get('circumstances', []))} circumstances)" if "counts" not in case else name,
            f"{rate(lambda s=spec: sentence(s), seconds):,.0f}",
            f"{rate(lambda c=case: sentence(parse_spec(c)), seconds):,.0f}",
            f"{rate(lambda s=spec: menu(s), seconds):,.0f}",
        ])  # fmt: skip
    print(title("Sentencing calculations per second and core"))
    print(table(["case", "calculate", "read and calculate", "menu"], rows))


if __name__ == "__main__":
    main()

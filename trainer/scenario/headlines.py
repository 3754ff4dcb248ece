"""What a list of scenarios shows, read without the model library: the first screen waits for nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer.content import find, names, parse_yaml, read_text
from trainer.errors import ContentError, UsageError
from trainer.i18n.faults import fault


def scenario_folder(scenario_id: str) -> Path:
    """The folder of a scenario; an unknown id is a usage fault that names the known ones."""
    folder = find("scenarios", scenario_id) if "/" not in scenario_id and "\\" not in scenario_id else None
    if folder is None or not (folder / "scenario.yaml").is_file():
        raise fault(UsageError, "unknown_scenario", id=scenario_id, known=", ".join(scenario_ids()))
    return folder


def scenario_ids() -> list[str]:
    """The scenarios that can be played."""
    return [name for name in names("scenarios") if (f := find("scenarios", name)) and (f / "scenario.yaml").is_file()]


@dataclass(frozen=True)
class Headline:
    """What the start screen shows of a scenario, read without validating the whole of it."""

    id: str
    title: dict[str, str]
    tagline: dict[str, str]
    study: str
    roles: tuple[str, ...]
    minutes: int


def headlines() -> list[Headline]:
    """All scenarios for a list. A broken one is left out here; `scenarios lint` tells what is wrong with it."""
    found = []
    for scenario_id in scenario_ids():
        try:
            found.append(_headline(scenario_id))
        except (ContentError, KeyError, TypeError, ValueError):
            continue
    return found


def _headline(scenario_id: str) -> Headline:
    path = scenario_folder(scenario_id) / "scenario.yaml"
    # The headline stands in the first lines; parsing the rest would delay the first screen.
    head = read_text(path).split("\nrooms:", 1)[0]
    data = parse_yaml(head, str(path))
    return Headline(
        id=scenario_id, title={k: str(data["title"][k]) for k in ("en", "zh")},
        tagline={k: str(data["tagline"][k]) for k in ("en", "zh")}, study=str(data["study"]),
        roles=tuple(data["roles"]), minutes=int(data["minutes"]),
    )  # fmt: skip

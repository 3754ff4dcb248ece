"""What a list of scenarios shows, read without the model library: the first screen waits for nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer.content import find, names, parse_yaml, read_text
from trainer.errors import ContentError, UsageError
from trainer.i18n import t
from trainer.i18n.faults import fault, said
from trainer.text import Lang


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


@dataclass(frozen=True)
class Broken:
    """A scenario that cannot be listed, and why."""

    id: str
    fault: ContentError

    def line(self, lang: Lang) -> str:
        """What is wrong, where, and the command that checks it."""
        return t(lang, "broken_scenario", fault=said(self.fault, lang), id=self.id)


def headlines() -> list[Headline]:
    """All scenarios for a list, without those of `broken`."""
    return [found for name in scenario_ids() if isinstance(found := listed(name), Headline)]


def broken() -> list[Broken]:
    """The scenarios that cannot be listed: an author looks for them in the list, and should find them there."""
    return [found for name in scenario_ids() if isinstance(found := listed(name), Broken)]


def listed(scenario_id: str) -> Headline | Broken:
    """A scenario as a list shows it."""
    try:
        return _headline(scenario_id)
    except ContentError as error:
        return Broken(scenario_id, error)
    except (KeyError, TypeError, ValueError):
        return Broken(scenario_id, _what_is_wrong(scenario_id))


def _what_is_wrong(scenario_id: str) -> ContentError:
    """The fault by line and field, which only the whole model knows."""
    # Only now: who lists sound scenarios does not wait for the model library.
    from trainer.scenario.loader import load_play

    try:
        load_play(scenario_id)
    except ContentError as error:
        return error
    return fault(ContentError, "late_headline", where=str(scenario_folder(scenario_id) / "scenario.yaml"))


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

"""For authors: briefing and lint of scenarios."""

from __future__ import annotations

import sys

from trainer.errors import ContentError
from trainer.frontdoor.output import print_markdown
from trainer.frontdoor.playing import make_session
from trainer.text import Lang


def show_briefing(scenario: str, role: str | None, lang: Lang) -> None:
    """The briefing of a scenario, without playing it."""
    from trainer.session.info import briefing
    from trainer.store.memory import MemoryStore

    session = make_session(
        scenario=scenario, role=role, mode="practice", seed=0, personas=[], lang=lang, store=MemoryStore()
    )
    print_markdown(briefing(session.play, session.state))


def lint_scenarios(wanted: list[str], lang: Lang) -> None:
    """Check scenarios; every fault is one line, and the command fails if there is any."""
    from trainer.i18n import t
    from trainer.scenario.headlines import scenario_ids
    from trainer.session.lint import lint

    faults = [fault for name in (wanted or scenario_ids()) for fault in lint(name)]
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    if faults:
        raise ContentError(t(lang, "lint.faults", count=len(faults)), do=t(lang, "lint.mend"))
    sys.stdout.write(t(lang, "lint.sound") + "\n")

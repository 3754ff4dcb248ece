"""Whether the set-up is sound."""

from __future__ import annotations

import sys

from trainer.frontdoor.playing import open_store
from trainer.text import Lang


def examine(lang: Lang) -> None:
    """Every part of the set-up in a line: found and fit, or what to do."""
    from trainer.dialogue.embedded import models_hash, understand
    from trainer.dialogue.interpreter import Turn
    from trainer.i18n import t
    from trainer.scenario.headlines import scenario_ids
    from trainer.session.lint import lint
    from trainer.store.places import data_dir

    understand(Turn("你好", "zh", "defence", "accused"))
    lines = [t(lang, "doctor.data", path=data_dir()), t(lang, "doctor.sessions", count=len(open_store().sessions()))]
    lines += [t(lang, "doctor.interpreter", hash=models_hash())]
    for name in scenario_ids():
        faults = lint(name)
        lines.append(t(lang, "doctor.scenario" if not faults else "doctor.faulty", id=name, count=len(faults)))
    lines.append(t(lang, "doctor.endpoint"))
    sys.stdout.write("\n".join(lines) + "\n")

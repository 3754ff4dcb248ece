"""Options that many commands take."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from trainer.errors import UsageError
from trainer.i18n import language, t
from trainer.text import Lang


def _asked(lang: str) -> str:
    """The language asked for holds for the whole program: for faults, wherever they come up, and for its processes."""
    if lang:
        os.environ["PLEA_TRAINER_LANG"] = language(lang)
    return lang


LangOption = Annotated[str, typer.Option("--lang", callback=_asked)]
JsonOption = Annotated[bool, typer.Option("--json")]


def not_together(lang: Lang, one: tuple[str, object], other: tuple[str, object]) -> None:
    """Raise UsageError where both options were given (name, value) and one of them would do nothing."""
    if one[1] and other[1]:
        raise UsageError(t(lang, "options.both", one=one[0], other=other[0]), do=t(lang, "options.both_do"))

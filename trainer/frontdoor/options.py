"""Options that many commands take."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from trainer.i18n import language


def _asked(lang: str) -> str:
    """The language asked for holds for the whole program: for faults, wherever they come up, and for its processes."""
    if lang:
        os.environ["PLEA_TRAINER_LANG"] = language(lang)
    return lang


LangOption = Annotated[
    str, typer.Option("--lang", help="en or zh; your system's language, if left out.", callback=_asked)
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, and nothing else there.")]

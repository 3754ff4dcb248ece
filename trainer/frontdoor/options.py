"""Options that many commands take."""

from __future__ import annotations

from typing import Annotated

import typer

from trainer.errors import UsageError
from trainer.i18n import t
from trainer.text import Lang

LangOption = Annotated[str, typer.Option("--lang", help="en or zh; your system's language, if left out.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, and nothing else there.")]


def not_together(lang: Lang, one: tuple[str, object], other: tuple[str, object]) -> None:
    """Raise UsageError where both options were given (name, value) and one of them would do nothing."""
    if one[1] and other[1]:
        raise UsageError(t(lang, "options.both", one=one[0], other=other[0]), do=t(lang, "options.both_do"))

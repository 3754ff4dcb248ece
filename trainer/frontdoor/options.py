"""Options that many commands take."""

from __future__ import annotations

from typing import Annotated

import typer

LangOption = Annotated[str, typer.Option("--lang", help="en or zh; your system's language, if left out.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, and nothing else there.")]

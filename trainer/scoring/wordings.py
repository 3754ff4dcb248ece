"""The wordings the judge knows beside the interpreter's acts, as compiled patterns: `data/wordings.yaml`, and
`data/court.yaml` for hearings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from trainer.content import parse_yaml, read_text
from trainer.text import LANGS, Lang

_DATA = Path(__file__).parent / "data"
Book = Literal["wordings", "court"]


@cache
def book(name: Book) -> dict[Lang, dict[str, list[str]]]:
    """A file of wordings: by language and name, the alternatives."""
    path = _DATA / f"{name}.yaml"
    raw: dict[Lang, dict[str, list[str]]] = parse_yaml(read_text(path), str(path))
    return raw


# Each is compiled when it is first asked for: most rubrics need few of them.
@cache
def wording(name: str, lang: Lang, of: Book = "wordings") -> re.Pattern[str]:
    """The wordings of that name, all as one pattern."""
    return re.compile("|".join(book(of)[lang][name]), re.I)


@cache
def either(name: str, of: Book = "wordings") -> re.Pattern[str]:
    """The wordings of that name in both languages as one pattern: what is named in passing may be in either."""
    return re.compile("|".join(row for lang in LANGS for row in book(of)[lang][name]), re.I)

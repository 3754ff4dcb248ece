"""The wordings the judge knows beside the interpreter's acts, as compiled patterns: `data/wordings.yaml`."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from trainer.content import parse_yaml, read_text
from trainer.text import Lang

_PATH = Path(__file__).parent / "data" / "wordings.yaml"


@lru_cache(maxsize=2)
def _all(lang: Lang) -> dict[str, re.Pattern[str]]:
    raw: dict[str, list[str]] = parse_yaml(read_text(_PATH), str(_PATH))[lang]
    return {name: re.compile("|".join(patterns), re.I) for name, patterns in raw.items()}


def wording(name: str, lang: Lang) -> re.Pattern[str]:
    """The wordings of that name, all as one pattern."""
    return _all(lang)[name]

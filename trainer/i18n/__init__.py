"""Interface text in both languages, by id: two catalogues with the same keys, neither the source of the other."""

from __future__ import annotations

import os
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from trainer.errors import UsageError
from trainer.text import Lang

_HERE = Path(__file__).parent


def _flatten(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    out: dict[str, str] = {}
    for key, value in table.items():
        name = f"{prefix}{key}"
        out.update(_flatten(value, f"{name}.") if isinstance(value, dict) else {name: str(value)})
    return out


@lru_cache(maxsize=2)
def catalogue(lang: Lang) -> dict[str, str]:
    """All messages of one language."""
    messages: dict[str, str] = {}
    for path in sorted(_HERE.glob(f"*.{lang}.toml")):
        messages.update(_flatten(tomllib.loads(path.read_text(encoding="utf-8"))))
    return messages


def t(lang: Lang, key: str, /, **values: object) -> str:
    """A message with its `{placeholders}` filled. An unknown key is shown as itself, so nothing is ever blank."""
    message = catalogue(lang).get(key)
    return key if message is None else message.format(**values) if values else message


def language(given: str = "") -> Lang:
    """`en` or `zh`, from an option, PLEA_TRAINER_LANG or the system's own; anything else is a usage fault."""
    value = given or os.environ.get("PLEA_TRAINER_LANG") or ""
    if not value:
        system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
        return "zh" if system.lower().startswith("zh") else "en"
    if value == "en" or value == "zh":
        return value  # type: ignore[return-value]
    raise UsageError(f"unknown language '{value}'", do="--lang en or --lang zh")

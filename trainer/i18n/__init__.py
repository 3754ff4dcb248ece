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


def asked(given: str = "") -> Lang | None:
    """`en` or `zh`, where an option or PLEA_TRAINER_LANG asks for one; anything else is a usage fault."""
    value = given or os.environ.get("PLEA_TRAINER_LANG") or ""
    if value in ("", "en", "zh"):
        return value or None  # type: ignore[return-value]
    raise UsageError(f"unknown language '{value}'", do="--lang en or --lang zh")


def system_language() -> Lang:
    """`en` or `zh`, as the system is set."""
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if system.lower().startswith("zh") else "en"


def language(given: str = "") -> Lang:
    """The language asked for, else the system's."""
    return asked(given) or system_language()

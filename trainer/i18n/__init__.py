"""Interface text in both languages, by id: two catalogues with the same keys, neither the source of the other."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

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

"""The two choices that outlast a run: language and theme. A file that cannot be read or written is no fault."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from trainer.errors import StoreError
from trainer.i18n import system_language
from trainer.store.places import data_dir
from trainer.text import Lang


def _file() -> Path:
    return data_dir() / "screen.json"


def load() -> dict[str, str]:
    """What was chosen last time."""
    with suppress(OSError, ValueError, StoreError):
        found = json.loads(_file().read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return {k: v for k, v in found.items() if isinstance(k, str) and isinstance(v, str)}
    return {}


def save(**changes: str) -> None:
    """Remember a choice."""
    with suppress(OSError, StoreError):
        path = _file()
        rough = path.with_suffix(".tmp")
        rough.write_text(json.dumps({**load(), **changes}), encoding="utf-8")
        rough.replace(path)


def first_language(asked: Lang | None, kept: str | None) -> Lang:
    """The language to begin in: the one asked for, the last one chosen, else the system's."""
    return asked or ("zh" if kept == "zh" else "en" if kept == "en" else system_language())

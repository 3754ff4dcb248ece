"""Answers of models on disk: the same question about the same record is put to the same model once."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)


def key_of(**parts: str | int) -> str:
    """The identity of a question: whatever could change its answer."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


class Cache:
    """A folder of answers, one file each. A cache that cannot be read or written is as good as empty, never a fault."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str, form: type[M]) -> M | None:
        """The answer kept under a key, if it still has this form."""
        with suppress(OSError, ValueError, ValidationError):
            return form.model_validate_json(self._path(key).read_bytes())
        return None

    def holds(self, key: str) -> bool:
        """Whether there is an answer."""
        return self._path(key).is_file()

    def put(self, key: str, value: BaseModel) -> None:
        """Keep an answer; whoever reads it meanwhile sees the old one or the new one, whole."""
        path = self._path(key)
        rough = path.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            rough.write_text(value.model_dump_json(), encoding="utf-8")
            rough.replace(path)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"

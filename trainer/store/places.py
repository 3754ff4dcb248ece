"""Where the program keeps things on this machine."""

from __future__ import annotations

import os
from pathlib import Path

from trainer.errors import StoreError
from trainer.i18n.faults import fault


def data_dir() -> Path:
    """The folder of sessions, reports and rescued text; `PLEA_TRAINER_DATA` names another one. Made when needed."""
    own = os.environ.get("PLEA_TRAINER_DATA")
    if own:
        folder = Path(own)
    else:
        from platformdirs import user_data_path

        folder = user_data_path("plea-trainer", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fault(StoreError, "no_data_folder", where=str(folder), reason=error.strerror) from error
    return folder


def default_url() -> str:
    """The database: `PLEA_TRAINER_DB`, or a SQLite file in the data folder."""
    return os.environ.get("PLEA_TRAINER_DB") or f"sqlite:///{data_dir() / 'sessions.db'}"


def keep_text(text: str, name: str) -> Path:
    """Put text that could not be used where the user finds it again; the file's path is returned."""
    folder = data_dir() / "kept"
    try:
        folder.mkdir(exist_ok=True)
        number = 1 + sum(1 for _ in folder.glob(f"{name}-*.txt"))
        # Where one was deleted, the count is the number of another that is still there.
        while (path := folder / f"{name}-{number}.txt").exists():
            number += 1
        with path.open("x", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError as error:
        raise fault(StoreError, "cannot_keep", where=str(folder), reason=error.strerror) from error
    return path

"""Reports on disk. A file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import StoreError, UsageError
from trainer.report.model import Debrief, build

if TYPE_CHECKING:
    from trainer.session.director import Session

FORMATS = ("json", "md", "html")


def save(session: Session, folder: Path, formats: Iterable[str] = FORMATS, *, release: bool = False) -> list[Path]:
    """Write the report of a session into a folder, made when needed; the paths in the order of `formats`.

    Raises `UsageError` for an unknown format, `StoreError` when the disk refuses.
    """
    wanted = tuple(dict.fromkeys(formats))
    if unknown := [f for f in wanted if f not in FORMATS]:
        raise UsageError(f"unknown format '{unknown[0]}'", do=f"known: {', '.join(FORMATS)}")
    debrief = build(session, release=release)
    stem = f"{session.state.opening.scenario}-{session.id}"
    written = [(folder / f"{stem}.{form}", _WRITERS[form](debrief, session)) for form in wanted]
    for path, text in written:
        write_whole(path, text)
    return [path for path, _ in written]


def write_whole(path: Path, text: str) -> None:
    """Put text into a file by way of a temporary one beside it, so that no half-written file is ever seen."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise StoreError(f"cannot write the report ({error.strerror})", where=str(path),
                         do="choose another folder or free some space") from error  # fmt: skip


def _json(debrief: Debrief, session: Session) -> str:
    from trainer.report.jsonfile import to_json

    return to_json(debrief, session)


def _markdown(debrief: Debrief, session: Session) -> str:
    from trainer.report.markdown import markdown

    return markdown(debrief)


def _html(debrief: Debrief, session: Session) -> str:
    from trainer.report.html import html

    return html(debrief)


_WRITERS: dict[str, Callable[[Debrief, Session], str]] = {"json": _json, "md": _markdown, "html": _html}

"""Reports on disk. A file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import StoreError, UsageError
from trainer.i18n.faults import fault
from trainer.report.model import Debrief, build

if TYPE_CHECKING:
    from trainer.scoring.human import RubricMarks
    from trainer.session.director import Session

FORMATS = ("json", "md", "html", "docx")
PAGES = ("md", "html", "docx")
"""Formats of a report on a file that was made elsewhere; its results are what `grade --json` prints."""


def save(
    session: Session, folder: Path, formats: Iterable[str] = FORMATS, *, release: bool = False,
    marks: Mapping[str, RubricMarks] | None = None,
) -> list[Path]:  # fmt: skip
    """Write the report of a session into a folder, made when needed; the paths in the order of `formats`.

    `marks` by people are shown in the pages; the session as JSON is what happened, and keeps the judge's own.
    Raises `UsageError` for an unknown format or none, `StoreError` when the disk refuses.
    """
    wanted = forms(formats)
    debrief = build(session, release=release, marks=marks)
    plain = build(session, release=release) if marks and "json" in wanted else debrief
    stem = stem_of(session)
    return _write(
        (folder / f"{stem}.{f}", _json(plain, session) if f == "json" else _WRITERS[f](debrief)) for f in wanted
    )


def stem_of(session: Session) -> str:
    """The name of a session's files, without the ending."""
    return f"{session.state.opening.scenario}-{session.id}"


def save_graded(debrief: Debrief, file: Path, folder: Path, formats: Iterable[str]) -> list[Path]:
    """Write the report on a file that was made elsewhere, as `<name>.debrief.<format>`. Raises as `save` does."""
    wanted = pages(formats)
    return _write((folder / f"{file.stem}.debrief.{f}", _WRITERS[f](debrief)) for f in wanted)


def forms(formats: Iterable[str]) -> tuple[str, ...]:
    """The formats a session's report is asked for in, each once. Raises `UsageError` as `save` does."""
    return _known(formats, FORMATS)


def pages(formats: Iterable[str]) -> tuple[str, ...]:
    """The formats a report on a file is asked for in, each once. Raises `UsageError` for an unknown one."""
    return _known(formats, PAGES)


def _known(formats: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(formats))
    if unknown := [f for f in wanted or ("",) if f not in known]:
        raise fault(UsageError, "unknown_format", format=unknown[0], known=", ".join(known))
    return wanted


def _write(files: Iterable[tuple[Path, str | bytes]]) -> list[Path]:
    written = list(files)
    for path, content in written:
        write_whole(path, content)
    return [path for path, _ in written]


def write_whole(path: Path, content: str | bytes) -> None:
    """Put content into a file by way of a temporary one beside it, so that no half-written file is ever seen."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".part")
        data = content if isinstance(content, bytes) else content.encode("utf-8", errors="replace")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise fault(StoreError, "cannot_write_report", where=str(path), reason=error.strerror) from error


def _json(debrief: Debrief, session: Session) -> str:
    from trainer.report.jsonfile import to_json

    return to_json(debrief, session)


def _markdown(debrief: Debrief) -> str:
    from trainer.report.markdown import markdown

    return markdown(debrief)


def _html(debrief: Debrief) -> str:
    from trainer.report.html import html

    return html(debrief)


def _word(debrief: Debrief) -> bytes:
    from trainer.report.word import word

    return word(debrief)


_WRITERS: dict[str, Callable[[Debrief], str | bytes]] = {"md": _markdown, "html": _html, "docx": _word}

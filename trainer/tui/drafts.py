"""What is being typed, kept on disk while it is not sent: a killed program gives it back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from trainer.errors import StoreError
from trainer.i18n.faults import fault
from trainer.store.places import data_dir


def _file(session: str) -> Path:
    return data_dir() / "drafts" / f"{session}.txt"


def keep(session: str, text: str) -> None:
    """Keep a draft; an empty one is removed. Raises `StoreError` when the disk refuses."""
    path = _file(session)
    rough = path.with_suffix(".tmp")
    try:
        if not text.strip():
            path.unlink(missing_ok=True)
            rough.unlink(missing_ok=True)
            return
        path.parent.mkdir(exist_ok=True)
        rough.write_text(text, encoding="utf-8", errors="replace")
        rough.replace(path)
    except OSError as error:
        raise fault(StoreError, "cannot_keep", where=str(path), reason=error.strerror) from error


def kept(session: str) -> str:
    """The draft of a session, or nothing."""
    with suppress(OSError, StoreError):
        return _file(session).read_text(encoding="utf-8")
    return ""

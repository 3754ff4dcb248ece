"""The debrief of a session in one call, as the app and the command line show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.report.model import build

if TYPE_CHECKING:
    from trainer.session.director import Session


def markdown(session: Session, *, release: bool = False) -> str:
    """The debrief as Markdown."""
    from trainer.report.markdown import markdown as write

    return write(build(session, release=release))


def plain_text(session: Session, width: int, *, release: bool = False) -> str:
    """The debrief as plain text, no line wider than `width` cells."""
    from trainer.report.plain import plain_text as write

    return write(build(session, release=release), width)

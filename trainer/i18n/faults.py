"""Faults in the language of whoever reads them: raised by key, worded where they are shown."""

from __future__ import annotations

from typing import TypeVar

from trainer.errors import TrainerError, UsageError
from trainer.i18n import catalogue, language, t
from trainer.text import Lang

F = TypeVar("F", bound=TrainerError)


def fault(kind: type[F], key: str, *, where: str = "", **slots: object) -> F:
    """The fault of that key: `faults.<key>`, and what to do in `faults.<key>_do`. English until it is shown."""
    what, do = _words("en", key, slots)
    return kind(what, where=where, do=do, key=key, slots=slots)


def said(error: TrainerError, lang: Lang | None = None) -> str:
    """A fault on one line, in `lang` or in the language of this user; one without a key as it was raised."""
    if not error.key:
        return error.line()
    what, do = _words(lang or _of_this_user(), error.key, error.slots)
    return TrainerError(what, where=error.where, do=do).line()


def _words(lang: Lang, key: str, slots: dict[str, object]) -> tuple[str, str]:
    do = f"faults.{key}_do"
    return t(lang, f"faults.{key}", **slots), t(lang, do, **slots) if do in catalogue(lang) else ""


def _of_this_user() -> Lang:
    try:
        return language()
    except UsageError:
        return "en"

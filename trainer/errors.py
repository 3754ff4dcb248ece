"""Faults a user can mend: one clear line saying what, where and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.text import clean


class TrainerError(Exception):
    """A fault with one line for the user.

    `what` says what is wrong, `where` names the place (``file:line`` where there is one), `do` the remedy. Where the
    catalogues hold the fault, `key` names it there, with the values in `slots`; without one it is told in English.
    """

    def __init__(
        self, what: str, *, where: str = "", do: str = "", key: str = "", slots: Mapping[str, object] | None = None
    ) -> None:
        self.what, self.where, self.do = what, where, do
        self.key, self.slots = key, dict(slots or {})
        super().__init__(self.line())

    def line(self) -> str:
        """The whole message on one line, without what a terminal could take for a command: it may quote a file."""
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.do:
            parts.append(self.do)
        return " - ".join(" ".join(clean(part).split()) for part in parts)


class ContentError(TrainerError):
    """A scenario, persona, rubric or law file that cannot be used."""


class StoreError(TrainerError):
    """The disk or the database refused."""


class UsageError(TrainerError):
    """The command was given something it cannot take (exit code 2)."""

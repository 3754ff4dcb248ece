"""What all screens share: the language, the line of keys, and one place for a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import ModalScreen, Screen

from trainer.i18n import t
from trainer.tui.widgets.keys import Key, KeyLine

if TYPE_CHECKING:
    from trainer.text import Lang
    from trainer.tui.app import PleaTrainerApp

Entry = tuple[str, str, Callable[[], Any]]
"""A command of the palette: name, explanation, deed."""
Result = TypeVar("Result")


class Bilingual:
    """A screen that speaks the language of the program, or of the session it shows."""

    app: Any
    own_lang: Lang | None = None

    @property
    def trainer(self) -> PleaTrainerApp:
        """The program."""
        found: PleaTrainerApp = self.app
        return found

    @property
    def lang(self) -> Lang:
        """The language of this screen."""
        return self.own_lang or self.trainer.lang

    def say(self, key: str, **values: object) -> str:
        """A message of the screen catalogue."""
        return t(self.lang, f"tui.{key}", **values)

    def entries(self) -> Iterable[Entry]:
        """Commands this screen adds to the palette."""
        return ()


class TrainerScreen(Bilingual, Screen[None]):
    """A whole screen."""

    def keys(self) -> list[Key]:
        """The keys shown at the foot."""
        return []

    def key_line(self) -> KeyLine:
        """The line of keys."""
        return KeyLine(*self.keys())

    async def relabel(self) -> None:
        """Draw everything again in the language chosen now."""
        await self.recompose()


class TrainerModal(Bilingual, ModalScreen[Result]):
    """Something laid over a screen; Escape closes it."""

    BINDINGS = [("escape", "close", "")]

    def action_close(self) -> None:
        """Close without a result."""
        self.dismiss(None)

"""A short question over a screen: a choice, or a line of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static

from trainer.text import Lang
from trainer.tui.screens.base import TrainerModal
from trainer.tui.widgets.menu import Menu, Row


class AskScreen(TrainerModal[str]):
    """A question with answers; the answer's id comes back, or None."""

    CSS_PATH = "ask.tcss"

    def __init__(
        self, question: str, below: str, answers: Sequence[tuple[str, str]], lang: Lang,
        *, typed_on: Callable[[str], None] | None = None,
    ) -> None:  # fmt: skip
        """`typed_on` takes what is typed at the question: whoever types on has not meant to be asked."""
        super().__init__()
        self.question, self.below, self.answers, self.own_lang = question, below, answers, lang
        self.typed_on = typed_on

    def compose(self) -> ComposeResult:
        """See Textual."""
        with Vertical(id="ask"):
            yield Static(self.question, id="question", markup=False)
            yield Static(self.below, id="below", markup=False)
            yield Menu([Row(f"answer:{key}", label) for key, label in self.answers], id="answers")

    def on_mount(self) -> None:
        """See Textual."""
        self.query_one(Menu).focus()

    def on_key(self, event: events.Key) -> None:
        """A letter goes where it was meant to go."""
        if event.is_printable and event.character:
            self._hand_on(event, event.character)

    def on_paste(self, event: events.Paste) -> None:
        """So does a whole text."""
        self._hand_on(event, event.text)

    def _hand_on(self, event: events.Event, text: str) -> None:
        if self.typed_on is None:
            return
        event.stop()
        self.typed_on(text)
        if self.is_current:
            self.dismiss(None)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss((event.option_id or "").partition(":")[2])


class LineScreen(TrainerModal[str]):
    """A question answered by a line of text."""

    CSS_PATH = "ask.tcss"

    def __init__(self, question: str, below: str, lang: Lang) -> None:
        super().__init__()
        self.question, self.below, self.own_lang = question, below, lang

    def compose(self) -> ComposeResult:
        """See Textual."""
        with Vertical(id="ask"):
            yield Static(self.question, id="question", markup=False)
            yield Static(self.below, id="below", markup=False)
            yield Input(id="line")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

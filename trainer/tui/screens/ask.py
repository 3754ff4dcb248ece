"""A short question over a screen: a choice, or a line of text."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static

from trainer.text import Lang
from trainer.tui.screens.base import TrainerModal
from trainer.tui.widgets.menu import Menu, Row


class AskScreen(TrainerModal[str]):
    """A question with answers; the answer's id comes back, or None."""

    CSS_PATH = "ask.tcss"

    def __init__(self, question: str, below: str, answers: Sequence[tuple[str, str]], lang: Lang) -> None:
        super().__init__()
        self.question, self.below, self.answers, self.own_lang = question, below, answers, lang

    def compose(self) -> ComposeResult:
        """See Textual."""
        with Vertical(id="ask"):
            yield Static(self.question, id="question", markup=False)
            yield Static(self.below, id="below", markup=False)
            yield Menu([Row(f"answer:{key}", label) for key, label in self.answers], id="answers")

    def on_mount(self) -> None:
        """See Textual."""
        self.query_one(Menu).focus()

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

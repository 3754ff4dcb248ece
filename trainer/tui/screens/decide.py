"""The decision at the table: the terms, five ways, a reason, and a second look before it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from trainer.i18n.phrases import terms_phrase
from trainer.tui.screens.base import TrainerModal
from trainer.tui.widgets.keys import KeyLine
from trainer.tui.widgets.menu import Menu, Row

if TYPE_CHECKING:
    from trainer.session.director import Session

# What the decisions are called as commands.
COMMAND = {"sign": "sign", "sign_with_reservation": "reserve", "decline": "decline", "ask_time": "time",
           "withdraw": "withdraw"}  # fmt: skip


class DecideScreen(TrainerModal[str]):
    """The decision comes back as a command line."""

    CSS_PATH = "decide.tcss"

    def __init__(self, session: Session, reason: str = "", written: Callable[[str], None] | None = None) -> None:
        """`reason` was begun before; `written` is told of every change, so that it outlasts the screen."""
        super().__init__()
        self.session, self.own_lang = session, session.lang
        self.reason, self.written = reason, written
        self.chosen = ""

    def compose(self) -> ComposeResult:
        """See Textual."""
        with Vertical(id="decide"):
            yield Static(self.say("decide.title"), id="title", markup=False)
            yield Static(self._terms(), id="terms", markup=False)
            yield Menu(self._rows(), id="ways")
            yield Static(self.say("decide.reason"), id="why", markup=False)
            yield Input(
                self.reason, id="reason", placeholder=self.say("decide.reason_hint"), disabled=True,
                select_on_focus=False,  # the next letter adds to a reason that was begun, and replaces none
            )  # fmt: skip
            yield Menu([], id="sure")
        yield KeyLine(("Enter", self.say("key.choose"), ""), ("Esc", self.say("key.back"), "screen.close"))

    def on_mount(self) -> None:
        """See Textual."""
        self.query_one("#sure").display = False
        ways = self.query_one("#ways", Menu)
        ways.show(self._rows())
        ways.focus()

    def _terms(self) -> Content:
        session = self.session
        state = session.state
        terms = state.agreed or state.offer or session.play.script.offer
        key = "agreed" if state.agreed else "offered" if state.offer else "drafted"
        head = self.say(f"decide.{key}")
        return Content.assemble((f"{head}\n", "$quiet"), (terms_phrase(terms, self.lang), "bold $accent"))

    def _rows(self) -> list[Row]:
        session = self.session
        at_table = session.play.rooms[session.state.room].kind == "signing"
        rows = []
        for decision in COMMAND:
            if decision == "withdraw" and session.state.trainee == "prosecutor":
                continue  # a plea is the accused's to take back
            off = decision.startswith("sign") and not at_table
            about = self.say("decide.not_here") if off else self.say(f"decide.about.{decision}")
            rows.append(Row(f"way:{decision}", self.say(f"decide.way.{decision}"), about, off=off))
        return rows

    @on(OptionList.OptionSelected, "#ways")
    def _way(self, event: OptionList.OptionSelected) -> None:
        self.chosen = (event.option_id or "").partition(":")[2]
        reason = self.query_one("#reason", Input)
        reason.disabled = False
        reason.placeholder = self.say("decide.reason_now")
        reason.focus()

    @on(Input.Changed)
    def _writing(self, event: Input.Changed) -> None:
        if self.written is not None:
            self.written(event.value)

    @on(Input.Submitted)
    def _reasoned(self) -> None:
        sure = self.query_one("#sure", Menu)
        yes = self.say("decide.sure", way=self.say(f"decide.way.{self.chosen}"))
        sure.show([Row("sure:yes", yes), Row("sure:no", self.say("decide.think"))])
        sure.display = True
        sure.focus()

    @on(OptionList.OptionSelected, "#sure")
    def _sure(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == "sure:yes":
            reason = self.query_one("#reason", Input).value.strip()
            self.dismiss(f"/{COMMAND[self.chosen]} {reason}".strip())
        else:
            self.query_one("#sure").display = False
            self._choose_again()

    def _choose_again(self) -> None:
        """Back to the ways; what was written as a reason stays."""
        self.chosen, self.query_one("#reason", Input).disabled = "", True
        self.query_one("#ways").focus()

    def action_close(self) -> None:
        """One step back; from the first step, out."""
        sure, reason = self.query_one("#sure"), self.query_one("#reason", Input)
        if sure.display:
            sure.display = False
            reason.focus()
        elif self.chosen:
            self._choose_again()
        else:
            self.dismiss(None)

"""One line of a form: a label and a value, changed with the left and right keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

_LABEL = 30
"""Cells of the column of labels."""


@dataclass(frozen=True, slots=True)
class Value:
    """Something that can be chosen: what it is called, and what it means."""

    id: str
    label: str
    about: str = ""


class Choice(Static, can_focus=True):
    """A value out of several."""

    BINDINGS = [("left", "turn(-1)", ""), ("right,space", "turn(1)", "")]

    class Changed(Message):
        """Another value was chosen, or the line was reached."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, label: str, values: Sequence[Value], *, chosen: str = "", id: str) -> None:
        super().__init__(id=id, markup=False)
        self.label, self.values = label, list(values)
        self.index = next((i for i, v in enumerate(self.values) if v.id == chosen), 0)

    @property
    def value(self) -> Value:
        """What is chosen."""
        return self.values[self.index]

    def render(self) -> Content:
        """See Textual."""
        arrows = ("‹ ", " ›") if self.open else ("  ", "")
        label = self.label + " " * max(2, _LABEL - cell_len(self.label))
        style = "" if self.has_focus else "$quiet"
        return Content.assemble((label, style), f"{arrows[0]}{self.value.label}{arrows[1]}")

    @property
    def open(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.values) > 1

    def action_turn(self, way: int) -> None:
        """The next value, or the one before."""
        self.index = (self.index + way) % len(self.values)
        self.refresh()
        self.post_message(self.Changed(self))

    def on_focus(self) -> None:
        """See Textual."""
        self.post_message(self.Changed(self))

    def on_click(self) -> None:
        """See Textual."""
        self.action_turn(1)


class Number(Choice):
    """A whole number, typed or stepped."""

    def __init__(self, label: str, number: int, about: str, *, id: str) -> None:
        super().__init__(label, [Value(str(number), str(number), about)], id=id)

    def _set(self, text: str) -> None:
        number = str(int(text[:9] or 0))
        self.values = [Value(number, number, self.value.about)]
        self.refresh(layout=True)

    @property
    def open(self) -> bool:
        """See `Choice.open`."""
        return True

    def action_turn(self, way: int) -> None:
        """One more, or one less."""
        self._set(str(max(0, int(self.value.id) + way)))

    def on_key(self, event: events.Key) -> None:
        """Digits are typed in."""
        if event.character and event.character.isascii() and event.character.isdigit():
            self._set(self.value.id + event.character)
            event.stop()
        elif event.key == "backspace":
            self._set(self.value.id[:-1])
            event.stop()

"""Where the trainee types. Enter sends, Ctrl+J begins a new line, Up brings back what was sent, or refused, before."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import TextArea


class Composer(TextArea):
    """A text area that keeps its text until it hears that the text has arrived."""

    BINDINGS = [
        ("pageup", "screen.turn(-1)", ""), ("pagedown", "screen.turn(1)", ""), ("ctrl+j,shift+enter", "new_line", ""),
    ]  # fmt: skip

    class Sent(Message):
        """The trainee pressed Enter."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, placeholder: str, *, id: str) -> None:
        super().__init__(
            id=id, compact=True, show_line_numbers=False, highlight_cursor_line=False, placeholder=placeholder
        )
        self.past: list[str] = []
        self._at = 0
        self._unsent = ""

    @property
    def draft(self) -> str:
        """What is being written: behind a line that was only brought back stands what was begun before it."""
        return self._begun if self._recalled and self.text == self.past[self._at] else self.text

    @property
    def _recalled(self) -> bool:
        return self._at < len(self.past)

    @property
    def _begun(self) -> str:
        return self._unsent if self._recalled else ""

    def arrived(self, text: str) -> None:
        """This text is on disk: it can leave the input, unless the trainee has typed on.

        Was it brought back from before, what had been begun returns to the input.
        """
        begun = self._begun
        self.remember(text)
        if self.text == text:
            self.put(begun)

    def refused(self, text: str) -> None:
        """This text was not taken. It stays to be sent again or mended, marked, so that the next words replace it.

        It can be had back with Up. What was typed on in the meantime is left alone.
        """
        if self._begun:
            self.remember(self._begun)
        self.remember(text)
        if self.text == text:
            self.select_all()

    def remember(self, text: str) -> None:
        """Something sent, for the Up key."""
        if not self.past or self.past[-1] != text:
            self.past.append(text)
        self._at, self._unsent = len(self.past), ""

    def put(self, text: str) -> None:
        """Put a text in, the cursor behind it."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Sent(self.text))
            return
        await super()._on_key(event)

    def _on_focus(self, event: events.Focus) -> None:
        super()._on_focus(event)
        # The window of an input method opens where the terminal's cursor stands.
        self.call_after_refresh(self._place_cursor)

    def _place_cursor(self) -> None:
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    def action_new_line(self) -> None:
        """A new line in the text."""
        self.insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:
        """Up; from the first line to what was sent before."""
        if select or not self.navigator.is_first_wrapped_line(self.cursor_location) or not self._back():
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Down; from the last line back towards what is being written."""
        if select or not self.navigator.is_last_wrapped_line(self.cursor_location) or not self._forth():
            super().action_cursor_down(select)

    def _back(self) -> bool:
        at, unsent = self._at - 1, self._unsent
        if not self._recalled:
            unsent = self.text
            # What was refused still stands here: back means to what was sent before it.
            at -= bool(self.past and self.past[-1] == self.text)
        if at < 0:
            return False
        self._at, self._unsent = at, unsent
        self.put(self.past[at])
        return True

    def _forth(self) -> bool:
        if not self._recalled:
            return False
        self._at += 1
        self.put(self.past[self._at] if self._recalled else self._unsent)
        return True

"""Text to scroll through. There is no scroll bar beside Chinese text: the line of keys says when more follows."""

from __future__ import annotations

from textual import events
from textual.containers import VerticalScroll

from trainer.i18n import t
from trainer.tui.widgets.keys import KeyLine


class Reader(VerticalScroll):
    """A scroll area that tells the line of keys whether the end is in view."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """See Textual."""
        super().watch_scroll_y(old_value, new_value)
        self.tell()

    def watch_virtual_size(self) -> None:
        """More text, or less."""
        self.call_after_refresh(self.tell)

    def on_resize(self, event: events.Resize) -> None:
        """See Textual."""
        self.tell()

    def tell(self) -> None:
        """Say whether more follows below."""
        below = self.is_attached and self.max_scroll_y - self.scroll_y >= 1
        for line in self.screen.query(KeyLine) if self.is_attached else ():
            line.hint(t(getattr(self.screen, "lang", "en"), "tui.key.more") if below else "")

"""The line of keys at the foot of a screen."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

Key = tuple[str, str, str]
"""What to press, what it does, the action behind it (for the mouse)."""
_GAP = "   "


class KeyLine(Static):
    """Keys and what they do, the most needed first; what does not fit whole is left off."""

    def __init__(self, *keys: Key) -> None:
        super().__init__(classes="keys", markup=False)
        self._keys = keys
        self._hint = ""

    def hint(self, text: str) -> None:
        """Something to say before the keys, or nothing."""
        if text != self._hint:
            self._hint = text
            self.refresh()

    def show(self, *keys: Key) -> None:
        """Show other keys."""
        self._keys = keys
        self.refresh()

    def render(self) -> Content:
        """See Textual."""
        room = self.content_size.width
        parts = [Content.styled(f"▾ {self._hint}", "bold $accent")] if self._hint else []
        room -= sum(part.cell_length + len(_GAP) for part in parts)
        for press, label, action in self._keys:
            click = Style.from_meta({"@click": action}) if action else Style()
            part = Content.assemble((press, "bold $primary"), " ", (label, "$quiet")).stylize(click)
            room -= part.cell_length
            if room < 0:
                break
            parts.append(part)
            room -= len(_GAP)
        return Content(_GAP).join(parts)

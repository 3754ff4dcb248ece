"""The line of keys at the foot of a screen."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

Key = tuple[str, str, str]
"""What to press, what it does, the action behind it (for the mouse)."""


class KeyLine(Static):
    """Keys and what they do, the most needed first; what does not fit is left off."""

    def __init__(self, *keys: Key) -> None:
        super().__init__(_line(keys), classes="keys", markup=False)

    def show(self, *keys: Key) -> None:
        """Show other keys."""
        self.update(_line(keys))


def _line(keys: tuple[Key, ...]) -> Content:
    parts: list[Content] = []
    for press, label, action in keys:
        click = Style.from_meta({"@click": action}) if action else Style()
        parts.append(Content.assemble((press, "bold $primary"), " ", (label, "$quiet")).stylize(click))
        parts.append(Content("   "))
    return Content("").join(parts)

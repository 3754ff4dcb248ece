"""The command palette: what can be done on this screen, then what can be done everywhere."""

from __future__ import annotations

from textual.command import DiscoveryHit, Hit, Hits, Provider

from trainer.tui.screens.base import Bilingual, Entry


class Commands(Provider):
    """Commands of the screen and of the program."""

    def _entries(self) -> list[Entry]:
        own = list(self.screen.entries()) if isinstance(self.screen, Bilingual) else []
        return [*own, *self.app.entries(self.screen)]  # type: ignore[attr-defined]

    async def discover(self) -> Hits:
        """Everything, while nothing is typed."""
        for name, about, deed in self._entries():
            yield DiscoveryHit(name, deed, help=about or None)

    async def search(self, query: str) -> Hits:
        """What fits the words typed."""
        matcher = self.matcher(query)
        for name, about, deed in self._entries():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), deed, text=name, help=about or None)

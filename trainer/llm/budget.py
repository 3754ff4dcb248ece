"""Tokens per run: counted as reported or estimated, and a limit that stops before it is passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.llm.faults import EndpointFault
from trainer.text import has_cjk

Messages = Sequence[tuple[str, str]]
"""Role (system, user, assistant) and text, in order."""


@dataclass(frozen=True)
class Usage:
    """Tokens of one call; `cached` of the prompt were served from the server's prefix cache."""

    prompt: int = 0
    answer: int = 0
    cached: int = 0
    reported: bool = False
    """Counted by the server; estimated here otherwise."""

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.prompt + other.prompt, self.answer + other.answer, self.cached + other.cached,
                     self.reported and other.reported)  # fmt: skip

    @property
    def total(self) -> int:
        """Tokens sent and received."""
        return self.prompt + self.answer


NOTHING = Usage(reported=True)


def estimate(text: str) -> int:
    """Tokens a text takes, guessed on the high side: one per Chinese character, one per three and a half others."""
    wide = len(text) - len(text.encode("ascii", "ignore")) if has_cjk(text) or not text.isascii() else 0
    return wide + round((len(text) - wide) / 3.5)


def prompt_text(messages: Messages) -> str:
    """A prompt as one text, in which prefixes can be compared."""
    return "\x1e".join(f"{role}\x1f{text}" for role, text in messages)


def common_prefix(one: str, other: str) -> int:
    """Characters two texts share at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


@dataclass
class Budget:
    """What a run may use, and what it has used. One budget may be shared by several doors of the same event loop."""

    limit: int | None = None
    """Tokens; None for no limit."""
    spent: Usage = NOTHING
    calls: int = 0
    _held: int = 0

    def hold(self, messages: Messages, max_tokens: int) -> int:
        """Set aside what a call may cost at most, and return it; EndpointFault `budget` when it no longer fits."""
        most = estimate(prompt_text(messages)) + 4 * len(messages) + max_tokens
        if self.limit is not None and self.spent.total + self._held + most > self.limit:
            raise EndpointFault("budget", f"{self.spent.total} of {self.limit} tokens used")
        self._held += most
        return most

    def settle(self, held: int, usage: Usage) -> None:
        """Replace what was set aside by what the call did cost."""
        self._held -= held
        self.spent += usage
        self.calls += 1

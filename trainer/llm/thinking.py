"""Thinking aloud, taken out: a model's `<think>` block is neither speech nor answer, closed or not."""

from __future__ import annotations

import re

_NAMES = r"(?:think|thinking|thought|reasoning)"
_OPEN = re.compile(rf"<{_NAMES}>|◁think▷", re.I)
_CLOSE = re.compile(rf"</{_NAMES}>|◁/think▷|<\|channel\|>final<\|message\|>", re.I)
_CHANNEL = re.compile(r"<\|channel\|>(?!final)\w+<\|message\|>")
_LONGEST = 28
"""Characters of the longest tag: a stream holds back no more than this after a `<`."""


def split(text: str) -> tuple[str, str]:
    """What is said and what is thought. A closing tag without an opening one ends thought that began in the prompt.

    A text that begins as JSON is left alone: a tag in it stands in a quotation.
    """
    if text.lstrip().startswith(("{", "```")):
        return text, ""
    last = next(reversed(list(_CLOSE.finditer(text))), None)
    opened = _OPEN.search(text) or _CHANNEL.search(text)
    if last and (opened is None or last.start() < opened.start()):
        return _after(text, last.start(), last.end())
    if opened is None:
        return text, ""
    return _blocks(text)


def _after(text: str, end_thought: int, start_speech: int) -> tuple[str, str]:
    said, more = split(text[start_speech:])
    return said, "\n".join(p for p in (text[:end_thought], more) if p)


def _blocks(text: str) -> tuple[str, str]:
    said: list[str] = []
    thought: list[str] = []
    place = 0
    while opened := _OPEN.search(text, place) or _CHANNEL.search(text, place):
        said.append(text[place : opened.start()])
        closed = _CLOSE.search(text, opened.end())
        thought.append(text[opened.end() : closed.start() if closed else len(text)])
        place = closed.end() if closed else len(text)
    said.append(text[place:])
    return "".join(said), "\n".join(thought)


class Filter:
    """The same for a text that arrives in pieces: speech is let through as soon as it cannot be part of a tag."""

    def __init__(self) -> None:
        self._rest = ""
        self._inside = False

    def feed(self, piece: str) -> str:
        """The speech that has become certain."""
        self._rest += piece
        out: list[str] = []
        while found := self._next():
            if not self._inside:
                out.append(self._rest[: found.start()])
            self._rest = self._rest[found.end() :]
            self._inside = found.re is not _CLOSE
        keep = self._held()
        if not self._inside:
            out.append(self._rest[: len(self._rest) - keep])
        self._rest = self._rest[len(self._rest) - keep :]
        return "".join(out)

    def end(self) -> str:
        """What was held back, now that nothing more comes."""
        rest, self._rest = self._rest, ""
        return "" if self._inside else rest

    def _next(self) -> re.Match[str] | None:
        if self._inside:
            return _CLOSE.search(self._rest)
        found = [m for m in (p.search(self._rest) for p in (_OPEN, _CLOSE, _CHANNEL)) if m]
        return min(found, key=lambda m: m.start()) if found else None

    def _held(self) -> int:
        """Characters at the end that may be the beginning of a tag."""
        tail = self._rest[-_LONGEST:]
        start = max(tail.rfind("<"), tail.rfind("◁"))
        # `<|channel|>final<|message|>` holds three of them.
        channel = tail.find("<|channel")
        start = channel if channel >= 0 else start
        return len(tail) - start if start >= 0 and not re.match(r"<[^/|a-z]", tail[start:], re.I) else 0

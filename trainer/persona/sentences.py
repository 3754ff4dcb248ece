"""A stream of text cut into sentences, each handed on as soon as it is whole."""

from __future__ import annotations

import re

from trainer.text import Lang

_END = {"zh": re.compile(r"[。！？!?…；;]+"), "en": re.compile(r"[.!?…]+")}
_CLOSERS = "”’」』\"')）】"
_ABBREVIATED = re.compile(r"(?:^|[\s(\"“])(?:mr|mrs|ms|dr|no|art|arts|para|st|vs|e\.g|i\.e|etc|a\.m|p\.m|[a-z])$", re.I)
_WORD = re.compile(r"[a-z]{2,}$|[)’”\"']$", re.I)
LONGEST = {"en": 400, "zh": 160}
"""Characters after which a stretch without an end is cut all the same: it is checked, and found too long."""


def sentences_of(text: str, lang: Lang) -> list[str]:
    """The sentences of a whole text."""
    cutter = Cutter(lang)
    return [*cutter.feed(text), *cutter.end()]


class Cutter:
    """Takes pieces, gives sentences. What stands inside quotation marks is not cut."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._rest = ""

    def feed(self, piece: str) -> list[str]:
        """The sentences that are whole now."""
        self._rest += piece
        out: list[str] = []
        while (at := self._next()) is not None:
            sentence, self._rest = self._rest[:at], self._rest[at:]
            self._keep(sentence, out)
        return out

    def end(self) -> list[str]:
        """What is left, now that nothing more comes."""
        out: list[str] = []
        self._keep(self._rest, out)
        self._rest = ""
        return out

    def _keep(self, sentence: str, out: list[str]) -> None:
        # A closing mark or a dot that came after its sentence had been handed on is nothing to show.
        text = sentence.strip()
        if text.strip(_CLOSERS + " .…。！!？?；;"):
            out.append(text)

    def _next(self) -> int | None:
        """Where the first whole sentence ends, as far as can be told by now."""
        line = self._rest.find("\n", len(self._rest) - len(self._rest.lstrip()))
        for found in _END[self.lang].finditer(self._rest):
            if 0 <= line < found.start():
                break
            at = self._closed(found)
            if at is not None:
                return at
        if line >= 0:
            return line + 1
        return LONGEST[self.lang] if len(self._rest) > LONGEST[self.lang] else None

    def _closed(self, found: re.Match[str]) -> int | None:
        before, after = self._rest[: found.start()], self._rest[found.end() :]
        at = found.end()
        while at < len(self._rest) and self._rest[at] in _CLOSERS and self._open(self._rest[:at]):
            at += 1
        if self._open(self._rest[:at]):
            return None
        if self.lang == "zh" or found[0][0] != ".":
            return at
        if _ABBREVIATED.search(before) or not _WORD.search(before):
            # `Art. 15`, `3.5`, `...`: only a space and a capital tell, and they have not come yet.
            return at if re.match(r"\s+[A-Z“\"]", after) and not _ABBREVIATED.search(before) else None
        return at if not after or after[0].isspace() or after[0] in _CLOSERS else None

    def _open(self, text: str) -> bool:
        return text.count("“") > text.count("”") or text.count("「") > text.count("」") or text.count('"') % 2 == 1

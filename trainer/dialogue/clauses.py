"""A turn cut into the stretches that may each do one thing."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from trainer.text import Lang


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a turn. `start` and `end` are character offsets; `sentence` counts sentences from 0."""

    text: str
    start: int
    end: int
    sentence: int


_SENTENCE = re.compile(r"[^.?!。？！；;…\n]+(?:\.(?=\d)[^.?!。？！；;…\n]+)*[.?!。？！；;…]*[\"”』」’')]*")
_ABBREVIATION = re.compile(r"(?:\b(?:mr|mrs|ms|dr|art|no|para|e\.g|i\.e|vs|etc|approx)|\b[A-Z])\.$", re.I)
_OPENS_CONDITION = {
    "en": re.compile(r"^\W*(?:and |but |so )?(?:if|when|once|unless|before|after|even if|as soon as|suppose|say|had|were)\b", re.I),
    "zh": re.compile(r"^\W*(?:那|但|但是|不过)?(?:如果|要是|假如|假设|倘若|一旦|万一|只要|除非|等|即使|就算|签了|等到|在)"),
}  # fmt: skip
_JOINT = {
    "en": re.compile(r"(?:,|\s[-–—]|:)\s+(?=(?:and|but|so|then|also|now|because|can|could|would|do|does|did|has|have|is|are|"
                     r"please|tell|what|how|why|who|i|i'd|i'll|i'm|you|we|he|she|they|that|it|it's|there|let|thank|nobody|no one|"
                     r"don't)\b)|\s+(?=(?:but|and)\s(?:i|you|we|he|she|they|can|could|would|tell|what|please|has|have|did|do)\b)", re.I),
    "zh": re.compile(r"[，,、：:](?=\S)|(?<=[\u3400-\u9fff])\s+(?=\S)"),
}  # fmt: skip
MIN_CHARS = {"en": 9, "zh": 3}


def _sentences(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if spans and (_ABBREVIATION.search(text[spans[-1][0] : spans[-1][1]]) or not re.search(r"\w", match[0])):
            spans[-1] = (spans[-1][0], end)
        elif re.search(r"\w", match[0]):
            spans.append((start, end))
    return spans


def _pieces(sentence: str, lang: Lang) -> list[tuple[int, int]]:
    """Stretches between joints; a condition stays with what follows from it, a scrap with its neighbour."""
    cuts = [0, *(m.end() if m.end() > m.start() else m.start() for m in _JOINT[lang].finditer(sentence)), len(sentence)]
    spans: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(cuts):
        if spans:
            held = sentence[spans[-1][0] : spans[-1][1]]
            short = (
                len(held.strip(" ,，、")) < MIN_CHARS[lang]
                or len(sentence[start:end].strip(" ,，.。?？")) < MIN_CHARS[lang]
            )
            if short or _OPENS_CONDITION[lang].match(held):
                spans[-1] = (spans[-1][0], end)
                continue
        spans.append((start, end))
    return spans


def clauses(text: str, lang: Lang) -> list[list[Clause]]:
    """Per sentence, the smallest stretches that may be acts of their own, in order."""
    out: list[list[Clause]] = []
    for number, (start, end) in enumerate(_sentences(text)):
        row = []
        for a, b in _pieces(text[start:end], lang):
            piece = text[start + a : start + b]
            lead = len(piece) - len(piece.lstrip(' ,，、:：-–—"“'))
            clean = piece.strip(" ,，、:：-–—")
            if clean:
                row.append(Clause(clean, start + a + lead, start + b, number))
        if row:
            out.append(row)
    return out


QUOTE_CHARS = {"en": 160, "zh": 60}
"""A sentence up to this length is quoted whole."""
_BREAK = {"en": re.compile(r"[,;:]\s|\s[-–—]\s"), "zh": re.compile(r"[，,；;：:]")}


def whole(text: str, span: tuple[int, int], lang: Lang) -> tuple[int, int]:
    """The span drawn out to what carries its meaning: its sentences, or of a long sentence the clauses it lies in.

    The joints at which a turn is cut for reading (、, "and ...") leave tails that mean nothing by themselves.
    """
    touched = [s for s in _sentences(text) if s[0] < span[1] and span[0] < s[1]]
    if not touched:
        return span
    start, end = min(touched[0][0], span[0]), max(touched[-1][1], span[1])
    if end - start <= QUOTE_CHARS[lang]:
        return start, end
    stops = [m.end() for m in _BREAK[lang].finditer(text, start, end)]
    left = max((s for s in stops if s <= span[0]), default=start)
    right = min((s for s in stops if s >= span[1]), default=end)
    if right - left < 2 * MIN_CHARS[lang] and left > start:
        left = max((s for s in stops if s < left), default=start)
    return left, right


def join(row: list[Clause], text: str) -> Clause:
    """Several neighbouring stretches as one."""
    start, end = row[0].start, row[-1].end
    return Clause(text[start:end].strip(" ,，、:：-–—"), start, end, row[0].sentence)

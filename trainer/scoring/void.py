"""Words that do nothing where they stand: said aside, in another's name, taken back in the next breath, or answered by
the one who asks. The wordings are in `data/wordings.yaml`."""

from __future__ import annotations

import re
from functools import lru_cache

from trainer.dialogue.wording import is_heap
from trainer.scoring.wordings import wording
from trainer.text import Lang

_MARKUP = re.compile(
    r"[\"']\w+[\"']\s*:\s*[\"'\[{\d]|\{\s*\w+\s*:|</\w+>|<\w+\s+\w+=|\[/?(?:INST|SYS)\]|\b\w+=(?:True|None|\d)"
    r"|\b(?=\S*[a-z])(?=\S*[A-Z])[A-Za-z0-9+/]{28,}={0,2}(?!\w)|^\s*-{3,}[^\n]*-{3,}\s*$"
    r"|\bnot_(?:met|found)\b|\b[a-z]+\.[a-z]+\b\W.{0,40}\bmet\b|^\W*---\W*\w+\s*:|#{2,}\s*\w+\s*[:：]|(?:#[^\s#]{2,}\s+){3}"
)
"""Data, code or marks typed into a turn. What writers of transcripts note ([INAUDIBLE], <laughs>) is none."""
_QUOTED = re.compile(r"^\s*[“\"'‘「][^”\"'’」]{2,}[”\"'’」]?\s*$")
_NOTE = re.compile(r"\[[^\[\]]*\]|^\W*[（(][^（()）]*[）)]\W*$")
_AFTER_LABEL = 24
"""How far behind the start of a stretch another's label may stand to speak for all of it."""


def spoken(text: str) -> str:
    """A turn without the stage notes typed into it."""
    return _NOTE.sub(" ", text)


def typed(text: str) -> bool:
    """Whether a turn holds data, code or marks instead of talk."""
    return bool(_MARKUP.search(text))


def aside(text: str, lang: Lang) -> bool:
    """Whether a turn opens with a stage direction that sends it out of the room or to nobody."""
    return bool(wording("aside", lang).search(text))


def answers_itself(text: str, span: tuple[int, int], lang: Lang) -> bool:
    """Whether a question leaves no room: the asker goes straight on with the answer ("Anything else? No. Sign.").

    What follows a request to tell ("... in your own words. Good, start with the evening.") answers nothing.
    """
    asked = text[: len(text) - len(_after(text, span))]
    return bool(re.search(r"[?？]\W*$", asked) and wording("answered", lang).search(text[len(asked) :]))


@lru_cache(maxsize=1024)
def voided(
    text: str, span: tuple[int, int], lang: Lang, asks: bool = False, tells: bool = False, here: bool = False
) -> bool:
    """Whether the words of a stretch of a turn do nothing there. `asks`: a question; `tells`: said to whoever is meant,
    and so not to who is called first ("Clerk, ..."); `here`: a fault, which no story around it takes elsewhere. Asked
    anew by every rule."""
    if typed(text) or aside(text, lang) or is_heap(text, lang):
        return True
    if _put_in_a_mouth(text, span, lang) or _in_a_note(text, span):
        return True
    if not here and _of_no_use(sentence_of(text, span), lang):
        return True
    if tells and wording("calls_away", lang).search(text):
        return True
    return bool(
        wording("cancelled", lang).search(text[span[0] : span[1]])
        or wording("taken_back", lang).search(_after(text, span))
        or wording("declined", lang).search(text[span[1] :])
        or (asks and answers_itself(text, span, lang))
        or ((asks or here) and _inside_quotes(text, span))
    )


def _of_no_use(sentence: str, lang: Lang) -> bool:
    """Whether a sentence plays elsewhere, puts off what it names to another day, or only points at the law."""
    return any(wording(name, lang).search(sentence) for name in ("elsewhere", "postponed", "vague"))


def sentence_of(text: str, span: tuple[int, int]) -> str:
    """The sentence, or sentences, in which a stretch stands."""
    start = max((m.end() for m in _STOP.finditer(text, 0, span[0])), default=0)
    end = _STOP.search(text, max(span[0], span[1] - 1))
    return text[start : end.end() if end else len(text)]


_STOP = re.compile(r"[.!?。！？\n]")


def _after(text: str, span: tuple[int, int]) -> str:
    """What stands behind a stretch, or behind the question mark that ends its sentence."""
    words, rest = text[span[0] : span[1]], text[span[1] :]
    if re.search(r"[?？]\W*$", words):
        return rest
    mark, stop = re.search(r"[?？]", rest), re.search(r"[。.!！；;]", rest)
    return rest[mark.end() :] if mark and not (stop and stop.start() < mark.start()) else rest


def _put_in_a_mouth(text: str, span: tuple[int, int], lang: Lang) -> bool:
    """Whether another speaker's label stands in the sentence of a stretch, before it or where it opens."""
    for label in wording("label", lang).finditer(text):
        if label.end() > span[0]:
            return label.end() <= min(span[1], span[0] + _AFTER_LABEL)
        if not re.search(r"[.!?。！？]", text[label.end() : span[0]]):
            return True
    return False


def _in_a_note(text: str, span: tuple[int, int]) -> bool:
    """Whether a stretch lies in a stage note typed into a turn."""
    inside = sum(max(0, min(m.end(), span[1]) - max(m.start(), span[0])) for m in _NOTE.finditer(text))
    return 2 * inside > span[1] - span[0]


def _inside_quotes(text: str, span: tuple[int, int]) -> bool:
    """Whether a question or a threat only stands in quotation marks: it is somebody else's, or nobody's."""
    before, words = text[: span[0]], text[span[0] : span[1]]
    opened = len(re.findall(r"[“「]", before)) > len(re.findall(r"[”」]", before))
    return opened or bool(_QUOTED.match(words))

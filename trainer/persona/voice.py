"""The embedded voice: decided moves become sentences from the banks, never the same one twice while others are left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random

from trainer.persona.bank import Bank, load_bank, persona_bank, shared_bank
from trainer.persona.intent import Move
from trainer.scenario.people import nobody
from trainer.text import Lang, joined

_SLOT = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_SENTENCE_START = re.compile(r"(^|[.!?]\s+)([a-z])")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose voice is wanted: cast id, role and disposition, in the scenario's folder, in a language.

    `heard` is what the trainee said last: a line with `{{ said_just }}` is used only when that word was said.
    """

    who: str
    role: str
    persona: str
    folder: Path
    lang: Lang
    people: dict[str, str] = field(default_factory=dict)
    """How the people of the case are spoken of, see `scenario.people`."""

    def slots(self, move: Move) -> dict[str, str]:
        """What the lines of a move may use."""
        return {**(self.people or nobody(self.lang)), **move.slots}

    heard: str = ""


@lru_cache(maxsize=32)
def scenario_bank(folder: Path, lang: Lang) -> Bank:
    """A scenario's own lines, by `cast.key`."""
    path = folder / f"voice.{lang}.yaml"
    return load_bank(path) if path.is_file() else {}


def lines_for(speaker: Speaker, key: str) -> list[str]:
    """The lines under a key: the scenario's for this cast member, else the persona's, else the role's."""
    own = scenario_bank(speaker.folder, speaker.lang).get(f"{speaker.who}.{key}")
    return own or persona_bank(speaker.persona, speaker.lang).get(key) or _shared(speaker, key)


def _shared(speaker: Speaker, key: str) -> list[str]:
    return shared_bank(speaker.role, speaker.lang).get(key, [])


def fill(line: str, slots: dict[str, str], lang: Lang) -> str:
    """A line with its slots filled in; in English every sentence begins with a capital."""
    text = _SLOT.sub(lambda m: slots.get(m[1], ""), line)
    if lang == "en":
        text = _SENTENCE_START.sub(lambda m: m[1] + m[2].upper(), text)
    return " ".join(text.split()) if lang == "en" else text.strip()


SAID = "said_"
"""Beginning of the slots that ask for a word of the trainee's last turn; an underscore in it stands for a space."""


def _usable(speaker: Speaker, lines: list[str], slots: dict[str, str]) -> list[str]:
    def there(slot: str) -> bool:
        return slot in slots or (slot.startswith(SAID) and _was_said(slot.removeprefix(SAID), speaker))

    return [line for line in lines if all(there(slot) for slot in _SLOT.findall(line))]


def _was_said(word: str, speaker: Speaker) -> bool:
    wanted = re.escape(word.replace("_", " "))
    # In English a word and what begins with it (`retract`, `retracted`); Chinese has no edges to go by.
    return bool(re.search(wanted if speaker.lang == "zh" else rf"\b{wanted}", speaker.heard, re.I))


def speak(speaker: Speaker, moves: tuple[Move, ...], spoken: frozenset[str], rng: Random) -> str:
    """The moves in words. `spoken` holds what was said before, as whole replies: their lines are avoided."""
    return joined(worded(speaker, moves, spoken, rng), speaker.lang)


def worded(speaker: Speaker, moves: tuple[Move, ...], spoken: frozenset[str], rng: Random) -> list[str]:
    """The words of each move, empty where there are none for it."""
    parts: list[str] = []
    past = "\n".join(spoken)
    for move in moves:
        parts.append(_one(speaker, move, "\n".join((past, *(p for p in parts if p))), rng))
    return parts


def sources(speaker: Speaker, moves: tuple[Move, ...]) -> tuple[str, ...]:
    """What the moves may draw on: the authored lines under their keys with the slots filled, and the slots' values."""
    texts: list[str] = []
    for move in moves:
        texts += move.slots.values()
        for key in move.keys:
            lines = _usable(speaker, [*lines_for(speaker, key), *_shared(speaker, key)], speaker.slots(move))
            texts += [fill(line, speaker.slots(move), speaker.lang) for line in lines]
    return tuple(texts)


def _heard(line: str, past: str) -> bool:
    """Whether a line was spoken before, with whatever figures: by its longest stretch without a slot."""
    return max(re.split(r"\s*\{\{\s*\w+\s*\}\}\s*", line), key=len).strip() in past


def _one(speaker: Speaker, move: Move, past: str, rng: Random) -> str:
    """The first line not yet used, by key and bank; when all are used, one of the most particular bank again."""
    fallback: list[str] = []
    slots = speaker.slots(move)
    for key in move.keys:
        own = _usable(speaker, lines_for(speaker, key), slots)
        shared = [line for line in _usable(speaker, _shared(speaker, key), slots) if line not in own]
        for bank in (own, shared) if not key.startswith(("fact.", "belief.")) else (own,):
            fresh = [line for line in bank if not _heard(line, past)]
            if fresh:
                return fill(rng.choice(fresh), slots, speaker.lang)
            fallback = fallback or [fill(line, slots, speaker.lang) for line in bank]
    return rng.choice(fallback) if fallback else ""

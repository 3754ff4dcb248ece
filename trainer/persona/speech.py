"""What a voice is asked for and what it gives back, and what is left to say when it stops. No voice is known here."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from trainer.dialogue.terms import terms_in
from trainer.events import Part, Said
from trainer.persona.scene import Scene, mentions
from trainer.scenario.loader import Play
from trainer.text import Lang, joined

FIXED = (
    "teach.", "belief.", "court.", "sign.", "request.", "grant", "accept", "reject", "refuse", "forgive",
    "ask.decision", "ask.understanding", "counter.accept", "probation.accept", "probation.refuse", "restitution.accept",
)  # fmt: skip
"""Beginnings of keys on which a mark or an outcome hangs: these are spoken in the authored words, whoever speaks."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One turn to be worded. `heard` is what the speaker has heard and said so far; `texts` may be drawn on."""

    scene: Scene
    role: str
    parts: tuple[Part, ...]
    texts: tuple[str, ...] = ()
    heard: tuple[Said, ...] = ()

    @property
    def lang(self) -> Lang:
        """The language of the session."""
        return self.scene.lang

    @property
    def free(self) -> tuple[Part, ...]:
        """What a model may word."""
        # What a judge says is the record of the court; it is spoken as written.
        return () if self.role == "judge" else tuple(p for p in self.parts if p.text and not fixed(p))

    @property
    def authored(self) -> str:
        """The authored words of the whole turn."""
        return joined((p.text for p in self.parts), self.lang)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that passed the guard."""

    text: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """A sentence that did not pass, by which rule, and who goes on."""

    kind: str
    reason: str
    outcome: Literal["again", "embedded"]


@dataclass(frozen=True, slots=True)
class Failed:
    """The endpoint failed; `final` says that asking again in this session is of no use."""

    kind: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Used:
    """What the turn took: tokens, calls, characters of prompt and how many of them repeat the prompt before."""

    prompt: int
    answer: int
    cached: int
    calls: int
    chars: int
    stable_chars: int
    whole: bool = False
    """The model came to its own end; nothing was held back, cut or broken off."""


Piece = Spoken | Stopped | Failed | Used


class Voice(Protocol):
    """Somebody who words turns sentence by sentence. It never raises for a fault of its own."""

    @property
    def about(self) -> str:
        """Which model speaks, for the `/voice` command."""
        ...

    def say(self, ask: Ask) -> AsyncGenerator[Piece, None]:
        """The turn in words, as far as it gets."""
        ...

    def stop(self) -> None:
        """Say nothing more in this turn."""
        ...

    async def warm(self) -> None:
        """Load what the first turn will need."""
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...


def fixed(part: Part) -> bool:
    """Whether a part is spoken in the authored words."""
    return part.gist.startswith(FIXED)


def remainder(play: Play, parts: Sequence[Part], shown: Sequence[str], lang: Lang, *, whole: bool = False) -> list[str]:
    """The authored words for what the sentences shown do not say yet.

    A figure, a fact or a decision has to be said. A mere reaction counts as said once anything was, if the model came
    to its own end (`whole`); otherwise once something of about its weight was.
    """
    said = joined(shown, lang)
    return [
        p.text for p in parts
        if p.text and not ((whole or 2 * len(said) >= len(p.text)) and _conveyed(play, p, said, lang))
    ]  # fmt: skip


def _conveyed(play: Play, part: Part, said: str, lang: Lang) -> bool:
    if not said or part.text in said:
        return bool(said)
    if fixed(part):
        return False
    if part.terms is not None or terms_in(part.text, lang) is not None:
        return _names(part, said, lang)
    return all(_tells(play, fact, part.text, said, lang) for fact in part.facts)


def _names(part: Part, said: str, lang: Lang) -> bool:
    """Whether the sentences name every figure of the authored words."""
    wanted, named = terms_in(part.text, lang), terms_in(said, lang)
    if wanted is None:
        return True
    said_of = named.named() if named else {}
    return all(said_of.get(k) == v for k, v in wanted.named().items() if k in _FIGURES)


def _tells(play: Play, fact: str, authored: str, said: str, lang: Lang) -> bool:
    topics = play.facts[fact].topics if fact in play.facts else None
    if topics is not None and mentions(topics, authored, lang) and not mentions(topics, said, lang):
        return False
    return shared(authored, said, lang) >= _TOLD


_FIGURES = ("months", "months_delta", "probation", "probation_months", "fine_yuan", "restitution_yuan")
_TOLD = 0.35
"""Share of the authored words' content that a telling of a fact has to hold."""


def units(text: str, lang: Lang) -> set[str]:
    """What a text is made of, for comparing contents: pairs of characters in Chinese, stems of words in English."""
    if lang == "zh":
        runs = re.findall(r"[\u3400-\u9fff]+", text)
        return {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
    return {w[:6] for w in re.findall(r"[a-z']{4,}", text.lower())} - _COMMON


_COMMON = frozenset(
    "about after again also been before came could does each even ever every from going have here into just know like "
    "made make many more most much must never only other over said same says should since some still such take tell "
    "than that their them then there these they thing things think this those time told very want well went were "
    "what when where which while will with without would your yours because though through "
    "people little".split()
)


def shared(one: str, other: str, lang: Lang) -> float:
    """Share (0-1) of the content of one text that stands in another."""
    wanted = units(one, lang)
    return len(wanted & units(other, lang)) / len(wanted) if wanted else 1.0

"""Which facts a speaker may not tell now, and whether a sentence tells one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.persona.speech import Ask, units
from trainer.scenario.loader import Play
from trainer.scenario.models import Fact
from trainer.text import Lang

_SHARE, _LEAST = 0.3, 3
"""A sentence that holds this share of a fact's content, and at least so many units of it, tells the fact."""
_MOSTLY = 0.6
"""... or one that consists of the fact's content to this share."""


@dataclass(frozen=True, slots=True)
class _Secret:
    fact: Fact
    topics: re.Pattern[str] | None
    units: frozenset[str]


def public(play: Play, lang: Lang) -> str:
    """What everybody in the case knows: the charge, and who is who."""
    cast = " ".join(f"{c.name[lang]} {c.call[lang]} {c.about[lang]}" for c in play.script.cast)
    return f"{play.script.charge[lang]} {cast}"


class Secrets:
    """The facts that may not be told in one turn."""

    def __init__(self, ask: Ask) -> None:
        self.lang = ask.lang
        play = ask.scene.play
        spoken = " ".join((*ask.texts, *(p.text for p in ask.parts)))
        self._given = f"{public(play, self.lang)} {spoken}".lower()
        known = units(self._given, self.lang)
        self._secrets = [self._secret(f, known) for f in play.script.facts if not may_tell(ask, f)]

    def _secret(self, fact: Fact, known: set[str]) -> _Secret:
        guarded = fact.hidden or fact.confidential or fact.harmful or fact.favourable
        patterns = fact.topics[self.lang] if guarded else []
        topics = re.compile("|".join(f"(?:{p})" for p in patterns), re.I) if patterns else None
        return _Secret(fact, topics, frozenset(units(fact.text[self.lang], self.lang) - known))

    def told_in(self, sentence: str, before: str = "") -> str:
        """The id of a fact that the sentence tells, alone or with what was said before it; empty if none."""
        own, whole = units(sentence, self.lang), units(f"{before} {sentence}", self.lang)
        for secret in self._secrets:
            if secret.topics is not None and self._touched(secret.topics, sentence):
                return secret.fact.id
            if self._held(secret, own, whole):
                return secret.fact.id
        return ""

    def _touched(self, topics: re.Pattern[str], sentence: str) -> bool:
        """Whether a sentence speaks of a topic in words that were not given for this turn."""
        return any(m[0].lower() not in self._given for m in topics.finditer(sentence))

    def _held(self, secret: _Secret, own: set[str], whole: set[str]) -> bool:
        if not secret.units:
            return False
        common = own & secret.units
        if not common:
            return False
        mostly = len(common) >= _LEAST and len(common) >= _MOSTLY * len(own)
        together = whole & secret.units
        return mostly or (len(together) >= _LEAST and len(together) >= _SHARE * len(secret.units))


def may_tell(ask: Ask, fact: Fact) -> bool:
    """Whether the speaker may speak of a fact: it is part of this turn, or open between the two who talk."""
    if any(fact.id in p.facts for p in ask.parts):
        return True
    state, who = ask.scene.state, ask.scene.who
    return fact.id in state.known and (who in fact.known_by or fact.id in state.told.get(who, frozenset()))

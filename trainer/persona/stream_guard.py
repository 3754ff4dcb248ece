"""The guard over a model: each sentence is checked before it is shown, by what this turn may say and nothing more."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.acts import Act
from trainer.dialogue.embedded import understand
from trainer.dialogue.interpreter import Reading, Turn
from trainer.dialogue.scope import scope
from trainer.dialogue.segment import relayed
from trainer.dialogue.terms import terms_in
from trainer.i18n import catalogue
from trainer.law.terms import Terms
from trainer.persona import guard
from trainer.persona.leaks import Secrets, public
from trainer.persona.sentences import sentences_of
from trainer.persona.speech import Ask, units
from trainer.persona.wordlists import (
    ACCEPTED,
    AGREEING,
    ARTICLE,
    BEYOND,
    COUNTED,
    DIGITS,
    HARMLESS,
    MARKUP,
    NAMED,
    POLITE,
    SELF,
    SYSTEM,
    calling,
    for_others,
)
from trainer.text import Lang, clean, fold, guess_lang

MAX_SENTENCES = 6
_SENTENCE_CHARS = {"en": 300, "zh": 110}
_SURE = 0.33
"""Confidence from which a binding act counts: one too many is a sentence lost, one too few is a promise made."""
_BINDING = frozenset((
    "accept:offer", "accept:procedure", "accept:signature", "accept:request", "reject:offer", "reject:signature",
    "reject:procedure", "inform:sentence", "inform:liberty", "breach:disclose_confidence", "breach:mislead",
))  # fmt: skip
_BINDING_VERBS = frozenset(("promise", "threaten", "propose", "grant", "advise", "press", "record"))
_PARROTED = {"en": 4, "zh": 5}
"""Different words (pairs of characters in Chinese) from which a sentence of this talk counts as said again."""
_READ = {"en": 14, "zh": 7}
"""Characters from which words of the instructions, said aloud, give the model away."""
_ASIDE = {"en": 5, "zh": 12}
"""Content units that may be said before one of them has to touch the matter."""
_GRAVE = frozenset(("threaten", "promise", "press"))
_CLEARLY = 0.8
"""Confidence from which the written words do something grave: what they are half heard to do allows no more of it."""
_TAUGHT = 0.4
"""Confidence from which an accused counts as explaining the law."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Which rule a sentence breaks, and by what."""

    kind: str
    reason: str = ""


class StreamGuard:
    """The checks of one turn. `said` is what has been let through so far."""

    def __init__(self, ask: Ask, instructions: str = "") -> None:
        """`instructions` is what the model was told around the words: said aloud, it is talk of the system."""
        self.ask, self.lang = ask, ask.lang
        self._instructions, self._written = fold(instructions), fold(ask.authored)
        scene = ask.scene
        texts = (*ask.texts, *(p.text for p in ask.parts))
        self._allowed = guard.Allowed(self.lang, self._terms(), texts)
        self._given = " ".join((*texts, public(scene.play, self.lang)))
        self._digits = {_number(d) for d in DIGITS.findall(self._given)} | _plain_figures(self._allowed.terms)
        self._counted = {fold(m[0]) for m in COUNTED[self.lang].finditer(self._given)}
        self._secrets = Secrets(ask)
        reading = self._read(ask.authored)
        # A figure mentioned in a refusal is no offer, whatever it is taken for.
        offers = any(p.terms for p in ask.parts) or ask.role not in ("prosecutor", "defence")
        self._acts = {
            a.id
            for a in reading.acts
            if a.holds
            and a.confidence >= (_CLEARLY if a.verb in _GRAVE else _SURE)
            and (offers or a.verb not in ("propose", "accept"))
        }
        self._claims = set(reading.claims)
        self._agreed = any(a.startswith("accept:") for a in self._acts) or bool(
            ACCEPTED[self.lang].search(ask.authored)
        )
        self._others = for_others(scene.play, self.lang)
        self._called = calling(scene.play, scene.who, self.lang)
        heard = ask.heard[-1].text if ask.heard else ""
        self._subject = units(f"{self._given} {heard}", self.lang)
        self._own = _words(ask.authored, self.lang)
        self._heard = [_words(s, self.lang) for e in ask.heard for s in sentences_of(e.text, self.lang)]
        self.said: list[str] = []

    def _terms(self) -> tuple[Terms, ...]:
        """The figures of this turn; where it has none, those on the table, for whoever has heard them there."""
        named = tuple(p.terms for p in self.ask.parts if p.terms)
        standing = self.ask.scene.state.offer
        if not named and standing is not None and self.ask.role in ("prosecutor", "defence"):
            return (standing,)
        return named

    def fault(self, sentence: str) -> Fault | None:
        """What is wrong with the next sentence, if anything is. The written words themselves are right."""
        if fold(sentence) in self._written:
            return None
        for check in (
            self._form,
            self._speaker,
            self._figures,
            self._people,
            self._facts,
            self._meaning,
            self._subjects,
        ):
            if found := check(sentence):
                return found
        return None

    def accept(self, sentence: str) -> None:
        """The sentence is shown."""
        self.said.append(sentence)

    @property
    def full(self) -> bool:
        """Whether enough has been said."""
        return len(self.said) >= MAX_SENTENCES or len(" ".join(self.said)) > guard.MAX_CHARS[self.lang] * 0.7

    def _form(self, sentence: str) -> Fault | None:
        if clean(sentence) != sentence or MARKUP.search(sentence):
            return Fault("control_codes")
        if len(sentence) > _SENTENCE_CHARS[self.lang]:
            return Fault("length")
        if _foreign(sentence, self._given, self.lang):
            return Fault("language")
        found = [f for f in guard.faults(sentence, self._allowed) if f not in ("language", "length")]
        if found:
            return Fault(found[0])
        if SYSTEM.search(sentence) or self._reads_aloud(sentence):
            return Fault("system_talk")
        return Fault("repeated") if fold(sentence) in map(fold, self.said) or self._parrots(sentence) else None

    def _reads_aloud(self, sentence: str) -> bool:
        words = fold(sentence).strip(" .…。！!？?")
        return len(words) >= _READ[self.lang] and words in self._instructions

    def _parrots(self, sentence: str) -> bool:
        """Whether a sentence of some length was said before in this talk, by whomever, nearly word for word."""
        own = _words(sentence, self.lang)
        if len(own) < _PARROTED[self.lang] or own <= self._own:
            return False
        return any(len(own & there) >= 0.75 * len(own) for there in self._heard)

    def _speaker(self, sentence: str) -> Fault | None:
        if self._others.search(sentence):
            return Fault("role", "prefix")
        if (called := self._called.search(sentence)) and called[0] not in self._given:
            return Fault("role", "called")
        swapped = SELF[self.lang].get(self.ask.role)
        return Fault("role", "self") if swapped and swapped.search(sentence) else None

    def _figures(self, sentence: str) -> Fault | None:
        for digits in DIGITS.findall(sentence):
            if _number(digits) not in self._digits:
                return Fault("figures", digits)
        for counted in COUNTED[self.lang].finditer(sentence):
            words = fold(counted[0])
            if words not in self._counted and words not in HARMLESS and not self._is_term(counted[0]):
                return Fault("figures", counted[0])
        for article in ARTICLE[self.lang].findall(sentence):
            if article not in self._given:
                return Fault("law", article)
        return None

    def _is_term(self, words: str) -> bool:
        named = terms_in(words, self.lang)
        return named is not None and not guard.unknown_figures(words, self._allowed)

    def _people(self, sentence: str) -> Fault | None:
        for name in NAMED[self.lang].findall(sentence):
            if name.lower() not in self._given.lower() and name.lower() not in POLITE:
                return Fault("name", name)
        return None

    def _facts(self, sentence: str) -> Fault | None:
        told = self._secrets.told_in(sentence, " ".join(self.said))
        return Fault("fact", told) if told else None

    def _meaning(self, sentence: str) -> Fault | None:
        reading = self._read(sentence)
        for act in reading.acts:
            if self._does(act, sentence) and act.id not in self._acts and self._binds(act):
                kind = "knowledge" if act.verb == "inform" and self.ask.role == "accused" else "act"
                return Fault(kind, act.id)
        for pattern in (BEYOND[self.lang], AGREEING[self.lang].get(self.ask.role)):
            beyond = _matches(pattern, sentence) - _matches(pattern, self.ask.authored) if pattern else set()
            if beyond := {words for words in beyond if not (self._agreed and ACCEPTED[self.lang].fullmatch(words))}:
                return Fault("act", min(beyond))
        wrong = set(reading.claims) - self._claims
        return Fault("law", min(wrong)) if wrong else None

    def _does(self, act: Act, sentence: str) -> bool:
        """Whether an act is done. One that this role could only pass on passes as such where the words say so."""
        passed_on = act.polarity == "reported" and act.id in relayed(self.ask.role, self.ask.scene.state.trainee)
        return act.holds or (passed_on and scope(sentence, act.id, self.lang) is None)

    def _subjects(self, sentence: str) -> Fault | None:
        """Whether what is said by now touches anything that was asked or is to be said."""
        own = units(" ".join((*self.said, sentence)), self.lang)
        return Fault("aside") if len(own) >= _ASIDE[self.lang] and not own & self._subject else None

    def _binds(self, act: Act) -> bool:
        if self.ask.role == "accused" and act.duty:
            return act.confidence >= _TAUGHT
        return act.confidence >= _SURE and (act.verb in _BINDING_VERBS or act.id in _BINDING)

    def _read(self, text: str) -> Reading:
        return understand(Turn(text, self.lang, self.ask.role, self.ask.scene.state.trainee))


def reason_for(fault: Fault, lang: str) -> str:
    """The rule in words, for the model that is asked once more and for the instructor."""
    return catalogue("zh" if lang == "zh" else "en")[f"guard.{fault.kind}"]


def _words(text: str, lang: Lang) -> set[str]:
    return units(text, lang) if lang == "zh" else set(re.findall(r"[a-z']+", text.lower()))


def _matches(pattern: re.Pattern[str], text: str) -> set[str]:
    return {m[0].lower() for m in pattern.finditer(text)}


def _number(digits: str) -> float:
    return float(digits.replace(",", "").replace("，", ""))


def _plain_figures(terms: tuple[Terms, ...]) -> set[float]:
    figures = set().union(*(guard.figures_of(t) for t in terms)) if terms else set()
    return figures | {f / 12 for f in figures}


def _foreign(sentence: str, given: str, lang: str) -> bool:
    """Whether a sentence holds words of the other language that were not given."""
    if lang == "en":
        return bool(re.search(r"[^\x00-\u024f\u2010-\u2027\u20ac]", sentence)) or (
            len(sentence) > 12 and guess_lang(sentence) != "en"
        )
    latin = re.findall(r"[A-Za-z]{2,}", sentence)
    return any(w.lower() not in given.lower() for w in latin) or not re.search(r"[\u3400-\u9fff]", sentence)

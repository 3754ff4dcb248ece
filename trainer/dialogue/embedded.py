"""The embedded interpreter: no network, no key, milliseconds. Stretches with their acts, then what they amount to."""

from __future__ import annotations

import hashlib
import re
from functools import reduce

from trainer.acts import Act
from trainer.dialogue import law_talk
from trainer.dialogue.calibration import calibrated
from trainer.dialogue.features import concepts
from trainer.dialogue.interpreter import Reading, Turn
from trainer.dialogue.linear import MODELS
from trainer.dialogue.offers import named_in, offer_in_figures, terms_by_act
from trainer.dialogue.polarity import polarity
from trainer.dialogue.segment import NOTHING, Guess, guesses
from trainer.dialogue.terms import terms_in
from trainer.law.terms import Terms
from trainer.text import Lang

_REQUESTED = {"file": "file", "private_meeting": "private_talk", "recording": "recording", "time": "time_to_think"}
_AND: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\band\b|,", re.I),
    "zh": re.compile(r"和|并|以及|还有|，|、|再"),
}
_ALONE_WITH: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:talk|speak|see|meet)\w* (?:\w+ ){0,4}(?:alone|in private)\b", re.I),
    "zh": re.compile(r"单独[跟和同与](?:她|他|当事人|本人|\w{2,3}?)(?:先)?[谈聊说见]"),
}
"""A talk alone with somebody who is named between the words."""
CLEARLY, FAINT, NOISE = 0.6, 0.35, 0.15
"""Confidence of what is clear, of a guess that is dropped beside it, and of one that counts only if it names terms."""

_MERGE = frozenset(("propose:sentence", "propose:trade", "inform:sentence", "propose:probation", "propose:fine"))


def models_hash() -> str:
    """Identity of the models in use, for the session record."""
    total = hashlib.sha256()
    for path in sorted(MODELS.glob("*.bin")):
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


class EmbeddedInterpreter:
    """The default interpreter."""

    name = "embedded"

    async def read(self, turn: Turn) -> Reading:
        """See `Interpreter.read`."""
        return understand(turn)

    async def aclose(self) -> None:
        """There is nothing to let go of."""


def understand(turn: Turn) -> Reading:
    """What a turn means; pure and synchronous."""
    stretches = guesses(turn)
    acts = [_act(g, turn) for g in stretches if g.act != NOTHING]
    acts = _packaged(_asked_together(_weighty(acts, turn), turn))
    terms = terms_by_act(acts, turn)
    if found := offer_in_figures(acts, turn):
        acts, terms = [*acts, _act(found[0], turn)], [*(None for _ in terms), found[1]]
    errors = law_talk.errors_in(turn, acts, terms)
    said = [t for t in terms if t]
    # What is turned down beside an offer is no part of what lies on the table.
    put = [t for a, t in zip(acts, terms, strict=True) if t and a.holds and a.verb != "reject"] or said
    acts = [
        a.model_copy(update={"slots": t.as_slots()}) if t else a
        for a, t in zip(acts, terms, strict=True)
        if t or a.confidence >= NOISE
    ]
    p = max((g.p for g in stretches), default=0.0)
    nothing = Act(verb="other", topic="other", span=(0, len(turn.text)), confidence=calibrated(p, turn.lang, NOTHING))
    return Reading(
        acts=tuple(acts) or (nothing,),
        terms=reduce(Terms.merged, put) if put else named_in(turn),
        plain=law_talk.plain_duties(acts, turn.text, turn.lang),
        claims=errors,
        duties=tuple(law_talk.duties_named(turn.text, turn.lang)),
    )


def _act(guess: Guess, turn: Turn) -> Act:
    verb, topic = guess.act.split(":")
    slots: dict[str, object] = {}
    if guess.act in ("ask:teach_back", "ask:understanding"):
        about = law_talk.duties_named(guess.clause.text, turn.lang)
        slots = {"about": about} if about else {}
    return Act(
        verb=verb, topic=topic, polarity=polarity(guess, turn), slots=slots,
        span=(guess.clause.start, guess.clause.end), confidence=calibrated(guess.p, turn.lang, guess.act),
    )  # fmt: skip


def _asked_together(acts: list[Act], turn: Turn) -> list[Act]:
    """Two things asked for in one breath ("the file and ten minutes alone with her") are two requests."""
    out = list(acts)
    asked = {a.topic for a in acts if a.verb == "request"}
    for act in acts:
        words = turn.text[act.span[0] : act.span[1]]
        if act.verb != "request" or act.topic not in _REQUESTED or not _AND[turn.lang].search(words):
            continue
        named = concepts(words, turn.lang)
        named |= {"private_talk"} if _ALONE_WITH[turn.lang].search(words) else set()
        for topic, concept in _REQUESTED.items():
            if topic not in asked and concept in named:
                asked.add(topic)
                out.append(act.model_copy(update={"topic": topic, "confidence": min(act.confidence, 0.5)}))
    return [*out, *_asked_beside_a_promise(acts, turn)]


def _asked_beside_a_promise(acts: list[Act], turn: Turn) -> list[Act]:
    """A question that strings threats and promises together ("has anybody threatened you, or promised you anything?")
    asks about pressure as well."""
    if any(a.id == "ask:pressure" for a in acts):
        return []
    asked = (a for a in acts if a.id == "ask:promise")
    strung = (a for a in asked if _names_pressure(turn.text[slice(*a.span)], turn.lang))
    return [a.model_copy(update={"topic": "pressure"}) for a in strung][:1]


_THREATS = re.compile(r"\b(?:threaten\w*|scar(?:e|ed|ing)|frighten\w*|hurt|hit|shout\w*)\b", re.I)
"""English words for pressure that the lexicon has under other names."""


def _names_pressure(words: str, lang: Lang) -> bool:
    return "pressure" in concepts(words, lang) or bool(lang == "en" and _THREATS.search(words))


def _weighty(acts: list[Act], turn: Turn) -> list[Act]:
    """Beside something clear a faint guess is more often noise than a second act, unless it names its terms."""
    if not any(a.confidence >= CLEARLY for a in acts):
        return acts
    return [a for a in acts if a.confidence >= FAINT or _puts_terms(a, turn)]


def _puts_terms(act: Act, turn: Turn) -> bool:
    offers = act.verb == "propose" and act.confidence >= NOISE
    terms = terms_in(turn.text[slice(*act.span)], turn.lang) if offers else None
    return terms is not None and (terms.has_length or terms.fine_yuan is not None)


def _packaged(acts: list[Act]) -> list[Act]:
    """One package, one act (convention 1): neighbouring parts of the same offer are joined."""
    out: list[Act] = []
    for act in acts:
        last = out[-1] if out else None
        if last is None or not _joins(last, act):
            out.append(act)
            continue
        topic = "sentence" if last.verb == "propose" and last.id != act.id else last.topic
        update = {
            "topic": topic,
            "span": (last.span[0], act.span[1]),
            "confidence": max(last.confidence, act.confidence),
        }
        out[-1] = last.model_copy(update=update)
    return out


def _joins(last: Act, act: Act) -> bool:
    if act.polarity != last.polarity:
        return False
    if last.id == act.id:
        return True
    if last.id == "inform:sentence":
        return act.verb == "propose" and act.id in _MERGE and last.holds
    return (
        last.verb == act.verb == "propose" and {last.id, act.id} <= _MERGE and "propose:trade" not in (last.id, act.id)
    )

"""The interpreter by model: acts with the words that do them. What the words do not bear out is dropped in code."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, reduce
from typing import Annotated, Any, get_args

from pydantic import BaseModel, Field

from trainer.acts import INVENTORY, Act, Polarity
from trainer.content import parse_yaml, read_text
from trainer.dialogue import law_talk
from trainer.dialogue.cascade import CascadeInterpreter
from trainer.dialogue.embedded import EmbeddedInterpreter, understand
from trainer.dialogue.features import DATA
from trainer.dialogue.interpreter import Interpreter, Reading, Turn
from trainer.dialogue.numbers import EN_NUMBER, ZH_NUMBER, chinese, english
from trainer.dialogue.scope import is_empty, is_steering, scope
from trainer.dialogue.terms import terms_in
from trainer.dialogue.wording import is_stuffed
from trainer.law.terms import Terms
from trainer.llm.budget import Budget
from trainer.llm.client import Door
from trainer.text import Lang

AGREED, ALONE = 0.9, 0.75
"""Confidence of an act the embedded interpreter hears in the same words too, and of one that only the model hears.

Set by hand: a model's own word for how sure it is says little.
"""
ANSWER_TOKENS = 900
LONGEST_S = 20.0
"""Seconds somebody who has spoken can be kept waiting to be understood."""
_WITH_TERMS = ("propose", "accept", "reject")
_OFFERS = ("inform:sentence", "advise:procedure")
_TEACHING = ("ask:teach_back", "ask:understanding")
_POLARITIES: tuple[str, ...] = get_args(Polarity)
_SENTENCE_END = ".?!。？！；;\n"


def _one_of(names: Sequence[str]) -> Any:
    # A choice for servers that hold a model to the schema; any word is let through here, so that one bad act costs
    # that act and not the whole answer.
    return Field(json_schema_extra={"enum": list(names)})


class Figures(BaseModel):
    """The figures of an offer, as a model reads them. Months and yuan."""

    months_low: float | None = None
    months_high: float | None = None
    months_delta: float | None = None
    probation_months: float | None = None
    fine_yuan: float | None = None
    restitution_yuan: float | None = None


class SaidAct(BaseModel):
    """One act, with the words that do it first."""

    quote: str
    verb: Annotated[str, _one_of(tuple(INVENTORY))]
    topic: str
    polarity: Annotated[str, _one_of(_POLARITIES)] = "asserted"
    terms: Figures | None = None


class TurnRead(BaseModel):
    """The form of an answer."""

    acts: list[SaidAct] = Field(default_factory=list)
    strength: float | None = None


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    path = DATA / "reading.yaml"
    return dict(parse_yaml(read_text(path), str(path)))


def messages(turn: Turn) -> list[tuple[str, str]]:
    """The prompt: inventory and conventions, the same for every turn; then the turn as JSON."""
    inventory = "\n".join(f"{verb}: {' '.join(topics)}" for verb, topics in INVENTORY.items() if verb != "other")
    asked = {"speaker": turn.speaker, "listener": turn.listener, "language": turn.lang, "text": turn.text}
    words = _words()
    return [
        ("system", words["system"].replace("{inventory}", inventory.replace("\n", "\n  ")).strip()),
        ("user", words["turn"].replace("{turn}", json.dumps(asked, ensure_ascii=False)).strip()),
    ]


class LlmInterpreter:
    """An interpreter behind a door. What the model does not answer is read by the embedded one, and marked so."""

    name = "llm"

    def __init__(self, door: Door) -> None:
        self._door = door

    async def read(self, turn: Turn) -> Reading:
        """See `Interpreter.read`."""
        own = understand(turn)
        if not turn.text.strip():
            return own
        answer = await self._door.answer(messages(turn), TurnRead, max_tokens=ANSWER_TOKENS)
        return replace(own, by="unanswered") if answer.value is None else reading(turn, answer.value, own)

    async def aclose(self) -> None:
        """See `Interpreter.aclose`."""
        await self._door.aclose()


def interpreter_at_hand() -> Interpreter:
    """What understands a session: the cascade when a model is set for it, else the embedded interpreter alone."""
    from trainer.llm.settings import endpoint, session_budget

    found = endpoint("interpreter")
    if found is None:
        return EmbeddedInterpreter()
    patient = found.model_copy(update={"timeout_s": min(found.timeout_s, LONGEST_S)})
    return CascadeInterpreter(EmbeddedInterpreter(), LlmInterpreter(Door(patient, Budget(limit=session_budget()))))


def reading(turn: Turn, said: TurnRead, own: Reading) -> Reading:
    """A model's answer as a reading: acts whose words stand in the turn, figures that do, wrong law as ever."""
    found = _in_order(act for row in said.acts for act in [_act(turn, row, own)] if act)
    nothing = Act(verb="other", topic="other", span=(0, len(turn.text)), confidence=ALONE)
    offers = [t for act, t in found if t]
    acts = [act for act, _ in found]
    return Reading(
        acts=tuple(acts) or (nothing,),
        terms=reduce(Terms.merged, offers) if offers else terms_in(turn.text, turn.lang),
        plain=law_talk.plain_duties(acts, turn.text, turn.lang),
        claims=law_talk.errors_in(turn, acts, [t for _, t in found]),
        duties=own.duties,
        by="llm",
        strength=None if said.strength is None else min(1.0, max(0.0, said.strength)),
    )


def _in_order(found: Iterator[tuple[Act, Terms | None]]) -> list[tuple[Act, Terms | None]]:
    kept: dict[tuple[str, tuple[int, int]], tuple[Act, Terms | None]] = {}
    for act, terms in found:
        kept.setdefault((act.id, act.span), (act, terms))
    return sorted(kept.values(), key=lambda pair: pair[0].span)


def _act(turn: Turn, said: SaidAct, own: Reading) -> tuple[Act, Terms | None] | None:
    """An act of the inventory whose quote is in the turn; else none."""
    name = f"{said.verb}:{said.topic}"
    span = span_of(said.quote, turn.text)
    if span is None or said.verb == "other" or said.topic not in INVENTORY.get(said.verb, ()):
        return None
    words = turn.text[span[0] : span[1]]
    if is_steering(words, turn.lang) or is_stuffed(words, turn.lang) or is_empty(words, name, turn.lang):
        return None
    heard = any(a.id == name and a.span[0] < span[1] and span[0] < a.span[1] for a in own.acts)
    terms = _terms(words, said, turn.lang) if said.verb in _WITH_TERMS or name in _OFFERS else None
    about = law_talk.duties_named(words, turn.lang) if name in _TEACHING else []
    slots: dict[str, Any] = terms.as_slots() if terms else {"about": about} if about else {}
    act = Act(verb=said.verb, topic=said.topic, polarity=_polarity(turn, span, said), slots=slots, span=span,
              confidence=AGREED if heard else ALONE)  # fmt: skip
    return act, terms


def _polarity(turn: Turn, span: tuple[int, int], said: SaidAct) -> Polarity:
    """The wording decides where it can, as for the embedded interpreter; else the model."""
    if said.verb == "ask":
        return "question"
    opening = max(turn.text.rfind(mark, 0, span[0]) + 1 for mark in _SENTENCE_END)
    words = turn.text.replace("’", "'")
    forced = scope(words[span[0] : span[1]], f"{said.verb}:{said.topic}", turn.lang, words[opening : span[1]])
    given = forced or said.polarity
    if given not in _POLARITIES or given == "question":
        return "asserted"
    return given  # type: ignore[return-value]


def span_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, width, case and white space aside; None where it does not."""
    flat, places = _flat(text)
    wanted, _ = _flat(quote.strip().strip('"“”‘’「」'))
    at = flat.find(wanted) if wanted else -1
    if at < 0:
        return None
    return places[at], places[at + len(wanted) - 1] + 1


def _flat(text: str) -> tuple[str, list[int]]:
    """A text folded character by character without white space, and where each character came from."""
    flat: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        folded = unicodedata.normalize("NFKC", char).casefold().replace("’", "'")
        for one in "".join(folded.split()):
            flat.append(one)
            places.append(place)
    return "".join(flat), places


_NUMBER: dict[Lang, re.Pattern[str]] = {"en": re.compile(EN_NUMBER, re.I), "zh": re.compile(ZH_NUMBER)}


def _numbers(words: str, lang: Lang) -> set[float]:
    """Every number a passage names, as it stands and as years or ten thousands."""
    read = chinese if lang == "zh" else english
    found = {value for m in _NUMBER[lang].finditer(words) for value in [read(m[0])] if value is not None}
    if re.search(r"半年|half a year", words, re.I):
        found.add(6.0)
    if re.search(r"\ba year\b", words, re.I):
        found.add(12.0)
    return found | {value * 12 for value in found if re.search(r"year|年", words, re.I)}


def _terms(words: str, said: SaidAct, lang: Lang) -> Terms | None:
    """The terms as read from the words; the model fills in only figures that stand there and were not read."""
    own = terms_in(words, lang)
    named = own.named() if own else {}
    numbers = _numbers(words, lang)
    for key, value in _figures(said.terms).items():
        # Only a change may go down; a term or a sum below nothing stands in no words.
        given = value if isinstance(value, tuple) else (abs(value) if key == "months_delta" else value,)
        if key not in named and all(v in numbers for v in given):
            named[key] = value
    return Terms(**named) if named else None


def _figures(given: Figures | None) -> dict[str, Any]:
    if given is None:
        return {}
    found = given.model_dump(exclude_none=True)
    low, high = found.pop("months_low", None), found.pop("months_high", None)
    if low is not None or high is not None:
        ends = [m for m in (low, high) if m is not None]
        found["months"] = (min(ends), max(ends))
    return {key: value for key, value in found.items() if key == "months_delta" or value not in (0, (0, 0))}

"""What a model that judges is shown: the record inside a fence that cannot be forged, then one question.

Nothing here talks to an endpoint.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field

from trainer.content import parse_yaml, read_text
from trainer.scoring.record import Record
from trainer.scoring.rubric import Item

DYNAMIC = ("refusal", "point_raised", "valid_ground_raised")
"""Conditions that depend on what happened, not on the case: a model may find that they did not come up."""
_FILE = Path(__file__).parent / "data" / "judge.yaml"

# What could pass for the fence, for a chat template or for markup. Each character becomes its full-width form, which
# reads the same and which `text.fold` takes back, so that words quoted from it are still found.
_LOOKALIKE = re.compile(r"[<>|`\[\]{}]|[=#~*_-]{3,}|(?i:\b(?:begin|end)\s+(?:record|transcript))")


class Cited(BaseModel):
    """Words of one turn, as the model copies them."""

    turn: int
    speaker: str
    quote: str


def _share(value: float) -> float:
    """Some models give percent."""
    return min(1.0, max(0.0, value / 100 if 1 < value <= 100 else value))


Share = Annotated[float, AfterValidator(_share)]


class Verdict(BaseModel):
    """The form of an answer: evidence stands before the outcome, so that it is written first."""

    evidence: list[Cited] = Field(default_factory=list)
    reasoning: str = ""
    outcome: Literal["met", "not_met", "not_applicable", "unclear"]
    confidence: Share


class FaultVerdict(BaseModel):
    """The same for a pitfall."""

    evidence: list[Cited] = Field(default_factory=list)
    reasoning: str = ""
    outcome: Literal["found", "not_found", "unclear"]
    confidence: Share


AnyVerdict = Verdict | FaultVerdict


def form_of(item: Item) -> type[Verdict] | type[FaultVerdict]:
    """The form in which an item is answered."""
    return FaultVerdict if item.weight == "pitfall" else Verdict


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as it is shown: a JSON array, and the identity of all that a model can see of it."""

    text: str
    sha256: str


def shown(record: Record) -> Shown:
    """The record as one JSON array: what the case has, rooms, turns and deeds in order."""
    rows = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in _rows(record)]
    text = "[\n" + ",\n".join(rows) + "\n]"
    return Shown(text, hashlib.sha256(f"{record.role}\n{record.lang}\n{text}".encode("utf-8", "replace")).hexdigest())


def _rows(record: Record) -> Iterator[dict[str, Any]]:
    if known := _case(record):
        yield {"case": known}
    deeds = sorted(record.deeds, key=lambda d: d.after)
    place: tuple[str, bool] | None = None
    for turn in record.turns:
        while deeds and deeds[0].after < turn.n:
            yield _deed(deeds.pop(0))
        if (turn.room, turn.private) != place:
            place = (turn.room, turn.private)
            yield {"room": neutral(turn.room), "private": turn.private}
        row: dict[str, Any] = {"turn": turn.n, "speaker": neutral(turn.speaker), "role": neutral(turn.role)}
        row |= {"to": [neutral(r) for r in turn.to]} if turn.to else {}
        row |= {"examined": True} if turn.role == record.role else {}
        yield row | {"text": neutral(turn.text)}
    yield from map(_deed, deeds)


def _deed(deed: Any) -> dict[str, Any]:
    row = {"did": deed.kind, "what": neutral(deed.what), "by": neutral(deed.by)}
    return {key: value for key, value in row.items() if value}


def _case(record: Record) -> dict[str, Any]:
    """What the case has and its papers name; nothing of what only the program knows (free, knowing, true)."""
    case = record.case
    known: dict[str, Any] = {"has": sorted(case.has)}
    known |= {"circumstances": [neutral(c.name[record.lang]) for c in case.circumstances]}
    known |= {"documents": [neutral(title) for title in case.documents.values()]}
    known |= {"notes": {neutral(k): neutral(str(v)) for k, v in (case.notes or {}).items()}}
    return {key: value for key, value in known.items() if value}


def neutral(text: str) -> str:
    """Text in which nothing looks like a fence, a chat template or markup; it folds to the same as before."""
    return _LOOKALIKE.sub(lambda match: "".join(map(_wide, match[0])), text)


def _wide(char: str) -> str:
    return chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char


def nonce(secret: bytes, sha256: str) -> str:
    """The mark of the fence: one per run and record, and not to be guessed by whoever wrote the record."""
    return hmac.new(secret, sha256.encode(), hashlib.sha256).hexdigest()[:20]


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return dict(parse_yaml(read_text(_FILE), str(_FILE)))


@lru_cache(maxsize=1)
def prompt_version() -> str:
    """The identity of the words and forms of the question."""
    forms = json.dumps([Verdict.model_json_schema(), FaultVerdict.model_json_schema()], sort_keys=True)
    return hashlib.sha256(f"{read_text(_FILE)}\n{forms}\n1".encode()).hexdigest()[:12]


def messages(record: Record, view: Shown, item: Item, mark: str) -> list[tuple[str, str]]:
    """The prompt for one item. All up to the question is the same for every item of a record, for prefix caches."""
    words, lang = _words(), record.lang
    fence = "\n".join([words["begin"].format(nonce=mark), view.text, words["end"].format(nonce=mark)])
    question = words["ask"][lang].format(
        nonce=mark, role=record.role, id=item.id, question=item.question[lang], rules=_rules(record, item),
        outcomes=words["outcomes"][_kind(item)][lang],
    )  # fmt: skip
    return [("system", words["system"][lang].strip()), ("user", f"{fence}\n\n{question.strip()}")]


def _kind(item: Item) -> str:
    return "pitfall" if item.weight == "pitfall" else "dynamic" if item.applies in DYNAMIC else "item"


def _rules(record: Record, item: Item) -> str:
    """What the rubric says about when it counts, as lines."""
    rule, lang, words = item.rule, record.lang, _words()["rules"]
    given: dict[str, Any] = {
        "to": ", ".join(rule.to or ()), rule.before or "": rule.before, "room": ", ".join(rule.room),
        "min": rule.min if rule.min > 1 else "", "note": rule.note,
        "say": "" if item.weight == "pitfall" else item.advice.say[lang],
    }  # fmt: skip
    lines = [words[key][lang].format(value=value) for key, value in given.items() if value]
    return "".join(f"{line}\n" for line in lines)

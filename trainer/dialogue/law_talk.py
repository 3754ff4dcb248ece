"""How the law is talked about: wrong statements, plain words against form language, which duty is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA, concepts, normal
from trainer.text import Lang

_DUTY_OF_CONCEPT = {
    "retraction": "retraction", "appeal": "retraction", "refuse": "system", "free_choice": "system",
    "system_word": "system", "lawyer_help": "counsel", "private_talk": "counsel", "charge_facts": "charge",
    "evidence": "charge", "opinion": "opinion", "sentence_word": "sentence", "start_base": "sentence",
    "fine": "sentence", "probation": "sentence", "procedure_fast": "procedure", "procedure_summary": "procedure",
    "procedure_ordinary": "procedure", "procedure_word": "procedure", "bail": "liberty", "surveillance": "liberty",
    "custody_review": "liberty", "court_adopts": "effect", "criminal_record": "effect", "effect_word": "effect",
    "non_prosecution": "alternatives", "restitution": "alternatives", "forgiveness": "alternatives",
    "reconcile": "alternatives", "alternatives_word": "alternatives",
}  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """A wrong statement of law people make, with what is right."""

    id: str
    duty: str
    article: str
    truth: dict[str, str]
    says: dict[str, re.Pattern[str]]
    unless: dict[str, re.Pattern[str] | None]


def _union(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.I) if patterns else None


@lru_cache(maxsize=1)
def claims() -> dict[str, Claim]:
    """All wrong statements the program knows, by id."""
    path = DATA / "claims.yaml"
    found = {}
    for raw in parse_yaml(read_text(path), str(path)):
        says = {lang: _union(raw["says"][lang]) for lang in ("en", "zh")}
        unless = {lang: _union(raw.get("unless", {}).get(lang, [])) for lang in ("en", "zh")}
        found[raw["id"]] = Claim(raw["id"], raw["duty"], raw["article"], raw["truth"],
                                 {k: v for k, v in says.items() if v}, unless)  # fmt: skip
    return found


@lru_cache(maxsize=2)
def _registers(lang: Lang) -> tuple[re.Pattern[str], re.Pattern[str]]:
    path = DATA / f"register.{lang}.yaml"
    raw = parse_yaml(read_text(path), str(path))
    form, plain = _union(raw["form"]), _union(raw["plain"])
    assert form is not None
    assert plain is not None
    return form, plain


def wrong_in(text: str, lang: Lang) -> list[str]:
    """Ids of wrong statements of law asserted in a clause."""
    flat = normal(text, lang)
    found = []
    for claim in claims().values():
        says, unless = claim.says.get(lang), claim.unless.get(lang)
        if says and says.search(flat) and not (unless and unless.search(flat)):
            found.append(claim.id)
    return found


def is_plain(text: str, lang: Lang) -> bool:
    """Whether a passage says what a thing means for this person, and does not merely read the form out."""
    form, plain = _registers(lang)
    flat = normal(text, lang)
    marks = len(plain.findall(flat))
    return marks >= (3 if form.search(flat) else 1)


def is_form(text: str, lang: Lang) -> bool:
    """Whether a passage is in the language of the form or the statute."""
    form, plain = _registers(lang)
    flat = normal(text, lang)
    return bool(form.search(flat)) and len(plain.findall(flat)) < 3


def duties_named(text: str, lang: Lang) -> list[str]:
    """The explanation duties a passage is about, by the concepts it names; in order of first listing."""
    named = concepts(normal(text, lang), lang)
    return list(dict.fromkeys(duty for concept, duty in _DUTY_OF_CONCEPT.items() if concept in named))

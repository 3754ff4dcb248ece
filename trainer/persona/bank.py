"""Banks of lines: what a persona can say, by key. The scenario's own lines go before the persona's and the role's."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from trainer.content import find, load_model, names, parse_yaml, read_text, roots
from trainer.errors import ContentError
from trainer.i18n.faults import fault
from trainer.scenario.models import CastRole, Content, Words
from trainer.text import Lang

Bank = dict[str, list[str]]


class Traits(Content):
    """Dispositions from 0 to 1; a role uses those that fit it."""

    schooling: float = Field(default=0.5, ge=0, le=1, description="how much of an explanation sticks")
    please: float = Field(default=0.5, ge=0, le=1, description="says yes to please")
    fear: float = Field(default=0.5, ge=0, le=1)
    trust: float = Field(default=0.35, ge=0, le=1, description="trust at the start")
    openness: float = Field(default=0.5, ge=0, le=1)
    patience: float = Field(default=0.5, ge=0, le=1)
    generosity: float = Field(default=0.5, ge=0, le=1, description="how low in the lawful range they go")
    candour: float = Field(default=0.5, ge=0, le=1, description="how readily they share evidence")
    hurry: float = Field(default=0.3, ge=0, le=1)
    press: float = Field(default=0.2, ge=0, le=1, description="says: take it or leave it")
    anger: float = Field(default=0.5, ge=0, le=1)
    care: float = Field(default=0.5, ge=0, le=1, description="shallow 0, careful 1")
    fight: float = Field(default=0.5, ge=0, le=1, description="a duty lawyer who only signs 0, who bargains 1")


class Persona(Content):
    """A disposition that can play a cast member of its role."""

    id: str
    role: CastRole
    name: Words
    about: Words
    traits: Traits = Traits()


def load_bank(path: Path) -> Bank:
    """One file of lines; anything but lists of texts is a fault with its place."""
    data = parse_yaml(read_text(path), str(path)) or {}
    if not isinstance(data, dict):
        raise ContentError("expected keys with lists of lines", where=f"{path}:1", do="see docs/writing-scenarios.md")
    for key, lines in data.items():
        if not isinstance(lines, list) or not lines or not all(isinstance(x, str) and x.strip() for x in lines):
            raise ContentError(f"{key}: expected a list of lines", where=str(path), do="write each line after a dash")
    return {str(k): v for k, v in data.items()}


@lru_cache(maxsize=64)
def load_persona(persona_id: str) -> Persona:
    """A disposition by its id; an unknown id is a fault that names the known ones."""
    folder = find("personas", persona_id)
    if folder is None or not (folder / "persona.yaml").is_file():
        raise fault(ContentError, "unknown_persona", id=persona_id, known=", ".join(names("personas")))
    return load_model(folder / "persona.yaml", Persona)


@lru_cache(maxsize=64)
def persona_bank(persona_id: str, lang: Lang) -> Bank:
    """The lines of a disposition; empty where it has none of its own."""
    folder = find("personas", persona_id)
    path = folder / f"voice.{lang}.yaml" if folder else None
    return load_bank(path) if path and path.is_file() else {}


@lru_cache(maxsize=64)
def shared_bank(role: str, lang: Lang) -> Bank:
    """The common lines of a role."""
    for root in roots("personas"):
        path = root / "_shared" / f"{role}.{lang}.yaml"
        if path.is_file():
            return load_bank(path)
    return {}

"""Scenarios from disk: the play, its documents and its lines in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.content import digest, load_model, read_text
from trainer.errors import ContentError
from trainer.scenario.headlines import scenario_folder, scenario_ids
from trainer.scenario.models import (
    CastMember,
    Circumstance,
    Document,
    Fact,
    Room,
    Scenario,
    WeakPoint,
)
from trainer.text import Lang

if TYPE_CHECKING:
    from trainer.law.spec import SentenceSpec

__all__ = ["Play", "load_play", "scenario_folder", "scenario_ids"]


@dataclass(frozen=True)
class Play:
    """A scenario with its folder: everything in it by id, texts on demand."""

    script: Scenario
    folder: Path
    rooms: dict[str, Room] = field(default_factory=dict)
    cast: dict[str, CastMember] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    circumstances: dict[str, Circumstance] = field(default_factory=dict)
    weak_points: dict[str, WeakPoint] = field(default_factory=dict)

    @cached_property
    def sha256(self) -> str:
        """The identity of the written play; the trainees that come with it are no part of it."""
        parts = ("scenario.yaml", "documents", "voice.en.yaml", "voice.zh.yaml")
        return digest(*(self.folder / part for part in parts if (self.folder / part).exists()))

    @cached_property
    def calculation(self) -> SentenceSpec:
        """The guideline calculation of the case, before anything was argued."""
        from trainer.law.spec import parse_spec

        return parse_spec(self.script.sentence, str(self.folder / "scenario.yaml"))

    def text(self, document: str, lang: Lang) -> str:
        """A document's text in one language (Markdown)."""
        return read_text(self.folder / "documents" / f"{document}.{lang}.md")

    def cast_by_role(self, role: str) -> CastMember | None:
        """The first cast member with this role."""
        return next((c for c in self.script.cast if c.role == role), None)

    def rooms_for(self, role: str) -> Iterator[Room]:
        """The rooms this trainee role can know of."""
        return (r for r in self.script.rooms if role in r.roles)

    def documents_for(self, role: str) -> Iterator[Document]:
        """The papers this trainee role can come to read."""
        return (d for d in self.script.documents if role in d.roles)


def _by_id(things: list[object]) -> dict[str, object]:
    return {thing.id: thing for thing in things}  # type: ignore[attr-defined]


@lru_cache(maxsize=16)
def load_play(scenario_id: str) -> Play:
    """A scenario, ready to be played."""
    folder = scenario_folder(scenario_id)
    script = load_model(folder / "scenario.yaml", Scenario)
    if script.id != folder.name:
        raise ContentError(f"id '{script.id}' does not match its folder", where=str(folder / "scenario.yaml"),
                           do=f"write id: {folder.name}")  # fmt: skip
    groups = {name: _by_id(getattr(script, name)) for name in
              ("rooms", "cast", "documents", "facts", "circumstances", "weak_points")}  # fmt: skip
    return Play(script=script, folder=folder, **groups)  # type: ignore[arg-type]

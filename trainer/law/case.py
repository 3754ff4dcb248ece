"""The case to be sentenced as frozen values: offence, tier, increases, circumstances, local rules.

Months, yuan and signed percent throughout. `trainer.law.spec` builds it from plain data or YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from trainer.law.guidelines import Range
from trainer.law.notes import Note

PLEA = "plea_leniency"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Increase:
    """Months added to the starting point for a further fact of the crime (Guidelines II.(1)2)."""

    why: str
    months: Range


@dataclass(frozen=True, slots=True)
class Use:
    """A circumstance as it is used: `id` of its row, with a fixed rate in signed percent or the row's own."""

    id: str
    pct: Range | None = None
    stage: str = ""
    layer: int = 2
    why: str = ""
    mitigation: str = ""
    assumed: bool = False

    @property
    def circumstance(self) -> str:
        """The circumstance without its row: "confession" of "confession.own_crime"."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class LocalRules:
    """What a province or city fixes inside the national ranges; data of the case, never of this pack.

    Months per tier for the starting point, yuan per tier for thresholds, (yuan, months) per tier for the increase by
    amount ("" for every tier), and the limit in percent of the plea's own reduction by stage.
    """

    name: str = ""
    start: Mapping[str, Range] = field(default_factory=dict, hash=False)
    thresholds: Mapping[str, float] = field(default_factory=dict, hash=False)
    per_amount: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)
    plea_ladder: Mapping[str, float] = field(default_factory=dict, hash=False)
    rounding: str = "nearest"


NO_RULES = LocalRules()


@dataclass(frozen=True, slots=True)
class SentenceSpec:
    """One case, or with `counts` several counts; months, yuan and signed percent throughout.

    `heroin_grams` is the quantity of any drug in grams of heroin; `increases_given` says that the case names what is
    added to the starting point, were it nothing.
    """

    offence: str
    tier: str
    start_months: Range | None = None
    increases: tuple[Increase, ...] = ()
    increases_given: bool = False
    circumstances: tuple[Use, ...] = ()
    amount_yuan: float | None = None
    heroin_grams: float | None = None
    region: str = ""
    local_rules: LocalRules = NO_RULES
    facts: frozenset[str] = frozenset()
    possible: tuple[str, ...] = ()
    counts: tuple[SentenceSpec, ...] = ()
    notes: tuple[Note, ...] = ()
    title: str = ""

    def with_circumstance(self, id: str, **details: Any) -> SentenceSpec:
        """The same case with one more circumstance, in place of any row of the same circumstance.

        `details` are the keys of the YAML form: pct, stage, layer, why. With several counts it is added to each.
        """
        if self.counts:
            return replace(self, counts=tuple(c.with_circumstance(id, **details) for c in self.counts))
        from trainer.law.spec import use_of

        use = use_of({"id": id, **details}, self)
        rest = self.circumstances
        if use.id != OTHER:
            rest = tuple(u for u in rest if u.circumstance != use.circumstance)
        return replace(self, circumstances=(*rest, use))

    def without(self, id: str) -> SentenceSpec:
        """The same case without a circumstance, named with or without its row."""
        if self.counts:
            return replace(self, counts=tuple(c.without(id) for c in self.counts))
        kept = tuple(u for u in self.circumstances if id not in (u.id, u.circumstance))
        return replace(self, circumstances=kept)

    def has(self, id: str) -> bool:
        """Whether a circumstance, named with or without its row, is part of the case (of any count)."""
        if self.counts:
            return any(c.has(id) for c in self.counts)
        return any(id in (u.id, u.circumstance) for u in self.circumstances)

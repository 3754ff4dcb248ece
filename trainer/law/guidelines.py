"""The 2021 Sentencing Guidelines (法发〔2021〕21号) as typed, frozen data.

Months everywhere; percentages are signed, so that (-30, 0) lowers by up to thirty per cent. A tier whose lower bound is
one month starts at detention (CL 42). Nothing is read from disk before `guidelines()` is called.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

from trainer.errors import ContentError
from trainer.law.files import read

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a circumstance: its rate in percent, and whether it opens the way below the minimum."""

    key: str
    circumstance: str
    zh: str
    en: str
    pct: Range
    layer: int
    obligation: str
    source: str
    priced: bool = True
    exempt: bool = False
    light: bool = False
    min_months: float = 0.0
    mitigation: str = ""
    mitigation_ref: str = ""
    direction: str = "lower"


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A common circumstance of part III, with its rows and the row a bare id means."""

    id: str
    zh: str
    en: str
    layer: int
    obligation: str
    source: str
    ref: str
    rows: tuple[Row, ...]
    default: str
    absorbs: frozenset[str] = frozenset()
    major: frozenset[str] = frozenset()
    bars_probation: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    """A level of an offence: the starting point and the statutory range, in months, and the fine, in yuan."""

    id: str
    zh: str
    en: str
    start: Range
    months: Range
    kinds: tuple[str, ...]
    statute: str
    fine: str = "none"
    fine_alone: bool = False
    fine_yuan: tuple[float, float | None] | None = None
    fine_source: str = ""
    life: bool = False
    death: bool = False
    direct: bool = False


@dataclass(frozen=True, slots=True)
class FineRule:
    """A fine counted from the amount: `minimum` yuan to `per_amount` times the amount."""

    minimum: float
    per_amount: float
    without_amount: float
    source: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """National thresholds by tier, in yuan or grams: the bounds within which a province fixes its own figure.

    `lowered` holds the share of the threshold that suffices, by tier, where the interpretation's aggravating forms are
    met; `earlier` the thresholds of an interpretation that the one of `source` is said to have replaced.
    """

    by_tier: Mapping[str, Range]
    source: str
    uncertain: bool = False
    lowered: Mapping[str, float] = field(default_factory=dict)
    lowered_source: str = ""
    earlier: Mapping[str, float] = field(default_factory=dict)
    earlier_source: str = ""


@dataclass(frozen=True, slots=True)
class Offence:
    """One of the twenty-three common crimes of part IV."""

    no: int
    zh: str
    en: str
    article: str
    aliases: tuple[str, ...]
    flags: frozenset[str]
    source: str
    ref: str
    tiers: Mapping[str, Tier]
    special: Mapping[str, Row]
    probation: str = ""
    fine_rule: FineRule | None = None
    amounts: Amounts | None = None
    amounts_if: Mapping[str, Amounts] = field(default_factory=dict)
    grams: Amounts | None = None
    serious_of: Mapping[str, str] = field(default_factory=dict)

    def amounts_for(self, facts: Collection[str]) -> Amounts | None:
        """The thresholds in yuan for a case of these facts: those of a special form before the common ones."""
        return next((a for fact, a in self.amounts_if.items() if fact in facts), self.amounts)

    def below(self, tier: Tier) -> Tier | None:
        """The next lower statutory range of the same offence (CL 63), or None for the lowest."""
        lower = [t for t in self.tiers.values() if t.months[0] < tier.months[0]]
        return max(lower, key=lambda t: t.months[0], default=None)


@dataclass(frozen=True, slots=True)
class Limits:
    """Lengths in months that the Criminal Law sets for each kind of penalty (CL 38, 42, 45, 69, 72, 73)."""

    control: Range
    detention: Range
    imprisonment: Range
    control_several: float
    detention_several: float
    imprisonment_several: Range
    imprisonment_sum_step: float
    probation_max_term: float
    probation_period: Mapping[str, Range]
    source: str


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug with the grams from which its quantity is "large"; five times as much is "very large" (CL 347)."""

    id: str
    zh: str
    en: str
    large: float
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotHeld:
    """A text known to exist whose wording the pack does not hold, what it covers, and what follows from that."""

    zh: str
    en: str
    number: str
    note: Mapping[str, str]
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guidelines:
    """All of it; see `guidelines()`."""

    title: Mapping[str, str]
    number: str
    date: str
    checked_on: str
    not_held: tuple[NotHeld, ...]
    discretion: float
    limits: Limits
    circumstances: Mapping[str, Circumstance]
    rows: Mapping[str, Row]
    exclusive: tuple[tuple[str, ...], ...]
    offences: tuple[Offence, ...]
    by_name: Mapping[str, Offence]
    drugs: Mapping[str, Drug]

    @property
    def version(self) -> str:
        """Number and date of the text, as a result quotes it."""
        return f"{self.number} ({self.date})"


@cache
def guidelines() -> Guidelines:
    """The guidelines, read from `data/guidelines.yaml` at the first call."""
    from trainer.law.guidelines_file import load

    return load(read("guidelines.yaml"))


def offence(name: str | int) -> Offence:
    """The offence by its Chinese or English name, an alias, or its Criminal Law article (264, "CL-264").

    Raises ContentError for an offence outside the twenty-three.
    """
    found = guidelines().by_name.get(key_of(name))
    if found is None:
        known = "、".join(o.zh for o in guidelines().offences)
        raise ContentError(f"offence {name!r} is not covered: {_why_not(str(name))}", do=f"covered are: {known}")
    return found


def _why_not(name: str) -> str:
    """Where an offence outside the twenty-three is regulated, as far as the pack knows."""
    wanted = key_of(name).removesuffix("罪")
    for text in guidelines().not_held:
        if any(wanted == key_of(covered).removesuffix("罪") for covered in text.covers):
            return f"it belongs to {text.en} ({text.number}), whose text is not held here"
    return "it is not one of the twenty-three of the guidelines"


def key_of(name: str | int) -> str:
    """A name or article reduced to the form under which offences are looked up."""
    text = re.sub(r"\s+", " ", str(name)).strip().lower()
    article = re.fullmatch(r"(?:cl|刑法)?[-\s]*(?:art\.?|article)?\s*第?(\d+)条?(?:\s*(?:-|之)\s*(1|一))?", text)
    if article:
        return article[1] + ("-1" if article[2] else "")
    return text.replace(" ", "")

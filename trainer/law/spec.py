"""Reading a case: `parse_spec` takes plain data (from a scenario), `load_specs` a YAML file of one or more documents.

Both raise ContentError with the file, the line where there is one, the key, and what was expected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from trainer.errors import ContentError
from trainer.law.amounts import tier_from_amount
from trainer.law.case import NO_RULES, OTHER, PLEA, Increase, LocalRules, SentenceSpec, Use
from trainer.law.guidelines import Offence, Range, Row, Tier, guidelines, key_of, offence
from trainer.law.notes import Note
from trainer.law.reading import At, documents

__all__ = ["SentenceSpec", "load_cases", "load_specs", "parse_spec", "use_of"]

STAGES = {
    "investigation": "investigation",
    "侦查": "investigation",
    "prosecution": "prosecution",
    "审查起诉": "prosecution",
    "trial": "trial",
    "审判": "trial",
    "second_instance": "second_instance",
    "二审": "second_instance",
}
FACTS = frozenset(
    [
        "light",
        "serious",
        "telecom",
        "overdraft",
        "lowered_threshold",
        "ringleader",
        "pregnant",
        "civil_dispute",
        "prior_intentional_crime",
    ]
)
_ROUNDING = {"outward": "outward", "nearest": "nearest"}
_OBLIGATION = {"may": "may", "shall": "shall", "可以": "may", "应当": "shall"}
_SPEC_KEYS = frozenset(
    [
        "offence",
        "tier",
        "amount_yuan",
        "drug",
        "grams",
        "region",
        "start_months",
        "increases",
        "circumstances",
        "local_rules",
        "facts",
        "possible",
        "counts",
        "title",
    ]
)
_COUNT_KEYS = _SPEC_KEYS - {"counts"}
_USE_KEYS = frozenset(["id", "pct", "stage", "layer", "why", "mitigation", "age", "note"])
_RULE_KEYS = frozenset(["name", "source", "start", "thresholds", "per_amount", "plea_ladder", "rounding"])


def load_specs(path: str | Path) -> list[SentenceSpec]:
    """Every document of a YAML file, in order."""
    return [case() for case in load_cases(path)]


def load_cases(path: str | Path) -> list[Callable[[], SentenceSpec]]:
    """Every document of a YAML file as something to be read when called, so that one fault spoils only its own case."""
    return [partial(_spec, data, at) for at, data in documents(Path(path))]


def parse_spec(data: Mapping[str, Any], where: str = "") -> SentenceSpec:
    """A case from plain data; `where` names the place it came from, for the error message."""
    return _spec(data, At(where))


def use_of(data: Mapping[str, Any] | str, spec: SentenceSpec) -> Use:
    """A circumstance for `spec`, from its id or its YAML form; a bare id chooses its row by the facts of the case."""
    return _use(data, At(), offence(spec.offence), spec.facts)


def _spec(data: Any, at: At) -> SentenceSpec:
    raw = at.mapping(data, _SPEC_KEYS)
    if "counts" not in raw:
        return _count(raw, at)
    shared = {k: v for k, v in raw.items() if k != "counts"}
    if stray := sorted(set(shared) - {"circumstances", "local_rules", "facts", "possible", "region", "title"}):
        (at / stray[0]).fail(f"{stray[0]!r} belongs to one count", do="move it under counts")
    parsed = [_count(at_.mapping(c, _COUNT_KEYS), at_, shared, at) for at_, c in (at / "counts").items(raw["counts"])]
    if not parsed:
        (at / "counts").fail("no count is given", do="list at least one count")
    first = parsed[0]
    title = str(raw.get("title", ""))
    return replace(first, counts=tuple(parsed), title=title) if len(parsed) > 1 else replace(first, title=title)


def _count(
    raw: Mapping[str, Any], at: At, shared: Mapping[str, Any] | None = None, shared_at: At | None = None
) -> SentenceSpec:
    if raw.get("offence") is None:
        at.fail("no offence is named", do="give offence: its Chinese name or Criminal Law article")
    crime = _offence(raw["offence"], at / "offence")
    given = {**(shared or {}), **raw}
    facts = _facts(given, at)
    rules = _rules(given.get("local_rules"), at / "local_rules", crime)
    amount, grams = _amount(given, "amount_yuan", at), _grams(given, at, crime)
    tier, notes = _tier(raw.get("tier"), at / "tier", crime, amount if grams is None else grams, rules, facts)
    region = "" if (value := _named(given, "region")) is None else (at / "region").text(value)
    if region and not rules.name and not rules.start and not rules.thresholds:
        notes = (*notes, Note("no_local_rule", data={"region": region}))
    start = raw.get("start_months")
    return SentenceSpec(
        offence=crime.zh,
        tier=tier.id,
        start_months=None if start is None else (at / "start_months").span(start, 0, 300),
        increases=tuple(_increase(item, a) for a, item in (at / "increases").items(raw.get("increases"))),
        increases_given="increases" in raw,
        circumstances=_uses(raw, at, shared, shared_at, crime, facts),
        amount_yuan=amount,
        heroin_grams=grams,
        region=region,
        local_rules=rules,
        facts=facts,
        possible=tuple((at / "possible").text(p) for _, p in (at / "possible").items(given.get("possible"))),
        notes=notes,
        title=str(raw.get("title", "")),
    )


def _offence(value: Any, at: At) -> Offence:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        at.fail("expected the offence's Chinese name or Criminal Law article")
    try:
        return offence(value)
    except ContentError as fault:
        at.fail(fault.what, fault.do)


def _facts(raw: Mapping[str, Any], at: At) -> frozenset[str]:
    """Facts as a list of names, or as `name: true`; amounts and the region may stand among them or beside them."""
    given, place = raw.get("facts") or {}, at / "facts"
    if isinstance(given, (list, tuple)):
        given = {place.text(name): True for name in given}
    place.mapping(given, FACTS | {"amount_yuan", "region", "drug", "grams"})
    return frozenset(k for k in FACTS if given.get(k))


def _named(raw: Mapping[str, Any], key: str) -> Any:
    """A value that may stand beside the facts or among them."""
    facts = raw.get("facts")
    return raw.get(key, facts.get(key) if isinstance(facts, Mapping) else None)


def _amount(raw: Mapping[str, Any], key: str, at: At) -> float | None:
    value = _named(raw, key)
    return None if value is None else (at / key).number(value, 0)


def _grams(raw: Mapping[str, Any], at: At, crime: Offence) -> float | None:
    """The quantity of a drug in grams of heroin, by which every threshold of the list is measured (CL 347)."""
    grams = _amount(raw, "grams", at)
    if grams is None:
        return None
    if crime.grams is None:
        (at / "grams").fail(f"{crime.zh} is not measured in grams", do="remove grams")
    name = (at / "drug").text(_named(raw, "drug") or "heroin")
    drug = guidelines().drugs.get(key_of(name))
    if drug is None:
        known = ", ".join(dict.fromkeys(d.en for d in guidelines().drugs.values()))
        (at / "drug").fail(f"the drug {name!r} is not on the list", do=f"name the tier, or use one of: {known}")
    heroin = crime.grams.by_tier["quantity_large"][0]
    return grams * heroin / drug.large


def _tier(
    value: Any, at: At, crime: Offence, amount: float | None, rules: LocalRules, facts: frozenset[str]
) -> tuple[Tier, tuple[Note, ...]]:
    if value is not None:
        if value not in crime.tiers:
            at.fail(f"{value!r} is not a tier of {crime.zh}", do="use one of: " + ", ".join(crime.tiers))
        return crime.tiers[value], ()
    if len(crime.tiers) == 1:
        return next(iter(crime.tiers.values())), ()
    national = crime.grams or crime.amounts_for(facts)
    if amount is None or (national is None and not rules.thresholds):
        at.fail(f"the tier of {crime.zh} is not given", do="use one of: " + ", ".join(crime.tiers))
    name, notes = tier_from_amount(amount, national, rules.thresholds, lowered="lowered_threshold" in facts)
    if name is None or name not in crime.tiers:
        unit = "grams of heroin" if crime.grams else "yuan"
        at.fail(
            f"{amount:g} {unit} is below every threshold of {crime.zh}",
            do="name the tier if the crime rests on another ground",
        )
    return crime.tiers[crime.serious_of.get(name, name) if "serious" in facts else name], notes


def _increase(value: Any, at: At) -> Increase:
    raw = at.mapping(value, frozenset({"why", "months", "source"}))
    if "months" not in raw:
        at.fail("an increase needs months", do="write {why: …, months: 2}")
    return Increase((at / "why").text(raw.get("why", "increase")), (at / "months").span(raw["months"], 0, 300))


def _uses(
    raw: Mapping[str, Any],
    at: At,
    shared: Mapping[str, Any] | None,
    shared_at: At | None,
    crime: Offence,
    facts: frozenset[str],
) -> tuple[Use, ...]:
    """The count's own circumstances, then those shared by all counts that it does not name itself."""
    own: list[Use] = []
    for place, item in (at / "circumstances").items(raw.get("circumstances")):
        use = _use(item, place, crime, facts)
        if use.id != OTHER and any(u.circumstance == use.circumstance for u in own):
            place.fail(f"{use.circumstance} stands twice", do="keep one row of it")
        own.append(use)
    named = {u.circumstance for u in own}
    if shared and shared_at:
        for place, item in (shared_at / "circumstances").items(shared.get("circumstances")):
            use = _use(item, place, crime, facts)
            if use.id == OTHER or use.circumstance not in named:
                own.append(use)
    return tuple(own)


def _use(value: Any, at: At, crime: Offence, facts: frozenset[str]) -> Use:
    raw = at.mapping({"id": value} if isinstance(value, str) else value, _USE_KEYS)
    id = (at / "id").text(raw.get("id"))
    pct = None if raw.get("pct") is None else (at / "pct").span(raw["pct"], -100, 1000)
    stage = "" if raw.get("stage") is None else (at / "stage").text(raw["stage"], STAGES)
    why = "" if raw.get("why") is None else (at / "why").text(raw["why"])
    mitigation = "" if raw.get("mitigation") is None else (at / "mitigation").text(raw["mitigation"], _OBLIGATION)
    layer = int((at / "layer").number(raw.get("layer", 2), 1, 2))
    if id == OTHER:
        if pct is None:
            at.fail("'other' has no rate of its own", do="give pct: a signed percentage")
        return Use(OTHER, pct, stage, layer, why, mitigation)
    if id == PLEA:
        _check_rate(pct, "lower", at / "pct", id)
        return Use(PLEA, pct, stage, 2, why)
    row, assumed = _resolve(id, raw, at, crime, facts)
    _check_rate(pct, row.direction, at / "pct", id)
    return Use(row.key, pct, stage, row.layer, why, mitigation, assumed)


def _check_rate(pct: Range | None, direction: str, at: At, id: str) -> None:
    if pct is None or direction == "either":
        return
    if direction == "lower" and pct[1] > 0:
        at.fail(f"{id} lowers the sentence", do="write the rate with a minus: -15")
    if direction == "raise" and pct[0] < 0:
        at.fail(f"{id} raises the sentence", do="write the rate without a minus: 15")


def _resolve(id: str, raw: Mapping[str, Any], at: At, crime: Offence, facts: frozenset[str]) -> tuple[Row, bool]:
    """The row an id means, and whether it was assumed because neither the id nor a fact names it."""
    book = guidelines()
    if id in crime.special:
        return crime.special[id], False
    if id in book.rows:
        return book.rows[id], False
    name, _, row = id.partition(".")
    circumstance = book.circumstances.get(name)
    if circumstance is None:
        known = [*book.circumstances, *(k for k in book.rows if k in _unpriced(book.rows)), *crime.special, OTHER]
        (at / "id").fail(f"circumstance {id!r} is not known", do="use one of: " + ", ".join(known))
    if row:
        if len(circumstance.rows) == 1 and row == name:
            return circumstance.rows[0], False
        (at / "id").fail(f"{name} has no row {row!r}", do="use one of: " + ", ".join(r.key for r in circumstance.rows))
    if name == "minor" and raw.get("age") is not None:
        age = (at / "age").number(raw["age"], 12, 17)
        return book.rows["minor.12_16" if age < 16 else "minor.16_18"], False
    if "light" in facts and (light := next((r for r in circumstance.rows if r.light), None)):
        return light, False
    if name == "elderly75" and "negligent" in crime.flags:
        return book.rows["elderly75.negligent"], False
    default = next(r for r in circumstance.rows if r.key in (f"{name}.{circumstance.default}", name))
    return default, name in ("minor", "compensation")


def _unpriced(rows: Mapping[str, Row]) -> frozenset[str]:
    return frozenset(key for key, row in rows.items() if not row.priced)


def _rules(value: Any, at: At, crime: Offence) -> LocalRules:
    if not value:
        return NO_RULES
    raw = at.mapping(value, _RULE_KEYS)
    return LocalRules(
        name=str(raw.get("name", "")),
        start={t: (at / "start" / t).span(v, 0, 300) for t, v in _by_tier(raw.get("start"), at / "start", crime)},
        thresholds={
            t: (at / "thresholds" / t).number(v, 0)
            for t, v in _by_tier(raw.get("thresholds"), at / "thresholds", crime)
        },
        per_amount=_per_amount(raw.get("per_amount"), at / "per_amount", crime),
        plea_ladder={
            STAGES[s]: (at / "plea_ladder" / s).number(v, 0, 100)
            for s, v in (at / "plea_ladder").mapping(raw.get("plea_ladder") or {}, frozenset(STAGES)).items()
        },
        rounding=(at / "rounding").text(raw.get("rounding", "nearest"), _ROUNDING),
    )


def _by_tier(value: Any, at: At, crime: Offence) -> list[tuple[str, Any]]:
    return list(at.mapping(value or {}, frozenset(crime.tiers)).items())


def _per_amount(value: Any, at: At, crime: Offence) -> dict[str, tuple[float, float]]:
    if not value:
        return {}
    at.mapping(value)
    by_tier = {"": value} if "yuan" in value else at.mapping(value, frozenset(crime.tiers))
    out = {}
    for tier, item in by_tier.items():
        place = at / tier if tier else at
        step = place.mapping(item, frozenset({"yuan", "months"}))
        out[tier] = (
            (place / "yuan").number(step.get("yuan"), 1),
            (place / "months").number(step.get("months"), 0, 120),
        )
    return out

"""From the plain content of `data/guidelines.yaml` to the typed values of `trainer.law.guidelines`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trainer.law.guidelines import (
    Amounts,
    Circumstance,
    Drug,
    FineRule,
    Guidelines,
    Limits,
    NotHeld,
    Offence,
    Range,
    Row,
    Tier,
    key_of,
)


def load(raw: Mapping[str, Any]) -> Guidelines:
    """The guidelines from the plain content of their file."""
    meta = raw["meta"]
    circumstances = {c.id: c for c in map(_circumstance, raw["circumstances"])}
    rows = {row.key: row for c in circumstances.values() for row in c.rows}
    rows.update((item["id"], _unpriced(item)) for item in raw["unpriced"])
    offences = tuple(_offence(item) for item in raw["offences"])
    return Guidelines(
        title=meta["title"],
        number=meta["number"],
        date=meta["date"],
        checked_on=meta["checked_on"],
        not_held=tuple(NotHeld(**{**t, "covers": tuple(t.get("covers", ()))}) for t in meta["not_held"]),
        discretion=float(meta["discretion_pct"]),
        limits=_limits(raw["limits"]),
        circumstances=circumstances,
        rows=rows,
        exclusive=tuple(tuple(group["ids"]) for group in raw["exclusive"]),
        offences=offences,
        by_name={name: o for o in offences for name in _names(o)},
        drugs={name: d for d in map(_drug, raw["drugs"]) for name in map(key_of, (d.id, d.zh, d.en, *d.aliases))},
    )


def _names(o: Offence) -> Iterable[str]:
    yield o.article
    for name in (o.zh, o.zh.removesuffix("罪"), o.en, *o.aliases):
        yield key_of(name)


def _drug(raw: Mapping[str, Any]) -> Drug:
    return Drug(**{**raw, "large": float(raw["large"]), "aliases": tuple(raw.get("aliases", ()))})


def _pair(value: Sequence[float]) -> Range:
    return float(value[0]), float(value[1])


def _circumstance(raw: Mapping[str, Any]) -> Circumstance:
    rows = tuple(_row(raw, item) for item in raw["rows"])
    return Circumstance(
        id=raw["id"],
        zh=raw["zh"],
        en=raw["en"],
        layer=raw["layer"],
        obligation=raw["obligation"],
        source=raw["source"],
        ref=raw["ref"],
        rows=rows,
        default=raw.get("default", raw["rows"][0]["id"]),
        absorbs=frozenset(raw.get("absorbs", ())),
        major=frozenset(raw.get("major", ())),
        bars_probation=raw.get("bars_probation", ""),
    )


def _row(parent: Mapping[str, Any], raw: Mapping[str, Any]) -> Row:
    key = parent["id"] if len(parent["rows"]) == 1 else f"{parent['id']}.{raw['id']}"
    extra = {k: raw[k] for k in ("exempt", "light", "min_months", "mitigation", "mitigation_ref") if k in raw}
    pct = _pair(raw["pct"])
    return Row(
        key=key,
        circumstance=parent["id"],
        zh=raw.get("zh", parent["zh"]),
        en=raw.get("en", parent["en"]),
        pct=pct,
        layer=parent["layer"],
        obligation=raw.get("obligation", parent["obligation"]),
        source=parent["source"],
        direction="raise" if pct[1] > 0 else "lower",
        **extra,
    )


def _unpriced(raw: Mapping[str, Any], *, layer: int = 1, source: str = "") -> Row:
    """A circumstance the text names without a rate: the case gives one, or it stays open (see `adjust`)."""
    mitigation = raw.get("mitigation", "")
    return Row(
        key=raw["id"],
        circumstance=raw["id"],
        zh=raw["zh"],
        en=raw["en"],
        pct=_pair(raw.get("pct", (0, 0))),
        exempt=bool(raw.get("exempt")),
        layer=layer,
        obligation="shall" if mitigation == "shall" else "may",
        source=source or raw["source"],
        priced=False,
        mitigation=mitigation,
        mitigation_ref=raw.get("mitigation_ref", ""),
        direction="either" if raw.get("either") else "raise" if raw.get("rises") else "lower",
    )


def _special(raw: Mapping[str, Any], source: str) -> Row:
    if "pct" not in raw:
        return _unpriced(raw, layer=2, source=source)
    parent = {**raw, "layer": 2, "obligation": "may", "source": source, "rows": [raw]}
    return _row(parent, raw)


def _offence(raw: Mapping[str, Any]) -> Offence:
    return Offence(
        no=raw["no"],
        zh=raw["zh"],
        en=raw["en"],
        article=raw["article"],
        aliases=tuple(raw["aliases"]),
        flags=frozenset(raw["flags"]),
        source=raw["source"],
        ref=raw["ref"],
        tiers={t["id"]: _tier(t) for t in raw["tiers"]},
        special={s["id"]: _special(s, raw["source"]) for s in raw.get("special", ())},
        probation=raw.get("probation", ""),
        fine_rule=_fine_rule(raw.get("fine_rule")),
        amounts=_amounts(raw.get("amounts")),
        amounts_if={fact: a for fact, r in raw.get("amounts_if", {}).items() if (a := _amounts(r))},
        grams=_amounts(raw.get("grams")),
        serious_of=raw.get("serious_of", {}),
    )


def _tier(raw: Mapping[str, Any]) -> Tier:
    values = dict(raw)
    for key in ("start", "months"):
        values[key] = _pair(values[key])
    if "fine_yuan" in values:
        low, high = values["fine_yuan"]
        values["fine_yuan"] = float(low), None if high is None else float(high)
    values["kinds"] = tuple(values["kinds"])
    return Tier(**values)


def _fine_rule(raw: Mapping[str, Any] | None) -> FineRule | None:
    return FineRule(raw["min"], raw["per_amount"], raw["without_amount"], raw["source"]) if raw else None


def _amounts(raw: Mapping[str, Any] | None) -> Amounts | None:
    if raw is None:
        return None
    lowered, earlier = dict(raw.get("lowered", {})), dict(raw.get("earlier", {}))
    return Amounts(
        {k: _pair(v) for k, v in raw.items() if isinstance(v, list)},
        raw["source"],
        bool(raw.get("uncertain")),
        lowered_source=lowered.pop("source", ""),
        lowered=lowered,
        earlier_source=earlier.pop("source", ""),
        earlier=earlier,
    )


def _limits(raw: Mapping[str, Any]) -> Limits:
    return Limits(
        control=_pair(raw["control"]),
        detention=_pair(raw["detention"]),
        imprisonment=_pair(raw["imprisonment"]),
        control_several=raw["control_several"],
        detention_several=raw["detention_several"],
        imprisonment_several=_pair(raw["imprisonment_several"]),
        imprisonment_sum_step=raw["imprisonment_sum_step"],
        probation_max_term=raw["probation_max_term"],
        probation_period={kind: _pair(span) for kind, span in raw["probation_period"].items()},
        source=raw["source"],
    )

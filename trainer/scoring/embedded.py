"""The embedded judge: rules over acts, deeds and text. Same record, same bytes."""

from __future__ import annotations

from typing import Protocol

from trainer.scoring import (
    rules_bargain,
    rules_consultation,
    rules_court,
    rules_disclosure,
    rules_equal,
    rules_explanation,
    rules_grounds,
    rules_time,
    rules_views,
    rules_voluntariness,
)
from trainer.scoring.record import Record
from trainer.scoring.result import ItemResult, Outcome, RubricResult, checked, points, total
from trainer.scoring.rubric import Item, Rule, load_rubric, questions
from trainer.scoring.rules import (
    CHARGED,
    FAINT,
    GRAVE,
    NOT_APPLICABLE,
    SPECIALS,
    Finding,
    acts,
    charge,
    deed,
    met,
    missed,
    named,
)
from trainer.scoring.wordings import either

__all__ = [
    "EmbeddedJudge",
    "Judge",
    "rules_bargain",
    "rules_consultation",
    "rules_court",
    "rules_disclosure",
    "rules_equal",
    "rules_explanation",
    "rules_grounds",
    "rules_time",
    "rules_views",
    "rules_voluntariness",
]

_DYNAMIC = ("refusal", "point_raised", "valid_ground_raised")
"""Conditions that depend on what happened; the rule itself says when they do not hold."""


class Judge(Protocol):
    """Answers one item about one record."""

    name: str

    def answer(self, record: Record, item: Item) -> ItemResult:
        """The outcome of an item, with verified evidence."""
        ...


class EmbeddedJudge:
    """The default judge."""

    name = "embedded"

    def answer(self, record: Record, item: Item) -> ItemResult:
        """See `Judge.answer`."""
        found = self._find(record, item)
        fault = item.weight == "pitfall"
        if found.met is None:
            unscored = found.reason not in ("not_applicable",)
            none: Outcome = "unscored" if unscored else "not_found" if fault else "not_applicable"
            return ItemResult(item.id, none, points(item), (), found.confidence, found.reason, (), item.critical)
        outcome: Outcome = ("found" if found.met else "not_found") if fault else ("met" if found.met else "not_met")
        result = ItemResult(item.id, outcome, points(item), found.evidence, found.confidence, found.reason, found.parts,
                            item.critical)  # fmt: skip
        return checked(record, result)

    def _find(self, record: Record, item: Item) -> Finding:
        if item.roles and record.role not in item.roles:
            return NOT_APPLICABLE
        if item.applies and item.applies not in _DYNAMIC and item.applies not in record.case.has:
            return NOT_APPLICABLE
        match item.rule.kind:
            case "act":
                return by_acts(record, item.rule, _least(item), fault=item.weight == "pitfall")
            case "event":
                return by_deed(record, item.rule)
        rule = SPECIALS.get(item.rule.name)
        return rule(record, item) if rule else Finding(None, reason=f"no rule '{item.rule.name}'")


def _least(item: Item) -> float:
    return GRAVE if item.critical else CHARGED if item.weight == "pitfall" else FAINT


def by_acts(record: Record, rule: Rule, sure: float = FAINT, fault: bool = False) -> Finding:
    """Met when the acts wanted were done often enough, to the right listener, in time; `sure` is a least confidence."""
    until = record.limit if rule.before == "decision" else None
    hits = []
    for turn, act in acts(record, *rule.acts, to=rule.to, until=until, sure=sure):
        if rule.polarity and act.polarity not in rule.polarity:
            continue
        if rule.room and turn.room not in rule.room:
            continue
        if rule.concept and rule.concept not in named(turn, record):
            continue
        hits.append((turn, act))
    if fault and len(hits) >= rule.min:
        return charge(record, hits, "not_found")
    return met(*hits[0]) if len(hits) >= rule.min else missed("not_found")


def by_deed(record: Record, rule: Rule) -> Finding:
    """Met by what the log shows was done; a meeting is a talk in a private room with the client."""
    if rule.event == "meeting":
        talks = [t for t in record.own if t.text.strip() and "accused" in t.to and (t.private or not rule.private)]
        start = (
            next((t.n for t in record.own if t.room == "consultation"), None) if rule.before == "consultation" else None
        )
        early = [t for t in talks if start is None or t.n < start]
        if not early and record.case.outside:
            early = [t for t in record.own if t.n <= max(start or 0, 6) + 4 and either("met_client").search(t.text)]
        return met(early[0], reason="deed: met in private") if early else missed("no_meeting")
    done = any(d.kind == rule.event for d in record.deeds)
    return deed(done, rule.event)


def score(record: Record, rubric_ids: list[str], judge: Judge | None = None) -> list[RubricResult]:
    """All rubrics over one record."""
    who = judge or EmbeddedJudge()
    return [total(load_rubric(r), [who.answer(record, item) for item in questions(r)], who.name) for r in rubric_ids]

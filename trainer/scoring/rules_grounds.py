"""Consultation: what is argued to the other side, from evidence to grounds and flaws (Opinion 12, 27)."""

from __future__ import annotations

from trainer.acts import Act
from trainer.law.guidelines import guidelines
from trainer.persona.scene import mentions
from trainer.scenario.models import Circumstance
from trainer.scoring.idle import sentences
from trainer.scoring.outside.casefile import ground_words
from trainer.scoring.record import Point, Record, Turn
from trainer.scoring.result import Quote, quote_of
from trainer.scoring.rubric import Item
from trainer.scoring.rules import (
    AUTHORITY,
    GRAVE,
    NOT_APPLICABLE,
    Finding,
    acts,
    first,
    met,
    missed,
    names_evidence,
    special,
    this_and_next,
)
from trainer.scoring.wordings import either, wording


@special("evidence_specific")
def evidence_specific(record: Record, item: Item) -> Finding:
    """A specific piece of evidence asked about or pointed to."""
    for turn, act in acts(
        record,
        "ask:evidence",
        "inform:evidence",
        "argue:evidence_gap",
        "argue:illegal_evidence",
        "ask:fact",
        "request:evidence_collection",
        "request:recording",
        to=AUTHORITY,
    ):
        if names_evidence(turn.text):
            return met(turn, act)
    for turn in record.own if record.case.outside else ():
        said = " ".join(sentences(turn.text, record.lang))
        tests = any(a.verb in _TESTS for a in turn.held())
        if set(turn.to) & set(AUTHORITY) - {record.role} and names_evidence(said) and len(said) > 24 and tests:
            return Finding(True, (quote_of(turn),), "named", confidence=0.6)
    return missed("nothing_specific")


_TESTS = ("ask", "argue", "inform", "request", "reject", "accept", "propose")
"""What a turn does that speaks of evidence to some purpose."""


def _weak(record: Record, kinds: tuple[str, ...], *wanted: str) -> Finding:
    points = [w for w in record.case.weak_points if w.kind in kinds]
    if record.case.outside:
        return _named_at_table(record, points)
    for turn, act in acts(record, *wanted, to=AUTHORITY):
        for point in points:
            if point.about.named_in(turn.text, record.lang):
                within = point.about.named_in(turn.text[act.span[0] : act.span[1]], record.lang)
                return met(turn, act, point.id) if within else Finding(True, (quote_of(turn),), point.id)
    return missed("not_named")


def _named_at_table(record: Record, points: list[Point]) -> Finding:
    """For a transcript: a turn to the other side that speaks of the point, whatever act the words amount to."""
    for turn in record.own:
        if set(turn.to) & set(AUTHORITY) - {record.role}:
            for point in points:
                if point.about.named_in(" ".join(sentences(turn.text, record.lang)), record.lang):
                    return Finding(True, (quote_of(turn),), point.id, confidence=0.7)
    return missed("not_named")


@special("weak_point_named")
def weak_point_named(record: Record, item: Item) -> Finding:
    """The weak point of the case named to the other side."""
    return _weak(
        record,
        ("gap", "illegal_evidence"),
        "argue:*",
        "ask:evidence",
        "ask:fact",
        "inform:evidence",
        "inform:fact",
        "request:evidence_collection",
        "reject:opinion",
        "request:correction",
        "ask:grounds",
    )


@special("charge_contested")
def charge_contested(record: Record, item: Item) -> Finding:
    """A count or characterisation that the file does not bear contested."""
    return _weak(
        record,
        ("wrong_charge",),
        "propose:drop_count",
        "argue:evidence_gap",
        "argue:law",
        "reject:opinion",
        "argue:minor_amount",
    )


def _mitigating(record: Record) -> list[Circumstance]:
    return [c for c in record.case.circumstances if c.ground != "aggravating"]


def _raised(record: Record, circumstance: Circumstance) -> tuple[Turn, Act] | None:
    """Argued, or named by its own word in a turn that argues or proposes ("surrender, restitution, two children")."""
    if hit := first(acts(record, f"argue:{circumstance.ground}", to=AUTHORITY)):
        return hit
    words = ground_words(circumstance.ground)
    return first(
        (turn, act)
        for turn, act in acts(record, "argue:*", "propose:*", "record:opinion", "request:bail", to=AUTHORITY)
        if words.search(" ".join(sentences(turn.text, record.lang)))
    )


def _over(record: Record, test: object, only_raised: bool) -> Finding:
    """One part per mitigating circumstance; met when all are."""
    assert callable(test)
    parts: list[tuple[str, bool]] = []
    quotes: list[Quote] = []
    for circumstance in _mitigating(record):
        hit = _raised(record, circumstance)
        ok = bool(hit and test(circumstance, hit[0]))
        if hit or not only_raised:
            parts.append((circumstance.id, ok))
        if hit and ok:
            quotes.append(quote_of(hit[0], hit[1].span))
    if not parts:
        return NOT_APPLICABLE if not _mitigating(record) else missed("none_raised")
    return Finding(all(ok for _, ok in parts), tuple(dict.fromkeys(quotes)), "parts", tuple(parts))


@special("ground_raised")
def ground_raised(record: Record, item: Item) -> Finding:
    """Every mitigating circumstance of the case argued to the other side."""
    return _over(record, lambda c, t: True, only_raised=False)


@special("ground_supported")
def ground_supported(record: Record, item: Item) -> Finding:
    """...with its proof or its article."""

    def supported(circumstance: Circumstance, turn: Turn) -> bool:
        text = " ".join(t.text for t in this_and_next(record, turn))
        titles = [record.case.documents[d].casefold() for d in circumstance.proof if d in record.case.documents]
        return bool(
            either("authority_cited").search(text)
            or mentions(circumstance.proof_words, text, record.lang)
            or any(title in text.casefold() for title in titles)
        )

    return _over(record, supported, only_raised=True)


_STACKED = ("sentence.double_count",)


@special("ground_quantified")
def ground_quantified(record: Record, item: Item) -> Finding:
    """...with what it is worth; only circumstances with a rate in the guidelines count."""
    known = guidelines()

    def quantified(circumstance: Circumstance, turn: Turn) -> bool:
        if circumstance.id not in known.rows and circumstance.id not in known.circumstances:
            return True
        near = this_and_next(record, turn)
        stacked = any(claim in _STACKED for t in near for claim in t.claims)
        return not stacked and any(either("rate").search(t.text) for t in near)

    return _over(record, quantified, only_raised=True)


@special("flaw_trade")
def flaw_trade(record: Record, item: Item) -> Finding:
    """A flaw of procedure turned into a specific request."""
    for turn, act in acts(record, "argue:procedural_flaw", "argue:illegal_evidence", to=AUTHORITY):
        for near in this_and_next(record, turn):
            ask = next((a for a in near.held() if a.verb in ("propose", "request")), None)
            if ask:
                return Finding(True, (quote_of(turn, act.span), quote_of(near, ask.span)), "traded")
    return _flaw_named_and_asked(record) if record.case.outside else missed("not_traded")


def _flaw_named_and_asked(record: Record) -> Finding:
    """For a transcript: the flaw of the notes spoken of to the other side, and something asked for in the same turn."""
    flaws = [point for point in record.case.weak_points if point.kind == "flaw"]
    for turn, ask in acts(record, "propose:*", "request:*", to=AUTHORITY):
        if any(point.about.named_in(turn.text, record.lang) for point in flaws):
            return met(turn, ask, "traded")
    return missed("not_traded")


@special("deadlock")
def deadlock(record: Record, item: Item) -> Finding:
    """An attack on procedure with nothing asked for, and then nothing more at the table."""
    for turn, act in acts(
        record, "argue:procedural_flaw", "argue:illegal_evidence", "breach:insult", to=("prosecutor", "judge")
    ):
        asks = any(a.verb in ("propose", "request") for near in this_and_next(record, turn) for a in near.held())
        more = any(t.n > turn.n and "prosecutor" in t.to for t in record.own)
        if not asks and not more:
            return met(turn, act)
    return missed("no_deadlock")


@special("falsehood")
def falsehood(record: Record, item: Item) -> Finding:
    """Something asserted that the file contradicts: a circumstance the case does not have."""
    has = {c.ground for c in record.case.circumstances}
    checkable = {"self_surrender", "meritorious", "accessory", "attempt", "minor", "reconciliation"}
    for turn, act in acts(
        record, *(f"argue:{g}" for g in sorted(checkable - has - record.case.hinted)), to=("prosecutor", "judge")
    ):
        supposed = wording("supposition", record.lang).search(turn.text[act.span[0] : act.span[1]])
        if record.case.circumstances and act.confidence >= GRAVE and not supposed:
            return met(turn, act)
    return missed("nothing_false")

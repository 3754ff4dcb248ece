"""The consultation rubric: consultative defence (study 4.1.1, 4.3.1; CPL 36, 173; Opinion 12, 27)."""

from __future__ import annotations

from trainer.acts import Act
from trainer.law.guidelines import guidelines
from trainer.persona.scene import mentions
from trainer.scenario.models import Circumstance
from trainer.scoring.amends import taken_back
from trainer.scoring.idle import sentences
from trainer.scoring.outside.casefile import ground_words
from trainer.scoring.record import Point, Record, Turn
from trainer.scoring.result import Quote, quote_of
from trainer.scoring.rubric import Item
from trainer.scoring.rules import (
    AUTHORITY,
    CHARGED,
    GRAVE,
    NOT_APPLICABLE,
    Finding,
    acts,
    deed,
    first,
    met,
    missed,
    named,
    names_evidence,
    special,
    this_and_next,
)
from trainer.scoring.wordings import either, wording
from trainer.text import Lang


@special("prep_file")
def prep_file(record: Record, item: Item) -> Finding:
    """Key papers read before the first turn in the consultation, as the log shows."""
    if record.case.outside:
        start = next((t.n for t in record.own if t.room == "consultation"), None)
        told = next((t.n for t in record.own if "prosecutor" in t.to[:1]), record.limit + 1)
        return _file_known(record, start if start is not None else told)
    start = _bargains_from(record)
    read = {d.what for d in record.deeds if d.kind == "read" and d.after < start}
    key = {doc for c in record.case.circumstances for doc in c.proof} | {
        doc for w in record.case.weak_points for doc in w.documents
    }
    key &= set(record.case.documents)
    wanted = key or set(record.case.documents)
    enough = len(read & wanted) * 2 >= len(wanted) and bool(read)
    return deed(enough, f"read {len(read & wanted)} of {len(wanted)} key papers before consulting")


def _bargains_from(record: Record) -> int:
    """The first turn that bargains with the prosecutor: who asks for the file or a talk alone does not yet."""
    found = acts(record, "propose:*", "argue:*", "accept:offer", to=("prosecutor",))
    bargain = first((turn, act) for turn, act in found if act.id != "argue:law" or not _asks_leave(turn))
    entered = next((t.n for t in record.own if t.room == "consultation"), record.limit + 1)
    return min(bargain[0].n if bargain else record.limit + 1, entered)


def _asks_leave(turn: Turn) -> bool:
    """Whether a turn asks for the means to prepare: the article it names stands for that."""
    return any(a.holds and a.id in ("request:file", "request:private_meeting", "request:time") for a in turn.acts)


def _file_known(record: Record, start: int) -> Finding:
    """For a transcript: a note that the file was read, or the speaker's own word for it with something specific in it."""
    if any(d.kind == "read" and d.after < max(start, 1) for d in record.deeds):
        return deed(True, "read the file before consulting")
    for turn in record.own:
        told = turn.n <= start and any(either("file_read").search(s) for s in sentences(turn.text, record.lang))
        if told and any(_specific(t.text, record.lang) for t in record.own if t.n <= start):
            return met(turn)
    return missed("file_not_read")


def _specific(text: str, lang: Lang) -> bool:
    """Whether a passage names a particular piece of the file, in sentences that do something."""
    return names_evidence(wording("file_as_a_whole", lang).sub(" ", " ".join(sentences(text, lang))))


@special("options_two_routes")
def options_two_routes(record: Record, item: Item) -> Finding:
    """Two real routes laid before the client, one of them not signing, with what follows from them."""
    routes: list[tuple[Turn, Act]] = []
    for turn, act in acts(
        record,
        "inform:alternatives",
        "inform:system",
        "inform:procedure",
        "advise:*",
        "inform:effect",
        "inform:retraction",
        to=("accused",),
        until=record.limit,
    ):
        routes.append((turn, act))
    routes = [r for r in routes if wording("consequence_of_route", record.lang).search(r[0].text)]
    other = [r for r in routes if r[1].topic in ("alternatives", "repair")]
    refusing = [
        r for r in routes if named(r[0], record) & {"refuse", "free_choice"} or r[1].topic in ("not_sign", "wait")
    ]
    if other and refusing:
        quotes = tuple(dict.fromkeys(quote_of(t, a.span) for t, a in (other[0], refusing[0])))
        return Finding(True, quotes, "two_routes")
    return missed("one_route" if routes else "no_routes")


_INSTRUCTING = ("ask:instructions", "ask:decision")


@special("authority_before_offer")
def authority_before_offer(record: Record, item: Item) -> Finding:
    """Instructions before the first figure or acceptance."""
    figure = first(acts(record, "propose:sentence", "propose:probation", "propose:trade", "accept:offer", to=AUTHORITY))
    until = figure[0].n if figure else record.limit
    asked = first(
        (t, a) for t, a in acts(record, *_INSTRUCTING, to=("accused",), until=until)
        if not any(p.holds and p.verb == "press" for p in t.acts)  # "yes or no, and then sign" asks for no instructions
    )  # fmt: skip
    if asked is None and record.case.outside:
        wishes = acts(record, "ask:goals", "ask:opinion", to=("accused",), until=until)
        aims = wording("result_sought", record.lang)
        asked = first((t, a) for t, a in wishes if aims.search(t.text[a.span[0] : a.span[1]]))
    return met(*asked) if asked else missed("no_instructions")


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


@special("terms_checked")
def terms_checked(record: Record, item: Item) -> Finding:
    """Before the signature the agreed terms compared with the affidavit."""
    agreed = first(acts(record, "accept:offer"))
    if record.signed is None and (agreed is None or record.case.outside):
        return NOT_APPLICABLE
    since = agreed[0].n if agreed else 0
    until = record.limit
    table = [t for t in record.own if t.room == "signing" and t.n <= until]
    for turn in table:
        act = next(
            (
                a
                for a in turn.held()
                if a.id in ("request:correction", "ask:fact", "inform:sentence", "ask:evidence", "propose:sentence")
            ),
            None,
        )
        if act and (turn.terms or act.topic == "correction"):
            return met(turn, act)
    hit = first(acts(record, "request:correction", since=since, until=until))
    return met(*hit) if hit else missed("not_compared")


@special("stance_independent")
def stance_independent(record: Record, item: Item) -> Finding:
    """On the client's side throughout: one turn that shows it, or the one that breaks it."""
    against = acts(record, "press:*", "threaten:*", "argue:aggravating", "breach:insult", sure=GRAVE)
    bad = first((t, a) for t, a in against if a.verb == "threaten" or not taken_back(record, t))
    leak = confidence_leaked(record, item)
    if leak.met and not bad:
        return missed("spoke_for_the_other_side", *leak.evidence)
    bad = bad or first(acts(record, "breach:lead_witness", "breach:infer_from_signature", sure=CHARGED))
    if bad:
        return missed("spoke_for_the_other_side", quote_of(bad[0], bad[1].span))
    shown = first(
        acts(
            record,
            "argue:*",
            "request:*",
            "advise:not_sign",
            "advise:wait",
            "record:*",
            "inform:role",
            "ask:goals",
            "inform:confidentiality",
        )
    )
    return met(*shown) if shown else missed("nothing_shown")


def _met_client(record: Record) -> bool:
    return any(t.private and "accused" in t.to for t in record.own if t.n <= record.limit)


@special("witness_only")
def witness_only(record: Record, item: Item) -> Finding:
    """Signed with neither a meeting nor the file."""
    if record.signed is None:
        return missed("not_signed")
    read = any(d.kind == "read" and d.after <= record.limit for d in record.deeds)
    return deed(not read and not _met_client(record), "signed without meeting the client or reading the file")


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


@special("overstep")
def overstep(record: Record, item: Item) -> Finding:
    """Agreed for the client without instructions freely given."""
    took = first(acts(record, "accept:offer", to=("prosecutor", "judge")))
    if took is None:
        return missed("nothing_accepted")
    asked = first(acts(record, "ask:instructions", "ask:decision", to=("accused",), until=took[0].n))
    pressed = first(acts(record, "press:*", "threaten:*", to=("accused",), until=took[0].n, sure=GRAVE))
    return met(*took) if asked is None or pressed else missed("instructed")


@special("confidence_leaked")
def confidence_leaked(record: Record, item: Item) -> Finding:
    """A confidence that hurts the client, told outside the private meeting."""
    secret = [f for f in record.case.facts if f.secret]
    learnt = {f for t in record.turns if t.role == "accused" for f in t.facts}
    if record.case.outside and not secret:
        said = acts(record, "breach:disclose_confidence", to=("prosecutor", "victim", "judge"), sure=GRAVE)
        stretches = ((t, a, t.text[a.span[0] : a.span[1]]) for t, a in said)
        told = first((t, a) for t, a, words in stretches if wording("confided", record.lang).search(words))
        return met(*told) if told else missed("kept")
    for turn in record.own:
        if turn.private or "accused" in turn.to[:1] or not any(a.verb in ("inform", "argue") for a in turn.held()):
            continue
        if any((f.id in learnt or record.case.outside) and f.about.named_in(turn.text, record.lang) for f in secret):
            return Finding(True, (quote_of(turn),), "leaked")
    return missed("kept")


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

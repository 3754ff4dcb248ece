"""Consultation: prepared, instructed, loyal to the client (study 4.1.1, 4.3.1; CPL 36, 173; Opinion 12, 27)."""

from __future__ import annotations

from trainer.acts import Act
from trainer.scoring.amends import taken_back
from trainer.scoring.idle import sentences
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import quote_of
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
    """For a transcript: a note that the file was read, or the speaker's own word for it and something specific."""
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

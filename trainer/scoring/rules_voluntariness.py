"""The voluntariness rubric: the six points of Opinion 28 and the five of Opinion 39."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.acts import INVENTORY, Act
from trainer.dialogue import law_talk
from trainer.scoring.questions import questions_in
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import quote_of
from trainer.scoring.rubric import Item
from trainer.scoring.rules import (
    CHARGED,
    FAINT,
    Finding,
    acts,
    deed,
    first,
    is_compound,
    is_open,
    met,
    missed,
    named_in,
    names_evidence,
    special,
)
from trainer.scoring.void import sentence_of, voided
from trainer.scoring.wordings import either, wording
from trainer.text import Lang

_CONSEQUENCES = ("effect", "sentence", "retraction", "system")


@special("pressure_open")
def pressure_open(record: Record, item: Item) -> Finding:
    """An open question about pressure, not a string of its forms."""
    for turn, act in acts(record, "ask:pressure", to=("accused",), until=record.limit):
        words = turn.text[act.span[0] : act.span[1]]
        if is_open(words, record) and not is_compound(words):
            return met(turn, act)
    asked = first(acts(record, "ask:pressure", to=("accused",), until=record.limit))
    return _asked_on(record) or missed("not_open" if asked else "not_asked")


def _asked_on(record: Record) -> Finding | None:
    """An open question that takes up what the accused has just told of pressure ("What did he say, exactly?")."""
    wanted = ("ask:*",) if record.case.outside else _ASKS_ON
    for turn, act in acts(record, *wanted, to=("accused",), until=record.limit):
        before = next((t for t in reversed(record.turns) if t.n < turn.n), None)
        if before and _shows_a_sign(record, before) and is_open(turn.text[act.span[0] : act.span[1]], record):
            return met(turn, act)
    return None


_ASKS_ON = tuple(f"ask:{t}" for t in INVENTORY["ask"] if t not in ("teach_back", "understanding", "decision"))
"""What takes up something told; asking to say the explanation back takes up nothing."""


@special("promise_asked")
def promise_asked(record: Record, item: Item) -> Finding:
    """A question of its own about promises."""
    for turn, act in acts(record, "ask:promise", to=("accused",), until=record.limit):
        sentence = sentence_of(turn.text, act.span)
        strung = any(a.id == "ask:pressure" and sentence_of(turn.text, a.span) == sentence for a in turn.acts)
        if not strung and not is_compound(sentence):
            return met(turn, act)
    return missed("not_asked")


@special("guardian_secured")
def guardian_secured(record: Record, item: Item) -> Finding:
    """A guardian present, or asked for and nothing signed until then."""
    asked = first(acts(record, "request:guardian", until=record.limit))
    turn = next((t for t in record.turns if t.n <= record.limit and (t.role == "guardian" or "guardian" in t.to)), None)
    if turn:
        return Finding(True, (quote_of(turn),), "present")
    return met(*asked) if asked and record.signed is None else missed("not_secured")


@special("truth_account")
def truth_account(record: Record, item: Item) -> Finding:
    """The own account, asked for openly and given, with nothing put into the mouth before."""
    for turn, act in acts(record, "ask:account", to=("accused",)):
        if any(acts(record, "breach:lead_witness", until=turn.n, sure=CHARGED)):
            return missed("led")
        reply = next((t for t in record.after(turn.n, "accused") if t.n <= turn.n + 2), None)
        if reply and len(reply.text) > (12 if record.lang == "zh" else 30):
            return met(turn, act)
    return missed("no_account")


@special("truth_compared")
def truth_compared(record: Record, item: Item) -> Finding:
    """After the account, a detail of it set beside a named piece of evidence, to the accused."""
    told = first(acts(record, "ask:account", to=("accused",)))
    for turn, act in acts(record, "ask:fact", "ask:evidence", "inform:evidence", "inform:fact", to=("accused",)):
        after = (told and turn.n >= told[0].n) or (record.case.outside and either("takes_up_account").search(turn.text))
        if after and names_evidence(turn.text):
            return met(turn, act)
    return missed("not_compared" if told else "no_account")


@special("consequence_teach_back")
def consequence_teach_back(record: Record, item: Item) -> Finding:
    """The accused says in their own words what signing leads to; a false rendering must be put right."""
    rights = [f"teach.{d}.right" for d in _CONSEQUENCES]
    wrong: Finding | None = None
    for turn, act in acts(record, "ask:teach_back", to=("accused",), until=record.limit):
        reply = next((t for t in record.after(turn.n, "accused") if t.n <= turn.n + 2), None)
        if reply is None:
            continue
        if any(g in rights for g in reply.gist):
            return Finding(True, (quote_of(turn, act.span), quote_of(reply)), "given_back")
        duties = [g.split(".")[1] for g in reply.gist if g.startswith("teach.") and g.count(".") == 2]
        if any(d in _CONSEQUENCES and any(d in t.plain for t in record.after(reply.n, record.role)) for d in duties):
            return Finding(True, (quote_of(turn, act.span), quote_of(reply)), "put_right")
        wrong = missed("not_given_back", quote_of(turn, act.span), quote_of(reply))
    return wrong or missed("not_asked_back")


@special("choice_refuse")
def choice_refuse(record: Record, item: Item) -> Finding:
    """Told before the decision that they may refuse; failing that, that they may change their mind."""
    back: Finding | None = None
    for turn, act in acts(
        record, "inform:system", "inform:alternatives", "inform:retraction", to=("accused",), until=record.limit
    ):
        words = turn.text[act.span[0] : act.span[1]]
        if _holds_up(turn):
            continue
        # "Voluntarily" on a form read out leaves nobody a choice.
        no = _A_NO - {"free_choice"} if law_talk.is_form(words, record.lang) else _A_NO
        if named_in(words, record) & no and act.topic != "retraction":
            return met(turn, act)
        back = back or (met(turn, act) if act.topic == "retraction" else None)
    for turn in record.own:
        said = wording("may_refuse", record.lang).search(turn.text)
        told = said and "accused" in turn.to[:1] and turn.n <= record.limit and not _holds_up(turn, _OF_A_NO)
        if said and told and not voided(turn.text, said.span(), record.lang, tells=True):
            return Finding(True, (quote_of(turn, said.span()),))
    return back or missed("not_said")


_OF_A_NO = ("system", "alternatives")
"""Duties on which a wrong word closes the way to a no; one on appeal does not."""


def _holds_up(turn: Turn, duties: tuple[str, ...] = (*_OF_A_NO, "retraction")) -> bool:
    """Whether a no is held up as a danger ("say no and you get more"), which leaves none open."""
    threatens = any(a.holds and a.verb == "threaten" and a.confidence >= FAINT for a in turn.acts)
    return threatens or any(law_talk.claims()[c].duty in duties for c in turn.claims)


_A_NO = {"refuse", "free_choice", "retraction"}


@special("private_advice")
def private_advice(record: Record, item: Item) -> Finding:
    """Private advice before the signature, given or secured."""
    if record.role == "defence":
        for turn, act in acts(record, "inform:*", "advise:*", to=("accused",), until=record.limit):
            if turn.private and (act.verb == "advise" or (act.duty and act.duty != "counsel")):
                return met(turn, act)
        asked = first(acts(record, "request:private_meeting", until=record.limit))
        return met(*asked) if asked and record.signed is None else missed("no_private_advice")
    if given := first(acts(record, "grant:private_talk", until=record.limit)):
        return met(*given)
    return _conferred(record)


def _open_question(turn: Turn, lang: Lang) -> Iterator[bool]:
    """The questions of a turn that leave room for an answer."""
    return (not voided(turn.text, (q.start, q.end), lang, asks=True) for q in questions_in(turn.text, lang))


def _conferred(record: Record) -> Finding:
    """A prosecutor who asks, before the signature, whether counsel has been seen, and is told so."""
    lang = record.lang
    for turn in record.own:
        reply = next((t for t in record.turns if t.n == turn.n + 1 and t.role in ("accused", "defence")), None)
        asked = "?" in turn.text or "？" in turn.text
        if reply is None or turn.n > record.limit or not asked or not wording("conferred", lang).search(turn.text):
            continue
        if not any(_open_question(turn, lang)):
            continue
        denied = wording("answered_no", lang).search(reply.text)
        if named_in(turn.text, record) & {"lawyer_help", "private_talk"} and not denied:
            return Finding(True, (quote_of(turn), quote_of(reply)), "conferred")
    return missed("not_found")


def _sign_shown(record: Record) -> int | None:
    """The turn after which the sign of involuntariness could be seen."""
    if shown := next((t.n for t in record.turns if _shows_a_sign(record, t)), None):
        return shown
    flagged = [d.after for d in record.deeds if d.kind == "beat"]
    return flagged[0] if flagged else None


def _shows_a_sign(record: Record, turn: Turn) -> bool:
    """Whether a turn lets it be seen that the plea may not be free."""
    hints = any(
        g.startswith(("ask.pressure.hi", "ask.promise.hi", "beat.", "court.pressure")) or ".hide" in g or ".hint" in g
        for g in turn.gist
    )
    told = turn.role == "accused" and record.case.redflag.named_in(turn.text, record.lang)
    return (hints and turn.role != record.role) or told


@special("redflag_noticed")
def redflag_noticed(record: Record, item: Item) -> Finding:
    """Asked further after the sign, on the very thing."""
    # A question that itself brings the sign out has noticed it: the turns just before count with it.
    sign = _sign_shown(record)
    shown = max(0, (sign or 0) - 2)
    for turn, act in acts(
        record,
        "ask:pressure",
        "ask:promise",
        "ask:fact",
        "ask:account",
        "inform:system",
        "inform:liberty",
        "inform:effect",
        to=("accused",),
        since=shown,
    ):
        asked = act.topic in ("pressure", "promise") and (sign is not None or not record.case.outside)
        if asked or record.case.redflag.named_in(turn.text, record.lang):
            return met(turn, act)
    return missed("passed_over")


@special("redflag_acted")
def redflag_acted(record: Record, item: Item) -> Finding:
    """Stopped, sought a remedy, put it on record, or told somebody competent."""
    sign = _sign_shown(record)
    told = next((t.n for t in record.turns if record.case.behind & set(t.facts)), 0)
    shown = max(sign or 0, told if told <= record.limit else 0)
    if (done := record.decision()) and done.kind in ("decline", "ask_time", "withdraw"):
        return deed(True, done.kind)
    found: tuple[Turn, Act | None] | None = first(
        acts(
            record,
            "advise:wait",
            "advise:not_sign",
            "request:time",
            "request:recording",
            "request:record_opinion",
            "request:correction",
            "record:*",
            "argue:illegal_evidence",
            since=shown,
        )
    )
    if found is None and sign is not None and not record.case.outside:
        turn = next((t for t in record.own if t.n > shown and _remedies(t, record.lang)), None)
        found = (turn, None) if turn else None
    if sign is None and record.case.outside and found and not record.case.redflag.named_in(found[0].text, record.lang):
        found = None  # put on record, but not for anything that was a sign
    if any(d.kind == "filed" for d in record.deeds) and not found:
        return deed(True, "opinion filed")
    # Acting on it may also clear the way: a plea freed of the pressure may then rightly be signed.
    cleared = record.signed is None or bool(record.case.free)
    if found and not cleared:
        return missed("signed_anyway", quote_of(found[0], found[1].span if found[1] else None))
    return met(*found) if found else missed("not_acted")


def _remedies(turn: Turn, lang: Lang) -> bool:
    """Whether a turn says what is done about it (record left out, recording sent for), and is not taken back."""
    said = wording("remedy", lang).search(turn.text)
    return bool(said and not voided(turn.text, said.span(), lang))


@special("certify_right")
def certify_right(record: Record, item: Item) -> Finding:
    """Signed exactly when the plea is true, free and knowing; otherwise not (Opinion 28(3), 39(3))."""
    done = record.decision()
    case = record.case
    if case.free is None:
        return Finding(None, reason="unknown_truth")
    sound = bool(case.free and case.knowing and case.true)
    if done is None:
        return deed(not sound, "nothing was certified")
    state = ", ".join(
        f"{k}={'yes' if v else 'no'}" for k, v in (("true", case.true), ("free", case.free), ("knowing", case.knowing))
    )
    return deed(done.kind.startswith("sign") == sound, f"{done.kind}; {state}")


@special("substitute_went_on")
def substitute_went_on(record: Record, item: Item) -> Finding:
    """Went on after signs that somebody else did it. Only where the case has that."""
    shown = "substitute" in record.case.has if record.case.outside else record.case.true is False
    return _went_on(record) if shown else missed("no_sign")


def _went_on(record: Record) -> Finding:
    if record.signed is None:
        return missed("stopped")
    sign = [t for t in record.turns if t.n <= record.limit and _shows_a_sign(record, t)][:1]
    last = [t for t in record.own if t.n <= record.limit][-1:]
    return Finding(True, tuple(quote_of(t) for t in sign or last), "went_on")

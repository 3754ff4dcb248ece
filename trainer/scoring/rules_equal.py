"""The rubric of equal consultation for the prosecutor (CPL 173, 176; 2019 Opinion 16, 27, 29, 33)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.acts import Act
from trainer.dialogue import law_talk
from trainer.dialogue.clauses import clauses, join
from trainer.dialogue.options import options_in
from trainer.dialogue.scope import scope
from trainer.law.breaches import breach_of
from trainer.law.terms import Terms
from trainer.scoring.amends import disowned
from trainer.scoring.idle import idle, sentences
from trainer.scoring.questions import questions_in
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import quote_of
from trainer.scoring.rubric import Item
from trainer.scoring.rules import (
    CHARGED,
    FAINT,
    GRAVE,
    HEARD,
    NOT_APPLICABLE,
    REPAIRS,
    TAKEN_BACK,
    Finding,
    acts,
    charge,
    conditional,
    first,
    is_open,
    met,
    missed,
    named,
    named_in,
    names_evidence,
    simple,
    special,
)
from trainer.scoring.topics import NOWHERE, Noted, Topic, called, shares_words
from trainer.scoring.void import voided
from trainer.scoring.wordings import either, wording
from trainer.text import Lang

_DEFENCE = ("accused", "defence", "guardian")
_OFFERS = ("propose:sentence", "inform:sentence", "propose:probation", "propose:trade", "propose:fine")


_QUESTIONS = ("ask:opinion", "ask:grounds", "ask:questions", "ask:procedure", "ask:goals", "ask:account")
_MATTERS = ("charge", "leniency", "procedure", "other")


def _views(record: Record) -> Iterator[tuple[Turn, Act]]:
    """Real questions for the defence's view before the decision."""
    for turn, act in acts(record, *_QUESTIONS, to=_DEFENCE, until=record.limit, first_listener=False):
        words = turn.text[act.span[0] : act.span[1]]
        asked = act.topic in ("opinion", "procedure", "questions") and not _asks_for_yes(turn, act, record.lang)
        if is_open(words, record) or asked:
            yield turn, act


def _asks_for_yes(turn: Turn, act: Act, lang: Lang) -> bool:
    """Whether a question asks for a yes, which hears nobody."""
    return bool(wording("asks_for_yes", lang).search(turn.text[act.span[0] : act.span[1]]))


def _is_on(matter: str, text: str) -> bool:
    """Whether words name one of the matters the defence is heard on."""
    return bool(either(f"view_on_{matter}").search(text))


def _about(record: Record, matter: str) -> Finding:
    """A question that names the matter, or stands in a turn about it."""
    for turn, act in _views(record):
        words = turn.text[act.span[0] : act.span[1]]
        wide = act.topic in ("opinion", "goals") and _is_on(matter, turn.text)
        if _is_on(matter, words) or wide:
            return met(turn, act)
    return _invited(record, matter)


def _invited(record: Record, matter: str) -> Finding:
    """The view asked for without a question ("I'd like to hear you first: the facts, the offence, the procedure")."""
    for turn in record.own:
        if not set(turn.to) & set(_DEFENCE) or turn.n > record.limit:
            continue
        for sentence in (join(row, turn.text) for row in clauses(turn.text, record.lang)):
            span = (sentence.start, sentence.end)
            asks = wording("invites", record.lang).search(sentence.text) and _is_on(matter, sentence.text)
            empty = idle(sentence.text, record.lang) or scope(sentence.text, "ask:questions", record.lang)
            if asks and not empty and not voided(turn.text, span, record.lang, tells=True):
                return Finding(True, (quote_of(turn, span),), "asked", confidence=0.6)
    return missed("not_asked")


def _asked_in_words(record: Record, matter: str) -> Finding:
    """For a transcript: a question that names the matter, whatever act it was taken for."""
    for turn in record.own if record.case.outside else ():
        heard = set(turn.to) & set(_DEFENCE) and turn.n <= record.limit
        for asked in questions_in(turn.text, record.lang) if heard else ():
            span = (asked.start, asked.end)
            empty = idle(asked.text, record.lang) or scope(asked.text, "ask:questions", record.lang)
            if _is_on(matter, asked.text) and not empty and not _leaves_no_room(turn, span, record.lang):
                return Finding(True, (quote_of(turn, (asked.start, asked.end)),), "asked", confidence=0.6)
    return missed("not_asked")


@special("hear_charge")
def hear_charge(record: Record, item: Item) -> Finding:
    """The view on facts, offence and law."""
    return _about(record, "charge")


@special("hear_procedure")
def hear_procedure(record: Record, item: Item) -> Finding:
    """The view on the procedure: any question about it asked for a view."""
    asked = acts(record, "ask:procedure", to=_DEFENCE, until=record.limit, first_listener=False)
    if open_ := first((t, a) for t, a in asked if not _asks_for_yes(t, a, record.lang)):
        return met(*open_)
    told = acts(record, "inform:procedure", to=_DEFENCE, until=record.limit, first_listener=False, sure=HEARD)
    if left := first((t, a) for t, a in told if wording("leaves_choice", record.lang).search(t.text[a.span[0] :])):
        return met(*left)
    return _about(record, "procedure")


@special("hear_other")
def hear_other(record: Record, item: Item) -> Finding:
    """An opening for anything else."""
    asked = acts(record, "ask:questions", to=_DEFENCE, until=record.limit, first_listener=False)
    open_ = ((t, a) for t, a in asked if not _leaves_no_room(t, a.span, record.lang))
    if real := first((t, a) for t, a in open_ if not _of_another_matter(t.text[a.span[0] : a.span[1]])):
        return met(*real)
    found = _about(record, "other")
    return found if found.met else _asked_in_words(record, "other")


def _of_another_matter(words: str) -> bool:
    """Whether an invitation names one of the other three matters, and nothing beside them."""
    named_ = {matter for matter in _MATTERS if _is_on(matter, words)}
    return bool(named_) and "other" not in named_


def _leaves_no_room(turn: Turn, span: tuple[int, int], lang: Lang) -> bool:
    """Whether a question expects a no, or is answered or taken back at once."""
    words = turn.text[span[0] : span[1]]
    return bool(wording("expects_no", lang).search(words)) or voided(turn.text, span, lang, asks=True)


@special("hear_leniency")
def hear_leniency(record: Record, item: Item) -> Finding:
    """The view on the sentence and mitigating circumstances."""
    return _about(record, "leniency")


def _points(record: Record) -> list[Turn]:
    """Turns in which the defence raised a point."""

    def raises(turn: Turn) -> bool:
        return any(g.startswith(("raise.", "offer.counter", "ask.file", "ask.private")) for g in turn.gist) or any(
            a.verb in ("argue", "propose") for a in turn.held()
        )

    return [t for t in record.turns if t.role == "defence" and t.role != record.role and raises(t)]


@special("answer_reasoned")
def answer_reasoned(record: Record, item: Item) -> Finding:
    """Every point of the defence answered: adopted, or refused with a reason."""
    raised = _points(record)
    if not raised:
        return NOT_APPLICABLE
    parts, quotes = [], []
    for turn in raised:
        for index, point in enumerate(_made(turn)):
            answer = _answer_to(record, turn, point)
            parts.append((f"turn {turn.n}.{index + 1}", answer is not None))
            if answer:
                quotes.append(quote_of(answer[0], answer[1].span))
    answered = sum(ok for _, ok in parts)
    return Finding(answered >= _MOST * len(parts), tuple(dict.fromkeys(quotes)), "parts", tuple(parts))


_MOST = 0.75
"""Of four points one may be taken up in words that share none with it (chosen on the development transcripts)."""


def _made(turn: Turn) -> list[Act | None]:
    """The points of a turn: each ground argued and each thing proposed; where none was heard, the turn as one."""
    return [a for a in turn.held() if a.verb in ("argue", "propose") and a.confidence >= FAINT] or [None]


def _answer_to(record: Record, raised: Turn, point: Act | None) -> tuple[Turn, Act] | None:
    """The next words that take a point up or refuse it with a reason, and that speak of it."""
    words = raised.text[slice(*point.span)] if point else raised.text
    near = [t for t in record.own if raised.n < t.n <= record.limit][:3]
    for turn, act in acts(record, *_TAKES_UP, sure=HEARD, since=raised.n, until=near[-1].n if near else raised.n):
        reasons = any(a.verb in ("argue", "inform") for a in turn.held())
        if (act.verb != "reject" or reasons) and (point is None or _speaks_of(words, point, turn, record)):
            return turn, act
    return None


_TAKES_UP = ("accept:*", "grant:*", "argue:*", "reject:*", *_OFFERS)
"""What answers a point: it is adopted, granted, argued against, turned down, or met by an offer."""


def _speaks_of(words: str, point: Act, turn: Turn, record: Record) -> bool:
    """Whether a turn is about a point: the same ground, or its own words."""
    same = any(a.id == point.id for a in turn.held())
    shared = named_in(words, record) & named(turn, record) - _EVERYWHERE
    return same or bool(shared) or shares_words(words, turn.text, record.lang)


_EVERYWHERE = {"months", "number", "sentence_word", "lawyer_help", "negation", "question_word", "sign", "form", "decide",
               "agree", "leniency", "percent", "victim_word", "speaker_role"}  # fmt: skip
"""Concepts that any turn at the table may name."""


@special("evidence_disclosed")
def evidence_disclosed(record: Record, item: Item) -> Finding:
    """A key piece of evidence named or summarised before the decision."""
    false = bluff(record, item)
    if false.met and false.reason != TAKEN_BACK:
        return missed("false_summary", *false.evidence)
    void = _turns_of(false)
    for turn, act in acts(record, "inform:evidence", "inform:charge", "grant:file", to=_DEFENCE, until=record.limit):
        if turn.n not in void and (act.verb == "grant" or names_evidence(turn.text)):
            return met(turn, act)
    return missed("false_summary" if void else "not_shown", *(false.evidence if void else ()))


def _turns_of(fault: Finding) -> set[int]:
    """The turns a fault rests on: what was made up, and its taking back."""
    return {quote.turn for quote in fault.evidence} if fault.met else set()


@special("favourable_disclosed")
def favourable_disclosed(record: Record, item: Item) -> Finding:
    """Evidence that helps the accused mentioned to the defence."""
    helpful = _helpful(record)
    if not record.case.outside:
        return _told_in_favour(record, bluff(record, item))
    for turn in record.own:
        told = set(turn.to) & set(_DEFENCE) and any(a.verb in ("inform", "argue", "accept") for a in turn.held())
        if turn.n > record.limit or not told:
            continue
        for id_, about in helpful:
            if about.named_in(turn.text, record.lang):
                return Finding(True, (quote_of(turn),), id_)
    return missed("not_mentioned")


def _told_in_favour(record: Record, false: Finding) -> Finding:
    """In a session: a sentence that tells what a favourable fact says. Its topic alone, asked about or held against the
    accused, tells nothing; nor does what was made up, or its taking back."""
    void = _turns_of(false)
    for turn in record.own:
        if turn.n > record.limit or turn.n in void or not set(turn.to) & set(_DEFENCE):
            continue
        states = any(a.verb in ("inform", "argue", "accept", "propose") for a in turn.held())
        for sentence in sentences(turn.text, record.lang):
            if re.search(r"[?？]\W*$", sentence) or _explains_law(turn, sentence):
                continue
            for fact in record.case.facts:
                told = fact.told.named_in(sentence, record.lang) if fact.told is not NOWHERE else states and (
                    fact.about.named_in(sentence, record.lang))  # fmt: skip
                if fact.favourable and told:
                    return Finding(True, (quote_of(turn),), fact.id)
    return missed("not_mentioned")


def _explains_law(turn: Turn, sentence: str) -> bool:
    """Whether a sentence tells of a right or an effect ("you can go back on it"), and so of no evidence."""
    start = turn.text.find(sentence)
    within = (a for a in turn.held() if a.verb == "inform" and a.span[0] < start + len(sentence) and start < a.span[1])
    return any(a.topic not in _OF_THE_CASE for a in within)


_OF_THE_CASE = ("evidence", "charge", "fact", "sentence", "sentence_basis")


def _helpful(record: Record) -> list[tuple[str, Topic]]:
    """What helps the accused: facts marked so; in a transcript also its weak points and what mitigates."""
    found = [(f.id, f.about) for f in record.case.facts if f.favourable]
    if record.case.outside and not found:
        found = [(p.id, p.about) for p in record.case.weak_points]
        found += [(c.id, Noted(c.name[record.lang])) for c in record.case.circumstances]
    return found


@special("offer_reasons")
def offer_reasons(record: Record, item: Item) -> Finding:
    """The steps behind the figure: a start or base, and a circumstance with its effect."""
    for turn, _act in acts(record, "inform:sentence_basis", "argue:guideline", to=_DEFENCE):
        found = named(turn, record)
        if (found & {"percent", "number", "months"} and either("figure").search(turn.text)) or (
            found & {"start_base", "guideline"} and found & _STEPS
        ):
            return Finding(True, (quote_of(turn),), "steps")
    # The sum and its result may stand in one turn.
    for turn, _ in acts(record, "propose:sentence", "inform:sentence", to=_DEFENCE):
        found = named(turn, record)
        if "start_base" in found and "percent" in found and found & _STEPS and either("figure").search(turn.text):
            return Finding(True, (quote_of(turn),), "steps")
    return missed("no_steps")


_STEPS = {"surrender", "confess", "confession", "restitution", "forgiveness", "first_offender", "accessory", "leniency"}
"""Circumstances whose effect may be told without a figure."""


@special("offer_options")
def offer_options(record: Record, item: Item) -> Finding:
    """A range, alternatives or conditions rather than one figure."""
    figures: list[Turn] = []
    for turn, act in acts(record, *_OFFERS, to=_DEFENCE, until=record.limit):
        if act.id == "propose:trade" or (
            turn.terms and turn.terms.months and turn.terms.months[0] != turn.terms.months[1]
        ):
            return met(turn, act)
        if turn.terms and turn.terms.months and all(turn.terms.months != t.terms.months for t in figures if t.terms):
            figures.append(turn)
    for turn, _act in acts(record, *_OFFERS, to=_DEFENCE, until=record.limit, first_listener=False):
        if conditional(turn, record.lang):
            return Finding(True, (quote_of(turn),), "on_condition")
        if len(options_in(turn.text, record.lang)) > 1:
            return Finding(True, (quote_of(turn),), "options")
    if len(figures) >= 2:
        return Finding(True, tuple(quote_of(t) for t in figures[:2]), "two_figures")
    return simple(acts(record, "inform:alternatives", to=_DEFENCE, until=record.limit))


@special("offer_adjust")
def offer_adjust(record: Record, item: Item) -> Finding:
    """Adjusted, or the condition named, after a valid ground."""
    raised = [
        t
        for t in _points(record)
        if any(g.startswith(("raise.ground", "raise.gap", "offer.counter")) for g in t.gist)
        or any(a.verb == "argue" for a in t.held())
    ]
    if not raised:
        return NOT_APPLICABLE
    since = raised[0].n
    earlier = [t.terms.months[1] for t, _ in acts(record, *_OFFERS, until=since) if t.terms and t.terms.months]
    for turn, act in acts(record, *_OFFERS, "accept:opinion", to=_DEFENCE, since=since, until=record.limit):
        months = turn.terms.months if turn.terms else None
        milder = bool(months and (not earlier or months[1] < earlier[-1]))
        if milder or act.id in ("propose:trade", "accept:opinion") or (turn.terms and turn.terms.months_delta):
            return met(turn, act)
    return missed("not_adjusted")


@special("offer_lawful")
def offer_lawful(record: Record, item: Item) -> Finding:
    """No offer left the lawful range, as the calculation in the log shows, or the limits that hold for every offence."""
    offers = [d for d in record.deeds if d.kind in ("offer", "unlawful") and d.by in ("trainee", "prosecutor")]
    bad = [d for d in offers if d.kind == "unlawful"]
    turn = next((t for t in record.own if bad and t.n == bad[0].after), None)
    if bad:
        return missed(f"unlawful: {bad[0].what}", *((quote_of(turn),) if turn else ()))
    spoken = first(acts(record, *_OFFERS, to=_DEFENCE))
    if record.case.outside:
        return _lawful_as_spoken(record, spoken)
    if not offers or spoken is None:
        return NOT_APPLICABLE
    return met(*spoken)


def _lawful_as_spoken(record: Record, spoken: tuple[Turn, Act] | None) -> Finding:
    """Each offer with the length it refers back to ("eight months" - "and I'd suspend it for six")."""
    length = Terms()
    for turn, act in acts(record, *_OFFERS, "inform:procedure", "propose:procedure", to=_DEFENCE, sure=HEARD):
        if turn.terms is None:
            continue
        offer = turn.terms if turn.terms.has_length else length.merged(turn.terms)
        if breach := breach_of(offer, minor="minor" in record.case.has):
            return missed(f"unlawful: {breach}", quote_of(turn, act.span))
        if turn.terms.months:
            length = Terms(months=turn.terms.months, kind=turn.terms.kind)
    return met(*spoken) if spoken else NOT_APPLICABLE


@special("victim_heard")
def victim_heard(record: Record, item: Item) -> Finding:
    """The victim's view, and possible repair."""
    if heard := first(acts(record, "ask:victim", "ask:opinion", "ask:account", "ask:goals", to=("victim",))):
        return met(*heard)
    for index, turn in enumerate(record.own):
        if turn.n > record.limit or not _of_victim(record, turn):
            continue
        near = " ".join(t.text for t in record.own[index : index + 2])
        repaired = named_in(near, record) & REPAIRS or any(a.id in _REPAIR_ACTS for a in turn.held())
        if repaired and (set(turn.to) & set(_DEFENCE)):
            return Finding(True, (quote_of(turn),), "told")
    return missed("not_heard")


_REPAIR_ACTS = ("propose:restitution", "propose:apology", "propose:meeting", "propose:trade")


def _of_victim(record: Record, turn: Turn) -> bool:
    """Whether a turn tells of the victim: by the common words, or by the name the case gives."""
    note = (record.case.notes or {}).get("victim", "")
    known = bool(note) and (
        Noted(note).named_in(turn.text, record.lang) or bool(called(note, record.lang).search(turn.text))
    )
    return known or "victim_word" in named(turn, record)


@special("custody_reviewed")
def custody_reviewed(record: Record, item: Item) -> Finding:
    """The need for custody considered, not tied to the signature."""
    tied = next((t for t in record.own if any(law_talk.claims()[c].duty == "liberty" for c in t.claims)), None)
    if tied or first(acts(record, "threaten:custody", sure=GRAVE)):
        return missed("tied_to_signature", *([quote_of(tied)] if tied else []))
    if hit := first(acts(record, "inform:liberty", "propose:release", "accept:request")):
        return met(*hit)
    for turn in record.own:
        if (
            set(turn.to) & set(_DEFENCE)
            and named(turn, record) & {"custody_review", "bail", "danger_low"}
            and turn.acts
        ):
            return Finding(True, (quote_of(turn),), "considered", confidence=0.6)
    return missed("not_considered")


@special("take_it")
def take_it(record: Record, item: Item) -> Finding:
    """Agree or not as the only choice."""
    if hit := first(acts(record, "press:take_it", to=_DEFENCE, sure=CHARGED)):
        return met(*hit)
    yes_or_no = (
        (t, a)
        for t, a in acts(record, "ask:opinion", to=_DEFENCE)
        if _asks_for_yes(t, a, record.lang) and _on_terms(record, t)
    )
    asked = first(acts(record, "ask:decision", to=_DEFENCE)) or first(yes_or_no)
    # What speaks for the one who is charged counts even where it is faint.
    left = acts(record, "grant:*", "propose:trade", "inform:alternatives", to=_DEFENCE, sure=0.0)
    open_ = any(_views(record)) or any(left)
    if asked and not open_ and not offer_options(record, item).met:
        return met(*asked)
    return missed("choice_left")


def _on_terms(record: Record, asked: Turn) -> bool:
    """Whether a yes is asked for to a figure: one named in the same turn or in the own turn before."""
    before = next((t for t in reversed(record.own) if t.n < asked.n), None)
    return any(t is not None and t.terms is not None and t.terms.has_length for t in (asked, before))


@special("promise_kept")
def promise_kept(record: Record, item: Item) -> Finding:
    """Promised what only the court decides."""
    return charge(record, acts(record, "promise:outcome", "promise:leniency", to=_DEFENCE, sure=GRAVE), "not_found")


GRAVELY = 0.2
"""How much more likely a statement has to be wrong before it is charged as a bluff."""


@special("bluff")
def bluff(record: Record, item: Item) -> Finding:
    """Evidence or law misstated to get agreement."""
    misled = charge(record, acts(record, "breach:mislead", to=_DEFENCE, sure=GRAVE), "no_bluff")
    if misled.met:
        return misled
    if made_up := disowned(record):
        claim, denial = made_up
        if set(claim.to) & set(_DEFENCE):
            reason = TAKEN_BACK if denial.n <= record.limit else "owned_up"
            return Finding(True, (quote_of(claim), quote_of(denial)), reason)
    if contrary := _contrary(record):
        return contrary
    told = [t for t in record.own if t.claims and set(t.to) & set(_DEFENCE) and t.n <= record.limit + 1]
    wrong = [t for t in told if law_talk.wrong_in(t.text, record.lang, t.acts, GRAVELY)]
    for turn in wrong:
        # An error in a plain explanation is a slip; it is used where its own turn presses, or asks for the yes.
        if any(a.id in _URGING and a.confidence >= FAINT for a in turn.held()):
            return Finding(True, (quote_of(turn),), law_talk.claims()[turn.claims[0]].truth[record.lang])
    return missed("no_bluff")


def _contrary(record: Record) -> Finding | None:
    """Something told to the defence that a fact of the case belies."""
    for turn in record.own:
        if turn.n > record.limit or not set(turn.to) & set(_DEFENCE):
            continue
        for fact in record.case.facts:
            if fact.contrary.named_in(turn.text, record.lang):
                return Finding(True, (quote_of(turn),), "belied")
    return None


_URGING = ("ask:decision", "press:take_it", "press:just_sign", "press:hurry", "advise:sign")

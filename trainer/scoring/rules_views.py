"""Equal consultation: the views of defence and victim heard, and answered (CPL 173; 2019 Opinion 16, 27)."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.acts import Act
from trainer.dialogue.clauses import clauses, join
from trainer.dialogue.scope import scope
from trainer.scoring.idle import idle
from trainer.scoring.questions import questions_in
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import quote_of
from trainer.scoring.rubric import Item
from trainer.scoring.rules import (
    DEFENCE,
    FAINT,
    HEARD,
    NOT_APPLICABLE,
    OFFERS,
    REPAIRS,
    Finding,
    acts,
    first,
    is_open,
    met,
    missed,
    named,
    named_in,
    special,
)
from trainer.scoring.topics import Noted, called, shares_words
from trainer.scoring.void import voided
from trainer.scoring.wordings import either, wording
from trainer.text import Lang

_QUESTIONS = ("ask:opinion", "ask:grounds", "ask:questions", "ask:procedure", "ask:goals", "ask:account")
_MATTERS = ("charge", "leniency", "procedure", "other")


def views(record: Record) -> Iterator[tuple[Turn, Act]]:
    """Real questions for the defence's view before the decision."""
    for turn, act in acts(record, *_QUESTIONS, to=DEFENCE, until=record.limit, first_listener=False):
        words = turn.text[act.span[0] : act.span[1]]
        asked = act.topic in ("opinion", "procedure", "questions") and not asks_for_yes(turn, act, record.lang)
        if is_open(words, record) or asked:
            yield turn, act


def asks_for_yes(turn: Turn, act: Act, lang: Lang) -> bool:
    """Whether a question asks for a yes, which hears nobody."""
    return bool(wording("asks_for_yes", lang).search(turn.text[act.span[0] : act.span[1]]))


def _is_on(matter: str, text: str) -> bool:
    """Whether words name one of the matters the defence is heard on."""
    return bool(either(f"view_on_{matter}").search(text))


def _about(record: Record, matter: str) -> Finding:
    """A question that names the matter, or stands in a turn about it."""
    for turn, act in views(record):
        words = turn.text[act.span[0] : act.span[1]]
        wide = act.topic in ("opinion", "goals") and _is_on(matter, turn.text)
        if _is_on(matter, words) or wide:
            return met(turn, act)
    return _invited(record, matter)


def _invited(record: Record, matter: str) -> Finding:
    """The view asked for without a question ("I'd like to hear you first: the facts, the offence, the procedure")."""
    for turn in record.own:
        if not set(turn.to) & set(DEFENCE) or turn.n > record.limit:
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
        heard = set(turn.to) & set(DEFENCE) and turn.n <= record.limit
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
    asked = acts(record, "ask:procedure", to=DEFENCE, until=record.limit, first_listener=False)
    if open_ := first((t, a) for t, a in asked if not asks_for_yes(t, a, record.lang)):
        return met(*open_)
    told = acts(record, "inform:procedure", to=DEFENCE, until=record.limit, first_listener=False, sure=HEARD)
    if left := first((t, a) for t, a in told if wording("leaves_choice", record.lang).search(t.text[a.span[0] :])):
        return met(*left)
    return _about(record, "procedure")


@special("hear_other")
def hear_other(record: Record, item: Item) -> Finding:
    """An opening for anything else."""
    asked = acts(record, "ask:questions", to=DEFENCE, until=record.limit, first_listener=False)
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


def points(record: Record) -> list[Turn]:
    """Turns in which the defence raised a point."""

    def raises(turn: Turn) -> bool:
        return any(g.startswith(("raise.", "offer.counter", "ask.file", "ask.private")) for g in turn.gist) or any(
            a.verb in ("argue", "propose") for a in turn.held()
        )

    return [t for t in record.turns if t.role == "defence" and t.role != record.role and raises(t)]


@special("answer_reasoned")
def answer_reasoned(record: Record, item: Item) -> Finding:
    """Every point of the defence answered: adopted, or refused with a reason."""
    raised = points(record)
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


_TAKES_UP = ("accept:*", "grant:*", "argue:*", "reject:*", *OFFERS)
"""What answers a point: it is adopted, granted, argued against, turned down, or met by an offer."""


def _speaks_of(words: str, point: Act, turn: Turn, record: Record) -> bool:
    """Whether a turn is about a point: the same ground, or its own words."""
    same = any(a.id == point.id for a in turn.held())
    shared = named_in(words, record) & named(turn, record) - _EVERYWHERE
    return same or bool(shared) or shares_words(words, turn.text, record.lang)


_EVERYWHERE = {"months", "number", "sentence_word", "lawyer_help", "negation", "question_word", "sign", "form",
               "decide", "agree", "leniency", "percent", "victim_word", "speaker_role"}  # fmt: skip
"""Concepts that any turn at the table may name."""


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
        if repaired and (set(turn.to) & set(DEFENCE)):
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

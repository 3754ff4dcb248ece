"""The court's review of the plea (CPL 190, 201; 2019 Opinion 39): what the judge asked and told, read for sense.

Hearings come as transcripts, often made by machine, with the answer folded into the judge's own turn. The words of
`data/court.yaml` stand for the points of the review; a question mark, a tag or an answer behind it make it a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.dialogue.scope import is_steering, scope
from trainer.dialogue.wording import is_heap, is_list
from trainer.scoring.idle import recited
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import quote_of
from trainer.scoring.rubric import Item
from trainer.scoring.rules import Finding, missed, special
from trainer.scoring.void import voided
from trainer.scoring.wordings import either, wording
from trainer.text import Lang

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_POINTS = ("free", "force", "capacity", "consequence", "counsel", "genuine", "recommendation", "procedure")


def _has(record: Record, name: str, text: str) -> bool:
    return _is(name, text, record.lang)


def _is(name: str, text: str, lang: Lang) -> bool:
    return bool(wording(name, lang, "court").search(text))


def _sentences(turn: Turn, lang: Lang) -> Iterator[tuple[str, tuple[int, int]]]:
    """The sentences of a turn that ask or tell something: not what is refused, heard elsewhere, put into somebody
    else's mouth, said to somebody else, or meant for whoever grades the hearing."""
    for text, span in _parts(turn.text):
        refused = _is("not_done", text, lang) or scope(text, "ask:fact", lang)
        elsewhere = refused or voided(turn.text, span, lang) or _is("to_others", text, lang) or is_steering(text, lang)
        if not (elsewhere or recited(text, lang) or _is_heading(text, lang)):
            yield text, span


def _is_heading(text: str, lang: Lang) -> bool:
    """Whether titles are only read out: a list of words in which nobody has, is or does anything."""
    listed = text.count("、") >= 2 if lang == "zh" else is_list(text, lang)
    return is_heap(text, lang) or (listed and not _is("says_of", text, lang))


def _parts(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for found in _SENTENCE.finditer(text):
        yield found[0], found.span()


def _reviewing(record: Record) -> Iterator[Turn]:
    """The judge's turns up to the judgment: what stands in it reviews nothing any more."""
    for index, turn in enumerate(record.own):
        if index * 2 > len(record.own) and _has(record, "verdict", turn.text):
            return
        if turn.role == "judge":
            yield turn


def _asked(record: Record, *names: str, without: str = "") -> Iterator[tuple[Turn, tuple[int, int], str]]:
    """Questions of the judge that touch every one of the points named."""
    for turn in _reviewing(record):
        for text, span in _sentences(turn, record.lang):
            asked = _has(record, "asked", text) and all(_has(record, n, text) for n in names)
            if asked and not (without and _has(record, without, text)):
                yield turn, span, text


def _told(record: Record, name: str, without: str = "") -> Iterator[tuple[Turn, tuple[int, int], str]]:
    for turn in _reviewing(record):
        for text, span in _sentences(turn, record.lang):
            whole = len(text.strip()) >= _TELLS[record.lang]
            if whole and _has(record, name, text) and not (without and _has(record, without, text)):
                yield turn, span, text


_TELLS: dict[Lang, int] = {"zh": 6, "en": 16}
"""Characters a sentence has at least that tells something; a title has fewer."""


def _met(turn: Turn, span: tuple[int, int], reason: str = "") -> Finding:
    return Finding(True, (quote_of(turn, span),), reason, confidence=0.8)


Asked = tuple[Turn, tuple[int, int], str]


def _first(found: Iterator[Asked], reason: str = "") -> Finding:
    hit = next(found, None)
    return _met(hit[0], hit[1], reason) if hit else missed("not_asked")


def _about_plea(record: Record, turn: Turn, text: str) -> bool:
    """Whether a question belongs to the plea: by its own words, or because the turns around it do."""
    near = [t.text for t in record.own if turn.n - 5 <= t.n <= turn.n]
    return (
        _has(record, "plea", text) or _has(record, "affidavit", text) or any(_has(record, "affidavit", t) for t in near)
    )


@special("court_rights_trial")
def rights_trial(record: Record, item: Item) -> Finding:
    """The content of two or more trial rights, told."""
    for turn in _reviewing(record):
        said = " ".join(text for text, _ in _sentences(turn, record.lang))
        named = {m[0][:2] for m in wording("rights", record.lang, "court").finditer(said)}
        if len(named) >= 2 and not either("wrong_law", "court").search(turn.text):
            return _met(turn, (0, min(len(turn.text), 400)))
    return missed("not_told")


@special("court_plea_law")
def plea_law(record: Record, item: Item) -> Finding:
    """The law on pleading, in substance."""
    for turn, span, text in _told(record, "law", without="notice_only"):
        if not either("wrong_law", "court").search(text) and len(text) > 12:
            return _met(turn, span)
    return missed("not_told")


def _voluntary(record: Record) -> Finding:
    return _first((t, s, x) for t, s, x in _asked(record, "free") if _about_plea(record, t, x))


@special("court_voluntary")
def voluntary(record: Record, item: Item) -> Finding:
    """Asked whether plea or signature was of free will."""
    return _voluntary(record)


@special("court_open")
def open_question(record: Record, item: Item) -> Finding:
    """An open question on the decision to plead or sign."""
    return _open(record)


def _open(record: Record) -> Finding:
    for turn, span, text in _asked(record, "open"):
        near = _has(record, "plea", text) or _has(record, "affidavit", text)
        before = turn.text[: span[0]]
        if (near or _has(record, "free", before[-60:])) and not _has(record, "consequence", text):
            return _met(turn, span)
    return missed("not_open")


@special("court_pressure")
def pressure(record: Record, item: Item) -> Finding:
    """Force, threat, promise or deceit, tied to the plea or the signature."""
    return _pressure(record)


def _pressure(record: Record) -> Finding:
    return _first(
        (t, s, x)
        for t, s, x in _asked(record, "force")
        if (_has(record, "plea", x) or _has(record, "affidavit", x) or _about_plea(record, t, x))
        and not (_has(record, "evidence_taking", x) and not _has(record, "affidavit", x))
    )


@special("court_capacity")
def capacity(record: Record, item: Item) -> Finding:
    """Mind, health, drink, reading or language."""
    return _first(_asked(record, "capacity", without="capacity_not"))


@special("court_consequence_asked")
def consequence_asked(record: Record, item: Item) -> Finding:
    """The consequences of the plea asked about, or told."""
    asked = next(_asked(record, "consequence", without="told_only"), None)
    told = next(((t, s, x) for t, s, x in _told(record, "consequence", without="told_only")), None)
    hit = asked or told
    return _met(hit[0], hit[1]) if hit else missed("not_asked")


@special("court_consequence_answered")
def consequence_answered(record: Record, item: Item) -> Finding:
    """An answer that shows understanding: more than a bare yes."""
    for turn, span, _ in [*_asked(record, "consequence"), *_told(record, "consequence")]:
        reply = _reply(record, turn)
        if reply and not _short(record, reply.text) and not _has(record, "puzzled", reply.text):
            return Finding(True, (quote_of(turn, span), quote_of(reply)), "answered", confidence=0.75)
        if (
            reply
            and _has(record, "puzzled", reply.text)
            and any(_has(record, "consequence", t.text) for t in record.own if turn.n < t.n <= reply.n + 2)
        ):
            return Finding(True, (quote_of(reply),), "put_right", confidence=0.7)
    return missed("no_understanding_shown")


def _reply(record: Record, turn: Turn) -> Turn | None:
    """What the accused says next, if it comes at once."""
    nxt = next((t for t in record.turns if t.n == turn.n + 1), None)
    return nxt if nxt and nxt.role == "accused" else None


def _short(record: Record, text: str) -> bool:
    return _has(record, "short", text) or len(text.strip()) <= (7 if record.lang == "zh" else 16)


@special("court_counsel_help")
def counsel_help(record: Record, item: Item) -> Finding:
    """A lawyer's advice before, or presence at, the signing."""
    return _first(
        (t, s, x)
        for t, s, x in _asked(record, "counsel", "help")
        if _has(record, "affidavit", x) or _about_plea(record, t, x)
    )


@special("court_content_true")
def content_true(record: Record, item: Item) -> Finding:
    """The affidavit's content confirmed as true, or the paper identified."""
    return _first(
        (t, s, x)
        for t, s, x in _asked(record, "genuine")
        if _has(record, "affidavit", x) or _has(record, "affidavit", t.text[: s[0]][-80:])
    )


@special("court_content_terms")
def content_terms(record: Record, item: Item) -> Finding:
    """The sentence signed for named, and agreement asked."""
    for turn in _reviewing(record):
        if _has(record, "sentence", turn.text) and _has(record, "agree", turn.text):
            for text, span in _sentences(turn, record.lang):
                around = turn.text[max(0, span[0] - 60) : span[1]]
                asked = _has(record, "agree", text) and _has(record, "asked", text)
                signed = _has(record, "affidavit", turn.text) or _has(record, "recommendation", turn.text)
                if asked and signed and _has(record, "sentence", around):
                    return _met(turn, span)
    return missed("not_put")


@special("court_own_question")
def own_question(record: Record, item: Item) -> Finding:
    """An own question or remark on a detail of the offence or a piece of evidence."""
    opened = next((t.n for t in record.turns if t.role == "prosecutor" and len(t.text) > 60), 0)
    for turn in _reviewing(record):
        if turn.n <= opened:
            continue
        for text, span in _sentences(turn, record.lang):
            routine = _has(record, "routine", text) or _has(record, "force", text)
            if len(text) < (8 if record.lang == "zh" else 24) or routine:
                continue
            if _has(record, "detail", text) and (_has(record, "asked", text) or _reply(record, turn)):
                return _met(turn, span)
    return missed("no_own_question")


@special("court_recommendation_put")
def recommendation_put(record: Record, item: Item) -> Finding:
    """The recommendation named and a view on it asked for."""
    return _first(_put(record, "recommendation"))


@special("court_procedure_consent")
def procedure_consent(record: Record, item: Item) -> Finding:
    """Consent to a shorter procedure."""
    return _first(_put(record, "procedure"))


def _put(record: Record, point: str) -> Iterator[Asked]:
    """Questions for a view on a point; the point may be named in the sentence before the question."""
    for turn, span, text in _asked(record, "agree"):
        before = turn.text[: span[0]].rstrip()
        last = [s for s, _ in _parts(before)][-1:]
        if any(_has(record, point, t) for t in (text, *last)):
            yield turn, span, text


@special("court_last_word")
def last_word(record: Record, item: Item) -> Finding:
    """The last statement given, in the second half of the hearing."""
    half = record.turns[len(record.turns) // 2].n if len(record.turns) >= _A_HEARING else 0
    for turn, span, _ in _told(record, "last"):
        if turn.n > half:
            reply = next((t for t in record.turns if t.n > turn.n), None)
            if reply is None or reply.role in ("accused", "judge", "other", "clerk", "defence"):
                return _met(turn, span)
    return missed("not_given")


_A_HEARING = 10
"""Fewer turns are a passage, which has no second half to speak of."""


def _inquired(record: Record) -> bool:
    return bool(_voluntary(record).met or _pressure(record).met or _open(record).met)


@special("court_signature")
def signature(record: Record, item: Item) -> Finding:
    """Free will read from the signature, or only the signing asked about."""
    if hit := next(_told(record, "signed_proves"), None):
        return _met(hit[0], hit[1])
    if _inquired(record):
        return missed("inquired")
    return _first(_asked(record, "signed_only"))


@special("court_compound")
def compound(record: Record, item: Item) -> Finding:
    """Three or more points in one turn, with one short answer or none."""
    for turn in _reviewing(record):
        asked = [text for text, _ in _sentences(turn, record.lang) if _has(record, "asked", text)]
        points = {n for text in asked for n in _POINTS if _has(record, n, text)}
        if len(points) >= 3 and (_has(record, "plea", turn.text) or _has(record, "affidavit", turn.text)):
            reply = _reply(record, turn)
            if reply is None or _short(record, reply.text):
                return _met(turn, (0, min(len(turn.text), 400)))
    return missed("point_by_point")


@special("court_passed_over")
def passed_over(record: Record, item: Item) -> Finding:
    """Went on after no answer, or one that shows a misunderstanding."""
    for turn in record.own:
        if turn.role != "judge" or not (_has(record, "plea", turn.text) or _has(record, "consequence", turn.text)):
            continue
        reply = _reply(record, turn)
        if reply is None or not _has(record, "puzzled", reply.text):
            continue
        nxt = next((t for t in record.own if t.n > reply.n), None)
        taken_up = nxt and (len(nxt.text) > (28 if record.lang == "zh" else 90) or _has(record, "consequence", nxt.text)
                            or _has(record, "open", nxt.text))  # fmt: skip
        if nxt and not taken_up:
            return Finding(True, (quote_of(turn), quote_of(nxt)), "went_on", confidence=0.7)
    return missed("taken_up")


@special("court_no_inquiry")
def no_inquiry(record: Record, item: Item) -> Finding:
    """No question about the plea at all."""
    asked = next(_asked(record, "plea"), None) or next(_asked(record, "affidavit"), None)
    if asked or not record.own:
        return missed("inquired")
    return Finding(True, (quote_of(record.own[-1]),), "no_inquiry", confidence=0.8)

"""The explanation rubric: ten duties, five steps each (CPL 173, 190; 2019 Opinion 26, 39)."""

from __future__ import annotations

from trainer.acts import DUTIES, Act
from trainer.dialogue import law_talk
from trainer.dialogue.features import concepts, normal
from trainer.dialogue.terms import figures_named
from trainer.scoring.amends import corrects
from trainer.scoring.idle import sentences
from trainer.scoring.questions import questions_in, stated
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import quote_of
from trainer.scoring.rubric import Item, load_rubric
from trainer.scoring.rules import FAINT, HEARD, Finding, acts, conditional, met, missed, prices_a_repair, special
from trainer.scoring.topics import is_same_matter, share_a_word_of, shares_words
from trainer.scoring.wordings import wording
from trainer.text import Lang

_EMPTY = {
    "system": {"free_choice", "refuse", "leniency", "system_word", "decide", "agree", "promise"},
    "retraction": {"retraction", "appeal"},
    "counsel": {"lawyer_help", "private_talk", "meeting", "file"},
    "sentence": {"months", "number", "start_base", "percent", "probation", "fine", "sentence_word"},
}
"""What the words must touch for the duty's core to be there; the interpreter's act is the rest of the proof."""


_ACCUSED_SIDE = ("accused", "guardian")
"""To whom a duty is told, and who may ask about it or give it back."""
_THEIRS = {"opinion": "right_to_opinion", "retraction": "right_to_retract"}
"""Duties of which a statement counts that makes it the accused's own to do, and the wordings of that."""


def _duty_acts(duty: str) -> list[str]:
    found = next(d for d in load_rubric("explanation").duties if d.id == duty)
    return found.acts


def statements(record: Record, duty: str) -> list[tuple[Turn, Act]]:
    """Every assertion on a duty made to the accused by the one who is scored."""
    out = []
    for turn, act in acts(record, *_duty_acts(duty), to=_ACCUSED_SIDE, sure=HEARD):
        if act.confidence < FAINT and not _named_plainly(record, duty, turn, act):
            continue
        wanted = _EMPTY.get(duty)
        if (
            wanted is None
            or wanted & concepts(normal(_said(turn, act), record.lang), record.lang)
            or act.confidence >= 0.6
        ) and _is_theirs(duty, _said(turn, act), record.lang):
            out.append((turn, act))
    out += _told_wrongly(record, duty, {t.n for t, _ in out})
    return out + _told_otherwise(record, duty) if duty in _ALSO else out


def _is_theirs(duty: str, words: str, lang: Lang) -> bool:
    return duty not in _THEIRS or any(wording(name, lang).search(words) for name in ("theirs", _THEIRS[duty]))


def _named_plainly(record: Record, duty: str, turn: Turn, act: Act) -> bool:
    """Whether a faint statement in a transcript names its duty's matter itself, in plain words."""
    named = law_talk.duties_named(_said(turn, act), record.lang)
    return record.case.outside and duty in turn.plain and duty in named


def _told_wrongly(record: Record, duty: str, known: set[int]) -> list[tuple[Turn, Act]]:
    """What was told wrongly was told: a faint statement on a duty with an error on it in the same turn."""
    found = acts(record, *_duty_acts(duty), to=_ACCUSED_SIDE, sure=HEARD)
    return [(t, a) for t, a in found if t.n not in known and wrong_claims(record, duty, t)]


_ALSO = {
    "counsel": ("inform:role", "grant:private_talk"),
    "alternatives": (
        "inform:sentence",
        "inform:sentence_basis",
        "propose:sentence",
        "propose:trade",
        "propose:fine",
        "propose:probation",
        "advise:repair",
    ),
    "sentence": ("propose:sentence", "propose:trade", "propose:probation", "inform:liberty", "inform:effect"),
}
"""Acts of another name that tell a duty where they name its matter: who says that they are the duty lawyer and for whom
they work, or offers a talk alone with counsel, has said that help is to be had; who tells what a repair would change
has named another way."""
_MATTER = {"counsel": {"lawyer_help", "private_talk"}}
_PRESENTS = ("rapport:introduce", "rapport:reassure", "inform:role")
"""Acts by which counsel is presented; with the word that it costs nothing they tell of the help there is."""


def _told_otherwise(record: Record, duty: str) -> list[tuple[Turn, Act]]:
    found = acts(record, *_ALSO[duty], to=_ACCUSED_SIDE, sure=HEARD if duty == "alternatives" else None)
    if duty == "sentence":  # a figure put to the accused tells them the figure, whatever hangs on it
        return [(t, a) for t, a in found if _puts_a_length(t, a, record.lang)]
    if duty == "alternatives":
        return [(t, a) for t, a in found if _another_way(t, a, record.lang)]
    told = [(t, a) for t, a in found if _MATTER[duty] & concepts(normal(_said(t, a), record.lang), record.lang)]
    presented = acts(record, *_PRESENTS, to=_ACCUSED_SIDE)
    return told or [
        (t, _up_to(a, m.span())) for t, a in presented if (m := wording("free_help", record.lang).search(t.text))
    ]


def _up_to(act: Act, span: tuple[int, int]) -> Act:
    """An act with all words up to those that complete it, which are quoted with it."""
    return act.model_copy(update={"span": (min(act.span[0], span[0]), max(act.span[1], span[1]))})


def _puts_a_length(turn: Turn, act: Act, lang: Lang) -> bool:
    """Whether an act tells how long: by its terms, or as so much time behind bars ("that is not bail, it's seven months
    in prison")."""
    if act.verb == "propose":
        return turn.terms is not None and turn.terms.has_length
    said = _said(turn, act)
    return bool(wording("behind_bars", lang).search(said) and figures_named(said, lang))


def _another_way(turn: Turn, act: Act, lang: Lang) -> bool:
    if act.id == "inform:sentence_basis":
        return prices_a_repair(_said(turn, act), lang)
    return conditional(turn, lang)


def _said(turn: Turn, act: Act) -> str:
    return turn.text[act.span[0] : act.span[1]]


def wrong_claims(record: Record, duty: str, turn: Turn) -> list[str]:
    """Wrong statements on a duty in a turn: in its words, or in the terms it puts as this person's."""
    return [c for c in (*turn.claims, *_unlawful(record, turn)) if law_talk.claims()[c].duty == duty]


def _unlawful(record: Record, turn: Turn) -> list[str]:
    """The error that lies in what is put to a minor: the fast track."""
    terms = turn.terms
    told = {a.id for a in turn.held() if not law_talk.rules_out(turn.text[a.span[0] : a.span[1]], record.lang)}
    fast = terms is not None and terms.procedure == "fast_track" and told & _PUTS_PROCEDURE
    minor = "minor" in record.case.has
    return ["procedure.minors"] if minor and (fast or _open_to_them(turn, told, record.lang)) else []


def _open_to_them(turn: Turn, told: set[str], lang: Lang) -> bool:
    """Whether a turn that tells of procedures holds the fast track out in a sentence that rules nothing out."""
    if not told & _PUTS_PROCEDURE:
        return False
    said = (text for text in sentences(turn.text, lang) if "procedure_fast" in concepts(normal(text, lang), lang))
    return any(not law_talk.rules_out(text, lang) for text in said)


_PUTS_PROCEDURE = {"inform:procedure", "advise:procedure", "propose:procedure"}


def _put_right(record: Record, duty: str, wrong: Turn) -> bool:
    """Whether the speaker corrected it before the decision. Merely coming back to the duty leaves it standing."""
    later = (t for t, _ in statements(record, duty) if wrong.n < t.n <= record.limit)
    return any(corrects(t, record.lang) and not wrong_claims(record, duty, t) for t in later)


def _standing_wrong(record: Record, duty: str) -> Turn | None:
    for turn in record.own:
        told = set(_ACCUSED_SIDE) & set(turn.to)
        if told and wrong_claims(record, duty, turn) and not _put_right(record, duty, turn):
            return turn
    return None


@special("duty_said")
def duty_said(record: Record, item: Item) -> Finding:
    """Stated to the accused, as an assertion."""
    found = statements(record, item.duty)
    plain = next((f for f in found if item.duty in f[0].plain), None)
    return met(*(plain or found[0])) if found else missed("not_said")


@special("duty_plain")
def duty_plain(record: Record, item: Item) -> Finding:
    """In words that say what it means for this person."""
    found = statements(record, item.duty)
    if not found:
        return missed("not_said")
    if wrong := _standing_wrong(record, item.duty):
        return missed("wrong", quote_of(wrong))
    for turn, act in found:
        if item.duty in turn.plain or (act.duty != item.duty and law_talk.is_plain(_said(turn, act), record.lang)):
            return met(turn, act)
    return missed("not_plain", quote_of(*_words(found[0])))


def _words(found: tuple[Turn, Act]) -> tuple[Turn, tuple[int, int]]:
    return found[0], found[1].span


@special("duty_correct")
def duty_correct(record: Record, item: Item) -> Finding:
    """Right in law; a wrong statement is quoted."""
    found = statements(record, item.duty)
    if not found:
        return missed("not_said")
    if wrong := _standing_wrong(record, item.duty):
        claim = wrong_claims(record, item.duty, wrong)[0]
        return missed(f"wrong: {law_talk.claims()[claim].truth[record.lang]}", quote_of(wrong))
    return met(*found[-1])


@special("duty_before")
def duty_before(record: Record, item: Item) -> Finding:
    """Said before the signature; without one, before the accused's last decision."""
    found = statements(record, item.duty)
    if not found:
        return missed("not_said")
    asked = [t.n for t, _ in acts(record, "ask:decision")]
    # In a session the log knows whether there was a decision; a transcript may end with the question for it.
    limit = asked[-1] if asked and record.case.outside and not record.decision() else record.limit
    early = [f for f in found if f[0].n <= limit]
    return met(*early[0]) if early else missed("too_late", quote_of(*_words(found[0])))


@special("duty_checked")
def duty_checked(record: Record, item: Item) -> Finding:
    """Given back rightly by the accused, or asked about and answered."""
    found = statements(record, item.duty)
    if not found:
        return missed("not_said")
    if _standing_wrong(record, item.duty):
        return missed("wrong")
    told = found[0][0].n
    for turn in record.after(told, "accused"):
        if f"teach.{item.duty}.right" in turn.gist:
            return Finding(True, (quote_of(turn),), "given_back")
    for turn in (t for t in record.turns if t.role in _ACCUSED_SIDE):
        if _question(turn, item.duty) and _answered(record, turn, item.duty, found):
            return Finding(True, (quote_of(turn),), "question_answered")
        if record.case.outside and _asks_behind(record, turn, item.duty, found) and _tells(record, turn, item.duty):
            return Finding(True, (quote_of(turn),), "question_answered")
    for turn in record.after(told, "accused"):
        if any(g in turn.gist for g in (f"teach.{item.duty}.wrong", f"teach.{item.duty}.part")) and any(
            t.n > turn.n and item.duty in t.plain for t, _ in found
        ):
            return Finding(True, (quote_of(turn),), "put_right")
    return _came_back(record, item.duty, told)


def _came_back(record: Record, duty: str, told: int) -> Finding:
    """Why a duty is not checked: nobody asked for it, it came back wrong and stood so, or other things came back."""
    asked = list(acts(record, "ask:teach_back", to=_ACCUSED_SIDE, since=told - 1, until=record.limit))
    for turn, act in reversed(asked):
        reply = next(record.after(turn.n, "accused"), None)
        if reply and any(_is_wrong_about(g, duty, record) for g in reply.gist):
            return missed("came_back_wrong", quote_of(turn, act.span), quote_of(reply))
    return missed("other_came_back" if asked else "not_checked", *(quote_of(*_words(a)) for a in asked[-1:]))


def _is_wrong_about(gist: str, duty: str, record: Record) -> bool:
    """Whether an answer gives a duty back wrongly, in part, or by a belief on it that the case holds wrong."""
    belief = gist.removeprefix("belief.")
    believed = belief != gist and record.case.beliefs.get(belief, belief.partition(".")[0]) == duty
    return believed or gist in (f"teach.{duty}.wrong", f"teach.{duty}.part")


def _answered(record: Record, question: Turn, duty: str, found: list[tuple[Turn, Act]]) -> bool:
    """Whether the next own turn answers: by a statement on the duty, or, in a transcript, by telling what was asked."""
    reply = _reply_to(record, question, duty)
    if reply is None:
        return False
    if any(t.n == reply.n for t, _ in found):
        return True
    if record.case.outside and (
        (duty == "charge" and _answers_on_facts(record, question, reply, found))
        or (duty == "alternatives" and conditional(reply, record.lang))
    ):
        return True
    told = [a for t, a in acts(record, "inform:*") if t.n == reply.n]
    return record.case.outside and any(
        a.duty == duty or is_same_matter(_said(reply, a), question.text, record.lang) for a in told
    )


def _asks_behind(record: Record, turn: Turn, duty: str, found: list[tuple[Turn, Act]]) -> bool:
    """Whether a question comes right behind the telling of a duty and names no other ("so could I go home for the
    wedding, then?"): the particulars of a life name none."""
    asked = " ".join(q.text for q in questions_in(turn.text, record.lang))
    if duty not in _ASKED_BEHIND or not _is_real(asked, record.lang):
        return False
    if set(law_talk.duties_named(asked, record.lang)) - {duty}:
        return False
    # Turns of one side in a row are one: what else they say before they ask, or before they are asked, changes nothing.
    last = max((t.n for t in record.own if t.n < turn.n), default=0)
    spoke = max((t.n for t in record.turns if t.n < last and t.role in _ACCUSED_SIDE), default=0)
    told = [(t, a) for t in record.own if spoke < t.n <= last for a in t.held() if a.duty]
    return bool(told) and any(t is told[-1][0] and a is told[-1][1] for t, a in found)


_ASKED_BEHIND = frozenset(("charge", "sentence", "liberty", "effect", "alternatives"))
"""Duties that people ask about by what it means for them. Behind a greeting or the choice of a procedure they ask
whatever is on their mind."""


def _is_real(words: str, lang: Lang) -> bool:
    """Whether there is enough of a sentence to ask or tell something."""
    return len(words) >= 6 if lang == "zh" else len(words.split()) >= 4


def _tells(record: Record, question: Turn, duty: str) -> bool:
    """Whether the reply to a question tells something."""
    reply = _reply_to(record, question, duty)
    return reply is not None and _is_real(stated(reply.text, record.lang), record.lang)


def _reply_to(record: Record, question: Turn, duty: str) -> Turn | None:
    """The next own turn, if it comes at once, waves nothing off and says nothing wrong on the duty."""
    reply = next((t for t in record.own if t.n > question.n), None)
    if reply is None or reply.n > question.n + 2 or wrong_claims(record, duty, reply):
        return None
    return None if wording("waves_off", record.lang).search(reply.text) else reply


def _answers_on_facts(record: Record, question: Turn, reply: Turn, found: list[tuple[Turn, Act]]) -> bool:
    """Whether a reply tells of the case what was asked. No act is heard in the particulars of a case; but its words are
    those of the question, and one of them is the case's own (of its notes, or of the charge that was told)."""
    lang = record.lang
    asked = " ".join(s.text for s in questions_in(question.text, lang))
    told = stated(reply.text, lang)
    notes = record.case.notes or {}
    case = " ".join([*notes.values(), *(t.text for t, _ in found)])
    return shares_words(told, asked, lang) or share_a_word_of(case, told, asked, lang)


def _question(turn: Turn, duty: str) -> bool:
    return f"wonder.{duty}" in turn.gist


@special("read_out")
def read_out(record: Record, item: Item) -> Finding:
    """A form or statute read with no plain words on any duty."""
    said = [f for duty in DUTIES for f in statements(record, duty)]
    form = [t for t in record.own if "accused" in t.to[:1] and law_talk.is_form(t.text, record.lang)]
    if any(t.plain for t, _ in said) or not (form or len(said) >= 3):
        return missed("plain_words" if said else "nothing_read")
    shown = form[0] if form else said[0][0]
    return Finding(True, (quote_of(shown),), "read_out")


@special("one_breath")
def one_breath(record: Record, item: Item) -> Finding:
    """Four or more duties in one turn to the accused."""
    for turn in record.own:
        if "accused" in turn.to and len({a.duty for a in turn.held() if a.duty and a.confidence >= FAINT}) >= 4:
            return Finding(True, (quote_of(turn),), "one_breath")
    return missed("in_portions")

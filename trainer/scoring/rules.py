"""The tools of the embedded judge: finding acts, and saying what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from trainer.acts import FAULTS, Act
from trainer.dialogue.features import concepts, normal
from trainer.scoring.amends import taken_back
from trainer.scoring.idle import recited
from trainer.scoring.record import Record, Turn
from trainer.scoring.result import Quote, quote_of
from trainer.scoring.rubric import Item
from trainer.scoring.void import sentence_of, voided
from trainer.scoring.wordings import either, wording
from trainer.text import Lang

AUTHORITY = ("prosecutor", "judge", "defence")
"""Roles counsel bargains with: the other side or the court. For a prosecutor, the defence."""
DEFENCE = ("accused", "defence", "guardian")
"""Roles a prosecutor consults."""
OFFERS = ("propose:sentence", "inform:sentence", "propose:probation", "propose:trade", "propose:fine")
"""Acts by which a prosecutor puts a result on the table."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. `met` None means not applicable; `deed` that the log itself is the proof."""

    met: bool | None
    evidence: tuple[Quote, ...] = ()
    reason: str = ""
    parts: tuple[tuple[str, bool], ...] = ()
    confidence: float = 0.9


GRAVE = 0.92
"""A fault is charged only where the words are clear: from this confidence of the act on."""

BESIDE_RELIEF = 0.97
"""The same where the turn itself gives time, or says that nobody presses: what sounds like a threat beside it is seldom
one."""

CHARGED = 0.8
"""The same for a fault that is not critical: it costs its weight and caps nothing."""

FAINT = 0.55
"""What is not rather sure earns no mark by itself (chosen on the development transcripts: nine in ten of what is not
there is then not credited)."""

PLAYED = 0.45
"""The same in a session: what the people in the room have acted on was said, though a transcript left it open."""

HEARD = 0.4
"""An offer is held against the law from this confidence on: what may be unlawful is not passed over for being faint."""

Special = Callable[[Record, Item], Finding]
SPECIALS: dict[str, Special] = {}
NOT_APPLICABLE = Finding(None, reason="not_applicable")


def special(name: str) -> Callable[[Special], Special]:
    """Register the rule of that name."""

    def keep(rule: Special) -> Special:
        SPECIALS[name] = rule
        return rule

    return keep


def missed(reason: str = "", *evidence: Quote) -> Finding:
    """Not met; with the words that show it, where there are some."""
    return Finding(False, evidence, reason)


def met(turn: Turn, act: Act | None = None, reason: str = "", parts: tuple[tuple[str, bool], ...] = ()) -> Finding:
    """Met, shown by an act of a turn."""
    quote = quote_of(turn, act.span if act else None)
    return Finding(True, (quote,), reason, parts, act.confidence if act else 0.9)


def charge(record: Record, found: Iterable[tuple[Turn, Act]], none: str) -> Finding:
    """A fault: the first that stands; where all were taken back, the first of them with the words that did it."""
    amended: Finding | None = None
    for turn, act in found:
        amends = taken_back(record, turn)
        if amends is None:
            return met(turn, act)
        amended = amended or Finding(True, (quote_of(turn, act.span), quote_of(amends)), TAKEN_BACK)
    return amended or missed(none)


TAKEN_BACK = "taken_back"
"""The reason of a fault that its speaker took back before the decision: it counts, and both lines are shown."""


def deed(is_met: bool, reason: str, *evidence: Quote) -> Finding:
    """Met or not by what was done, which the log proves."""
    return Finding(is_met, evidence, f"deed: {reason}", confidence=1.0)


def matches(act: Act, wanted: Iterable[str]) -> bool:
    """Whether an act is one of `verb:topic`; `verb:*` takes any topic."""
    return any(w == act.id or (w.endswith(":*") and w[:-2] == act.verb) for w in wanted)


_PRESSING = ("press", "threaten")


def _least_of(act: Act, turn: Turn, sure: float, record: Record) -> float:
    """What is asked of an act in its turn. More of a grave pressure beside time given, or with no word that urges; less
    of a fault whose very wording is there beside what the act was heard from, or that was taken so."""
    lang = record.lang
    words = turn.text[act.span[0] : act.span[1]]
    on = turn.text[act.span[0] : act.span[1] + _BEHIND]
    if act.id == "breach:lead_witness" and sure >= CHARGED and wording("feeds", lang).search(on):
        return WORDED
    if act.id == "breach:infer_from_signature" and sure >= CHARGED and wording("from_hand", lang).search(on):
        return WORDED
    if act.id == "promise:outcome" and sure >= GRAVE and wording("guarantees", lang).search(on):
        return GUARANTEED
    grave = sure >= GRAVE and act.verb in _PRESSING
    hangs_on = {"press": (words, "urges"), "threaten": (turn.text, "unless_you")}
    if grave and not wording(hangs_on[act.verb][1], lang).search(hangs_on[act.verb][0]):
        return NEVER
    if grave and relieved(turn):
        return BESIDE_RELIEF
    return TAKEN_SO if grave and _taken_so(act, turn, record) else sure


def _taken_so(act: Act, turn: Turn, record: Record) -> bool:
    """In a session: whether somebody in the room answered a pressure as one."""
    for reply in record.after(turn.n):
        if reply.role == record.role:
            return False
        if any(g == "threatened" or g.startswith(f"{act.verb}.") for g in reply.gist):
            return not record.case.outside
    return False


_BEHIND = 60
"""Characters behind an act in which the words may stand that seal it ("... That's how it was, isn't it?")."""
WORDED = 0.4
"""From here on an answer is put into a mouth where the words themselves say so ("you just say that you knew")."""
GUARANTEED = 0.5
"""The same for a result that is promised in so many words ("I guarantee it")."""
TAKEN_SO = 0.7
"""The same for pressure and threats that somebody in the room has answered as such."""
NEVER = 1.01
"""More than any act is sure of: pressing without a word that urges, or a threat that hangs on nothing, is no fault."""


_OF_VICTIM = {"victim_word", "restitution", "forgiveness", "apology", "reconcile", "family"}
"""What a question about the victim speaks of: put to the accused without it, it asks how *they* are."""
REPAIRS = {"restitution", "forgiveness", "apology", "reconcile"}


def conditional(turn: Turn, lang: Lang) -> bool:
    """Whether a turn names what a repair would change ("nine months, or seven if she has her money by Friday")."""
    terms = turn.terms
    offers = terms is not None and (terms.has_length or terms.probation or terms.fine_yuan is not None)
    return bool(offers and wording("condition", lang).search(turn.text) and makes_good(turn.text, lang))


def makes_good(words: str, lang: Lang) -> bool:
    """Whether words speak of repair: repaying, an apology, the other's forgiveness."""
    return bool(concepts(normal(words, lang), lang) & REPAIRS or wording("makes_good", lang).search(words))


def prices_a_repair(words: str, lang: Lang) -> bool:
    """Whether words tell what making good would change ("if that were paid, it's up to forty per cent off")."""
    about = concepts(normal(words, lang), lang)
    depends = wording("condition", lang).search(words)
    return bool(depends and makes_good(words, lang) and about & {"percent", "probation", "leniency"})


def relieved(turn: Turn) -> bool:
    """Whether a turn gives time or private advice, or denies that it presses or threatens."""
    return any(
        (a.holds and a.id in ("grant:time", "grant:private_talk")) or (a.polarity == "negated" and a.verb in _PRESSING)
        for a in turn.acts
    )


_MUST_ASK = frozenset(("ask:pressure", "ask:promise", "ask:capacity"))
"""Inquiries that words with no question in them do not make ("you pleaded, there is nothing more to say")."""
_TO_SOMEBODY = frozenset(("inform", "ask", "grant", "advise"))
"""Verbs whose act is done to the one who is spoken to; a request that is put to the clerk is still a request."""


def _gives_nothing(act: Act, turn: Turn, lang: Lang) -> bool:
    """Whether words only look like an act: read out of a rubric, taken back, a grant that asks if they have talked."""
    words = turn.text[act.span[0] : act.span[1]]
    to_accused = act.id == "ask:victim" and "accused" in turn.to[:1]
    if to_accused and not concepts(normal(turn.text, lang), lang) & _OF_VICTIM:
        return True
    asked = (a.span[1] for a in turn.acts if a.id == "ask:promise")
    if act.verb == "promise" and any(end <= act.span[0] <= end + 4 for end in asked):  # "Any promises? Home tonight?"
        return True
    if act.id in _MUST_ASK and not wording("asking", lang).search(words):
        return True
    # "What the defence thinks is its own affair." Only English has such sentences.
    if act.verb == "ask" and lang == "en" and wording("tells_what", lang).search(words):
        return True
    if act.verb == "advise" and wording("interjection", lang).fullmatch(words.strip()):  # "wait wait, who was that?"
        return True
    if act.verb == "inform" and wording("story", lang).search(words) and not wording("says_you", lang).search(words):
        return True
    here = act.verb in FAULTS  # a threat told as somebody's exam story is one still
    if recited(words, lang) or voided(turn.text, act.span, lang, act.verb == "ask", act.verb in _TO_SOMEBODY, here):
        return True
    # "You two had your talk, did you, Mr Li?": the question may end behind the act.
    asks = bool(re.search(r"[?？]", sentence_of(turn.text, act.span)))
    return act.verb == "grant" and asks and bool(wording("conferred", lang).search(words))


def acts(
    record: Record, *wanted: str, to: Iterable[str] | None = None, until: int | None = None, since: int = 0,
    role: str | None = None, first_listener: bool = True, sure: float | None = None,
) -> Iterator[tuple[Turn, Act]]:  # fmt: skip
    """Acts really done by the one who is scored (or `role`), in order, with their turns."""
    listeners = set(to) if to is not None else None
    least = sure if sure is not None else FAINT if record.case.outside else PLAYED
    for turn in record.turns:
        if turn.role != (role or record.role) or turn.n <= since or (until is not None and turn.n > until):
            continue
        for index, act in enumerate(turn.acts):
            heard = {turn.listener(index)} if first_listener else {turn.listener(index), *turn.to}
            if (
                act.holds
                and act.confidence >= _least_of(act, turn, least, record)
                and matches(act, wanted)
                and (listeners is None or listeners & heard)
                and not _gives_nothing(act, turn, record.lang)
            ):
                yield turn, act


def first(found: Iterable[tuple[Turn, Act]]) -> tuple[Turn, Act] | None:
    """The first act found."""
    return next(iter(found), None)


def simple(found: Iterable[tuple[Turn, Act]], reason: str = "") -> Finding:
    """Met by the first act found."""
    hit = first(found)
    return met(hit[0], hit[1], reason) if hit else missed("not_found")


def this_and_next(record: Record, turn: Turn) -> list[Turn]:
    """A turn and the next own one: where a reason may stand."""
    later = next((t for t in record.own if t.n > turn.n), None)
    return [turn, later] if later else [turn]


def named(turn: Turn, record: Record) -> frozenset[str]:
    """The concepts a turn names."""
    return named_in(turn.text, record)


def named_in(text: str, record: Record) -> frozenset[str]:
    """The concepts a passage names."""
    return concepts(normal(text, record.lang), record.lang)


def is_open(text: str, record: Record) -> bool:
    """Whether a question cannot be answered with yes or no."""
    lang = record.lang
    if not wording("open_question", lang).search(text):
        return False
    closed = wording("closed_question", lang).search(wording("question_opener", lang).sub("", text.strip()))
    return not closed or bool(lang == "zh" and wording("asks_to_tell", lang).search(text))


def is_compound(text: str) -> bool:
    """Whether several forms of pressure are strung together in one question."""
    return len({m.casefold()[:4] for m in either("forms_of_pressure").findall(text)}) >= 3


def names_evidence(text: str) -> bool:
    """Whether a passage names a particular piece: a document, a recording, a witness, a finding."""
    return bool(either("piece_of_evidence").search(text))

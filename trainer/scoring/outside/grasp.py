"""What the accused shows of their understanding in a transcript: a duty put in own words, or a real question on one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trainer.acts import DUTIES
from trainer.dialogue import law_talk
from trainer.dialogue.clauses import clauses, join
from trainer.dialogue.terms import terms_in
from trainer.scoring.questions import asks, questions_in
from trainer.scoring.record import Turn
from trainer.scoring.rules import FAINT, conditional, makes_good
from trainer.scoring.topics import is_same_matter, shares_words
from trainer.scoring.void import voided
from trainer.scoring.wordings import wording
from trainer.text import Lang

_LONG_ENOUGH: dict[Lang, int] = {"en": 30, "zh": 11}
_WORTH_ANSWERING: dict[Lang, int] = {"en": 20, "zh": 6}
"""Characters a question has at least."""
_DOUBTED = -0.05
"""What is asked less of a wrong giving-back than of a wrong explanation: who doubts asks again."""
_RECENT = 3
"""How many of the other side's last turns a short question or giving-back may be about."""


_TEACHERS = ("defence", "prosecutor", "judge")


def with_gist(turns: Sequence[Turn], lang: Lang) -> tuple[Turn, ...]:
    """The turns; of the accused and a guardian with what they show: `teach.<duty>.right|wrong`, `wonder.<duty>`."""
    out = []
    for index, turn in enumerate(turns):
        if turn.role in ("accused", "guardian"):
            before = [_meant(t, lang) for t in turns[:index] if t.role in _TEACHERS]
            reply = next((_meant(t, lang) for t in turns[index + 1 : index + 3] if t.role in _TEACHERS), None)
            turn = replace(turn, gist=tuple(_gist(turn, before, reply, lang)))
        out.append(turn)
    return tuple(out)


def _meant(turn: Turn, lang: Lang) -> Turn:
    """A turn without what does nothing where it stands: read off a screen, said into a telephone."""
    return replace(
        turn, acts=tuple(a for a in turn.acts if not voided(turn.text, a.span, lang, a.verb == "ask", tells=True))
    )


def _gist(turn: Turn, before: Sequence[Turn], reply: Turn | None, lang: Lang) -> Iterator[str]:
    recent = [t for t in before[-_RECENT:] if turn.n - t.n <= 2 * _RECENT]
    talked = [d for t in reversed(recent) for d in _told(t, lang)]
    if asks(turn.text, lang):
        about = _asked_about(turn, lang, talked, _answered(turn, before, reply, lang) if reply else set())
        yield from (f"wonder.{d}" for d in DUTIES if d in about)
    said = _without_questions(turn, lang)
    if turn.role != "accused" or len(said.text) < _LONG_ENOUGH[lang]:
        return
    wrong = {law_talk.claims()[c].duty for c in law_talk.wrong_in(turn.text, lang, (), _DOUBTED)}
    about = _given_back(said, before, talked, lang)
    if before and _owns_up(said, before[-1], lang):
        about = about | {"charge"}
    confirmed = reply and wording("confirmed", lang).search(reply.text)
    if not about and confirmed and wording("recap", lang).search(said.text):
        about = set(talked[:1])
    if about:
        yield from (f"teach.{d}.{'wrong' if d in wrong else 'right'}" for d in DUTIES if d in about | wrong)


def _owns_up(said: Turn, told: Turn, lang: Lang) -> bool:
    """Whether an answer puts the charge just told in own words: its things, as what one did."""
    charged = any(a.id in _CHARGES and a.holds and a.confidence >= _TOLD for a in told.acts)
    own = wording("my_deed", lang).search(said.text) and not wording("denies_deed", lang).search(said.text)
    return bool(charged and own) and shares_words(said.text, told.text, lang)


_CHARGES = ("inform:charge", "inform:evidence", "ask:teach_back")
_TOLD = 0.5


def _without_questions(turn: Turn, lang: Lang) -> Turn:
    """The turn as what it states: a giving-back may end in a question, which is another matter."""
    stated = [s for row in clauses(turn.text, lang) if not asks((s := join(row, turn.text)).text, lang)]
    inside = (a for a in turn.acts if any(a.span[0] < s.end and s.start < a.span[1] for s in stated))
    return replace(turn, text=" ".join(s.text for s in stated), acts=tuple(inside))


def _given_back(turn: Turn, before: Sequence[Turn], talked: Sequence[str], lang: Lang) -> set[str]:
    """The duties an answer gives back: those told lately; where it was asked for, all that were told before."""
    asked = bool(before) and any(a.id in ("ask:teach_back", "ask:understanding") for a in before[-1].acts)
    if not (asked or wording("recap", lang).search(turn.text) or any(a.duty for a in turn.acts)):
        return set()
    topics = {a.duty for a in turn.acts if a.duty} | set(law_talk.duties_named(turn.text, lang)) - _NEED_MORE
    named = terms_in(turn.text, lang, across=True)
    if named and named.months is not None:
        topics.add("sentence")
        if _of_money(turn.text, lang):
            topics.add("alternatives")
    if not asked:
        return topics & set(talked)
    # Asked for, an answer is about what it names, though the telling may lie before the transcript begins.
    return {d for d in topics if _ever(before, d, lang)} or topics


_NEED_MORE = frozenset(["procedure", "sentence"])
"""Named by many words ("the verdict", "ten days"): giving them back takes an act, or a figure."""


def _answered(turn: Turn, before: Sequence[Turn], reply: Turn, lang: Lang) -> set[str]:
    """The duties an answer tells again, and the one it begins with, told for the first time because it was asked."""
    again = {d for d in _told(reply, lang) if _ever(before, d, lang)}
    first = min((a for a in reply.held() if a.duty and a.confidence >= FAINT), key=lambda a: a.span, default=None)
    if first is None or first.duty is None:
        return again
    asked = " ".join(s.text for s in questions_in(turn.text, lang))
    begins = is_same_matter(reply.text[first.span[0] : first.span[1]], asked, lang)
    return again | {first.duty} if begins else again


def _asked_about(turn: Turn, lang: Lang, talked: Sequence[str], answered: set[str]) -> set[str]:
    """The duties that questions are about: what they name, or else what was told last; and what is answered.

    A bare "Really?" asks nothing.
    """
    asked = questions_in(turn.text, lang)
    if sum(len(s.text) for s in asked) < _WORTH_ANSWERING[lang]:
        return set()
    inside = [a for a in turn.acts if any(a.span[0] < s.end and s.start < a.span[1] for s in asked)]
    named = {d for s in asked for d in law_talk.duties_named(wording("called", lang).sub("", s.text), lang)}
    money = {"alternatives"} if "alternatives" in talked and any(_of_money(s.text, lang) for s in asked) else set()
    return ({a.duty for a in inside if a.duty} or named or money or set(talked[:1])) | answered | money


def _of_money(words: str, lang: Lang) -> bool:
    """Whether words are about making good: what is to be paid, from where, in how many goes."""
    return makes_good(words, lang) or bool(wording("pays", lang).search(words))


def _told(turn: Turn, lang: Lang) -> list[str]:
    told = [("sentence" if a.id in _FIGURES else a.duty) for a in turn.acts if a.holds]
    other_way = ["alternatives"] if any(told) and conditional(turn, lang) else []
    return list(dict.fromkeys(duty for duty in (*told, *other_way) if duty))


_FIGURES = ("propose:sentence", "propose:probation")


def _ever(turns: Sequence[Turn], duty: str, lang: Lang) -> bool:
    return any(duty in _told(t, lang) for t in turns)

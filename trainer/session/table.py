"""What lies on the table for the trainee to see: time, rooms, papers, offers, the range and the menu."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.events import OfferMade
from trainer.i18n import t
from trainer.i18n.phrases import months_range, terms_phrase
from trainer.law.menu import MenuStep, menu
from trainer.law.result import SentenceResult
from trainer.persona import bargain
from trainer.scenario.loader import Play
from trainer.session.judging import holds, minutes_of
from trainer.state import State
from trainer.text import Lang

LAST_MINUTES = 8
"""Minutes left from which a trainee is told, once, that the time to decide or to have a day set is now."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time now, as HH:MM, and minutes left of all minutes."""

    now: str
    left: int
    total: int

    @property
    def running_out(self) -> bool:
        """Whether a few more turns of talk, and the day is over with nothing decided."""
        return 0 < self.left <= LAST_MINUTES


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room as the trainee sees it on the plan."""

    id: str
    name: str
    minutes: int
    open: bool
    here: bool
    private: bool
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper of the file."""

    id: str
    title: str
    minutes: int
    read: bool
    here: bool


@dataclass(frozen=True, slots=True)
class OfferView:
    """One figure in the ledger."""

    by: str
    phrase: str
    lawful: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """A further step, or an outcome without custody, with what it needs."""

    label: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WayView:
    """One outcome of the sentencing menu and every step that leads to just this: no outcome stands there twice.

    `kind` is `lower` (the range moves), `within` (it stays, the step weighs inside it) or `option` (no custody);
    `phrase` is the range, where it is another one.
    """

    kind: str
    phrase: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class RangeView:
    """The lawful range on the facts known so far, how it is reached, and the menu. Months."""

    months: tuple[float, float]
    phrase: str
    steps: tuple[str, ...]
    menu: tuple[WayView, ...]
    sources: tuple[str, ...]
    warnings: tuple[str, ...]


def clock(play: Play, state: State) -> Clock:
    """The clock of the session."""
    now = minutes_of(play.script.starts) + state.clock
    return Clock(f"{now // 60 % 24:02d}:{now % 60:02d}", max(0, play.script.minutes - state.clock), play.script.minutes)


def rooms(play: Play, state: State) -> list[RoomView]:
    """The rooms this role knows, the court excepted: it is entered by what one decides."""
    lang = state.opening.lang
    return [
        RoomView(
            r.id,
            r.name[lang],
            r.minutes,
            is_open(play, state, r.id),
            r.id == state.room,
            r.private,
            tuple(play.cast[w].call[lang] for w in r.listeners if w in play.cast),
        )
        for r in play.rooms_for(state.trainee)
        if r.kind != "court"
    ]


def is_open(play: Play, state: State, room: str) -> bool:
    """Whether a room may be entered now."""
    opens = play.rooms[room].opens
    return opens is None or holds(play, state, opens)


def papers(play: Play, state: State) -> list[PaperView]:
    """The papers this role can read at some time, in the order of the file."""
    lang = state.opening.lang
    return [
        PaperView(d.id, d.title[lang], d.minutes, d.id in state.read, readable(play, state, d.id))
        for d in play.documents_for(state.trainee)
    ]


def readable(play: Play, state: State, document: str) -> bool:
    """Whether a paper can be read where the trainee is; what was read once can be read again anywhere."""
    found = play.documents[document]
    if found.id in state.read:
        return True
    if found.opens is not None and not holds(play, state, found.opens):
        return False
    here = play.rooms[state.room]
    return here.id in found.rooms if found.rooms else here.kind == "file"


def ledger(state: State) -> list[OfferView]:
    """The figures put so far, with who put them; a figure that somebody only says again stands there once."""
    lang, rows, last = state.opening.lang, [], dict[str, OfferView]()
    for offer in state.offers:
        row = OfferView(offer.by, offer_phrase(offer, lang), offer.lawful)
        if last.get(offer.by) != row:
            rows.append(row)
        last[offer.by] = row
    return rows


def offer_phrase(offer: OfferMade, lang: Lang) -> str:
    """A figure as it was put: with what it waits for, or as one way of several."""
    terms = terms_phrase(offer.terms, lang)
    return t(lang, f"offer.when.{offer.when}", terms=terms) if offer.when else terms


def lawful_range(play: Play, state: State) -> RangeView | None:
    """The guideline range on what the trainee can know, with the menu of further steps; None while the script has it
    that they cannot know what is reckoned with."""
    if not holds(play, state, play.script.range_known):
        return None
    lang = state.opening.lang
    result = bargain.result_as_known(play, state)
    from trainer.law.cite import cited
    from trainer.law.notes import word

    steps = tuple(
        f"{a.zh if lang == 'zh' else a.en} {_percent(a.used)}" for a in result.adjustments if not a.absorbed_by
    )
    return RangeView(
        result.declared.months,
        months_range(*result.declared.months, lang),
        steps,
        _ways(play, result, lang),
        tuple(dict.fromkeys(cited(a.source, lang) for a in result.adjustments)),
        tuple(word(w, lang) for w in result.warnings),
    )


def _ways(play: Play, result: SentenceResult, lang: Lang) -> tuple[WayView, ...]:
    """The menu by outcome: what leads to the same range is one line, what moves nothing says so."""
    from trainer.law.notes import word

    found: dict[tuple[str, str], list[StepView]] = {}
    for step in menu(result.spec):
        if not _open_here(play, step):
            continue
        if step.kind == "option":
            way = "option", "" if step.change == (0, 0) else _range_of(step, lang)
        elif step.change == (0, 0) and not step.opens:
            way = "within", ""
        else:
            way = "lower", _range_of(step, lang)
        found.setdefault(way, []).append(StepView(step.label(lang), tuple(word(n, lang) for n in step.needs)))
    return tuple(WayView(kind, phrase, tuple(steps)) for (kind, phrase), steps in found.items())


def _open_here(play: Play, step: MenuStep) -> bool:
    """Whether a step the law knows is one in this case and at this stage."""
    # An earlier plea is past; where nobody is to be made whole, nobody can forgive; a court prosecutes nobody.
    if step.stage or (step.id == "non_prosecution" and play.script.stage == "trial"):
        return False
    return play.script.repair is not None or not step.id.startswith(("compensation.", "reconciliation."))


def _range_of(step: MenuStep, lang: Lang) -> str:
    return months_range(*step.months, lang) if step.months[1] else ""


def _percent(used: tuple[float, float]) -> str:
    low, high = used
    ends = [f"{value:+g}%" if value else "0%" for value in used]
    return ends[0] if low == high else " … ".join(ends)

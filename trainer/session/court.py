"""The hearing: a judge examines the plea, shallowly or with care, then rules (CPL 190, 201, 226)."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.i18n.phrases import months, months_range, terms_phrase
from trainer.law.terms import Terms
from trainer.persona import bargain
from trainer.persona.bank import Traits
from trainer.persona.intent import Move, say
from trainer.persona.plea import is_free, is_knowing
from trainer.scenario.loader import Play
from trainer.scenario.models import Ending
from trainer.session.judging import charged, holds
from trainer.state import State
from trainer.text import Lang

CAREFUL = 0.5
CONTESTED = 0.75
"""Where in the range without a plea a court comes out, as a share of the way from its lower end."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Somebody's turn in the hearing."""

    who: str
    moves: tuple[Move, ...]


def choose_ending(play: Play, state: State) -> Ending:
    """The first ending whose condition holds."""
    for ending in play.script.endings:
        if holds(play, state, ending.when):
            return ending
    return play.script.endings[-1]


def opening(play: Play, state: State, judge: Traits) -> list[Cue]:
    """From the opening of the hearing to the question to the trainee."""
    lang = state.opening.lang
    who = play.cast_by_role("judge")
    if who is None:
        return []
    careful = judge.care >= CAREFUL
    name = play.cast["accused"].name[lang] if "accused" in play.cast else ""
    cues = [Cue(who.id, (say("open", name=name, charge=charged(play, state)[lang]),
                         say("rights" if careful else "rights.short")))]  # fmt: skip
    if state.signed:
        cues += _examination(play, state, who.id, careful)
    slots = {"terms": terms_phrase(bargain.spoken(state.agreed or state.offer or play.script.offer), lang)}
    cues.append(Cue(who.id, (say("ask.parties", **slots),)))
    prosecutor = play.cast_by_role("prosecutor")
    if prosecutor and state.trainee == "defence" and state.signed:
        why = (say("court.reasons", **_reckoning(play, state)),) if careful else ()
        cues.append(Cue(prosecutor.id, (say("court.recommend", **slots), *why)))
    return cues


def _reckoning(play: Play, state: State) -> dict[str, str]:
    """How the recommendation is reached, as the prosecution counts: start, base, range (Opinion 33)."""
    lang = state.opening.lang
    result = bargain.result_with(play, bargain.taken_up(play, state))
    low, high = result.declared.months
    return {"start": months_range(*result.start.used, lang), "base": months_range(*result.base, lang),
            "low": months(low, lang), "high": months(high, lang)}  # fmt: skip


def _examination(play: Play, state: State, judge: str, careful: bool) -> list[Cue]:
    """Question by question, each with the answer to just that question."""
    free, knowing = is_free(state), is_knowing(play, state)
    cues = _asked(judge, "ask.voluntary", "court.plea.free" if free else "court.plea.hollow")
    if careful:
        cues += _asked(judge, "ask.open", "court.why.own" if free else "court.why.led")
        cues += _on_pressure(play, state, judge)
        cues += _asked(judge, "ask.consequence", f"court.consequence.{'right' if knowing else 'wrong'}")
        cues.append(Cue(judge, (say("heard.well" if knowing else "heard.badly"),)))
    cues += _asked(judge, "ask.counsel", _counsel(state))
    if careful:
        cues += _asked(judge, "ask.fact", "court.account")
    elif not (free and knowing):
        cues.append(Cue(judge, (say("heard.passed"),)))
    return cues


def _asked(judge: str, question: str, answer: str) -> list[Cue]:
    return [Cue(judge, (say(question),)), Cue("accused", (say(answer),))]


def _on_pressure(play: Play, state: State, judge: str) -> list[Cue]:
    """The question after threats and promises (Opinion 39), and what the judge makes of the answer."""
    free = is_free(state)
    if not state.mind.disclosed and (free or state.mind.trust < 0.5):
        # A "no" that is none is heard as what it is; nobody can be made to say more.
        doubt = [] if free else [Cue(judge, (say("heard.doubt"),))]
        return [*_asked(judge, "ask.pressure", "court.pressure.hide"), *doubt]
    if free:
        return _asked(judge, "ask.pressure", "court.pressure.past")
    return [*_asked(judge, "ask.pressure", "court.pressure.tell"), *_told_of_pressure(play, judge)]


EXPLAINED = 3
"""So many of the ten duties explained are more than a word in passing."""


def _counsel(state: State) -> str:
    """What the accused can say of counsel's help: what took place, as the log has it, and nothing else."""
    if len(state.explained) >= EXPLAINED:
        return "court.counsel.helped"
    return "court.counsel.listened" if "ask:account" in state.done else "court.counsel.paper"


def _told_of_pressure(play: Play, judge: str) -> list[Cue]:
    """A judge who hears of pressure asks who and how before anything else (Opinion 39)."""
    mind = play.script.mind
    facts = [f"fact.{f}" for f in (mind.pressure_fact, mind.promise_fact) if f]
    return [Cue(judge, (say("ask.pressure.who"),)),
            Cue("accused", (Move(keys=(*facts, "ask.account")),)),
            Cue(judge, (say("heard.pressure"),))]  # fmt: skip


def verdict(play: Play, state: State, ending: Ending) -> tuple[list[Cue], Terms | None]:
    """The last word of the accused and what the court does; with the terms of the sentence, if there is one."""
    lang: Lang = state.opening.lang
    judge = play.cast_by_role("judge")
    if judge is None:
        return [], None
    agreed = state.agreed or state.offer or play.script.offer
    terms = sentence(play, state, ending, agreed)
    found = terms_phrase(bargain.spoken(terms), lang) if terms else ""
    asked = terms_phrase(bargain.spoken(agreed), lang)
    key = f"convert.{_why_not(play, state)}" if ending.court == "convert" else str(ending.court)
    if key in ("adjust", "below") and terms and terms.months == agreed.months:
        key = "adopt"  # what was agreed is already what the court would find
    # Asking the prosecution to adjust, a judge names what lies there and then what would fit.
    slots = {"terms": asked, "asked": found} if key == "adjust" else {"terms": found, "asked": asked}
    counsel = play.cast_by_role("defence")
    cues = [Cue(counsel.id, (say("court.view"),))] if counsel and state.trainee == "prosecutor" else []
    cues += [Cue(judge.id, (say("last_word"),)), Cue("accused", (say("court.last"),))]
    cues.append(Cue(judge.id, (Move(keys=(key,), slots=slots),)))
    prosecutor = play.cast_by_role("prosecutor")
    if key == "adjust" and prosecutor and state.trainee == "defence":
        cues.append(Cue(prosecutor.id, (say("court.adjust", terms=found),)))  # a question put to them is answered
    return cues, terms


def _why_not(play: Play, state: State) -> str:
    """What the plea fails by (CPL 226), so that the judge's words fit what is told of it: free will goes first."""
    if not is_free(state):
        return "pressed"
    return "contested" if is_knowing(play, state) else "unknowing"


def sentence(play: Play, state: State, ending: Ending, agreed: Terms) -> Terms | None:
    """The terms of the sentence in that ending, None where there is none yet. Months and yuan."""
    match ending.court:
        case "adopt":
            return agreed
        case "adjust" | "below":
            where = bargain.stand(play, state, 0.8, bargain.shown(play, state))
            lower = min(where.target, int(agreed.months[1]) if agreed.months else where.target)
            return bargain.terms_at(play, lower, agreed)
        case "ordinary":
            result = bargain.result_without_plea(play, state)
            low, high = result.declared.months
            return bargain.terms_at(play, round(low + CONTESTED * (high - low)), None, procedure="ordinary")
    return None

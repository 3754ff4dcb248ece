"""What was hidden: what the accused understood and believed, who had pressed them, and what signing would have been."""

from __future__ import annotations

from trainer import events as ev
from trainer.acts import DUTIES
from trainer.dialogue import law_talk
from trainer.i18n import catalogue, t
from trainer.i18n.phrases import months_range
from trainer.persona import bargain
from trainer.persona.plea import PRESSED, UNDERSTOOD, beliefs_on
from trainer.persona.voice import Speaker, lines_for
from trainer.report.marks import cut, law_title
from trainer.report.model import Belief, Pressure, Quote, Secret, Truth, Understood
from trainer.scenario.loader import Play
from trainer.scenario.people import sex_of
from trainer.scoring.record import Record
from trainer.scoring.rubric import Duty, load_rubric
from trainer.session.info import speaker
from trainer.state import State
from trainer.text import Lang

HALF = 0.3
STRONG, SOME = PRESSED, 0.25


def truth_of(play: Play, start: State, events: list[ev.Event], final: State, record: Record) -> Truth:
    """The hidden side of a session that is over."""
    lang, case = start.opening.lang, record.case
    true, free, knowing = bool(case.true), bool(case.free), bool(case.knowing)
    sound = true and free and knowing
    decided = record.decision()
    return Truth(
        text=play.script.truth[lang], true=true, free=free, knowing=knowing,
        right=t(lang, "report.plea.sign" if sound else "report.plea.not_sign"),
        did_right=decided.kind.startswith("sign") == sound if decided else None,
        range=months_range(*bargain.result_with(play, bargain.shown(play, final)).declared.months, lang),
        range_without_plea=months_range(*bargain.result_without_plea(play, final).declared.months, lang),
        understood=tuple(_understood(play, duty, start, final) for duty in DUTIES),
        beliefs=_beliefs(play, events, final), pressures=_pressures(start, events, final),
        secrets=_secrets(play, events, lang), sex=sex_of(play, "accused"),
    )  # fmt: skip


def _duty(duty: str) -> Duty:
    return next(d for d in load_rubric("explanation").duties if d.id == duty)


def _understood(play: Play, duty: str, start: State, final: State) -> Understood:
    return Understood(duty, _duty(duty).name[start.opening.lang], _level(play, start, duty), _level(play, final, duty))


def _level(play: Play, state: State, duty: str) -> str:
    """understood, half or not: nobody has understood what they have a wrong belief about."""
    known = state.mind.understands(duty)
    if known >= UNDERSTOOD and not beliefs_on(play, state, duty):
        return "understood"
    return "half" if known >= HALF else "not"


def _beliefs(play: Play, events: list[ev.Event], final: State) -> tuple[Belief, ...]:
    lang = final.opening.lang
    return tuple(
        Belief(belief, _duty(duty).name[lang], _planter(play, belief, lang), _in_words(play, final, belief),
               *_right(belief, duty, lang), _planted(play, events, belief, lang), belief not in law_talk.claims())
        for duty in DUTIES for belief in beliefs_on(play, final, duty)
    )  # fmt: skip


def _planter(play: Play, belief: str, lang: Lang) -> str:
    """Who the accused has it from, where the play or the program knows."""
    own = next((b.source for b in play.script.mind.beliefs if b.id == belief), "")
    source = own or (belief.partition("promised_")[2] if "promised_by_" in belief else "")
    return _source(source, lang) if source else ""


def _planted(play: Play, events: list[ev.Event], belief: str, lang: Lang) -> Quote | None:
    """The turn in which somebody said it in this session, or after which the accused believed it."""
    said: ev.Said | None = None
    before: ev.Said | None = None
    for event in events:
        if isinstance(event, ev.Said):
            before = event if event.speaker == ev.TRAINEE else before
            said = said or (event if belief in event.claims else None)
        elif isinstance(event, ev.MindMoved) and belief in event.believes:
            said = said or before
    return Quote(said.turn, speaker(play, said.speaker, lang), *cut(said.text, lang)) if said else None


def _in_words(play: Play, final: State, belief: str) -> str:
    """How the accused puts it: a line they have said in this session, else the first the play has for it."""
    key = f"report.belief.{belief.partition('.')[2]}"
    if known := catalogue(final.opening.lang).get(key):
        return known
    member = play.cast_by_role("accused")
    if member is None:
        return ""
    who = Speaker(member.id, "accused", final.opening.personas.get(member.id, ""), play.folder, final.opening.lang)
    lines = lines_for(who, f"belief.{belief}")
    said = [line for line in lines if any(line in text for text in final.spoken)]
    return (said or lines or [""])[0]


def _right(belief: str, duty: str, lang: Lang) -> tuple[str, str]:
    """What is right, and the article: the claim's own text, else what the duty is about."""
    claim = law_talk.claims().get(belief)
    if claim:
        return claim.truth[lang], law_title(claim.article, lang)
    found = _duty(duty)
    return found.advice.say[lang], law_title(found.advice.article, lang)


def _pressures(start: State, events: list[ev.Event], final: State) -> tuple[Pressure, ...]:
    """Every pressure at its height, the strongest first."""
    lang = start.opening.lang
    height = dict(start.mind.pressure)
    now = dict(start.mind.pressure)
    for event in events:
        if isinstance(event, ev.MindMoved | ev.BeatPlayed):
            for source, change in event.pressure.items():
                now[source] = min(1.0, max(0.0, now.get(source, 0.0) + change))
                height[source] = max(height.get(source, 0.0), now[source])
    ordered = sorted((v, s) for s, v in height.items() if v > 0)[::-1]
    return tuple(
        Pressure(_source(source, lang), "strong" if value >= STRONG else "some" if value >= SOME else "slight",
                 source in final.mind.disclosed, source in final.mind.dealt, source.startswith("by_"))
        for value, source in ordered
    )  # fmt: skip


def _source(source: str, lang: Lang) -> str:
    """Who or what pressed. An author's own word that the catalogue does not know is shown as written."""
    return catalogue(lang).get(f"report.source.{source}") or source.replace("_", " ")


def _secrets(play: Play, events: list[ev.Event], lang: Lang) -> tuple[Secret, ...]:
    mind = play.script.mind
    out = []
    for fact in dict.fromkeys((mind.pressure_fact, mind.promise_fact)):
        if fact in play.facts:
            told = (e.turn for e in events if isinstance(e, ev.Said) and e.speaker != ev.TRAINEE and fact in e.facts)
            out.append(Secret(play.facts[fact].text[lang], next(told, 0)))
    return tuple(out)

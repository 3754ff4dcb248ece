"""Lint: what an author would otherwise find out in play. Every fault is one line with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from trainer.acts import ACT_IDS
from trainer.content import find
from trainer.errors import TrainerError
from trainer.persona import bargain
from trainer.persona.bank import load_bank, load_persona
from trainer.persona.scene import mentions
from trainer.scenario.conditions import When
from trainer.scenario.loader import Play, load_play, scenario_folder
from trainer.scenario.models import Fact
from trainer.text import LANGS


def lint(scenario: str) -> list[str]:
    """All faults of a scenario, none if it is sound."""
    try:
        play = load_play(scenario)
        return [f"{play.folder / 'scenario.yaml'}: {fault}" for fault in _faults(play)] + list(_texts(play))
    except TrainerError as error:
        return [error.line()]


def _faults(play: Play) -> Iterator[str]:
    yield from _references(play)
    yield from _conditions(play)
    broken = list(_patterns(play))
    yield from broken
    if not broken:
        yield from _secrets(play)
    yield from _law(play)
    if play.script.endings[-1].when != When():
        yield "endings: the last one must take every case (when: {})"


def _references(play: Play) -> Iterator[str]:
    script = play.script
    yield from _unknown("opening", script.opening.values(), play.rooms)
    yield from _unknown("documents.facts", (f for d in script.documents for f in d.facts), play.facts)
    yield from _unknown("documents.rooms", (r for d in script.documents for r in d.rooms), play.rooms)
    yield from _unknown("rooms.listeners", (who for r in script.rooms for who in r.listeners), play.cast)
    yield from _unknown("circumstances.proof", (d for c in script.circumstances for d in c.proof), play.documents)
    yield from _unknown("weak_points.documents", (d for w in script.weak_points for d in w.documents), play.documents)
    hidden = [f.hidden for f in script.facts if f.hidden]
    yield from _unknown("facts.hidden.rooms", (r for h in hidden for r in h.rooms), play.rooms)
    yield from _unknown("facts.hidden.by", (h.by for h in hidden), play.cast)
    yield from _unknown("facts.hidden.asked", (a for h in hidden for a in h.asked), ACT_IDS)
    secrets = [x for x in (script.mind.pressure_fact, script.mind.promise_fact) if x]
    yield from _unknown("mind", secrets, play.facts)
    yield from _unknown("grants", (f"request:{topic}" for topic in script.grants), ACT_IDS)
    for role, rubrics in script.rubrics.items():
        for name in rubrics:
            if find("rubrics", f"{name}.yaml") is None:
                yield f"rubrics.{role}: unknown rubric '{name}'"
    yield from _personas(play)


def _personas(play: Play) -> Iterator[str]:
    for member in play.script.cast:
        for persona in member.personas:
            try:
                role = load_persona(persona).role
            except TrainerError as error:
                yield f"cast.{member.id}: {error.line()}"
                continue
            if role != member.role:
                yield f"cast.{member.id}: '{persona}' plays a {role}, not a {member.role}"


def _unknown(where: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    there = set(known)
    for name in sorted(set(names) - there):
        yield f"{where}: unknown '{name}'"


def _all_conditions(play: Play) -> Iterator[tuple[str, When]]:
    script = play.script
    owned = [(f"beats.{b.id}", b.when) for b in script.beats] + [(f"endings.{e.id}", e.when) for e in script.endings]
    owned += [(f"rooms.{r.id}", r.opens) for r in script.rooms if r.opens]
    owned += [(f"documents.{d.id}", d.opens) for d in script.documents if d.opens]
    owned += [(f"circumstances.{c.id}", c.needs) for c in script.circumstances if c.needs]
    for where, when in owned:
        yield from _nested(where, when)


def _nested(where: str, when: When) -> Iterator[tuple[str, When]]:
    yield where, when
    for inner in (*when.any, *when.none):
        yield from _nested(where, inner)


def _conditions(play: Play) -> Iterator[str]:
    circumstances = set(play.circumstances) | (
        {play.script.repair.paid, play.script.repair.forgiven} if play.script.repair else set()
    )
    for where, w in _all_conditions(play):
        yield from _unknown(where, (*w.said, *w.said_all, *w.said_last), ACT_IDS)
        yield from _unknown(where, (*w.room, *w.entered, *w.never_entered), play.rooms)
        yield from _unknown(where, (*w.read, *w.unread), play.documents)
        yield from _unknown(where, (*w.knows, *w.unknown), play.facts)
        yield from _unknown(where, w.circumstance, circumstances)
        yield from _unknown(where, w.persona, play.cast)


def _patterns(play: Play) -> Iterator[str]:
    script = play.script
    named = [(f"facts.{f.id}", f.topics) for f in script.facts] + [
        (f"weak_points.{w.id}", w.topics) for w in script.weak_points
    ]
    named += [(f"facts.{f.id}.named", f.named) for f in script.facts]
    named += [(f"facts.{f.id}.details.{d.id}", d.topics) for f in script.facts for d in f.details]
    named += [(f"circumstances.{c.id}", c.proof_words) for c in script.circumstances]
    for where, patterns in [*named, ("params.redflag_topics", script.params.redflag_topics)]:
        for lang in LANGS:
            for pattern in patterns[lang]:
                try:
                    re.compile(pattern)
                except re.error as error:
                    yield f"{where}.{lang}: '{pattern}' is no regular expression ({error})"


def _secrets(play: Play) -> Iterator[str]:
    """What is kept back or let slip can be asked for by name, in both languages, and in the words that let it slip."""
    for fact in play.script.facts:
        if fact.hidden or fact.hinted_by:
            for lang in LANGS:
                if not fact.named[lang]:
                    yield f"facts.{fact.id}.named.{lang}: no words by which a question can name it"
        for key in fact.hinted_by:
            who, _, line = key.partition(".")
            if who not in fact.known_by:
                yield f"facts.{fact.id}.hinted_by: '{key}' is spoken by somebody who does not know the fact"
            elif line.startswith("beat."):
                yield from _slips(play, fact, key)


def _slips(play: Play, fact: Fact, key: str) -> Iterator[str]:
    """Lines that let a fact slip in words by which nobody could ask on. Other keys hold lines of many kinds."""
    for lang in LANGS:
        for line in load_bank(play.folder / f"voice.{lang}.yaml").get(key, []):
            if not (mentions(fact.named, line, lang) or mentions(fact.topics, line, lang)):
                yield f"facts.{fact.id}.{lang}: nothing in 'named' or 'topics' takes up the line “{line}”"


def _law(play: Play) -> Iterator[str]:
    result = bargain.result_with(play, frozenset(c.id for c in play.script.circumstances if c.in_offer))
    for breach in bargain.breaches(play.script.offer, result):
        yield f"offer: leaves the lawful range ({breach}); lawful are {result.declared.months} months"


def _texts(play: Play) -> Iterator[str]:
    """Documents and voices, in both languages."""
    folder = scenario_folder(play.script.id)
    banks = {}
    for lang in LANGS:
        for document in play.script.documents:
            path = folder / "documents" / f"{document.id}.{lang}.md"
            if not path.is_file():
                yield f"{path}: missing"
        banks[lang] = load_bank(folder / f"voice.{lang}.yaml")
    for key in sorted(set(banks["en"]) ^ set(banks["zh"])):
        yield f"{folder}: '{key}' has lines in one language only"
    for key in sorted(banks["en"]):
        if key.partition(".")[0] not in play.cast:
            yield f"{folder / 'voice.en.yaml'}: '{key}' belongs to nobody in the cast"
    wanted = {line for beat in play.script.beats for line in beat.then.say}
    wanted |= {key for fact in play.script.facts for key in _fact_lines(fact)}
    wanted |= {f"accused.belief.{b.id}" for b in play.script.mind.beliefs}
    wanted |= {key for fact in play.script.facts for key in fact.hinted_by}
    for key in sorted(wanted - set(banks["en"])):
        yield f"{folder / 'voice.en.yaml'}: no lines for '{key}'"


def _fact_lines(fact: Fact) -> Iterator[str]:
    if fact.hidden:
        yield f"{fact.hidden.by}.fact.{fact.id}"
        yield f"{fact.hidden.by}.fact.{fact.id}.hide"
    for detail in fact.details:
        teller = fact.hidden.by if fact.hidden else fact.known_by[0] if fact.known_by else ""
        yield f"{teller}.fact.{fact.id}.{detail.id}"

"""Lint: what an author would otherwise find out in play. Every fault is one line with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from trainer.acts import ACT_IDS
from trainer.content import find
from trainer.errors import TrainerError
from trainer.i18n.faults import said
from trainer.persona import bargain
from trainer.persona.bank import Bank, load_bank, load_persona, persona_bank, shared_bank
from trainer.persona.catalogue import KEYS
from trainer.persona.scene import mentions
from trainer.scenario.conditions import When
from trainer.scenario.headlines import Broken, listed
from trainer.scenario.loader import Play, load_play, scenario_folder
from trainer.scenario.models import Belief, CastMember, Fact
from trainer.scenario.people import misspoken
from trainer.text import LANGS, Lang


def lint(scenario: str) -> list[str]:
    """All faults of a scenario, none if it is sound."""
    try:
        play = load_play(scenario)
        line = listed(scenario)
        if isinstance(line, Broken):
            return [said(line.fault)]
        return [f"{play.folder / 'scenario.yaml'}: {fault}" for fault in _faults(play)] + list(_texts(play))
    except TrainerError as error:
        return [said(error)]


def _faults(play: Play) -> Iterator[str]:
    yield from _references(play)
    yield from _conditions(play)
    broken = list(_patterns(play))
    yield from broken
    if not broken:
        yield from _secrets(play)
    yield from _law(play)
    yield from _chairs(play)
    yield from _people(play)
    if play.script.endings[-1].when != When():
        yield "endings: the last one must take every case (when: {})"


def _chairs(play: Play) -> Iterator[str]:
    """Whatever a chair needs is there for each chair; what is hard in one is not what is hard in the other."""
    script = play.script
    for role in script.roles:
        for key in ("opening", "brief", "task", "learn", "rubrics"):
            if role not in getattr(script, key):
                yield f"{key}: nothing for {role}"
    goals = list(script.learn.items())
    for at, (role, own) in enumerate(goals):
        for other, theirs in goals[:at]:
            shared = [goal.en for goal in own if goal in theirs]
            if shared:
                yield f"learn.{role}: the same as learn.{other} ('{shared[0]}'); name what is hard in this chair"


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
    if sheet := script.affidavit:
        yield from _unknown("affidavit.document", [sheet.document], play.documents)
        yield from _unknown("affidavit.anew", (w for a in sheet.anew for w in a.conceded), play.weak_points)
    yield from _unknown("repair.agreed", script.repair.agreed if script.repair else (), play.facts)
    yield from _unknown("grants", (f"request:{topic}" for topic in script.grants), ACT_IDS)
    for role, rubrics in script.rubrics.items():
        for name in rubrics:
            if find("rubrics", f"{name}.yaml") is None:
                yield f"rubrics.{role}: unknown rubric '{name}'"
    yield from _personas(play)


def _people(play: Play) -> Iterator[str]:
    """He or she, where the cast says which: no line about the accused or the victim says they."""
    for member in play.script.cast:
        if member.role in ("accused", "victim") and member.sex is None:
            yield f"cast.{member.id}: sex is missing (female or male)"
    roles = {m.role for m in play.script.cast if m.role != "accused"}  # what the accused calls they is the other side
    for lang in LANGS:
        banks = {f"_shared/{role}.{lang}.yaml": shared_bank(role, lang) for role in roles}
        banks |= {f"{p}/voice.{lang}.yaml": persona_bank(p, lang)
                  for m in play.script.cast if m.role in roles for p in m.personas}  # fmt: skip
        for where, bank in sorted(banks.items()):
            for key, lines in bank.items():
                for line in lines:
                    if words := misspoken(line, lang):
                        yield f"personas/{where}: {key}: '{words}': write {{{{ {'they' if lang == 'en' else 'ta'} }}}}"


def _personas(play: Play) -> Iterator[str]:
    for member in play.script.cast:
        for persona in member.personas:
            try:
                role = load_persona(persona).role
            except TrainerError as error:
                yield f"cast.{member.id}: {said(error)}"
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
    owned += [("charges", c.when) for c in script.charges]
    owned += [("range_known", script.range_known)]
    owned += [(f"endings.{e.id}.text", p.when) for e in script.endings for p in e.text if p.when]
    owned += [(f"rooms.{r.id}", r.opens) for r in script.rooms if r.opens]
    owned += [(f"documents.{d.id}", d.opens) for d in script.documents if d.opens]
    owned += [(f"circumstances.{c.id}", c.needs) for c in script.circumstances if c.needs]
    for where, when in owned:
        yield from _nested(where, when)


def _nested(where: str, when: When) -> Iterator[tuple[str, When]]:
    yield where, when
    for inner in (*when.any, *when.none):
        yield from _nested(where, inner)


def _keys(play: Play, member: CastMember) -> set[str]:
    """What a member of the cast can say: the keys of the role, and those that this scenario adds."""
    own, prefix = load_bank(scenario_folder(play.script.id) / "voice.en.yaml"), f"{member.id}."
    return {*KEYS.get(member.role, {}), *(key.removeprefix(prefix) for key in own if key.startswith(prefix))}


def _conditions(play: Play) -> Iterator[str]:
    lines = {f"{c.id}.{key}" for c in play.script.cast for key in _keys(play, c)}
    flags = {"never"} | {flag for beat in play.script.beats for flag in beat.then.flags}
    circumstances = set(play.circumstances) | (
        {play.script.repair.paid, play.script.repair.forgiven} if play.script.repair else set()
    )
    for where, w in _all_conditions(play):
        yield from _unknown(where, (*w.said, *w.said_all, *w.said_last), ACT_IDS)
        yield from _unknown(where, (*w.room, *w.entered, *w.never_entered), play.rooms)
        yield from _unknown(where, (*w.read, *w.unread), play.documents)
        yield from _unknown(where, (*w.knows, *w.unknown), play.facts)
        yield from _unknown(where, w.believes, {b.id for b in play.script.mind.beliefs})
        yield from _unknown(where, w.circumstance, circumstances)
        yield from _unknown(where, w.conceded, play.weak_points)
        yield from _unknown(where, w.persona, play.cast)
        yield from _unknown(where, w.heard, lines)
        yield from _unknown(where, (*w.flags, *w.no_flags), flags)


def _patterns(play: Play) -> Iterator[str]:
    script = play.script
    named = [(f"facts.{f.id}", f.topics) for f in script.facts] + [
        (f"weak_points.{w.id}", w.topics) for w in script.weak_points
    ]
    named += [(f"facts.{f.id}.named", f.named) for f in script.facts]
    named += [(f"facts.{f.id}.details.{d.id}", d.topics) for f in script.facts for d in f.details]
    named += [(f"circumstances.{c.id}", c.proof_words) for c in script.circumstances]
    named += [(f"mind.beliefs.{b.id}", b.against) for b in script.mind.beliefs]
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
            path = _paper(play, document.id, lang)
            if not path.is_file():
                yield f"{path}: missing"
        yield from _slots(play, lang)
        banks[lang] = load_bank(folder / f"voice.{lang}.yaml")
        yield from _quotes(play, lang, banks[lang])
    for key in sorted(set(banks["en"]) ^ set(banks["zh"])):
        yield f"{folder}: '{key}' has lines in one language only"
    for key in sorted(banks["en"]):
        if key.partition(".")[0] not in play.cast:
            yield f"{folder / 'voice.en.yaml'}: '{key}' belongs to nobody in the cast"
    wanted = {line for beat in play.script.beats for line in beat.then.say}
    wanted |= {key for fact in play.script.facts for key in _fact_lines(fact)}
    wanted |= {key for belief in play.script.mind.beliefs for key in _belief_lines(belief)}
    wanted |= {key for fact in play.script.facts for key in fact.hinted_by}
    for key in sorted(wanted - set(banks["en"])):
        yield f"{folder / 'voice.en.yaml'}: no lines for '{key}'"


_QUOTED = {"en": re.compile(r"“([^”]{12,})”|\"([^\"]{12,})\""), "zh": re.compile(r"“([^”]{5,})”|\"([^\"]{5,})\"")}


def _quotes(play: Play, lang: Lang, bank: Bank) -> Iterator[str]:
    """An ending quotes nobody who may never have said it: only papers, and lines that are there to be spoken."""
    papers = [play.text(d.id, lang) for d in play.script.documents if _paper(play, d.id, lang).is_file()]
    file = play.folder / "scenario.yaml"
    there = "\n".join([*papers, *(line for lines in bank.values() for line in lines)])
    for ending in play.script.endings:
        for passage in ending.text:
            for found in _QUOTED[lang].finditer(passage[lang]):
                words = (found[1] or found[2]).strip(" .,。，")
                if words not in there:
                    yield f"{file}: endings.{ending.id}: quotes '{words}', which stands nowhere"


def _slots(play: Play, lang: Lang) -> Iterator[str]:
    """The affidavit can only follow the deal where its text leaves room for it."""
    if (sheet := play.script.affidavit) and (path := _paper(play, sheet.document, lang)).is_file():
        for slot in ("{{ facts }}", "{{ terms }}"):
            if slot not in path.read_text(encoding="utf-8"):
                yield f"{path}: the affidavit needs {slot}"


def _paper(play: Play, document: str, lang: Lang) -> Path:
    return play.folder / "documents" / f"{document}.{lang}.md"


def _belief_lines(belief: Belief) -> Iterator[str]:
    yield f"accused.belief.{belief.id}"
    if belief.against.en or belief.against.zh:
        yield f"accused.hear.belief.{belief.id}.shaken"
        yield f"accused.hear.belief.{belief.id}.gone"


def _fact_lines(fact: Fact) -> Iterator[str]:
    if fact.hidden:
        yield f"{fact.hidden.by}.fact.{fact.id}"
        yield f"{fact.hidden.by}.fact.{fact.id}.hide"
    for detail in fact.details:
        teller = fact.hidden.by if fact.hidden else fact.known_by[0] if fact.known_by else ""
        yield f"{teller}.fact.{fact.id}.{detail.id}"

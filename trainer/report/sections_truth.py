"""The hidden side of the page: the truth, the plea, what was understood and believed, who had pressed."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.i18n import t
from trainer.i18n.pronouns import pronouns
from trainer.report.model import Belief, Debrief, Pressure, Secret, Truth, Understood
from trainer.report.page import Block, Entries, Entry, Heading, Inline, Para, Span, Table, line, strong
from trainer.report.sections_marks import quote_line

_TONE = {"understood": "yes", "half": "none", "not": "no"}
_SIGN = {"understood": "✓", "half": "–", "not": "✗"}


def truth(d: Debrief) -> Iterator[Block]:
    """The section, or nothing where it is withheld."""
    if d.truth is None:
        return
    yield Heading(2, t(d.lang, "report.section.truth"), "truth")
    yield Para(line(d.truth.text))
    yield from _plea(d, d.truth)
    yield Heading(3, t(d.lang, "report.section.understood"))
    head = tuple(t(d.lang, f"report.understood.{k}") for k in ("duty", "before", "after"))
    yield Table(head, tuple(_understood(d, row) for row in d.truth.understood))
    yield Heading(3, t(d.lang, "report.section.beliefs"))
    yield _listed([_belief(d, b, d.truth.sex) for b in d.truth.beliefs], t(d.lang, "report.beliefs.none"))
    yield Heading(3, t(d.lang, "report.section.pressures"))
    pressed = [*(_pressure(d, p) for p in d.truth.pressures), *(_secret(d, s) for s in d.truth.secrets)]
    yield _listed(pressed, t(d.lang, "report.pressures.none", **pronouns(d.truth.sex, d.lang)))


def _listed(entries: list[Entry], none: str) -> Block:
    return Entries(tuple(entries)) if entries else Para(line(none))


def _plea(d: Debrief, truth: Truth) -> Iterator[Block]:
    lang = d.lang
    yield Heading(3, t(lang, "report.section.plea"))
    entries, people = [], pronouns(truth.sex, lang)
    for key, value in (("true", truth.true), ("free", truth.free), ("knowing", truth.knowing)):
        word = "yes" if value else "no"
        mark = Span(f"{'✓' if value else '✗'} {t(lang, f'report.plea.{word}')}", "mark", tone=word)
        name, why = t(lang, f"report.plea.{key}"), t(lang, f"report.plea.{key}_{word}", **people)
        entries.append(Entry(line(strong(name), t(lang, "report.colon"), mark, t(lang, "report.sep"), why), tone=word))
    yield Entries(tuple(entries))
    did = "no_decision" if truth.did_right is None else "did_right" if truth.did_right else "did_wrong"
    space = " " if lang == "en" else ""
    yield Para(line(truth.right, space, t(lang, f"report.plea.{did}")))
    without = t(lang, "report.plea.range_without", range=truth.range_without_plea)
    yield Para(line(t(lang, "report.plea.range", range=truth.range), space, without))


def _understood(d: Debrief, row: Understood) -> tuple[Inline, ...]:
    return (line(strong(row.name)), _level(d, row.before), _level(d, row.after))


def _level(d: Debrief, level: str) -> Inline:
    return line(Span(f"{_SIGN[level]} {t(d.lang, f'report.understood.{level}')}", "mark", tone=_TONE[level]))


def _belief(d: Debrief, belief: Belief, sex: str) -> Entry:
    lang, colon = d.lang, t(d.lang, "report.colon")
    right = "beliefs.example" if belief.example else "beliefs.right"
    pairs = [("beliefs.words", belief.words), (right, belief.right), ("rows.law", belief.law)]
    below = [quote_line(belief.planted, lang)] if belief.planted else []
    below += [line(strong(t(lang, f"report.{key}", **pronouns(sex, lang))), colon, text) for key, text in pairs if text]
    source = (t(lang, "report.sep"), t(lang, "report.beliefs.from_whom", source=belief.source)) if belief.source else ()
    return Entry(line(strong(belief.duty), *source), tuple(below), "no")


def _pressure(d: Debrief, p: Pressure) -> Entry:
    lang = d.lang
    told = t(lang, f"report.pressures.{'own' if p.own else 'came_out' if p.came_out else 'hidden'}")
    dealt = t(lang, "report.pressures.dealt" if p.dealt else "report.pressures.not_dealt")
    words = t(lang, "report.pressures.line", strength=t(lang, f"report.pressures.{p.strength}"), told=told, dealt=dealt)
    return Entry(line(strong(p.source), t(lang, "report.colon"), words), tone="yes" if p.dealt else "no")


def _secret(d: Debrief, secret: Secret) -> Entry:
    lang = d.lang
    if secret.turn:
        turn = t(lang, "report.turn", n=secret.turn)
        told = Span(t(lang, "report.pressures.secret_told", turn=turn), "turn", secret.turn)
    else:
        told = Span(t(lang, "report.pressures.secret_never"))
    return Entry(line(told, t(lang, "report.colon"), secret.text), tone="yes" if secret.turn else "no")

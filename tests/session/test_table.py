"""The table as the trainee sees it: every outcome of the menu once, every figure once."""

from dataclasses import replace

import pytest
from kit import in_room, opening

from trainer import events as ev
from trainer.i18n import t
from trainer.i18n.phrases import months_range
from trainer.law.terms import Terms
from trainer.scenario.loader import load_play, scenario_ids
from trainer.session import info, table
from trainer.text import LANGS


def _states(scenario, lang):
    """A session at several points: nothing read, everything read, everything made good."""
    play = load_play(scenario)
    start = opening(scenario, lang=lang)
    read = in_room(start, play.script.rooms[0].id, *(ev.Read(document=d.id) for d in play.script.documents))
    paid = in_room(read, play.script.rooms[0].id, *(ev.Established(circumstance=c) for c in play.circumstances))
    return play, (start, read, paid)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scenario", scenario_ids())
def test_no_outcome_of_the_menu_stands_there_twice(scenario, lang):
    play, states = _states(scenario, lang)
    for state in states:
        if table.lawful_range(play, state) is None:
            continue
        view = table.lawful_range(play, state)
        shown = [(way.kind, way.phrase) for way in view.menu]
        assert len(shown) == len(set(shown))
        assert view.phrase not in [way.phrase for way in view.menu], "the range as it is would change nothing"
        labels = [step.label for way in view.menu for step in way.steps]
        assert len(labels) == len(set(labels))
        text = info.menu_text(play, state)
        assert all(text.count(label) == 1 for way in view.menu for label in [info.way_heading(way, lang)])


def test_steps_that_lead_to_one_range_share_its_line():
    play, (start, _, paid) = _states("courier-theft", "en")
    start = in_room(start, "file", ev.Read(document="prosecution-opinion"))
    (lower,) = [way for way in table.lawful_range(play, start).menu if way.kind == "lower"]
    assert lower.phrase == months_range(4, 10, "en")
    assert len(lower.steps) == 4
    assert not [way for way in table.lawful_range(play, paid).menu if way.kind == "lower"], "all of it is done"


def test_nobody_to_make_whole_and_no_step_towards_it():
    play, (start, *_) = _states("courier-theft", "en")
    start = in_room(start, "file", ev.Read(document="prosecution-opinion"))
    alone = replace(play, script=play.script.model_copy(update={"repair": None, "stage": "trial"}))
    labels = [step.label for way in table.lawful_range(alone, start).menu for step in way.steps]
    assert labels
    assert not [label for label in labels if "forgiv" in label or "non-prosecution" in label]


def test_a_figure_said_again_stands_once_in_the_ledger():
    _, (start, *_) = _states("courier-theft", "en")
    nine, six = Terms(months=(9, 9)), Terms(months=(6, 6))
    said = [("prosecutor", nine), ("defence", six), ("defence", six), ("prosecutor", nine), ("prosecutor", six)]
    state = in_room(start, "consultation", *(ev.OfferMade(by=by, terms=terms) for by, terms in said))
    assert [(row.by, "six" in row.phrase) for row in table.ledger(state)] == [
        ("prosecutor", False), ("defence", True), ("prosecutor", True)
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_the_range_waits_for_the_papers_and_counts_only_what_was_read(lang):
    play, (start, *_) = _states("courier-theft", lang)
    assert table.lawful_range(play, start) is None
    assert info.menu_text(play, start) == t(lang, "menu.unknown")
    priced = in_room(start, "file", ev.Read(document="appraisal"))
    confessed = in_room(priced, "file", ev.Read(document="record-1"))
    heard = in_room(priced, "consultation", ev.OfferMade(by="prosecutor", terms=play.script.offer))
    sources = [table.lawful_range(play, s).sources for s in (priced, confessed, heard)]
    assert not [s for s in sources[0] if "67" in s], "nobody has told of a confession"
    assert all([s for s in shown if "67" in s] for shown in sources[1:])

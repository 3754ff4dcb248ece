"""The table as the trainee sees it: every outcome of the menu once, every figure once."""

from dataclasses import replace

import pytest
from kit import in_room, opening

from trainer import events as ev
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
    (lower,) = [way for way in table.lawful_range(play, start).menu if way.kind == "lower"]
    assert lower.phrase == months_range(4, 10, "en")
    assert len(lower.steps) == 4
    assert not [way for way in table.lawful_range(play, paid).menu if way.kind == "lower"], "all of it is done"


def test_nobody_to_make_whole_and_no_step_towards_it():
    play, (start, *_) = _states("courier-theft", "en")
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

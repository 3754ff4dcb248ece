"""Endings: what is told of a session is what happened in it, or what came after."""

import itertools

import pytest
from kit import new_session, typed

from trainer import events as ev
from trainer.law.terms import Terms
from trainer.scenario.loader import load_play, scenario_ids
from trainer.session.narrate import narrate
from trainer.text import LANGS, guess_lang

CASES = [
    (s, r, j) for s in scenario_ids() for r in load_play(s).script.roles for j in load_play(s).cast["judge"].personas
]


def ended(session):
    """The text of the ending as it is shown."""
    return narrate(session.play, session.events[-1], session.lang).text


def signed(scenario, role="defence", lang="en", judge="docket", accused="frightened", probation=None):
    session = new_session(scenario, role=role, lang=lang, personas={"judge": judge, "accused": accused})
    typed(session)
    table = next(r for r in session.play.rooms_for(role) if r.kind == "signing")
    typed(session, f"/go {table.id}")
    if probation is not None:
        offer = session.play.script.offer.model_copy(update={"probation": probation, "probation_months": 12.0})
        session.happen(ev.OfferMade(by="prosecutor", terms=offer))
    typed(session, "/sign", "/sign", "/rest")
    assert session.closed
    return session


@pytest.mark.parametrize(("scenario", "role", "judge"), CASES)
@pytest.mark.parametrize("lang", LANGS)
def test_an_ending_tells_of_the_hearing_only_what_was_said_in_it(scenario, role, judge, lang):
    for accused in load_play(scenario).cast["accused"].personas:
        session = signed(scenario, role, lang, judge, accused)
        ending = next(e for e in session.play.script.endings if e.id == session.state.closed.ending)
        spoken = {f"{e.speaker}.{key}" for e in session.events if isinstance(e, ev.Said) for key in e.gist}
        text = ended(session)
        assert text
        assert guess_lang(text) == lang
        for passage in ending.text:
            if passage.when and passage.when.heard and not set(passage.when.heard) & spoken:
                assert passage[lang] not in text


@pytest.mark.parametrize(
    ("probation", "word", "not_word"), [(False, "cellmate", "at home"), (True, "at home", "cellmate")]
)
def test_who_was_given_a_suspended_sentence_sleeps_at_home(probation, word, not_word):
    session = signed("courier-theft", probation=probation)
    assert session.state.closed.ending == "paper-peace"
    assert word in ended(session)
    assert not_word not in ended(session)


def test_nobody_is_said_to_have_brought_what_was_never_seen():
    session = signed("courier-theft")
    assert ("plastic bag" in ended(session)) == ("bag" in session.state.flags)
    bare = session.events[-1].model_copy(update={"told": tuple(
        at for at, p in enumerate(next(e for e in session.play.script.endings if e.id == "paper-peace").text)
        if p.when is None or "bag" not in p.when.flags
    )})  # fmt: skip
    assert "plastic bag" not in narrate(session.play, bare, "en").text


def test_a_record_that_kept_no_passages_is_told_what_holds_in_any_case():
    play = load_play("courier-theft")
    for ending, lang in itertools.product(play.script.endings, LANGS):
        old = ev.Closed(ending=ending.id, court=ending.court, terms=Terms())
        text = narrate(play, old, lang).text
        assert text
        assert all((p[lang] in text) == (p.when is None) for p in ending.text)


@pytest.mark.parametrize("lang", LANGS)
def test_no_ending_is_left_without_words(lang):
    for scenario in scenario_ids():
        for ending in load_play(scenario).script.endings:
            assert any(p.when is None for p in ending.text), ending.id

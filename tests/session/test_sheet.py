"""The affidavit as a sheet: it follows the deal, and says so where it does not."""

import pytest
from kit import infos, new_session, typed

from trainer import events as ev
from trainer.i18n.phrases import terms_phrase
from trainer.law.terms import Terms
from trainer.persona import bargain
from trainer.scenario.loader import scenario_ids
from trainer.session import sheet
from trainer.text import LANGS

LOWER = Terms(kind="detention", months=(4, 4), fine_yuan=2500, procedure="fast_track")
ASK = {"en": "I ask that the affidavit be corrected.", "zh": "请更正具结书。"}


def at_the_table(scenario, lang="en", role="defence"):
    session = new_session(scenario, lang=lang, role=role)
    table = next(r for r in session.play.rooms_for(role) if r.kind == "signing")
    typed(session, f"/go {table.id}")
    return session


def deal(session, *points):
    """The prosecution gives these points up and goes lower."""
    for point in points:
        session.happen(ev.GroundAnswered(ground=point, outcome="conceded", share=1.0))
    session.happen(ev.OfferMade(by="prosecutor", terms=LOWER))


def read(session):
    return sheet.paper(session.play, session.state, session.play.script.affidavit.document, session.lang)


def phrase(terms, lang):
    return terms_phrase(bargain.spoken(terms), lang)


@pytest.mark.parametrize("scenario", scenario_ids())
@pytest.mark.parametrize("lang", LANGS)
def test_the_first_sheet_says_what_was_first_recommended(scenario, lang):
    session = at_the_table(scenario, lang)
    text = read(session)
    assert "{{" not in text
    assert phrase(session.play.script.offer, lang) in text
    assert session.play.script.affidavit.facts[lang] in text
    assert not sheet.stale(session.play, session.state)


@pytest.mark.parametrize("scenario", scenario_ids())
@pytest.mark.parametrize("lang", LANGS)
def test_the_old_sheet_is_marked_until_it_was_asked_to_be_corrected(scenario, lang):
    session = at_the_table(scenario, lang)
    anew = session.play.script.affidavit.anew[0]
    deal(session, *anew.conceded)
    old = read(session)
    assert old.index(phrase(LOWER, lang)) < old.index(phrase(session.play.script.offer, lang)), "the mark stands on top"
    assert anew.facts[lang] not in old
    shown = typed(session, ASK[lang])
    assert [e.terms for e in shown if isinstance(e, ev.Printed)] == [LOWER]
    new = read(session)
    assert phrase(LOWER, lang) in new
    assert anew.facts[lang] in new
    assert phrase(session.play.script.offer, lang) not in new
    assert not sheet.stale(session.play, session.state)
    assert not [e for e in typed(session, ASK[lang]) if isinstance(e, ev.Printed)], "nothing is left to correct"


def test_nobody_signs_a_sheet_that_is_not_the_deal():
    session = at_the_table("just-a-witness")
    deal(session, "laptop")
    shown = typed(session, "/sign", "/sign")
    kinds = [type(e) for e in shown if isinstance(e, ev.Printed | ev.Decided)]
    assert kinds == [ev.Printed, ev.Decided]


def test_a_prosecutor_lays_down_the_own_figure():
    session = new_session(role="prosecutor")
    typed(session, "/go interview")
    session.happen(ev.OfferMade(by="trainee", terms=LOWER))
    shown = typed(session, "/go table")
    assert [e.terms for e in shown if isinstance(e, ev.Printed)] == [LOWER]
    assert phrase(LOWER, "en") in infos(typed(session, "/read draft-affidavit"))[0].text


def test_the_note_on_the_first_figure_goes_with_the_first_sheet():
    session = at_the_table("courier-theft")
    assert "6,898 − 2,000" in read(session)
    deal(session)
    typed(session, "/sign", "/sign")
    assert "6,898 − 2,000" not in read(session)

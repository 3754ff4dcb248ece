"""A prosecuting trainee's own side: parts of the charge given up, several ways offered at once."""

import pytest
from kit import new_session, said_by, typed

from trainer import events as ev
from trainer.persona import bargain
from trainer.session.judging import charged
from trainer.text import LANGS

STRIKES = [
    ("en", "I'm striking the earphones from the charge."),
    ("en", "The earphones are out."),
    ("en", "I won't charge the earphones any longer."),
    ("zh", "耳机这一节我不认定了，从起诉里拿掉。"),
    ("zh", "耳机我撤了。"),
    ("zh", "您说得对，耳机划掉。"),
]
KEEPS = [
    ("en", "The earphones stay in."),
    ("en", "I'm not dropping the earphones."),
    ("en", "Should I drop the earphones?"),
    ("en", "You want me to strike the earphones."),
    ("zh", "耳机还是要算的。"),
    ("zh", "我不会把耳机拿掉的。"),
    ("zh", "耳机能不能拿掉，我要再想想。"),
    ("zh", "您觉得耳机该拿掉吗？"),
]


def counsel(lang, lawyer="signature-only"):
    session = new_session(role="prosecutor", lang=lang, personas={"lawyer": lawyer})
    typed(session, "/go counsel")
    return session


def offers(session):
    return [(o.terms.months[1], o.when) for o in session.state.offers]


@pytest.mark.parametrize(("lang", "words"), STRIKES)
def test_a_part_of_the_charge_given_up_is_gone_from_range_charge_and_sheet(lang, words):
    session = counsel(lang)
    before = charged(session.play, session.state)[lang]
    high = bargain.result_with(session.play, bargain.shown(session.play, session.state)).declared.months[1]
    typed(session, words)
    assert bargain.conceded(session.play, session.state) == {"earphones"}
    assert charged(session.play, session.state)[lang] != before
    now = bargain.result_with(session.play, bargain.shown(session.play, session.state)).declared.months[1]
    assert now < high
    assert "hear.struck" in said_by(session.events, "lawyer")[-1].gist


@pytest.mark.parametrize(("lang", "words"), KEEPS)
def test_what_is_kept_asked_or_wished_by_others_is_not_given_up(lang, words):
    session = counsel(lang)
    typed(session, words)
    assert not bargain.conceded(session.play, session.state)


def test_defence_counsel_gives_up_nothing_of_the_charge():
    session = new_session()
    typed(session, "/go meeting", "The earphones are out.")
    assert not [e for e in session.events if isinstance(e, ev.GroundAnswered)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_way_that_hangs_on_payment_waits_for_it(lang):
    session = counsel(lang)
    typed(session, {"en": "Eight months, or six if he pays her back.", "zh": "八个月，如果他赔钱就六个月。"}[lang])
    assert sorted(offers(session)) == [(6, "paid"), (8, "")]
    assert session.state.offer.months == (8, 8)
    assert said_by(session.events, "lawyer")[-1].gist[0] == "offer.condition.paid"
    session.happen(ev.Established(circumstance=session.play.script.repair.paid))
    typed(session, {"en": "Good.", "zh": "好。"}[lang])
    assert session.state.offer.months == (6, 6)


@pytest.mark.parametrize("lang", LANGS)
def test_of_two_open_ways_the_milder_stands_and_both_are_on_the_table(lang):
    session = counsel(lang)
    text = {"en": "Either eight months or six months suspended for a year.", "zh": "要么八个月，要么六个月缓刑一年。"}
    typed(session, text[lang])
    assert offers(session) == [(8, "or"), (6, "")]
    assert session.state.offer.probation
    assert session.state.offers[0].terms.probation is None
    assert said_by(session.events, "lawyer")[-1].gist[0] == "offer.options"


@pytest.mark.parametrize("lang", LANGS)
def test_of_several_ways_asked_for_the_office_takes_one_it_can_go(lang):
    session = new_session(lang=lang, personas={"prosecutor": "listener"})
    text = {
        "en": "Either nine months less one or six months with 1000 yuan.",
        "zh": "要么八个月，要么六个月加赔偿一千。",
    }
    typed(session, "/go consultation", {"en": "Either eight months, or six if she is paid.", "zh": text["zh"]}[lang])
    (asked,) = [o for o in session.state.offers if o.by == "defence"]
    assert asked.terms.months == (8, 8)
    assert "ground.later" in said_by(session.events, "prosecutor")[-1].gist

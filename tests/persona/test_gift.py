"""A gift is turned down by whoever is meant, and buys nothing of what is asked beside it."""

import pytest
from kit import new_session, said_by, typed

from trainer import events as ev
from trainer.text import LANGS

GIFT = {
    "en": "Please take this red envelope. The earphones were not in the box, so leave them out and give me the file.",
    "zh": "这个红包您收下。盒子里没有耳机，请您去掉，再把案卷给我看看。",
}
WHERE = [
    ("defence", "prosecutor", ["/go consultation"]),
    ("defence", "accused", ["/go meeting"]),
    ("defence", "victim", ["/read victim-statement", "/go victim"]),
    ("prosecutor", "lawyer", ["/go counsel"]),
    ("prosecutor", "accused", ["/go interview"]),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("role", "who", "steps"), WHERE)
def test_who_is_offered_a_gift_turns_it_down(role, who, steps, lang):
    session = new_session(role=role, lang=lang)
    typed(session, *steps)
    before, offer = len(session.events), session.state.offer
    called = {"en": "Luo, listen. ", "zh": "罗小川，"}[lang] if who == "accused" else ""  # others are in the room too
    typed(session, called + GIFT[lang])
    fresh = session.events[before:]
    (answer, *_) = said_by(fresh, who)
    assert answer.gist == ("gift",)
    assert session.state.offer == offer
    assert not [e for e in fresh if isinstance(e, (ev.Asked, ev.GroundAnswered, ev.OfferMade))]
    (said,) = [e for e in fresh if isinstance(e, ev.Said) and e.speaker == ev.TRAINEE]
    assert {a.id for a in said.acts} == {"other:other"}


def test_an_accused_trusts_less_whoever_pays_for_a_signature():
    session = new_session()
    typed(session, "/go meeting")
    before = session.state.mind.trust
    typed(session, "There's a red envelope in it for you if you sign.")
    assert session.state.mind.trust < before


@pytest.mark.parametrize("lang", LANGS)
def test_in_court_the_judge_answers_it(lang):
    session = new_session(lang=lang, personas={"accused": "frightened", "judge": "careful-judge"})
    typed(session, "/go signing", "/sign", "/sign")
    before = len(session.events)
    typed(session, {"en": "Your Honour, please take this red envelope.", "zh": "审判长，这个红包请您收下。"}[lang])
    assert said_by(session.events[before:], "judge")[0].gist == ("gift",)
    assert not session.closed

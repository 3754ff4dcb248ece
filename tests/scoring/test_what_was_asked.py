"""Why something counts as missed, and on which words a mark stands: what was asked, what came back, in which order."""

import pytest

from trainer.acts import Act
from trainer.scoring.embedded import EmbeddedJudge
from trainer.scoring.record import Case, Known, Record, Turn
from trainer.scoring.rubric import questions
from trainer.scoring.topics import Worded


def own(n, text, *acts, plain=(), role="defence", to=("accused",), room="meeting"):
    return Turn(n, "L", role, to, room, room == "meeting", text, acts, plain=plain)


def accused(n, *gist, facts=()):
    return Turn(
        n, "A", "accused", ("defence",), "meeting", True, "That is what I have made of it.", gist=gist, facts=facts
    )


def act(name, text, confidence=0.9):
    verb, topic = name.split(":")
    polarity = "question" if verb == "ask" else "asserted"
    return Act(verb=verb, topic=topic, polarity=polarity, span=(0, len(text)), confidence=confidence)


def said(n, name, text, **more):
    return own(n, text, act(name, text), **more)


def judged(rubric, item, *turns, role="defence", lang="en", case=None):
    session = Record(role, lang, turns, (), case or Case())
    return EmbeddedJudge().answer(session, next(i for i in questions(rubric) if i.id == item))


TOLD = said(1, "inform:effect", "The court as a rule follows the number on this paper.", plain=("effect",))
BACK = said(3, "ask:teach_back", "Tell me back, what does it mean when you sign?")


@pytest.mark.parametrize(
    ("turns", "reason"),
    [
        ((TOLD,), "not_checked"),
        ((TOLD, BACK, accused(4, "teach.effect.wrong")), "came_back_wrong"),
        ((TOLD, BACK, accused(4, "belief.home")), "came_back_wrong"),
        ((TOLD, BACK, accused(4, "teach.counsel.right")), "other_came_back"),
    ],
)
def test_a_duty_unchecked_says_whether_it_was_asked_for(turns, reason):
    case = Case(beliefs={"home": "effect"})
    assert judged("explanation", "effect.checked", *turns, case=case).reason == reason


def test_what_signing_leads_to_asked_for_and_given_back_wrongly_is_shown():
    found = judged("voluntariness", "knowing.teach_back", TOLD, BACK, accused(4, "belief.home"))
    assert (found.reason, [q.turn for q in found.evidence]) == ("not_given_back", [3, 4])
    assert judged("voluntariness", "knowing.teach_back", TOLD).reason == "not_asked_back"


def test_pressure_never_asked_about_was_not_asked_about_closely_either():
    assert judged("voluntariness", "pressure.open", TOLD).reason == "not_asked"
    asked = said(1, "ask:pressure", "Did anybody threaten you?")
    assert judged("voluntariness", "pressure.open", asked).reason == "not_open"


FORM = {
    "en": "In accordance with Article 15 of the Criminal Procedure Law a suspect who voluntarily and truthfully confesses "
    "may be treated leniently according to law.",
    "zh": "根据刑事诉讼法第十五条的规定，犯罪嫌疑人自愿如实供述自己的罪行，承认指控的犯罪事实，愿意接受处罚的，可以依法从宽处理。",
}
NO = {"en": "You can say no to it, nobody minds.", "zh": "你不愿意可以不签，案子照样走。"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_form_read_out_tells_nobody_that_they_may_refuse(lang):
    read, told = said(1, "inform:system", FORM[lang]), said(3, "inform:system", NO[lang], plain=("system",))
    assert judged("voluntariness", "choice.refuse", read, lang=lang).outcome == "not_met"
    assert [q.turn for q in judged("voluntariness", "choice.refuse", read, told, lang=lang).evidence] == [3]
    assert [q.turn for q in judged("explanation", "system.said", read, told, lang=lang).evidence] == [3]


def test_a_refusal_is_shown_before_a_plea_that_may_be_taken_back():
    back = said(1, "inform:retraction", "You can take it back until the verdict.")
    no = said(3, "inform:alternatives", "You can also say no to all of it.")
    assert [q.turn for q in judged("voluntariness", "choice.refuse", back, no).evidence] == [3]
    assert judged("voluntariness", "choice.refuse", back).outcome == "met"


def test_a_joke_apologised_for_leaves_the_stance():
    words = "Haha, so you are the worst thief in town."
    joke = own(1, words, act("breach:insult", words, 0.95))
    sorry = said(3, "rapport:apologise", "Sorry, bad joke.")
    shown = said(5, "inform:role", "I work for you and nobody else.")
    assert judged("consultation", "stance.independent", joke, shown).outcome == "not_met"
    assert judged("consultation", "stance.independent", joke, sorry, shown).outcome == "met"


def test_an_interjection_is_no_advice_to_wait():
    for text, outcome in (("Wait wait, ", "not_met"), ("Wait with it until Friday.", "met"), ("等等，", "not_met")):
        lang = "zh" if text[0] == "等" else "en"
        assert judged("voluntariness", "choice.time", said(1, "advise:wait", text), lang=lang).outcome == outcome


def test_what_was_done_before_the_secret_came_out_does_not_deal_with_it():
    case = Case(behind=frozenset(["school"]), has=frozenset(["redflag"]))
    early = said(1, "request:record_opinion", "Put my objection on the record.")
    late = said(5, "request:record_opinion", "Put that on the record.")
    told = accused(4, "fact.school", facts=("school",))
    assert judged("voluntariness", "redflag.acted", early, told, case=case).outcome == "not_met"
    assert judged("voluntariness", "redflag.acted", early, told, late, case=case).outcome == "met"


def test_the_case_itself_gives_a_reason_for_release():
    home = Known("home", Worded({"en": ["lease"], "zh": ["租"]}), favourable=True)
    case = Case(facts=(home,), has=frozenset(["detained"]))
    text = "He has a lease until January. I ask for a review of custody."
    asked = said(1, "request:custody_review", text, to=("prosecutor",), room="consultation")
    assert judged("consultation", "liberty.asked", asked, case=case).outcome == "met"
    assert judged("consultation", "liberty.asked", asked, case=Case(has=frozenset(["detained"]))).reason == "no_reason"


def asks(n, text, role="accused"):
    return Turn(n, "A", role, ("defence",), "meeting", True, text)


BAIL = said(1, "inform:liberty", "On bail you sleep at home and come when you are called.", plain=("liberty",))
REPLY = said(3, "other:other", "Your aunt's is inside the city, so that is no trouble at all.")


@pytest.mark.parametrize(
    ("turns", "found"),
    [
        ((BAIL, asks(2, "And could I stay at my aunt's while it lasts?"), REPLY), "question_answered"),
        # Something else said before it, by either of them, changes nothing.
        (
            (
                BAIL,
                asks(2, "My father was a smith."),
                asks(3, "And could I stay at my aunt's while it lasts?"),
                said(4, "other:other", REPLY.text),
            ),
            "question_answered",
        ),
        (
            (
                BAIL,
                own(2, "The bus is late today."),
                asks(3, "And could I stay at my aunt's while it lasts?"),
                said(4, "other:other", REPLY.text),
            ),
            "question_answered",
        ),
        # Too little to be a question, a question on another duty, and one that is waved off check nothing.
        ((BAIL, asks(2, "Really?"), REPLY), "not_checked"),
        ((BAIL, asks(2, "And may I appeal against the judgment later?"), REPLY), "not_checked"),
        ((BAIL, asks(2, "And could I stay at my aunt's while it lasts?"), own(3, "Hm?")), "not_checked"),
        # What comes before it was told was not asked about it.
        (
            (asks(1, "And could I stay at my aunt's while it lasts?"), REPLY, said(4, "inform:liberty", BAIL.text)),
            "not_checked",
        ),
    ],
)
def test_a_question_right_behind_a_duty_is_on_it_when_it_names_no_other(turns, found):
    outside = Case(notes={})
    assert judged("explanation", "liberty.checked", *turns, case=outside).reason == found
    assert judged("explanation", "liberty.checked", *turns).reason == "not_checked"

"""What a prosecutor gives the other side: custody weighed by itself, what helps the accused told first, a real last word."""

import pytest

from trainer.acts import Act
from trainer.scoring.embedded import EmbeddedJudge
from trainer.scoring.record import Case, Point, Record, Turn
from trainer.scoring.rubric import questions
from trainer.scoring.topics import Noted


def said(n, text, *names, role="prosecutor", to=("accused",)):
    found = []
    for name in names:
        verb, topic = name.split(":")
        polarity = "question" if verb == "ask" else "asserted"
        end = text.index("？") + 1 if verb == "ask" and "？" in text else len(text)
        found.append(Act(verb=verb, topic=topic, polarity=polarity, span=(0, end), confidence=0.9))
    return Turn(n, role[0].upper(), role, to, "consultation", False, text, tuple(found))


def judged(item, *turns, lang="en", points=()):
    case = Case(notes={}, weak_points=points, has=frozenset(["detained", "favourable_evidence"]))
    record = Record("prosecutor", lang, turns, (), case)
    return EmbeddedJudge().answer(record, next(i for i in questions("equal_consultation") if i.id == item)).outcome


@pytest.mark.parametrize(
    ("lang", "text", "outcome"),
    [
        ("en", "I have looked at custody: a fixed home and nothing to destroy, so bail.", "met"),
        ("en", "Sign today and you're home by supper.", "not_met"),
        ("en", "Whether you sign or not, I've put in for bail.", "met"),
        ("zh", "羁押必要性我看过了，人有固定住处，今天就办取保。", "met"),
        ("zh", "字签了，我下午就给你报取保。", "not_met"),
        ("zh", "签不签都一样，取保我今天就报。", "met"),
    ],
)
def test_release_as_the_price_of_a_signature_is_no_review(lang, text, outcome):
    assert judged("custody.reviewed", said(1, text, "inform:liberty"), lang=lang) == outcome


def test_what_counsel_brought_up_is_disclosed_by_nobody():
    points = (Point("watch", "major", Noted("Two tiles: receipt 4417 names another buyer")),)
    told = said(2, "Receipt 4417 does name another buyer, I accept that.", "inform:evidence")
    raised = said(1, "Receipt 4417 names another buyer.", "argue:evidence_gap", role="defence", to=("prosecutor",))
    assert judged("disclose.favourable", told, points=points) == "met"
    assert judged("disclose.favourable", raised, told, points=points) == "not_met"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("还有别的要说的没有？慢慢讲。", "met"), ("还有别的要说的没有？笔给你，签这儿。", "not_met")],
)
def test_a_question_asked_with_the_pen_in_hand_hears_nobody(text, outcome):
    assert judged("hear.other", said(1, text, "ask:questions"), lang="zh") == outcome

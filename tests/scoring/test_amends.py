"""Faults that their speaker takes back, and evidence that was never there; a topic named is no fact told."""

import pytest

from trainer.acts import Act
from trainer.scoring.amends import disowned, taken_back
from trainer.scoring.embedded import EmbeddedJudge
from trainer.scoring.record import Case, Known, Record, Turn
from trainer.scoring.rubric import questions
from trainer.scoring.topics import Worded


def own(n, text, *said, to=("accused",), gist=()):
    return Turn(n, "P", "prosecutor", to, "meeting", False, text, said, gist=gist)


def heard(n, *gist):
    return Turn(n, "A", "accused", ("prosecutor",), "meeting", False, "Hm.", gist=gist)


def act(verb, topic, text, confidence=0.9):
    polarity = "question" if verb == "ask" else "asserted"
    return Act(verb=verb, topic=topic, polarity=polarity, span=(0, len(text)), confidence=confidence)


def record(*turns, case=None, lang="en"):
    return Record("prosecutor", lang, turns, (), case or Case())


def judged(session, rubric, item):
    return EmbeddedJudge().answer(session, next(i for i in questions(rubric) if i.id == item))


CLAIM = {"en": "We have you on video opening the box with the earphones.", "zh": "监控拍到你拆开盒子拿耳机了。"}
NONE = {"en": "There is no such video.", "zh": "其实没有这个监控。"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_evidence_that_its_speaker_disowns_was_a_bluff(lang):
    session = record(own(1, CLAIM[lang], act("inform", "evidence", CLAIM[lang])), own(2, NONE[lang]), lang=lang)
    assert [t.n for t in disowned(session)] == [1, 2]
    found = judged(session, "equal_consultation", "pitfall.bluff")
    assert (found.outcome, found.reason, found.critical) == ("found", "taken_back", True)
    assert judged(session, "equal_consultation", "disclose.evidence").outcome == "not_met"


@pytest.mark.parametrize(
    ("claim", "later"),
    [
        ("We have a witness who saw you.", "There is no video of the lobby."),
        ("There is no video of the lobby.", "As I said, there is no video."),
        ("The video shows you at the shelf.", "There is no witness."),
        ("监控拍到你在架子边上。", "没有证人，我实话告诉你。"),
    ],
)
def test_what_is_said_to_be_missing_disowns_no_other_evidence(claim, later):
    assert disowned(record(own(1, claim), own(2, later), lang="zh" if claim[0] > "z" else "en")) is None


SORRY = {"en": "Sorry for the pushing earlier.", "zh": "刚才我催你了，是我不对。"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_fault_taken_back_is_still_found_and_shown_as_taken_back(lang):
    words = {"en": "Sign now, hurry up.", "zh": "快签，别磨蹭。"}[lang]
    pressing = own(1, words, act("press", "hurry", words, 0.95))
    stands = judged(record(pressing, lang=lang), "voluntariness", "pitfall.pressed")
    assert (stands.outcome, stands.critical) == ("found", True)
    session = record(pressing, own(2, "Next."), own(3, SORRY[lang]), lang=lang)
    found = judged(session, "voluntariness", "pitfall.pressed")
    assert (found.outcome, found.reason, found.critical) == ("found", "taken_back", True)
    assert [q.turn for q in found.evidence] == [1, 3]


def test_one_fault_that_stands_is_not_covered_by_one_taken_back():
    first, last = (own(n, "Sign now.", act("press", "just_sign", "Sign now.", 0.95)) for n in (1, 3))
    found = judged(record(first, own(2, SORRY["en"]), last), "voluntariness", "pitfall.pressed")
    assert ([q.turn for q in found.evidence], found.critical) == ([3], True)


def test_a_bare_apology_is_for_what_was_said_just_before():
    bare = own(2, "I am sorry.", act("rapport", "apologise", "I am sorry."))
    fault = own(1, "Sign now.")
    assert taken_back(record(fault, bare), fault) is bare
    late = own(3, "I am sorry.", act("rapport", "apologise", "I am sorry."))
    assert taken_back(record(fault, own(2, "Well."), late), fault) is None


@pytest.mark.parametrize("gist", ["threatened", "threaten.heavier_sentence"])
def test_a_threat_that_the_room_took_so_needs_less(gist):
    words = "Sign now or I ask for two years."
    threat = own(1, words, act("threaten", "heavier_sentence", words, 0.8))
    assert judged(record(threat, heard(2, gist)), "equal_consultation", "pitfall.threat").outcome == "found"
    assert judged(record(threat, heard(2, "hear.got")), "equal_consultation", "pitfall.threat").outcome == "not_found"


EARPHONES = Known(
    "earphones",
    Worded({"en": ["earphones"], "zh": ["耳机"]}),
    True,
    told=Worded({"en": ["no earphones"], "zh": ["没有耳机"]}),
)
CASE = Case(facts=(EARPHONES,), has=frozenset(["favourable_evidence"]))


@pytest.mark.parametrize(
    ("lang", "text", "outcome"),
    [
        ("en", "You took the earphones, we know it.", "not_met"),
        ("en", "Were there no earphones?", "not_met"),
        ("en", "There were no earphones, the slip says so.", "met"),
        ("zh", "耳机也是你拿的。", "not_met"),
        ("zh", "工单上写着没有耳机。", "met"),
    ],
)
def test_a_favourable_fact_is_told_by_what_it_says(lang, text, outcome):
    session = record(own(1, text, act("inform", "evidence", text)), case=CASE, lang=lang)
    assert judged(session, "equal_consultation", "disclose.favourable").outcome == outcome


def test_a_claim_that_the_file_belies_is_a_bluff():
    camera = Known(
        "camera",
        Worded({"en": ["camera"], "zh": ["监控"]}),
        contrary=Worded({"en": ["camera shows"], "zh": ["监控拍到"]}),
    )
    case = Case(facts=(camera,), has=frozenset(["favourable_evidence"]))
    text = "The camera shows your face."
    found = judged(
        record(own(1, text, act("inform", "evidence", text)), case=case), "equal_consultation", "pitfall.bluff"
    )
    assert (found.outcome, found.reason, found.critical) == ("found", "belied", True)

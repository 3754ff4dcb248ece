"""What counsel raises at the table: making good, what it would change, and a view on the procedure with its reason."""

import pytest

from trainer.acts import Act
from trainer.law.terms import Terms
from trainer.scoring.embedded import EmbeddedJudge
from trainer.scoring.record import Case, Record, Turn
from trainer.scoring.rubric import questions


def judged(item, *turns, lang="en", rubric="consultation"):
    case = Case(notes={}, has=frozenset(["victim", "deprived", "in_custody"]))
    return EmbeddedJudge().answer(
        Record("defence", lang, turns, (), case), next(i for i in questions(rubric) if i.id == item)
    )


def said(text, name, words="", terms=None, polarity="asserted", to="prosecutor"):
    start = text.index(words)
    verb, topic = name.split(":")
    span = (start, start + len(words or text))
    act = Act(verb=verb, topic=topic, polarity=polarity, span=span, confidence=0.9)
    return Turn(1, "L", "defence", (to,), "consultation", False, text, (act,), terms=terms)


@pytest.mark.parametrize(
    ("lang", "text", "view", "outcome"),
    [
        (
            "en",
            "Fine. Fast-track is all right by us. And I want her home.",
            "Fast-track is all right by us.",
            "not_met",
        ),
        ("en", "Summary, please, the amount is still in dispute.", "Summary, please, ", "met"),
        ("zh", "速裁我们同意。另外请考虑取保。", "速裁我们同意。", "not_met"),
        ("zh", "建议走简易，数额这一节还有争议。", "建议走简易，", "met"),
    ],
)
def test_a_view_on_the_procedure_wants_a_reason(lang, text, view, outcome):
    assert judged("procedure.view", said(text, "propose:procedure", view), lang=lang).outcome == outcome


def test_the_argument_that_follows_is_the_reason():
    text = "Fast-track suits us. There is nobody to call."
    turn = said(text, "argue:confession", "There is nobody to call.", Terms(procedure="fast_track"))
    assert judged("procedure.view", turn).evidence[0].quote == "Fast-track suits us."


@pytest.mark.parametrize(
    ("item", "terms", "outcome"),
    [
        ("repair.raised", Terms(months=(6, 6), restitution_yuan=8000), "met"),
        ("repair.raised", Terms(months=(6, 6), apology=True), "met"),
        ("repair.raised", Terms(months=(6, 6)), "not_met"),
        ("repair.step", Terms(months=(6, 6), restitution_yuan=8000), "met"),
        ("repair.step", Terms(months=(6, 6)), "not_met"),
        ("repair.linked", Terms(months=(6, 6), restitution_yuan=8000), "met"),
        ("repair.linked", Terms(restitution_yuan=8000), "not_met"),
    ],
)
def test_an_offer_carries_the_repair_that_comes_with_it(item, terms, outcome):
    assert judged(item, said("That is what we could do.", "propose:sentence", terms=terms)).outcome == outcome


@pytest.mark.parametrize(
    ("lang", "text", "outcome"),
    [
        ("en", "If she were repaid and wrote that she forgives you, it is up to forty per cent off.", "met"),
        ("en", "A plea alone is worth thirty per cent.", "not_met"),
        ("zh", "要是把钱退了、人家写了谅解书，最多能减百分之四十。", "met"),
        ("zh", "光认罪认罚最多减百分之三十。", "not_met"),
    ],
)
def test_what_making_good_would_change_raises_and_links_it(lang, text, outcome):
    turn = said(text, "inform:sentence_basis", polarity="hypothetical", to="accused")
    assert [judged(item, turn, lang=lang).outcome for item in ("repair.raised", "repair.linked")] == [outcome] * 2


@pytest.mark.parametrize(
    ("lang", "text", "outcome"),
    [
        ("en", "I am Fei, the duty lawyer here. It costs you nothing.", "met"),
        ("en", "I am Fei, the duty lawyer here. You may go.", "not_met"),
        ("zh", "我姓费，今天值班，不收你钱。", "met"),
        ("zh", "我姓费，今天值班，您坐。", "not_met"),
    ],
)
def test_counsel_who_costs_nothing_has_told_of_the_help(lang, text, outcome):
    turn = said(text, "rapport:introduce", to="accused")
    assert judged("counsel.said", turn, lang=lang, rubric="explanation").outcome == outcome


@pytest.mark.parametrize(
    ("lang", "text", "outcome"),
    [
        ("en", "Your sister takes her two thousand on Monday, with a letter from you.", "met"),
        ("en", "Your sister gave her two thousand on Monday, with a letter from you.", "not_met"),
        ("en", "She would like to see some money and a letter.", "not_met"),
        ("zh", "礼拜一让你姐送两千过去，赔给人家。", "met"),
        ("zh", "上礼拜一你姐已经赔了两千。", "not_met"),
        ("zh", "赔点钱，写封信，人家会好受些。", "not_met"),
    ],
)
def test_a_day_set_for_a_sum_or_a_letter_is_a_step(lang, text, outcome):
    assert judged("repair.step", said(text, "advise:confess", to="accused"), lang=lang).outcome == outcome

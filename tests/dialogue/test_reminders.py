"""Reminders of figures said earlier, and turns that only mention the past on the way to something else."""

import pytest

from trainer.dialogue.embedded import understand
from trainer.dialogue.interpreter import Turn
from trainer.dialogue.reminders import reminder


def found(text, lang):
    acts = understand(Turn(text, lang, "defence", "prosecutor")).acts
    return reminder(text, acts, lang)


@pytest.mark.parametrize(
    ("lang", "text", "own", "months"),
    [
        ("en", "You said eight before, no?", False, 8),
        ("en", "Didn't you say nine months earlier?", False, 9),
        ("en", "You offered eight months a moment ago, right?", False, 8),
        ("en", "What was your first figure?", False, None),
        ("en", "I said six months before.", True, 6),
        ("zh", "您刚才不是说八个月吗？", False, 8),
        ("zh", "那您之前说的几个月？", False, None),
        ("zh", "之前您不是说八个月吗，怎么又九个月了？", False, 8),
        ("zh", "我刚才说的是六个月。", True, 6),
    ],
)
def test_whose_figure_and_which(lang, text, own, months):
    got = found(text, lang)
    assert got is not None
    assert (got.own, got.terms.months[1] if got.terms else None) == (own, months)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I'd propose seven months."),
        ("en", "He told me earlier that he was alone with the officer."),
        ("en", "You said it yourself: there is no evidence for the earphones."),
        ("zh", "我建议七个月。"),
        ("zh", "他之前跟我说过，那天只有一个民警。"),
        ("zh", "您刚才说的我同意。"),
    ],
)
def test_no_reminder(lang, text):
    assert found(text, lang) is None

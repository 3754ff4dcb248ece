"""Threats and promises strung together in one question ask about pressure, and nothing of their own about promises."""

import pytest

from trainer.dialogue.embedded import understand
from trainer.dialogue.interpreter import Turn as Words
from trainer.scoring.embedded import EmbeddedJudge
from trainer.scoring.record import Case, Record, Turn
from trainer.scoring.rubric import questions


def met(text, lang, item):
    acts = understand(Words(text, lang, "defence", "accused")).acts
    turn = Turn(1, "L", "defence", ("accused",), "meeting", True, text, acts)
    found = EmbeddedJudge().answer(
        Record("defence", lang, (turn,), (), Case()), next(i for i in questions("voluntariness") if i.id == item)
    )
    return found.outcome


@pytest.mark.parametrize(
    ("lang", "asked", "own"),
    [
        ("en", "Has anybody threatened you, or promised you something if you sign?", False),
        ("en", "Has anybody threatened you? And has anybody promised you something if you sign?", True),
        ("zh", "有没有人吓唬过你，或者许过你什么？", False),
        ("zh", "有没有人吓唬过你？有没有人许过你什么好处？", True),
    ],
)
def test_a_promise_needs_its_own_question(lang, asked, own):
    assert met(asked, lang, "pressure.asked") == "met"
    assert met(asked, lang, "promise.asked") == ("met" if own else "not_met")

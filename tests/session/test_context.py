"""What words mean in this case: what is told beside a question may be an argument, a question alone is none."""

import pytest
from kit import act, in_room, opening

from trainer.dialogue.interpreter import Reading
from trainer.scenario.loader import load_play
from trainer.session.context import in_context


@pytest.mark.parametrize(
    ("lang", "text", "argues"),
    [
        ("en", "Who else was in the room? Qin signed the return list at 15:40.", True),
        ("zh", "当时屋里还有谁？秦伟15点40分在派出所签发还清单。", True),
        ("en", "And? what do you say to the earphones", False),
        ("en", "What do you say to the earphones?", False),
        ("zh", "耳机的事您怎么看", False),
    ],
)
def test_what_is_told_beside_a_question_may_be_an_argument(lang, text, argues):
    play = load_play("courier-theft")
    state = in_room(opening(lang=lang), "consultation")
    reading = in_context(play, state, text, Reading(acts=(act("ask:fact"),)), [play.cast["prosecutor"]])
    assert any(a.verb == "argue" for a in reading.acts) is argues

"""What words mean in this case: what is told beside a question may be an argument; whose promise is spoken of."""

import pytest
from kit import act, in_room, new_session, opening, typed

from trainer import events as ev
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


@pytest.mark.parametrize(
    ("lang", "words", "promises"),
    [
        ("en", "Officer Meng alone told you you will be home, right?", False),
        ("en", "You will be home on Friday, I promise you that.", True),
        ("zh", "孟警官跟您说签了就能回家，是吧？", False),
        ("zh", "你签了，我保证你礼拜五就能回家。", True),
    ],
)
def test_who_asks_after_anothers_promise_makes_none(lang, words, promises):
    session = new_session(lang=lang)
    typed(session, "/go meeting" if lang == "en" else "/去 单独会见", words)
    believed = [b for e in session.events if isinstance(e, ev.MindMoved) for b in e.believes]
    assert ("effect.promised_by_defence" in believed) is promises

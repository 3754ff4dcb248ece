"""What words mean in this case: whose promise is spoken of."""

import pytest
from kit import new_session, typed

from trainer import events as ev


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

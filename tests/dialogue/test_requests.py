"""Two things asked for in one breath."""

import pytest

from trainer.dialogue.embedded import understand
from trainer.dialogue.interpreter import Turn


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "卷我没看过，先让我看看卷、单独跟她谈谈，再说签字的事。"),
        ("zh", "先把卷给我看看，再单独和当事人聊几句。"),
        ("en", "I need the file and to talk to Ms Luo alone."),
    ],
)
def test_the_file_and_a_talk_alone_are_two_requests(lang, text):
    assert {"request:file", "request:private_meeting"} <= {
        a.id for a in understand(Turn(text, lang, "defence", "prosecutor")).acts
    }


def test_one_request_stays_one():
    assert [a.id for a in understand(Turn("卷先给我看看。", "zh", "defence", "prosecutor")).acts] == ["request:file"]

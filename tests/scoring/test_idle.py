"""Words that do nothing in the room earn nothing."""

import pytest

from trainer.dialogue.clauses import clauses, join
from trainer.scoring.idle import idle, recited, sentences
from trainer.scoring.rubric import questions, rubric_ids

ITEMS = [item for rubric in rubric_ids() for item in questions(rubric)]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_rubric_read_out_is_known(item):
    for lang, text in (("en", item.question.en), ("zh", item.question.zh)):
        assert all(recited(part, lang) for part in long_parts(text, lang))


def long_parts(text, lang):
    parts = [join(row, text).text for row in clauses(text, lang)]
    return [part for part in parts if len(part) > 24 or (lang == "zh" and len(part) > 8)]


@pytest.mark.parametrize(
    ("lang", "text", "does_nothing"),
    [
        ("en", "I won't argue about the statement or the video.", True),
        ("en", "I haven't read the statement, not one page.", True),
        ("en", "Another lawyer would say that the video is unclear.", True),
        ("en", "The video is unclear, and I'd like the original.", False),
        ("en", "We haven't been shown page twelve of the statement.", False),
        ("zh", "流水、聊天记录、笔录，我一样都不问。", True),
        ("zh", "我同事看过卷和笔录。", True),
        ("zh", "笔录第三页和监控对不上，请调取原始录像。", False),
    ],
)
def test_what_is_refused_or_left_to_others_does_nothing(lang, text, does_nothing):
    assert idle(text, lang) is does_nothing


def test_what_is_left_of_a_turn_is_what_does_something():
    said = "I won't argue about the video. The receipt is dated 3 May."
    assert sentences(said, "en") == ["The receipt is dated 3 May."]

"""Two matters told in one breath are two statements, each with its own words."""

import pytest

from trainer.dialogue.embedded import understand
from trainer.dialogue.interpreter import Turn


@pytest.mark.parametrize(
    ("lang", "said", "first", "second"),
    [
        (
            "en",
            "You can take the plea back any time before the judgment, and you can still appeal.",
            ("inform:retraction", "You can take the plea back any time before the judgment,"),
            ("inform:appeal", "and you can still appeal."),
        ),
        (
            "zh",
            "判决之前你随时可以反悔，判完不服十天之内还能上诉。",
            ("inform:retraction", "判决之前你随时可以反悔，"),
            ("inform:appeal", "判完不服十天之内还能上诉。"),
        ),
    ],
)
def test_each_matter_is_an_act_of_its_own(lang, said, first, second):
    acts = understand(Turn(said, lang, "defence", "accused")).acts
    assert [(a.id, said[slice(*a.span)].strip()) for a in acts] == [first, second]


def test_one_matter_in_two_clauses_stays_one():
    said = "You don't have to plead, nobody can make you."
    assert [a.id for a in understand(Turn(said, "en", "defence", "accused")).acts] == ["inform:system"]

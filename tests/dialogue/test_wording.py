"""What states something in a few words, and what is a title only."""

import pytest

from trainer.dialogue.embedded import understand
from trainer.dialogue.interpreter import Turn


@pytest.mark.parametrize(
    ("lang", "said", "act"),
    [
        ("zh", "他是初犯", "argue:first_offender"),
        ("zh", "他没前科。", "argue:first_offender"),
        ("zh", "他自首的", "argue:self_surrender"),
        ("zh", "初犯", "other:other"),
        ("zh", "自首。", "other:other"),
        ("en", "He confessed.", "argue:confession"),
        ("en", "he surrendered", "argue:self_surrender"),
        ("en", "First offender.", "other:other"),
        ("en", "Surrender.", "other:other"),
    ],
)
def test_somebody_of_whom_it_is_said_makes_a_statement_of_few_words(lang, said, act):
    assert [a.id for a in understand(Turn(said, lang, "defence", "prosecutor")).acts] == [act]

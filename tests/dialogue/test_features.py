"""What a clause looks like: dialect is looked at as everybody speaks."""

import pytest

from trainer.dialogue.features import features, standard


@pytest.mark.parametrize(
    ("lang", "said", "everybody"),
    [
        ("en", "Tha can say nowt if tha likes", "you can say nothing if you likes"),
        ("en", "that thinner thief", "that thinner thief"),
        ("zh", "你晓得啥子，咋个签的", "你晓得什么，怎么签的"),
    ],
)
def test_dialect_is_looked_at_as_everybody_speaks(lang, said, everybody):
    assert standard(said, lang) == everybody
    assert features(said, lang) == features(everybody, lang)

"""What a clause looks like: dialect is looked at as everybody speaks."""

import pytest

from trainer.dialogue.features import features, standard


@pytest.mark.parametrize(
    ("lang", "said", "everybody"),
    [
        ("en", "Tha can say nowt if tha likes", "you can say nothing if you likes"),
        ("en", "that thinner thief", "that thinner thief"),
        ("en", "Whit's said in here, ye dinna hae tae sign it", "what's said in here, you don't have to sign it"),
        ("en", "at five o'clock we're talkin' o the lang way", "at five o'clock we're talking of the long way"),
        ("zh", "你晓得啥子，咋个签的", "你知道什么，怎么签的"),
        ("zh", "俺们没得钱，唠唠呗", "我们没有钱，谈谈呗"),
    ],
)
def test_dialect_is_looked_at_as_everybody_speaks(lang, said, everybody):
    assert standard(said, lang) == everybody
    assert features(said, lang) == features(everybody, lang)

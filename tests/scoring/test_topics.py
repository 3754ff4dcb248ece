"""Whether a passage speaks of what a note names, and how the people of a note are called."""

import pytest

from trainer.scoring.topics import Noted, called


@pytest.mark.parametrize(
    ("lang", "note", "passage", "spoken_of"),
    [
        (
            "en",
            "21,000 yuan went to the canteen",
            "Twenty-one thousand of it never went into her pocket, the canteen got it.",
            True,
        ),
        ("en", "21,000 yuan went to the canteen", "Twelve thousand of it never went into her pocket.", False),
        ("zh", "其中21000元转给食堂买菜", "这两万一千是给食堂买菜的，不该算她头上。", True),
        ("zh", "其中21000元转给食堂买菜", "这一万二是她自己花的。", False),
    ],
)
def test_figures_are_the_same_in_digits_and_in_words(lang, note, passage, spoken_of):
    assert Noted(note).named_in(passage, lang) is spoken_of


@pytest.mark.parametrize(
    ("lang", "note", "passage", "named"),
    [
        ("zh", "车主张某，车损2600元", "老张那边我打过电话了。", True),
        ("zh", "车主张某，车损2600元", "张大哥说算了。", True),
        ("zh", "车主张某，车损2600元", "这张纸您看看。", False),
        ("en", "Sun Debao, 61, neighbour", "And yesterday Sun took the money.", True),
        ("en", "Owners of the phones", "Owners come and go.", False),
    ],
)
def test_people_are_called_as_in_talk(lang, note, passage, named):
    assert bool(called(note, lang).search(passage)) is named

"""Right statements of law in words that cannot be mistaken."""

import pytest

from trainer.dialogue import law_talk
from trainer.dialogue.truths import without_truths

PLAIN = [
    ("en", "You may say no to this."),
    ("en", "You can take it back at any time before judgment."),
    ("en", "Nobody will punish you for saying no."),
    ("en", "Whatever you tell me stays between us."),
    ("en", "The court decides."),
    ("en", "If you don't sign they can't add anything."),
    ("en", "Pleading means you say you did it and you accept the figure."),
    ("zh", "不签也不能多判你。"),
    ("zh", "签不签你自己定。"),
    ("zh", "认罪认罚就是你认这个事，也认他们提的刑。"),
    ("zh", "签了也可以反悔。"),
    ("zh", "值班律师不收你钱。"),
    ("zh", "我不是检察院的人。"),
    ("zh", "未成年人不能用速裁。"),
]
TURNED_ROUND = [
    ("en", "Do you think you can take it back?"),
    ("en", "You can take it back only if we agree."),
    ("en", "Nobody ever said you may say no."),
    ("zh", "你以为签了还能反悔？"),
    ("zh", "签了还能反悔吗？"),
    ("zh", "签了就不能反悔。"),
    ("zh", "谁说不签不能多判你？"),
    ("zh", "不签不能多判你，那是骗你的。"),
    ("zh", "不签就多判你。"),
]


@pytest.mark.parametrize(("lang", "said"), PLAIN)
def test_a_plain_truth_leaves_nothing_to_call_wrong(lang, said):
    rest = without_truths(said, lang)
    assert rest is not None
    assert len(rest) < len(said) / 2
    assert law_talk.wrong(said, lang, asked=0.0) is None


@pytest.mark.parametrize(("lang", "said"), TURNED_ROUND)
def test_a_truth_turned_round_is_none(lang, said):
    assert without_truths(said, lang) is None


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "You can take it back, but withdrawing a plea is an offence of its own and you would be charged with that as well."),
        ("zh", "签了也可以反悔，不过反悔本身就犯法，要另外给你定一个罪。"),
    ],
)  # fmt: skip
def test_what_is_wrong_beside_a_truth_stays_wrong(lang, said):
    assert law_talk.wrong(said, lang) is not None


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_text_without_law_has_no_truth(lang):
    assert without_truths({"en": "Good morning.", "zh": "早上好。"}[lang], lang) is None

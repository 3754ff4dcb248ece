"""Gifts held out to the listener, and words about gifts that hold out none."""

import pytest

from trainer.dialogue.gifts import offers_a_gift

HELD_OUT = {
    "en": [
        "Here is a little something for you, an envelope, so that this goes quickly.",
        "There's a red envelope in it for you if you sign.",
        "Prosecutor Shen, please take this red envelope.",
        "We could make it worth your while.",
        "I've brought you a bottle of Maotai.",
        "I’d like to offer you a gift card, Your Honour.",
        "I can slip you some cash under the table.",
    ],
    "zh": [
        "一点小意思，这个红包您收下，大家都方便。",
        "高律师，这是一点心意，中午一起吃个饭，您多配合。",
        "要不晚上我做东一起吃个饭，您多关照。",
        "我给你个红包，你把字签了。",
        "您看，意思意思？",
        "这两条烟您拿着。",
        "事成之后一定重谢。",
    ],
}
TALK = {
    "en": [
        "Did anyone offer you a red envelope?",
        "I won't take a red envelope, it's free.",
        "They can pay 500 today and the rest next week.",
        "I've got something for you: the valuation annex.",
        "I have a little something to say about the valuation.",
        "They have some cash, 2600 yuan, and can bring it today.",
        "Was there an envelope in the parcel?",
    ],
    "zh": [
        "有没有人给你送过红包？",
        "我不收红包，也不需要感谢。",
        "罚金意思意思就行了。",
        "我的意思是证据不足。",
        "这是他的一点心意，三千块赔偿款。",
        "先给您五百现金，剩下的下个月。",
        "快递盒里有没有信封？",
        "我一点意思都没有。",
    ],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in HELD_OUT.items() for text in texts])
def test_a_gift_held_out_is_seen(lang, text):
    assert offers_a_gift(text, lang)


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in TALK.items() for text in texts])
def test_other_talk_holds_out_none(lang, text):
    assert not offers_a_gift(text, lang)

"""Reminded of a figure, the other side answers from the record, and no figure is put by it."""

import pytest
from kit import new_session, said_by, typed

from trainer.text import LANGS

POINT = {
    "en": "The earphones are not on the return list, there is no evidence for them.",
    "zh": "耳机在发还清单里没有，被害人自己说的，证据不足，应该去掉。",
}
ASKED = [
    ({"en": "You said nine before, no?", "zh": "您一开始不是说九个月吗？"}, "recall.since"),
    ({"en": "You offered eight months a moment ago.", "zh": "您刚才说的是八个月吧？"}, "recall.same"),
    ({"en": "Didn't you say five months earlier?", "zh": "您刚才不是说五个月吗？"}, "recall.never"),
    ({"en": "What was your first figure?", "zh": "您之前说的几个月？"}, "recall.all"),
    ({"en": "What did I offer last time?", "zh": "我之前提的是几个月？"}, "recall.yours.none"),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("words", "gist"), ASKED)
def test_the_prosecutor_answers_from_the_record(words, gist, lang):
    session = new_session(lang=lang, personas={"prosecutor": "listener"})
    typed(session, "/go consultation", POINT[lang])
    assert [o.terms.months[1] for o in session.state.offers] == [9, 8]
    typed(session, words[lang])
    assert said_by(session.events, "prosecutor")[-1].gist[0] == gist
    assert len(session.state.offers) == 2


@pytest.mark.parametrize("lang", LANGS)
def test_the_duty_lawyer_remembers_what_the_prosecutor_put(lang):
    session = new_session(role="prosecutor", lang=lang, personas={"lawyer": "signature-only"})
    put = {"en": "I'd recommend eight months.", "zh": "我建议八个月。"}
    reminded = {"en": "I said eight before, didn't I?", "zh": "我刚才说的是八个月吧？"}
    typed(session, "/go counsel", put[lang], reminded[lang])
    assert ("recall.yours.same",) in [e.gist for e in said_by(session.events, "lawyer")]
    assert len(session.state.offers) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_with_the_accused_beside_the_reminder_is_for_whom_the_talk_was_with(lang):
    session = new_session(lang=lang, personas={"prosecutor": "listener"})
    called = {"en": "Prosecutor Shen, ", "zh": "沈检察官，"}[lang]
    reminded = {"en": "Didn't you say nine months earlier?", "zh": "您刚才不是说九个月吗？"}[lang]
    typed(session, "/go consultation", POINT[lang], "/go signing", called + POINT[lang], reminded)
    assert ("recall.since",) in [e.gist for e in said_by(session.events, "prosecutor")]

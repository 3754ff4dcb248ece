"""Killed, or refused by the disk, at any append: taken up again, what followed a line is there, and nothing twice."""

import asyncio

import pytest
from kit import new_session, typed

from trainer import events as ev
from trainer.dialogue.embedded import EmbeddedInterpreter
from trainer.errors import StoreError
from trainer.session.commands import enter
from trainer.session.director import Session
from trainer.store.memory import MemoryStore

LANGS = ["en", "zh"]
TALK = {
    "en": [
        "/read 1",
        "/go 2",
        "Good morning, I am your duty lawyer. Everything you tell me stays between us.",
        "What happened that day?",
        "What matters most to you?",
        "Has anybody threatened you?",
        "/wait 3",
        "/go 3",
        "Where does the nine months come from?",
        "I propose seven months and a fine of 2,000 yuan.",
        "/opinion The price is from a shop on the net.",
        "/go signing",
        "/sign",
        "/sign",
        "He stands by it.",
        "/rest",
    ],
    "zh": [
        "/读1",
        "/去2",
        "早上好，我是您的值班律师，您跟我说的话我不会告诉别人。",
        "那天是怎么回事？",
        "您现在最在意的是什么？",
        "有没有人逼过您？",
        "/等 3",
        "/去3",
        "九个月是怎么来的？",
        "我建议七个月，罚金两千元。",
        "/意见 价格是网店的标价。",
        "/go signing",
        "/签",
        "/签",
        "他还是认的。",
        "/休庭",
    ],
}


class Frail(MemoryStore):
    """Refuses one append, by its number."""

    def __init__(self, refused=-1):
        super().__init__()
        self.appended, self.refused = 0, refused

    def append(self, session, events):
        if self.appended == self.refused:
            self.refused = -1
            raise StoreError("the disk is full")
        self.appended += 1
        super().append(session, events)


async def _all(things):
    return [thing async for thing in things]


def entered(session, line):
    """Begin, then type a line; whether the store refused."""
    try:
        asyncio.run(_all(session.begin()))
    except StoreError:
        asyncio.run(_all(session.begin()))
    shown = asyncio.run(_all(enter(session, line)))
    return any(getattr(s, "kind", "") == "fault" and "full" in s.text for s in shown)


def plays(lang, refused, *, again):
    """The session with that append refused and its line typed once more; `again`: in a program started anew."""
    store = Frail(refused)
    session = new_session(lang=lang, seed=3, store=store)
    for line in TALK[lang]:
        if entered(session, line):
            if again:
                session = Session.resume(session.id, store=store, interpreter=EmbeddedInterpreter())
            assert not entered(session, line)
    assert store.load(session.id) == session.events
    return session


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("again", [True, False], ids=["killed", "refused"])
def test_what_follows_a_line_is_there_whole_or_not_at_all(lang, again):
    through = plays(lang, -1, again=False)
    kinds = {type(e) for e in through.events}
    assert {ev.OfferMade, ev.MindMoved, ev.Asked, ev.BeatPlayed, ev.Decided, ev.Closed} <= kinds, "too little happens"
    whole = [ev.dump(e) for e in through.events[1:]]
    for refused in range(1, through.store.appended):
        broken = plays(lang, refused, again=again)
        assert [ev.dump(e) for e in broken.events[1:]] == whole, f"append {refused}"


def test_a_beat_and_its_lines_are_one(monkeypatch):
    """A fault in the middle of a beat leaves nothing of it, so that it still comes."""
    session = new_session(seed=3)
    typed(session, "/go 2")
    before, state = list(session.events), session.state

    def breaks():
        yield session.happen(ev.BeatPlayed(beat="any"))
        raise RuntimeError("power cut")

    monkeypatch.setattr(session, "_meanwhile", breaks)
    with pytest.raises(RuntimeError):
        typed(session, "Good morning.")
    assert (session.events, session.state) == (before, state)
    assert session.store.load(session.id) == before

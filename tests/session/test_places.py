"""Rooms by what they are usually called, and the room a paper lies in by the name it has in this case."""

import pytest
from kit import infos, new_session, typed

from trainer.scenario.loader import load_play
from trainer.text import LANGS

CALLED = {
    "en": [("meeting room", "meeting"), ("prosecutor", "consultation"), ("signing table", "signing"), ("file room", "file")],
    "zh": [("会见室", "meeting"), ("检察官", "consultation"), ("签字室", "signing"), ("阅卷室", "file")],
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scenario", ["courier-theft", "just-a-witness"])
def test_a_room_is_found_by_what_it_is_usually_called(scenario, lang):
    for words, kind in CALLED[lang]:
        session = new_session(scenario, lang=lang)
        shown = typed(session, f"/go {words}")
        play = load_play(scenario)
        there = play.rooms[session.state.room].kind == kind
        closed = [r.closed[lang] for r in play.script.rooms if r.kind == kind and r.closed]
        assert there or any(c in info.text for c in closed for info in infos(shown)), (words, infos(shown))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scenario", ["courier-theft", "just-a-witness"])
def test_who_asks_for_a_paper_elsewhere_is_told_where_it_lies(scenario, lang):
    session = new_session(scenario, lang=lang)
    typed(session)
    if session.play.rooms[session.state.room].kind == "file":
        typed(session, "/go meeting")
    told = infos(typed(session, "/read record-1"))[-1].text
    name = next(r.name[lang] for r in session.play.script.rooms if r.kind == "file")
    assert name in told
    number = told.rpartition(" ")[2]
    assert number.isdecimal()

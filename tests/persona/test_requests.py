"""Requests: owed or judged on what stands behind them, never on temper or on the rest of the turn."""

from dataclasses import replace

import pytest
from kit import Traits, act, gists, heard, in_room, new_session, of, opening, said_by, scene, typed

from trainer import events as ev
from trainer.acts import INVENTORY
from trainer.persona.prosecution.requests import refusal
from trainer.persona.prosecutor import respond

HARD = Traits(generosity=0.0, patience=0.0, candour=0.0, press=1.0, hurry=1.0)
SOFT = Traits(generosity=1.0, patience=1.0, candour=1.0, press=0.0, hurry=0.0)
TABLE = {"courier-theft": "consultation", "just-a-witness": "consultation"}


def table(scenario="courier-theft", lang="en", *events):
    return in_room(opening(scenario, lang=lang), TABLE[scenario], *events)


@pytest.mark.parametrize("topic", INVENTORY["request"])
@pytest.mark.parametrize("scenario", TABLE)
def test_temper_decides_no_request(scenario, topic):
    text = "I have asked for it and I ask again."
    hard, soft = (
        respond(scene(table(scenario), "prosecutor", act(f"request:{topic}"), text=text, traits=t))
        for t in (HARD, SOFT)
    )
    assert of(hard, ev.Asked) == of(soft, ev.Asked)


@pytest.mark.parametrize("topic", INVENTORY["request"])
@pytest.mark.parametrize("other", ["reject:signature", "reject:offer", "threaten:heavier_charge", "breach:insult"])
def test_the_rest_of_the_turn_decides_no_request(topic, other):
    alone = respond(scene(table(), "prosecutor", act(f"request:{topic}"), text="Please.", traits=HARD))
    both = respond(scene(table(), "prosecutor", act(other), act(f"request:{topic}"), text="Please.", traits=HARD))
    assert of(both, ev.Asked) == of(alone, ev.Asked)
    answers = [g for g in gists(alone) if g.startswith("request.")]
    assert answers or topic == "guardian"
    assert answers == [g for g in gists(both) if g.startswith("request.")], "it is answered all the same"
    assert not answers or "takeit" not in gists(both)


def asked(text, scenario="courier-theft", lang="en", *events):
    reply = respond(heard(table(scenario, lang, *events), "prosecutor", text, traits=HARD))
    return [(e.what, e.granted) for e in of(reply, ev.Asked)], gists(reply)


@pytest.mark.parametrize(("text", "lang", "granted"), [
    ("I request the recording of the interrogation.", "en", False),
    ("I want the recording of the second interrogation.", "en", True),
    ("我申请调取讯问录音录像。", "zh", False),
    ("I want to see the video of the interrogation.", "en", False),
    ("她今天什么都不签。另外我要求调取第二次讯问的同步录音录像。", "zh", True),
])  # fmt: skip
@pytest.mark.parametrize("scenario", TABLE)
def test_a_recording_wants_a_record_named(scenario, text, lang, granted):
    found, said = asked(text, scenario, lang)
    assert found == [("recording", granted)]
    assert any(g == ("request.recording" if granted else "request.refused.recording") for g in said)


def test_a_doubt_raised_before_carries_the_request():
    before = ev.Said(
        turn=1, speaker=ev.TRAINEE, role="defence", to=("prosecutor",), room="consultation", text="x",
        acts=(act("argue:procedural_flaw"),),
    )  # fmt: skip
    assert asked("I request the recording of the interrogation.", "courier-theft", "en", before)[0] == [
        ("recording", True)
    ]


def test_bail_turns_on_what_is_shown():
    assert asked("I apply for bail.")[0] == [("bail", False)]
    assert asked("I apply for bail: here is his lease, his wife and child live there.")[0] == [("bail", True)]


def test_nobody_is_released_who_is_not_held():
    for topic in ("bail", "custody_review"):
        here = scene(table("just-a-witness"), "prosecutor", act(f"request:{topic}"), text="Please.")
        assert refusal(here, topic) == "free"


def test_custody_is_reviewed_for_whoever_asks():
    assert asked("I apply for a review of the need for custody.")[0] == [("custody_review", True)]


def test_evidence_is_gathered_on_a_lead():
    assert refusal(scene(table(), "prosecutor", text="Please look for more evidence."), "evidence_collection")
    assert not refusal(scene(table(), "prosecutor", text="Please ask her about the earphones."), "evidence_collection")


def test_an_assessment_needs_a_sentence_it_could_serve():
    here = scene(table(), "prosecutor", text="Please commission a report.")
    assert not refusal(here, "social_report")
    script = here.play.script.model_copy(
        update={"sentence": {"offence": "盗窃罪", "tier": "extra_huge", "start_months": 144}}
    )
    grave = replace(here, play=replace(here.play, script=script))
    assert refusal(grave, "social_report") == "social_report"


@pytest.mark.parametrize(
    ("lang", "text", "asks"),
    [
        ("en", "I haven't seen the file. I'd like to read it, and I need ten minutes alone with her first.", True),
        ("zh", "卷我还没看过，想先看一下，再单独跟她谈十分钟。", True),
        ("en", "I don't need the file. I need ten minutes alone with her.", False),
    ],
)
def test_who_has_not_seen_the_file_asks_for_it(lang, text, asks):
    session = new_session("just-a-witness", lang=lang, personas={"prosecutor": "listener"})
    said = said_by(typed(session, text), "prosecutor")[-1]
    assert "request.private_meeting" in said.gist
    assert ("request.file" in said.gist) is asks

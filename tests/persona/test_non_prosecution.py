"""Non-prosecution asked for: what stands against it is said, and nothing else takes its place (CPL 177)."""

import pytest
from kit import act, gists, in_room, of, opening, scene

from trainer import events as ev
from trainer.law.terms import Terms
from trainer.persona import prosecutor
from trainer.state import apply, fold


@pytest.fixture(params=["quota", "form-reader", "listener"])
def table(request):
    state = in_room(opening("just-a-witness", personas={"prosecutor": request.param}), "consultation")
    return fold(state, prosecutor.open_offer(scene(state, "prosecutor")).events)


def with_figure(state, months):
    offer = state.offer.model_copy(update={"months": (months, months), "kind": "detention"})
    return apply(state, ev.OfferMade(by="prosecutor", terms=Terms(**offer.named())))


def asked(state, *beside, text="Under CPL 177 I ask you not to prosecute."):
    return prosecutor.respond(scene(state, "prosecutor", *beside, act("propose:non_prosecution"), text=text))


def test_the_reason_is_that_of_the_case(table):
    assert gists(asked(table)) == ["nonpros.grave"]
    minor = with_figure(table, 4)
    assert gists(asked(minor)) == ["nonpros.repair"]
    paid = apply(minor, ev.Established(circumstance="compensation.paid_not_forgiven"))
    assert gists(asked(paid)) == ["nonpros.refer"]


@pytest.mark.parametrize(
    "beside",
    [
        ["argue:minor_amount"],
        ["argue:first_offender", "argue:minor_amount"],
        ["propose:procedure", "argue:illegal_evidence"],
        ["accept:procedure", "argue:minor_amount", "argue:personal"],
        ["reject:offer", "argue:restitution"],
    ],
)
def test_whatever_else_is_said_the_answer_is_there_and_one_thing_beside_it_at_most(table, beside):
    said = gists(asked(table, *(act(a) for a in beside)))
    assert sum(g.startswith("nonpros.") for g in said) == 1
    assert len([g for g in said if g != "hurry"]) <= 2
    assert not {"ground.later", "ground.depends", "illegal.answer", "ground.noproof"} & set(said)


def test_a_ground_that_is_nobodys_to_do_is_not_spoken_of_as_a_plan(table):
    reply = prosecutor.respond(scene(table, "prosecutor", act("argue:minor_amount"), text="It is a small amount."))
    assert gists(reply)[0] == "ground.depends"
    deed = prosecutor.respond(scene(table, "prosecutor", act("argue:victim_understanding"), text="She will forgive."))
    assert gists(deed)[0] == "ground.later"


def test_a_faint_argument_beside_a_plain_proposal_gets_no_answer(table):
    faint = act("argue:illegal_evidence").model_copy(update={"confidence": 0.3})
    assert not of(
        prosecutor.respond(scene(table, "prosecutor", faint, act("request:time"), text="x")), ev.GroundAnswered
    )


def test_time_that_the_room_book_has_is_not_refused_in_the_same_breath(table):
    reply = prosecutor.respond(
        scene(table, "prosecutor", act("reject:signature"), act("request:time"), text="Not today.")
    )
    assert [m for m in gists(reply) if m != "hurry"] == ["request.time"]
    assert [e.granted for e in of(reply, ev.Asked)] == [True]

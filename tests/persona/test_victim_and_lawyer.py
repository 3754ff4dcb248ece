"""The victim: hurt, then asked, then perhaps forgiving. The duty lawyer: one signs, one bargains."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import act, gists, in_room, new_session, of, opening, said_by, scene, typed

from trainer import events as ev
from trainer.acts import ACT_IDS
from trainer.law.terms import Terms
from trainer.persona import accused, bargain, lawyer, victim
from trainer.persona.bank import Traits
from trainer.persona.voice import Speaker, speak
from trainer.scenario.loader import load_play
from trainer.state import fold

PLAY = load_play("courier-theft")
REPAIR = PLAY.script.repair
HOSTILE, CALM = Traits(anger=0.9), Traits(anger=0.2)


@pytest.fixture
def unasked():
    """On the line before anybody who could pay has been asked."""
    return in_room(opening(), "victim")


@pytest.fixture
def line(unasked):
    return fold(unasked, [ev.Learnt(facts=tuple(REPAIR.agreed), source="gate")])


def on_line(state, *acts, terms=None, traits=CALM):
    return victim.respond(scene(state, "victim", *acts, terms=terms, traits=traits, text="..."))


def softened(reply):
    return sum(e.softened for e in of(reply, ev.VictimMoved))


@pytest.mark.parametrize(
    "what", ["rapport:empathise", "ask:account", "rapport:apologise", "propose:apology", "ask:victim"]
)
def test_listening_softens(line, what):
    assert softened(on_line(line, act(what))) > 0
    assert softened(on_line(line, act(what), traits=HOSTILE)) < softened(on_line(line, act(what)))


@pytest.mark.parametrize("what", ["rapport:apologise", "propose:apology"])
def test_how_far_an_apology_goes_is_said_by_the_case(line, what):
    def moved_by(counts):
        repair = REPAIR.model_copy(update={"apology_counts": counts})
        play = replace(PLAY, script=PLAY.script.model_copy(update={"repair": repair}))
        at = replace(scene(line, "victim", act(what), traits=CALM, text="..."), play=play)
        return softened(victim.respond(at))

    assert moved_by(0.0) == 0 < moved_by(0.4) < moved_by(1.0)


@pytest.mark.parametrize(
    "what",
    [
        "breach:insult",
        "press:hurry",
        "press:take_it",
        "argue:provocation",
        "argue:minor_amount",
        "threaten:heavier_charge",
    ],
)
def test_blame_and_haste_harden(line, what):
    assert softened(on_line(line, act(what))) < 0
    assert softened(on_line(line, act(what), traits=HOSTILE)) < softened(on_line(line, act(what)))


def test_an_insult_undoes_what_listening_won(line):
    soft = fold(line, on_line(line, act("rapport:empathise"), act("ask:account")).events)
    hurt = fold(soft, on_line(soft, act("breach:insult")).events)
    assert hurt.softened < soft.softened


def listened(state, times=4):
    for what in ("rapport:empathise", "ask:account", "rapport:apologise", "ask:victim", "propose:apology")[:times]:
        state = fold(state, on_line(state, act(what)).events)
    return state


def offer(state, yuan, **more):
    return on_line(state, act("propose:restitution", restitution_yuan=yuan), terms=Terms(restitution_yuan=yuan), **more)


def in_parts(state, words, traits=CALM):
    return victim.respond(scene(state, "victim", act("propose:restitution"), traits=traits, text=words))


def test_a_plan_that_begins_in_earnest_makes_the_loss_good(line):
    reply = in_parts(
        line, f"{REPAIR.demand_yuan:.0f} yuan in all: {REPAIR.means_yuan:.0f} today, the rest in monthly instalments."
    )
    assert "restitution.parts" in gists(reply)
    assert [e.circumstance for e in of(reply, ev.Established)] == [REPAIR.paid]


def yes_of_the_accused(state, what):
    reply = accused.respond(scene(state, "accused", act(what), text="..."))
    said = ev.Said(turn=1, speaker="accused", role="accused", room="meeting", text="...", gist=tuple(gists(reply)))
    return fold(state, [said])


@pytest.mark.parametrize(
    "plan", ["", f"{REPAIR.demand_yuan} yuan in all: {REPAIR.means_yuan} today, the rest on 1 July."]
)
def test_no_money_comes_from_those_nobody_asked(unasked, plan):
    soft = listened(unasked, 5)
    reply = in_parts(soft, plan) if plan else offer(soft, REPAIR.means_yuan)
    assert "restitution.whose" in gists(reply)
    assert not of(reply, ev.Established)


@pytest.mark.parametrize("what", ["propose:restitution", "advise:repair"])
def test_the_accuseds_own_yes_is_enough(unasked, what):
    asked = yes_of_the_accused(listened(unasked, 5), what)
    assert [e.circumstance for e in of(offer(asked, REPAIR.means_yuan), ev.Established)][:1] == [REPAIR.paid]


def test_drips_do_not(line):
    reply = in_parts(line, f"{REPAIR.demand_yuan:.0f} yuan, in eight monthly instalments of 400.")
    assert "restitution.slow" in gists(reply)
    assert of(reply, ev.Established) == []


def test_a_sum_nobody_has_is_asked_after(line):
    assert REPAIR.demand_yuan > REPAIR.means_yuan
    reply = offer(line, REPAIR.demand_yuan)
    assert "restitution.when" in gists(reply)
    assert of(reply, ev.Established) == []


def test_what_is_settled_stays_settled(line):
    paid = fold(line, [ev.Established(circumstance=REPAIR.paid)])
    reply = offer(paid, REPAIR.demand_yuan)
    assert "restitution.accept" in gists(reply)
    assert of(reply, ev.Established) == []


def test_money_with_an_apology_is_forgiven(line):
    soft = listened(line, 5)
    reply = offer(soft, REPAIR.means_yuan)
    assert {e.circumstance for e in of(reply, ev.Established)} == {REPAIR.paid, REPAIR.forgiven}
    assert "forgive" in gists(reply)
    assert fold(soft, reply.events).forgave


def test_money_alone_is_taken_and_not_forgiven(line):
    reply = offer(line, REPAIR.demand_yuan)
    assert "forgive" not in gists(reply)
    assert REPAIR.forgiven not in {e.circumstance for e in of(reply, ev.Established)}


def test_too_little_is_too_little(line):
    for state in (line, listened(line, 5)):
        reply = offer(state, REPAIR.floor_yuan - 500)
        assert not of(reply, ev.Established)
        assert {"restitution.low", "restitution.near"} & set(gists(reply))


def test_the_softer_the_less_it_has_to_be(line):
    assert not of(offer(line, REPAIR.means_yuan), ev.Established)
    assert of(offer(listened(line, 5), REPAIR.means_yuan), ev.Established)


def test_what_the_family_does_not_have_is_not_paid(line):
    reply = offer(listened(line, 5), REPAIR.means_yuan + 1000)
    assert not of(reply, ev.Established)


def test_a_vague_offer_is_asked_back(line):
    assert "restitution.vague" in gists(on_line(line, act("propose:restitution")))


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(ACT_IDS), min_size=1, max_size=3),
            st.sampled_from([None, 500.0, 2000.0, 2600.0, 9000.0]),
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["en", "zh"]),
    st.sampled_from(["bruised", "ledger"]),
)
def test_the_victim_always_has_words_and_forgives_only_what_is_paid(steps, lang, persona):
    state = in_room(opening(lang=lang, personas={"victim": persona}), "victim")
    for acts, yuan in steps:
        terms = Terms(restitution_yuan=yuan) if yuan else None
        moment = scene(state, "victim", *[act(a) for a in acts], terms=terms, text="...")
        reply = victim.respond(moment)
        assert speak(Speaker("victim", "victim", persona, PLAY.folder, lang), reply.moves, state.spoken, moment.rng)
        state = fold(state, reply.events)
        if REPAIR.forgiven in state.established:
            assert REPAIR.paid in state.established
            assert (state.offered_yuan or 0) >= REPAIR.floor_yuan


# The duty lawyer

FIGHTER, WITNESS = Traits(fight=0.9), Traits(fight=0.1)


@pytest.fixture
def talk():
    return in_room(opening(role="prosecutor"), "counsel")


def put(state, months):
    return fold(
        state, [ev.OfferMade(by="trainee", terms=Terms(kind="imprisonment", months=(months, months), fine_yuan=4000))]
    )


def counsel(state, *acts, traits=FIGHTER, duties=()):
    return lawyer.respond(scene(state, "lawyer", *acts, traits=traits, text="...", duties=duties))


def test_one_who_bargains_asks_for_less_and_inside_the_law(talk):
    state = put(talk, 9)
    reply = counsel(state, act("propose:sentence"))
    (asked,) = of(reply, ev.OfferMade)
    assert "offer.counter" in gists(reply)
    assert asked.terms.months[1] < 9
    assert bargain.breaches(asked.terms, bargain.result_with(PLAY, bargain.shown(PLAY, state))) == ()


def test_one_who_only_signs_has_nothing_to_say(talk):
    reply = counsel(put(talk, 9), act("propose:sentence"), traits=WITNESS)
    assert gists(reply) == ["offer.fine"]
    assert not reply.events


def test_points_are_raised_one_after_the_other_and_none_twice(talk):
    raised = []
    state = put(talk, 9)
    for _ in range(8):
        reply = counsel(state, act("ask:opinion"))
        raised += [e.circumstance or e.ground for e in of(reply, ev.GroundAnswered) if e.outcome == "noproof"]
        state = fold(state, reply.events)
        state = fold(
            state,
            [ev.Said(turn=1, speaker="lawyer", role="defence", room="counsel", text="x", gist=tuple(gists(reply)))],
        )
    assert len(raised) >= 3
    assert len(set(raised)) == len(raised)


@pytest.mark.parametrize("duties", [("charge", "sentence", "procedure", "opinion"), ()])
def test_told_that_it_may_speak_the_defence_speaks(talk, duties):
    reply = counsel(put(talk, 9), act("inform:opinion"), duties=duties)
    assert [e for e in of(reply, ev.GroundAnswered) if e.outcome == "noproof"]


def test_an_answer_with_a_reason_settles_the_point(talk):
    state = put(talk, 9)
    state = fold(state, counsel(state, act("ask:opinion")).events)
    (point,) = lawyer.open_points(state)
    bare = counsel(state, act("reject:opinion"))
    assert "answered.poorly" in gists(bare)
    reasoned = counsel(state, act("reject:opinion"), act("argue:guideline"))
    assert "answered.well" in gists(reasoned)
    assert point not in lawyer.open_points(fold(state, reasoned.events))


def test_one_who_bargains_wants_to_speak_to_the_client_first(talk):
    assert "ask.private" in gists(counsel(put(talk, 9), act("ask:decision")))
    assert "accept" in gists(counsel(put(talk, 9), act("ask:decision"), traits=WITNESS))


@given(
    st.lists(st.lists(st.sampled_from(ACT_IDS), min_size=1, max_size=3), min_size=1, max_size=6),
    st.sampled_from(["en", "zh"]),
    st.sampled_from(["bargainer", "signature-only"]),
    st.booleans(),
)
def test_the_lawyer_always_has_words_and_counters_lawfully(steps, lang, persona, offered):
    state = in_room(opening(role="prosecutor", lang=lang, personas={"lawyer": persona}), "counsel")
    state = put(state, 9) if offered else state
    for acts in steps:
        moment = scene(state, "lawyer", *[act(a) for a in acts], text="...")
        reply = lawyer.respond(moment)
        assert 1 <= len(reply.moves) <= 3
        assert speak(Speaker("lawyer", "defence", persona, PLAY.folder, lang), reply.moves, state.spoken, moment.rng)
        for made in of(reply, ev.OfferMade):
            assert bargain.breaches(made.terms, bargain.result_with(PLAY, bargain.shown(PLAY, state))) == ()
        state = fold(state, reply.events)


POINT = {"en": "And the earphones?", "zh": "那耳机呢？"}
PAPER = {"en": "Did you read the service slip?", "zh": "售后的工单您看了吗？"}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", ["other:other", "ask:fact", "ask:capacity", "propose:restitution"])
def test_a_lazy_lawyer_is_not_deaf(lang, kind):
    state = in_room(opening(role="prosecutor", lang=lang, personas={"lawyer": "signature-only"}), "counsel")
    for text, key in ((POINT[lang], "asked.point"), (PAPER[lang], "asked.file")):
        assert gists(lawyer.respond(scene(state, "lawyer", act(kind), text=text))) == [key]


def test_greetings_are_not_said_after_the_matter():
    state = in_room(opening(role="prosecutor", personas={"lawyer": "signature-only"}), "counsel")
    reply = lawyer.respond(scene(state, "lawyer", act("rapport:greet"), act("ask:procedure"), text="Hello. Which?"))
    assert gists(reply) == ["asked.procedure"]


ON_THE_LINE = [
    ("en", "Would you like a cup of tea?", "kindness", None),
    ("en", "How are you today?", "kindness", None),
    ("en", "We can pay 500 today and the remaining 500 next week.", "restitution.low", 1000),
    ("en", "They would pay you 900, would that do?", "restitution.low", 900),
    ("en", "500 today and another 1000 at the end of the month.", "restitution.low", 1500),
    ("zh", "您先喝杯茶，慢慢说。", "kindness", None),
    ("zh", "您吃饭了吗？", "kindness", None),
    ("zh", "今天先给五百，剩下的五百下周给。", "restitution.low", 1000),
    ("zh", "我们赔您九百，您看行吗？", "restitution.low", 900),
    ("zh", "今天给五百，月底再给一千。", "restitution.low", 1500),
]


@pytest.mark.parametrize(("lang", "words", "gist", "sum_said"), ON_THE_LINE)
def test_the_victim_answers_the_sum_said_and_a_kind_word_as_one(lang, words, gist, sum_said):
    session = new_session(lang=lang)
    typed(session, "/read victim-statement", "/go victim", words)
    assert said_by(session.events, "victim")[-1].gist[0] == gist
    assert session.state.offered_yuan == sum_said


def test_who_puts_the_whole_sum_is_not_told_the_sum(line):
    wanted = REPAIR.demand_yuan
    terms = Terms(restitution_yuan=wanted)
    reply = on_line(line, act("propose:restitution"), act("ask:victim"), terms=terms)
    assert "demand" not in gists(reply)
    assert any(g.startswith("restitution.") for g in gists(reply))


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "What is your opinion on the earphones?"), ("zh", "耳机这一节，您有什么意见？")]
)
def test_one_who_only_signs_is_asked_about_a_point_and_speaks_of_it(lang, text):
    state = in_room(opening(role="prosecutor", lang=lang, personas={"lawyer": "signature-only"}), "counsel")
    assert gists(lawyer.respond(scene(state, "lawyer", act("ask:opinion"), text=text)))[0] == "asked.point"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The earphones come out. I would recommend five months of detention. What do you say?"),
        ("zh", "耳机不再认定，我准备建议拘役五个月。您怎么看？"),
    ],
)
def test_a_point_given_up_with_a_figure_is_not_asked_for_the_figure(lang, text):
    state = in_room(opening(role="prosecutor", lang=lang, personas={"lawyer": "signature-only"}), "counsel")
    terms = Terms(kind="detention", months=(5.0, 5.0))
    put_down = in_room(state, "counsel", ev.OfferMade(by="trainee", terms=terms))
    reply = lawyer.respond(scene(put_down, "lawyer", act("propose:sentence"), text=text, terms=terms))
    assert gists(reply) == ["hear.struck.priced", "offer.fine"]

"""The prosecutor: moved by grounds with proof, little by pleading, never out of the law, never back up."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import act, gists, heard, in_room, of, opening, scene

from trainer import events as ev
from trainer.acts import INVENTORY
from trainer.law.terms import Terms
from trainer.persona import bargain, prosecutor
from trainer.persona.bank import Traits
from trainer.persona.voice import Speaker, speak
from trainer.scenario.loader import load_play
from trainer.state import fold

PLAYS = ["courier-theft", "just-a-witness"]
DISPOSITIONS = {p: load_play(p).cast["prosecutor"].personas for p in PLAYS}


def table(scenario="courier-theft", persona=None, lang="en", seed=7):
    """At the table with this prosecutor, the first figure named."""
    personas = {"prosecutor": persona} if persona else None
    state = opening(scenario, personas=personas, lang=lang, seed=seed)
    room = next(r.id for r in load_play(scenario).script.rooms if "prosecutor" in r.listeners)
    state = in_room(state, room)
    return fold(state, prosecutor.open_offer(scene(state, "prosecutor")).events)


def answer(state, *acts, text="...", traits=None, terms=None, seed=1):
    return prosecutor.respond(scene(state, "prosecutor", *acts, text=text, traits=traits, terms=terms, seed=seed))


def figure(state):
    return state.offer.months[1]


GROUNDS = [f"argue:{t}" for t in INVENTORY["argue"]]
SAYING = st.sampled_from(
    [
        "...",
        "Article 67 of the Criminal Law says so.",
        "The seizure and return lists show it.",
        "The phone was valued as new.",
        "There were no earphones in the box.",
        "Officer Qin was at the station at 15:40.",
        "Please.",
        "第67条",
        "没有别的。",
    ]
)
TERMS = st.one_of(
    st.none(),
    st.builds(
        lambda n, p: Terms(months=(n, n), **({"probation": True} if p else {})), st.integers(1, 14), st.booleans()
    ),
    st.builds(lambda n: Terms(months_delta=-n), st.integers(1, 8)),
    st.builds(lambda n: Terms(fine_yuan=n), st.sampled_from([500.0, 2000.0])),
    st.just(Terms(probation=True)),
)
STEP = st.tuples(
    st.lists(
        st.sampled_from(
            [
                *GROUNDS,
                "propose:sentence",
                "propose:probation",
                "propose:fine",
                "propose:trade",
                "reject:offer",
                "accept:offer",
                "request:bail",
                "propose:restitution",
                "threaten:custody",
                "press:hurry",
            ]
        ),
        min_size=1,
        max_size=3,
    ),
    TERMS,
    SAYING,
    st.booleans(),
)
CASE = st.sampled_from([(p, d) for p in PLAYS for d in DISPOSITIONS[p]])


@given(CASE, st.lists(STEP, min_size=1, max_size=8), st.integers(0, 30))
def test_every_offer_is_lawful_and_none_is_higher_than_the_one_before(case, steps, seed):
    scenario, persona = case
    play = load_play(scenario)
    state = table(scenario, persona, seed=seed)
    last = state.offer
    assert bargain.breaches(last, bargain.result_with(play, bargain.shown(play, state))) == ()
    for acts, terms, text, paid in steps:
        if paid and play.script.repair:
            state = fold(state, [ev.Established(circumstance=play.script.repair.paid)])
        reply = answer(state, *[act(a) for a in acts], text=text, terms=terms, seed=seed)
        for event in reply.events:
            state = fold(state, [event])
            if isinstance(event, ev.OfferMade) and event.by == "prosecutor":
                lawful = bargain.result_with(play, bargain.shown(play, state))
                assert bargain.breaches(event.terms, lawful) == ()
                assert event.terms.months[1] <= last.months[1]
                last = event.terms
        assert state.offer == last


@given(CASE, st.lists(STEP, min_size=1, max_size=5), st.sampled_from(["en", "zh"]), st.integers(0, 9))
def test_there_is_always_an_answer_that_can_be_said(case, steps, lang, seed):
    scenario, persona = case
    play = load_play(scenario)
    state = table(scenario, persona, lang=lang, seed=seed)
    for acts, terms, text, _ in steps:
        moment = scene(state, "prosecutor", *[act(a) for a in acts], text=text, terms=terms, seed=seed)
        reply = prosecutor.respond(moment)
        assert 1 <= len(reply.moves) <= 4
        who = Speaker("prosecutor", "prosecutor", persona, play.folder, lang)
        words = speak(who, reply.moves, state.spoken, moment.rng)
        assert words
        assert "{{" not in words
        assert not re.search(r"ground\.\w", words), "the name of a ground is missing"
        state = fold(state, reply.events)


def rated(play):
    """Circumstances of the file with a rate that are not yet in the figure."""
    return [c for c in play.script.circumstances if c.from_start and not c.in_offer and c.in_guideline]


PROVED = {
    "restitution": "The phone was returned to her on 14 May; the seizure and return lists show it, Article 67 besides.",
    "first-offence": "The record check shows no criminal record.",
    "low-danger": "He has a lease and his employer keeps the job open.",
}


@pytest.mark.parametrize("persona", DISPOSITIONS["courier-theft"])
@pytest.mark.parametrize("circumstance", [c.id for c in rated(load_play("courier-theft"))])
def test_a_ground_with_proof_moves_at_least_as_much_as_a_plea(persona, circumstance):
    ground = load_play("courier-theft").circumstances[circumstance].ground
    state = table(persona=persona)
    proved = fold(state, answer(state, act(f"argue:{ground}"), text=PROVED[circumstance]).events)
    bare = fold(state, answer(state, act("propose:sentence"), text="Please, a little less.").events)
    assert proved.grounds[circumstance].outcome == "accepted"
    assert figure(proved) <= figure(bare) <= figure(state)
    assert figure(proved) < figure(state)


@pytest.mark.parametrize("persona", ["form-reader", "quota"])
def test_a_closed_office_wants_to_see_the_proof(persona):
    state = table(persona=persona)
    reply = answer(state, act("argue:restitution"), text="He has given it back.")
    assert "ground.noproof" in gists(reply)
    assert figure(fold(state, reply.events)) == figure(state)


def test_a_ground_counts_once():
    state = table(persona="listener")
    first = fold(state, answer(state, act("argue:restitution"), text=PROVED["restitution"]).events)
    again = answer(first, act("argue:restitution"), text=PROVED["restitution"])
    assert "ground.repeat" in gists(again)
    assert figure(fold(first, again.events)) == figure(first)


def test_what_is_in_the_figure_already_is_known():
    state = table(persona="listener")
    reply = answer(state, act("argue:confession"), text="He confessed, see the first record.")
    assert "ground.known" in gists(reply)
    assert not of(reply, ev.OfferMade)


def test_what_has_not_come_about_comes_later():
    state = table(persona="listener")
    assert "ground.later" in gists(answer(state, act("argue:victim_understanding"), text="She will forgive him."))
    paid = fold(state, [ev.Established(circumstance="compensation.paid_and_forgiven")])
    done = answer(paid, act("argue:victim_understanding"), text="Here is her letter of understanding.")
    assert figure(fold(paid, done.events)) < figure(state)


def test_a_ground_the_file_does_not_show_moves_nothing():
    state = table(persona="listener")
    for ground in ("self_surrender", "meritorious", "accessory", "attempt", "minor"):
        reply = answer(state, act(f"argue:{ground}"), text="Article 67.")
        assert "ground.reject" in gists(reply)
        assert not of(reply, ev.OfferMade)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_supposed_ground_is_answered_by_its_name(lang):
    for topic in INVENTORY["argue"]:
        moment = scene(table(persona="listener", lang=lang), "prosecutor", act(f"argue:{topic}", "hypothetical"))
        reply = prosecutor.respond(moment)
        words = speak(
            Speaker("prosecutor", "prosecutor", "listener", moment.play.folder, lang),
            reply.moves,
            frozenset(),
            moment.rng,
        )
        assert not re.search(r"ground\.\w", words), topic


WEAK = [
    ("earphones", "argue:evidence_gap", "There were no earphones in the box, the first record says so."),
    ("valued-as-new", "argue:evidence_gap", "The phone was valued as new though it was bought in March 2025."),
]


@pytest.mark.parametrize(("weak", "by", "words"), WEAK)
def test_a_weak_point_named_is_conceded_once(weak, by, words):
    state = table(persona="stickler")
    reply = answer(state, act(by), text=words)
    after = fold(state, reply.events)
    assert after.grounds[weak].outcome == "conceded"
    assert figure(after) < figure(state)
    assert figure(fold(after, answer(after, act(by), text=words).events)) == figure(after)


def test_thin_evidence_without_a_name_moves_nobody():
    state = table(persona="stickler")
    reply = answer(state, act("argue:evidence_gap"), text="The evidence is thin.")
    assert "gap.defend" in gists(reply)
    assert figure(fold(state, reply.events)) == figure(state)


def test_a_flaw_is_traded_only_when_something_is_asked():
    words = "The second record was taken by one officer; Qin was at the station at 15:40."
    state = table(persona="stickler")
    quarrel = answer(state, act("argue:procedural_flaw"), text=words)
    trade = answer(
        state, act("argue:procedural_flaw"), act("propose:sentence"), text=words, terms=Terms(months_delta=-1)
    )
    assert gists(quarrel) == ["flaw.defend"]
    assert "flaw.trade" in gists(trade)
    assert figure(fold(state, trade.events)) < figure(fold(state, quarrel.events)) == figure(state)


def test_a_figure_outside_the_law_is_named_so():
    state = table(persona="listener")
    reply = answer(state, act("propose:sentence"), terms=Terms(months=(1, 1)))
    assert "counter.unlawful" in gists(reply)
    assert figure(fold(state, reply.events)) == figure(state)


def test_the_same_figure_is_met_when_the_grounds_bear_it():
    state = table(persona="listener")
    for by, words in [("argue:restitution", PROVED["restitution"]), *[(b, w) for _, b, w in WEAK]]:
        state = fold(state, answer(state, act(by), text=words).events)
    target = bargain.stand(load_play("courier-theft"), state, 0.7).target
    reply = answer(state, act("propose:sentence"), terms=Terms(months=(target, target)))
    assert figure(fold(state, reply.events)) == target


@pytest.mark.parametrize("agrees", ["accept:offer", "reject:offer"])
def test_who_agrees_to_another_figure_or_turns_the_offer_down_with_one_has_put_that_figure(agrees):
    reply = answer(table(), act(agrees), terms=Terms(months=(8, 8)))
    assert [e.terms.months for e in of(reply, ev.OfferMade) if e.by == "defence"] == [(8, 8)]
    assert not any(e.accepted for e in of(reply, ev.OfferAnswered))


def test_who_agrees_to_the_very_figure_has_agreed():
    state = table()
    reply = answer(state, act("accept:offer"), terms=Terms(months=state.offer.months))
    assert [e.accepted for e in of(reply, ev.OfferAnswered)] == [True]


def test_probation_waits_for_deeds():
    state = table(persona="listener")
    ask = Terms(months=(8, 8), probation=True)
    assert {"probation.needs", "probation.refuse"} & set(gists(answer(state, act("propose:probation"), terms=ask)))
    paid = fold(state, [ev.Established(circumstance=c) for c in ("compensation.paid_and_forgiven",)])
    after = fold(
        paid,
        answer(
            paid,
            act("argue:victim_understanding"),
            act("propose:probation"),
            text="her letter of understanding",
            terms=ask,
        ).events,
    )
    assert after.offer.probation
    assert after.offer.probation_months


def test_what_the_law_owes_is_given_by_everybody():
    hard = Traits(generosity=0.0, candour=0.0, press=1.0)
    for topic in ("file", "private_meeting", "record_opinion", "reasons", "correction", "interpreter"):
        (asked,) = of(answer(table(), act(f"request:{topic}"), traits=hard), ev.Asked)
        assert asked == ev.Asked(what=topic, granted=True)
    (bail,) = of(answer(table(), act("request:bail"), traits=hard), ev.Asked)
    assert not bail.granted


def test_an_adult_is_given_no_guardian():
    assert of(answer(table(), act("request:guardian")), ev.Asked) == []


def test_who_grumbles_and_accepts_has_accepted():
    state = table()
    grumble = act("reject:offer").model_copy(update={"confidence": 0.5})
    said = of(answer(state, grumble, act("accept:offer")), ev.OfferAnswered)
    assert [a.accepted for a in said] == [True]


def test_a_confidence_is_heard_when_it_is_told():
    secret = next(f for f in load_play("courier-theft").script.facts if f.confidential)
    state = fold(table(), [ev.Learnt(facts=(secret.id,), source="accused")])
    assert "leak" in gists(answer(state, act("inform:fact"), text="He took a tin of milk powder in March."))
    assert "leak" not in gists(answer(state, act("inform:fact"), text="He has a lease on his room."))


def test_generosity_goes_further_down():
    grounds = [("argue:restitution", PROVED["restitution"]), *[(b, w) for _, b, w in WEAK]]
    reached = {}
    for generosity in (0.1, 0.9):
        state = table()
        for by, words in grounds:
            state = fold(
                state, answer(state, act(by), text=words, traits=Traits(generosity=generosity, candour=0.9)).events
            )
        reached[generosity] = figure(state)
    assert reached[0.9] < reached[0.1]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_real_words_move_the_figure(lang):
    words = {
        "en": "The seizure and return lists show that the phone was handed over on 11 May and returned to her. "
        "That is restitution, up to 30 percent.",
        "zh": "扣押清单和发还清单显示，手机5月11日主动交出、已经发还被害人，"
        "属于退赃退赔，可以减少基准刑的百分之三十以下。",
    }[lang]
    state = table(persona="listener", lang=lang)
    reply = prosecutor.respond(heard(state, "prosecutor", words))
    assert figure(fold(state, reply.events)) < figure(state)


# How well a ground is argued, where a model was asked


@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0, -9.0, 99.0])
@pytest.mark.parametrize("play", PLAYS)
def test_an_argument_moves_the_figure_only_inside_its_bounds(play, strength):
    from dataclasses import replace

    state = table(play)
    widest = bargain.result_with(load_play(play), bargain.shown(load_play(play), state)).declared.months
    for ground in GROUNDS:
        moment = scene(state, "prosecutor", act(ground), text="Article 67, and the lists show it.")
        plain = prosecutor.respond(moment)
        judged = prosecutor.respond(replace(moment, reading=replace(moment.reading, strength=strength)))
        given = of(judged, ev.GroundAnswered)
        assert all(bargain.WEAKEST <= e.factor <= bargain.STRONGEST for e in given)
        assert [e.outcome for e in given] == [e.outcome for e in of(plain, ev.GroundAnswered)]
        for offer in of(judged, ev.OfferMade):
            assert widest[0] <= offer.terms.months[0] <= offer.terms.months[1] <= max(widest[1], figure(state))
        if strength == 0.5:
            assert [e.model_dump() for e in judged.events] == [e.model_dump() for e in plain.events]


def test_a_stronger_argument_is_worth_no_less_than_a_weaker():
    assert bargain.argued(None) == bargain.argued(0.5) == 1.0
    assert bargain.argued(0.0) < bargain.argued(0.7) < bargain.argued(1.0)


def test_one_thing_asked_for_in_several_sentences_is_settled_once():
    reply = answer(table(), act("request:file"), act("request:file"), act("request:private_meeting"))
    assert [e.what for e in of(reply, ev.Asked)] == ["file", "private_meeting"]


BOTH = {"en": "The phone was counted as new, at 100 percent condition, and there were no earphones in the box.",
        "zh": "手机按全新计价，成新率算了百分之百；盒子里也没有耳机。"}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", ["argue:evidence_gap", "argue:procedural_flaw"])
def test_every_point_of_a_turn_is_answered_and_one_figure_named(lang, kind):
    state = table(lang=lang, persona="listener")
    reply = prosecutor.respond(scene(state, "prosecutor", act(kind), text=BOTH[lang]))
    assert gists(reply) == ["gap.valued-as-new.also", "gap.earphones.concede"]
    assert len(of(reply, ev.OfferMade)) == 1
    later = fold(state, reply.events)
    again = prosecutor.respond(scene(later, "prosecutor", act(kind), text=BOTH[lang]))
    assert gists(again) == ["ground.given"]
    asked = prosecutor.respond(scene(later, "prosecutor", act("ask:opinion"), text=BOTH[lang]))
    assert gists(asked) == ["ground.given"]


@pytest.mark.parametrize("more", ["ask:opinion", "argue:evidence_gap", "argue:illegal_evidence"])
def test_what_is_given_up_in_a_turn_is_not_called_given_up_before(more):
    acts = (act("argue:evidence_gap"), act(more))
    reply = prosecutor.respond(scene(table(persona="listener"), "prosecutor", *acts, text=BOTH["en"]))
    assert "ground.given" not in gists(reply)


def test_points_given_up_are_named_beside_the_figure_and_the_last_figure_is_spoken():
    state = table(persona="listener")
    terms = Terms(kind="detention", months=(4.0, 4.0))
    acts = (act("argue:evidence_gap"), act("propose:sentence"))
    reply = prosecutor.respond(scene(state, "prosecutor", *acts, text=BOTH["en"], terms=terms))
    spoken = {m.slots["terms"] for m in reply.moves if "terms" in m.slots}
    assert gists(reply)[:2] == ["gap.valued-as-new.also", "gap.earphones.concede"]
    assert len(spoken) == 1


@pytest.mark.parametrize(
    ("lang", "text", "tells"),
    [
        ("en", "So how many months are we at?", True),
        ("zh", "那您现在是几个月？", True),
        ("en", "And what about the weather?", False),
        ("zh", "您觉得今天天气怎么样？", False),
    ],
)
def test_a_question_about_the_figure_is_answered_with_it_though_no_act_was_heard(lang, text, tells):
    reply = answer(table(lang=lang), act("other:other"), text=text)
    assert any(g in ("offer.reasons", "ask.grounds") for g in gists(reply)) is tells


PROMISED = {
    "en": "He was told on 14 May that he would be home for the festival if he signed. Please pull the recording.",
    "zh": "5月14日有人跟他说，签了字端午就能回家。请调取当天的录音录像。",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["request:recording", "inform:fact", "argue:procedural_flaw"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_office_that_is_told_of_a_promise_answers_that(lang, kind):
    knows = fold(table(lang=lang), [ev.Learnt(facts=("festival-promise",), source="accused")])
    assert gists(answer(knows, act(kind), text=PROMISED[lang]))[0] == "pressure.told"
    assert "pressure.told" not in gists(answer(table(lang=lang), act(kind), text=PROMISED[lang]))


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "We accept. Please print it without the earphones."), ("zh", "我们接受，请把具结书里的耳机去掉重打。")],
)
def test_who_accepts_is_not_told_once_more_what_was_given_up(lang, text):
    given = fold(table(lang=lang), [ev.GroundAnswered(ground="earphones", outcome="conceded", share=1.0)])
    reply = answer(given, act("argue:evidence_gap"), act("accept:offer"), text=text)
    assert gists(reply) == ["accept"]


@pytest.mark.parametrize("scenario", PLAYS)
def test_a_fine_alone_leaves_no_length_standing_and_is_not_simply_taken(scenario):
    state = table(scenario)
    alone = Terms(kind="fine_only", fine_yuan=2000.0)
    reply = answer(state, act("propose:fine"), text="A fine of two thousand and nothing else.", terms=alone)
    put = next(e for e in reply.events if isinstance(e, ev.OfferMade) and e.by == "defence")
    assert (put.terms.kind, put.terms.months) == ("fine_only", None)
    assert not any(
        isinstance(e, ev.OfferMade) and e.terms.kind == "fine_only" and e.by != "defence" for e in reply.events
    )


@pytest.mark.parametrize(("kind", "key"), [("accept:procedure", "agreed"), ("reject:procedure", "refused")])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_yes_or_no_to_the_procedure_is_answered_as_that(lang, kind, key):
    moves = answer(table(lang=lang), act(kind), text="...").moves
    assert [m.gist for m in moves] == [f"procedure.{key}"]

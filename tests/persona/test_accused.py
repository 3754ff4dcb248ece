"""The accused: what is said changes what they understand, trust and fear, and only the right question shows it."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import act, gists, heard, in_room, minded, of, opening, scene

from trainer import events as ev
from trainer.acts import ACT_IDS, DUTIES
from trainer.dialogue import law_talk
from trainer.law.terms import Terms
from trainer.persona import accused, breath, own_mind, teach_back
from trainer.persona.bank import Traits
from trainer.persona.plea import CORE, is_free, is_knowing
from trainer.scenario.loader import load_play
from trainer.state import fold

WORDS = {"en": "It means this much for you.", "zh": "对你来说就是这么回事。"}


@pytest.fixture
def state():
    return in_room(opening(personas={"accused": "plain-speaker"}), "meeting")


def told(state, *acts, traits=None, plain=(), claims=(), text="...", seed=1, duties=()):
    return accused.respond(
        scene(state, "accused", *acts, traits=traits, plain=plain, claims=claims, text=text, seed=seed, duties=duties)
    )


def gain(state, duty, traits=None, plain=()):
    return sum(
        e.understanding.get(duty, 0)
        for e in of(told(state, act(f"inform:{duty}"), traits=traits, plain=plain), ev.MindMoved)
    )


@pytest.mark.parametrize("duty", DUTIES)
def test_plain_words_teach_more_than_reading_out(state, duty):
    assert gain(state, duty, plain=(duty,)) > 2 * gain(state, duty) > 0


@pytest.mark.parametrize("duty", DUTIES)
def test_schooling_matters_most_where_the_form_is_read(state, duty):
    low, high = Traits(schooling=0.1), Traits(schooling=0.9)
    assert gain(state, duty, low) < gain(state, duty, high)
    assert gain(state, duty, low, plain=(duty,)) < gain(state, duty, high, plain=(duty,))
    assert gain(state, duty, low, plain=(duty,)) > gain(state, duty, high)


def test_too_much_at_once_is_lost(state):
    four = [act(f"inform:{d}") for d in ("system", "effect", "retraction", "procedure")]
    reply = told(state, *four, plain=("system", "effect", "retraction", "procedure"))
    (moved,) = of(reply, ev.MindMoved)
    assert moved.understanding["effect"] < gain(state, "effect", plain=("effect",)) / 2
    assert "hear.flood" in gists(reply)


def test_what_is_not_asserted_teaches_nothing(state):
    for polarity in ("negated", "hypothetical", "reported"):
        for moved in of(told(state, act("inform:retraction", polarity), plain=("retraction",)), ev.MindMoved):
            assert "retraction" not in moved.understanding


def test_wrong_law_is_believed(state):
    for claim in law_talk.claims().values():
        reply = told(state, act(f"inform:{claim.duty}"), claims=(claim.id,), plain=(claim.duty,))
        (moved,) = of(reply, ev.MindMoved)
        assert claim.id in moved.believes
        assert moved.understanding[claim.duty] < 0
        assert f"hear.{claim.id.replace('.', '.wrong.')}" in gists(reply)


def test_there_are_wrong_statements_to_know():
    assert len(law_talk.claims()) >= 10
    assert {c.duty for c in law_talk.claims().values()} <= set(DUTIES)


def test_a_wrong_belief_shows_when_they_say_it_back(state):
    claim = next(c for c in law_talk.claims().values() if c.duty == "retraction")
    after = fold(state, of(told(state, act("inform:retraction"), claims=(claim.id,)), ev.MindMoved))
    after = minded(after, understanding={"retraction": 1.0})
    move = teach_back.give_back(scene(after, "accused"), "retraction")
    assert not move.gist.endswith(".right")


def test_plain_truth_drives_a_wrong_belief_out(state):
    belief = next(b for b in load_play("courier-theft").script.mind.beliefs if b.duty == "retraction")
    assert belief.id in state.mind.beliefs
    for _ in range(3):
        state = fold(state, of(told(state, act("inform:retraction"), plain=("retraction",)), ev.MindMoved))
    assert belief.id not in state.mind.beliefs


def test_a_closed_question_gets_a_yes_whatever_the_truth(state):
    for understanding in (0.0, 1.0):
        asked = minded(state, understanding=dict.fromkeys(DUTIES, understanding), beliefs=frozenset(), trust=0.3)
        assert gists(told(asked, act("ask:understanding"))) == ["ask.understanding"]


@pytest.mark.parametrize(("known", "shown"), [(0.0, "wrong"), (0.4, "part"), (0.9, "right")])
@pytest.mark.parametrize("duty", DUTIES)
def test_saying_it_back_shows_the_real_state(state, duty, known, shown):
    asked = replace(minded(state, understanding={duty: known}, beliefs=frozenset()), explained={duty: 1})
    assert teach_back.give_back(scene(asked, "accused"), duty).gist == f"teach.{duty}.{shown}"
    reply = told(asked, act("ask:teach_back", about=[duty]))
    assert f"teach.{duty}.{shown}" in gists(reply)


def test_several_things_asked_are_each_said_back(state):
    about = ["sentence", "effect", "retraction"]
    asked = minded(state, understanding={"sentence": 0.9, "effect": 0.4, "retraction": 0.0}, beliefs=frozenset())
    asked = replace(asked, explained=dict.fromkeys(about, 1))
    reply = told(asked, act("ask:teach_back", about=about))
    assert gists(reply) == ["teach.sentence.right", "teach.effect.part", "teach.retraction.wrong"]


def test_what_was_never_explained_here_is_not_said_back(state):
    knows = minded(state, understanding={"sentence": 0.9, "effect": 0.9}, beliefs=frozenset())
    assert gists(told(knows, act("ask:teach_back", about=["sentence"]))) == ["teach.nothing"]
    told_one = replace(knows, explained={"effect": 1})
    reply = told(told_one, act("ask:teach_back", about=["sentence", "effect"]))
    assert gists(reply) == ["teach.effect.right", "teach.rest"]


def test_asked_to_say_back_what_nobody_explained(state):
    assert "teach.nothing" in gists(told(state, act("ask:teach_back")))


RISES = ("inform:confidentiality", "inform:role", "rapport:empathise", "ask:account", "ask:goals", "ask:background")
FALLS = (
    "press:hurry",
    "press:just_sign",
    "press:take_it",
    "threaten:custody",
    "threaten:heavier_charge",
    "threaten:family",
    "breach:insult",
)


@pytest.mark.parametrize("what", RISES)
def test_decency_earns_trust(state, what):
    assert sum(e.trust for e in of(told(state, act(what)), ev.MindMoved)) > 0


@pytest.mark.parametrize("what", FALLS)
def test_pressing_costs_trust(state, what):
    assert sum(e.trust for e in of(told(state, act(what)), ev.MindMoved)) < 0


@pytest.mark.parametrize("what", [f for f in FALLS if not f.startswith("breach")])
def test_pressing_frightens(state, what):
    after = fold(state, told(state, act(what)).events)
    assert after.mind.pressure["by_defence"] > 0
    braver = fold(state, told(state, act(what), traits=Traits(fear=0.0)).events)
    timid = fold(state, told(state, act(what), traits=Traits(fear=1.0)).events)
    assert braver.mind.pressure["by_defence"] < timid.mind.pressure["by_defence"]


def test_kindness_repeated_is_worth_less(state):
    once = told(state, act("rapport:empathise"))
    said = ev.Said(
        turn=1,
        speaker="trainee",
        role="defence",
        room="meeting",
        text="x",
        acts=(act("rapport:empathise"),),
        voice="trainee",
    )
    again = told(fold(state, [said]), act("rapport:empathise"))
    assert 0 < of(again, ev.MindMoved)[0].trust < of(once, ev.MindMoved)[0].trust


def test_words_weigh_more_in_private(state):
    at_table = in_room(state, "signing")
    private = of(told(state, act("rapport:empathise")), ev.MindMoved)[0].trust
    assert private > of(told(at_table, act("rapport:empathise")), ev.MindMoved)[0].trust


def secrets():
    mind = load_play("courier-theft").script.mind
    return [("ask:pressure", mind.pressure_fact), ("ask:promise", mind.promise_fact)]


@pytest.mark.parametrize(("question", "secret"), secrets())
def test_a_secret_needs_the_room_the_trust_and_the_question(state, question, secret):
    fact = load_play("courier-theft").facts[secret]
    trusting, wary = minded(state, trust=fact.hidden.trust), minded(state, trust=fact.hidden.trust - 0.3)
    elsewhere = in_room(trusting, next(r for r in ("consultation", "victim", "file") if r not in fact.hidden.rooms))

    def learnt(reply):
        return {f for e in of(reply, ev.Learnt) for f in e.facts}

    assert secret in learnt(told(trusting, act(question)))
    assert secret not in learnt(told(wary, act(question)))
    assert secret not in learnt(told(elsewhere, act(question)))
    assert secret not in learnt(told(trusting, act("rapport:greet")))
    assert secret not in learnt(told(trusting, act("ask:understanding")))


def test_on_the_brink_they_half_say_it(state):
    fact = load_play("courier-theft").facts[load_play("courier-theft").script.mind.promise_fact]
    brink = minded(state, trust=fact.hidden.trust - 0.05)
    assert f"fact.{fact.id}.hint" in gists(told(brink, act("ask:promise")))
    far = minded(state, trust=0.0)
    assert f"fact.{fact.id}.hide" in gists(told(far, act("ask:promise")))


def test_pressure_spoken_about_can_be_dealt_with(state):
    assert not is_free(state)
    trusting = minded(state, trust=0.9)
    after = fold(trusting, told(trusting, act("ask:pressure")).events)
    assert after.mind.disclosed
    assert not is_free(after), "telling alone does not free anybody"
    after = fold(after, told(after, act("inform:system")).events)
    assert is_free(after)


@pytest.mark.parametrize(
    ("words", "kind", "helps"),
    [
        ("No officer may promise that you are home for the festival.", "rapport:reassure", True),
        ("No officer may promise that you are home for the festival.", "inform:liberty", True),
        ("It will be all right.", "rapport:reassure", False),
        ("Who promised you that you are home for the festival?", "ask:promise", False),
    ],
)
def test_what_is_said_of_the_pressure_itself_deals_with_it(state, words, kind, helps):
    trusting = minded(state, trust=0.9)
    after = fold(trusting, told(trusting, act("ask:promise")).events)
    assert after.mind.disclosed
    before = after.mind.pressed
    after = fold(after, told(after, act(kind), text=words).events)
    assert (after.mind.pressed < before) == helps


def test_pressure_kept_silent_is_not_dealt_with(state):
    after = fold(state, told(state, act("inform:system"), plain=("system",)).events)
    assert not is_free(after)


def test_an_impossible_promise_plants_a_belief(state):
    for topic in ("outcome", "leniency"):
        (moved,) = of(told(state, act(f"promise:{topic}")), ev.MindMoved)
        assert any("promised" in b for b in moved.believes)


def test_knowing_needs_the_core_and_no_wrong_belief(state):
    play = load_play("courier-theft")
    full = dict.fromkeys(CORE, 0.9)
    assert is_knowing(play, minded(state, understanding=full, beliefs=frozenset()))
    assert not is_knowing(play, minded(state, understanding={}, beliefs=frozenset()))
    for duty in CORE:
        assert not is_knowing(play, minded(state, understanding=full, beliefs=frozenset({f"{duty}.something_wrong"})))
    assert is_knowing(play, minded(state, understanding={**full, CORE[0]: 0.1}, beliefs=frozenset()))


def test_fear_signs_anything_and_a_free_client_weighs_the_figure(state):
    limit = load_play("courier-theft").script.mind.authority_months
    dear = fold(state, [ev.OfferMade(by="prosecutor", terms=Terms(months=(limit + 3, limit + 3)))])
    timid, steady = Traits(fear=0.9, please=0.3), Traits(fear=0.1, please=0.3)
    afraid = minded(dear, pressure={"police": 0.9})
    free = minded(dear, pressure={})
    assert own_mind.inclination(scene(afraid, "accused", traits=timid)) == "sign"
    assert own_mind.inclination(scene(free, "accused", traits=steady)) == "unsure"
    fair = fold(free, [ev.OfferMade(by="prosecutor", terms=Terms(months=(limit, limit)))])
    assert own_mind.inclination(scene(fair, "accused", traits=steady)) == "sign"
    advised = fold(
        minded(free, trust=0.9),
        [
            ev.Said(
                turn=1,
                speaker="trainee",
                role="defence",
                room="meeting",
                text="x",
                acts=(act("advise:not_sign"),),
                voice="trainee",
            )
        ],
    )
    assert own_mind.inclination(scene(advised, "accused", traits=steady)) == "refuse"


ACTS = st.lists(st.sampled_from(ACT_IDS), min_size=1, max_size=5)
POLARITY = st.sampled_from(["asserted", "negated", "hypothetical", "reported", ""])


@given(
    ACTS,
    POLARITY,
    st.integers(0, 50),
    st.floats(0, 1),
    st.sampled_from(["meeting", "signing"]),
    st.sampled_from(["en", "zh"]),
)
def test_there_is_always_an_answer_and_it_is_short(acts, polarity, seed, trust, room, lang):
    from trainer.persona.voice import Speaker, speak

    state = minded(in_room(opening(lang=lang), room), trust=trust)
    done = [act(a, "" if a.startswith("ask:") else polarity) for a in acts]
    moment = scene(state, "accused", *done, seed=seed, text=WORDS[lang])
    reply = accused.respond(moment)
    assert 1 <= len(reply.moves) <= breath.MAX_MOVES
    who = Speaker("accused", "accused", state.opening.personas["accused"], moment.play.folder, lang)
    assert speak(who, reply.moves, frozenset(), moment.rng)


def test_what_was_never_told_here_is_not_heard_again():
    state = minded(opening(), understanding={"liberty": 0.9})
    reply = accused.respond(scene(state, "accused", act("inform:liberty"), text="x", plain=("liberty",)))
    assert "hear.again" not in gists(reply)


def test_what_no_debrief_holds_against_its_speaker_plants_no_belief(state):
    words = "You stay, court maybe two weeks, you get the months minus the days you already sat."
    reply = accused.respond(heard(state, "accused", words))
    assert not [b for moved in of(reply, ev.MindMoved) for b in moved.believes]


@pytest.mark.parametrize("persona", ["plain-speaker", "frightened", "defiant", "cellwise"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_wrong_statement_is_not_answered_with_another_one(lang, persona):
    from trainer.persona.bank import shared_bank
    from trainer.persona.voice import Speaker, speak

    state = in_room(opening(lang=lang, personas={"accused": persona}), "meeting")
    others = [
        line
        for key, lines in shared_bank("accused", lang).items()
        for line in lines
        if ".wrong." in key and not key.startswith("hear.sentence.wrong.detention_length")
    ]
    moment = scene(state, "accused", act("inform:sentence"), text="...", claims=("sentence.detention_length",))
    reply = accused.respond(moment)
    who = Speaker("accused", "accused", persona, moment.play.folder, lang)
    said = {speak(who, reply.moves, frozenset(), Random(seed)) for seed in range(20)}
    assert said
    assert not said & set(others)


def test_a_second_explanation_of_the_same_gets_a_sentence_of_its_own_and_the_third_is_old(state):
    known = minded(state, understanding={"system": 0.9})
    answers = []
    for turn in range(1, 5):
        reply = told(known, act("inform:system"), plain=("system",))
        answers += gists(reply)[:1]
        taught = ev.Said(
            turn=2 * turn, speaker=ev.TRAINEE, role="defence", room="meeting", text="...", acts=(act("inform:system"),)
        )
        answered = ev.Said(
            turn=2 * turn + 1, speaker="accused", role="accused", room="meeting", text="...", gist=tuple(gists(reply))
        )
        known = fold(known, [taught, answered])
    assert answers == ["hear.system.got", "hear.system.got", "hear.again", "hear.again"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_who_is_told_of_the_appeal_speaks_of_the_appeal(lang):
    state = minded(in_room(opening(lang=lang), "meeting"), understanding={"retraction": 0.5})
    alone = accused.respond(scene(state, "accused", act("inform:appeal"), text="...", plain=("retraction",)))
    both = [act("inform:retraction"), act("inform:appeal")]
    together = accused.respond(scene(state, "accused", *both, text="...", plain=("retraction",)))
    assert gists(alone) == ["hear.appeal.got"]
    assert gists(together) == ["hear.retraction.got"]


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Those four weeks count day for day."), ("zh", "关的这四个星期，一天抵一天。")]
)
def test_days_that_are_counted_are_not_answered_with_bail(lang, text):
    state = minded(in_room(opening(lang=lang), "meeting"), understanding={"liberty": 0.5})
    reply = accused.respond(scene(state, "accused", act("inform:liberty"), text=text, plain=("liberty",)))
    assert gists(reply)[0] == "hear.liberty.served"

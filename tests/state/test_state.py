"""State: the fold of the events, nothing more, and always inside its bounds."""

from hypothesis import given
from hypothesis import strategies as st
from kit import opening

from trainer import events as ev
from trainer.acts import ACT_IDS, DUTIES, Act
from trainer.law.terms import Terms
from trainer.state import apply, fold

WILD = st.floats(-50, 50, allow_nan=False)
NAMES = st.sampled_from(["police", "custody", "by_defence"])
ROOMS = st.sampled_from(["file", "meeting", "consultation", "signing"])
ACTS = st.sampled_from(ACT_IDS).flatmap(
    lambda i: st.builds(
        lambda polarity: Act(verb=i.split(":")[0], topic=i.split(":")[1], polarity=polarity),
        st.sampled_from(["asserted", "negated", "question", "reported", "hypothetical"]),
    )
)
TERMS = st.builds(lambda n: Terms(kind="imprisonment", months=(n, n)), st.integers(1, 20))
SAID = st.builds(
    ev.Said,
    turn=st.integers(1, 99),
    speaker=st.sampled_from(["trainee", "accused", "prosecutor"]),
    role=st.just("defence"),
    to=st.just(("accused",)),
    room=ROOMS,
    text=st.text(max_size=8),
    acts=st.lists(ACTS, max_size=4).map(tuple),
    facts=st.sampled_from([(), ("cctv",)]),
    gist=st.sampled_from([(), ("ask.account",), ("teach.system.right",)]),
    minutes=st.integers(0, 9),
)
MIND = st.builds(
    ev.MindMoved,
    who=st.just("accused"),
    why=st.just(""),
    understanding=st.dictionaries(st.sampled_from(DUTIES), WILD, max_size=3),
    believes=st.sampled_from([(), ("effect.x",)]),
    drops=st.sampled_from([(), ("effect.x",), ("nailed-down",)]),
    trust=WILD,
    pressure=st.dictionaries(NAMES, WILD, max_size=3),
    disclosed=st.sampled_from([(), ("police",)]),
    dealt=st.sampled_from([(), ("police",)]),
    mood=WILD,
)
EVENTS = st.one_of(
    SAID,
    MIND,
    st.builds(ev.Moved, room=ROOMS, minutes=st.integers(0, 5)),
    st.builds(ev.Waited, minutes=st.integers(0, 9)),
    st.builds(
        ev.Read, document=st.sampled_from(["record-1", "appraisal"]), facts=st.just(("amount",)), minutes=st.just(2)
    ),
    st.builds(ev.OfferMade, by=st.sampled_from(["trainee", "prosecutor", "lawyer", "defence"]), terms=TERMS),
    st.builds(ev.OfferAnswered, by=st.just("defence"), accepted=st.booleans(), terms=TERMS),
    st.builds(
        ev.GroundAnswered,
        ground=st.sampled_from(["restitution", "bare"]),
        outcome=st.sampled_from(["accepted", "noproof", "repeat"]),
        share=st.floats(0, 1),
    ),
    st.builds(ev.Established, circumstance=st.just("compensation.paid_and_forgiven")),
    st.builds(ev.VictimMoved, softened=WILD, offered_yuan=st.sampled_from([None, 2000.0]), forgave=st.booleans()),
    st.builds(
        ev.BeatPlayed,
        beat=st.sampled_from(["a", "b"]),
        flags=st.sampled_from([(), ("f",)]),
        trust=WILD,
        pressure=st.dictionaries(NAMES, WILD, max_size=2),
        minutes=st.integers(0, 4),
    ),
    st.builds(ev.Learnt, facts=st.just(("cctv",)), source=st.just("accused")),
    st.builds(ev.Asked, what=st.sampled_from(["bail", "file"]), granted=st.booleans()),
    st.builds(ev.Hinted, about=st.just("read")),
    st.builds(ev.Noted, text=st.just("n"), filed=st.booleans()),
    st.builds(
        ev.Decided,
        decision=st.sampled_from(["sign", "sign_with_reservation", "decline", "ask_time"]),
        by=st.just("trainee"),
    ),
)
LISTS = st.lists(EVENTS, max_size=14)


@given(LISTS, LISTS, st.sampled_from(["defence", "prosecutor"]))
def test_folding_in_two_goes_is_folding_at_once(first, second, role):
    start = opening(role=role)
    assert fold(start, first + second) == fold(fold(start, first), second)


@given(LISTS)
def test_the_start_is_never_touched(happened):
    start, twin = opening(), opening()
    fold(start, happened)
    assert start == twin


@given(LISTS)
def test_hidden_values_stay_between_nothing_and_all(happened):
    state = opening()
    for event in happened:
        state = apply(state, event)
        mind = state.mind
        assert 0 <= mind.trust <= 1
        assert -1 <= mind.mood <= 1
        assert all(0 <= v <= 1 for v in (*mind.understanding.values(), *mind.pressure.values()))
        assert 0 <= state.softened <= 1
        assert 0 <= mind.pressed <= 1


@given(LISTS)
def test_the_clock_is_the_sum_of_the_minutes(happened):
    assert fold(opening(), happened).clock == sum(e.minutes for e in happened)


@given(LISTS)
def test_what_is_known_is_never_forgotten(happened):
    state = opening()
    for event in happened:
        after = apply(state, event)
        for name in ("known", "read", "done", "established", "beats", "flags", "granted", "refused", "spoken"):
            assert getattr(state, name) <= getattr(after, name)
        state = after


@given(st.lists(ACTS, min_size=1, max_size=5))
def test_only_acts_that_hold_are_done(acts):
    said = ev.Said(
        turn=1, speaker="trainee", role="defence", room="meeting", text="x", acts=tuple(acts), voice="trainee"
    )
    state = fold(opening(), [said])
    assert state.done == {a.id for a in acts if a.holds}
    assert set(state.explained) == {a.duty for a in acts if a.holds and a.duty}


def test_whose_figure_is_whose():
    asked = ev.OfferMade(by="defence", terms=Terms(months=(5, 5)))
    offered = ev.OfferMade(by="prosecutor", terms=Terms(months=(9, 9)))
    own = ev.OfferMade(by="trainee", terms=Terms(months=(7, 7)))
    state = fold(opening(), [offered, asked])
    assert (state.offer.months, state.asked.months) == ((9, 9), (5, 5))
    state = fold(opening(role="prosecutor"), [own, ev.OfferMade(by="lawyer", terms=Terms(months=(4, 4)))])
    assert (state.offer.months, state.asked.months) == ((7, 7), (4, 4))


def test_a_refusal_takes_the_agreement_back():
    terms = Terms(months=(8, 8))
    yes, no = (ev.OfferAnswered(by="defence", accepted=a, terms=terms) for a in (True, False))
    assert fold(opening(), [yes]).agreed == terms
    assert fold(opening(), [yes, no]).agreed is None


def test_pressure_dealt_with_presses_no_more():
    state = fold(opening(), [ev.MindMoved(who="accused", why="", pressure={"police": 0.9, "custody": 0.2})])
    strongest = state.mind.pressed
    state = fold(state, [ev.MindMoved(who="accused", why="", dealt=("police",))])
    assert state.mind.pressed < strongest

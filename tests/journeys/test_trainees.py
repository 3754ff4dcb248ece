"""Kinds of trainee: who explains and asks scores above who reads out or hurries; a good figure alone earns nothing."""

import asyncio
from functools import lru_cache

import pytest

from trainer import events as ev
from trainer.acts import DUTIES
from trainer.dialogue.embedded import EmbeddedInterpreter, models_hash
from trainer.plain import Plain
from trainer.scenario.loader import load_play
from trainer.scoring.embedded import score
from trainer.scoring.files import record_of
from trainer.scoring.rubric import load_rubric
from trainer.session.director import Session
from trainer.simulate import Player, load_plan, plan_names, simulate
from trainer.store.memory import MemoryStore
from trainer.store.sql import SqlStore
from trainer.text import LANGS

DEFENDERS = ("careful", "reader", "hurrier", "winner", "decliner")
PROSECUTORS = ("prosecutor-careful", "prosecutor-reader", "prosecutor-hurrier")


class Typist:
    """A trainee whose lines are written down as they are typed."""

    def __init__(self, player):
        self.player, self.lines = player, []

    def readline(self):
        line = self.player.readline()
        if line:
            self.lines.append(line)
        return line


class Nowhere:
    def write(self, text):
        return len(text)

    def flush(self):
        pass


class Run:
    """One trainee's session, with what they typed and how it was judged."""

    def __init__(self, scenario, name, lang):
        self.plan = load_plan(load_play(scenario), name)
        self.session = Session.create(
            scenario,
            role=self.plan.role,
            lang=lang,
            mode=self.plan.mode,
            seed=self.plan.seed,
            personas=self.plan.personas,
            store=MemoryStore(),
            interpreter=EmbeddedInterpreter(),
            fingerprint=models_hash(),
        )
        typist = Typist(Player(self.session, self.plan))
        asyncio.run(Plain(self.session, typist, Nowhere()).run())
        self.lines = typist.lines
        record = record_of(self.session.play, self.session.events)[1]
        self.results = {r.rubric: r for r in score(record, self.session.play.script.rubrics[self.plan.role])}
        self.outcome = {i.id: i.outcome for r in self.results.values() for i in r.items}
        self.scores = {name: r.score for name, r in self.results.items()}

    def steps(self, step):
        return {d for d in DUTIES if self.outcome[f"{d}.{step}"] == "met"}


@lru_cache(maxsize=32)
def ran(name, lang, scenario="courier-theft"):
    return Run(scenario, name, lang)


def same(events):
    """Events as they compare between two runs; the hash of the folder changes with every file an author saves."""
    return [ev.dump(e.model_copy(update={"scenario_sha256": ""}) if isinstance(e, ev.Started) else e) for e in events]


def test_the_trainees_are_there():
    assert {*DEFENDERS, *PROSECUTORS} <= set(plan_names(load_play("courier-theft")))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [*DEFENDERS, *PROSECUTORS])
def test_every_trainee_comes_to_an_end(name, lang):
    run = ran(name, lang)
    assert run.session.closed
    assert [e for e in run.session.events if isinstance(e, ev.Said) and e.speaker == ev.TRAINEE]
    assert run.session.store.load(run.session.id) == run.session.events


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["careful", "reader", "hurrier", "decliner", "prosecutor-careful"])
def test_the_same_lines_through_the_front_door_play_the_same(run, data_dir, name, lang):
    inside = ran(name, lang)
    plan = inside.plan
    chosen = [word for who, persona in plan.personas.items() for word in ("--persona", f"{who}={persona}")]
    done = run(
        "play",
        "courier-theft",
        "--plain",
        "--lang",
        lang,
        "--role",
        plan.role,
        "--mode",
        plan.mode,
        "--seed",
        plan.seed,
        *chosen,
        stdin="".join(inside.lines),
    )
    assert done.code == 0, done.err
    assert done.err == ""
    store = SqlStore(f"sqlite:///{data_dir / 'sessions.db'}")
    (row,) = store.sessions()
    assert same(store.load(row.id)) == same(inside.session.events)
    assert row.closed
    store.close()
    for rubric in inside.session.play.script.rubrics[plan.role]:
        assert load_rubric(rubric).name[lang] in done.out, "the debrief follows the end"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("other", ["reader", "hurrier"])
@pytest.mark.parametrize("rubric", ["explanation", "consultation", "voluntariness"])
def test_the_careful_one_is_clearly_above(lang, other, rubric):
    assert ran("careful", lang).scores[rubric] > ran(other, lang).scores[rubric] + 25


@pytest.mark.parametrize("lang", LANGS)
def test_they_differ_where_they_behave_differently(lang):
    careful, reader, hurrier = (ran(n, lang) for n in ("careful", "reader", "hurrier"))
    for item in (
        "prep.file",
        "client.account",
        "client.goals",
        "offer.concrete",
        "pressure.asked",
        "truth.account",
        "capacity.asked",
    ):
        assert careful.outcome[item] == "met", item
        assert reader.outcome[item] == "not_met", item
        assert hurrier.outcome[item] == "not_met", item
    assert len(careful.steps("plain")) >= 6
    assert len(careful.steps("plain")) > len(reader.steps("plain")) + 3
    assert len(careful.steps("checked")) >= 2 > len(reader.steps("checked"))
    assert len(reader.steps("said")) >= 4 > len(hurrier.steps("said"))
    assert len(reader.steps("said")) > len(reader.steps("plain"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_careful_one_makes_no_critical_mistake_and_the_hurrier_does(lang):
    assert {r.critical for r in ran("careful", lang).results.values()} == {()}
    hurrier = ran("hurrier", lang)
    assert "pitfall.pressed" in hurrier.results["voluntariness"].critical
    assert hurrier.scores["voluntariness"] <= 40


@pytest.mark.parametrize("lang", LANGS)
def test_the_reader_read_out(lang):
    reader = ran("reader", lang).outcome
    assert (reader["pitfall.read_out"], reader["pitfall.one_breath"]) == ("found", "not_found")
    assert ran("careful", lang).outcome["pitfall.read_out"] == "not_found"


@pytest.mark.parametrize("lang", LANGS)
def test_a_low_sentence_from_an_uninformed_client_scores_below_no_deal(lang):
    """The outcome of the bargain earns nothing by itself (rubrics: how scoring works)."""
    winner, decliner = ran("winner", lang), ran("decliner", lang)
    first = winner.session.play.script.offer.months[1]
    assert winner.session.state.signed
    assert winner.session.state.offer.months[1] <= first - 2, "the winner did bargain"
    assert decliner.session.state.decision == "decline"
    for rubric in ("explanation", "voluntariness"):
        assert decliner.scores[rubric] > winner.scores[rubric] + 25


@pytest.mark.parametrize("lang", LANGS)
def test_the_decliner_declines_because_the_plea_is_not_free(lang):
    decliner, winner = ran("decliner", lang), ran("winner", lang)
    assert {
        "redflag.noticed": "met",
        "redflag.acted": "met",
        "certify.right": "met",
    }.items() <= decliner.outcome.items()
    assert winner.outcome["certify.right"] == "not_met"
    known = decliner.session.state.known
    mind = decliner.session.play.script.mind
    assert {mind.pressure_fact, mind.promise_fact} & known
    done = next(e for e in decliner.session.events if isinstance(e, ev.Decided))
    assert done.by == ev.TRAINEE
    assert done.reason, "the reason is put on record"


@pytest.mark.parametrize("lang", LANGS)
def test_the_careful_one_certifies_rightly(lang):
    assert ran("careful", lang).outcome["certify.right"] == "met"


@pytest.mark.parametrize("lang", LANGS)
def test_prosecutors_are_told_apart(lang):
    careful, reader, hurrier = (ran(n, lang) for n in PROSECUTORS)
    for rubric in ("explanation", "equal_consultation", "voluntariness"):
        assert careful.scores[rubric] > reader.scores[rubric] + 20
        assert careful.scores[rubric] > hurrier.scores[rubric] + 20
    for item in ("hear.charge", "disclose.evidence", "offer.reasons", "time.given"):
        assert (careful.outcome[item], hurrier.outcome[item]) == ("met", "not_met"), item
    assert hurrier.outcome["pitfall.threat"] == "found"
    assert careful.results["equal_consultation"].critical == ()


@pytest.mark.parametrize("name", [*DEFENDERS, *PROSECUTORS])
def test_neither_language_is_the_harder_one(name):
    for rubric, points in ran(name, "en").scores.items():
        assert abs(points - ran(name, "zh").scores[rubric]) <= 20, rubric


@pytest.mark.parametrize("lang", LANGS)
def test_only_a_signature_is_asked_for(lang):
    witness, insister = (ran(n, lang, "just-a-witness") for n in ("witness", "insister"))
    assert witness.session.state.signed
    assert "pitfall.witness" in witness.results["consultation"].critical
    assert insister.outcome["pitfall.witness"] == "not_found"
    assert {"file", "private_meeting"} <= insister.session.state.granted
    for rubric, points in insister.scores.items():
        assert points > witness.scores[rubric], rubric


@pytest.mark.parametrize("lang", LANGS)
def test_other_seeds_keep_the_order(lang):
    for seed in (1, 2):
        points = {}
        for name in ("careful", "reader", "hurrier"):
            session = asyncio.run(simulate("courier-theft", name, lang, seed=seed))
            record = record_of(session.play, session.events)[1]
            points[name] = {r.rubric: r.score for r in score(record, session.play.script.rubrics["defence"])}
        for rubric in points["careful"]:
            assert points["careful"][rubric] > points["reader"][rubric]
            assert points["careful"][rubric] > points["hurrier"][rubric]


@pytest.mark.parametrize("lang", LANGS)
def test_the_demo_is_a_play_with_a_debrief(run, data_dir, lang):
    done = run("demo", "--lang", lang)
    assert (done.code, done.err) == (0, "")
    play = load_play("courier-theft")
    assert play.script.title[lang] in done.out
    for rubric in play.script.rubrics["defence"]:
        assert load_rubric(rubric).name[lang] in done.out
    assert len(done.out) > 6000
    assert "\x1b" not in done.out
    assert not (data_dir / "sessions.db").exists(), "nothing of a demo is kept"

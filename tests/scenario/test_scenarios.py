"""The scenarios of the tree: they load, fit together, every ending can come about; and broken ones are told."""

import itertools
import re
import shutil
from dataclasses import replace

import pytest
import yaml
from kit import minded, opening

from trainer.acts import ACT_IDS
from trainer.errors import ContentError, UsageError
from trainer.i18n.faults import said
from trainer.law.articles import show
from trainer.law.terms import Terms
from trainer.persona import bargain
from trainer.persona.plea import CORE
from trainer.scenario.conditions import When
from trainer.scenario.headlines import broken, headlines
from trainer.scenario.loader import load_play, scenario_folder, scenario_ids
from trainer.session import lint as linting
from trainer.session.court import choose_ending
from trainer.state import Ground
from trainer.text import LANGS, guess_lang

IDS = scenario_ids()


@pytest.fixture(params=IDS)
def play(request):
    return load_play(request.param)


def test_the_two_first_scenarios_are_there():
    assert {"courier-theft", "just-a-witness"} <= set(IDS)


def test_no_faults(play):
    assert linting.lint(play.script.id) == []


def test_the_headline_is_the_beginning_of_the_script(play):
    (line,) = [h for h in headlines() if h.id == play.script.id]
    for lang in LANGS:
        assert (line.title[lang], line.tagline[lang]) == (play.script.title[lang], play.script.tagline[lang])
    assert (tuple(line.roles), line.minutes) == (tuple(play.script.roles), play.script.minutes)


@pytest.mark.parametrize("lang", LANGS)
def test_every_paper_has_its_text_in_the_language(play, lang):
    for document in play.script.documents:
        text = play.text(document.id, lang)
        assert len(text) > 40
        assert guess_lang(text) == lang, document.id


def test_words_are_in_their_language(play):
    def walk(value, where):
        if isinstance(value, dict) and set(value) == {"en", "zh"} and isinstance(value["en"], str):
            assert guess_lang(value["zh"]) == "zh", where
            assert not re.search("[\u4e00-\u9fff]", value["en"]), where
        elif isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, f"{where}.{key}")
        elif isinstance(value, list):
            for i, inner in enumerate(value):
                walk(inner, f"{where}.{i}")

    walk(yaml.safe_load((play.folder / "scenario.yaml").read_text(encoding="utf-8")), play.script.id)


def test_every_role_has_a_beginning_a_task_and_rubrics(play):
    for role in play.script.roles:
        assert play.rooms[play.script.opening[role]].kind != "court"
        assert role in play.rooms[play.script.opening[role]].roles
        assert play.script.brief[role].en
        assert play.script.task[role].zh
        assert play.script.rubrics[role]
        assert any(r.kind == "signing" for r in play.rooms_for(role)), "a role needs a table to decide at"


def test_the_first_figure_is_lawful(play):
    first = bargain.result_with(play, frozenset(c.id for c in play.script.circumstances if c.in_offer))
    assert bargain.breaches(play.script.offer, first) == ()


def test_the_articles_named_are_in_the_law_pack(play):
    refs = [c.article for c in play.script.circumstances] + [w.article for w in play.script.weak_points]
    refs += [s for s in play.script.sources if re.fullmatch(r"[A-Z]+-[\w-]+", s)]
    missing = []
    for ref in filter(None, refs):
        try:
            show(ref)
        except (ContentError, UsageError):
            missing.append(ref)
    assert sorted(set(missing)) == []


def test_facts_can_be_asked_about_in_both_languages(play):
    for fact in play.script.facts:
        assert bool(fact.topics.en) == bool(fact.topics.zh), fact.id
        if fact.hidden:
            assert fact.hidden.by in fact.known_by
            assert set(fact.hidden.asked) <= set(ACT_IDS)


def test_secrets_of_the_plea_are_hidden_by_the_accused(play):
    for secret in filter(None, (play.script.mind.pressure_fact, play.script.mind.promise_fact)):
        assert play.facts[secret].hidden
        assert play.facts[secret].hidden.by == "accused"


def test_the_last_ending_takes_every_case(play):
    assert play.script.endings[-1].when == When()
    assert choose_ending(play, opening(play.script.id)).id in {e.id for e in play.script.endings}


def narrow(when):
    """A condition as a wish: what a state must have."""
    return {k: getattr(when, k) for k in when.model_fields_set}


def wishes(play, ending):
    """States that might bring an ending about, from its own condition and everything it leaves open."""
    when = ending.when
    barred = sorted({act for e in play.script.endings for w in e.when.none for act in w.said})
    judges = play.cast["judge"].personas if "judge" in play.cast else [""]
    meetings = tuple(r.id for r in play.script.rooms if r.kind in ("file", "meeting"))
    for extra in [narrow(w) for w in when.any] or [{}]:
        want = {**narrow(when), **{k: v for k, v in extra.items() if k not in ("any", "none")}}
        want["knows"] = [*when.knows, *extra.get("knows", [])]
        for free, knowing, tired, met, argued, judge in itertools.product(
            (True, False), (True, False), (False, True), (True, False), (True, False), judges
        ):
            if (want.get("free", free), want.get("knowing", knowing)) != (free, knowing):
                continue
            personas = {"judge": judge} if judge else {}
            personas |= {who: names[0] for who, names in want.get("persona", {}).items()}
            yield wished(play, want, personas, free, knowing, tired, meetings if met else (), barred if argued else [])


def wished(play, want, personas, free, knowing, tired, been, argued):
    role = (want.get("role") or play.script.roles)[0]
    state = opening(play.script.id, role=role, personas=personas)
    decision = (want.get("decision") or (["sign"] if want.get("signed") else [""]))[0]
    state = minded(
        state,
        pressure={} if free else {"police": 1.0},
        understanding=dict.fromkeys(CORE, 1.0 if knowing else 0.0),
        beliefs=frozenset() if knowing else state.mind.beliefs,
        trust=want.get("trust_at_least") or 0.5,
    )
    entered = {*been, *want.get("entered", [])[:1]} - set(want.get("never_entered", []))
    return replace(
        state,
        decision=decision,
        signed=decision.startswith("sign"),
        entered=tuple(sorted(entered)),
        known=frozenset(want["knows"]),
        read=frozenset(want.get("read", [])),
        done=frozenset([*want.get("said", [])[:1], *want.get("said_all", []), *argued]),
        flags=frozenset(want.get("flags", [])),
        grounds={w: Ground("conceded", 1.0, 1) for w in play.script.mind.not_theirs} if want.get("true") else {},
        established=frozenset(want.get("circumstance", [])),
        clock=play.script.minutes if tired else 0,
        room=(want.get("room") or [""])[0],
        offer=Terms(months=(6, 6), kind="imprisonment"),
    )


def test_every_ending_can_come_about(play):
    for ending in play.script.endings:
        reached = {choose_ending(play, state).id for state in wishes(play, ending)}
        assert ending.id in reached, f"{ending.id} is always taken by {sorted(reached)}"


def test_endings_of_the_court_have_a_court(play):
    if any(e.court != "none" for e in play.script.endings):
        assert play.cast_by_role("judge")
        assert any(r.kind == "court" for r in play.script.rooms)


# Broken scenarios


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the default scenario under a name of its own, to be spoilt."""
    home = tmp_path / "content" / "scenarios" / "spoilt"
    shutil.copytree(scenario_folder("courier-theft"), home)
    monkeypatch.setenv("PLEA_TRAINER_CONTENT", str(tmp_path / "content"))
    path = home / "scenario.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: courier-theft", "id: spoilt", 1), encoding="utf-8")

    def spoil(old, new, file="scenario.yaml"):
        target = home / file
        text = target.read_text(encoding="utf-8")
        assert old in text
        target.write_text(text.replace(old, new, 1), encoding="utf-8")
        load_play.cache_clear()
        from trainer.persona import bank, voice

        voice.scenario_bank.cache_clear()
        bank.persona_bank.cache_clear()
        return linting.lint("spoilt")

    yield spoil
    load_play.cache_clear()


def test_the_copy_is_sound(copy):
    assert copy("version: 1.0.0", "version: 1.0.1") == []


SPOILT = [
    ("hinted_by: [accused.beat.festival", "hinted_by: [victim.hurt", "does not know the fact"),
    ("hinted_by: [accused.beat.festival", "hinted_by: [accused.beat.school", "takes up the line"),
    (
        "    named:\n      en:",
        "    named:\n      zh: ['端午']\n    details:\n    - id: x\n      topics:\n        en:",
        "named.en",
    ),
    ("listeners: [accused]\n", "listeners: [acused]\n", "acused"),
    ("proof: [seizure-return]", "proof: [seizure-list]", "seizure-list"),
    ("said: [request:victim_contact]", "said: [request:victim_kontact]", "victim_kontact"),
    ("read: [victim-statement]", "read: [victims-statement]", "victims-statement"),
    ("opening: {defence: file", "opening: {defence: fyle", "fyle"),
    ("personas: [bruised, ledger]", "personas: [bruised, nobody]", "nobody"),
    ("personas: [bruised, ledger]", "personas: [bruised, docket]", "docket"),
    ("defence: [explanation,", "defence: [explanations,", "explanations"),
    ("'\\bdragon boat\\b'", "'\\bdragon (boat\\b'", "no regular expression"),
    ("offer: {kind: imprisonment, months: [9, 9]", "offer: {kind: imprisonment, months: [30, 30]", "lawful range"),
    ("pressure_fact: wife-mentioned", "pressure_fact: wife-named", "wife-named"),
    (
        "  - id: unfinished\n    when: {}",
        "  - id: unfinished\n    when: {signed: false}",
        "last one must take every case",
    ),
    ("  prosecutor: [explanation, equal", "  # [explanation, equal", "rubrics: nothing for prosecutor"),
    ("learn:\n  defence:", "learn:\n  prosecutor:", "learn: nothing for defence"),
    ("heard: [judge.adjust]", "heard: [judge.adjusts]", "judge.adjusts"),
    ("when: {flags: [bag]}", "when: {flags: [bags]}", "bags"),
    ("agreed: [wife-money]", "agreed: [wifes-money]", "wifes-money"),
    ("He had known what he was signing,", "He said “I have known for weeks what I sign”,", "I have known for weeks"),
    ("id: spoilt", "id: other", "does not match its folder"),
    ("minutes: 150", "minutes: soon", "minutes"),
    ("stage: prosecution\n", "stage: prosecution\ncolour: red\n", "colour"),
    ("stage: prosecution\n", "", "stage"),
    ("titel: x", "titel: x", ""),
][:-1]


@pytest.mark.parametrize(("old", "new", "told"), SPOILT, ids=[t for _, _, t in SPOILT])
def test_a_fault_is_told_with_its_place(copy, old, new, told):
    faults = copy(old, new)
    assert faults
    assert any(told in f for f in faults)
    for fault in faults:
        assert "scenario.yaml" in fault
        assert "\n" not in fault


def test_goals_shared_by_two_chairs_are_told(copy):
    text = (scenario_folder("courier-theft") / "scenario.yaml").read_text(encoding="utf-8")
    goals = text[text.index("learn:\n") : text.index("rubrics:\n")]
    (fault,) = copy(goals, 'learn:\n  - {en: "Listen.", zh: "先听。"}\n')
    assert "learn.prosecutor: the same as learn.defence ('Listen.')" in fault


def test_broken_yaml_names_its_line(copy):
    (fault,) = copy("roles: [defence, prosecutor]", "roles: [defence, prosecutor")
    assert re.search(r"scenario\.yaml:\d+: not valid YAML", fault)


def test_a_missing_paper_and_a_line_in_one_language_are_told(copy, tmp_path):
    home = tmp_path / "content" / "scenarios" / "spoilt"
    (home / "documents" / "appraisal.zh.md").unlink()
    voice = home / "voice.zh.yaml"
    first = next(iter(yaml.safe_load(voice.read_text(encoding="utf-8"))))
    faults = copy(f"{first}:", f"{first}.more:", "voice.zh.yaml")
    assert any("appraisal.zh.md: missing" in f for f in faults)
    assert any(f"'{first}' has lines in one language only" in f for f in faults)


def test_an_unknown_scenario_names_the_known_ones():
    with pytest.raises(UsageError) as caught:
        load_play("no-such-case")
    assert "courier-theft" in caught.value.line()


@pytest.mark.parametrize("name", ["../courier-theft", "courier-theft/..", "..", "", "/etc", "a\\b"])
def test_a_name_is_no_path(name):
    with pytest.raises(UsageError):
        load_play(name)


def test_a_broken_scenario_does_not_hide_the_others(copy):
    copy("title: {", "title: [")
    assert "courier-theft" in {h.id for h in headlines()}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: {", "title: [", "not valid YAML"),
        ("minutes: 150", "minutes: soon", "minutes: input should be a valid integer"),
        ("tagline:\n", "tag_line:\n", "tagline: field required"),
    ],
)
def test_a_broken_scenario_is_told_of_with_its_line_and_the_command_that_checks_it(copy, lang, old, new, told):
    faults = copy(old, new)
    (line,) = [b.line(lang) for b in broken()]
    assert told in line
    assert "scenario.yaml:" in line
    assert faults[0] in line, "the same as lint says"
    assert re.search(r"plea-trainer scenarios lint [\w-]+$", line)
    assert "\n" not in line


def test_a_headline_that_comes_too_late_is_a_fault_of_lint_too(copy):
    copy("minutes: 150\n", "")
    faults = copy("\ncast:\n", "\nminutes: 150\ncast:\n")
    assert [said(b.fault) for b in broken()] == faults
    assert "before rooms:" in faults[0]

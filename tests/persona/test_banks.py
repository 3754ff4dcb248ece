"""Banks: whoever speaks has lines for everything they can be made to say, in both languages, with slots that exist."""

import re

import pytest
import yaml

from trainer.acts import INVENTORY
from trainer.content import find, names
from trainer.dialogue import law_talk
from trainer.errors import ContentError
from trainer.persona.bank import Traits, load_bank, load_persona, persona_bank, shared_bank
from trainer.persona.catalogue import KEYS
from trainer.persona.presumed import CONDITIONS
from trainer.scenario.loader import load_play, scenario_ids
from trainer.scenario.people import PEOPLE_SLOTS, nobody
from trainer.text import LANGS, fold, guess_lang

SLOT = re.compile(r"\{\{\s*((?!said_)\w+)\s*\}\}")
SAID = re.compile(r"\{\{\s*said_\w+\s*\}\}")
SLOTS = {
    "terms",
    "asked",
    "all",
    "ground",
    "source",
    "low",
    "high",
    "start",
    "base",
    "needs",
    "yuan",
    "offered",
    "now",
    "name",
    "charge",
}
FIXED = ("fact.", "belief.", "beat.", "gap.")
"""Keys of a case: facts, beliefs, beats and weak points have lines of their own in the scenario."""

PERSONAS = names("personas")
BANKS = [(f"shared {role}", role, lang, shared_bank(role, lang)) for role in KEYS for lang in LANGS]
BANKS += [(p, load_persona(p).role, lang, persona_bank(p, lang)) for p in PERSONAS for lang in LANGS]


def allowed(role, key):
    """Slots an author may use under a key: those the catalogue names."""
    about = KEYS[role].get(key, "")
    return (set(re.findall(r"\w+", about.partition("slots:")[2])) & SLOTS) | set(CONDITIONS)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", sorted(KEYS))
def test_the_shared_bank_holds_every_key(role, lang):
    assert sorted(set(KEYS[role]) - set(shared_bank(role, lang))) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", sorted(KEYS))
def test_common_keys_have_a_choice_of_lines(role, lang):
    bank = shared_bank(role, lang)
    thin = [k for k in KEYS[role] if len(bank.get(k, [])) < 2]
    assert not thin


@pytest.mark.parametrize(("name", "role", "lang", "bank"), BANKS, ids=[f"{n}-{lang}" for n, _, lang, _ in BANKS])
class TestEveryBank:
    def test_keys_are_known(self, name, role, lang, bank):
        beyond = {k for k in set(bank) - set(KEYS[role]) if not k.startswith(FIXED)}
        # A refusal, a hint or a hidden thing is a variant of a known key.
        assert {k for k in beyond if k.rpartition(".")[0] not in KEYS[role]} == set()

    def test_slots_are_known(self, name, role, lang, bank):
        odd = {
            k: SLOT.findall(line)
            for k, lines in bank.items()
            for line in lines
            if not set(SLOT.findall(line)) - PEOPLE_SLOTS <= allowed(role, k) | allowed(role, k.rpartition(".")[0])
        }
        assert odd == {}

    def test_no_half_open_slot(self, name, role, lang, bank):
        assert [
            line for lines in bank.values() for line in lines if re.search(r"[{}]", SAID.sub("", SLOT.sub("", line)))
        ] == []

    def test_lines_are_in_the_language(self, name, role, lang, bank):
        assert [
            line
            for lines in bank.values()
            for line in lines
            if len(line) > 12 and guess_lang(SAID.sub("", SLOT.sub("", line))) != lang
        ] == []

    def test_no_line_twice_under_a_key(self, name, role, lang, bank):
        assert [k for k, lines in bank.items() if len({fold(x) for x in lines}) != len(lines)] == []


@pytest.mark.parametrize("custody", ["detained", "at_large"])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", KEYS)
def test_where_nothing_has_happened_yet_there_is_a_line_that_presumes_nothing(role, lang, custody):
    given = set(CONDITIONS) & {custody, "unheard", "unsigned"} | SLOTS | set(nobody(lang))
    bank = shared_bank(role, lang)
    assert [
        k
        for k, lines in bank.items()
        # A line on one particular error gives way to those that would do for any.
        if ".wrong." not in k and not any(set(SLOT.findall(x)) <= given and not SAID.search(x) for x in lines)
    ] == []


@pytest.mark.parametrize(("name", "role", "lang", "bank"), BANKS, ids=[f"{n}-{lang}" for n, _, lang, _ in BANKS])
def test_what_answers_an_error_names_one_there_is(name, role, lang, bank):
    particular = [k.partition(".")[2].replace(".wrong.", ".") for k in bank if ".wrong." in k]
    assert set(particular) <= set(law_talk.claims())


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_persona_speaks_both_languages(persona):
    en, zh = persona_bank(persona, "en"), persona_bank(persona, "zh")
    assert set(en) == set(zh)
    assert len(en) >= 8


@pytest.mark.parametrize("role", sorted(KEYS))
def test_shared_banks_have_the_same_keys(role):
    assert set(shared_bank(role, "en")) == set(shared_bank(role, "zh"))


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_persona_is_whole(persona):
    found = load_persona(persona)
    assert found.id == persona
    assert found.role in KEYS
    assert found.name.en != found.name.zh


def test_dispositions_of_a_role_differ():
    by_role = {}
    for persona in PERSONAS:
        by_role.setdefault(load_persona(persona).role, []).append(load_persona(persona).traits)
    for traits in by_role.values():
        assert len(traits) >= 2
        assert len({t.model_dump_json() for t in traits}) == len(traits)


def test_every_persona_can_be_met():
    cast = {p for s in scenario_ids() for member in load_play(s).script.cast for p in member.personas}
    assert set(PERSONAS) - cast == set()


def test_traits_are_shares():
    with pytest.raises(ValueError, match="less than or equal to 1"):
        Traits(fear=1.5)


def test_the_catalogue_covers_the_acts_that_are_answered_by_their_name():
    for verb in ("rapport", "press", "threaten"):
        for topic in INVENTORY[verb]:
            assert f"{verb}.{topic}" in KEYS["accused"]
    for topic in INVENTORY["request"]:
        assert f"request.{topic}" in KEYS["prosecutor"]


@pytest.mark.parametrize(
    "text", ["- a\n", "key: one line\n", "key: []\n", "key: [1]\n", "key: ['']\n", "key: {a: b}\n"]
)
def test_a_bank_that_is_no_bank_is_a_fault_with_its_place(tmp_path, text):
    path = tmp_path / "voice.en.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_bank(path)
    assert str(path) in caught.value.line()


def test_an_unknown_persona_names_the_known_ones():
    with pytest.raises(ContentError) as caught:
        load_persona("nobody")
    assert PERSONAS[0] in caught.value.line()


def test_no_key_stands_twice_in_a_file():
    for folder in [*PERSONAS, "_shared"]:
        for path in sorted((find("personas", folder)).glob("*.yaml")):
            node = yaml.compose(path.read_text(encoding="utf-8"))
            keys = [k.value for k, _ in node.value]
            assert sorted({k for k in keys if keys.count(k) > 1}) == [], path

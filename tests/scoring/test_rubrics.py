"""The rubrics are the contract: ids, weights and faults as agreed; every rule named exists, and none is idle."""

import pytest

import trainer.scoring.embedded  # noqa: F401 - registers the special rules
from trainer.acts import ACT_IDS, DUTIES
from trainer.errors import ContentError, UsageError
from trainer.law.articles import show
from trainer.scoring.rubric import POINTS, load_rubric, questions, rubric_ids, sha256
from trainer.scoring.rules import SPECIALS, matches
from trainer.text import LANGS, guess_lang

E, M, O = "essential", "important", "optional"  # noqa: E741 - as short as the table needs
WEIGHTS = {
    "consultation": {
        "prep.file": E,
        "prep.meeting": E,
        "client.account": M,
        "client.goals": M,
        "client.options": E,
        "client.authority": E,
        "basis.tested": E,
        "basis.gap": M,
        "basis.charge": M,
        "ground.raised": E,
        "ground.supported": M,
        "ground.quantified": M,
        "flaw.trade": M,
        "repair.raised": M,
        "repair.step": M,
        "repair.linked": M,
        "offer.concrete": E,
        "offer.reasoned": M,
        "offer.persist": M,
        "liberty.asked": M,
        "procedure.view": O,
        "record.opinion": M,
        "record.terms": M,
        "stance.independent": E,
    },
    "equal_consultation": {
        "hear.charge": E,
        "hear.leniency": E,
        "hear.procedure": M,
        "hear.other": O,
        "answer.reasoned": E,
        "disclose.evidence": M,
        "disclose.favourable": E,
        "offer.reasons": E,
        "offer.options": M,
        "offer.adjust": M,
        "offer.lawful": E,
        "time.given": E,
        "victim.heard": M,
        "custody.reviewed": M,
        "record.kept": M,
    },
    "voluntariness": {
        "pressure.asked": E,
        "pressure.open": M,
        "promise.asked": M,
        "capacity.asked": E,
        "guardian.present": E,
        "truth.account": E,
        "truth.compared": M,
        "knowing.teach_back": E,
        "choice.refuse": E,
        "choice.time": M,
        "counsel.private": E,
        "substance.first": M,
        "redflag.noticed": E,
        "redflag.acted": E,
        "certify.right": E,
    },
    "explanation": {
        **{
            f"{duty}.said": E if duty in ("system", "charge", "counsel", "sentence", "effect", "retraction") else M
            for duty in DUTIES
        },
        **{
            f"{duty}.{step}": weight
            for duty in DUTIES
            for step, weight in (("plain", M), ("correct", E), ("before", M), ("checked", M))
        },
    },
}
FAULTS = {  # pitfalls; True where critical
    "consultation": {"witness": True, "deadlock": False, "overstep": False, "leak": True, "falsehood": True},
    "equal_consultation": {"take_it": False, "threat": True, "promise": True, "bluff": True},
    "voluntariness": {"pressed": True, "induced": True, "led": False, "signature": False, "substitute": True},
    "explanation": {"read_out": False, "one_breath": False},
}
ROLES = {
    "consultation": {"defence"},
    "equal_consultation": {"prosecutor"},
    "voluntariness": {"defence", "prosecutor"},
    "explanation": {"defence", "prosecutor"},
}


@pytest.fixture(params=sorted(WEIGHTS))
def rubric(request):
    return load_rubric(request.param)


def test_the_rubrics_are_there():
    assert set(WEIGHTS) <= set(rubric_ids())


def test_ids_and_weights_are_as_agreed(rubric):
    items = {i.id: i.weight for i in questions(rubric.id) if i.weight != "pitfall"}
    assert items == WEIGHTS[rubric.id]


def test_faults_are_as_agreed(rubric):
    faults = {i.id: i.critical for i in questions(rubric.id) if i.weight == "pitfall"}
    assert faults == {f"pitfall.{name}": critical for name, critical in FAULTS[rubric.id].items()}
    assert not any(i.critical for i in questions(rubric.id) if i.weight != "pitfall")


def test_roles_are_as_agreed(rubric):
    assert set(rubric.roles) == ROLES[rubric.id]
    for item in questions(rubric.id):
        assert not item.roles or set(item.roles) <= set(rubric.roles)


def test_points():
    assert (POINTS["essential"], POINTS["important"], POINTS["optional"]) == (3, 2, 1)


def test_no_id_stands_twice(rubric):
    ids = [i.id for i in questions(rubric.id)]
    assert len(ids) == len(set(ids))


def test_every_item_can_be_read_in_both_languages(rubric):
    for item in questions(rubric.id):
        for lang in LANGS:
            for words in (item.name, item.question, item.advice.why, item.advice.say):
                assert guess_lang(words[lang]) == lang, (item.id, words[lang])
                assert "{duty}" not in words[lang]


def test_the_advice_names_an_article_the_pack_holds(rubric):
    missing = set()
    for item in questions(rubric.id):
        for ref in (item.advice.article, *item.basis):
            try:
                show(ref)
            except (ContentError, UsageError):
                missing.add(ref)
    assert missing == set()


def test_the_acts_of_a_rule_exist(rubric):
    wanted = [a for i in questions(rubric.id) for a in i.rule.acts] + [a for d in rubric.duties for a in d.acts]
    assert [a for a in wanted if not any(_fits(a, i) for i in ACT_IDS)] == []


def _fits(wanted, act_id):
    from trainer.acts import Act

    verb, topic = act_id.split(":")
    return matches(Act(verb=verb, topic=topic), [wanted])


def test_every_special_rule_is_written_and_none_is_idle():
    named = {i.rule.name for r in rubric_ids() for i in questions(r) if i.rule.kind == "special"}
    assert named - set(SPECIALS) == set()
    assert set(SPECIALS) - named == set()


def test_conditions_are_ones_the_record_can_answer(rubric):
    known = {
        "detained",
        "victim",
        "minor",
        "affidavit",
        "redflag",
        "flaw",
        "gap",
        "wrong_charge",
        "circumstances",
        "favourable_evidence",
        "refusal",
        "point_raised",
        "valid_ground_raised",
    }
    assert {i.applies for i in questions(rubric.id)} - {None} <= known


def test_the_hash_follows_the_content(rubric):
    changed = rubric.model_copy(update={"version": "9.9.9"})
    assert sha256(rubric) == sha256(load_rubric(rubric.id))
    assert sha256(changed) != sha256(rubric)


def test_an_unknown_rubric_names_the_known_ones():
    with pytest.raises(UsageError) as caught:
        load_rubric("beauty")
    assert "voluntariness" in caught.value.line()

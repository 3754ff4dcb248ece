"""Reading a case: what is accepted, and the one clear line for what is not."""

import pickle

import pytest

from trainer.errors import ContentError
from trainer.law.calc import sentence
from trainer.law.spec import load_specs, parse_spec

THEFT = {"offence": "盗窃罪", "tier": "large", "start_months": 6}


def fault(data):
    with pytest.raises(ContentError) as caught:
        parse_spec(data)
    return caught.value


@pytest.mark.parametrize("name", ["盗窃罪", "盗窃", 264, "264", "CL-264", "CL 264", "刑法第264条", "theft", "Theft"])
def test_an_offence_goes_by_many_names(name):
    assert parse_spec({"offence": name, "tier": "large"}).offence == "盗窃罪"


def test_selective_offence_names_and_article_suffixes():
    assert parse_spec({"offence": "贩卖毒品罪", "tier": "small"}).offence == "走私、贩卖、运输、制造毒品罪"
    assert parse_spec({"offence": "第133条之一"}).offence == "危险驾驶罪"


@pytest.mark.parametrize(
    ("offence", "yuan", "tier", "note"),
    [
        ("盗窃罪", 6200, "large", None),
        ("盗窃罪", 2000, "large", "threshold_open"),  # large begins between 1000 and 3000
        ("盗窃罪", 50000, "large", "threshold_open"),  # huge begins between 30,000 and 100,000
        ("盗窃罪", 100000, "huge", None),
        ("盗窃罪", 600000, "extra_huge", None),
        ("诈骗罪", 500000, "extra_huge", None),
        ("抢夺罪", 80000, "huge", None),
        ("集资诈骗罪", 1000000, "huge", None),
    ],
)
def test_the_tier_follows_from_the_amount(offence, yuan, tier, note):
    spec = parse_spec({"offence": offence, "amount_yuan": yuan})
    assert spec.tier == tier
    assert [n.id for n in spec.notes] == ([note] if note else [])


def test_local_thresholds_decide_before_the_national_range():
    rules = {"thresholds": {"large": 2000, "huge": 40000}}
    spec = parse_spec({"offence": "盗窃罪", "amount_yuan": 50000, "local_rules": rules})
    assert (spec.tier, spec.notes) == ("huge", ())


def test_telecom_fraud_has_its_own_thresholds():
    assert parse_spec({"offence": "诈骗罪", "amount_yuan": 40000}).tier == "large"
    spec = parse_spec({"offence": "诈骗罪", "amount_yuan": 40000, "facts": ["telecom"]})
    assert spec.tier == "huge"
    assert parse_spec({"offence": "诈骗罪", "facts": {"amount_yuan": 5000, "region": "某市"}}).region == "某市"


@pytest.mark.parametrize(
    ("change", "what", "where"),
    [
        ({"offence": "故意杀人罪"}, "not covered", "offence"),
        ({"tier": "giant"}, "not a tier of 盗窃罪", "tier"),
        ({"tier": None}, "tier of 盗窃罪 is not given", "tier"),
        ({"start_months": "six"}, "expected a number", "start_months"),
        ({"start_months": True}, "expected a number", "start_months"),
        ({"start_months": [9, 6]}, "runs backwards", "start_months"),
        ({"start_months": float("nan")}, "expected a number", "start_months"),
        ({"start_months": -3}, "out of bounds", "start_months"),
        ({"circumstances": ["remorse"]}, "'remorse' is not known", "circumstances[0].id"),
        ({"circumstances": ["confession.full"]}, "has no row 'full'", "circumstances[0].id"),
        ({"circumstances": [{"id": "confession", "pct": 15}]}, "lowers", "circumstances[0].pct"),
        ({"circumstances": [{"id": "recidivist", "pct": -15}]}, "raises", "circumstances[0].pct"),
        ({"circumstances": [{"id": "other"}]}, "no rate of its own", "circumstances[0]"),
        ({"circumstances": ["restitution", "restitution"]}, "stands twice", "circumstances[1]"),
        (
            {"circumstances": [{"id": "plea_leniency", "stage": "appeal"}]},
            "'appeal' is not known",
            "circumstances[0].stage",
        ),
        ({"circumstances": "restitution"}, "expected a list", "circumstances"),
        ({"circumstances": [7]}, "key: value", "circumstances[0]"),
        ({"circumstances": [{"id": "restitution", "percent": -3}]}, "unknown key", "circumstances[0].percent"),
        ({"increases": [{"why": "x"}]}, "needs months", "increases[0]"),
        ({"increases": [{"months": -1}]}, "out of bounds", "increases[0].months"),
        ({"local_rules": {"rounding": "up"}}, "'up' is not known", "local_rules.rounding"),
        ({"local_rules": {"start": {"giant": 3}}}, "unknown key", "local_rules.start.giant"),
        ({"local_rules": {"per_amount": {"yuan": 0, "months": 1}}}, "out of bounds", "local_rules.per_amount.yuan"),
        ({"facts": ["poor"]}, "unknown key 'poor'", "poor"),
        ({"amount": 5}, "unknown key 'amount'", "amount"),
        ({"counts": []}, "belongs to one count", "offence"),
    ],
)
def test_a_fault_says_what_and_where(change, what, where):
    caught = fault({**THEFT, **change})
    assert what in caught.what
    assert where in caught.where


def test_no_mapping_and_no_counts():
    assert "key: value" in fault([1]).what
    assert "no offence" in fault({}).what
    assert "no count" in fault({"counts": []}).what
    assert "below every threshold" in fault({"offence": "盗窃罪", "amount_yuan": 500}).what


def test_yaml_faults_name_file_and_line(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("offence: 盗窃罪\ntier: large\ncircumstances:\n  - id: confession\n    pct: 15\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_specs(path)
    assert caught.value.where == f"{path}:5 (circumstances[0].pct)"
    path.write_text("offence: 264\ntier: large\n---\noffence: 盗窃罪\ntier: giant\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"case\.yaml:5 "):
        load_specs(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no document"),
        (b"# only a comment\n---\n", "no document"),
        (b"offence: [", "expected"),
        (b"offence: a\noffence: b\n", "stands twice"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"offence: !!python/object:os.system {}\n", "key: value|cannot be read|expected"),
    ],
)
def test_broken_files(tmp_path, content, what):
    path = tmp_path / "case.yaml"
    path.write_bytes(content)
    with pytest.raises(ContentError, match=what):
        load_specs(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(ContentError, match="check the path"):
        load_specs(tmp_path / "none.yaml")


def test_several_documents(tmp_path):
    path = tmp_path / "cases.yaml"
    path.write_text(
        "\ufeffoffence: 264\ntier: large\n---\noffence: 诈骗罪\ntier: huge\nstart_months: 40\n", encoding="utf-8"
    )
    assert [s.offence for s in load_specs(path)] == ["盗窃罪", "诈骗罪"]


def test_a_case_is_cheap_to_change():
    spec = parse_spec({**THEFT, "circumstances": ["plea_leniency"]})
    more = spec.with_circumstance("restitution").with_circumstance("compensation.paid_not_forgiven", pct=-10)
    better = more.with_circumstance("compensation.paid_and_forgiven")
    assert [u.id for u in better.circumstances] == ["plea_leniency", "restitution", "compensation.paid_and_forgiven"]
    assert better.without("compensation").without("restitution") == spec
    assert spec.has("plea_leniency")
    assert not spec.has("restitution")
    assert pickle.loads(pickle.dumps(better)) == better
    assert hash(better) == hash(parse_spec({**THEFT, "circumstances": [u.id for u in better.circumstances]}))


def test_bare_ids_choose_their_row_by_the_facts():
    def row(offence, tier, use, **more):
        return parse_spec({"offence": offence, "tier": tier, "circumstances": [use], **more}).circumstances[0].id

    assert row("盗窃罪", "large", "confession") == "confession.own_crime"
    assert row("盗窃罪", "large", "surrender") == "surrender.normal"
    assert row("盗窃罪", "large", "surrender", facts=["light"]) == "surrender.light"
    assert row("交通肇事罪", "basic", "elderly75") == "elderly75.negligent"
    assert row("盗窃罪", "large", "elderly75") == "elderly75.intentional"
    assert row("盗窃罪", "large", {"id": "minor", "age": 16}) == "minor.16_18"
    assert row("盗窃罪", "large", "restitution.restitution") == "restitution"
    assumed = sentence(parse_spec({**THEFT, "circumstances": ["compensation"]}))
    assert "row_assumed" in [n.id for n in assumed.warnings]


def test_special_adjustments_belong_to_their_offence():
    spec = parse_spec(
        {"offence": "非法拘禁罪", "tier": "basic", "start_months": 10, "circumstances": ["beating_or_insult"]}
    )
    assert sentence(spec).adjusted == pytest.approx((11, 12))
    assert "not known" in fault({**THEFT, "circumstances": ["beating_or_insult"]}).what
    spec = parse_spec({**THEFT, "circumstances": [{"id": "multiple", "pct": 10}]})
    assert sentence(spec).adjusted == pytest.approx((6.6, 6.6))


def test_a_circumstance_without_a_national_rate_stays_open_or_is_left_out():
    from trainer.law.calc import sentence

    open_ = sentence(parse_spec({**THEFT, "start_months": 10, "circumstances": ["coerced"]}))
    assert open_.adjusted == (0, 10)
    assert open_.exemption
    left = sentence(parse_spec({**THEFT, "start_months": 10, "circumstances": ["multiple"]}))
    assert left.adjusted == (10, 10)
    assert {n.id for n in left.warnings} >= {"rate_missing"}


def test_an_offence_of_the_second_guidelines_says_where_it_belongs():
    assert "法发〔2024〕132号" in fault({"offence": "开设赌场罪"}).what
    assert "not covered" in fault({"offence": "故意杀人罪"}).what

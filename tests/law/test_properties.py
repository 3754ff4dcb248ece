"""What must hold whatever the case: monotony, order, bounds, ranges that contain their points."""

import itertools
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.law.calc import sentence
from trainer.law.guidelines import guidelines
from trainer.law.menu import menu
from trainer.law.result import to_json
from trainer.law.spec import parse_spec

BOOK = guidelines()
LOWER = [c for c, v in BOOK.circumstances.items() if v.rows[0].direction == "lower"]
RAISE = ["recidivist", "prior_record", "vulnerable_victim", "disaster"]
TIERS = [(o.zh, t) for o in BOOK.offences for t in o.tiers]
ROWS = {c: list(BOOK.circumstances[c].rows) for c in [*LOWER, *RAISE]}
fast = settings(max_examples=60, deadline=None)


@st.composite
def uses(draw, choices, min_size=0, max_size=5):
    picked = draw(st.lists(st.sampled_from(choices), unique=True, min_size=min_size, max_size=max_size))
    out = []
    for name in picked:
        row = draw(st.sampled_from(ROWS[name]))
        use = {"id": name if name == "plea_leniency" else row.key}
        if name != "plea_leniency" and draw(st.booleans()):
            use["pct"] = draw(st.floats(*row.pct))
        elif name == "plea_leniency" and draw(st.booleans()):
            use["pct"] = draw(st.floats(-30, 0))
        out.append(use)
    return out


@st.composite
def cases(draw, choices=(*LOWER, *RAISE), **sizes):
    offence, tier = draw(st.sampled_from(TIERS))
    case = {"offence": offence, "tier": tier, "circumstances": draw(uses(list(choices), **sizes))}
    low, high = BOOK.by_name[offence].tiers[tier].start
    if draw(st.booleans()):
        case["start_months"] = draw(st.floats(low, high))
    if draw(st.booleans()):
        case["increases"] = [{"why": "fact", "months": draw(st.floats(0, 24))}]
    return case


def below(new, old):
    return new[0] <= old[0] + 1e-6 and new[1] <= old[1] + 1e-6


@fast
@given(cases(), st.sampled_from(LOWER), st.data())
def test_more_mitigation_never_raises(case, name, data):
    spec = parse_spec(case)
    if spec.has(name):
        return
    now, then = sentence(spec), sentence(spec.with_circumstance(data.draw(st.sampled_from(ROWS[name])).key))
    if any(n.id == "plea_limit" for n in then.warnings):
        return  # the text's own limit of sixty per cent; see trainer.law.adjust
    assert below(then.adjusted, now.adjusted)
    assert below(then.declared.months, now.declared.months)


@fast
@given(cases(), st.sampled_from(RAISE), st.data())
def test_more_aggravation_never_lowers(case, name, data):
    spec = parse_spec(case)
    if spec.has(name):
        return
    row = ROWS[name][0]
    pct = data.draw(st.one_of(st.none(), st.floats(*row.pct)))
    now, then = sentence(spec), sentence(spec.with_circumstance(row.key, pct=pct))
    assert below(now.adjusted, then.adjusted)
    assert below(now.declared.months, then.declared.months)


@fast
@given(cases(max_size=4), st.randoms(use_true_random=False))
def test_order_does_not_matter(case, random):
    other = {**case, "circumstances": random.sample(case["circumstances"], len(case["circumstances"]))}
    first, second = sentence(parse_spec(case)), sentence(parse_spec(other))
    assert all(abs(a - b) < 1e-9 for a, b in zip(first.adjusted, second.adjusted, strict=True))
    assert first.declared == second.declared


@fast
@given(cases())
def test_bounds_are_never_left(case):
    result = sentence(parse_spec(case))
    low, high = result.declared.months
    assert result.lawful[0] <= low <= high <= result.lawful[1]
    assert result.lawful[1] <= result.tier.months[1]
    if result.declared.rule != "below_min":
        assert low >= result.tier.months[0]
    else:
        assert any(BOOK.rows[a.id].mitigation for a in result.adjustments)
    assert 0 <= result.adjusted[0] <= result.adjusted[1]
    assert result.declared.kinds


@fast
@given(cases(max_size=4), st.data())
def test_a_range_contains_its_points(case, data):
    wide = sentence(parse_spec(case))
    point = {**case, "start_months": data.draw(st.floats(*wide.start.used))}
    point["circumstances"] = [
        {**use, "pct": data.draw(st.floats(*shown.pct)) if "pct" not in use else use["pct"]}
        for use, shown in zip(case["circumstances"], wide.adjustments, strict=True)
    ]
    narrow = sentence(parse_spec(point))
    assert wide.adjusted[0] - 1e-6 <= narrow.adjusted[0]
    assert narrow.adjusted[1] <= wide.adjusted[1] + 1e-6


@fast
@given(cases())
def test_a_plea_is_worth_at_most_its_row_and_at_least_its_best_part(case):
    result = sentence(parse_spec(case))
    for plea in (a for a in result.adjustments if a.id.startswith("plea_leniency")):
        inside = [a for a in result.adjustments if a.absorbed_by]
        best = min([0.0, *(a.used[1] for a in inside)])
        assert plea.used[1] <= best + 1e-9
        assert plea.used[0] >= min([plea.pct[0], *(a.used[0] for a in inside)]) - 1e-9


@settings(max_examples=15, deadline=None)
@given(st.lists(cases(max_size=3), min_size=1, max_size=3))
def test_joint_terms_and_documents(parts):
    result = sentence(parse_spec({"counts": parts}))
    if len(parts) > 1:
        # the gravest count never shrinks by being joined, and the sum is never passed
        assert result.declared.months[1] >= min(max(c.declared.months[1] for c in result.counts), 240)
        assert result.declared.months[1] <= max(sum(c.declared.months[1] for c in result.counts), 6)
        assert result.declared.months[0] >= max(
            (c.declared.months[0] for c in result.counts if "detention" not in c.declared.kinds), default=1
        )
    for lang in ("zh", "en"):
        json.dumps(to_json(result, lang), allow_nan=False)


@settings(max_examples=25, deadline=None)
@given(cases(max_size=3))
def test_no_step_of_the_menu_worsens_the_case(case):
    spec = parse_spec(case)
    now = sentence(spec)
    for step in (s for s in menu(spec) if s.kind == "step"):
        limited = sentence(spec.with_circumstance(step.id)) if step.id == "plea_leniency" else None
        if limited and any(n.id == "plea_limit" for n in limited.warnings):
            continue
        assert below(step.adjusted, now.adjusted), step.id
        assert step.label("zh")
        assert step.label("en")


def test_every_tier_of_every_offence_is_worked_out():
    for (offence, tier), use in itertools.product(TIERS, [[], ["plea_leniency"], ["surrender", "recidivist"]]):
        result = sentence(parse_spec({"offence": offence, "tier": tier, "circumstances": use}))
        assert result.declared.months[0] <= result.declared.months[1]

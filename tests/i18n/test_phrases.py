"""Values as phrases, and what is said can be read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.dialogue.terms import terms_in
from trainer.i18n.phrases import kind_name, months, months_range, procedure_name, talk_phrase, terms_phrase, yuan
from trainer.law.terms import Terms

LANG = st.sampled_from(["en", "zh"])
LENGTH = st.tuples(st.integers(1, 60), st.integers(0, 12)).map(lambda p: (float(p[0]), float(p[0] + p[1])))
SERVED = st.sampled_from(["control", "detention", "imprisonment"])


def readable(kind, length, probation, fine):
    named = {"kind": kind, "months": length, "fine_yuan": fine}
    if probation:
        named |= {"probation": True, "probation_months": float(probation)}
    return Terms(**{k: v for k, v in named.items() if v is not None})


@given(
    LANG,
    st.one_of(st.none(), SERVED),
    LENGTH,
    st.one_of(st.none(), st.integers(2, 60)),
    st.one_of(st.none(), st.integers(2, 200).map(lambda n: n * 500.0)),
)
def test_an_offer_is_read_back_as_it_was_said(lang, kind, length, probation, fine):
    terms = readable(kind, length, probation, fine)
    assert terms_in(terms_phrase(terms, lang), lang) == terms


@given(
    LANG,
    LENGTH,
    st.one_of(st.none(), st.integers(2, 60)),
    st.one_of(st.none(), st.integers(2, 200).map(lambda n: n * 500.0)),
)
def test_an_offer_is_read_back_as_it_is_said_across_the_table(lang, length, probation, fine):
    terms = readable("imprisonment", length, probation, fine)
    assert terms_in(talk_phrase(terms, lang), lang) == terms.model_copy(update={"kind": None})


@pytest.mark.parametrize(
    ("lang", "phrase"),
    [("en", "eight months, suspended for one year, and a fine of 4,000"), ("zh", "八个月、缓刑一年、罚金4000元")],
)
def test_across_the_table_nobody_says_what_everybody_knows(lang, phrase):
    assert talk_phrase(readable("imprisonment", (8.0, 8.0), 12, 4000.0), lang) == phrase


@given(LANG, st.integers(1, 120))
def test_a_length_is_read_back(lang, n):
    assert terms_in(months(n, lang), lang).months == (n, n)


@given(LANG, st.integers(1, 60))
def test_half_months_are_read_back(lang, n):
    assert terms_in(months(n + 0.5, lang), lang).months == (n + 0.5, n + 0.5)


@given(LANG, LENGTH)
def test_a_range_is_read_back(lang, length):
    assert terms_in(months_range(*length, lang), lang).months == length


@given(LANG, st.integers(1, 24))
def test_a_change_is_read_back(lang, n):
    for delta in (-n, n):
        assert terms_in(terms_phrase(Terms(months_delta=delta), lang), lang).months_delta == delta


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", ["fine_only", "exemption", "non_prosecution"])
def test_kinds_without_length_are_read_back(lang, kind):
    assert terms_in(terms_phrase(Terms(kind=kind), lang), lang).kind == kind


FIELDS = {
    "kind": st.sampled_from(["control", "detention", "imprisonment", "fine_only", "exemption", "non_prosecution"]),
    "months": LENGTH,
    "months_delta": st.sampled_from([-3.0, -0.5, 1.0, 14.0]),
    "probation": st.just(True),
    "probation_months": st.integers(2, 36).map(float),
    "fine_yuan": st.sampled_from([1000.0, 12500.0]),
    "procedure": st.sampled_from(["fast_track", "summary", "ordinary"]),
    "liberty": st.sampled_from(["custody", "bail", "surveillance"]),
    "restitution_yuan": st.sampled_from([2600.0, 480.0]),
    "understanding": st.just(True),
    "apology": st.just(True),
    "date": st.just("2026-06-12"),
    "counts": st.integers(1, 3),
}


@given(
    LANG,
    st.sets(st.sampled_from(sorted(FIELDS)), min_size=1).flatmap(
        lambda names: st.fixed_dictionaries({n: FIELDS[n] for n in names})
    ),
)
def test_whatever_is_named_gives_a_phrase(lang, named):
    phrase = terms_phrase(Terms(**named), lang)
    assert phrase.strip() == phrase != ""
    assert "None" not in phrase
    assert ".0" not in phrase
    if lang == "en":
        assert phrase.isascii()


def test_no_probation_is_said_when_it_is_all_that_is_named():
    for lang in ("en", "zh"):
        assert terms_phrase(Terms(probation=False), lang)


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (1, "one month", "一个月"),
        (2, "two months", "二个月"),
        (8, "eight months", "八个月"),
        (12, "one year", "一年"),
        (14, "14 months", "一年零二个月"),
        (24, "two years", "二年"),
        (11, "eleven months", "十一个月"),
        (1.5, "1.5 months", "1.5个月"),
    ],
)
def test_lengths(value, en, zh):
    assert months(value, "en") == en
    assert months(value, "zh") in (zh, zh.replace("二个月", "两个月").replace("二年", "两年"))


def test_ranges_and_money():
    assert months_range(4, 9, "en") == "four to nine months"
    assert months_range(4, 9, "zh") == "四个月至九个月"
    assert months_range(6, 6, "en") == "six months"
    assert yuan(4000, "en") == "4,000 yuan"
    assert yuan(4000, "zh") == "4000元"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_names_have_words(lang):
    assert (
        len(
            {
                kind_name(k, lang)
                for k in ("control", "detention", "imprisonment", "fine_only", "exemption", "non_prosecution")
            }
        )
        == 6
    )
    assert len({procedure_name(p, lang) for p in ("fast_track", "summary", "ordinary")}) == 3


def test_a_fine_alone_is_one_phrase():
    alone = Terms(kind="fine_only", fine_yuan=2000)
    assert terms_phrase(alone, "en") == "a fine of 2,000 yuan and nothing else"
    assert terms_phrase(alone, "zh") == "单处罚金2000元"

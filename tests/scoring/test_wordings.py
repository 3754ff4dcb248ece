"""The wordings kept as data: every one can be used, is used, and is there in both languages."""

import re
from pathlib import Path

import pytest

import trainer.scoring
from trainer.scoring.wordings import book, either, wording
from trainer.text import LANGS

BOOKS = ("wordings", "court")
OF_ONE_GRAMMAR = {"tells_what": "en", "asks_to_tell": "zh"}
"""English tells such sentences from questions by their order, Chinese by a verb that asks for more than its tag."""
SOURCE = "\n".join(p.read_text(encoding="utf-8") for p in Path(trainer.scoring.__file__).parent.rglob("*.py"))
ALL = [(of, lang, name) for of in BOOKS for lang in LANGS for name in book(of)[lang]]


@pytest.mark.parametrize(("of", "lang", "name"), ALL)
def test_every_alternative_stands_alone(of, lang, name):
    rows = book(of)[lang][name]
    assert rows
    assert isinstance(rows, list)
    for row in rows:
        assert not re.compile(row, re.I).fullmatch("")
    assert wording(name, lang, of).pattern == "|".join(rows)


@pytest.mark.parametrize("of", BOOKS)
def test_both_languages_have_the_same_names(of):
    en, zh = (set(book(of)[lang]) for lang in LANGS)
    assert {name: "en" if name in en else "zh" for name in en ^ zh} == (OF_ONE_GRAMMAR if of == "wordings" else {})


@pytest.mark.parametrize(("of", "lang", "name"), ALL)
def test_no_wording_lies_unused(of, lang, name):
    stem = re.sub(r"^(view_on|kind)_", "", name)
    assert f'"{stem}"' in SOURCE


def test_what_is_named_in_passing_may_be_in_either_language():
    assert either("piece_of_evidence").search("see the receipt")
    assert either("piece_of_evidence").search("看收据")
    assert not wording("piece_of_evidence", "en").search("看收据")

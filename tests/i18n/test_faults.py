"""Faults by key: worded in the language of whoever reads them, English where nobody says which."""

import re
from pathlib import Path

import pytest

import trainer
from trainer.content import read_text
from trainer.errors import StoreError, TrainerError, UsageError
from trainer.i18n import catalogue
from trainer.i18n.faults import fault, said
from trainer.law.articles import show

CODE = Path(trainer.__file__).parent


def raised():
    """Keys written out where faults are raised, and those of the database's own words."""
    pattern = re.compile(r"\bfault\(\s*\w+Error,\s*\"(\w+)\"|\bkey=\"(\w+)\"")
    texts = [path.read_text(encoding="utf-8") for path in CODE.rglob("*.py")]
    from trainer.store.sql import _KNOWN

    return {a or b for text in texts for a, b in pattern.findall(text)} | {key for _, key in _KNOWN}


def test_every_key_is_in_the_catalogue_and_nothing_else():
    assert len(raised()) > 30
    assert {f"faults.{key}{end}" for key in raised() for end in ("", "_do")} == {
        key for key in catalogue("zh") if key.startswith("faults.")
    }


def test_a_fault_is_worded_where_it_is_shown():
    error = fault(StoreError, "store_refused", where="x.db", reason="why")
    assert isinstance(error, StoreError)
    assert error.line() == said(error, "en") == "x.db: the database refused (why) - check PLEA_TRAINER_DB"
    assert said(error, "zh") == "x.db: 数据库拒绝了（why） - 请检查 PLEA_TRAINER_DB"


def test_without_a_language_it_is_the_users(monkeypatch):
    error = fault(UsageError, "unknown_session", id="abc")
    monkeypatch.setenv("PLEA_TRAINER_LANG", "zh")
    assert "没有编号为“abc”的记录" in said(error)
    monkeypatch.setenv("PLEA_TRAINER_LANG", "fr")
    assert said(error) == error.line()


def test_a_fault_without_a_key_is_told_as_it_was_raised():
    assert said(TrainerError("odd", where="here", do="mend"), "zh") == "here: odd - mend"


def of_the_lower_rooms(folder):
    (folder / "latin.txt").write_bytes(b"\xff\xfe\xfa")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    yield from ((read_text, folder / name) for name in ("none.txt", "latin.txt", "loop.txt", ""))
    yield from ((show, ref) for ref in ("XX-1", "CPL-9999"))


def test_rooms_below_the_catalogues_say_the_same(tmp_path):
    keys = set()
    for call, given in of_the_lower_rooms(tmp_path):
        with pytest.raises(TrainerError) as found:
            call(given)
        keys.add(found.value.key)
        assert found.value.line() == said(found.value, "en") != said(found.value, "zh")
    assert keys == {"no_file", "not_utf8", "unreadable", "a_folder", "law_ref", "law_not_held"}

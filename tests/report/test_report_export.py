"""Reports on disk, and the exported session as others read it."""

import json
import os

import pytest

from trainer.errors import StoreError, UsageError
from trainer.report import export
from trainer.report.debrief import markdown, plain_text
from trainer.report.export import FORMATS, save
from trainer.report.jsonfile import session_json, to_json
from trainer.report.model import build
from trainer.scoring.files import grade, read_events


def test_all_formats_are_written_and_nothing_else(closed, tmp_path):
    paths = save(closed, tmp_path / "new" / "folder")
    assert [p.suffix for p in paths] == [".json", ".md", ".html", ".docx"]
    assert sorted(p.name for p in (tmp_path / "new" / "folder").iterdir()) == sorted(p.name for p in paths)
    assert all(closed.id in p.name for p in paths)


def test_saving_again_gives_the_same_bytes(closed, tmp_path):
    first = [p.read_bytes() for p in save(closed, tmp_path)]
    assert [p.read_bytes() for p in save(closed, tmp_path)] == first


def test_the_debrief_is_the_saved_page(closed, tmp_path):
    path = save(closed, tmp_path, ("md",))[0]
    assert path.read_text(encoding="utf-8") == markdown(closed)
    assert plain_text(closed, 80)


def test_only_known_formats(closed, tmp_path):
    with pytest.raises(UsageError, match="pdf"):
        save(closed, tmp_path, ("md", "pdf"))
    assert not list(tmp_path.glob("*.md"))


def test_a_folder_that_is_a_file_is_one_clear_line(closed, tmp_path):
    blocked = tmp_path / "taken"
    blocked.write_text("mine")
    with pytest.raises(StoreError) as caught:
        save(closed, blocked)
    assert "\n" not in caught.value.line()
    assert blocked.read_text() == "mine"


def test_a_full_disk_leaves_the_old_file_and_no_litter(closed, tmp_path, monkeypatch):
    path = save(closed, tmp_path, ("md",))[0]
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StoreError, match="No space left"):
        save(closed, tmp_path, ("md",))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_exported_session_can_be_scored(closed, tmp_path):
    path = save(closed, tmp_path, ("json",))[0]
    document = json.loads(path.read_text(encoding="utf-8"))
    assert list(document)[:3] == ["format", "session", "notice"]
    assert document["session"] == closed.id
    assert document["opening"] == document["events"][0]
    assert len(read_events(path)) == len(closed.events)
    assert grade(path, [])["results"] == document["results"]
    assert document["truth"]["text"] == closed.play.script.truth[closed.lang]


def test_the_line_for_stdout_is_the_same_document(closed):
    text = session_json(closed)
    assert "\n" not in text
    assert json.loads(text) == json.loads(to_json(build(closed), closed))


def test_an_exam_file_holds_neither_marks_nor_truth(played):
    session = played(mode="exam")
    document = json.loads(session_json(session))
    assert document["withheld"] == "exam"
    assert document["results"] is None
    assert document["truth"] is None
    assert json.loads(session_json(session, release=True))["results"]


def test_formats_are_those_of_the_command():
    assert FORMATS == ("json", "md", "html", "docx")
    assert set(export._WRITERS) == set(FORMATS) - {"json"}

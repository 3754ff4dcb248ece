"""Every kind of transcript file gives the same turns, and what stands inside a turn stays text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import ContentError
from trainer.scoring.outside.reading import read_transcript

TURNS = [("Duty lawyer", "You may refuse to sign."), ("Accused", "Nobody told me that."), ("Duty lawyer", "Then I do.")]
HEAD = "---\nrole: defence\nlang: en\nspeakers: {Duty lawyer: defence, Accused: accused}\n---\n"


def plain(path):
    path.write_text(HEAD + "".join(f"{n}: {t}\n" for n, t in TURNS), encoding="utf-8")


def numbered(path):
    path.write_text("".join(f"[{i}] {n}：{t}\n" for i, (n, t) in enumerate(TURNS, 1)), encoding="utf-8")


def jsonl(path):
    path.write_text(
        "".join(json.dumps({"turn": i, "speaker": n, "text": t}) + "\n" for i, (n, t) in enumerate(TURNS, 1))
    )


def exported(path):
    path.write_text(
        json.dumps({"lang": "en", "turns": [{"speaker": n, "text": t} for n, t in TURNS]}), encoding="utf-8"
    )


def srt(path):
    cues = (f"{i}\n00:00:0{i},000 --> 00:00:0{i},900\n{n}: {t}\n" for i, (n, t) in enumerate(TURNS, 1))
    path.write_text("\n".join(cues), encoding="utf-8")


def vtt(path):
    cues = (f"00:0{i}.000 --> 00:0{i}.900\n<v {n}>{t}</v>\n" for i, (n, t) in enumerate(TURNS, 1))
    path.write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")


def word(path):
    import docx

    document = docx.Document()
    for line in HEAD.splitlines():
        document.add_paragraph(line)
    for name, text in TURNS:
        document.add_paragraph(f"{name}: {text}")
    document.save(str(path))


@pytest.mark.parametrize(
    ("write", "name"),
    [(plain, "a.md"), (plain, "a.txt"), (numbered, "b.txt"), (jsonl, "c.jsonl"), (exported, "d.json"), (srt, "e.srt"),
     (vtt, "f.vtt"), (word, "g.docx")],
)  # fmt: skip
def test_every_kind_of_file_gives_the_same_turns(tmp_path, write, name):
    path = tmp_path / name
    write(path)
    read = read_transcript(path)
    assert [(x.name, x.text) for x in read.lines] == TURNS
    assert [x.n for x in read.lines] == [1, 2, 3]
    assert len(read.sha256) == 64


def test_a_line_without_a_name_belongs_to_the_turn_before(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(HEAD + "Duty lawyer: One.\nand two: not a name\nAccused: Three.\n", encoding="utf-8")
    assert [x.text for x in read_transcript(path).lines] == ["One.\nand two: not a name", "Three."]


def test_a_speaker_forged_inside_a_turn_is_text(tmp_path):
    """In a line, in JSON, behind a line break of a turn: only the structure of the file makes speakers."""
    path = tmp_path / "a.txt"
    path.write_text(HEAD + "Duty lawyer: Good. Accused: I plead freely.\nAccused: No.\n", encoding="utf-8")
    assert [x.name for x in read_transcript(path).lines] == ["Duty lawyer", "Accused"]
    path = tmp_path / "b.jsonl"
    path.write_text(json.dumps({"speaker": "Duty lawyer", "text": "Good.\nAccused: I plead freely."}), encoding="utf-8")
    assert len(read_transcript(path).lines) == 1


def test_stage_notes_stand_after_their_turn(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        HEAD + "[room: client_meeting]\nDuty lawyer: Hello.\n[signs: Accused]\n[the rain falls]\n", encoding="utf-8"
    )
    notes = read_transcript(path).notes
    assert [(n.kind, n.what, n.after) for n in notes] == [
        ("room", "client_meeting", 0), ("signs", "Accused", 1), ("the rain falls", "", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.txt", "", "no turn"),
        ("a.txt", "---\n- 1\n---\nJudge: x\n", "front matter"),
        ("a.jsonl", '{"speaker": 1}\n', "expected an object"),
        ("a.jsonl", "{\n", "not JSON"),
        ("a.docx", "no word", "not a Word file"),
        ("a.srt", "hello", "no turn"),
    ],
)
def test_a_file_that_cannot_be_read_says_so_in_a_line(tmp_path, name, text, what):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_transcript(path)
    assert what in caught.value.what
    assert name in str(caught.value)


def test_control_codes_and_endless_turns_are_cut_at_the_edge(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(HEAD + "Duty lawyer: a\x1b[31mb\x07" + "c" * 1_000_000 + "\n", encoding="utf-8")
    text = read_transcript(path).lines[0].text
    assert "\x1b" not in text
    assert len(text) <= 4000


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("t") / "x.txt"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        lines = read_transcript(path).lines
    except ContentError:
        return
    assert [x.n for x in lines] == list(range(1, len(lines) + 1))

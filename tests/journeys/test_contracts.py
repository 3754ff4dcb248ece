"""The commands as agreed: exit codes, one clear line on a fault, JSON and nothing else where JSON is asked for."""

import json
import shutil
from pathlib import Path

import pytest

from trainer.acts import ACT_IDS
from trainer.content import find
from trainer.scenario.loader import scenario_ids
from trainer.text import LANGS
from trainer.tui import drafts

TALK = "/go 2\nWhat happened that day? Start wherever you like.\nYou are free to refuse.\n"


def one_line(done, code):
    assert done.code == code, done.err or done.out
    assert done.err.count("\n") == 1
    assert done.err.strip()
    assert "Traceback" not in done.err + done.out
    return done.err


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["play", "no-such-case", "--plain"], "courier-theft"),
        (["play", "just-a-witness", "--plain", "--role", "prosecutor"], "defence"),
        (["play", "courier-theft", "--plain", "--role", "king"], "prosecutor"),
        (["play", "courier-theft", "--plain", "--mode", "easy"], "practice"),
        (["play", "courier-theft", "--plain", "--lang", "fr"], "zh"),
        (["play", "courier-theft", "--plain", "--voice", "opera"], "embedded"),
        (["play", "courier-theft", "--plain", "--persona", "accused"], "="),
        (["play", "courier-theft", "--plain", "--persona", "accused=nobody"], "frightened"),
        (["play", "courier-theft", "--plain", "--persona", "ghost=docket"], "accused"),
        (["scenarios", "show", "no-such-case"], "courier-theft"),
        (["rubrics", "show", "beauty"], "voluntariness"),
        (["law", "show", "NONSENSE-1"], ""),
        (["play", "--resume", "abc@x", "--plain"], "SESSION"),
        (["sessions", "export", "x", "--format", "pdf"], "json"),
    ],
)
def test_a_wrong_word_is_a_usage_fault(cli, argv, told):
    done = cli(*argv)
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert "role." not in done.err, "the name of a message"


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["play", "no-such-case", "--plain"], "没有“no-such-case”这个剧本 - 可选：courier-theft"),
        (["play", "courier-theft", "--plain", "--role", "xyz"], "《外卖员盗窃案》没有“xyz”这个席位 - 可选：defence"),
        (["play", "--role", "xyz"], "没有“xyz”这个席位 - 可选：defence（辩方）"),
        (["play", "courier-theft", "--plain", "--mode", "easy"], "没有“easy”这种模式"),
        (["play", "--resume", "abc", "--plain"], "没有编号为“abc”的记录"),
        (["sessions", "show", "abc"], "没有编号为“abc”的记录"),
        (["sessions", "export", "x", "--format", "pdf"], "没有“pdf”这种格式 - 可选：json"),
        (["grade", "no-such-file.txt"], "no-such-file.txt: 没有这个文件 - 请检查路径"),
        (["rubrics", "show", "beauty"], "没有“beauty”这张评分表"),
    ],
)
def test_a_fault_is_told_in_the_language_asked_for(cli, argv, told):
    done = cli(*argv, "--lang", "zh")
    assert done.code in (1, 2)
    assert done.err.startswith(f"plea-trainer: {told}")


@pytest.mark.parametrize("more", [(), ("--format", "html")])
def test_faults_of_several_files_are_told_in_the_language_asked_for(cli, tmp_path, more):
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    done = cli("grade", tmp_path / "empty.txt", tmp_path / "none.txt", *more, "--lang", "zh")
    assert done.code == 1
    assert "没有找到一句对话" in done.err
    assert "没有这个文件" in done.err


@pytest.mark.parametrize(
    "argv", [["frobnicate"], ["play", "courier-theft", "--seed", "many"], ["acts"], ["sentence"], ["play", "--frob"]]
)
def test_a_wrong_option_is_a_usage_fault(cli, argv):
    done = cli(*argv)
    assert done.code == 2
    assert done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "argv",
    [
        ["play", "courier-theft", "--plain", "--from-turn", "3"],
        ["play", "--plain", "--resume", "x@3", "--from-turn", "3"],
        ["grade", "x.txt", "--out", "r.jsonl", "--format", "md"],
        ["grade", "x.txt", "--model", "m"],
        ["rubrics", "cohort", "r.jsonl", "--csv", "--json"],
        ["simulate", "courier-theft", "-n", "0"],
        ["law", "search", "theft", "--limit", "0"],
        ["sessions", "show", "x", "--lang", "fr"],
    ],
)
def test_an_option_that_would_do_nothing_is_a_usage_fault(cli, argv):
    done = cli(*argv)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert json.loads(cli("sessions", "list", "--json").out) == []


@pytest.mark.parametrize(
    "argv",
    [
        ["play", "--plain", "--resume", "nobody"],
        ["sessions", "show", "nobody"],
        ["sessions", "export", "nobody"],
        ["sessions", "delete", "nobody", "--yes"],
        ["play", "--plain", "--resume", "nobody@3"],
    ],
)
def test_an_unknown_session(cli, argv):
    assert "nobody" in one_line(cli(*argv), 1)


@pytest.mark.parametrize("argv", [[], ["play"], ["play", "courier-theft"], ["--scenario", "courier-theft"]])
@pytest.mark.parametrize("lang", LANGS)
def test_without_a_terminal_the_app_says_so_and_draws_nothing(run, argv, lang):
    done = run(*argv, env={"PLEA_TRAINER_LANG": lang})
    assert "--plain" in one_line(done, 2)
    assert "\x1b" not in done.err + done.out
    assert run("sessions", "list", "--json").out.strip() == "[]"


@pytest.fixture
def opened(monkeypatch):
    """What the app was opened with, on a terminal that is none."""
    found = []
    monkeypatch.setattr("trainer.tui.app.must_have_terminal", lambda lang: None)
    monkeypatch.setattr("trainer.tui.app.run_app", lambda lang, session="", *, voice="": found.append(session))
    return found


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["play", "nope"], 2),
        (["--scenario", "nope"], 2),
        (["play", "courier-theft", "--role", "judge"], 2),
        (["play", "courier-theft", "--persona", "accused=nobody"], 2),
        (["play", "--mode", "easy"], 2),
        (["play", "--role", "xyz"], 2),
        (["play", "--resume", "nope"], 1),
    ],
)
def test_what_cannot_be_played_is_told_before_the_app_opens(cli, opened, argv, code):
    one_line(cli(*argv), code)
    assert opened == []
    assert json.loads(cli("sessions", "list", "--json").out) == []


def test_the_app_opens_on_what_was_asked_for(cli, opened):
    assert cli().code == cli("play").code == 0
    assert opened == ["", ""]
    assert cli("play", "courier-theft", "--role", "prosecutor", "--seed", "4").code == 0
    (row,) = json.loads(cli("sessions", "list", "--json").out)
    assert (row["id"], row["role"]) == (opened[-1], "prosecutor")
    assert cli("play", "--resume", row["id"]).code == 0
    assert opened[-1] == row["id"]


@pytest.fixture
def spoilt(tmp_path, monkeypatch):
    """A scenario of one's own with a broken file."""
    home = tmp_path / "mine" / "scenarios" / "spoilt"
    shutil.copytree(find("scenarios", "courier-theft"), home)
    monkeypatch.setenv("PLEA_TRAINER_CONTENT", str(tmp_path / "mine"))
    path = home / "scenario.yaml"
    text = path.read_text(encoding="utf-8").replace("id: courier-theft", "id: spoilt", 1)

    def write(old, new):
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return write


def test_a_broken_scenario_names_file_and_line(cli, spoilt):
    path = spoilt("roles: [defence, prosecutor]", "roles: [defence, prosecutor")
    line = one_line(cli("play", "spoilt", "--plain"), 1)
    assert f"{path}:" in line
    path = spoilt("minutes: 150", "minutes: soon")
    line = one_line(cli("play", "spoilt", "--plain"), 1)
    number = path.read_text(encoding="utf-8").splitlines().index("minutes: soon") + 1
    assert f"{path}:{number}: minutes" in line


@pytest.mark.parametrize("lang", LANGS)
def test_a_broken_scenario_stands_in_the_list_with_its_fault(cli, spoilt, lang):
    path = spoilt("minutes: 150", "minutes: soon")
    done = cli("scenarios", "list", "--lang", lang)
    assert (done.code, done.err) == (0, "")
    *sound, last = done.out.splitlines()
    assert any(line.startswith("courier-theft ") for line in sound)
    assert last.startswith("spoilt ")
    assert f"{path}:" in last
    assert last.endswith("plea-trainer scenarios lint spoilt")


BELL = "x\\e]0;pwned\\aTHE END"  # a YAML escape that sets the title of a terminal's window


def test_no_content_commands_the_terminal(cli, spoilt, tmp_path):
    spoilt('en: "The courier"', f'en: "{BELL}"')
    rubric = tmp_path / "mine" / "rubrics" / "loud.yaml"
    rubric.parent.mkdir()
    text = find("rubrics", "explanation.yaml").read_text(encoding="utf-8").replace("id: explanation", "id: loud", 1)
    rubric.write_text(text.replace("en: Explanation of rights", f'en: "{BELL}"', 1), encoding="utf-8")
    case = tmp_path / "case.yaml"
    case.write_text(f'"{BELL}": 1\n', encoding="utf-8")
    talk = tmp_path / "a\x1b]0;pwned\x07b.txt"
    talk.write_text("---\nrole: defence\n---\nDuty lawyer: You may refuse.\n", encoding="utf-8")
    for argv in (["scenarios", "list"], ["rubrics", "list"], ["rubrics", "show", "loud"], ["sentence", case],
                 ["grade", talk, "--rubric", "explanation"], ["scenarios", "show", "spoilt"]):  # fmt: skip
        done = cli(*argv, "--lang", "en")
        told = done.out + done.err
        assert "THE END" in told or "grade" in argv
        assert not {"\x1b", "\x07"} & set(told), argv


def test_lint_fails_on_faults_and_passes_without(cli, spoilt):
    spoilt("listeners: [accused]\n", "listeners: [acused]\n")
    done = cli("scenarios", "lint", "spoilt")
    assert done.code == 1
    assert "acused" in done.out
    assert cli("scenarios", "lint", *scenario_ids()).code == 1
    assert cli("scenarios", "lint", "courier-theft").code == 0


def test_a_database_that_is_none(cli, data_dir):
    data_dir.mkdir()
    (data_dir / "sessions.db").write_bytes(b"no database at all " * 500)
    for argv in (["sessions", "list"], ["play", "courier-theft", "--plain"], ["sessions", "show", "x"]):
        line = one_line(cli(*argv), 1)
        assert "sessions.db" in line
        assert "move it away" in line


def test_a_folder_that_cannot_be_made(cli, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    monkeypatch.setenv("PLEA_TRAINER_DATA", str(blocked / "data"))
    assert "PLEA_TRAINER_DATA" in one_line(cli("play", "courier-theft", "--plain"), 1)


# acts


def test_one_turn_as_json(cli):
    done = cli("acts", "You can still appeal within ten days.", "--json")
    document = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert document["text"] == "You can still appeal within ten days."
    (act,) = document["acts"]
    assert set(act) == {"verb", "topic", "polarity", "slots", "span", "confidence"}
    assert (act["verb"], act["topic"], act["polarity"]) == ("inform", "appeal", "asserted")
    assert len(act["span"]) == 2
    assert 0 <= act["confidence"] <= 1


@pytest.mark.parametrize(
    ("said", "words", "right"),
    [
        (
            "Nobody who pleads guilty may appeal any more.",
            "wrong law  retraction.",
            "You can still appeal within ten days.",
        ),
        ("认了罪就不许上诉了。", "法律上说错了  retraction.", "十天以内都可以上诉。"),
    ],
)
def test_an_author_sees_what_is_taken_for_wrong_law(cli, said, words, right):
    assert words in cli("acts", said).out
    assert words not in cli("acts", right).out


def test_turns_on_stdin_one_a_line(cli):
    lines = [
        "What happened that day? Start wherever you like.",
        json.dumps({"id": "b7", "text": "我建议七个月，罚金两千元。", "speaker": "defence", "listener": "prosecutor"}),
        "  ",
        json.dumps({"id": 3, "text": "I propose seven months.", "speaker": "defence", "listener": "prosecutor"}),
        "{not json",
        "[1, 2]",
        '"quoted"',
        json.dumps({"text": ""}),
        "认不认全看你自己，不愿意可以不签。",
    ]
    done = cli("acts", "-", stdin="\n".join(lines))
    rows = [json.loads(row) for row in done.out.splitlines()]
    assert (done.code, done.err) == (0, "")
    assert len(rows) == 8
    assert [r.get("id") for r in rows] == [None, "b7", 3, None, None, None, None, None]
    assert rows[0]["text"] == lines[0]
    assert rows[1]["acts"][0]["slots"] == {"months": 7, "fine_yuan": 2000}
    assert all(f"{a['verb']}:{a['topic']}" in ACT_IDS for r in rows for a in r["acts"])
    assert next((a["verb"], a["topic"]) for a in rows[7]["acts"]) == ("inform", "system")


def test_bytes_that_are_no_text_do_not_stop_the_turns(cli):
    done = cli("acts", "-", stdin=b"\xff\xfe broken\nYou may refuse.\n")
    assert done.code == 0
    assert len(done.out.splitlines()) == 2


# sentence

CASE = """offence: 盗窃罪
tier: large
start_months: 8
increases: [{why: amount, months: 2}]
circumstances:
  - {id: confession, pct: -15}
"""


def test_a_calculation_as_json(cli, tmp_path):
    one = tmp_path / "one.yaml"
    one.write_text(f"{CASE}---\noffence: 264\ntier: large\nstart_months: 6\n", encoding="utf-8")
    done = cli("sentence", one, "--json")
    rows = [json.loads(row) for row in done.out.splitlines()]
    assert (done.code, done.err) == (0, "")
    assert len(rows) == 2
    assert rows[0]["base_months"] == [10, 10]
    for row in rows:
        assert {
            "offence",
            "law_version",
            "start",
            "base_months",
            "adjustments",
            "adjusted_months",
            "discretion_months",
            "declared",
            "probation",
            "fine",
            "menu",
            "warnings",
        } <= set(row)


@pytest.mark.parametrize(
    "text",
    ["offence: 盗窃罪\ntier: [large\n", "offence: 飞行罪\ntier: large\n", "- 1\n", "offence: 盗窃罪\ntier: enormous\n"],
)
def test_a_case_that_cannot_be_calculated_names_its_file(cli, tmp_path, text):
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    done = cli("sentence", path, "--json")
    assert done.code in (1, 2)
    assert len(done.err.strip().splitlines()) == 1
    assert "bad.yaml" in done.err
    assert done.out == ""


def test_a_missing_case_file(cli, tmp_path):
    assert "none.yaml" in one_line(cli("sentence", tmp_path / "none.yaml"), 1)


def test_one_bad_case_does_not_spoil_the_others(cli, tmp_path):
    path = tmp_path / "cases.yaml"
    path.write_text("offence: 264\ntier: large\n---\noffence: 开设赌场罪\n---\noffence: 133-1\n", encoding="utf-8")
    done = cli("sentence", path, "--json")
    first, second, third = (json.loads(line) for line in done.out.splitlines())
    assert first["offence"] == "盗窃罪"
    assert "not covered" in second["error"]["what"]
    assert third["declared"]["rule"] == "direct"
    assert "cases.yaml:4" in one_line(done, 1)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_law_is_read_on_the_command_line(cli, lang):
    assert "173" in cli("law", "show", "CPL-173", "--lang", lang).out
    assert "OP-52" in cli("law", "search", "反悔", "--lang", lang).out
    assert "CPL-230" in cli("law", "limits", "--lang", lang).out
    assert json.loads(cli("law", "show", "OP-27", "--json").out)["ref"] == "OP-27"
    assert json.loads(cli("law", "limits", "--json").out)[0]["hours"] == 24


# sessions and grade


@pytest.fixture
def kept(cli):
    """A session played for three turns and left."""
    done = cli("play", "courier-theft", "--plain", "--lang", "en", "--seed", "3", stdin=TALK)
    assert done.code == 0
    (row,) = json.loads(cli("sessions", "list", "--json").out)
    return row


def test_sessions_as_json(cli, kept):
    assert (kept["scenario"], kept["role"], kept["lang"], kept["turns"], kept["closed"]) == (
        "courier-theft",
        "defence",
        "en",
        2,
        False,
    )
    assert kept["started"] <= kept["updated"]
    text = cli("sessions", "list")
    assert kept["id"] in text.out
    assert cli("sessions").out == text.out


def test_no_sessions_is_an_empty_list(cli):
    done = cli("sessions", "list", "--json")
    assert (done.code, json.loads(done.out)) == (0, [])
    assert cli("sessions", "list", "--lang", "en").out == "no sessions yet\n"


def test_a_session_is_shown_exported_graded_and_deleted(cli, kept, tmp_path):
    shown = cli("sessions", "show", kept["id"])
    assert "You are free to refuse." in shown.out
    done = cli("sessions", "export", kept["id"], "--format", "json,md,html", "--to", tmp_path)
    assert done.code == 0, done.err
    paths = done.out.split()
    assert len(paths) == 3
    (exported,) = [p for p in paths if p.endswith(".json")]
    graded = cli("grade", exported, "--rubric", "explanation", "--json")
    document = json.loads(graded.out)
    assert (graded.code, graded.err) == (0, "")
    assert set(document) == {"transcript", "results"}
    (result,) = document["results"]
    assert set(result) == {"rubric", "version", "rubric_sha256", "judge", "score", "coverage", "critical", "items"}
    assert {i["id"]: i["outcome"] for i in result["items"]}["system.said"] == "met"
    assert cli("grade", exported).code == 0
    assert cli("sessions", "delete", kept["id"], "--yes").code == 0
    assert json.loads(cli("sessions", "list", "--json").out) == []


def test_a_deleted_session_leaves_no_draft(cli, kept, data_dir):
    drafts.keep(kept["id"], "what nobody was to read")
    (data_dir / "drafts" / f"{kept['id']}.tmp").write_text("half of it", encoding="utf-8")
    drafts.keep("other", "of another session")
    assert cli("sessions", "delete", kept["id"], "--yes").code == 0
    assert [p.name for p in (data_dir / "drafts").iterdir()] == ["other.txt"]


def test_a_file_that_cannot_be_graded(cli, tmp_path):
    path = tmp_path / "x.json"
    path.write_text("{", encoding="utf-8")
    assert "x.json" in one_line(cli("grade", path, "--json"), 1)
    assert "none.json" in one_line(cli("grade", tmp_path / "none.json"), 1)


def test_a_byte_order_mark_changes_nothing(cli, kept, tmp_path):
    session = cli("sessions", "export", kept["id"], "--format", "json", "--to", tmp_path).out.strip()
    talk = tmp_path / "talk.json"
    talk.write_text(json.dumps({"role": "defence", "turns": [{"speaker": "Duty lawyer", "text": "You may refuse."}]}))
    for path in (Path(session), talk):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert cli("grade", path, "--rubric", "explanation", "--json").code == 0


def test_a_broken_transcript_is_not_taken_for_a_session(cli, tmp_path):
    path = tmp_path / "x.json"
    path.write_text('{"turns": [\n{"speaker"', encoding="utf-8")
    told = one_line(cli("grade", path), 1)
    assert "x.json:2" in told
    assert "mend the file" in told
    path.write_text('{"events": []}', encoding="utf-8")
    assert "sessions export" in one_line(cli("grade", path), 1)


DEEP, LONG = "[" * 200_000, "9" * 5_000
TANGLED = "a: &a [*a]\n"


@pytest.mark.parametrize(
    ("name", "text", "command"),
    [
        ("x.json", DEEP, "grade FILE"),
        ("x.json", LONG, "grade FILE"),
        ("x.jsonl", DEEP, "rubrics cohort FILE"),
        ("x.json", LONG, "rubrics mark FILE --item a --outcome met --reason b"),
        ("x.json", DEEP, "rubrics agree FILE other"),
        ("x.yaml", TANGLED, "sentence FILE"),
        ("x.yaml", DEEP, "sentence FILE"),
        ("x.txt", f"---\n{TANGLED}---\nLawyer: Hello.\n", "grade FILE"),
    ],
)
def test_a_hostile_file_is_one_line(cli, tmp_path, name, text, command):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert name in one_line(cli(*(path if word == "FILE" else word for word in command.split())), 1)


def test_one_hostile_file_does_not_end_a_run_of_reports(cli, tmp_path):
    (tmp_path / "bad.json").write_text(DEEP, encoding="utf-8")
    (tmp_path / "good.txt").write_text("---\nrole: defence\n---\nDuty lawyer: You may refuse.\n", encoding="utf-8")
    done = cli("grade", tmp_path / "bad.json", tmp_path / "good.txt", "--format", "md", "--to", tmp_path / "out")
    assert (done.code, "good.debrief.md" in done.out) == (1, True)
    assert "bad.json" in done.err


def test_a_hostile_line_among_turns_is_read_as_words(cli):
    done = cli("acts", "-", stdin=f"{'[' * 5_000}\n{LONG}\n")
    assert (done.code, len(done.out.splitlines())) == (0, 2)


# looking things up


@pytest.mark.parametrize("lang", LANGS)
def test_lists(cli, lang):
    for command, holds in (
        (["scenarios", "list"], "courier-theft"),
        (["rubrics", "list"], "voluntariness"),
        (["personas", "list"], "frightened"),
        (["rubrics", "show", "explanation"], "retraction.checked"),
        (["scenarios", "show", "courier-theft"], "09:00"),
        (["law", "show", "CPL-173"], "173"),
        (["law", "search", "速裁程序"], "CPL-222"),
    ):
        done = cli(*command, "--lang", lang)
        assert done.code == 0
        assert holds in done.out
        assert done.err == ""


def test_the_version_and_the_help(cli):
    assert cli("--version").out.strip()[0].isdigit()
    text = cli("--help").out
    for command in (
        "play",
        "demo",
        "sessions",
        "grade",
        "acts",
        "sentence",
        "law",
        "scenarios",
        "rubrics",
        "personas",
        "simulate",
        "doctor",
    ):
        assert command in text


def commands():
    """Every command of the program, groups opened."""
    import typer

    from trainer.cli import app

    def walk(command, name):
        inner = getattr(command, "commands", None)
        if not inner or getattr(command, "invoke_without_command", False):
            yield name, {o for p in command.params for o in p.opts}
        for word, child in (inner or {}).items():
            yield from walk(child, f"{name} {word}".strip())

    return dict(walk(typer.main.get_command(app), ""))


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_takes_a_language(name):
    assert "--lang" in commands()[name]


@pytest.mark.parametrize("name", ["sessions list", "sessions show", "grade", "acts", "sentence"])
def test_what_others_build_on_speaks_json(name):
    assert "--json" in commands()[name]


@pytest.mark.parametrize("lang", LANGS)
def test_the_doctor_sees_a_patient_in_health(cli, lang):
    done = cli("doctor", "--lang", lang)
    assert done.code == 0
    assert done.out.strip()


def test_the_doctor_fails_where_it_lists_a_fault(cli, spoilt):
    spoilt("minutes: 150", "minutes: soon")
    told = one_line(cli("doctor"), 1)
    assert told == "plea-trainer: faults in the set-up: 1 - mend what the lines marked fault name\n"

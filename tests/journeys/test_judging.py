"""`grade --judge llm|both` as it is typed, and a session whose doubtful turns a model reads."""

import asyncio
import json
import re
import threading

import pytest
from double import Double, chat_says, error
from judge_kit import ASKED, judging, verdict, written
from kit import new_session, said_by, typed
from llm_kit import door_to

from trainer import events as ev
from trainer.dialogue.cascade import CascadeInterpreter
from trainer.dialogue.embedded import EmbeddedInterpreter
from trainer.dialogue.llm_interpreter import LlmInterpreter
from trainer.llm import request, retry
from trainer.text import LANGS

GOOD = judging({"pressure.asked": verdict("met", (3, "Lin", ASKED))})


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(retry, "_FIRST_WAIT_S", 0.01)
    monkeypatch.setattr(request, "_KNOWN", {})


@pytest.fixture
def served(monkeypatch):
    """Start a double in a thread of its own and set the program up for it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    doubles = []

    def start(script):
        double = Double(script)
        asyncio.run_coroutine_threadsafe(double.__aenter__(), loop).result(5)
        doubles.append(double)
        monkeypatch.setenv("OPENAI_BASE_URL", double.url)
        monkeypatch.setenv("PLEA_TRAINER_JUDGE_MODEL", "double")
        return double

    yield start
    for double in doubles:
        asyncio.run_coroutine_threadsafe(double.__aexit__(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()


def test_graded_by_a_model(cli, served, tmp_path):
    double = served(GOOD)
    path = written(tmp_path)
    done = cli("grade", path, "--rubric", "voluntariness", "--judge", "llm", "--json")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    (result,) = document["results"]
    assert result["judge"] == "llm:double"
    assert document["judging"]["models"] == ["double"]
    met = next(i for i in result["items"] if i["id"] == "pressure.asked")
    assert (met["outcome"], met["evidence"][0]["quote"]) == ("met", ASKED)
    assert "questions to double" in done.err
    assert "tokens" in done.err
    assert "flip rate" in done.err
    asked = len(double.asked)
    again = cli("grade", path, "--rubric", "voluntariness", "--judge", "llm", "--json")
    assert (again.out, len(double.asked)) == (done.out, asked)


@pytest.mark.parametrize("lang", LANGS)
def test_both_side_by_side(cli, served, tmp_path, lang):
    served(GOOD)
    path = written(tmp_path)
    done = cli("grade", path, "--rubric", "voluntariness", "--judge", "both", "--lang", lang)
    assert done.code == 0, done.err
    assert ("alike in" in done.out) == (lang == "en")
    assert ("个一致" in done.out) == (lang == "zh")
    row = next(line for line in done.out.splitlines() if "knowing.teach_back" in line)
    assert row.split()[1:3] == ["met", "not_met"]
    assert row.split()[3] == {"en": "contested", "zh": "有争议"}[lang]
    document = json.loads(cli("grade", path, "--rubric", "voluntariness", "--judge", "both", "--json").out)
    assert [r["judge"] for r in document["results"]] == ["embedded", "llm:double"]
    (row,) = document["agreement"]
    assert row["alike"] < row["both"]
    assert "knowing.teach_back" in row["contested"]


def test_a_panel(cli, served, tmp_path):
    double = served(GOOD)
    path = written(tmp_path)
    done = cli("grade", path, "--rubric", "voluntariness", "--judge", "llm", "--json", *"--model a --model b".split())
    assert json.loads(done.out)["results"][0]["judge"] == "llm:a+b"
    assert {a.body["model"] for a in double.asked} == {"a", "b"}


def test_a_dead_endpoint_leaves_a_whole_document(cli, served, tmp_path):
    served(error(500))
    done = cli("grade", written(tmp_path), "--rubric", "voluntariness", "--judge", "llm", "--json")
    assert done.code == 0
    (result,) = json.loads(done.out)["results"]
    assert result["score"] is None
    assert "endpoint: server" in {i["reason"] for i in result["items"]}
    assert "Not answered" in done.err


def test_a_fault_in_one_file_of_many(cli, served, tmp_path):
    served(GOOD)
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    done = cli("grade", written(tmp_path), bad, "--rubric", "voluntariness", "--judge", "llm", "--json")
    assert done.code == 1
    assert ["error" in json.loads(line) for line in done.out.splitlines()] == [False, True]
    assert ": 1 of 2" in done.err


@pytest.mark.parametrize(
    ("more", "words"),
    [(["--judge", "llm"], "no model is set"), (["--judge", "oracle"], "unknown judge 'oracle'")],
)
def test_what_cannot_be_done(cli, tmp_path, monkeypatch, more, words):
    for name in ("PLEA_TRAINER_MODEL", "PLEA_TRAINER_JUDGE_MODEL"):
        monkeypatch.delenv(name, raising=False)
    done = cli("grade", written(tmp_path), *more)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_a_large_run_elsewhere_wants_a_yes(cli, served, tmp_path, monkeypatch):
    from trainer.llm.settings import Endpoint
    from trainer.scoring import llm_run

    double = served(GOOD)
    monkeypatch.setattr(llm_run, "LARGE", 5)
    monkeypatch.setattr(Endpoint, "local", property(lambda self: False))
    path = written(tmp_path)
    done = cli("grade", path, "--rubric", "voluntariness", "--judge", "llm")
    assert done.code == 2
    assert "--yes" in done.err
    assert "min at 32 at a time" in done.err
    assert len(double.asked) == 1  # the one that was measured
    assert cli("grade", path, "--rubric", "voluntariness", "--judge", "llm", "--yes").code == 0


def test_the_question_is_put_once_for_all_files(cli, served, tmp_path, monkeypatch):
    """Many small files are a large run too, and nothing is paid for before the answer."""
    from trainer.llm.settings import Endpoint
    from trainer.scoring import llm_run

    double = served(GOOD)
    path = written(tmp_path)
    alone = int(re.search(r"\d+", cli("grade", path, "--rubric", "voluntariness", "--judge", "llm").err)[0])
    asked = len(double.asked)
    monkeypatch.setenv("PLEA_TRAINER_DATA", str(tmp_path / "fresh"))
    monkeypatch.setattr(llm_run, "LARGE", 18 * alone - 1)
    monkeypatch.setattr(Endpoint, "local", property(lambda self: False))
    many = [tmp_path / f"copy{n}.txt" for n in range(18)]
    for n, copy in enumerate(many):
        copy.write_text(path.read_text("utf-8") + f"\nAccused: Number {n}.\n", encoding="utf-8")
    done = cli("grade", *many, "--rubric", "voluntariness", "--judge", "llm")
    assert done.code == 2
    assert f"{18 * alone} " in done.err
    assert len(double.asked) == asked + 1


@pytest.mark.parametrize("more", [("--out", "results.jsonl"), ("--format", "md")])
def test_what_a_model_judge_cannot_do_is_said(cli, served, tmp_path, more):
    double = served(GOOD)
    done = cli("grade", written(tmp_path), "--judge", "llm", *more)
    assert done.code == 2
    assert more[0] in done.err
    assert double.asked == []


def test_a_budget_that_is_no_number(cli, served, tmp_path, monkeypatch):
    served(GOOD)
    monkeypatch.setenv("PLEA_TRAINER_BUDGET", "much")
    assert cli("grade", written(tmp_path), "--judge", "llm").code == 2


# A session


ANSWER = {
    "acts": [{"quote": "that money", "verb": "argue", "topic": "restitution", "polarity": "asserted", "terms": None}],
    "strength": 1.0,
}


async def _played(*lines, script):
    from trainer.session.commands import enter

    async with Double(script) as double, door_to(double, retries=0) as door:
        session = new_session(personas={"prosecutor": "listener"})
        session.interpreter = CascadeInterpreter(EmbeddedInterpreter(), LlmInterpreter(door))
        async for _ in session.begin():
            pass
        for line in lines:
            async for _ in enter(session, line):
                pass
        return session


async def test_the_record_says_who_read_which_turn():
    script = chat_says(json.dumps(ANSWER))
    session = await _played("/go meeting", "You are free to refuse.", "So, that money, well.", script=script)
    assert [e.read_by for e in said_by(session.events, "trainee")] == ["embedded", "merged"]
    assert [a.id for a in said_by(session.events, "trainee")[1].acts] == ["argue:restitution"]
    assert [ev.load(ev.dump(e)) for e in session.events] == session.events


async def test_a_dead_model_changes_nothing_but_the_mark():
    lines = ("/go meeting", "You are free to refuse.", "So, that money, well.")
    session = await _played(*lines, script=error(500))
    alone = new_session(personas={"prosecutor": "listener"})
    await asyncio.to_thread(typed, alone, *lines)
    assert [e.read_by for e in said_by(session.events, "trainee")] == ["embedded", "unanswered"]
    same = [e.model_copy(update={"read_by": "embedded"}) if isinstance(e, ev.Said) else e for e in session.events]
    assert same[1:] == alone.events[1:]

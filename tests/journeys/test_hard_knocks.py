"""Killed, full, damaged, cut off: whatever was shown is kept, and the way on is told."""

import json
import os
import random
import re
import resource
import signal
import sqlite3
import sys
import time

import pytest

from trainer import events as ev
from trainer.scenario.loader import load_play
from trainer.session.narrate import narrate
from trainer.store.sql import SqlStore

LINES = [
    "/read 1",
    "/read 2",
    "/go 2",
    "Good morning, Mr. Luo. I am your duty lawyer.",
    "Everything you tell me stays between us.",
    "What happened that day? Start wherever you like.",
    "What matters most to you?",
    "You are free to refuse.",
    "/rooms",
    "You can still appeal within ten days.",
    "Has anybody threatened you?",
    "/go 3",
    "Where does the nine months come from?",
    "I propose seven months and a fine of 2,000 yuan.",
    "/note seven",
    "I ask for bail; he has a lease and a job.",
]


def store_of(folder):
    return SqlStore(f"sqlite:///{folder / 'sessions.db'}")


def paragraphs(text):
    """Whole paragraphs that reached the screen, without the prompts that stand before them."""
    whole = text[: text.rfind("\n\n") + 2] if "\n\n" in text else ""
    return [re.sub(r"^\[\d\d:\d\d[^>]*> ", "", p.strip()) for p in whole.split("\n\n") if p.strip()]


def drain(process, seconds):
    """What the process writes within a time, without waiting for its end."""
    os.set_blocking(process.stdout.fileno(), False)
    data, until = b"", time.monotonic() + seconds
    while time.monotonic() < until:
        chunk = process.stdout.read()
        if chunk:
            data += chunk
        else:
            time.sleep(0.002)
    return data


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_nothing_shown_is_lost(door, run, data_dir, seed):
    dice = random.Random(seed)
    process = door("play", "courier-theft", "--plain", "--lang", "en", "--seed", str(seed))
    shown = b""
    while b"> " not in shown:
        assert process.poll() is None
        shown += drain(process, 0.02)
    for line in LINES[: dice.randint(3, len(LINES))]:
        process.stdin.write(f"{line}\n".encode())
        process.stdin.flush()
        shown += drain(process, dice.choice([0, 0, 0.004, 0.02, 0.06]))
    process.send_signal(signal.SIGKILL)
    process.wait()
    rest = process.stdout.read()
    text = (shown + (rest or b"")).decode(errors="ignore")

    store = store_of(data_dir)
    (session,) = store.sessions()
    kept = store.load(session.id)
    play = load_play("courier-theft")
    told = {line.text for e in kept if (line := narrate(play, e, "en"))}
    spoken = [p for p in paragraphs(text) if re.match(r"(?:Luo|Prosecutor Shen|Ms Fang): ", p)]
    for paragraph in spoken:
        assert paragraph.partition(": ")[2] in told, "shown, and not kept"
    assert [e.turn for e in kept if isinstance(e, ev.Said)] == list(
        range(1, 1 + sum(isinstance(e, ev.Said) for e in kept))
    )
    store.close()

    again = run("play", "--plain", "--resume", session.id, stdin="/rooms\n/note It goes on.\n")
    assert again.code == 0, again.err
    assert len(store_of(data_dir).load(session.id)) > len(kept)
    if spoken:
        assert spoken[-1].partition(": ")[2] in told


def test_taken_up_again_and_again_plays_as_one(run, data_dir):
    lines = LINES[:9]
    whole = run("play", "courier-theft", "--plain", "--lang", "en", "--seed", "5", stdin="\n".join(lines))
    assert whole.code == 0
    store = store_of(data_dir)
    (one,) = store.sessions()
    first = run(
        "play",
        "courier-theft",
        "--plain",
        "--lang",
        "en",
        "--seed",
        "5",
        stdin="\n".join(lines[:4]),
        env={"PYTHONHASHSEED": "1"},
    )
    other = re.search(r"--resume (\w+)", first.out)[1]
    run("play", "--plain", "--resume", other, stdin="\n".join(lines[4:]), env={"PYTHONHASHSEED": "2"})
    assert [ev.dump(e) for e in store.load(other)] == [ev.dump(e) for e in store.load(one.id)]
    store.close()


def test_a_full_disk_is_one_line_and_the_words_are_shown_again(run, data_dir):
    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (160_000, 160_000))

    words = "This sentence must not get lost when the disk is full."
    talk = [f"What happened on day number {n}? Tell me everything about it." for n in range(60)]
    done = run(
        "play", "courier-theft", "--plain", "--lang", "en", stdin="\n".join(["/go 2", *talk, words]), preexec_fn=small
    )
    assert "Traceback" not in done.out + done.err
    assert "disk is full" in done.out + done.err
    store = store_of(data_dir)
    (session,) = store.sessions()
    kept = [e.text for e in store.load(session.id) if isinstance(e, ev.Said)]
    store.close()
    assert kept
    assert words not in kept, "the disk was full by then"
    assert words in [p.read_text(encoding="utf-8").strip() for p in (data_dir / "kept").glob("*.txt")]
    again = run("play", "--plain", "--resume", session.id, stdin=words)
    assert again.code == 0
    assert words in [e.text for e in store_of(data_dir).load(session.id) if isinstance(e, ev.Said)]


def test_a_damaged_event_is_named_and_its_remedy_works(cli, data_dir):
    cli("play", "courier-theft", "--plain", "--lang", "en", stdin="\n".join(LINES[:8]))
    (row,) = json.loads(cli("sessions", "list", "--json").out)
    with sqlite3.connect(data_dir / "sessions.db") as db:
        count = db.execute("select count(*) from events").fetchone()[0]
        db.execute("update events set body = substr(body, 1, 40) where number = ?", (count - 3,))
    for argv in (["play", "--plain", "--resume", row["id"]], ["sessions", "show", row["id"]]):
        done = cli(*argv)
        assert done.code == 1
        assert len(done.err.splitlines()) == 1
        assert f"event {count - 3}" in done.err
    remedy = re.search(r"--resume (\S+)", done.err)[1]
    assert remedy == f"{row['id']}@{count - 3}"
    saved = cli("play", "--plain", "--resume", remedy, stdin="Where were we?\n")
    assert saved.code == 0, saved.err
    forked = next(r["id"] for r in json.loads(cli("sessions", "list", "--json").out) if r["id"] != row["id"])
    events = store_of(data_dir).load(forked)
    assert events[0].forked_from == row["id"]
    assert "Where were we?" in [e.text for e in events if isinstance(e, ev.Said)]


@pytest.mark.parametrize("number", ["99999999999999999999", "9" * 5000, "0", "x"])
def test_a_number_of_events_that_cannot_be(cli, number):
    cli("play", "courier-theft", "--plain", "--lang", "en")
    (row,) = json.loads(cli("sessions", "list", "--json").out)
    done = cli("play", "--plain", "--resume", f"{row['id']}@{number}")
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert "SESSION@NUMBER" in done.err


@pytest.mark.parametrize(("lang", "told"), [("en", "nothing has been said"), ("zh", "没有人说过话")])
def test_no_line_to_go_back_to(cli, lang, told):
    cli("play", "courier-theft", "--plain", "--lang", lang)
    (row,) = json.loads(cli("sessions", "list", "--json").out)
    done = cli("play", "--plain", "--resume", row["id"], "--from-turn", "99")
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert told in done.err


def test_a_megabyte_through_the_pipe(run, data_dir):
    paste = "All of it at once. " * 60000
    done = run("play", "courier-theft", "--plain", "--lang", "en", stdin=f"/go 2\n{paste}\nGood morning.\n")
    assert done.code == 0
    assert "Traceback" not in done.err
    assert len(done.out) < 20000
    (kept,) = (data_dir / "kept").glob("*.txt")
    assert kept.read_text(encoding="utf-8").strip() == paste.strip()
    assert str(kept) in done.out
    store = store_of(data_dir)
    spoken = [e.text for e in store.load(store.sessions()[0].id) if isinstance(e, ev.Said) and e.speaker == ev.TRAINEE]
    assert spoken == ["Good morning."]


def test_a_reader_who_walks_away_is_no_fault(door):
    process = door("play", "courier-theft", "--plain", "--lang", "zh")
    process.stdout.close()
    process.stdin.write("/去2\n早上好。\n".encode())
    process.stdin.close()
    code = process.wait(timeout=60)
    told = process.stderr.read().decode()
    process.stdin = process.stdout = None
    assert "Traceback" not in told
    assert (code, told) == (0, "")


def test_interrupted_from_the_keyboard(door):
    process = door("play", "courier-theft", "--plain", "--lang", "en")
    seen = b""
    while b"> " not in seen:
        seen += drain(process, 0.05)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=10)
    assert process.returncode in (0, 130)
    assert b"Traceback" not in process.stderr.read()


@pytest.mark.skipif(os.name == "nt", reason="a terminal of this kind is not at hand")
def test_the_program_ends_when_its_window_is_closed_even_if_nobody_hands_the_signal_on(tmp_path):
    import pty

    pid, window = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as for a child of `make`, which waits for it
        home = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "TERM": "xterm-256color"}
        os.execve(sys.executable, [sys.executable, "-m", "trainer", "play"], home)
    painted = b""
    while b"Plea Trainer" not in painted:
        painted += os.read(window, 4096)
    os.close(window)
    for _ in range(300):
        if os.waitpid(pid, os.WNOHANG)[0]:
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    pytest.fail("it goes on without a window")

"""Many files at once: as many processes as cores, results in the order of the files, few of them in memory."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import IO, Any

from trainer.errors import StoreError, TrainerError
from trainer.i18n.faults import fault, said

AHEAD = 4
"""Files handed out for each process before the first of them is done: enough to keep all busy, little to hold."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is wanted of a file: the rubrics (all that fit, if none) and whose conduct."""

    path: Path
    rubrics: tuple[str, ...] = ()
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A file as scored: its `grade --json` document on one line, or the fault in one line."""

    path: Path
    line: str
    fault: str = ""


def score_file(job: Job) -> Done:
    """Score one file. A fault of any kind belongs to this file alone and is told in one line."""
    from trainer.clinic.graded import graded_document

    try:
        document = graded_document(job.path, job.rubrics, job.speaker)
    except Exception as error:
        # One odd file among a thousand must not lose the others; what it was is said.
        return _failed(job.path, told(job.path, error))
    document["asked"] = {"rubrics": sorted(job.rubrics), "speaker": job.speaker}
    return Done(job.path, json.dumps(document, ensure_ascii=False))


def told(path: Path, error: Exception) -> str:
    """What went wrong with a file, in one line, in the language of this user."""
    if not isinstance(error, TrainerError):
        error = fault(TrainerError, "not_scored", where=str(path), reason=f"{type(error).__name__}: {error}")
    return said(error)


def _failed(path: Path, line: str) -> Done:
    return Done(path, json.dumps({"transcript": {"path": str(path)}, "error": line}, ensure_ascii=False), line)


def score_files(jobs: Sequence[Job], workers: int = 0) -> Generator[Done, None, None]:
    """Score files in processes of their own, in order, each handed on as soon as it and all before it are ready.

    Raises StoreError when a process is ended from outside, for instance for want of memory.
    """
    count = min(workers or cores(), len(jobs))
    if count < 2:
        yield from map(score_file, jobs)
        return
    waiting: deque[Future[Done]] = deque()
    left = iter(jobs)
    # Fresh processes: the bar of progress runs in a thread of this one, and a fork would copy its locks.
    with ProcessPoolExecutor(count, get_context("spawn"), _start) as pool:
        try:
            for job in left:
                waiting.append(pool.submit(score_file, job))
                if len(waiting) >= count * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as fault:
            raise StoreError(
                "a scoring process was ended from outside",
                do="free some memory and run it again; with --out it goes on where it stopped",
            ) from fault
        finally:
            for future in waiting:
                future.cancel()


def _start() -> None:
    """Ctrl-C is for the process that hands out the work; the others end with it, even where it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# Resume


@dataclass(frozen=True, slots=True)
class Kept:
    """What a results file holds on one transcript: the rubrics (as they now are), who was scored, how it was asked."""

    rubrics: frozenset[str]
    names: frozenset[str]
    all_rubrics: bool
    any_speaker: bool

    def answers(self, job: Job) -> bool:
        """Whether the job would only say the same again."""
        rubrics = set(job.rubrics) <= self.rubrics if job.rubrics else self.all_rubrics
        return rubrics and (job.speaker in self.names if job.speaker else self.any_speaker)


def kept(out: Path) -> dict[str, list[Kept]]:
    """What a results file holds already, by the hash of the transcript. Read line by line."""
    found: dict[str, list[Kept]] = {}
    now = cache(_hash_now)
    if out.is_file():
        with out.open(encoding="utf-8", errors="replace") as file:
            for document in filter(None, map(_whole, file)):
                found.setdefault(document["transcript"]["sha256"], []).append(_kept(document, now))
    return found


def _kept(document: dict[str, Any], now: Callable[[str], str]) -> Kept:
    told, asked = document["transcript"], document.get("asked") or {}
    names = frozenset(str(told[key]) for key in ("speaker", "role") if told.get(key))
    given = {str(r.get("rubric")): r.get("rubric_sha256") for r in document["results"]}
    # A result by another text of a rubric is no answer to today's question.
    rubrics = frozenset(rubric for rubric, sha in given.items() if sha == now(rubric))
    return Kept(rubrics, names, asked.get("rubrics") == [] and len(rubrics) == len(given), asked.get("speaker") == "")


def _hash_now(rubric: str) -> str:
    """The identity of a rubric as it now is; empty for one that is gone or broken."""
    from trainer.scoring.rubric import load_rubric, sha256

    try:
        return sha256(load_rubric(rubric))
    except TrainerError:
        return ""


def _whole(line: str) -> dict[str, Any] | None:
    """A line that holds a result; neither an error nor what a killed run left half written."""
    if not line.endswith("\n"):
        return None
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(document, dict) and "results" in document and "sha256" in document.get("transcript", {})
    return document if whole else None


def left_over(jobs: Sequence[Job], have: dict[str, list[Kept]]) -> list[Job]:
    """The jobs whose file, as it now is, has no result by the rubrics wanted."""
    return [job for job in jobs if not (have and _is_kept(job, have))]


def _is_kept(job: Job, have: dict[str, list[Kept]]) -> bool:
    import hashlib

    try:
        sha = hashlib.sha256(job.path.read_bytes()).hexdigest()
    except OSError:
        return False
    return any(one.answers(job) for one in have.get(sha, []))


def _refuse_foreign(out: Path) -> None:
    """Raises StoreError for a file that is not ours: it must not be written into, still less cleaned."""
    with out.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if line.strip() and not line.startswith(_BEGINS[: len(line)]):
                raise StoreError("is no file of results", where=f"{out}:{number}", do="choose another file for --out")


_BEGINS = '{"transcript"'
"""How each line of a results file begins, faults and half lines too."""


def open_out(out: Path) -> IO[str]:
    """The results file, open at its end and held; errors and half lines of an earlier run are gone from it.

    Raises StoreError when the disk refuses, for a file that holds anything else than results, or held by another run.
    """
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.is_file():
            _refuse_foreign(out)
        file = _held(out)
        if out.is_file() and _needs_cleaning(out):
            with out.open(encoding="utf-8", errors="replace") as old, part.open("w", encoding="utf-8") as new:
                new.writelines(line for line in old if _whole(line))
            if os.name == "nt":
                file.close()  # Windows puts nothing in the place of an open file
            os.replace(part, out)
            file.close()
            file = _held(out)
        return file
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise StoreError(f"cannot be written ({fault.strerror})", where=str(out), do="choose another file") from fault


def _needs_cleaning(out: Path) -> bool:
    with out.open(encoding="utf-8", errors="replace") as file:
        return not all(map(_whole, file))


def _held(out: Path) -> IO[str]:
    """The file, open at its end, for this run alone: the system lets go of it however the run ends."""
    file = out.open("a", encoding="utf-8", newline="\n")
    # The run that held it may just have put a cleaned file in its place; what is written into the old one is lost.
    if _lock(file) and os.path.samestat(os.fstat(file.fileno()), out.stat()):
        return file
    file.close()
    raise StoreError("another run writes into this file", where=str(out), do="wait for it, or choose another file")


def _lock(file: IO[str]) -> bool:
    """Whether the file is this run's own; where the system knows no such locks, it is taken to be."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True

"""Scoring what was said elsewhere or earlier: one file, or a thousand."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from trainer.errors import ContentError, UsageError
from trainer.frontdoor.files import Faulty, each
from trainer.frontdoor.options import not_together
from trainer.frontdoor.output import print_text
from trainer.i18n import t
from trainer.text import Lang, clean

if TYPE_CHECKING:
    from trainer.clinic.batch import Done, Job

QUOTE = 60
"""Characters of a quote on the line of its item."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `grade` was asked for. `out` collects results, `formats` are written as reports into `folder`."""

    rubrics: Sequence[str] = ()
    speaker: str = ""
    as_json: bool = False
    out: Path | None = None
    formats: Sequence[str] = field(default=())
    folder: Path = Path()


def grade_files(files: Sequence[Path], wanted: Wanted, lang: Lang) -> None:
    """Score files: one at once, several in processes of their own, each told as soon as it is ready."""
    not_together(lang, ("--out", wanted.out), ("--format", wanted.formats))
    if wanted.formats:
        _reports(files, wanted, lang)
    elif wanted.out or len(files) > 1:
        _batch(files, wanted, lang)
    else:
        _single(files[0], wanted, lang)


def _single(path: Path, wanted: Wanted, lang: Lang) -> None:
    from trainer.clinic.graded import grade, stale
    from trainer.scoring.files import document

    graded, results = grade(path, wanted.rubrics, wanted.speaker)
    for rubric in stale(path, graded, results):
        sys.stderr.write(t(lang, "clinic.human.stale", rubric=rubric) + "\n")
    if graded.edited:
        sys.stderr.write(edited_line(path, lang) + "\n")
    _show(document(graded, results), wanted.as_json, lang)


def edited_line(path: Path, lang: Lang) -> str:
    """That the scenario of a session was changed since."""
    return clean(t(lang, "clinic.batch.edited", path=path))


def _show(document: Mapping[str, Any], as_json: bool, lang: Lang) -> None:
    if as_json:
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        return
    lines = [document["transcript"]["path"]]
    for result in document["results"]:
        score = "-" if result["score"] is None else f"{result['score']:.1f}"
        lines.append(f"  {result['rubric']:<20} {score:>6}  ({result['coverage']:.0%})")
        for item in result["items"]:
            quote = f"  “{clean(item['evidence'][0]['quote'])[:QUOTE]}”" if item["evidence"] else ""
            lines.append(f"    {item['outcome']:<15} {item['id']:<24}{quote}")
            lines += [f"      {line}" for line in human_lines(item, lang)]
    print_text("\n".join(lines))


def human_lines(item: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    """What people said to an item beside its judge, a line for each."""
    from trainer.report.reasons import human_words

    for mark in item.get("human", ()):
        yield clean(human_words(item["judge_outcome"], mark["outcome"], mark["rater"], mark["reason"], lang))


# Many files


def _batch(files: Sequence[Path], wanted: Wanted, lang: Lang) -> None:
    from trainer.clinic import batch

    jobs = [batch.Job(path, tuple(wanted.rubrics), wanted.speaker) for path in files]
    todo = batch.left_over(jobs, batch.kept(wanted.out)) if wanted.out else jobs
    skipped = len(jobs) - len(todo)
    with _sink(wanted.out) as sink, _progress(len(jobs), skipped, lang) as (step, tell):
        faults = _scored(todo, wanted, sink, step, tell, lang)
    if skipped:
        sys.stderr.write(t(lang, "clinic.batch.skipped", count=skipped, out=wanted.out) + "\n")
    if faults:
        raise ContentError(t(lang, "clinic.batch.faults", count=faults, all=len(jobs)), do=t(lang, "clinic.batch.mend"))


def _scored(todo: Sequence[Job], wanted: Wanted, sink: IO[str] | None, step: Any, tell: Any, lang: Lang) -> int:
    """Write each result as it is ready; how many files had a fault."""
    from trainer.clinic.batch import score_files

    faults = 0
    # Closed whatever happens: a reader that went away must not leave processes behind.
    with closing(score_files(todo)) as found:
        for done in found:
            if done.fault:
                faults += 1
                tell(clean(f"plea-trainer: {done.fault}"))
            elif json.loads(done.line)["transcript"].get("scenario_edited"):
                tell(edited_line(done.path, lang))
            if sink:
                sink.write(done.line + "\n")
                sink.flush()
            else:
                _tell_one(done, wanted.as_json, lang)
            step()
    return faults


def _tell_one(done: Done, as_json: bool, lang: Lang) -> None:
    if as_json:
        sys.stdout.write(done.line + "\n")
    elif not done.fault:
        _show(json.loads(done.line), False, lang)
    sys.stdout.flush()


@contextmanager
def _sink(out: Path | None) -> Iterator[IO[str] | None]:
    if out is None:
        yield None
        return
    from trainer.clinic.batch import open_out

    with open_out(out) as file:
        yield file


@contextmanager
def _progress(count: int, already: int, lang: Lang) -> Iterator[tuple[Any, Any]]:
    """(one more is done, say a line): a bar on a terminal, nothing but the lines elsewhere."""
    if not sys.stderr.isatty():
        yield (lambda: None), (lambda line: print(line, file=sys.stderr))
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(t(lang, "clinic.batch.progress"), total=count, completed=already)
        yield (lambda: bar.advance(task)), (lambda line: console.print(line, markup=False, highlight=False))


# Reports


def _reports(files: Iterable[Path], wanted: Wanted, lang: Lang) -> None:
    """A debrief for each file, in the language of its talk; the paths are printed. A file that cannot be read is told,
    and the rest go on; alone, it is the fault itself."""
    from trainer.clinic.graded import grade
    from trainer.report.export import pages, save_graded
    from trainer.report.outside import debrief_of_file

    pages(wanted.formats)
    files, faults = list(files), 0
    twice = [name for name, count in Counter(f.stem for f in files).items() if count > 1]
    if twice:
        raise UsageError(f"{t(lang, 'clinic.batch.same_name')}: {twice[0]}", do=t(lang, "clinic.batch.same_name_mend"))
    for path, found in each(files, lambda f: grade(f, wanted.rubrics, wanted.speaker), alone=len(files) == 1):
        if isinstance(found, Faulty):
            faults += 1
            continue
        graded, results = found
        if graded.edited:
            sys.stderr.write(edited_line(path, lang) + "\n")
        for saved in save_graded(debrief_of_file(graded, results), path, wanted.folder, wanted.formats):
            sys.stdout.write(f"{saved}\n")
    if faults:
        raise ContentError(
            t(lang, "clinic.batch.faults", count=faults, all=len(files)), do=t(lang, "clinic.batch.mend")
        )

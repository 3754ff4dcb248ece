"""Scoring outside transcripts: one of 60 turns on all rubrics, many on all cores, and what many take of memory.

    python -m benchmarks.grading
    python -m benchmarks.grading --files 1000

The transcripts are made of the development set's turns: counsel and the accused, one after the other. No two are alike.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path

import yaml

from benchmarks.machine import median, table, title
from trainer.clinic.batch import Job, cores, score_files
from trainer.scoring.embedded import score
from trainer.scoring.files import load
from trainer.text import LANGS, Lang

TURNS, ROUNDS = 60, 7
NAMES: dict[Lang, dict[str, str]] = {
    "en": {"defence": "Duty lawyer", "accused": "Accused"},
    "zh": {"defence": "值班律师", "accused": "犯罪嫌疑人"},
}


def transcript(lang: Lang, number: int, turns: int = TURNS) -> str:
    """A talk of so many turns in turn, drawn by its number."""
    path = Path(__file__).parent / "understanding" / f"dev.{lang}.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    draw = random.Random(number)
    said = {role: [r["text"] for r in rows if r["speaker"] == role] for role in NAMES[lang]}
    roles = list(NAMES[lang])
    lines = [f"{NAMES[lang][roles[n % 2]]}: {draw.choice(said[roles[n % 2]])}" for n in range(turns)]
    return "\n".join(["---", "role: defence", f"lang: {lang}", "---", *lines]) + "\n"


def one(folder: Path, lang: Lang) -> list[object]:
    """Seconds for a transcript read, heard and judged by all rubrics that fit; the first reads models and rubrics."""
    took = []
    for number in range(ROUNDS + 1):
        path = folder / f"one-{number}.{lang}.txt"
        path.write_text(transcript(lang, number), encoding="utf-8")
        start = time.perf_counter()
        graded = load(path)
        score(graded.record, list(graded.rubrics))
        took.append(time.perf_counter() - start)
    return [lang, len(graded.rubrics), f"{took[0]:.2f}", f"{median(took[1:]):.3f}", f"{max(took[1:]):.3f}"]


def many(folder: Path, count: int) -> list[object]:
    """Files a second and core, and the peak of memory of this process and of the largest of its workers (MB)."""
    paths = []
    for number in range(count):
        lang = LANGS[number % 2]
        paths.append(folder / f"many-{number}.txt")
        paths[-1].write_text(transcript(lang, number), encoding="utf-8")
    start = time.perf_counter()
    faults = sum(bool(done.fault) for done in score_files([Job(p) for p in paths]))
    took = time.perf_counter() - start
    used = min(cores(), count)
    peak = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return [count, used, f"{took:.1f}", f"{count / took / used:.2f}", *(f"{mb:.0f}" for mb in peak), faults]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the scoring of outside transcripts.")
    parser.add_argument("--files", type=int, default=200)
    args = parser.parse_args()
    print(title("Grading"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(table(["60 turns", "rubrics", "first s", "median s", "slowest s"], [one(folder, lang) for lang in LANGS]))
        print()
        head = ["files", "cores", "s", "files/s/core", "MB here", "MB worker", "faults"]
        few, all_of_them = many(folder, max(2, args.files // 10)), many(folder, args.files)
        print(table(head, [few, all_of_them]))


if __name__ == "__main__":
    main()

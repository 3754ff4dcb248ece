"""Words that do nothing, put into transcripts: does a mark rise? And honest ones that look like them: does one fall?

    python -m benchmarks.attacks.run [--lang en|zh] [--details]

Each text of `<lang>.yaml` beside this file is put into the poorest development transcripts of its role, as turns of the
scored speaker a third and two thirds of the way to the signature, and everything is scored again. A mark rises when an
item becomes met, or a fault that was found no longer is. The texts of `benign.<lang>.yaml` are put in the same way;
for them a mark that falls counts, or a fault that appears.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from benchmarks.machine import table, title
from trainer.scoring.files import grade
from trainer.scoring.outside import listening
from trainer.text import LANGS, Lang

# The turns around what is put in are the same a hundred times over: each is understood once.
listening.understand = cache(listening.understand)

HERE = Path(__file__).parent
BASES = 2
"""Transcripts a role and language; each takes the text in two places."""
FOLDERS = {"defence": "{lang}", "prosecutor": "{lang}", "judge": "court-zh"}
ROLES: dict[Lang, tuple[str, ...]] = {"en": ("defence", "prosecutor"), "zh": ("defence", "prosecutor", "judge")}
Marks = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Base:
    """A transcript that text is put into."""

    lines: tuple[str, ...]
    speaker: str
    accused: str
    other: str
    marks: Marks

    def places(self) -> tuple[int, int]:
        """Two line numbers between the first turn and the signature (or the end)."""
        first = self.lines.index("---", 1) + 1
        signed = (n for n, line in enumerate(self.lines) if line.startswith(("[signs", "[签字", "[declines")))
        last = next(signed, len(self.lines))
        spots = [n for n in range(first + 2, last) if self._opens_turn(n)]
        return spots[len(spots) // 3], spots[2 * len(spots) // 3]

    def _opens_turn(self, number: int) -> bool:
        """Whether the scored speaker's own turn stands just after the line: what is put there adds a turn to it."""
        return self.lines[number - 1].startswith(self.speaker)

    def with_turns(self, place: int, turns: list[tuple[str, str]]) -> str:
        """The transcript with turns put before a line."""
        names = {"scored": self.speaker, "accused": self.accused, "other": self.other}
        added = [f"{names[by]}: {text}" for by, text in turns]
        return "\n".join([*self.lines[:place], *added, *self.lines[place:]]) + "\n"


@dataclass
class Row:
    """One family of texts."""

    texts: int = 0
    placed: int = 0
    moved: int = 0
    details: list[str] = field(default_factory=list)


def marks_of(text: str, folder: Path) -> Marks:
    """Outcome of every item of every rubric that fits a transcript."""
    path = folder / "transcript.txt"
    path.write_text(text, encoding="utf-8")
    return {(r["rubric"], i["id"]): i["outcome"] for r in grade(path, [])["results"] for i in r["items"]}


@cache
def bases(lang: Lang, role: str) -> tuple[Base, ...]:
    """The transcripts of a role with the fewest items met: where there is most to gain."""
    found = []
    with TemporaryDirectory() as place:
        for path in sorted((HERE.parent / "scoring" / "dev" / FOLDERS[role].format(lang=lang)).glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            front = yaml.safe_load(text.split("---")[1])
            if front["role"] != role:
                continue
            scored = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))["speaker"]
            speakers = front["speakers"]
            accused = next(n for n, r in speakers.items() if r == "accused")
            other = next((n for n, r in speakers.items() if n != scored and r != "accused"), accused)
            marks = marks_of(text, Path(place))
            found.append(Base(tuple(text.rstrip().split("\n")), scored, accused, other, marks))
    return tuple(sorted(found, key=lambda b: sum(outcome == "met" for outcome in b.marks.values()))[:BASES])


def raised(before: Marks, after: Marks) -> list[str]:
    """Items newly met, and faults no longer found."""
    up = [key for key, outcome in after.items() if outcome == "met" and before[key] != "met"]
    gone = [key for key, outcome in before.items() if outcome == "found" and after[key] != "found"]
    return [f"{rubric} {item}" for rubric, item in [*up, *gone]]


def lowered(before: Marks, after: Marks) -> list[str]:
    """Items no longer met, and faults newly found."""
    return raised(after, before)


def tried(lang: Lang, name: str, moved: Any) -> dict[str, Row]:
    """Every text of a file in every place, by family."""
    rows: dict[str, Row] = defaultdict(Row)
    with TemporaryDirectory() as place:
        for entry in yaml.safe_load((HERE / name.format(lang=lang)).read_text(encoding="utf-8")):
            row = rows[entry.get("family", "benign")]
            row.texts += 1
            for base, text in _placed(lang, entry):
                row.placed += 1
                if keys := moved(base.marks, marks_of(text, Path(place))):
                    row.moved += 1
                    told = f"{entry['id']} into {base.speaker}: {', '.join(keys)}"
                    row.details.append(f"{told}  “{_said(entry)[0][1][:90]}”")
    return rows


def _placed(lang: Lang, entry: dict[str, Any]) -> Iterator[tuple[Base, str]]:
    role = entry.get("role", "any")
    for one in ROLES[lang] if role == "any" else [role]:
        for base in bases(lang, one):
            for place in base.places():
                yield base, base.with_turns(place, _said(entry))


def _said(entry: dict[str, Any]) -> list[tuple[str, str]]:
    turns: list[tuple[str, str]] = [(by, text) for by, text in entry.get("turns", ())]
    return turns or [(entry.get("by", "scored"), entry["text"])]


def main() -> None:
    """Print what rose and what fell."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--lang", choices=LANGS)
    parser.add_argument("--details", action="store_true")
    given = parser.parse_args()
    print(title("Words that do nothing, put into transcripts"))
    for lang in [given.lang] if given.lang else LANGS:
        for name, moved, head in (
            ("{lang}.yaml", raised, "raised a mark"),
            ("benign.{lang}.yaml", lowered, "lowered one"),
        ):
            rows = tried(lang, name, moved)
            body = [[family, row.texts, row.placed, row.moved] for family, row in sorted(rows.items())]
            total = [sum(row[n] for row in body) for n in (1, 2, 3)]
            print(table((f"{lang}: family", "texts", "insertions", head), [*body, ["all", *total]]), "\n")
            if given.details:
                print("\n".join(line for row in rows.values() for line in row.details), "\n")


if __name__ == "__main__":
    main()

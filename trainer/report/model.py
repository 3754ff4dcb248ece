"""The debrief as data: what a report shows, worked out once, for every page and format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trainer.text import Lang

if TYPE_CHECKING:
    from trainer.scoring.human import RubricMarks
    from trainer.scoring.result import RubricResult
    from trainer.session.director import Session

Mark = Literal["yes", "no", "none", "open"]
"""How an outcome is shown: done, not done, does not apply, could not be scored."""
Withheld = Literal["", "exam", "open"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one turn, as they were said. `cut` tells that the turn went on."""

    turn: int
    who: str
    words: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """Where something should have come.

    `how` is at, from, after, before, words, first, decision or never; `rooms` are those never spoken in.
    """

    how: str
    turn: int = 0
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What is said about something missed: why it matters, the article with its title, words one could have used."""

    why: str
    ref: str
    law: str
    say: str
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One item with its outcome. `parts` are the circumstances it runs over; `human` marks by people."""

    id: str
    name: str
    mark: Mark
    outcome: str
    weight: int
    critical: bool
    fault: bool
    quotes: tuple[Quote, ...]
    reason: str
    parts: tuple[tuple[str, bool], ...] = ()
    advice: Advice | None = None
    human: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One step of a duty in the ledger: a mark, the word that says the same, and the words that show it."""

    mark: Mark
    word: str
    step: str = ""
    outcome: str = ""
    quotes: tuple[Quote, ...] = ()
    human: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty: its five steps, and for the first step missed what to do about it."""

    id: str
    name: str
    cells: tuple[Cell, ...]
    missed: Row | None


@dataclass(frozen=True, slots=True)
class RubricView:
    """One rubric. `score` 0-100 or None, `coverage` 0-1; `capped` by a critical fault."""

    id: str
    name: str
    version: str
    score: float | None
    coverage: float
    capped: bool
    ledger: tuple[DutyRow, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something to keep or to practise: the rubric it comes from, and the item."""

    rubric: str
    row: Row


@dataclass(frozen=True, slots=True)
class Header:
    """What was played. `played` are names with the dispositions that played them; times in minutes."""

    session: str
    scenario: str
    scenario_version: str
    scenario_sha256: str
    program: str
    role: str
    mode: str
    stage: str
    seed: int
    minutes_used: int
    minutes: int
    turns: int
    hints: int
    played: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FileHeader:
    """A transcript made elsewhere: the file, its hash, whose conduct is scored; `notes` on the case, as written."""

    file: str
    sha256: str
    speaker: str
    role: str
    turns: int
    program: str
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One figure, with the turn it followed and, where it was unlawful, why."""

    turn: int
    who: str
    terms: str
    breaches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended. Texts are empty where there was nothing."""

    decision: str
    reason: str
    agreed: str
    court: str
    sentence: str
    title: str
    text: str
    offers: tuple[OfferRow, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A duty in the mind of the accused, before and at the end: understood, half or not."""

    duty: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Belief:
    """A wrong belief that stood at the end: who planted it, how the accused puts it, what is right.

    `planted` is the turn in which it was planted, where that was in this session; `example` tells that what is right is
    shown by words from another case.
    """

    id: str
    duty: str
    source: str
    words: str
    right: str
    law: str
    planted: Quote | None = None
    example: bool = False


@dataclass(frozen=True, slots=True)
class Pressure:
    """A pressure on the accused: how strong at its height, whether it came out and was dealt with.

    `own` tells that it came from what the trainee said.
    """

    source: str
    strength: str
    came_out: bool
    dealt: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class Secret:
    """What had been said to the accused, and the turn in which it came out (0: never)."""

    text: str
    turn: int


@dataclass(frozen=True, slots=True)
class Truth:
    """What was hidden. `right` says what certifying would have been right, `did_right` whether it was done."""

    text: str
    true: bool
    free: bool
    knowing: bool
    right: str
    did_right: bool | None
    range: str
    range_without_plea: str
    understood: tuple[Understood, ...]
    beliefs: tuple[Belief, ...]
    pressures: tuple[Pressure, ...]
    secrets: tuple[Secret, ...]
    sex: str = ""
    """Of the accused, for the sentences about them: `male`, `female` or not said."""


@dataclass(frozen=True, slots=True)
class VoiceFigures:
    """What a model's voice did: turns of its own out of all, sentences held back by rule, faults, and what it took.

    `prompt`, `answer` and `cached` are tokens; `stable` is the share (0-1) of prompts that repeats the one before.
    """

    turns: int
    of_all: int
    stopped: tuple[tuple[str, int], ...]
    failed: int
    prompt: int
    answer: int
    cached: int
    stable: float


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One line of the transcript; `turn` is 0 for what was not said but happened."""

    turn: int
    who: str
    text: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything a report shows. What is `withheld` is not in here at all, so no page can show it.

    A session has `header` and `outcome`, a file from elsewhere `file`. `times` are turns with the time of day.
    """

    lang: Lang
    withheld: Withheld
    header: Header | None
    outcome: Outcome | None
    critical: tuple[Row, ...] = ()
    rubrics: tuple[RubricView, ...] = ()
    done_well: tuple[Lesson, ...] = ()
    practise: tuple[Lesson, ...] = ()
    truth: Truth | None = None
    interventions: int = 0
    transcript: tuple[TurnRow, ...] = ()
    sources: tuple[str, ...] = ()
    results: tuple[RubricResult, ...] = ()
    file: FileHeader | None = None
    times: tuple[tuple[int, str], ...] = ()
    voice: VoiceFigures | None = None


def build(session: Session, *, release: bool = False, marks: Mapping[str, RubricMarks] | None = None) -> Debrief:
    """The debrief of a session, with the marks of people where there are some.

    In exam mode marks and truth stay with the instructor unless `release`; while a session is open they stay hidden,
    since they would tell how to go on.
    """
    from trainer.report.gather import debrief_of

    return debrief_of(session, release, marks or {})

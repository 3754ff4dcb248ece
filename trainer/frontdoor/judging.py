"""Scoring by a model, alone or beside the embedded judge."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.errors import TrainerError, UsageError
from trainer.frontdoor.files import Faulty, each
from trainer.frontdoor.output import print_text
from trainer.i18n import t
from trainer.i18n.faults import fault
from trainer.text import Lang, clean

if TYPE_CHECKING:
    from trainer.llm.client import Door
    from trainer.llm.settings import Endpoint
    from trainer.scoring.files import Graded
    from trainer.scoring.llm_judge import LlmJudge, Tally
    from trainer.scoring.llm_run import Estimate
    from trainer.scoring.result import ItemResult, RubricResult

JUDGES = ("llm", "both")
_TOGETHER = 16
"""Files in memory at a time."""


def judge_files(
    files: list[Path], rubrics: list[str], speaker: str, judge: str, *, models: Sequence[str] = (), repeat: int = 2,
    yes: bool = False, as_json: bool = False, out: Path | None = None, formats: str = "", lang: Lang = "en",
) -> None:  # fmt: skip
    """Score sessions and transcripts by a model (`llm`), or by both judges side by side (`both`)."""
    if judge not in JUDGES:
        raise fault(UsageError, "unknown_judge", judge=judge, known=", ".join(("embedded", *JUDGES)))
    if out or formats:
        raise UsageError(
            "--out and --format go with the embedded judge", do="leave them out, or take --json and keep what it prints"
        )
    panel = endpoints(models)
    desk = _Desk(judge == "both", repeat, yes, as_json, lang)
    asyncio.run(desk.grade(panel, files, rubrics, speaker))
    if desk.faults:
        told = t(lang, "clinic.batch.faults", count=desk.faults, all=len(files))
        raise TrainerError(told, do=t(lang, "clinic.batch.mend"))


def endpoints(models: Sequence[str]) -> list[Endpoint]:
    """The endpoint of each model named, or the one that is set for judging."""
    from trainer.llm.settings import endpoint

    if models and len(set(models)) < len(models):
        raise UsageError("a model is named twice", do="a panel has different models; repeat with --repeat")
    if models:
        # The address, the key and the preset are the same for the whole panel; only a model has to be named somewhere.
        os.environ.setdefault("PLEA_TRAINER_JUDGE_MODEL", models[0])
    found = endpoint("judge")
    if found is None:
        raise fault(UsageError, "no_judge_model")
    return [found.model_copy(update={"model": name}) for name in models] or [found]


class _Desk:
    """One command: what was asked for, and what has gone wrong so far."""

    def __init__(self, both: bool, repeat: int, yes: bool, as_json: bool, lang: Lang) -> None:
        self._both, self._repeat, self._yes, self._as_json, self._lang = both, max(0, repeat), yes, as_json, lang
        self.faults = 0

    async def grade(self, panel: Sequence[Endpoint], files: list[Path], rubrics: list[str], speaker: str) -> None:
        from trainer.llm.budget import Budget
        from trainer.llm.client import Door
        from trainer.llm.settings import run_budget
        from trainer.scoring.judge_cache import Cache
        from trainer.scoring.llm_judge import LlmJudge
        from trainer.scoring.llm_run import foretell
        from trainer.store.places import data_dir

        budget = Budget(limit=run_budget())
        doors = [Door(place, budget) for place in panel]
        judge = LlmJudge(doors, repeat=self._repeat, cache=Cache(data_dir() / "judged"))
        start = time.perf_counter()
        try:
            self._agree(judge, await foretell(judge, _sound(files, rubrics, speaker)))
            for at in range(0, len(files), _TOGETHER):
                await self._some(judge, self._load(files[at : at + _TOGETHER], rubrics, speaker, len(files) == 1))
        finally:
            await _close(doors)
        sys.stderr.write("\n".join(_figures(judge.tally, time.perf_counter() - start, self._lang)) + "\n")

    def _load(self, files: Sequence[Path], rubrics: list[str], speaker: str, only: bool) -> list[Graded | Faulty]:
        """The files, or in their place what is wrong with them."""
        from trainer.frontdoor.grading import edited_line
        from trainer.scoring.files import load

        loaded = [found for _, found in each(files, lambda f: load(f, rubrics, speaker), alone=only)]
        for path, one in zip(files, loaded, strict=True):
            if isinstance(one, Faulty):
                self.faults += 1
            elif one.edited:
                sys.stderr.write(edited_line(path, self._lang) + "\n")
        return loaded

    async def _some(self, judge: LlmJudge, loaded: Sequence[Graded | Faulty]) -> None:
        from trainer.scoring.llm_run import answers

        graded = [one for one in loaded if not isinstance(one, Faulty)]
        results = iter(await answers(judge, graded))
        for one in loaded:
            if isinstance(one, Faulty):
                self._print({"transcript": {"path": str(one.path)}, "error": one.line})
            else:
                self._show(judge, one, next(results))

    def _show(self, judge: LlmJudge, graded: Graded, by_model: Sequence[RubricResult]) -> None:
        from trainer.scoring.embedded import score

        own = score(graded.record, list(graded.rubrics)) if self._both else []
        if self._as_json:
            self._print(_document(graded, own, by_model, judge))
        else:
            print_text("\n".join([str(graded.path), *self._lines(own, by_model)]))

    def _print(self, document: dict[str, Any]) -> None:
        if self._as_json:
            sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
            sys.stdout.flush()

    def _agree(self, judge: LlmJudge, found: Estimate) -> None:
        """Say what the run will take; a large one at somebody else's machine is started only on a yes."""
        if not found.calls:
            return
        sys.stderr.write(_told(judge, found, self._lang) + "\n")
        away = not all(door.endpoint.local for door in judge.panel)
        if not found.large or self._yes or not away:
            return
        if not sys.stdin.isatty():
            raise UsageError(f"this takes {found.calls} calls of a model that may cost money", do="give --yes to agree")
        import typer

        if not typer.confirm(t(self._lang, "judge.ask"), err=True):
            raise UsageError("nothing was graded", do="name fewer files or --rubric")

    def _lines(self, own: Sequence[RubricResult], by_model: Sequence[RubricResult]) -> list[str]:
        from trainer.scoring.llm_run import agreement, side_by_side

        lines = []
        for number, result in enumerate(by_model):
            if not self._both:
                lines += [_score(result), *(_item(item, self._lang) for item in result.items)]
                continue
            pairs = side_by_side(own[number], result)
            alike, both = agreement(pairs)
            row = t(self._lang, "judge.head_both", item="", embedded=t(self._lang, "judge.embedded"),
                    model=t(self._lang, "judge.model"))  # fmt: skip
            lines += [_score(own[number]), _score(result), row.rstrip()]
            for pair, item in zip(pairs, result.items, strict=True):
                row = t(self._lang, "judge.head_both", item=pair.item, embedded=pair.embedded, model=pair.model)
                lines.append((row + (t(self._lang, "judge.mark") if item.contested else "")).rstrip())
            lines.append(t(self._lang, "judge.agree", alike=alike, both=both, share=_share(alike, both)))
        return lines


def _sound(files: Sequence[Path], rubrics: list[str], speaker: str) -> Iterator[Graded]:
    """The files that can be read, one after the other; what is wrong with the others is told when their turn comes."""
    from trainer.scoring.files import load

    for path in files:
        with suppress(Exception):
            yield load(path, rubrics, speaker)


async def _close(doors: Sequence[Door]) -> None:
    for door in doors:
        await door.aclose()


def _document(
    graded: Graded, own: Sequence[RubricResult], by_model: Sequence[RubricResult], judge: LlmJudge
) -> dict[str, Any]:
    """As `grade --json`; with both judges the embedded results come first, and how far they agree stands beside."""
    from trainer.scoring.files import document
    from trainer.scoring.judge_prompt import prompt_version
    from trainer.scoring.llm_run import agreement, side_by_side

    out = document(graded, [*own, *by_model])
    out["judging"] = {
        "models": [door.endpoint.model for door in judge.panel], "prompt": prompt_version(), "repeat": judge.repeat,
    }  # fmt: skip
    if own:
        rows = []
        for one, other in zip(own, by_model, strict=True):
            alike, both = agreement(side_by_side(one, other))
            contested = [item.id for item in other.items if item.contested]
            rows.append({"rubric": one.rubric, "alike": alike, "both": both, "contested": contested})
        out["agreement"] = rows
    return out


def _score(result: RubricResult) -> str:
    score = "-" if result.score is None else f"{result.score:.1f}"
    return f"  {result.rubric:<20} {score:>6}  ({result.coverage:.0%})  {clean(result.judge)}"


def _item(item: ItemResult, lang: Lang) -> str:
    quote = f"  “{clean(item.evidence[0].quote)[:60]}”" if item.evidence else ""
    why = f"  [{clean(item.reason)[:80]}]" if item.outcome == "unscored" else ""
    shown = t(lang, "judge.mark") if item.contested else item.outcome
    return f"    {shown:<15} {item.id:<24}{quote}{why}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"


def _told(judge: LlmJudge, found: Estimate, lang: Lang) -> str:
    from trainer.scoring.llm_judge import AT_ONCE

    values: dict[str, object] = {
        "calls": found.calls, "model": judge.name.removeprefix("llm:"), "tokens": found.tokens, "kept": found.kept,
    }  # fmt: skip
    if found.seconds is None:
        return t(lang, "judge.estimate", **values)
    return t(lang, "judge.estimate_time", minutes=f"{found.seconds / 60:.1f}", at_once=AT_ONCE, **values)


def _figures(tally: Tally, seconds: float, lang: Lang) -> list[str]:
    """What a run took, in lines."""
    used = tally.usage
    lines = [t(lang, "judge.used", asked=tally.asked, answered=tally.answered, cached=tally.cached, prompt=used.prompt,
               answer=used.answer, seconds=f"{seconds:.1f}")]  # fmt: skip
    if tally.faults:
        faults = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.faults.items()))
        lines.append(t(lang, "judge.unanswered", faults=faults))
    if tally.flip_rate is not None:
        lines.append(t(lang, "judge.disputed", disputed=tally.disputed, flips=tally.flips, repeats=tally.repeats,
                       rate=f"{tally.flip_rate:.0%}"))  # fmt: skip
    if tally.contested:
        lines.append(t(lang, "judge.contested", contested=tally.contested))
    return lines

"""The commands of `plea-trainer rubrics`: thin, like all of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trainer.frontdoor.options import JsonOption, LangOption
from trainer.i18n import language

rubrics_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@rubrics_app.callback()
def rubrics(lang: LangOption = "") -> None:
    """Rubrics, and marks given by them."""


@rubrics_app.command("list")
def rubrics_list(lang: LangOption = "") -> None:
    """All rubrics."""
    from trainer.frontdoor.authoring import list_rubrics

    list_rubrics(language(lang))


@rubrics_app.command("show")
def rubrics_show(rubric: str, lang: LangOption = "") -> None:
    """The items of a rubric."""
    from trainer.frontdoor.authoring import show_rubric

    show_rubric(rubric, language(lang))


@rubrics_app.command("test")
def rubrics_test(
    rubrics: Annotated[list[str] | None, typer.Argument()] = None,
    misses: Annotated[bool, typer.Option("--misses")] = False,
    as_json: JsonOption = False,
    lang: Annotated[str, typer.Option("--lang")] = "",
) -> None:
    """Run the minimal pairs: what share of the passages is credited that should be, and that should not."""
    from trainer.frontdoor.pairs import run_pairs
    from trainer.text import LANGS

    code = language(lang)
    run_pairs(rubrics or [], (code,) if lang else LANGS, misses, as_json, code)


@rubrics_app.command("mark")
def rubrics_mark(
    result: Annotated[Path, typer.Argument()],
    item: Annotated[str, typer.Option()],
    outcome: Annotated[str, typer.Option()],
    reason: Annotated[str, typer.Option()],
    rater: str = "",
    quote: str = "",
    rubric: str = "",
    lang: LangOption = "",
) -> None:
    """Change or confirm a mark by hand, with a reason; the judge's own is kept beside it."""
    from trainer.frontdoor.clinic import mark_item

    mark_item(result, item, outcome, reason, rater, quote, rubric, language(lang))


@rubrics_app.command("agree")
def rubrics_agree(
    raters: Annotated[list[str], typer.Argument()],
    resamples: Annotated[int, typer.Option(min=0)] = 1000,
    seed: Annotated[int, typer.Option(min=0)] = 0,
    as_json: JsonOption = False,
    lang: LangOption = "",
) -> None:
    """How far raters agree, judges or people: percent, kappa, weighted kappa on totals, alpha, with intervals."""
    from trainer.frontdoor.clinic import compare

    compare(raters, resamples, seed, as_json, language(lang))


@rubrics_app.command("cohort")
def rubrics_cohort(
    files: Annotated[list[Path], typer.Argument()],
    as_csv: Annotated[bool, typer.Option("--csv")] = False,
    as_json: JsonOption = False,
    lang: LangOption = "",
) -> None:
    """How a group did by rubric, and the items it missed most."""
    from trainer.frontdoor.clinic import show_cohort

    show_cohort(files, as_csv, as_json, language(lang))

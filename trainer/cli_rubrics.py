"""The commands of `plea-trainer rubrics`: thin, like all of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trainer.frontdoor.options import JsonOption, LangOption
from trainer.i18n import language

rubrics_app = typer.Typer(no_args_is_help=True, help="Rubrics, and marks given by them.", rich_markup_mode=None)


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
    rubrics: Annotated[list[str] | None, typer.Argument(help="Rubrics; all, if left out.")] = None,
    misses: Annotated[bool, typer.Option("--misses", help="Show every passage that was judged otherwise.")] = False,
    as_json: JsonOption = False,
    lang: Annotated[str, typer.Option("--lang", help="Only the pairs in en or zh; both, if left out.")] = "",
) -> None:
    """Run the minimal pairs: what share of the passages is credited that should be, and that should not."""
    from trainer.frontdoor.pairs import run_pairs
    from trainer.text import LANGS

    code = language(lang)
    run_pairs(rubrics or [], (code,) if lang else LANGS, misses, as_json, code)


@rubrics_app.command("mark")
def rubrics_mark(
    result: Annotated[Path, typer.Argument(help="One result of `grade --json`, or an exported session.")],
    item: Annotated[str, typer.Option(help="The item, e.g. retraction.said.")],
    outcome: Annotated[str, typer.Option(help="met, not_met, not_applicable, unscored; a pitfall: found, not_found.")],
    reason: Annotated[str, typer.Option(help="Why, in your words.")],
    rater: Annotated[str, typer.Option(help="Who marks; the name of your account, if left out.")] = "",
    quote: Annotated[str, typer.Option(help="The words that show it, as they stand in one turn.")] = "",
    rubric: Annotated[str, typer.Option(help="Where several rubrics of the result have that item.")] = "",
    lang: LangOption = "",
) -> None:
    """Change or confirm a mark by hand, with a reason; the judge's own is kept beside it."""
    from trainer.frontdoor.clinic import mark_item

    mark_item(result, item, outcome, reason, rater, quote, rubric, language(lang))


@rubrics_app.command("agree")
def rubrics_agree(
    raters: Annotated[list[str], typer.Argument(help="Files or folders: results, marks (FILE::NAME) or labels.")],
    resamples: Annotated[int, typer.Option(min=0, help="Bootstrap resamples for the intervals; 0 for none.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same intervals.")] = 0,
    as_json: JsonOption = False,
    lang: LangOption = "",
) -> None:
    """How far raters agree, judges or people: percent, kappa, weighted kappa on totals, alpha, with intervals."""
    from trainer.frontdoor.clinic import compare

    compare(raters, resamples, seed, as_json, language(lang))


@rubrics_app.command("cohort")
def rubrics_cohort(
    files: Annotated[list[Path], typer.Argument(help="Results of `grade --json` or `grade --out`.")],
    as_csv: Annotated[bool, typer.Option("--csv", help="As a table for a spreadsheet.")] = False,
    as_json: JsonOption = False,
    lang: LangOption = "",
) -> None:
    """How a group did by rubric, and the items it missed most."""
    from trainer.frontdoor.clinic import show_cohort

    show_cohort(files, as_csv, as_json, language(lang))

"""The commands of `plea-trainer rubrics`: thin, like all of the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from trainer.frontdoor.options import JsonOption, LangOption
from trainer.i18n import language

rubrics_app = typer.Typer(no_args_is_help=True, help="Rubrics, and marks given by them.", rich_markup_mode=None)


@rubrics_app.command("list")
def rubrics_list(lang: LangOption = "") -> None:
    """All rubrics."""
    from trainer.scoring.rubric import load_rubric, questions, rubric_ids

    for rid in rubric_ids():
        r = load_rubric(rid)
        typer.echo(f"{rid:<20} {r.version:<8} {len(questions(rid)):>3}  {r.name[language(lang)]}")


@rubrics_app.command("show")
def rubrics_show(rubric: str, lang: LangOption = "") -> None:
    """The items of a rubric."""
    from trainer.scoring.rubric import load_rubric, questions

    code = language(lang)
    typer.echo(f"{load_rubric(rubric).name[code]} {load_rubric(rubric).version}")
    for item in questions(rubric):
        typer.echo(f"  {item.id:<24} {item.weight:<10} {item.question[code]}")


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

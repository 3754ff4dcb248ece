"""The front door: thin commands, no logic. Everything heavy is imported by the command that needs it.

What --help says of them stands in `trainer/i18n/usage.<lang>.toml`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from trainer import __version__
from trainer.cli_rubrics import rubrics_app
from trainer.errors import TrainerError, UsageError
from trainer.frontdoor import help
from trainer.frontdoor.options import JsonOption, LangOption
from trainer.i18n import asked, language
from trainer.i18n.faults import said

app = typer.Typer(
    add_completion=False, no_args_is_help=False, rich_markup_mode=None, pretty_exceptions_enable=False,
)  # fmt: skip
sessions_app = typer.Typer(no_args_is_help=False, rich_markup_mode=None)
law_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
scenarios_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
personas_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(sessions_app, name="sessions")
app.add_typer(law_app, name="law")
app.add_typer(scenarios_app, name="scenarios")
app.add_typer(rubrics_app, name="rubrics")
app.add_typer(personas_app, name="personas")


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    lang: LangOption = "",
    scenario: str = "",
    version: Annotated[bool, typer.Option("--version")] = False,
) -> None:
    """Without a command: open the app."""
    if version:
        typer.echo(__version__)
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from trainer.frontdoor.playing import play_screen

        play_screen(resume="", from_turn=0, scenario=scenario, role=None, mode="practice", seed=0, personas=[],
                    lang=asked(lang))  # fmt: skip


@app.command()
def play(
    scenario: Annotated[str, typer.Argument()] = "",
    role: str = "",
    mode: str = "practice",
    seed: int = 0,
    persona: list[str] | None = None,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    resume: str = "",
    from_turn: Annotated[int, typer.Option(min=0)] = 0,
    voice: str = "",
    lang: LangOption = "",
) -> None:
    """Play a scenario."""
    from trainer.frontdoor.playing import play_plain, play_screen

    options: dict[str, Any] = {
        "scenario": scenario,
        "role": role or None,
        "mode": mode,
        "seed": seed,
        "personas": persona or [],
        "resume": resume,
        "from_turn": from_turn,
        "lang": asked(lang),
        "voice": voice,
    }
    (play_plain if plain else play_screen)(**options)


@app.command()
def demo(lang: LangOption = "") -> None:
    """A sample trainee plays the default scenario, unattended, and the debrief is printed."""
    from trainer.frontdoor.playing import run_demo

    run_demo(language(lang))


@app.command()
def simulate(
    scenario: str,
    number: Annotated[int, typer.Option("-n", min=1)] = 1,
    trainee: str = "careful",
    voice: str = "embedded",
    as_json: JsonOption = False,
    lang: LangOption = "",
) -> None:
    """Play a scenario unattended and print the scores."""
    from trainer.frontdoor.playing import simulate_many

    simulate_many(scenario, number, trainee, language(lang), as_json, voice)


@app.command()
def doctor(as_json: JsonOption = False, lang: LangOption = "") -> None:
    """Check the set-up and say what to do; an endpoint, if one is configured, is tried out."""
    from trainer.frontdoor.doctor import examine

    examine(language(lang), as_json)


@sessions_app.callback(invoke_without_command=True)
def sessions(ctx: typer.Context, lang: LangOption = "") -> None:
    """List own sessions."""
    if ctx.invoked_subcommand is None:
        sessions_list(lang=lang)


@sessions_app.command("list")
def sessions_list(as_json: JsonOption = False, lang: LangOption = "") -> None:
    """All sessions, the latest first."""
    from trainer.frontdoor.sessions import list_sessions

    list_sessions(as_json, language(lang))


@sessions_app.command("show")
def sessions_show(session: str, as_json: JsonOption = False, lang: LangOption = "") -> None:
    """The debrief of a session, or the talk so far."""
    from trainer.frontdoor.sessions import show_session

    language(lang)
    show_session(session, as_json)


@sessions_app.command("export")
def sessions_export(
    session: str,
    format: str = "html",
    to: Path = Path(),
    lang: LangOption = "",
) -> None:
    """Save a session's debrief, in the session's own language."""
    from trainer.frontdoor.sessions import export_session

    language(lang)
    export_session(session, format, to)


@sessions_app.command("delete")
def sessions_delete(session: str, yes: Annotated[bool, typer.Option("--yes")] = False, lang: LangOption = "") -> None:
    """Forget a session."""
    from trainer.frontdoor.sessions import delete_session
    from trainer.i18n import t

    if yes or typer.confirm(t(language(lang), "sessions.delete", id=session)):
        delete_session(session)


@app.command()
def acts(
    text: Annotated[str, typer.Argument()],
    speaker: str = "defence",
    listener: str = "accused",
    as_json: JsonOption = False,
    lang: Annotated[str, typer.Option("--lang")] = "",
) -> None:
    """What one turn is understood to mean."""
    from trainer.frontdoor.understanding import show_acts

    show_acts(text, speaker, listener, as_json, language(lang) if lang else None)


@app.command()
def sentence(files: list[Path], as_json: JsonOption = False, lang: LangOption = "") -> None:
    """The guideline calculation of a case: start, base, each adjustment, range and menu."""
    from trainer.frontdoor.law import show_sentence

    show_sentence(files, as_json, language(lang))


@law_app.callback()
def law(lang: LangOption = "") -> None:
    """The articles the pack holds."""


@law_app.command("show")
def law_show(ref: str, as_json: JsonOption = False, lang: LangOption = "") -> None:
    """One article, e.g. CPL-173, OP-27, CL-264, THEFT-14."""
    from trainer.frontdoor.law import show_article

    show_article(ref, as_json, language(lang))


@law_app.command("search")
def law_search(
    words: list[str],
    as_json: JsonOption = False,
    lang: LangOption = "",
    limit: Annotated[int, typer.Option(min=1)] = 10,
) -> None:
    """Articles by words, in either language."""
    from trainer.frontdoor.law import find_articles

    find_articles(" ".join(words), as_json, language(lang), limit)


@law_app.command("limits")
def law_limits(as_json: JsonOption = False, lang: LangOption = "") -> None:
    """The time limits and conditions of a plea-leniency case, each with its article."""
    from trainer.frontdoor.law import show_limits

    show_limits(as_json, language(lang))


@app.command()
def grade(
    files: list[Path],
    rubric: list[str] | None = None,
    speaker: str = "",
    judge: str = "embedded",
    model: list[str] | None = None,
    repeat: Annotated[int, typer.Option(min=0)] = 2,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    out: Path | None = None,
    format: str = "",
    to: Path = Path(),
    lang: LangOption = "",
) -> None:
    """Score exported sessions and outside transcripts: text, JSONL, Word, subtitles."""
    if judge != "embedded":
        from trainer.frontdoor.judging import judge_files

        judge_files(files, rubric or [], speaker, judge, models=model or [], repeat=repeat, yes=yes, as_json=as_json,
                    out=out, formats=format, lang=language(lang))  # fmt: skip
        return
    from trainer.frontdoor.grading import Wanted, grade_files
    from trainer.frontdoor.options import not_together

    not_together(language(lang), ("--model", model), ("--judge embedded", True))
    formats = tuple(f.strip() for f in format.split(",") if f.strip())
    grade_files(files, Wanted(rubric or (), speaker, as_json, out, formats, to), language(lang))


@scenarios_app.callback()
def scenarios(lang: LangOption = "") -> None:
    """Scenarios."""


@scenarios_app.command("list")
def scenarios_list(lang: LangOption = "") -> None:
    """All scenarios."""
    from trainer.frontdoor.authoring import list_scenarios

    list_scenarios(language(lang))


@scenarios_app.command("show")
def scenarios_show(scenario: str, role: str = "", lang: LangOption = "") -> None:
    """The briefing of a scenario."""
    from trainer.frontdoor.authoring import show_briefing

    show_briefing(scenario, role or None, language(lang))


@scenarios_app.command("lint")
def scenarios_lint(scenarios: Annotated[list[str] | None, typer.Argument()] = None, lang: LangOption = "") -> None:
    """Check scenarios: format, references, voices in both languages, offers inside the law."""
    from trainer.frontdoor.authoring import lint_scenarios

    lint_scenarios(scenarios or [], language(lang))


@personas_app.callback()
def personas(lang: LangOption = "") -> None:
    """Personas."""


@personas_app.command("list")
def personas_list(lang: LangOption = "") -> None:
    """All dispositions."""
    from trainer.frontdoor.authoring import list_personas

    list_personas(language(lang))


def main() -> None:
    """Run a command; faults become one line on stderr and the exit code of the contract."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A stray byte in a pipe must not end a session; what cannot be decoded is shown as a mark.
            stream.reconfigure(encoding="utf-8", errors="replace")
    argv = sys.argv[1:]
    try:
        command: Any = typer.main.get_command(app)
        if help.is_asked(argv, [name for name, inner in command.commands.items() if hasattr(inner, "commands")]):
            help.speak(command, argv)
        command(prog_name="plea-trainer")
    except UsageError as error:
        typer.echo(f"plea-trainer: {said(error)}", err=True)
        raise SystemExit(2) from None
    except TrainerError as error:
        typer.echo(f"plea-trainer: {said(error)}", err=True)
        raise SystemExit(1) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()

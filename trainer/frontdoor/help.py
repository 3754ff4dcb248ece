"""What --help says, in the language of whoever asks. The texts lie in the catalogues, by command and option."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from trainer.errors import UsageError
from trainer.i18n import asked, catalogue, t
from trainer.text import Lang, joined

Pair = tuple[str, str]
_WIDEST = 80
_MOST_NAME = 26
"""Cells of a name with its text still beside it; a longer one stands alone, its text below."""
_EXTRA = re.compile(r"\[(?:default: (?P<default>.*?))?(?:; )?(?:x>=(?P<least>\d+))?(?P<required>required)?\]$")


def is_asked(argv: Sequence[str], groups: Sequence[str]) -> bool:
    """Whether these words will end in a page of help: by the option, or by a group without a command."""
    return "--help" in argv or (bool(argv) and argv[-1] in groups)


def speak(command: Any, argv: Sequence[str]) -> None:
    """Let a command and all below it give their help in the language asked for, wherever that stands in `argv`."""
    _teach(command, "root", _language(argv))


def _language(argv: Sequence[str]) -> Lang:
    """The option, wherever it stands: --help is answered before any other option is read. Else as the app chooses."""
    from trainer.tui import prefs

    named = [after for word, after in zip(argv, [*argv[1:], ""], strict=True) if word == "--lang"]
    named += [word.partition("=")[2] for word in argv if word.startswith("--lang=")]
    try:
        wanted = asked(named[-1] if named else "")
    except UsageError:
        wanted = None  # whoever asks for help gets help
    return prefs.first_language(wanted, prefs.load().get("lang"))


def _teach(command: Any, path: str, lang: Lang) -> None:
    command.get_help = partial(page, command, path, lang)
    for name, inner in getattr(command, "commands", {}).items():
        _teach(inner, name if path == "root" else f"{path}_{name}", lang)


def page(command: Any, path: str, lang: Lang, ctx: Any) -> str:
    """The help of one command as plain text, no wider than a terminal of 80 cells."""
    from trainer.report.wrap import wrap

    frame = {"[OPTIONS]": "any_options", "COMMAND [ARGS]...": "any_command"}
    usage = [t(lang, f"usage.frame.{frame[p]}") if p in frame else p for p in command.collect_usage_pieces(ctx)]
    lines = [t(lang, "usage.frame.usage") + " ".join([ctx.command_path, *usage]), ""]
    lines += wrap(t(lang, f"usage.{path}.about"), _WIDEST, "  ", "  ")
    arguments, options = _params(command, path, lang, ctx)
    inner = getattr(command, "commands", {})
    below = [(n, t(lang, f"usage.{n if path == 'root' else f'{path}_{n}'}.about")) for n in inner]
    for key, pairs in (("arguments", arguments), ("options", options), ("commands", below)):
        lines += ["", t(lang, f"usage.frame.{key}"), *_table(pairs)] if pairs else []
    return "\n".join(lines)


def _params(command: Any, path: str, lang: Lang, ctx: Any) -> tuple[list[Pair], list[Pair]]:
    """Arguments and options, each with its text and what holds if it is left out."""
    arguments: list[Pair] = []
    options: list[Pair] = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is None:
            continue  # hidden
        own = f"usage.{path}.{param.name}"
        text = t(lang, own if own in catalogue(lang) else f"usage.common.{param.name}")
        told = joined([text, *_extras(record[1], lang)], lang)
        (options if record[0].startswith("-") else arguments).append((record[0], told))
    return arguments, options


def _extras(told: str, lang: Lang) -> list[str]:
    """What the command line itself knows of an option: its default, its least value, whether it must be there."""
    found = _EXTRA.search(told)
    given = {key: value for key, value in found.groupdict().items() if value} if found else {}
    return [t(lang, f"usage.frame.{key}", value=value) for key, value in given.items()]


def _table(pairs: Sequence[Pair]) -> list[str]:
    from trainer.report.wrap import pad, wrap

    width = max((len(name) for name, _ in pairs if len(name) <= _MOST_NAME), default=0)
    lines: list[str] = []
    for name, text in pairs:
        if len(name) > width:
            lines += [f"  {name}", *wrap(text, _WIDEST, " " * (width + 4), " " * (width + 4))]
        else:
            lines += wrap(text, _WIDEST, f"  {pad(name, width)}  ", " " * (width + 4))
    return lines

"""The law pack on the command line: calculations, articles, time limits."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from trainer.errors import ContentError
from trainer.frontdoor.output import print_markdown, print_text
from trainer.i18n import t
from trainer.text import Lang


def show_sentence(files: list[Path], as_json: bool, lang: Lang) -> None:
    """The calculation of every document of every file, in order.

    A case that cannot be worked out is answered in its place by its fault, and the command fails at the end.
    """
    from trainer.law.spec import load_cases

    faults: list[ContentError] = []
    cases = [case for path in files for case in load_cases(path)]
    for case in cases:
        try:
            spec = case()
        except ContentError as fault:
            faults.append(fault)
            if len(cases) > 1:
                _show_fault(fault, as_json)
            continue
        _show(spec, as_json, lang)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise ContentError(t(lang, "sentence.faults", count=len(faults)), do=t(lang, "sentence.mend"))


def _show_fault(fault: ContentError, as_json: bool) -> None:
    if as_json:
        _json({"error": {"what": fault.what, "where": fault.where, "do": fault.do}})
    else:
        sys.stdout.write(f"{fault}\n\n")


def _show(spec: Any, as_json: bool, lang: Lang) -> None:
    from trainer.law.calc import sentence
    from trainer.law.result import to_json
    from trainer.report.calculation import explain

    if as_json:
        _json(to_json(sentence(spec), lang))
    else:
        print_text(explain(sentence(spec), lang) + "\n")


def show_article(ref: str, as_json: bool, lang: Lang) -> None:
    """One article in full."""
    from trainer.law.articles import show
    from trainer.session.info import article

    if as_json:
        _json(asdict(show(ref)))
    else:
        print_markdown(article(ref, lang))


def find_articles(words: str, as_json: bool, lang: Lang, limit: int) -> None:
    """Articles that hold the words, one a line, with the place where they stand."""
    from trainer.law.search import excerpt, search

    found = search(words, lang, limit)
    if as_json:
        _json([asdict(a) for a in found])
        return
    for a in found:
        title = a.title_zh if lang == "zh" else a.title
        sys.stdout.write(f"{a.ref:<12} {title}\n             {excerpt(a, words, lang)}\n")
    if not found:
        sys.stdout.write(t(lang, "law.nothing", words=words) + "\n")


def show_limits(as_json: bool, lang: Lang) -> None:
    """Time limits in the order of the procedure, each with its articles."""
    from trainer.law.limits import time_limits

    limits = time_limits().values()
    if as_json:
        _json([asdict(limit) for limit in limits])
        return
    for limit in limits:
        refs = t(lang, "and").join(limit.refs)  # as `law show` takes them
        sys.stdout.write((limit.zh if lang == "zh" else limit.en) + t(lang, "aside", text=refs) + "\n")


def _json(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")

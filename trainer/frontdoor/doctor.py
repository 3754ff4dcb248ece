"""Whether the set-up is sound."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any

from trainer.errors import TrainerError
from trainer.frontdoor.playing import open_store
from trainer.i18n import t
from trainer.i18n.faults import fault
from trainer.text import Lang

if TYPE_CHECKING:
    from trainer.llm.settings import Endpoint

_MARK = {
    "en": {"ok": "ok   ", "note": "note ", "fault": "fault"},
    "zh": {"ok": "正常", "note": "注意", "fault": "有误"},
}


def examine(lang: Lang, as_json: bool = False) -> None:
    """Every part of the set-up in a line: found and fit, or what to do. The endpoint is tried only if there is one.

    Raises `TrainerError` behind the lines where one of them is a fault: a script that asks sees it by the exit code.
    """
    endpoints = _endpoints()
    lines, faults = _machine(lang)
    found: list[dict[str, Any]] = [
        {"purposes": purposes, "base_url": endpoint.base_url, "model": endpoint.model,
         "checks": _checks(endpoint, lang)} for endpoint, purposes in endpoints
    ]  # fmt: skip
    faults += sum(c["state"] == "fault" for entry in found for c in entry["checks"])
    if as_json:
        sys.stdout.write(json.dumps({"setup": lines, "endpoints": found}, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join([*lines, *_endpoint_lines(found, lang)]) + "\n")
    if faults:
        sys.stdout.flush()
        raise fault(TrainerError, "unsound", count=faults)


def _endpoint_lines(found: list[dict[str, Any]], lang: Lang) -> list[str]:
    """What each endpoint can do. To have none is no fault: everything works without."""
    lines = []
    for entry in found:
        names = ("、" if lang == "zh" else ", ").join(t(lang, f"purpose.{p}") for p in entry["purposes"])
        lines.append(t(lang, "check.for", purpose=names))
        lines += [f"{_MARK[lang][c['state']]} {c['text']}" for c in entry["checks"]]
    return lines or [f"-     {t(lang, 'check.none')}"]


def _machine(lang: Lang) -> tuple[list[str], int]:
    """What lies on this machine, a line each, and how many of them are faults."""
    from trainer.dialogue.embedded import models_hash, understand
    from trainer.dialogue.interpreter import Turn
    from trainer.scenario.headlines import scenario_ids
    from trainer.session.lint import lint
    from trainer.store.places import data_dir

    understand(Turn("你好", "zh", "defence", "accused"))
    lines = [t(lang, "doctor.data", path=data_dir()), t(lang, "doctor.sessions", count=len(open_store().sessions()))]
    lines += [t(lang, "doctor.interpreter", hash=models_hash())]
    faulty = 0
    for name in scenario_ids():
        found = lint(name)
        lines.append(t(lang, "doctor.faulty" if found else "doctor.scenario", id=name, count=len(found)))
        faulty += bool(found)
    return lines, faulty


def _endpoints() -> list[tuple[Endpoint, list[str]]]:
    """The endpoints in use, each once, with what they are used for."""
    from typing import get_args

    from trainer.llm.settings import Purpose, endpoint
    from trainer.store.places import data_dir

    found: list[tuple[Endpoint, list[str]]] = []
    for purpose in get_args(Purpose):
        one = endpoint(purpose, data_dir())
        same = next((purposes for other, purposes in found if other == one), None)
        if same is not None:
            same.append(purpose)
        elif one is not None:
            found.append((one, [purpose]))
    return found


def _checks(endpoint: Endpoint, lang: Lang) -> list[dict[str, Any]]:
    from trainer.llm.doctor import examine as try_out

    checks = asyncio.run(try_out(endpoint))
    return [{"id": c.id, "state": c.state, "text": c.line(lang), "kind": c.kind, **c.values} for c in checks]

"""The report as one self-contained HTML file: readable on a phone, on paper, in the dark."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.i18n import t
from trainer.report.model import Debrief
from trainer.report.page import Heading
from trainer.report.sections import page, title

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def _template() -> Template:
    # Imported here: the first screen does not need it.
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    env = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return env.get_template("report.html.j2")


def html(debrief: Debrief) -> str:
    """The whole report as a page; everything in it is escaped by the template."""
    blocks = page(debrief)
    contents = [b for b in blocks if isinstance(b, Heading) and b.level == 2 and b.id]
    turns = {row.turn for row in debrief.transcript if row.turn}
    return _template().render(
        lang="zh-CN" if debrief.lang == "zh" else "en",
        title=title(debrief),
        blocks=blocks,
        contents=contents,
        turns=turns,
        contents_title=t(debrief.lang, "report.html.contents"),
    )

"""What cannot be done now, told in the language of the session: what, and what to do instead."""

from __future__ import annotations

from trainer.errors import UsageError
from trainer.i18n import t
from trainer.text import Lang


def refusal(lang: Lang, key: str, **slots: object) -> UsageError:
    """The fault of that key (`refused.<key>` and, where there is something to do, `refused.<key>_do`)."""
    way_out = f"refused.{key}_do"
    told = t(lang, way_out, **slots)
    return UsageError(t(lang, f"refused.{key}", **slots), do="" if told == way_out else told)

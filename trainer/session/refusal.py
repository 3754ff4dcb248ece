"""What cannot be done now, told in the language of the session: what, and what to do instead."""

from __future__ import annotations

from trainer.errors import UsageError
from trainer.i18n import t
from trainer.text import Lang


def refusal(lang: Lang, key: str, **slots: object) -> UsageError:
    """The fault of that key: `refused.<key>`, and what to do in `refused.<key>_do`."""
    return UsageError(t(lang, f"refused.{key}", **slots), do=t(lang, f"refused.{key}_do", **slots))

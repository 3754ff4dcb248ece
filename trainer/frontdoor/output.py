"""Printing."""

from __future__ import annotations

import sys

from trainer.text import clean


def print_markdown(text: str) -> None:
    """Markdown for a terminal without a screen: the marks of emphasis left out."""
    sys.stdout.write(clean(text.replace("**", "").replace("*", "")) + "\n")

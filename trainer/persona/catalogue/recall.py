"""Keys of the record: reminded of an earlier figure, both sides of the table answer from it."""

from __future__ import annotations

RECALL: dict[str, str] = {
    "recall.none": "is reminded of a figure, and has put none yet",
    "recall.all": "is asked which figures they have put; slots: all, terms (the last)",
    "recall.same": "is reminded of the figure that stands; slots: terms",
    "recall.since": "is reminded of an earlier figure; slots: asked, terms (what stands now)",
    "recall.never": "is reminded of a figure they never put; slots: asked, all",
    "recall.yours.none": "is asked what the trainee has put: nothing yet",
    "recall.yours.all": "the same: these; slots: all, terms",
    "recall.yours.same": "is told what the trainee put, and that is so; slots: terms",
    "recall.yours.since": "the same, and it has changed since; slots: asked, terms",
    "recall.yours.never": "the same, and it was never put; slots: asked, all",
}
"""Reminders of earlier figures, answered from the record."""

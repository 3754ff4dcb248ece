"""Which turns the embedded interpreter is sure of, and which it hands on to a model where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.acts import Act

CASCADE = 0.7
"""A turn whose least certain act is below this is doubtful; chosen on the development set."""


def turn_confidence(acts: Sequence[Act]) -> float:
    """How sure a reading is: as sure as its least certain act."""
    return min((a.confidence for a in acts), default=0.0)

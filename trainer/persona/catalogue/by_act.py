"""Keys that follow from the inventory of acts: one line for each topic of a verb."""

from __future__ import annotations

from trainer.acts import INVENTORY

RAPPORT = tuple(f"rapport.{t}" for t in INVENTORY["rapport"])
PRESS = tuple(f"press.{t}" for t in INVENTORY["press"])
THREATEN = tuple(f"threaten.{t}" for t in INVENTORY["threaten"])
REQUEST = tuple(f"request.{t}" for t in INVENTORY["request"])

"""The tiny play can be found, and is the only one on the first screen."""

from pathlib import Path

import pytest

CONTENT = Path(__file__).parent.parent / "data" / "content"


@pytest.fixture(autouse=True)
def tiny(monkeypatch, data_dir):
    from trainer.tui.desk import Desk

    monkeypatch.setenv("PLEA_TRAINER_CONTENT", str(CONTENT))
    everything = Desk.headlines
    monkeypatch.setattr(Desk, "headlines", lambda self: [h for h in everything(self) if h.id == "tiny"])
    data_dir.mkdir(parents=True, exist_ok=True)

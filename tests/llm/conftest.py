"""Nobody waits between tries for longer than the test of waiting needs."""

import pytest

from trainer.llm import request, retry


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(retry, "_FIRST_WAIT_S", 0.01)
    # The system gives ports again: what was learned of one test's server must not be believed of the next one's.
    monkeypatch.setattr(request, "_KNOWN", {})

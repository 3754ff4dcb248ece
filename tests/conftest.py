"""Every test has a data folder of its own, no network beyond this machine, and nothing of the caller's terminal."""

import ipaddress
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))  # for kit.py, which the tests share

# A red build must be one's own doing, so the suite draws the same examples each time.
# `pytest --hypothesis-profile=search` looks further, with fresh examples.
_CALM = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large)
settings.register_profile("suite", max_examples=40, deadline=None, derandomize=True, suppress_health_check=_CALM)
settings.register_profile("search", max_examples=600, deadline=None, suppress_health_check=_CALM)
settings.load_profile("suite")

_LEAKS = (
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "TERM_PROGRAM",
    "PAGER",
    "LC_ALL",
    "LC_MESSAGES",
    "LANGUAGE",
    "PLEA_TRAINER_CONTENT",
    "PLEA_TRAINER_DB",
    "PLEA_TRAINER_LANG",
    "PLEA_TRAINER_MODEL",
    "PLEA_TRAINER_VOICE_MODEL",
    "PLEA_TRAINER_BUDGET",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_API_BASE",
    "PLEA_TRAINER_MODEL",
    "PLEA_TRAINER_VOICE_MODEL",
    "PLEA_TRAINER_INTERPRETER_MODEL",
    "PLEA_TRAINER_JUDGE_MODEL",
    "LANGSMITH_TRACING",
    "LANGCHAIN_TRACING_V2",
    "NO_PROXY",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
)


@pytest.fixture(autouse=True)
def data_dir(tmp_path, monkeypatch):
    """A data folder for this test alone."""
    for name in _LEAKS:
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "data"
    monkeypatch.setenv("PLEA_TRAINER_DATA", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "dumb")
    return folder


def _is_here(address):
    if not isinstance(address, tuple):
        return True  # a path: a socket of this machine
    host = str(address[0])
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Only loopback may be connected to, and no name is looked up outside."""
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(real):
        def call(self, address, *args):
            if not _is_here(address):
                raise RuntimeError(f"a test reached for the network: {address}")
            return real(self, address, *args)

        return call

    def looked_up(host, *args, **kwargs):
        if host is not None and not _is_here((host if isinstance(host, str) else host.decode(),)):
            raise RuntimeError(f"a test looked up a name: {host}")
        return lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)

"""The guards of the suite itself hold."""

import os
import socket

import pytest


def test_the_network_is_out_of_reach():
    with pytest.raises(RuntimeError, match="reached for the network"), socket.socket() as s:
        s.connect(("192.0.2.1", 80))
    with pytest.raises(RuntimeError, match="looked up a name"):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_is_in_reach():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()


def test_sessions_are_kept_in_the_folder_of_the_test(tmp_path):
    from trainer.store.places import data_dir

    assert tmp_path in data_dir().parents
    assert os.environ["HOME"].startswith(str(tmp_path))

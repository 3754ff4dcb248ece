"""Whether a plea is true: all of what it says, as it is signed."""

from dataclasses import replace

import pytest
from kit import new_session, typed

from trainer.persona.plea import is_true
from trainer.state import Ground


@pytest.fixture
def session():
    session = new_session("just-a-witness")
    typed(session)
    return session


def test_a_plea_to_an_item_that_is_not_theirs_is_not_true(session):
    assert not is_true(session.play, session.state)


def test_it_is_once_the_item_is_out(session):
    out = replace(session.state, grounds={"laptop": Ground("conceded", 1.0, 1)})
    assert is_true(session.play, out)
    kept = replace(session.state, grounds={"laptop": Ground("rejected", 0.0, 1)})
    assert not is_true(session.play, kept)


def test_or_once_it_is_reserved_beside_the_signature(session):
    assert is_true(session.play, replace(session.state, decision="sign_with_reservation", signed=True))

"""How many questions a judge has under way: fewer where answers come too late."""

import asyncio

import pytest

from trainer.scoring.gate import Gate


@pytest.mark.parametrize(("answered", "steps"), [(True, [8, 2, 1]), (False, [1])])
def test_fewer_at_once_and_one_at_once_where_nothing_is_answered(answered, steps):
    gate = Gate(32)
    gate.answered = answered
    seen = []
    while gate.narrow(gate.most):
        seen.append(gate.most)
    assert seen == steps


async def test_no_more_than_the_limit_are_under_way():
    gate, under_way, most = Gate(3), 0, 0

    async def ask():
        nonlocal under_way, most
        async with gate:
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0)
            under_way -= 1

    await asyncio.gather(*(ask() for _ in range(20)))
    assert most == 3

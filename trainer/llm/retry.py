"""Asking again: after as long as the server says, or a little longer each time, and never beyond the deadline."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from trainer.llm.faults import EndpointFault, of_exception

T = TypeVar("T")
LONGEST_WAIT_S = 30.0
"""Seconds: a server that wants more patience than this will not answer in time for a conversation."""
_FIRST_WAIT_S = 0.25


async def patiently(ask: Callable[[], Awaitable[T]], *, retries: int, deadline: float) -> T:
    """The result of `ask`, asked up to `retries` times more. `deadline` is a moment of the event loop, in seconds.

    EndpointFault when it fails for good, and at once when waiting would end after the deadline.
    """
    loop = asyncio.get_running_loop()
    for tried in range(retries + 1):
        try:
            async with asyncio.timeout_at(deadline):
                return await ask()
        except Exception as error:
            fault = of_exception(error)
            wait = pause(fault, tried)
            if not fault.again or tried == retries or loop.time() + wait >= deadline:
                raise fault from None if fault is error else error
        await asyncio.sleep(wait)
    raise AssertionError("unreachable")


def pause(fault: EndpointFault, tried: int) -> float:
    """Seconds before the next try."""
    if fault.wait is not None:
        return fault.wait if fault.wait <= LONGEST_WAIT_S else float("inf")
    # Spread, so that the many calls of a judge do not come back all at once.
    return float(_FIRST_WAIT_S * 3**tried * random.uniform(0.8, 1.2))

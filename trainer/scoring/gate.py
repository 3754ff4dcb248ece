"""How many questions are under way at once."""

from __future__ import annotations

import asyncio

_NARROWER = 4


class Gate:
    """Lets `most` through at once, and fewer once answers stop coming in time: a small server takes one after another,
    and whoever waits behind others there waits too long."""

    def __init__(self, most: int) -> None:
        self.most = max(1, most)
        self.answered = False
        """Whether anything has come back in time yet."""
        self._under_way = 0
        self._free = asyncio.Condition()

    async def __aenter__(self) -> int:
        """The limit that held when one was let through."""
        async with self._free:
            await self._free.wait_for(lambda: self._under_way < self.most)
            self._under_way += 1
        return self.most

    async def __aexit__(self, *_: object) -> None:
        async with self._free:
            self._under_way -= 1
            self._free.notify(1)

    def narrow(self, held: int) -> bool:
        """Take it that a limit of `held` was too much; whether it is worth asking again.

        Where nothing has been answered at all, one question is tried next: a server that hangs is given up soon.
        """
        if held > 1:
            self.most = min(self.most, max(1, held // _NARROWER) if self.answered else 1)
        return held > 1

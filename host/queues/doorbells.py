"""Which queue just got a message from the host itself, so that its listener need not wait."""

import asyncio
from collections import defaultdict


class Doorbells:
    """One per queue. Messages sent by others are found by polling."""

    def __init__(self) -> None:
        self._bells: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def ring(self, queue: str) -> None:
        self._bells[queue].set()

    async def wait(self, queue: str, limit_seconds: float) -> None:
        """Until the queue's bell rings, or the time is over."""
        bell = self._bells[queue]
        try:
            async with asyncio.timeout(limit_seconds):
                await bell.wait()
        except TimeoutError:
            return
        bell.clear()

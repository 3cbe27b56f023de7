"""Wakes a queue's listener when the host itself has sent the queue a message."""

import asyncio
from collections import defaultdict


class Doorbells:
    """Events, one per queue. Listeners find messages of other senders by polling."""

    def __init__(self) -> None:
        self._bells: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def ring(self, queue: str) -> None:
        self._bells[queue].set()

    async def wait(self, queue: str, limit_seconds: float) -> None:
        """Wait until the queue's bell rings, or the limit is over."""
        bell = self._bells[queue]
        try:
            async with asyncio.timeout(limit_seconds):
                await bell.wait()
        except TimeoutError:
            return
        bell.clear()

"""Wakers: who waits in this process for more of something that is under way."""

import asyncio
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID

#: Requests that wait at a time in a process.
MOST_WAITING = 1000


class Wakers:
    """Wakes those that wait for a key; of what other processes do, nothing is heard here."""

    def __init__(self) -> None:
        self._waiting: defaultdict[UUID, set[asyncio.Event]] = defaultdict(set)
        self._is_ending = False

    @property
    def may_wait(self) -> bool:
        """Whether one more request may wait; if not, it is answered at once."""
        return not self._is_ending and len(self._waiting) < MOST_WAITING

    def tell(self, key: UUID) -> None:
        for waiting in self._waiting.get(key, ()):
            waiting.set()

    def end(self) -> None:
        """Let no call wait any longer: the process ends."""
        self._is_ending = True
        for key in self._waiting:
            self.tell(key)

    @contextmanager
    def listening(self, key: UUID) -> Generator[asyncio.Event]:
        """Yield an event that is set when something is told; the waiting call clears it."""
        event = asyncio.Event()
        self._waiting[key].add(event)
        try:
            yield event
        finally:
            self._waiting[key].discard(event)
            if not self._waiting[key]:
                del self._waiting[key]

"""Notifications in this process that an execution has ended, for those that wait for it.

Only ends that this process writes are told. A waiter that does not know which process runs the
execution looks at the store as well: see ``shared.engine.lifecycle.long_poll``.
"""

import asyncio
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID


class Endings:
    """Wakes the waiters of an execution when its final record is written here."""

    def __init__(self) -> None:
        self._waiting: dict[UUID, set[asyncio.Future[None]]] = {}
        self._here: Counter[UUID] = Counter()

    @property
    def waiting(self) -> int:
        """The number of executions that something waits for."""
        return len(self._waiting)

    @contextmanager
    def here(self, execution_id: UUID) -> Generator[None]:
        """Say that this process runs the execution, so that its end will be told here."""
        self._here[execution_id] += 1
        try:
            yield
        finally:
            self._here[execution_id] -= 1
            if self._here[execution_id] <= 0:
                del self._here[execution_id]

    def is_here(self, execution_id: UUID) -> bool:
        return execution_id in self._here

    def tell(self, execution_id: UUID) -> None:
        """Wake all that wait for this execution, which is not here any more."""
        self._here.pop(execution_id, None)
        for waiter in self._waiting.get(execution_id, ()):
            if not waiter.done():
                waiter.set_result(None)

    @contextmanager
    def listening(self, execution_id: UUID) -> Generator["asyncio.Future[None]"]:
        """Yield a future that is done once the execution has ended here.

        Begin to listen before the store is read: an end between the two is not missed then.
        """
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiters = self._waiting.setdefault(execution_id, set())
        waiters.add(waiter)
        try:
            yield waiter
        finally:
            waiters.discard(waiter)
            if not waiters:
                self._waiting.pop(execution_id, None)

"""The log of an installation, written while it lasts, so that administrators can follow it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from uuid import UUID

from shared.errors import BifrostError
from shared.models.packages import PackageLine
from shared.repositories.packages import PackageStore
from shared.services.clock import Clock

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 1
MOST_LINES = 5000
MOST_CHARACTERS = 2000


class Regularly:
    """Does ``work`` every ``seconds`` during an ``async with``; never cuts it off in the middle."""

    def __init__(self, work: Callable[[], Awaitable[None]], seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Regularly":
        self._task = asyncio.create_task(self._repeat())
        return self

    async def __aexit__(self, *error: object) -> None:
        self._over.set()
        if self._task:
            await self._task

    async def _repeat(self) -> None:
        while not self._over.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), self._seconds)
            if not self._over.is_set():
                await self._attempt()

    async def _attempt(self) -> None:
        try:
            await self._work()
        except BifrostError as error:  # the next time may succeed
            logger.warning("package job update failed", extra={"reason": str(error)})


class Progress:
    """The log of one job: call ``begin``, then ``flush`` now and then and at the end."""

    def __init__(self, store: PackageStore, job_id: UUID, clock: Clock) -> None:
        self._store = store
        self._job_id = job_id
        self._clock = clock
        self._waiting: list[PackageLine] = []
        self._batch: list[PackageLine] = []
        self._count = 0
        self._size = 0

    async def begin(self) -> None:
        """Continue the log where an earlier attempt left it, if there was one."""
        self._size, lines = await self._store.lines(self._job_id)
        self._count = len(lines)

    def say(self, level: str, message: str) -> None:
        """Add a line of the platform itself."""
        self._waiting.append(PackageLine(at=self._clock.now(), level=level, message=message))

    def take(self, line: PackageLine) -> None:
        """Add a line of the installing process; at most 5000 of 2000 characters."""
        self._count += 1
        if self._count == MOST_LINES:
            self.say("WARNING", "further lines are left out")
        if self._count < MOST_LINES:
            message = line.message[:MOST_CHARACTERS]
            self._waiting.append(line.model_copy(update={"message": message}))

    async def flush(self) -> None:
        """Append the lines to the stored log.

        A batch whose response was lost is sent again unchanged, at the same position: nothing
        is written twice.
        """
        if not self._batch:
            self._batch, self._waiting = self._waiting, []
        if self._batch:
            at = self._size
            self._size = await self._store.append_lines(self._job_id, self._batch, at=at)
            self._batch = []

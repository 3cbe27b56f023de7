"""The log of an installation, written while it lasts so that it can be followed."""

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
    """Does something now and then during an ``async with``; it is never cut off in the middle."""

    def __init__(self, work: Callable[[], Awaitable[None]], seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._over = asyncio.Event()
        self._doing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Regularly":
        self._doing = asyncio.create_task(self._do())
        return self

    async def __aexit__(self, *error: object) -> None:
        self._over.set()
        if self._doing:
            await self._doing

    async def _do(self) -> None:
        while not self._over.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), self._seconds)
            if not self._over.is_set():
                await self._attempt()

    async def _attempt(self) -> None:
        try:
            await self._work()
        except BifrostError as error:  # the next time may do
            logger.warning("not done this time", extra={"reason": str(error)})


class Progress:
    """``begin``, then ``flush`` now and then and at the end."""

    def __init__(self, store: PackageStore, job_id: UUID, clock: Clock) -> None:
        self._store = store
        self._job_id = job_id
        self._clock = clock
        self._waiting: list[PackageLine] = []
        self._batch: list[PackageLine] = []
        self._count = 0
        self._size = 0

    async def begin(self) -> None:
        """An earlier attempt may have begun the log."""
        self._size, lines = await self._store.lines(self._job_id)
        self._count = len(lines)

    def say(self, level: str, message: str) -> None:
        """What the platform itself has to tell."""
        self._waiting.append(PackageLine(at=self._clock.now(), level=level, message=message))

    def take(self, line: PackageLine) -> None:
        """What the installer's process says, up to a limit."""
        self._count += 1
        if self._count == MOST_LINES:
            self.say("WARNING", "further lines are left out")
        if self._count < MOST_LINES:
            message = line.message[:MOST_CHARACTERS]
            self._waiting.append(line.model_copy(update={"message": message}))

    async def flush(self) -> None:
        """A batch whose answer was lost is sent again as it was, which changes nothing."""
        if not self._batch:
            self._batch, self._waiting = self._waiting, []
        if self._batch:
            at = self._size
            self._size = await self._store.append_lines(self._job_id, self._batch, at=at)
            self._batch = []

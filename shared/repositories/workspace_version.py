"""Was the workspace changed through the platform, here or in another process?"""

import asyncio
import logging
import time
from uuid import uuid4

from shared.errors import Unavailable
from shared.services.tables import Table

PARTITION = "workspace"
KEY = "version"
SECONDS = 2

logger = logging.getLogger(__name__)


class WorkspaceVersion:
    """A row whose text is another one after each change.

    It is read when somebody asks, and at most once every 2 s. A change made in this process is
    known here at once.
    """

    def __init__(self, table: Table, seconds: float = SECONDS) -> None:
        self._table = table
        self._seconds = seconds
        self._reading = asyncio.Lock()
        self._known = ""
        self._read_at: float | None = None

    async def current(self) -> str:
        """The last one that is known where the store does not answer."""
        if not self._is_fresh():
            async with self._reading:
                if not self._is_fresh():
                    await self._read()
        return self._known

    async def bump(self) -> None:
        """Say that something was changed; after the change."""
        text = uuid4().hex
        self._keep(text)
        try:
            await self._table.put(PARTITION, KEY, {"v": "1", "version": text})
        except Unavailable as error:
            # The change is made. The others see it when they next look at the files themselves.
            logger.warning("a change was not told to others", extra={"reason": str(error)})
        self._keep(text)

    async def _read(self) -> None:
        before = self._known
        try:
            row = await self._table.get(PARTITION, KEY)
        except Unavailable as error:
            logger.warning(
                "changes of the workspace are not heard of", extra={"reason": str(error)}
            )
            self._keep(self._known)
            return
        if before == self._known:  # else it was changed here meanwhile
            self._keep(row.columns["version"] if row else "")

    def _keep(self, text: str) -> None:
        self._known, self._read_at = text, time.monotonic()

    def _is_fresh(self) -> bool:
        return self._read_at is not None and time.monotonic() - self._read_at < self._seconds

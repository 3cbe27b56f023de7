"""Stores the workspace's version: whether any process has changed it through the platform."""

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
    """A row whose text differs after each change.

    It is read on demand, at most once every 2 s. A change made in this process is known here at
    once.
    """

    def __init__(self, table: Table, seconds: float = SECONDS) -> None:
        self._table = table
        self._seconds = seconds
        self._reading = asyncio.Lock()
        self._known = ""
        self._read_at: float | None = None

    async def current(self) -> str:
        """Return the current version; the last known one if the store does not answer."""
        if not self._is_fresh():
            async with self._reading:
                if not self._is_fresh():
                    await self._read()
        return self._known

    async def bump(self) -> None:
        """Store a new version; call it after the change."""
        text = uuid4().hex
        self._keep(text)
        try:
            await self._table.put(PARTITION, KEY, {"v": "1", "version": text})
        except Unavailable as error:
            # The change is made. Other processes see it when they next check the files themselves.
            logger.warning("workspace change not announced", extra={"reason": str(error)})
        self._keep(text)

    async def _read(self) -> None:
        before = self._known
        try:
            row = await self._table.get(PARTITION, KEY)
        except Unavailable as error:
            logger.warning("workspace version not read", extra={"reason": str(error)})
            self._keep(self._known)
            return
        if before == self._known:  # otherwise it was changed here meanwhile
            self._keep(row.columns["version"] if row else "")

    def _keep(self, text: str) -> None:
        self._known, self._read_at = text, time.monotonic()

    def _is_fresh(self) -> bool:
        return self._read_at is not None and time.monotonic() - self._read_at < self._seconds

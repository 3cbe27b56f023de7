"""A TTL cache of rows that need not be read again for each request."""

import time
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

SECONDS = 30
MOST = 10_000


class TtlCache(Generic[T]):
    """Values by key for 30 s. A missing value is looked up again each time."""

    def __init__(self, seconds: float = SECONDS, most: int = MOST) -> None:
        self._seconds = seconds
        self._most = most
        self._values: dict[Hashable, tuple[float, T]] = {}
        self._forgotten = 0

    async def get(self, key: Hashable, find: Callable[[], Awaitable[T | None]]) -> T | None:
        at, value = self._values.get(key, (0.0, None))
        if value is not None and time.monotonic() - at < self._seconds:
            return value
        forgotten = self._forgotten
        found = await find()
        self._values.pop(key, None)
        # A value that was read while another caller changed it may be outdated: it is not cached.
        # The counter covers all keys, which is coarse but safe.
        if found is not None and forgotten == self._forgotten:
            self._keep(key, found)
        return found

    async def renew(self, key: Hashable, find: Callable[[], Awaitable[T | None]]) -> T | None:
        """Read the value now, whatever is cached, and cache it."""
        self._values.pop(key, None)
        return await self.get(key, find)

    def forget(self, key: Hashable) -> None:
        self._forgotten += 1
        self._values.pop(key, None)

    def _keep(self, key: Hashable, value: T) -> None:
        if len(self._values) >= self._most:
            self._values.clear()
        self._values[key] = (time.monotonic(), value)

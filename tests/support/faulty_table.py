"""Tables whose answers get lost."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from shared.errors import Unavailable
from shared.services.clock import Clock
from shared.services.tables import Change, Columns, MemoryTable

T = TypeVar("T")


class LossyTable(MemoryTable):
    """Does what it is told; after ``answers_before_loss`` more, ``lose`` answers do not arrive.

    With ``repeats`` the client sends the write again, as the SDK does, and meets its own row.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        super().__init__(clock)
        self.lose = 0
        self.answers_before_loss = 0
        self.repeats = False
        self.is_away = False
        self.hangs = False

    async def insert(self, partition: str, key: str, columns: Columns) -> str:
        return await self._lossy(lambda: MemoryTable.insert(self, partition, key, columns))

    async def put(self, partition: str, key: str, columns: Columns) -> str:
        return await self._lossy(lambda: MemoryTable.put(self, partition, key, columns))

    async def replace(self, partition: str, key: str, columns: Columns, *, etag: str) -> str:
        return await self._lossy(
            lambda: MemoryTable.replace(self, partition, key, columns, etag=etag)
        )

    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        return await self._lossy(lambda: MemoryTable.transaction(self, partition, changes))

    async def _lossy(self, write: Callable[[], Awaitable[T]]) -> T:
        if self.hangs:
            await asyncio.sleep(60)
        if self.is_away:
            raise Unavailable("away")
        answer = await write()
        if self.answers_before_loss or not self.lose:
            self.answers_before_loss = max(0, self.answers_before_loss - 1)
            return answer
        self.lose -= 1
        if self.repeats:
            return await write()
        raise Unavailable("the answer was lost")

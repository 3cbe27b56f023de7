"""Stores heartbeats: when each process that owns runs was last alive."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from shared.services.tables import Table

PARTITION = "beat"
PAGE = 1000


class Heartbeats:
    """One row per process that has, or had, live runs; the row's age counts."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def beat(self, owner_id: UUID) -> None:
        """Write the heartbeat of an owner."""
        await self._table.put(PARTITION, str(owner_id), {"v": "1"})

    async def silences(self) -> Mapping[UUID, timedelta]:
        """Return how long each owner has been silent, by the store's clock."""
        found: dict[UUID, timedelta] = {}
        first: str | None = "0"
        while first is not None:
            page = await self._table.page(PARTITION, first, "~", limit=PAGE)
            for row in page.rows:
                found[UUID(row.key)] = page.read_at - row.written_at
            first = page.next
        return found

    async def silence_of(self, owner_id: UUID) -> timedelta | None:
        """Return how long one owner has been silent; None if it never wrote a heartbeat."""
        key = str(owner_id)
        page = await self._table.page(PARTITION, key, key + "~", limit=1)
        return page.read_at - page.rows[0].written_at if page.rows else None

    async def forget(self, owner_id: UUID) -> None:
        await self._table.delete(PARTITION, str(owner_id))

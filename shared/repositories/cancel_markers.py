"""Stores cancellation markers: runs to cancel, for the processes that run them."""

from collections.abc import Mapping
from uuid import UUID

from shared.services.tables import Table

PARTITION = "cancel"
PAGE = 1000


class Markers:
    """One row per run, all in one partition: one read returns all of them."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def mark(self, execution_id: UUID, org_id: str) -> None:
        """Mark a run to be cancelled; marking it again changes nothing."""
        await self._table.put(PARTITION, str(execution_id), {"v": "1", "org": org_id})

    async def all(self) -> Mapping[UUID, str]:
        """Return the runs to cancel, each with its organization."""
        found: dict[UUID, str] = {}
        first: str | None = "0"
        while first is not None:
            page = await self._table.page(PARTITION, first, "~", limit=PAGE)
            found |= {UUID(row.key): row.columns["org"] for row in page.rows}
            first = page.next
        return found

    async def remove(self, execution_id: UUID) -> None:
        await self._table.delete(PARTITION, str(execution_id))

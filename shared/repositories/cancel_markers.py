"""What is remembered of runs that are to be cancelled, for the processes that run them."""

from collections.abc import Mapping
from uuid import UUID

from shared.services.tables import Table

PARTITION = "cancel"
PAGE = 1000


class Markers:
    """One row per run, in a partition of their own: one read tells a process all of them."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def mark(self, execution_id: UUID, org_id: str) -> None:
        """Whoever runs this is to end it; again does nothing more."""
        await self._table.put(PARTITION, str(execution_id), {"v": "1", "org": org_id})

    async def all(self) -> Mapping[UUID, str]:
        """The runs that are to end, each with its organization."""
        found: dict[UUID, str] = {}
        first: str | None = "0"
        while first is not None:
            page = await self._table.page(PARTITION, first, "~", limit=PAGE)
            found |= {UUID(row.key): row.columns["org"] for row in page.rows}
            first = page.next
        return found

    async def remove(self, execution_id: UUID) -> None:
        await self._table.delete(PARTITION, str(execution_id))

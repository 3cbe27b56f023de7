"""Stores one organization's evaluations of agents, beside the approvals: ``e|<inverted id>``.

Ids are in the order of time, so the newest evaluation comes first.
"""

from dataclasses import dataclass
from uuid import UUID

from shared.models.agents.evals import StoredBatch
from shared.models.pages import Listed
from shared.repositories.agents.approvals import partition_of
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after, newest_first
from shared.services.tables import Columns, Remove, Table

SCHEMA = "1"
BATCH = 100
PREFIX = "e|"


@dataclass(frozen=True, slots=True)
class Evaluations:
    table: Table
    org_id: str

    async def put(self, batch: StoredBatch) -> None:
        await self.table.put(partition_of(self.org_id), _key(batch.batch), _columns(batch))

    async def page(self, start: str | None, limit: int) -> Listed[StoredBatch]:
        """Return evaluations of all agents, newest first."""
        page = await self.table.page(
            partition_of(self.org_id), start or PREFIX, after(PREFIX), limit=limit
        )
        return Listed([record_of(StoredBatch, row.columns) for row in page.rows], page.next)

    async def remove_before(self, first: UUID, limit: int = BATCH) -> int:
        """Remove a batch of evaluations that began before this id was made."""
        partition = partition_of(self.org_id)
        page = await self.table.page(partition, _key(first), after(PREFIX), limit=limit)
        if page.rows:
            await self.table.transaction(partition, [Remove(row.key) for row in page.rows])
        return len(page.rows)


def _key(batch: UUID) -> str:
    return PREFIX + newest_first(batch)


def _columns(batch: StoredBatch) -> Columns:
    return {"v": SCHEMA, "record": batch.model_dump_json()}

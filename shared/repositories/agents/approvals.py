"""Stores one organization's approvals, each under its id.

Partition ``approval|<org>`` of the executions' table: ``a|<id>``. Ids are in the order of time. A
decision and its use are conditional writes, so that each happens once.
"""

from dataclasses import dataclass
from uuid import UUID

from shared.errors import AlreadyExists, NotFound
from shared.models.agents.approvals import Approval
from shared.models.pages import Listed
from shared.repositories.long_records import long_columns
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.tables import Remove, Row, Table

SCHEMA = "1"
BATCH = 100


@dataclass(frozen=True, slots=True)
class StoredApproval:
    approval: Approval
    etag: str


@dataclass(frozen=True, slots=True)
class Approvals:
    table: Table
    org_id: str

    async def add(self, approval: Approval) -> Approval:
        """Store a question; the one that is there if it was asked before."""
        columns = long_columns(approval, SCHEMA)
        try:
            await self.table.insert(partition_of(self.org_id), _key(approval.id), columns)
        except AlreadyExists:
            return (await self.get(approval.id)).approval
        return approval

    async def get(self, approval_id: UUID) -> StoredApproval:
        row = await self.table.get(partition_of(self.org_id), _key(approval_id))
        if row is None:
            raise NotFound("approval", approval_id)
        return _stored(row)

    async def replace(self, before: StoredApproval, approval: Approval) -> StoredApproval:
        """Replace a question; Stale if it changed since it was read."""
        columns = long_columns(approval, SCHEMA)
        etag = await self.table.replace(
            partition_of(self.org_id), _key(approval.id), columns, etag=before.etag
        )
        return StoredApproval(approval, etag)

    async def page(self, start: str | None, limit: int) -> Listed[Approval]:
        """Return questions, oldest first."""
        page = await self.table.page(
            partition_of(self.org_id), start or "a|", after("a|"), limit=limit
        )
        return Listed([_stored(row).approval for row in page.rows], page.next)

    async def remove_before(self, first: UUID, limit: int = BATCH) -> int:
        """Remove a batch of questions that were asked before this id was made."""
        partition = partition_of(self.org_id)
        page = await self.table.page(partition, "a|", _key(first), limit=limit)
        if page.rows:
            await self.table.transaction(partition, [Remove(row.key) for row in page.rows])
        return len(page.rows)


def partition_of(org_id: str) -> str:
    """Return the partition of an organization's approvals, which has no other rows."""
    return f"approval|{org_id}"


def _key(approval_id: UUID) -> str:
    return f"a|{approval_id}"


def _stored(row: Row) -> StoredApproval:
    return StoredApproval(record_of(Approval, row.columns), row.etag)

"""Retention of one organization's executions: removes old rows, blobs and used keys.

Rows are removed first, a whole record in one transaction. Blobs are found afterwards by the time in
their names, so the next turn removes what a crash left.
"""

from collections.abc import AsyncIterator, Collection
from datetime import datetime
from uuid import UUID

from shared.errors import Stale
from shared.models.automation.deliveries import is_body
from shared.models.executions import Execution
from shared.repositories.executions import list_keys
from shared.repositories.idempotency import used_key
from shared.repositories.large_values import execution_from
from shared.repositories.row_keys import made_at, newest_first, span
from shared.services.blobs import Blobs
from shared.services.bulkhead import readable
from shared.services.tables import Change, Delete, Remove, Row, Table

#: A record has at most five rows, and a transaction a hundred.
RECORDS_AT_ONCE = 20
KEYS_AT_ONCE = 100
DEAD = "d|"


class Retention:
    def __init__(self, table: Table, blobs: Blobs, org_id: str) -> None:
        self._table = table
        self._blobs = blobs
        self._org_id = org_id

    async def remove_records(self, start: str | None, cutoff: datetime) -> tuple[int, str | None]:
        """Remove some records accepted and ended before ``cutoff``; return how many, and the next.

        A record accepted before it and ended later is kept for another period.
        """
        within = span("x|", until=cutoff)
        within = within.since(start or within.first)
        page = await self._table.page(
            self._org_id, within.first, within.last, limit=RECORDS_AT_ONCE
        )
        ended = readable(page.rows, lambda row: (row, _ended_at(row)), "an ended execution")
        old = [row for row, at in ended if at <= cutoff]
        if not old:
            return 0, page.next
        changes = [change for row in old for change in _removal(row)]
        try:
            await self._table.transaction(self._org_id, changes)
        except Stale:
            return 0, page.next  # another cleanup was first
        for row in old:
            await self._drop_dead_letter(row)
        return len(old), page.next

    async def remove_keys(self, start: str | None, now: datetime) -> tuple[int, str | None]:
        """Remove some expired Idempotency-Keys; return how many, and where to continue."""
        within = span("k|")
        page = await self._table.page(
            self._org_id, start or within.first, within.last, limit=KEYS_AT_ONCE
        )
        found = readable(
            page.rows, lambda row: (row, used_key(row.columns, row.etag)), "an Idempotency-Key"
        )
        old = [row for row, key in found if not key.counts(now)]
        if not old:
            return 0, page.next
        try:
            changes = [Delete(row.key, row.etag) for row in old]
            await self._table.transaction(self._org_id, changes)
        except Stale:
            return 0, page.next  # one of the keys is in use again
        return len(old), page.next

    async def kept_since_before(self, cutoff: datetime) -> set[UUID]:
        """Return executions that were accepted before ``cutoff`` and still have a record."""
        return {execution.id async for execution in self._accepted_before(cutoff)}

    async def old_blobs(self, cutoff: datetime, kept: Collection[UUID]) -> AsyncIterator[str]:
        """Yield blobs of executions that were accepted before ``cutoff`` and have no record."""
        async for name in self._blobs.names(f"{self._org_id}/"):
            found = readable([name], lambda name: UUID(name.split("/")[1]), "the name of a blob")
            if not found:
                continue
            execution_id = found[0]
            if made_at(execution_id) > cutoff:
                return  # names are in the order of acceptance
            if execution_id not in kept and not is_body(name):
                yield name

    async def remove_blob(self, name: str) -> None:
        await self._blobs.delete(name)

    async def _drop_dead_letter(self, row: Row) -> None:
        """Remove the dead letter, if it is still listed."""
        for key in list_keys(execution_from(row.columns)):
            if key.startswith(DEAD):
                await self._table.delete(self._org_id, key)

    async def _accepted_before(self, cutoff: datetime) -> AsyncIterator[Execution]:
        for prefix in ("x|", "r|"):
            within = span(prefix, until=cutoff)
            start: str | None = within.first
            while start is not None:
                page = await self._table.page(self._org_id, start, within.last, limit=1000)
                read = readable(page.rows, lambda row: execution_from(row.columns), "an execution")
                for execution in read:
                    yield execution
                start = page.next


def _ended_at(row: Row) -> datetime:
    execution = execution_from(row.columns)
    return execution.completed_at or execution.created_at


def _removal(row: Row) -> list[Change]:
    execution = execution_from(row.columns)
    time = newest_first(execution.id)
    beside = [key for key in list_keys(execution) if not key.startswith(DEAD)]
    return [Delete(f"x|{time}", row.etag), *(Remove(key) for key in beside)]

"""Retention of an organization's audit log: finds and removes old entries."""

from datetime import datetime, timedelta

from shared.models.audit import AuditCheckpoint
from shared.repositories.audit.rows import entry_from, inverted
from shared.services.tables import Delete, Table

#: Limit of one round, so that an interrupted round leaves no more behind.
MOST_ENTRIES = 1000
MOST_ROWS = 1000
MOST_DELETES = 100
#: How much too old an entry may get, so that a log is cut once a day.
PATIENCE = timedelta(days=1)


class AuditRetention:
    def __init__(self, table: Table, org_id: str) -> None:
        self._table = table
        self._org_id = org_id

    async def place(self, signed: AuditCheckpoint, before: datetime) -> int | None:
        """Return the sequence from which to keep the log; None if nothing is much too old.

        It may be the sequence after the newest signed one, where the retention is noted. A
        log with gaps is left as it is, as evidence. An earlier removal is finished first.
        """
        oldest = await self._oldest(signed)
        if oldest is None or oldest >= before - PATIENCE:
            return None
        kept = signed.kept_from
        fresh = min(kept + MOST_ENTRIES, signed.sequence + 1)
        while fresh - kept > 1:  # the entry at kept may be removed, the one at fresh may not
            middle = (kept + fresh) // 2
            at = await self._at(middle)
            if at is None:
                return None
            kept, fresh = (middle, fresh) if at < before else (kept, middle)
        return fresh

    async def remove(self, signed: AuditCheckpoint) -> int:
        """Remove the entries that a genuine checkpoint releases; return how many there were."""
        await self._remove("c", signed)
        return await self._remove("e", signed)

    async def _oldest(self, signed: AuditCheckpoint) -> datetime | None:
        """Return when the oldest entry that must exist was written."""
        first, last = inverted("e", signed.kept_from), inverted("e", 0)
        page = await self._table.page(self._org_id, first, last, limit=2)
        if len(page.rows) > 1:
            await self.remove(signed)
        is_there = page.rows and page.rows[0].key == first
        entry = entry_from(page.rows[0].columns) if is_there else None
        return entry.at if entry else None

    async def _at(self, sequence: int) -> datetime | None:
        row = await self._table.get(self._org_id, inverted("e", sequence))
        entry = entry_from(row.columns) if row else None
        return entry.at if entry else None

    async def _remove(self, kind: str, signed: AuditCheckpoint) -> int:
        gone: list[Delete] = []
        following: str | None = inverted(kind, signed.kept_from - 1)
        last = inverted(kind, 0)
        while following is not None:
            page = await self._table.page(self._org_id, following, last, limit=MOST_ROWS)
            gone += [Delete(row.key, row.etag) for row in page.rows]
            following = page.next
        gone.reverse()  # the oldest first: an interrupted removal leaves a valid chain
        for place in range(0, len(gone), MOST_DELETES):
            await self._table.transaction(self._org_id, gone[place : place + MOST_DELETES])
        return len(gone)

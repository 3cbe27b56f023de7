"""Stores batches and their rows, all in the partition ``batch`` of the directory.

=====================  ========================================================
row key                what
=====================  ========================================================
``b|<id, inverted>``   the batch, the newest first
``d|<due>|<id>``       a mark, where the timer finds a batch that is under way
``i|<id>|<number>``    one of its rows
=====================  ========================================================

A change of a batch and of its rows is one transaction, which the ETag of the batch guards.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shared.errors import NotFound, Stale
from shared.models.fleet.stored_batches import Batch, BatchRow
from shared.models.pages import Listed
from shared.repositories.long_records import long_columns
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after, latest_id, newest_first
from shared.repositories.stored_record import StoredRecord, stored
from shared.services.bulkhead import readable
from shared.services.tables import Change, Insert, Put, Remove, Replace, Row, Table

PARTITION = "batch"
SCHEMA = "1"
#: The most rows of one transaction, which has room for the batch and its marks.
MOST_ROWS_AT_ONCE = 90
PAGE = 1000

StoredBatch = StoredRecord[Batch]


class Batches:
    """The batches of the platform."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def find(self, batch_id: UUID) -> StoredBatch | None:
        row = await self._table.get(PARTITION, _key(batch_id))
        return None if row is None else stored(Batch, row)

    async def get(self, batch_id: UUID) -> StoredBatch:
        found = await self.find(batch_id)
        if found is None:
            raise NotFound("batch", batch_id)
        return found

    async def page(self, start: str | None, limit: int) -> Listed[Batch]:
        """Return batches, the newest first."""
        page = await self._table.page(PARTITION, start or "b|", after("b|"), limit=limit)
        return Listed(readable(page.rows, _batch, "a batch"), page.next)

    async def rows(self, batch_id: UUID) -> list[BatchRow]:
        """Return all rows of a batch, by their number."""
        prefix = f"i|{batch_id}|"
        found: list[BatchRow] = []
        start: str | None = prefix
        while start is not None:
            page = await self._table.page(PARTITION, start, after(prefix), limit=PAGE)
            found += readable(page.rows, _row, "a row of a batch")
            start = page.next
        return found

    async def add(self, batch: Batch, rows: Sequence[BatchRow]) -> None:
        """Add a batch; its rows are there before it is."""
        for at in range(0, len(rows), MOST_ROWS_AT_ONCE):
            changes = [_put(batch.id, row) for row in rows[at : at + MOST_ROWS_AT_ONCE]]
            await self._table.transaction(PARTITION, changes)
        record = Insert(_key(batch.id), long_columns(batch, SCHEMA))
        await self._table.transaction(PARTITION, [record, *_marks(batch)])

    async def replace(
        self, before: StoredBatch, after: Batch, rows: Sequence[BatchRow] = ()
    ) -> StoredBatch:
        """Replace a batch, and at most 90 of its rows; Stale if it changed since it was read."""
        old, new = _marks(before.record), _marks(after)
        kept = {mark.key for mark in new}
        changes: list[Change] = [
            Replace(_key(after.id), long_columns(after, SCHEMA), before.etag),
            *new,
            *(Remove(mark.key) for mark in old if mark.key not in kept),
            *(_put(after.id, row) for row in rows),
        ]
        etags = await self._table.transaction(PARTITION, changes)
        return StoredRecord(after, etags[0])

    async def due(self, now: datetime, limit: int = 100) -> Sequence[UUID]:
        """Return the batches that are due: one transaction, whatever is not."""
        last = f"d|{_milliseconds(now):015d}|~"
        page = await self._table.page(PARTITION, "d|", last, limit=limit)
        return [UUID(row.key.split("|")[2]) for row in page.rows]

    async def forget(self, batch_id: UUID, due_at: datetime) -> None:
        """Drop a mark whose batch is gone."""
        await self._table.delete(PARTITION, _mark(batch_id, due_at).key)

    async def remove(self, batch_id: UUID) -> None:
        """Remove a batch that is over, with its rows; the batch goes last."""
        await self.remove_rows(batch_id)
        await self._table.delete(PARTITION, _key(batch_id))

    async def remove_rows(self, batch_id: UUID) -> None:
        prefix = f"i|{batch_id}|"
        while True:
            page = await self._table.page(PARTITION, prefix, after(prefix), limit=100)
            if not page.rows:
                return
            await self._remove([row.key for row in page.rows])

    async def made_until(self, until: datetime, limit: int = 100) -> Sequence[Batch]:
        """Return batches that were made until then, the newest first."""
        first = f"b|{newest_first(latest_id(until))}"
        page = await self._table.page(PARTITION, first, after("b|"), limit=limit)
        return readable(page.rows, _batch, "a batch")

    async def next_with_rows(self, last: UUID | None) -> UUID | None:
        """Return the batch that has rows and comes after ``last``; it may be gone."""
        start = f"i|{last}}}" if last else "i|"
        page = await self._table.page(PARTITION, start, after("i|"), limit=1)
        return UUID(page.rows[0].key.split("|")[1]) if page.rows else None

    async def remove_organization(self, org_id: str) -> int | None:
        """Remove the rows of an organization from all batches; None when none is left."""
        start: str | None = "i|"
        while start is not None:
            page = await self._table.page(PARTITION, start, after("i|"), limit=PAGE)
            keys = [row.key for row in page.rows if row.columns.get("org") == org_id][:100]
            if keys:
                await self._remove(keys)
                return len(keys)
            start = page.next
        return None

    async def _remove(self, keys: Sequence[str]) -> None:
        try:
            await self._table.transaction(PARTITION, [Remove(key) for key in keys])
        except Stale:  # another process removes them, too
            for key in keys:
                await self._table.delete(PARTITION, key)


def _key(batch_id: UUID) -> str:
    return f"b|{newest_first(batch_id)}"


def _mark(batch_id: UUID, due_at: datetime) -> Put:
    return Put(f"d|{_milliseconds(due_at):015d}|{batch_id}", {"v": SCHEMA})


def _marks(batch: Batch) -> list[Put]:
    return [] if batch.due_at is None else [_mark(batch.id, batch.due_at)]


def _put(batch_id: UUID, row: BatchRow) -> Put:
    key = f"i|{batch_id}|{row.number:04d}"
    return Put(key, {**long_columns(row, SCHEMA), "org": row.org_id})


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _batch(row: Row) -> Batch:
    return record_of(Batch, row.columns)


def _row(row: Row) -> BatchRow:
    return record_of(BatchRow, row.columns)

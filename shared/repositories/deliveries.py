"""Stores the deliveries of one organization's webhook sources.

Partition ``delivery|<org>``:

===========================  ====================================================
row key                      what
===========================  ====================================================
``d|<source>|<inverted id>``  a delivery with its body, newest first
``k|<source>|<hash>``         a key by which a repetition is recognized
``r|<source>|<slot>``         a refused request; the next one of its slot replaces it
===========================  ====================================================

A delivery and its keys are inserted in one transaction, so that an event is processed once. Refused
requests have few slots: strangers choose how many there are.
"""

import hashlib
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from shared.errors import AlreadyExists, NotFound, Stale
from shared.models.automation.deliveries import BODY, Delivery, is_body
from shared.models.pages import Listed
from shared.repositories.long_records import long_columns
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after, made_at, newest_first
from shared.repositories.stored_record import StoredRecord
from shared.services.blobs import Blobs
from shared.services.bulkhead import readable
from shared.services.tables import Change, Columns, Insert, Remove, Row, Table

SCHEMA = "1"
INLINE_CHARACTERS = 30 * 1024
REFUSED_SLOTS = 20
AT_ONCE = 20
PAGE = 200
ALL = (" ", "~")


class IncomingDeliveries:
    def __init__(self, table: Table, blobs: Blobs, org_id: str) -> None:
        self._table = table
        self._blobs = blobs
        self._org_id = org_id
        self._partition = partition_of(org_id)

    async def put_away(self, delivery: Delivery, *, always: bool = False) -> Delivery:
        """Move a body to a blob: one that is too large for a row, or ``always``."""
        if delivery.body is None or (len(delivery.body) <= INLINE_CHARACTERS and not always):
            return delivery
        name = f"{self._org_id}/{delivery.id}{BODY}"
        with suppress(AlreadyExists):  # only this delivery has this name: an answer was lost
            await self._blobs.write(name, delivery.body.encode())
        return delivery.model_copy(update={"body": None, "body_blob": name})

    async def body(self, delivery: Delivery) -> str:
        if delivery.body_blob is None:
            return delivery.body or ""
        return (await self._blobs.find(delivery.body_blob) or b"").decode()

    async def drop_body(self, delivery: Delivery) -> None:
        """Remove the blob of a delivery that is not kept."""
        if delivery.body_blob is not None:
            await self._blobs.delete(delivery.body_blob)

    async def insert(self, delivery: Delivery) -> StoredRecord[Delivery] | None:
        """Insert a delivery; None if another one has one of its keys.

        Return the stored one if this delivery was inserted before.
        """
        key = _row_key(delivery)
        pointer = {"v": SCHEMA, "delivery": str(delivery.id)}
        changes: list[Change] = [Insert(key, _columns(delivery))]
        changes += [Insert(name, pointer) for name in _keys(delivery)]
        try:
            etags = await self._table.transaction(self._partition, changes)
        except AlreadyExists:
            row = await self._table.get(self._partition, key)
            return None if row is None else StoredRecord(_delivery(row), row.etag)
        return StoredRecord(delivery, etags[0])

    async def replace(self, before: StoredRecord[Delivery], delivery: Delivery) -> None:
        """Replace a delivery; Stale if it changed since it was read."""
        columns = _columns(delivery)
        await self._table.replace(self._partition, _row_key(delivery), columns, etag=before.etag)

    async def get(self, source_id: UUID, delivery_id: UUID) -> StoredRecord[Delivery]:
        key = f"d|{source_id}|{newest_first(delivery_id)}"
        row = await self._table.get(self._partition, key)
        if row is None:
            raise NotFound("delivery", delivery_id)
        return StoredRecord(_delivery(row), row.etag)

    async def page(self, source_id: UUID, start: str | None, limit: int) -> Listed[Delivery]:
        """Return the deliveries of a source, newest first."""
        prefix = f"d|{source_id}|"
        page = await self._table.page(self._partition, start or prefix, after(prefix), limit=limit)
        return Listed(readable(page.rows, _delivery, "a delivery"), page.next)

    async def refused(self, source_id: UUID) -> list[Delivery]:
        """Return the last refused requests of a source."""
        prefix = f"r|{source_id}|"
        page = await self._table.page(self._partition, prefix, after(prefix), limit=REFUSED_SLOTS)
        found = readable(page.rows, _delivery, "a refused delivery")
        return sorted(found, key=lambda one: one.received_at, reverse=True)

    async def note_refused(self, delivery: Delivery, slot: int) -> None:
        """Keep a refused request in place of an earlier one of this slot."""
        key = f"r|{delivery.source_id}|{slot % REFUSED_SLOTS:02d}"
        await self._table.put(self._partition, key, _columns(delivery))

    async def remove_old(
        self, start: str | None, cutoff: datetime, sources: Collection[UUID]
    ) -> tuple[int, str | None]:
        """Remove old deliveries of one page, and those of sources that are gone.

        Return how many, and where to continue.
        """
        page = await self._table.page(self._partition, start or "d|", after("d|"), limit=PAGE)
        found = readable(page.rows, _delivery, "a delivery")
        old = [one for one in found if one.received_at < cutoff or one.source_id not in sources]
        await self._remove(old)
        return len(old), page.next

    async def remove_refused(self, cutoff: datetime, sources: Collection[UUID]) -> None:
        """Remove old refused requests, and those to sources that are gone."""
        start: str | None = "r|"
        while start is not None:
            page = await self._table.page(self._partition, start, after("r|"), limit=PAGE)
            for row in page.rows:
                found = readable([row], _delivery, "a refused delivery")
                if found and (found[0].received_at < cutoff or found[0].source_id not in sources):
                    await self._table.delete(self._partition, row.key)
            start = page.next

    async def remove_old_bodies(self, cutoff: datetime) -> None:
        """Remove bodies from before ``cutoff``: what is left of them no delivery names.

        Such as that of a request whose process ended before the message was in the queue.
        """
        async for name in self._blobs.names(f"{self._org_id}/"):
            found = readable([name], lambda name: UUID(name.split("/")[1]), "the name of a blob")
            if not found:
                continue
            if made_at(found[0]) > cutoff:
                return  # names are in the order of acceptance
            if is_body(name):
                await self._blobs.delete(name)

    async def remove_batch(self, source_id: UUID | None = None) -> int | None:
        """Remove some rows of a source, or of all; None if nothing is left."""
        spans = [ALL] if source_id is None else [_span(kind, source_id) for kind in "dkr"]
        for first, last in spans:
            page = await self._table.page(self._partition, first, last, limit=AT_ONCE)
            if not page.rows:
                continue
            for row in page.rows:
                name = _blob(row)
                if name:
                    await self._blobs.delete(name)
            with suppress(Stale):  # another process removes them, too
                changes = [Remove(row.key) for row in page.rows]
                await self._table.transaction(self._partition, changes)
            return sum(row.key.startswith("d|") for row in page.rows)
        return None

    async def _remove(self, found: Sequence[Delivery]) -> None:
        for delivery in found:
            if delivery.body_blob:
                await self._blobs.delete(delivery.body_blob)
            keys = [_row_key(delivery), *_keys(delivery)]
            with suppress(Stale):
                await self._table.transaction(self._partition, [Remove(key) for key in keys])


def partition_of(org_id: str) -> str:
    """Return the partition of an organization's deliveries, which has no other rows."""
    return f"delivery|{org_id}"


def _span(kind: str, source_id: UUID) -> tuple[str, str]:
    prefix = f"{kind}|{source_id}|"
    return prefix, after(prefix)


def _row_key(delivery: Delivery) -> str:
    return f"d|{delivery.source_id}|{newest_first(delivery.id)}"


def _keys(delivery: Delivery) -> list[str]:
    """Return the row keys of what recognizes a repetition; a sender may choose any text."""
    hashes = [hashlib.sha256(key.encode()).hexdigest() for key in delivery.keys]
    return [f"k|{delivery.source_id}|{one}" for one in dict.fromkeys(hashes)]


def _blob(row: Row) -> str | None:
    return _delivery(row).body_blob if row.key.startswith(("d|", "r|")) else None


def _delivery(row: Row) -> Delivery:
    found = record_of(Delivery, row.columns)
    return found.model_copy(update={"body": row.columns.get("body")})


def _columns(delivery: Delivery) -> Columns:
    """Return the columns of a delivery: what each of many subscriptions made of it is long."""
    columns = long_columns(delivery.model_copy(update={"body": None}), SCHEMA)
    return columns if delivery.body is None else {**columns, "body": delivery.body}

"""Stores letters until they are sent, and counts those to an address, in the partition ``mail``.

===================  =====================================================================
row key              what
===================  =====================================================================
``l|<id>``           a letter that waits, sealed; removed once it is sent or given up
``s|<hash>``         when an address was sent letters; the hash is the SHA-256 of the address
===================  =====================================================================
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.errors import AlreadyExists, NotFound, Stale, Unavailable
from shared.models.mail.letters import HOUR, MOST_AN_HOUR, SentTo, WaitingLetter
from shared.repositories.record_versions import record_of
from shared.services.tables import Columns, Delete, Row, Table

PARTITION = "mail"
SCHEMA = "1"
MOST_TRIES = 10
BATCH = 100
LETTERS, AFTER_LETTERS = "l|", "l}"
COUNTS, AFTER_COUNTS = "s|", "s}"


@dataclass(frozen=True, slots=True)
class StoredLetter:
    letter: WaitingLetter
    etag: str


class Letters:
    def __init__(self, table: Table) -> None:
        self._table = table

    async def add(self, letter: WaitingLetter) -> None:
        await self._table.insert(PARTITION, _key(letter.id), _columns(letter))

    async def find(self, letter_id: UUID) -> StoredLetter | None:
        """Return a letter that waits; None once it was sent."""
        row = await self._table.get(PARTITION, _key(letter_id))
        return None if row is None else _stored(row)

    async def replace(self, before: StoredLetter, letter: WaitingLetter) -> StoredLetter:
        """Replace a letter; Stale if another process took it up meanwhile."""
        key = _key(letter.id)
        etag = await self._table.replace(PARTITION, key, _columns(letter), etag=before.etag)
        return StoredLetter(letter, etag)

    async def remove(self, letter_id: UUID) -> None:
        await self._table.delete(PARTITION, _key(letter_id))

    async def waiting(self) -> list[StoredLetter]:
        """Return a batch of the letters that wait."""
        page = await self._table.page(PARTITION, LETTERS, AFTER_LETTERS, limit=BATCH)
        return [_stored(row) for row in page.rows]

    async def count(self, address: str, now: datetime) -> datetime | None:
        """Count one letter to an address; return when the next is allowed if there were enough."""
        key = f"s|{hashlib.sha256(address.encode()).hexdigest()}"
        for _ in range(MOST_TRIES):
            row = await self._table.get(PARTITION, key)
            sent = record_of(SentTo, row.columns) if row else SentTo()
            times = sent.within(now)
            if len(times) >= MOST_AN_HOUR:
                return times[0] + HOUR
            if await self._counted(key, row, SentTo(times=(*times, now))):
                return None
        raise Unavailable("too many letters to one address are sent at once")

    async def sweep(self) -> None:
        """Remove counts that are older than two hours, by the store's clock."""
        page = await self._table.page(PARTITION, COUNTS, AFTER_COUNTS, limit=BATCH)
        old = [row for row in page.rows if page.read_at - row.written_at > 2 * HOUR]
        try:
            if old:
                gone = [Delete(row.key, row.etag) for row in old]
                await self._table.transaction(PARTITION, gone)
        except (Stale, NotFound):
            return  # one of them counts again: the next sweep removes the others

    async def _counted(self, key: str, row: Row | None, sent: SentTo) -> bool:
        columns = {"v": SCHEMA, "record": sent.model_dump_json()}
        try:
            if row is None:
                await self._table.insert(PARTITION, key, columns)
            else:
                await self._table.replace(PARTITION, key, columns, etag=row.etag)
        except (AlreadyExists, Stale):
            return False
        return True


def _key(letter_id: UUID) -> str:
    return f"l|{letter_id}"


def _columns(letter: WaitingLetter) -> Columns:
    return {"v": SCHEMA, "record": letter.model_dump_json()}


def _stored(row: Row) -> StoredLetter:
    return StoredLetter(record_of(WaitingLetter, row.columns), row.etag)

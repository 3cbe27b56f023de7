"""Stores used Idempotency-Keys: one row each, written with the execution's record.

Tables have no time to live: a row is valid for a day, and is replaced or removed after that.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.models.orders import IdempotencyKey
from shared.services.tables import Columns, Insert, Replace, Table

KEPT = timedelta(hours=24)
SCHEMA = "1"


@dataclass(frozen=True, slots=True)
class UsedKey:
    """A used key, with the hash of its request and the execution that it started."""

    body: str
    execution_id: UUID
    at: datetime
    etag: str

    def counts(self, now: datetime) -> bool:
        return now - self.at < KEPT


@dataclass(frozen=True, slots=True)
class KeyClaim:
    """A key to claim; ``etag`` is that of the expired row that it replaces, if any."""

    key: IdempotencyKey
    etag: str | None = None


class UsedKeys:
    """The used keys of one organization, in the partition of its executions."""

    def __init__(self, table: Table, org_id: str) -> None:
        self._table = table
        self._org_id = org_id

    async def find(self, key: IdempotencyKey) -> UsedKey | None:
        row = await self._table.get(self._org_id, _row_key(key))
        return None if row is None else used_key(row.columns, row.etag)


def used_key(columns: Columns, etag: str) -> UsedKey:
    at = datetime.fromisoformat(columns["at"])
    return UsedKey(columns["body"], UUID(columns["execution"]), at, etag)


def change_of(claim: KeyClaim, execution_id: UUID, at: datetime) -> Insert | Replace:
    """Return the change to write with the execution's record."""
    columns = {
        "v": SCHEMA,
        "body": claim.key.body,
        "execution": str(execution_id),
        "at": at.isoformat(),
    }
    if claim.etag is None:
        return Insert(_row_key(claim.key), columns)
    return Replace(_row_key(claim.key), columns, claim.etag)


def _row_key(key: IdempotencyKey) -> str:
    return f"k|{key.name}"

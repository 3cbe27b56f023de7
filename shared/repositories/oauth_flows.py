"""Stores OAuth flows that are under way: departures to a provider, and the key ring's lock.

Partition ``oauth-state``, keys ``<time>|<hash of the state>``: only the browser and the provider
have the state itself. The time comes first so that the timer finds abandoned flows. Partition
``oauth-key``: the lock of the process that creates or changes the key ring.
"""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.errors import AlreadyExists, Stale
from shared.models.base import Model
from shared.models.callers import Actor
from shared.repositories.record_versions import record_of
from shared.services.clock import Clock
from shared.services.tables import Delete, Remove, Table

STATES, KEYS = "oauth-state", "oauth-key"
SCHEMA = "1"
LIFETIME = timedelta(minutes=10)
MOST_CHARACTERS = 200
BATCH = 100
LOCK_FOR = timedelta(minutes=1)


class Departure(Model):
    """A user's departure to a provider; ``cookie_hash`` is that of the browser's cookie."""

    org_id: str
    name: str
    connection_id: UUID
    actor: Actor
    cookie_hash: str
    sealed_verifier: str
    redirect_uri: str
    link_hash: str | None = None
    left_at: datetime


@dataclass(frozen=True, slots=True)
class StoredDeparture:
    departure: Departure
    key: str
    etag: str


class Departures:
    """The departures of all organizations: a returning browser brings only a state."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    async def add(self, departure: Departure) -> str:
        """Store a departure and return its state, which is valid once, for ten minutes."""
        seconds = int(departure.left_at.timestamp())
        state = f"{seconds:x}.{secrets.token_urlsafe(32)}"
        columns = {"v": SCHEMA, "record": departure.model_dump_json()}
        await self._table.insert(STATES, _key(state), columns)
        return state

    async def find(self, state: str) -> StoredDeparture | None:
        """Return the departure; None if it is unknown, used or too old."""
        if len(state) > MOST_CHARACTERS or not state.partition(".")[0].isalnum():
            return None
        row = await self._table.get(STATES, _key(state))
        if row is None:
            return None
        departure = record_of(Departure, row.columns)
        is_late = self._clock.now() - departure.left_at > LIFETIME
        return None if is_late else StoredDeparture(departure, row.key, row.etag)

    async def use_up(self, stored: StoredDeparture) -> None:
        """Mark a departure as used; Stale if another request did."""
        await self._table.transaction(STATES, [Delete(stored.key, stored.etag)])

    async def forget_old(self) -> None:
        """Remove a batch of abandoned departures."""
        before = int((self._clock.now() - LIFETIME).timestamp())
        page = await self._table.page(STATES, "0", f"{before:x}|", limit=BATCH)
        if page.rows:
            with suppress(Stale):  # another process removes them, too
                await self._table.transaction(STATES, [Remove(row.key) for row in page.rows])


class KeyLock:
    """The lock of the key ring; one whose process has died is free after a minute."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def take(self) -> bool:
        try:
            await self._table.insert(KEYS, "lock", {"v": SCHEMA})
        except AlreadyExists:
            return await self._take_over()
        return True

    async def give_back(self) -> None:
        await self._table.delete(KEYS, "lock")

    async def _take_over(self) -> bool:
        page = await self._table.page(KEYS, "lock", "lock~", limit=1)
        if not page.rows or page.read_at - page.rows[0].written_at < LOCK_FOR:
            return False
        with suppress(Stale):
            await self._table.replace(KEYS, "lock", {"v": SCHEMA}, etag=page.rows[0].etag)
            return True
        return False


def _key(state: str) -> str:
    digest = hashlib.sha256(state.encode()).hexdigest()
    return f"{state.partition('.')[0]}|{digest}"

"""What is remembered while somebody is away at a provider, and of links that ask them to go.

Partition ``oauth-state``, keys ``<time>|<hash of the state>``: the state itself is with the
browser and the provider only. The time in front lets the timer find what nobody came back for.
Partition ``oauth-key``: which process makes or changes the key ring.
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
from shared.services.clock import Clock
from shared.services.tables import Delete, Remove, Table

STATES, KEYS = "oauth-state", "oauth-key"
SCHEMA = "1"
LIFETIME = timedelta(minutes=10)
MOST_CHARACTERS = 200
BATCH = 100
LOCK_FOR = timedelta(minutes=1)


class Departure(Model):
    """Who went to which provider, for whose connection. ``cookie_hash`` is of their browser's."""

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
    """Of all organizations: who comes back says nothing but a state."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    async def add(self, departure: Departure) -> str:
        """The state that it is found by: once, for ten minutes."""
        seconds = int(departure.left_at.timestamp())
        state = f"{seconds:x}.{secrets.token_urlsafe(32)}"
        columns = {"v": SCHEMA, "record": departure.model_dump_json()}
        await self._table.insert(STATES, _key(state), columns)
        return state

    async def find(self, state: str) -> StoredDeparture | None:
        """None also if it was used, or is too old."""
        if len(state) > MOST_CHARACTERS or not state.partition(".")[0].isalnum():
            return None
        row = await self._table.get(STATES, _key(state))
        if row is None:
            return None
        departure = Departure.model_validate_json(row.columns["record"])
        is_late = self._clock.now() - departure.left_at > LIFETIME
        return None if is_late else StoredDeparture(departure, row.key, row.etag)

    async def use_up(self, stored: StoredDeparture) -> None:
        """Stale if somebody else did."""
        await self._table.transaction(STATES, [Delete(stored.key, stored.etag)])

    async def forget_old(self) -> None:
        """A batch of those that nobody came back for."""
        before = int((self._clock.now() - LIFETIME).timestamp())
        page = await self._table.page(STATES, "0", f"{before:x}|", limit=BATCH)
        if page.rows:
            with suppress(Stale):  # somebody else removes them too
                await self._table.transaction(STATES, [Remove(row.key) for row in page.rows])


class KeyLock:
    """One process at a time makes a key; a dead one's place is free after a minute."""

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

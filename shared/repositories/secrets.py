"""Stores one scope's secrets: their names in a table, their values in the vault.

The table says which secrets exist; the vault is asked only for those. A value is put into the vault
before its row is written, and deleted from it before the row is removed: after an interruption,
repeating the request finishes it. A reference to a secret is written together with the secret's
row, so nothing can begin to refer to a secret that is being deleted.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.errors import AlreadyExists, Conflict, NotFound, Stale
from shared.models.pages import Listed
from shared.models.secrets import MOST_USERS, SecretRecord, SecretUser
from shared.repositories.cache import TtlCache
from shared.repositories.config import SCHEMA, partition_of
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.secrets import Secrets, SecretVersion, vault_name
from shared.services.tables import Change, Columns, Delete, Put, Remove, Replace, Row, Table

#: How long a value is cached that another process, or the vault itself, may have changed.
VALUE_SECONDS = 300
MOST_KNOWN = 1000
#: Tries for a name whose deletion the vault has not finished.
TRIES = 4
PAUSE_SECONDS = 1


@dataclass(frozen=True, slots=True)
class StoredSecret:
    record: SecretRecord
    etag: str


@dataclass(frozen=True, slots=True)
class KnownSecret:
    """A cached lookup of a name; that there is no such secret is worth caching, too."""

    value: bool


class SecretCaches:
    """Cached names and values of secrets of all scopes."""

    def __init__(self) -> None:
        self.names: TtlCache[KnownSecret] = TtlCache(most=MOST_KNOWN)
        self.values: TtlCache[str] = TtlCache(VALUE_SECONDS, MOST_KNOWN)


class SecretStore:
    """The secrets of one scope; the caches are shared by all scopes of the process."""

    def __init__(self, table: Table, vault: Secrets, org_id: str, known: SecretCaches) -> None:
        self._table = table
        self._vault = vault
        self._org_id = org_id
        self._partition = partition_of(org_id)
        self._known = known

    async def value(self, name: str) -> str | None:
        """Return the value, or None. Names are cached for 30 s, values for 5 minutes."""
        place = vault_name(self._org_id, name)
        is_there = await self._known.names.get(place, lambda: self._is_there(name))
        return await self.referred(name) if is_there and is_there.value else None

    async def referred(self, name: str) -> str | None:
        """Return the value of a secret that a reference proves to exist; asks the vault only."""
        place = vault_name(self._org_id, name)
        return await self._known.values.get(place, lambda: self._vault.find(place))

    async def find(self, name: str) -> StoredSecret | None:
        row = await self._table.get(self._partition, f"s|{name}")
        return None if row is None else StoredSecret(_record(row), row.etag)

    async def get(self, name: str) -> StoredSecret:
        found = await self.find(name)
        if found is None:
            raise NotFound("secret", name)
        return found

    async def names(self, start: str | None, limit: int) -> Listed[str]:
        page = await self._table.page(self._partition, start or "s|", after("s|"), limit=limit)
        return Listed([row.key.removeprefix("s|") for row in page.rows], page.next)

    async def users_of(self, name: str) -> Sequence[SecretUser]:
        """Return the references to the secret; the first 100 if there are more."""
        prefix = f"u|{name}|"
        page = await self._table.page(self._partition, prefix, after(prefix), limit=MOST_USERS)
        return [_user(row) for row in page.rows]

    async def versions(self, name: str) -> Sequence[SecretVersion]:
        return await self._vault.versions(vault_name(self._org_id, name))

    async def put(self, name: str, value: str, *, by: str, at: datetime) -> StoredSecret:
        """Store a new value, whether the secret exists or not; the old value stays as a version."""
        await self._put_value(vault_name(self._org_id, name), value)
        before = await self.find(name)
        made = before.record if before else None
        record = SecretRecord(
            name=name,
            org_id=self._org_id,
            created_by=made.created_by if made else by,
            created_at=made.created_at if made else at,
            updated_by=by,
            updated_at=at,
        )
        try:
            return StoredSecret(record, await self._write(before, record))
        finally:
            self._forget(name)

    async def remove(self, before: StoredSecret) -> datetime | None:
        """Remove a secret; return until when it is recoverable. Stale if just referenced."""
        record = before.record.model_copy(update={"is_deleting": True})
        name = record.name
        try:
            etag = await self._write(before, record)
            gone_at = await self._vault.delete(vault_name(self._org_id, name))
            await self._table.transaction(self._partition, [Delete(f"s|{name}", etag)])
        finally:
            self._forget(name)
        return gone_at

    def claim(self, stored: StoredSecret, user: SecretUser) -> Sequence[Change]:
        """Return the changes to write with a new reference; Conflict during a deletion."""
        if stored.record.is_deleting:
            raise Conflict(f"the secret {stored.record.name!r} is being deleted: set it again")
        name = stored.record.name
        same = Replace(f"s|{name}", _columns(stored.record), stored.etag)
        return [same, Put(_use(name, user), {"v": SCHEMA})]

    def release(self, name: str, user: SecretUser) -> Sequence[Change]:
        """Return the changes to write with the end of a reference."""
        return [Remove(_use(name, user))]

    async def _is_there(self, name: str) -> KnownSecret:
        return KnownSecret(await self.find(name) is not None)

    async def _put_value(self, place: str, value: str) -> None:
        for _ in range(TRIES):
            try:
                await self._vault.put(place, value)
            except AlreadyExists:  # it is deleted, or about to be: recover it
                await self._recover(place)
            else:
                return
        raise Conflict("the vault is still deleting a secret of this name: try again in a minute")

    async def _recover(self, place: str) -> None:
        try:
            await self._vault.recover(place)
        except (Stale, AlreadyExists):
            await asyncio.sleep(PAUSE_SECONDS)

    async def _write(self, before: StoredSecret | None, record: SecretRecord) -> str:
        key, columns = f"s|{record.name}", _columns(record)
        try:
            if before is None:
                return await self._table.insert(self._partition, key, columns)
            return await self._table.replace(self._partition, key, columns, etag=before.etag)
        except (AlreadyExists, Stale) as error:
            message = f"another request changed {record.name!r} at the same time: try again"
            raise Stale(message) from error

    def _forget(self, name: str) -> None:
        place = vault_name(self._org_id, name)
        self._known.names.forget(place)
        self._known.values.forget(place)


def _use(name: str, user: SecretUser) -> str:
    return f"u|{name}|{user.kind}|{user.id}"


def _user(row: Row) -> SecretUser:
    _, _, kind, key = row.key.split("|")
    return SecretUser(kind=kind, id=key)


def _record(row: Row) -> SecretRecord:
    return record_of(SecretRecord, row.columns)


def _columns(record: SecretRecord) -> Columns:
    return {"v": SCHEMA, "record": record.model_dump_json()}

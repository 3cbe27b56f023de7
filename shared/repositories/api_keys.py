"""Stores API keys.

``k|<id>`` in the partition ``key`` is the key, found in one read; ``o|<org>|<id>`` lists an
organization's keys and is written with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.errors import NotFound
from shared.models.keys import ApiKey
from shared.models.pages import Listed
from shared.repositories.cache import TtlCache
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.tables import Columns, Insert, Put, Remove, Replace, Row, Table

PARTITION = "key"
SCHEMA = "1"


@dataclass(frozen=True, slots=True)
class StoredKey:
    key: ApiKey
    etag: str


class ApiKeys:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: TtlCache[ApiKey] = TtlCache()

    async def known(self, key_id: UUID) -> ApiKey | None:
        """Return the key, at most 30 s old; a change made in this process is seen at once."""
        return await self._known.get(key_id, lambda: self.find(key_id))

    async def current(self, key_id: UUID) -> ApiKey | None:
        """Return the key as it is now, in one read; this refreshes the cache of ``known``."""
        return await self._known.renew(key_id, lambda: self.find(key_id))

    async def find(self, key_id: UUID) -> ApiKey | None:
        row = await self._table.get(PARTITION, f"k|{key_id}")
        return None if row is None else _key(row)

    async def get(self, org_id: str, key_id: UUID) -> StoredKey:
        """Return an organization's key; NotFound if it is another organization's."""
        row = await self._table.get(PARTITION, f"k|{key_id}")
        if row is None or _key(row).org_id != org_id:
            raise NotFound("API key", key_id)
        return StoredKey(_key(row), row.etag)

    async def add(self, key: ApiKey) -> None:
        columns = _columns(key)
        changes = [Insert(f"k|{key.id}", columns), Insert(_listed(key), columns)]
        await self._table.transaction(PARTITION, changes)

    async def replace(self, before: StoredKey, key: ApiKey) -> None:
        """Replace a key; Stale if it changed since it was read."""
        columns = _columns(key)
        changes = [Replace(f"k|{key.id}", columns, before.etag), Put(_listed(key), columns)]
        try:
            await self._table.transaction(PARTITION, changes)
        finally:  # also if the answer is lost, or another process changed it
            self._known.forget(key.id)

    async def remove(self, keys: Sequence[ApiKey]) -> None:
        """Remove at most 50 keys at once; Stale if one of them is gone already."""
        names = [name for key in keys for name in (f"k|{key.id}", _listed(key))]
        try:
            await self._table.transaction(PARTITION, [Remove(name) for name in names])
        finally:  # also if the answer is lost
            for key in keys:
                self._known.forget(key.id)

    async def page(self, org_id: str, start: str | None, limit: int) -> Listed[ApiKey]:
        prefix = f"o|{org_id}|"
        page = await self._table.page(PARTITION, start or prefix, after(prefix), limit=limit)
        return Listed([_key(row) for row in page.rows], page.next)


def _key(row: Row) -> ApiKey:
    return record_of(ApiKey, row.columns)


def _columns(key: ApiKey) -> Columns:
    return {"v": SCHEMA, "record": key.model_dump_json()}


def _listed(key: ApiKey) -> str:
    return f"o|{key.org_id}|{key.id}"

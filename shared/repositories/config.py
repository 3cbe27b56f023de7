"""Stores one scope's configuration, and which secrets it refers to.

=========================  =====================================================
row key                    what
=========================  =====================================================
``c|<key>``                the configuration of this key
``s|<name>``               a secret: see ``secrets``
``u|<name>|<kind>|<id>``   a reference to the secret; written with the referrer
=========================  =====================================================

All rows are in one partition, so that references to a secret change with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.errors import AlreadyExists, Stale
from shared.models.config import ConfigRecord
from shared.models.pages import Listed
from shared.repositories.cache import TtlCache
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.tables import Change, Columns, Delete, Insert, Replace, Row, Table

SCHEMA = "1"
#: Values cached in a process, each of at most 64 KiB.
MOST_KNOWN = 1000


@dataclass(frozen=True, slots=True)
class StoredConfig:
    record: ConfigRecord
    etag: str


@dataclass(frozen=True, slots=True)
class CachedConfig:
    """A cached lookup; its record is None if there is none, which is worth caching, too."""

    record: ConfigRecord | None


class ConfigCache(TtlCache[CachedConfig]):
    """Cached configuration of all scopes, for 30 s."""

    def __init__(self) -> None:
        super().__init__(most=MOST_KNOWN)


class Configuration:
    """The configuration of one scope; the cache is shared by all scopes of the process."""

    def __init__(self, table: Table, org_id: str, known: ConfigCache) -> None:
        self._table = table
        self._org_id = org_id
        self._partition = partition_of(org_id)
        self._known = known

    async def known(self, key: str) -> ConfigRecord | None:
        """Return the configuration, at most 30 s old; a change made here is seen at once."""
        found = await self._known.get((self._org_id, key), lambda: self._look(key))
        return found.record if found else None

    async def find(self, key: str) -> StoredConfig | None:
        row = await self._table.get(self._partition, f"c|{key}")
        return None if row is None else StoredConfig(_record(row), row.etag)

    async def page(self, start: str | None, limit: int) -> Listed[ConfigRecord]:
        page = await self._table.page(self._partition, start or "c|", after("c|"), limit=limit)
        return Listed([_record(row) for row in page.rows], page.next)

    async def put(
        self, before: StoredConfig | None, record: ConfigRecord, references: Sequence[Change]
    ) -> None:
        """Write a configuration; Stale if it, or a secret that it refers to, has changed."""
        key, columns = f"c|{record.key}", _columns(record)
        change = Replace(key, columns, before.etag) if before else Insert(key, columns)
        await self._write(record.key, [change, *references])

    async def remove(self, before: StoredConfig, references: Sequence[Change]) -> None:
        key = before.record.key
        await self._write(key, [Delete(f"c|{key}", before.etag), *references])

    async def _look(self, key: str) -> CachedConfig:
        stored = await self.find(key)
        return CachedConfig(stored.record if stored else None)

    async def _write(self, key: str, changes: Sequence[Change]) -> None:
        try:
            await self._table.transaction(self._partition, changes)
        except (AlreadyExists, Stale) as error:
            raise Stale(f"another request changed {key!r} at the same time: try again") from error
        finally:
            self._known.forget((self._org_id, key))


def partition_of(org_id: str) -> str:
    """Return the partition of a scope's configuration and of its secrets' names."""
    return f"config|{org_id}"


def _record(row: Row) -> ConfigRecord:
    record = record_of(ConfigRecord, row.columns)
    return record.model_copy(update={"value": row.columns["value"]})


def _columns(record: ConfigRecord) -> Columns:
    """Return the columns; the value has its own, where it need not be escaped."""
    return {"v": SCHEMA, "record": record.model_dump_json(), "value": record.value}

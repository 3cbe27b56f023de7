"""Stores one scope's keys of language models: the facts in a table, the keys in the vault.

Partition ``llm|<org>``: ``k|<id>`` is a key, and ``u|<digest>`` reserves it, so that no key is
stored twice. The vault has the key together with the address that it was entered for: a key is
never read for another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from shared.errors import AlreadyExists, Conflict, NotFound, Refused, Stale
from shared.models.ai.keys import LlmKey
from shared.repositories.cache import TtlCache
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.bulkhead import readable
from shared.services.secrets import RESERVED, Secrets, prefix_of
from shared.services.tables import Change, Columns, Delete, Insert, Remove, Replace, Row, Table

SCHEMA = "1"
PAGE = 100
KEYS = "k|"


@dataclass(frozen=True, slots=True)
class StoredLlmKey:
    key: LlmKey
    etag: str


class _Sealed(BaseModel):
    """A key in the vault, bound to its address."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    url: str
    key: str


class LlmKeyCaches:
    """What this process knows of all scopes: facts of keys, and the keys for 5 minutes."""

    def __init__(self) -> None:
        self.records: TtlCache[Sequence[LlmKey]] = TtlCache()
        self.values: TtlCache[_Sealed] = TtlCache(300, 200)


class LlmKeys:
    """The keys of one scope."""

    def __init__(self, table: Table, vault: Secrets, org_id: str, known: LlmKeyCaches) -> None:
        self.org_id = org_id
        self._table, self._vault, self._known = table, vault, known
        self._partition = partition_of(org_id)

    async def all(self) -> Sequence[StoredLlmKey]:
        page = await self._table.page(self._partition, KEYS, after(KEYS), limit=PAGE)
        return readable(page.rows, _stored, "a key of a model")

    async def known(self) -> Sequence[LlmKey]:
        """Return all of them as they were at most 30 s ago."""
        return await self._known.records.get(self.org_id, self._records) or ()

    async def get(self, key_id: UUID) -> StoredLlmKey:
        row = await self._table.get(self._partition, f"{KEYS}{key_id}")
        if row is None:
            raise NotFound("key", key_id)
        return _stored(row)

    async def value(self, key: LlmKey) -> SecretStr:
        """Return the key itself; Refused if it was entered for another address."""
        found = await self._known.values.get(self._vault_name(key), lambda: self._read(key))
        if found is None or found.url != key.url:
            raise Refused("this key was entered for another address: enter it again")
        return SecretStr(found.key)

    async def add(self, key: LlmKey, value: SecretStr, others: Sequence[StoredLlmKey]) -> None:
        """Store a key; ``others`` are no default any more. Conflict if the scope has the key."""
        await self._seal(key, value)
        changes = [Insert(f"u|{key.digest}", {"v": SCHEMA, "id": str(key.id)})]
        try:
            await self._write([Insert(f"{KEYS}{key.id}", _columns(key)), *changes, *_plain(others)])
        except AlreadyExists:
            await self._vault.delete(self._vault_name(key))
            raise Conflict("this key is stored already") from None

    async def replace(
        self,
        before: StoredLlmKey,
        key: LlmKey,
        value: SecretStr | None,
        others: Sequence[StoredLlmKey],
    ) -> None:
        """Replace a key's facts, and the key itself if one is given."""
        changes: list[Change] = [Replace(f"{KEYS}{key.id}", _columns(key), before.etag)]
        if key.digest != before.key.digest:
            changes += [
                Remove(f"u|{before.key.digest}"),
                Insert(f"u|{key.digest}", {"v": SCHEMA, "id": str(key.id)}),
            ]
        if value is not None:
            await self._seal(key, value)
        try:
            await self._write([*changes, *_plain(others)])
        except AlreadyExists:
            raise Conflict("this key is stored already") from None

    async def remove(self, before: StoredLlmKey, heir: StoredLlmKey | None) -> None:
        """Remove a key; ``heir`` is the default from then on."""
        changes: list[Change] = [
            Delete(f"{KEYS}{before.key.id}", before.etag),
            Remove(f"u|{before.key.digest}"),
        ]
        if heir is not None:
            made = heir.key.model_copy(update={"is_default": True})
            changes.append(Replace(f"{KEYS}{made.id}", _columns(made), heir.etag))
        await self._vault.delete(self._vault_name(before.key))
        await self._write(changes)

    async def _records(self) -> Sequence[LlmKey]:
        return [stored.key for stored in await self.all()]

    async def _read(self, key: LlmKey) -> _Sealed | None:
        text = await self._vault.find(self._vault_name(key))
        try:
            return None if text is None else _Sealed.model_validate_json(text)
        except ValidationError:
            return None

    async def _seal(self, key: LlmKey, value: SecretStr) -> None:
        sealed = _Sealed(url=key.url, key=value.get_secret_value())
        await self._vault.put(self._vault_name(key), sealed.model_dump_json())
        self._known.values.forget(self._vault_name(key))

    async def _write(self, changes: Sequence[Change]) -> None:
        try:
            await self._table.transaction(self._partition, changes)
        except Stale as error:
            raise Stale("another request changed the keys at the same time: try again") from error
        finally:
            self._known.records.forget(self.org_id)

    def _vault_name(self, key: LlmKey) -> str:
        """Return a name that no secret of a user has."""
        return f"{prefix_of(self.org_id)}{RESERVED}llm-{key.id}"


def partition_of(org_id: str) -> str:
    """Return the partition of a scope's keys, which has no other rows."""
    return f"llm|{org_id}"


def _plain(others: Sequence[StoredLlmKey]) -> Sequence[Change]:
    """Return the changes that make the others no default."""
    return [
        Replace(
            f"{KEYS}{other.key.id}",
            _columns(other.key.model_copy(update={"is_default": False})),
            other.etag,
        )
        for other in others
        if other.key.is_default
    ]


def _stored(row: Row) -> StoredLlmKey:
    return StoredLlmKey(record_of(LlmKey, row.columns), row.etag)


def _columns(key: LlmKey) -> Columns:
    return {"v": SCHEMA, "record": key.model_dump_json()}

"""Stores the sign-in providers of one organization or the platform: ``sign-in|<org>``, by id.

Partition ``sign-in-index`` holds ``<id>`` of every provider with its organization, since a sign-in
names a provider before it names an organization.
"""

from collections.abc import Sequence
from uuid import UUID

from shared.errors import NotFound, Stale
from shared.models.sso.providers import SignInProvider
from shared.repositories.cache import TtlCache
from shared.repositories.stored_record import StoredRecord, columns_of, stored
from shared.services.bulkhead import readable
from shared.services.tables import Delete, Remove, Row, Table

KnownProviders = TtlCache[Sequence[SignInProvider]]

SCHEMA = "1"
INDEX = "sign-in-index"
#: More than one organization can have.
PAGE = 100


class SignInProviders:
    """The providers of all organizations, and of the platform."""

    def __init__(self, table: Table, known: KnownProviders) -> None:
        """``known`` is the cache of this process."""
        self._table = table
        self._known = known

    async def get(self, org_id: str, provider_id: UUID) -> StoredRecord[SignInProvider]:
        """Return a provider of this organization; NotFound if it has none with this id."""
        row = await self._table.get(partition_of(org_id), str(provider_id))
        if row is None:
            raise NotFound("sign-in provider", provider_id)
        return _stored(row)

    async def find(self, provider_id: UUID) -> SignInProvider | None:
        """Return a provider of any organization; None if there is none with this id."""
        pointer = await self._table.get(INDEX, str(provider_id))
        if pointer is None:
            return None
        row = await self._table.get(partition_of(pointer.columns["org"]), str(provider_id))
        return None if row is None else _stored(row).record

    async def all(self, org_id: str) -> Sequence[StoredRecord[SignInProvider]]:
        page = await self._table.page(partition_of(org_id), "0", "~", limit=PAGE)
        return readable(page.rows, _stored, "a sign-in provider")

    async def known(self, org_id: str) -> Sequence[SignInProvider]:
        """Return an organization's providers as they were at most 30 s ago."""

        async def read() -> Sequence[SignInProvider]:
            return [found.record for found in await self.all(org_id)]

        return await self._known.get(org_id, read) or ()

    async def add(self, provider: SignInProvider) -> None:
        """Add a provider; a crash between both rows leaves a pointer that leads nowhere."""
        key = str(provider.id)
        await self._table.put(INDEX, key, {"v": SCHEMA, "org": provider.org_id})
        await self._table.insert(partition_of(provider.org_id), key, columns_of(provider, SCHEMA))
        self._known.forget(provider.org_id)

    async def replace(
        self, before: StoredRecord[SignInProvider], after: SignInProvider
    ) -> StoredRecord[SignInProvider]:
        """Replace a provider; Stale if it changed since it was read."""
        partition, columns = partition_of(after.org_id), columns_of(after, SCHEMA)
        etag = await self._table.replace(partition, str(after.id), columns, etag=before.etag)
        self._known.forget(after.org_id)
        return StoredRecord(after, etag)

    async def remove(self, before: StoredRecord[SignInProvider]) -> None:
        """Remove a provider; Stale if it changed since it was read."""
        provider = before.record
        changes = [Delete(str(provider.id), before.etag)]
        await self._table.transaction(partition_of(provider.org_id), changes)
        await self._table.delete(INDEX, str(provider.id))
        self._known.forget(provider.org_id)

    async def remove_all(self, org_id: str) -> int | None:
        """Remove the providers of an organization that is purged; None if none is left."""
        page = await self._table.page(partition_of(org_id), "0", "~", limit=PAGE)
        for row in page.rows:
            await self._table.delete(INDEX, row.key)
        if page.rows:
            try:
                changes = [Remove(row.key) for row in page.rows]
                await self._table.transaction(partition_of(org_id), changes)
            except Stale:
                pass  # another process removes them, too
            self._known.forget(org_id)
        return len(page.rows) or None


def partition_of(org_id: str) -> str:
    """Return the partition of an organization's sign-in providers, which has no other rows."""
    return f"sign-in|{org_id}"


def _stored(row: Row) -> StoredRecord[SignInProvider]:
    return stored(SignInProvider, row)

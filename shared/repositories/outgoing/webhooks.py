"""Stores the outgoing webhooks of one organization: partition ``webhook-out|<org>``, by id."""

from collections.abc import Sequence
from uuid import UUID

from shared.errors import NotFound
from shared.models.outgoing.webhooks import OutgoingWebhook
from shared.repositories.cache import TtlCache
from shared.repositories.stored_record import StoredRecord, columns_of, stored
from shared.services.bulkhead import readable
from shared.services.tables import Delete, Row, Table

KnownWebhooks = TtlCache[Sequence[OutgoingWebhook]]

SCHEMA = "1"
#: More than one organization can have.
PAGE = 100


class OutgoingWebhooks:
    """The outgoing webhooks of one organization."""

    def __init__(self, table: Table, org_id: str, known: KnownWebhooks) -> None:
        """``known`` is the cache of this process, for all organizations."""
        self.org_id = org_id
        self._table = table
        self._partition = partition_of(org_id)
        self._known = known

    async def get(self, webhook_id: UUID) -> StoredRecord[OutgoingWebhook]:
        found = await self.find(webhook_id)
        if found is None:
            raise NotFound("outgoing webhook", webhook_id)
        return found

    async def find(self, webhook_id: UUID) -> StoredRecord[OutgoingWebhook] | None:
        row = await self._table.get(self._partition, str(webhook_id))
        return None if row is None else _stored(row)

    async def all(self) -> Sequence[StoredRecord[OutgoingWebhook]]:
        page = await self._table.page(self._partition, "0", "~", limit=PAGE)
        return readable(page.rows, _stored, "an outgoing webhook")

    async def known(self) -> Sequence[OutgoingWebhook]:
        """Return all of them as they were at most 30 s ago."""
        return await self._known.get(self.org_id, self._webhooks) or ()

    async def _webhooks(self) -> Sequence[OutgoingWebhook]:
        return [found.record for found in await self.all()]

    async def add(self, webhook: OutgoingWebhook) -> None:
        await self._table.insert(self._partition, str(webhook.id), columns_of(webhook, SCHEMA))
        self._known.forget(self.org_id)

    async def replace(
        self, before: StoredRecord[OutgoingWebhook], after: OutgoingWebhook
    ) -> StoredRecord[OutgoingWebhook]:
        """Replace a webhook; Stale if it changed since it was read."""
        etag = await self._table.replace(
            self._partition, str(after.id), columns_of(after, SCHEMA), etag=before.etag
        )
        self._known.forget(self.org_id)
        return StoredRecord(after, etag)

    async def remove(self, before: StoredRecord[OutgoingWebhook]) -> None:
        changes = [Delete(str(before.record.id), before.etag)]
        await self._table.transaction(self._partition, changes)
        self._known.forget(self.org_id)


def partition_of(org_id: str) -> str:
    """Return the partition of an organization's outgoing webhooks, which has no other rows."""
    return f"webhook-out|{org_id}"


def _stored(row: Row) -> StoredRecord[OutgoingWebhook]:
    return stored(OutgoingWebhook, row)

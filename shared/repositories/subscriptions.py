"""Stores one organization's subscriptions, found by where their events come from.

=====================  =============================  ==========================================
partition              row key                        what
=====================  =============================  ==========================================
``subscription|<org>``   ``webhook|<source>|<id>``    a subscription to a webhook source
``event-trigger|<org>``  ``<id>``                     a subscription to events from inside
=====================  =============================  ==========================================

One range read finds what an event may start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.errors import NotFound
from shared.models.automation.subscriptions import (
    EventSource,
    InsideEvents,
    Subscription,
    WebhookEvents,
)
from shared.repositories.cache import TtlCache
from shared.repositories.row_keys import after
from shared.repositories.stored_record import StoredRecord, columns_of, stored
from shared.services.bulkhead import readable
from shared.services.tables import Delete, Row, Table

KnownSubscriptions = TtlCache[Sequence[Subscription]]

SCHEMA = "2"
#: The most subscriptions to the events of one webhook source, and to those from inside.
MOST = 50
INSIDE = InsideEvents()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the subscriptions to the events of one source are."""

    partition: str
    prefix: str = ""

    @property
    def span(self) -> tuple[str, str]:
        return (self.prefix, after(self.prefix)) if self.prefix else ("0", "~")

    def key(self, subscription_id: UUID) -> str:
        return f"{self.prefix}{subscription_id}"


class Subscriptions:
    def __init__(self, table: Table, org_id: str, known: KnownSubscriptions) -> None:
        """``known`` is the cache of this process, for all organizations."""
        self._table = table
        self._org_id = org_id
        self._known = known

    async def of(self, source: EventSource) -> list[StoredRecord[Subscription]]:
        """Return the subscriptions to the events of a source; at most ``MOST`` are kept of one."""
        place = self._place(source)
        page = await self._table.page(place.partition, *place.span, limit=MOST + 1)
        return readable(page.rows, _stored, "a subscription")

    async def known_inside(self) -> Sequence[Subscription]:
        """Return those to events from inside, as they were at most 30 s ago."""
        return await self._known.get(self._org_id, self._inside) or ()

    async def _inside(self) -> Sequence[Subscription]:
        return [found.record for found in await self.of(INSIDE)]

    async def get(self, source: EventSource, subscription_id: UUID) -> StoredRecord[Subscription]:
        place = self._place(source)
        row = await self._table.get(place.partition, place.key(subscription_id))
        if row is None:
            kind = "event trigger" if isinstance(source, InsideEvents) else "subscription"
            raise NotFound(kind, subscription_id)
        return _stored(row)

    async def add(self, subscription: Subscription) -> None:
        place = self._place(subscription.source)
        columns = columns_of(subscription, SCHEMA)
        await self._table.insert(place.partition, place.key(subscription.id), columns)
        self._known.forget(self._org_id)

    async def replace(self, before: StoredRecord[Subscription], after: Subscription) -> None:
        """Replace a subscription; Stale if it changed since it was read."""
        place = self._place(after.source)
        key, columns = place.key(after.id), columns_of(after, SCHEMA)
        await self._table.replace(place.partition, key, columns, etag=before.etag)
        self._known.forget(self._org_id)

    async def remove(self, before: StoredRecord[Subscription]) -> None:
        """Remove a subscription; Stale if it changed since it was read."""
        place = self._place(before.record.source)
        changes = [Delete(place.key(before.record.id), before.etag)]
        await self._table.transaction(place.partition, changes)
        self._known.forget(self._org_id)

    def _place(self, source: EventSource) -> _Place:
        if isinstance(source, WebhookEvents):
            return _Place(partition_of(self._org_id), f"webhook|{source.source_id}|")
        return _Place(trigger_partition_of(self._org_id))


def partition_of(org_id: str) -> str:
    """Return the partition of subscriptions to webhook sources, which has no other rows."""
    return f"subscription|{org_id}"


def trigger_partition_of(org_id: str) -> str:
    """Return the partition of subscriptions to events from inside, which has no other rows."""
    return f"event-trigger|{org_id}"


def _stored(row: Row) -> StoredRecord[Subscription]:
    return stored(Subscription, row)

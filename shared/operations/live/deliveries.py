"""The channel of deliveries: what webhook sources received, and what outgoing webhooks send."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import cast
from uuid import UUID

from shared.call import Call, Platform
from shared.models.automation.deliveries import Delivery
from shared.models.base import Model
from shared.models.client.live import LiveDelivery
from shared.models.outgoing.deliveries import DeliveryStatus, EventDelivery
from shared.operations.live.names import DELIVERIES
from shared.repositories.outgoing.deliveries import DueDelivery, due_key
from shared.services.live.feed import ChannelReading, Item, KnownItems
from shared.services.parallel import for_each

#: The newest of each webhook and source that are compared, and the most that wait.
NEWEST = 10
MOST_SOURCES = 100
MOST_WAITING = 50
#: No attempt is planned for a later time.
PLANNED = timedelta(days=2)


class DeliveryChannel:
    """Administrators see the deliveries of the organization, as in the lists of each webhook."""

    name = DELIVERIES
    #: A reading looks at each webhook, so that it is not made often.
    rest_seconds = 10.0

    def admits(self, call: Call) -> bool:
        return call.caller.actor.is_admin

    async def read(self, platform: Platform, org_id: str, known: KnownItems) -> ChannelReading:
        """Two transactions, one for each outgoing webhook, and two for each source."""
        reading = _Reading(platform, org_id, known)
        await reading.read_incoming()
        await reading.read_outgoing()
        return ChannelReading([*reading.found.values()], has_gap=reading.has_gap)

    def shown(self, call: Call, item: Item) -> Model | None:
        del call
        return item.content


def tell_incoming(platform: Platform, delivery: Delivery) -> None:
    """Tell followers in this process of a delivery that is stored."""
    platform.live.tell(delivery.org_id, DELIVERIES, partial(_incoming, delivery))


def tell_outgoing(platform: Platform, org_id: str, delivery: EventDelivery) -> None:
    """Tell followers in this process of a delivery of this organization's webhook."""
    platform.live.tell(org_id, DELIVERIES, partial(_outgoing, delivery))


class _Reading:
    """One reading of the deliveries of an organization."""

    def __init__(self, platform: Platform, org_id: str, known: KnownItems) -> None:
        self._directory = platform.directory
        self._horizon = platform.services.clock.now() + PLANNED
        self._org_id = org_id
        self._known = known.items
        self.found: dict[str, Item] = {}
        self.has_gap = False

    async def read_incoming(self) -> None:
        """Read the newest of each source, and those that were refused."""
        sources = await self._directory.webhook_sources.page(self._org_id, None, MOST_SOURCES)
        deliveries = self._directory.deliveries_of(self._org_id)
        self.has_gap = self.has_gap or sources.next is not None

        async def read(source_id: UUID) -> None:
            page = await deliveries.page(source_id, None, NEWEST)
            self._take(
                [_incoming(one) for one in reversed(page.items)], is_cut=page.next is not None
            )
            refused = await deliveries.refused(source_id)
            self._take([_incoming(one) for one in refused], is_cut=False)

        await for_each([source.id for source in sources.items], read)
        self.has_gap = self.has_gap or any(
            key not in self.found for key, item in self._known.items() if _is_received(item)
        )

    async def read_outgoing(self) -> None:
        """Read the newest of each webhook, and those that wait and have changed."""
        webhooks = await self._directory.outgoing_webhooks_of(self._org_id).known()
        deliveries = self._directory.event_deliveries_of(self._org_id)

        async def read(webhook_id: UUID) -> None:
            page = await deliveries.page(webhook_id, None, NEWEST)
            self._take(
                [_outgoing(one) for one in reversed(page.items)], is_cut=page.next is not None
            )

        async def find(key: tuple[UUID, UUID]) -> None:
            stored = await deliveries.find(*key)
            if stored is not None:
                self._take([_outgoing(stored.record)], is_cut=False)

        await for_each([webhook.id for webhook in webhooks], read)
        due = await deliveries.due(self._horizon, MOST_WAITING)
        await for_each(self._changed(due), find)

    def _take(self, items: Sequence[Item], *, is_cut: bool) -> None:
        """Take what was read of one webhook; if none of it was known, there may be more."""
        self.found |= {item.key: item for item in items}
        if is_cut and not any(item.key in self._known for item in items):
            self.has_gap = True

    def _changed(self, due: Sequence[DueDelivery]) -> Iterable[tuple[UUID, UUID]]:
        """Return the older deliveries that wait, or waited, and are not as they were known."""
        wanted: dict[str, tuple[UUID, UUID]] = {}
        for row in due:
            key = _key(row.webhook_id, row.event_id)
            known = self._known.get(key)
            if known is not None and known.version.endswith(row.key):
                self.found.setdefault(key, known)
            elif key not in self.found:
                wanted[key] = (row.webhook_id, row.event_id)
        for key, item in self._known.items():
            outgoing = _content(item).outgoing
            if outgoing and outgoing.status is DeliveryStatus.WAITING and key not in self.found:
                wanted[key] = (outgoing.webhook_id, outgoing.event_id)
        return wanted.values()


def _incoming(delivery: Delivery) -> Item:
    return Item(str(delivery.id), delivery.status, LiveDelivery(incoming=delivery.view))


def _outgoing(delivery: EventDelivery) -> Item:
    version = f"{delivery.status} {delivery.made} {due_key(delivery)}"
    key = _key(delivery.webhook_id, delivery.event_id)
    return Item(key, version, LiveDelivery(outgoing=delivery.summary))


def _key(webhook_id: UUID, event_id: UUID) -> str:
    return f"{webhook_id} {event_id}"


def _content(item: Item) -> LiveDelivery:
    return cast("LiveDelivery", item.content)  # the items of this channel have no other


def _is_received(item: Item) -> bool:
    incoming = _content(item).incoming
    return incoming is not None and incoming.status == "received"

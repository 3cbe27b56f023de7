"""The channels of the event log: of all events, and of those that people must hear of."""

from functools import partial

from shared.call import Call, Platform
from shared.models.automation.event_log import LoggedEvent
from shared.models.automation.events import NOTICES, EmittedEvent
from shared.models.base import Model
from shared.operations.live.names import EVENTS, NOTIFICATIONS
from shared.repositories.events import LOG, NOTED
from shared.repositories.row_keys import span
from shared.services.live.feed import ChannelReading, Item, KnownItems

NEWEST = 50


class EventChannel:
    """Administrators see the events of the organization, as in ``GET /api/events/log``."""

    name = EVENTS
    rest_seconds = 5.0

    def admits(self, call: Call) -> bool:
        return call.caller.actor.is_admin

    async def read(self, platform: Platform, org_id: str, known: KnownItems) -> ChannelReading:
        """One transaction: the newest events of the log."""
        return await _newest(platform, org_id, known, LOG)

    def shown(self, call: Call, item: Item) -> Model | None:
        del call
        return item.content


class NotificationChannel:
    """Administrators see what they must hear of, as in ``GET /api/notifications``."""

    name = NOTIFICATIONS
    rest_seconds = 10.0

    def admits(self, call: Call) -> bool:
        return call.caller.actor.is_admin

    async def read(self, platform: Platform, org_id: str, known: KnownItems) -> ChannelReading:
        """One transaction: the newest notices."""
        return await _newest(platform, org_id, known, NOTED)

    def shown(self, call: Call, item: Item) -> Model | None:
        """The event without those that it reached, as the list of notifications shows it."""
        del call
        fields = {*EmittedEvent.model_fields}
        return EmittedEvent(**item.content.model_dump(by_alias=False, include=fields))


def tell(platform: Platform, event: LoggedEvent) -> None:
    """Tell followers in this process of an event that is in the log."""
    make = partial(_item_of, event)
    platform.live.tell(event.org_id, EVENTS, make)
    if event.type in NOTICES:
        platform.live.tell(event.org_id, NOTIFICATIONS, make)


async def _newest(
    platform: Platform, org_id: str, known: KnownItems, prefix: str
) -> ChannelReading:
    events = platform.directory.events_of(org_id)
    page = await events.page(span(prefix), None, NEWEST)
    items = [_item_of(event) for event in reversed(page.items)]  # as they happened
    is_new = page.next is not None and not any(item.key in known.items for item in items)
    return ChannelReading(items, has_gap=is_new)


def _item_of(event: LoggedEvent) -> Item:
    return Item(str(event.id), f"{len(event.reached)} {len(event.results)}", event)

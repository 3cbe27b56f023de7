"""The channel of schedules: what they are, when they run next, and what paused them."""

from hashlib import blake2b

from shared.call import Call, Platform
from shared.models.automation.schedules import Schedule, ScheduleSlot, ScheduleView
from shared.models.base import Model
from shared.operations.live.names import SCHEDULES
from shared.operations.schedules.views import view_of
from shared.services.live.feed import ChannelReading, Item, KnownItems

MOST_SCHEDULES = 1000


class ScheduleChannel:
    """Administrators see the schedules of the organization, as in ``GET /api/schedules``."""

    name = SCHEDULES
    rest_seconds = 5.0

    def admits(self, call: Call) -> bool:
        return call.caller.actor.is_admin

    async def read(self, platform: Platform, org_id: str, known: KnownItems) -> ChannelReading:
        """One transaction: the schedules. One that has not changed keeps the view it has."""
        page = await platform.directory.schedules_of(org_id).page(None, MOST_SCHEDULES)
        items: list[Item] = []
        for schedule in page.items:
            before = known.items.get(str(schedule.id))
            if before is None or before.version != _version(schedule):
                view = await view_of(platform, schedule)
                before = Item(str(schedule.id), _version(schedule), view)
            items.append(before)
        return ChannelReading(items, is_whole=page.next is None)

    def shown(self, call: Call, item: Item) -> Model | None:
        del call
        return item.content


def item_of_slot(schedule: Schedule, view: ScheduleView, slot: ScheduleSlot) -> Item:
    """Return the schedule as changed by what came of one time, which its row does not show."""
    version = f"{_version(schedule)} {slot.at.isoformat()} {slot.state}"
    return Item(str(schedule.id), version, view)


def _version(schedule: Schedule) -> str:
    return blake2b(schedule.model_dump_json().encode(), digest_size=8).hexdigest()

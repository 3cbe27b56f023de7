"""The channels that there are; a new one is one more line here."""

from collections.abc import Mapping, Sequence

from shared.call import Call
from shared.errors import InvalidInput, NotPermitted
from shared.operations.live.channel import LiveChannel
from shared.operations.live.deliveries import DeliveryChannel
from shared.operations.live.executions import ExecutionChannel
from shared.operations.live.logged_events import EventChannel, NotificationChannel
from shared.operations.live.schedules import ScheduleChannel

CHANNELS: Sequence[LiveChannel] = (
    ExecutionChannel(),
    ScheduleChannel(),
    DeliveryChannel(),
    NotificationChannel(),
    EventChannel(),
)

BY_NAME: Mapping[str, LiveChannel] = {channel.name: channel for channel in CHANNELS}
MOST_NAMES = 10


def chosen(call: Call, names: str) -> list[LiveChannel]:
    """Return the channels with these names, separated by commas.

    InvalidInput for an unknown one, NotPermitted for one that the caller may not follow.
    """
    wanted = [*dict.fromkeys(part.strip() for part in names.split(",") if part.strip())]
    unknown = [name for name in wanted if name not in BY_NAME]
    if not wanted or unknown or len(wanted) > MOST_NAMES:
        known = ", ".join(BY_NAME)
        raise InvalidInput(f"channels: name one or more of {known}, separated by commas")
    found = [BY_NAME[name] for name in wanted]
    for channel in found:
        if not channel.admits(call):
            raise NotPermitted(f"you may not follow the channel {channel.name!r}")
    return found

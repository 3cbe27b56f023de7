"""A channel: one kind of thing that pages follow, such as the executions of an organization.

A channel reads what is stored anyway and decides, for each follower and each answer, what that
follower may see. To add one: implement this in a file of its own, list it in ``channels``, and
call ``platform.live.tell(org_id, name)`` after each change that this process stores.
"""

from typing import Protocol

from shared.call import Call, Platform
from shared.models.base import Model
from shared.services.live.feed import ChannelReading, Item, KnownItems


class LiveChannel(Protocol):
    """One kind of thing that can be followed."""

    @property
    def name(self) -> str:
        """The name in ``channels=``, and of the events."""
        ...

    @property
    def rest_seconds(self) -> float:
        """How many seconds to rest at least between two looks for what other processes changed."""
        ...

    def admits(self, call: Call) -> bool:
        """Whether the caller may follow the channel at all."""
        ...

    async def read(self, platform: Platform, org_id: str, known: KnownItems) -> ChannelReading:
        """Read what there is now, in one or two storage transactions, for all followers.

        Items are whole here; ``shown`` takes away what a follower may not see.
        """
        ...

    def shown(self, call: Call, item: Item) -> Model | None:
        """Return what this caller may see of the item; None if nothing."""
        ...

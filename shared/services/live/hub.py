"""The hub of a process: who follows which channel of which organization.

Nothing is written for live updates: a feed reads what is stored anyway, once for all followers in
this process, and only while there are some. ``tell`` is the fast path: it wakes followers in this
process at once, and costs a look into a dictionary when there are none.
"""

import asyncio
import math
import time
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from shared.services.clock import Clock
from shared.services.live.feed import Feed, Item, News, Position, Reader
from shared.services.live.nudges import Nudges
from shared.services.live.wakers import Wakers

#: Between two looks at the store for what other processes changed.
LOOK_SECONDS = 2.0
#: The same where no other process changes anything.
LONE_LOOK_SECONDS = 15.0
#: A feed is kept so long after its last follower, for those who come back.
KEEP_SECONDS = 600.0
MOST_FEEDS = 5000
#: Requests that wait at a time: in this process, and of one user.
MOST_WAITING, MOST_OF_USER = 1000, 10


@dataclass(frozen=True, slots=True)
class Follower:
    """One request that waits for news of some channels of an organization."""

    feeds: Mapping[str, Feed]
    woken: asyncio.Event
    look_seconds: float
    hub: "Hub"
    has_room: bool

    @property
    def may_wait(self) -> bool:
        """Whether it may wait; if not, it is answered at once."""
        return self.has_room and not self.hub.is_ending

    async def look(self) -> None:
        """Read what is not known to be new enough."""
        self.woken.clear()
        for feed in self.feeds.values():
            await feed.look(self.look_seconds)

    def news(self, positions: Mapping[str, Position]) -> dict[str, News]:
        """Return what came after the positions, by channel."""
        return {name: feed.since(positions[name]) for name, feed in self.feeds.items()}

    async def pause(self, seconds: float) -> None:
        """Wait for a change, or for the next look."""
        try:
            async with asyncio.timeout(min(seconds, self.look_seconds)):
                await self.woken.wait()
        except TimeoutError:
            return


class Hub:
    """The feeds of this process."""

    def __init__(
        self,
        clock: Clock,
        *,
        is_alone: bool,
        nudges: Nudges | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """``is_alone``: this process makes all changes, so it hears of them by ``tell``."""
        #: Where a service keeps connections to pages.
        self.nudges = nudges
        self._clock = clock
        self._seconds = seconds
        self._look_seconds = LONE_LOOK_SECONDS if is_alone else LOOK_SECONDS
        self._feeds: dict[tuple[str, str], Feed] = {}
        self._waiting: Counter[str] = Counter()
        self._is_ending = False
        #: Who follows turns of conversations that go on.
        self.turns = Wakers()

    @property
    def is_ending(self) -> bool:
        return self._is_ending

    def tell(self, org_id: str, channel: str, make: Callable[[], Item] | None = None) -> None:
        """Say that something of a channel has changed; ``make`` makes the item if it is needed.

        Call it after the change is stored.
        """
        feed = self._feeds.get((org_id, channel))
        if feed is not None:
            feed.tell(make)
        if self.nudges is not None:
            self.nudges.note(org_id, channel)

    def leave(self, user_id: str) -> None:
        """Close the push connections of a user who lost rights."""
        if self.nudges is not None:
            self.nudges.leave(user_id)

    def end_waiting(self) -> None:
        """Answer all who wait, and let no request wait any more: the process stops."""
        self._is_ending = True
        self.turns.end()
        for feed in self._feeds.values():
            feed.wake()

    @contextmanager
    def following(
        self, org_id: str, user_id: str, channels: Mapping[str, Reader]
    ) -> Generator[Follower]:
        """Yield a follower of these channels of one organization."""
        self._forget_old()
        feeds = {name: self._feed(org_id, name, reader) for name, reader in channels.items()}
        woken = asyncio.Event()
        has_room = self._waiting.total() < MOST_WAITING and self._waiting[user_id] < MOST_OF_USER
        self._waiting[user_id] += 1
        for feed in feeds.values():
            feed.follow(woken)
        try:
            yield Follower(feeds, woken, self._look_seconds, self, has_room)
        finally:
            for feed in feeds.values():
                feed.leave(woken)
            self._waiting[user_id] -= 1
            if not self._waiting[user_id]:
                del self._waiting[user_id]

    def _feed(self, org_id: str, name: str, reader: Reader) -> Feed:
        key = (org_id, name)
        feed = self._feeds.get(key)
        if feed is None:
            feed = self._feeds[key] = Feed(
                reader.read, self._clock, self._seconds, reader.rest_seconds
            )
        return feed

    def _forget_old(self) -> None:
        """Drop feeds that were not followed for long, sooner if there are many."""
        keep = KEEP_SECONDS if len(self._feeds) < MOST_FEEDS else -math.inf
        now = self._seconds()
        for key, feed in [*self._feeds.items()]:
            if not feed.is_followed and now - feed.left_at > keep:
                del self._feeds[key]

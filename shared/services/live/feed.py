"""A feed: what changed lately in one channel of one organization, as this process saw it.

The store is the truth: a feed looks at it while it is followed, and compares what it reads with
what it knew. What this process changes itself is told to the feed at once.
"""

import asyncio
import math
import re
import secrets
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shared.errors import InvalidInput
from shared.models.base import Model
from shared.services.clock import Clock

#: Changes that a feed remembers; who comes back after more of them begins anew.
MOST_CHANGES = 1000
#: The difference between the clocks of two processes that is allowed for.
SLACK = timedelta(seconds=2)
POSITION = re.compile(r"([0-9a-f]{8})\.(\d{1,9})\.(\d{1,14})")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a channel; a new ``version`` says that it changed."""

    key: str
    version: str
    #: Everything of it; a channel shows each follower what that follower may see.
    content: Model


@dataclass(frozen=True, slots=True)
class ChannelReading:
    """What a channel read from the store.

    ``is_whole``: what is not among the items is gone. ``has_gap``: there may be changes that were
    not read, so that followers begin anew.
    """

    items: Sequence[Item]
    is_whole: bool = False
    has_gap: bool = False


@dataclass(frozen=True, slots=True)
class KnownItems:
    """What a feed knows: its items by key, and when its last reading began (None: never)."""

    items: Mapping[str, Item]
    read_to: datetime | None


#: Reads a channel, given what the feed knows already.
Read = Callable[[KnownItems], Awaitable[ChannelReading]]


@dataclass(frozen=True, slots=True)
class Reader:
    """How a channel is read, and how long to rest at least between two readings."""

    read: Read
    rest_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class FeedChange:
    """One change; ``number`` counts those of the feed."""

    number: int
    at: datetime
    item: Item
    is_removal: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """What a follower has been told: all up to this number of this feed, and up to this time.

    Another process, whose feed has other numbers, goes by the time.
    """

    feed: str
    number: int
    at: datetime

    def __str__(self) -> str:
        return f"{self.feed}.{self.number}.{int(self.at.timestamp() * 1000)}"

    @classmethod
    def parsed(cls, text: str) -> "Position":
        """Return the position in an event id; InvalidInput if it is none."""
        found = POSITION.fullmatch(text)
        if found is None:
            raise InvalidInput("Last-Event-ID must be the id of an event of this stream")
        # Fourteen digits of milliseconds end in the year 5138, which datetime still knows.
        at = datetime.fromtimestamp(int(found[3]) / 1000, UTC)
        return cls(found[1], int(found[2]), at)


@dataclass(frozen=True, slots=True)
class News:
    """What a follower has not been told; with ``is_reset``, more than the feed remembers."""

    changes: Sequence[FeedChange]
    position: Position
    is_reset: bool = False


class Feed:
    """The recent changes of one channel in one organization."""

    def __init__(
        self,
        read: Read,
        clock: Clock,
        seconds: Callable[[], float] = time.monotonic,
        rest_seconds: float = 0.0,
    ) -> None:
        self._read = read
        self._rest_seconds = rest_seconds
        self._clock = clock
        self._seconds = seconds
        self._items: dict[str, Item] = {}
        #: Told by this process since a reading began, which may be older than that.
        self._told: dict[str, Item] = {}
        self._looking = asyncio.Lock()
        self._looked_at = -math.inf
        self._read_to: datetime | None = None
        self._followers: set[asyncio.Event] = set()
        self.left_at = seconds()
        self._begin_anew()

    @property
    def is_followed(self) -> bool:
        return bool(self._followers)

    def follow(self, woken: asyncio.Event) -> None:
        """Set the event at each change from now on."""
        self._followers.add(woken)

    def leave(self, woken: asyncio.Event) -> None:
        self._followers.discard(woken)
        self.left_at = self._seconds()

    def tell(self, make: Callable[[], Item] | None) -> None:
        """Take a change of this process; without an item, the next look comes at once.

        Without followers, no item is made: the next look finds what there is to find.
        """
        if make is None or not self._followers:
            self._looked_at = -math.inf
            self.wake()
            return
        item = make()
        self._told[item.key] = item
        self._take(item)

    async def look(self, oldest_seconds: float) -> None:
        """Read the store, unless that was done so lately; followers share one reading."""
        async with self._looking:
            oldest = max(oldest_seconds, self._rest_seconds)
            if self._seconds() - self._looked_at < oldest:
                return
            looked_at, read_to = self._seconds(), self._clock.now()
            self._told.clear()
            self._compare(await self._read(KnownItems(dict(self._items), self._read_to)))
            self._looked_at, self._read_to = looked_at, read_to

    def since(self, position: Position) -> News:
        """Return what came after the position."""
        here = Position(self._tag, self._number, self._read_to or self._clock.now())
        if position.feed == self._tag:
            is_reset = position.number < self._number - len(self._changes)
            found = [change for change in self._changes if change.number > position.number]
        else:
            since = position.at - SLACK
            is_reset = since < self._complete_since
            found = [change for change in self._changes if change.at >= since]
        return News((), here, is_reset=True) if is_reset else News(found, here)

    def _compare(self, reading: ChannelReading) -> None:
        found = {item.key: item for item in reading.items} | self._told
        if self._read_to is None or reading.has_gap:
            self._begin_anew()
            self._items = found
            self.wake()
            return
        for item in found.values():
            self._take(item)
        for key in self._items.keys() - found.keys():
            item = self._items.pop(key)
            if reading.is_whole:
                self._add(item, is_removal=True)

    def _take(self, item: Item) -> None:
        known = self._items.get(item.key)
        self._items[item.key] = item
        if known is None or known.version != item.version:
            self._add(item)

    def _add(self, item: Item, *, is_removal: bool = False) -> None:
        if len(self._changes) == MOST_CHANGES:
            self._complete_since = max(self._complete_since, self._changes[0].at)
        self._number += 1
        self._changes.append(FeedChange(self._number, self._clock.now(), item, is_removal))
        self.wake()

    def _begin_anew(self) -> None:
        """Remember nothing: who followed before is told to begin anew."""
        self._tag = secrets.token_hex(4)
        self._number = 0
        self._changes: deque[FeedChange] = deque(maxlen=MOST_CHANGES)
        self._complete_since = self._clock.now()

    def wake(self) -> None:
        """Have all followers look at the news."""
        for woken in self._followers:
            woken.set()

"""Feeds: what a follower is told, by whatever process it is answered, and when it begins anew."""

import asyncio
from datetime import timedelta

import pytest

from shared.errors import InvalidInput, Unavailable
from shared.models.base import Model
from shared.services.clock import StoppedClock
from shared.services.live import feed as feeds
from shared.services.live.feed import ChannelReading, Feed, Item, KnownItems, Position, Reader
from shared.services.live.hub import KEEP_SECONDS, Hub
from tests.unit.builders import NOW


class Thing(Model):
    name: str


def item(key: str, version: str = "1") -> Item:
    return Item(key, version, Thing(name=key))


class Shelf:
    """A store that two processes read."""

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self.is_whole = self.has_gap = False
        self.reads = 0
        self.fails = False

    def put(self, *items: Item) -> None:
        self.items |= {each.key: each for each in items}

    async def read(self, known: KnownItems) -> ChannelReading:
        assert known
        self.reads += 1
        await asyncio.sleep(0)
        if self.fails:
            raise Unavailable("the store is away")
        return ChannelReading([*self.items.values()], self.is_whole, self.has_gap)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


async def made(shelf: Shelf, clock: StoppedClock) -> tuple[Feed, Position]:
    """A feed that has looked once, and the position of somebody who follows it."""
    feed = Feed(shelf.read, clock)
    feed.follow(asyncio.Event())
    await feed.look(0)
    clock.at += timedelta(seconds=10)
    await feed.look(0)
    return feed, feed.since(at(clock)).position


def at(clock: StoppedClock) -> Position:
    return Position("0" * 8, 0, clock.at)


def keys(feed: Feed, position: Position) -> list[tuple[str, str]]:
    news = feed.since(position)
    assert not news.is_reset
    return [(change.item.key, change.item.version) for change in news.changes]


async def test_only_what_changed_is_told(shelf: Shelf, clock: StoppedClock) -> None:
    shelf.put(item("a"), item("b"))
    feed, position = await made(shelf, clock)

    shelf.put(item("b", "2"), item("c"))
    await feed.look(0)

    assert keys(feed, position) == [("b", "2"), ("c", "1")]
    assert keys(feed, feed.since(position).position) == []


async def test_a_first_look_tells_nothing_but_to_begin_anew(
    shelf: Shelf, clock: StoppedClock
) -> None:
    shelf.put(item("a"))
    feed = Feed(shelf.read, clock)

    await feed.look(0)

    assert feed.since(at(clock)).is_reset


async def test_what_is_gone_is_removed_only_from_a_whole_reading(
    shelf: Shelf, clock: StoppedClock
) -> None:
    shelf.put(item("a"), item("b"))
    feed, position = await made(shelf, clock)

    del shelf.items["a"]
    await feed.look(0)
    part = feed.since(position)
    shelf.is_whole = True
    del shelf.items["b"]
    await feed.look(0)
    whole = feed.since(part.position)

    assert part.changes == []
    assert [(change.item.key, change.is_removal) for change in whole.changes] == [("b", True)]


async def test_what_is_told_is_not_found_again(shelf: Shelf, clock: StoppedClock) -> None:
    feed, position = await made(shelf, clock)

    shelf.put(item("a"))
    feed.tell(lambda: item("a"))
    await feed.look(0)

    assert keys(feed, position) == [("a", "1")]


async def test_a_reading_that_began_before_does_not_undo_what_was_told(
    shelf: Shelf, clock: StoppedClock
) -> None:
    shelf.put(item("a", "running"))
    feed, position = await made(shelf, clock)

    looking = asyncio.create_task(feed.look(0))
    await asyncio.sleep(0)
    feed.tell(lambda: item("a", "ended"))
    await looking

    assert keys(feed, position) == [("a", "ended")]


async def test_another_process_goes_on_by_time(shelf: Shelf, clock: StoppedClock) -> None:
    here, position = await made(shelf, clock)
    there, _ = await made(shelf, clock)

    clock.at += timedelta(seconds=10)
    shelf.put(item("a"))
    await here.look(0)
    told_here = here.since(position)
    await there.look(0)
    clock.at += timedelta(seconds=10)
    shelf.put(item("b"))
    await there.look(0)

    assert [change.item.key for change in told_here.changes] == ["a"]
    assert ("b", "1") in keys(there, told_here.position)


async def test_another_process_that_began_later_says_to_begin_anew(
    shelf: Shelf, clock: StoppedClock
) -> None:
    _, position = await made(shelf, clock)
    clock.at += timedelta(seconds=10)
    there, _ = await made(shelf, clock)

    assert there.since(position).is_reset


async def test_a_gap_makes_all_begin_anew_once(shelf: Shelf, clock: StoppedClock) -> None:
    feed, position = await made(shelf, clock)

    shelf.has_gap = True
    await feed.look(0)
    news = feed.since(position)
    shelf.has_gap = False
    shelf.put(item("a"))
    await feed.look(0)

    assert news.is_reset
    assert keys(feed, news.position) == [("a", "1")]


async def test_a_slow_follower_of_many_changes_begins_anew(
    shelf: Shelf, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST_CHANGES", 3)
    feed, position = await made(shelf, clock)

    for number in range(4):
        feed.tell(lambda number=number: item(str(number)))

    assert feed.since(position).is_reset
    assert len(feed.since(feed.since(position).position).changes) == 0


async def test_a_store_that_is_away_is_asked_again(shelf: Shelf, clock: StoppedClock) -> None:
    feed, position = await made(shelf, clock)

    shelf.fails = True
    with pytest.raises(Unavailable):
        await feed.look(0)
    shelf.fails = False
    shelf.put(item("a"))
    await feed.look(60)  # the reading that failed does not count

    assert keys(feed, position) == []
    await feed.look(0)
    assert keys(feed, position) == [("a", "1")]


async def test_followers_share_a_reading(shelf: Shelf, clock: StoppedClock) -> None:
    feed = Feed(shelf.read, clock)

    await asyncio.gather(*(feed.look(60) for _ in range(100)))

    assert shelf.reads == 1


async def test_no_item_is_made_that_is_not_followed(shelf: Shelf, clock: StoppedClock) -> None:
    hub = Hub(clock, is_alone=True)
    made: list[str] = []

    def make() -> Item:
        made.append("made")
        return item("a")

    hub.tell("acme", "things", make)
    with hub.following("acme", "alice", {"things": Reader(shelf.read)}) as follower:
        await follower.look()
    hub.tell("acme", "things", make)

    assert made == []


async def test_a_feed_is_forgotten_after_its_followers(shelf: Shelf, clock: StoppedClock) -> None:
    now = [0.0]
    hub = Hub(clock, is_alone=True, seconds=lambda: now[0])

    with hub.following("acme", "alice", {"things": Reader(shelf.read)}) as first:
        pass
    now[0] = KEEP_SECONDS - 1
    with hub.following("acme", "alice", {"things": Reader(shelf.read)}) as soon:
        pass
    now[0] = 3 * KEEP_SECONDS
    with hub.following("acme", "alice", {"things": Reader(shelf.read)}) as late:
        pass

    assert first.feeds["things"] is soon.feeds["things"]
    assert late.feeds["things"] is not soon.feeds["things"]


@pytest.mark.parametrize(
    "text", ["", "x", "0123abcd.1", "0123abcg.1.1", "0123abcd.1.123456789012345"]
)
def test_a_position_is_checked(text: str) -> None:
    with pytest.raises(InvalidInput):
        Position.parsed(text)


def test_a_position_comes_back_as_it_was() -> None:
    position = Position("0123abcd", 17, NOW)

    assert Position.parsed(str(position)) == position

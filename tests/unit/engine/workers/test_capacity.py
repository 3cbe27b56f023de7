"""The limit of worker processes: who waits, in which order, and for how long."""

import asyncio

import pytest

from shared.engine.workers.capacity import Capacity
from shared.errors import Unavailable
from tests.unit.engine.workers.fakes import turns


class Room:
    """A capacity for workers that are texts, and what it asked for."""

    def __init__(self, limit: int, wait_seconds: float = 5) -> None:
        self.asked = 0
        self.given_back: list[str] = []
        self.capacity = Capacity[str](
            limit, self._make_room, self.given_back.append, wait_seconds=wait_seconds
        )

    def _make_room(self) -> None:
        self.asked += 1

    def add(self, worker: str) -> None:
        """A worker that nobody holds: a spare, or an idle one."""
        self.capacity.reserve()
        self.capacity.started(worker)

    def taking(self, *, takes_spare: bool = True) -> "asyncio.Task[str | None]":
        return asyncio.create_task(self.capacity.take(takes_spare=takes_spare))


async def test_nobody_waits_forever_for_processes_that_do_not_end() -> None:
    room = Room(1, wait_seconds=0.05)
    room.add("stuck")
    room.capacity.leave("stuck")

    with pytest.raises(Unavailable, match="try again"):
        await room.capacity.take(takes_spare=True)

    assert room.asked == 1
    assert not room.capacity.is_short


async def test_places_are_given_in_the_order_of_the_line() -> None:
    room = Room(2)
    room.add("a")
    room.add("b")
    line = [room.taking() for _ in range(2)]
    await turns(2)
    room.capacity.gone("a")
    await turns(3)
    late = room.taking()
    await turns(2)

    assert [one.done() for one in [*line, late]] == [True, False, False]
    room.capacity.gone("b")
    await turns(3)
    assert [one.done() for one in [*line, late]] == [True, True, True]  # callers hold both now


async def test_a_spare_goes_to_the_first_who_can_use_it() -> None:
    room = Room(1)
    room.add("idle")
    larger, ordinary = room.taking(takes_spare=False), room.taking()
    await turns(2)

    assert room.capacity.hand_over("spare")
    await turns(3)

    assert ordinary.result() == "spare"
    assert room.capacity.processes == 2  # it has a place beyond the limit: a caller holds the one
    assert larger.done()


@pytest.mark.parametrize("spare", ["spare", None])
async def test_what_is_granted_to_one_who_goes_away_is_not_lost(spare: str | None) -> None:
    room = Room(2)
    room.add("a")
    room.add("b")
    first, second = room.taking(), room.taking()
    await turns(2)
    if spare:
        room.capacity.hand_over(spare)
    else:
        room.capacity.gone("a")
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await turns(3)

    assert first.cancelled()
    assert room.given_back == ([spare] if spare else [])
    assert second.done() is (spare is None)
    second.cancel()


async def test_one_who_goes_away_leaves_the_line() -> None:
    room = Room(1)
    room.add("a")
    first, second = room.taking(), room.taking()
    await turns(2)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    room.capacity.gone("a")

    assert await second is None
    assert room.capacity.processes == 1


async def test_once_callers_hold_every_process_nobody_waits_for_them() -> None:
    room = Room(1)
    room.add("idle")
    waiting = room.taking()
    await turns(2)
    room.capacity.lend()  # another caller took the idle one
    await turns(2)

    assert waiting.done()
    assert room.capacity.processes == 2

"""The marks of organizations with live runs: none is missing while a run that needs it lives."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import Unavailable
from shared.repositories.activity import FORGET_AFTER, TRUSTED_SECONDS, Activity
from shared.services.clock import StoppedClock
from shared.services.tables import Columns, MemoryTable
from tests.support.counting import CountedTable
from tests.unit.builders import NOW


class World:
    """Processes that begin and end runs, and a sweep; the time is the test's."""

    def __init__(self) -> None:
        self.clock = StoppedClock(NOW)
        self.seconds = 0.0
        self.table = MemoryTable(self.clock)
        self.processes = [Activity(self.table, "runs", lambda: self.seconds) for _ in range(3)]
        self.sweeper = Activity(self.table, "runs", lambda: self.seconds)
        self.live: dict[UUID, str] = {}

    async def begin(self, process: int, org_id: str) -> None:
        await self.processes[process].mark(org_id)
        self.live[uuid4()] = org_id

    async def end(self) -> None:
        if self.live:
            self.live.popitem()

    async def sweep(self) -> None:
        """As ``Sweep`` does it: read the marks, look at their organizations, forget old ones."""
        for org_id, mark in (await self.sweeper.read()).marks.items():
            if org_id not in self.live.values() and mark.is_old():
                await self.sweeper.forget(org_id, mark)

    def pass_time(self, seconds: float) -> None:
        self.seconds += seconds
        self.clock.at += timedelta(seconds=seconds)

    async def unmarked(self) -> set[str]:
        return set(self.live.values()) - set((await self.sweeper.read()).marks)


STEPS = st.one_of(
    st.tuples(st.just("begin"), st.integers(0, 2), st.sampled_from(["acme", "globex"])),
    st.tuples(st.just("end")),
    st.tuples(st.just("sweep")),
    st.tuples(st.just("pass"), st.integers(1, 2 * round(FORGET_AFTER.total_seconds()))),
)


@given(st.lists(STEPS, max_size=60))
def test_no_live_run_is_ever_without_a_mark(steps: list[tuple[str, ...]]) -> None:
    async def play() -> None:
        world = World()
        for kind, *about in steps:
            if kind == "begin":
                await world.begin(int(about[0]), about[1])
            elif kind == "end":
                await world.end()
            elif kind == "sweep":
                await world.sweep()
            else:
                world.pass_time(float(about[0]))
            assert not await world.unmarked()

    asyncio.run(play())


async def test_a_mark_is_one_write_in_ten_minutes() -> None:
    seconds = 0.0
    table = CountedTable(MemoryTable(), "Owners")
    activity = Activity(table, "runs", lambda: seconds)

    await asyncio.gather(*(activity.mark("acme") for _ in range(20)))
    at_once = len(table.sent)
    seconds = TRUSTED_SECONDS - 1
    await activity.mark("acme")
    before = len(table.sent)
    seconds = TRUSTED_SECONDS
    await activity.mark("acme")

    assert (at_once, before, len(table.sent)) == (1, 1, 2)


async def test_a_mark_that_was_written_again_after_it_was_read_stays() -> None:
    clock = StoppedClock(NOW)
    table = MemoryTable(clock)
    one, other = Activity(table, "runs"), Activity(table, "runs")
    await one.mark("acme")
    clock.at += FORGET_AFTER * 2
    read = (await one.read()).marks
    await other.mark("acme")

    await one.forget("acme", read["acme"])

    assert "acme" in (await one.read()).marks


async def test_a_process_that_forgets_a_mark_writes_it_again() -> None:
    activity = Activity(MemoryTable(), "runs")
    await activity.mark("acme")
    await activity.forget("acme", (await activity.read()).marks["acme"])

    await activity.mark("acme")

    assert "acme" in (await activity.read()).marks


class AwayTable(MemoryTable):
    is_away = True

    async def put(self, partition: str, key: str, columns: Columns) -> str:
        if self.is_away:
            raise Unavailable("away")
        return await super().put(partition, key, columns)


async def test_a_mark_that_cannot_be_written_stops_no_run_and_is_tried_again() -> None:
    table = AwayTable()
    activity = Activity(table, "runs")

    await activity.mark("acme")
    table.is_away = False
    await activity.mark("acme")

    assert "acme" in (await activity.read()).marks


@pytest.mark.parametrize(
    ("is_full", "later", "expected"),
    [
        (None, timedelta(0), (True, False)),
        (False, timedelta(seconds=119), (True, True)),
        (True, timedelta(seconds=119), (False, True)),
        (True, timedelta(seconds=120), (False, False)),
        (True, timedelta(hours=1), (True, False)),
    ],
)
async def test_rounds_are_noted(
    *, is_full: bool | None, later: timedelta, expected: tuple[bool, bool]
) -> None:
    clock = StoppedClock(NOW)
    activity = Activity(MemoryTable(clock), "runs")
    if is_full is not None:
        await activity.note_round(is_full=is_full)
    clock.at += later

    marked = await activity.read()

    assert (marked.needs_full(), marked.ended_within(timedelta(minutes=2))) == expected


async def test_marks_of_two_kinds_are_apart() -> None:
    table = MemoryTable()
    runs, audit = Activity(table, "runs"), Activity(table, "audit")
    await runs.mark("acme")

    found: list[Mapping[str, object]] = [(await each.read()).marks for each in (runs, audit)]

    assert [list(each) for each in found] == [["acme"], []]

"""A month of schedules in simulated time: each time exactly once, or its rule's outcome, on record.

Two changes of daylight saving are in it. Timers fire punctually, late, twice, on two instances at
once; instances stop and start. What should happen comes from a calendar of its own.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from functions.composition import Runtime
from functions.runtime import compose
from shared.handlers.automation import schedule_upkeep
from shared.models.automation.schedules import run_id
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.services.sqlite.connect import connect as connect_sqlite
from shared.settings import Settings
from tests.contract.automation.desk import Desk

pytestmark = pytest.mark.sampled(one_of=2, within="module")

BEGIN = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
END = datetime(2026, 4, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
#: More seeds by ``BIFROST_SCHEDULE_SEEDS=200``.
SEEDS = range(int(os.environ.get("BIFROST_SCHEDULE_SEEDS", "3")))
#: As many of them over SQLite.
BOXES = max(1, len(SEEDS) // 4)


@dataclass(frozen=True)
class Plan:
    """A schedule whose times the test can tell without cron."""

    cron: str
    zone: str
    minute: int
    hour: int | None = None
    weekdays: frozenset[int] = frozenset(range(7))

    def times(self) -> Iterator[datetime]:
        """Look at each minute of the month, and at the local clock of the minute before."""
        zone, seen = ZoneInfo(self.zone), set[datetime]()
        at = BEGIN + MINUTE
        while at < END + timedelta(days=2):  # a late timer may come after the end
            local = at.astimezone(zone)
            if self._is_met(local, (at - MINUTE).astimezone(zone), seen):
                yield at
            at += MINUTE

    def _is_met(self, local: datetime, before: datetime, seen: set[datetime]) -> bool:
        if self.hour is None:
            return local.minute == self.minute
        if local.weekday() not in self.weekdays:
            return False
        wall = local.replace(tzinfo=None)
        wanted = wall.replace(hour=self.hour, minute=self.minute)
        was = before.replace(tzinfo=None)
        is_met = wall == wanted or (was < wanted < wall and wall - was > MINUTE)
        if not is_met or wanted in seen:
            return False
        seen.add(wanted)
        return True


PLANS = (
    Plan("30 2 * * *", "Europe/Berlin", 30, 2),  # is not there on March 29
    Plan("15 2 * * *", "America/New_York", 15, 2),  # is not there on March 8
    Plan("45 1 * * *", "America/New_York", 45, 1),
    Plan("0 9 * * MON-FRI", "Europe/Berlin", 0, 9, frozenset(range(5))),
    Plan("20 * * * *", "Europe/Berlin", 20),
    Plan("0 3 * * *", "Africa/Casablanca", 0, 3),  # leaves daylight saving for Ramadan
)
RULES = (("skip", "once"), ("queue", "all"), ("replace", "skip"))
#: Without the hourly one, which has most of the times: a real store takes longer for each.
DAILY = tuple(plan for plan in PLANS if plan.hour is not None)


@pytest.fixture
async def services(
    services: Services, clock: StoppedClock, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncGenerator[Services]:
    """In memory, or all of them over a SQLite store."""
    if getattr(request, "param", "memory") == "memory":
        yield services
        return
    chosen = Settings.model_validate({"BIFROST_STORE": f"sqlite:{tmp_path / 'store'}"})
    box = connect_sqlite(chosen)
    yield replace(box, clock=clock, workspace=services.workspace, blobs=services.blobs)
    await box.close()


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_month(
    desk: Desk, services: Services, memory_settings: Settings, seed: int
) -> None:
    await _live_through(desk, services, memory_settings, Random(seed), PLANS)  # noqa: S311


@pytest.mark.parametrize("services", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", SEEDS[:BOXES])
async def test_a_month_over_sqlite(
    desk: Desk, services: Services, memory_settings: Settings, seed: int
) -> None:
    await _live_through(desk, services, memory_settings, Random(seed), DAILY)  # noqa: S311


async def _live_through(
    desk: Desk,
    services: Services,
    memory_settings: Settings,
    random: Random,  # a sample that can be repeated
    plans: Sequence[Plan],
) -> None:
    made: list[Any] = []
    for plan, (overlap, missed) in zip(plans, cycle(RULES)):
        facts = {"cron": plan.cron, "zone": plan.zone, "overlap": overlap, "missed": missed}
        made.append(await desk.made(org="acme", missedWindowSeconds=8 * 3600, **facts))
    times = [[*plan.times()] for plan in plans]
    instances = [compose(memory_settings, services) for _ in range(2)]

    for at in _timers(random, sorted({one for each in times for one in each})):
        desk.clock.at = at
        if random.random() < 0.05:  # one stops, another starts
            number = random.randrange(2)
            await instances[number].platform.engine.close()
            instances[number] = compose(memory_settings, services)
        await _fire(random, instances)
        await _end_some(random, desk)
    for _ in range(30):  # what waits begins when the last one is over
        await _end_some(random, desk, share=1)
        await desk.after(minutes=1)
    last = desk.clock.at
    for instance in instances:
        await instance.platform.engine.close()

    begun = await _ids(desk)
    expected: set[UUID] = set()
    for schedule, each in zip(made, times, strict=True):
        slots = await _all_slots(desk, schedule)
        _require_every_time_once(slots, [one for one in each if one <= last])
        expected |= {
            run_id(UUID(schedule["id"]), datetime.fromisoformat(slot["at"]), "acme")
            for slot in slots
            if slot["state"] == "started"
        }
        assert {slot["state"] for slot in slots} <= {"started", "skipped", "missed"}
    assert begun == expected


def _timers(random: Random, due: list[datetime]) -> Iterator[datetime]:
    """Mostly a timer soon after what is due, sometimes in between, sometimes none for hours."""
    at = BEGIN
    for one in due:
        if one <= at or one > END:
            continue
        draw = random.random()
        if draw < 0.85:
            at = one + timedelta(seconds=random.randrange(55))
        elif draw < 0.95:
            at = one + timedelta(minutes=random.randrange(1, 12))
        else:
            at = one + timedelta(hours=random.randrange(1, 20))
        yield at


async def _fire(random: Random, instances: list[Runtime]) -> None:
    draw = random.random()
    chosen = instances if draw < 0.3 else [instances[0]] * (2 if draw < 0.4 else 1)
    await asyncio.gather(*(schedule_upkeep.tick(one.platform) for one in chosen))


async def _end_some(random: Random, desk: Desk, share: float = 0.8) -> None:
    for run in await desk.runs("acme"):
        if random.random() < share:
            await desk.running.platform.engine.canceller.cancel(run)


async def _all_slots(desk: Desk, schedule: Any) -> list[Any]:
    store = desk.running.platform.directory.schedules_of("acme")
    found: list[Any] = []
    start: str | None = None
    while True:
        page = await store.slots(UUID(schedule["id"]), start, 1000)
        found += [one.model_dump(mode="json", by_alias=True) for one in page.items]
        start = page.next
        if start is None:
            return found


def _require_every_time_once(slots: list[Any], times: list[datetime]) -> None:
    """Each time is in one record: its own, or that of several missed ones."""
    covered: list[datetime] = []
    for slot in slots:
        at = datetime.fromisoformat(slot["at"])
        until = datetime.fromisoformat(slot["until"]) if slot["until"] else at
        inside = [one for one in times if at <= one <= until]
        assert len(inside) == slot["count"], slot
        covered += inside
    assert sorted(covered) == times


async def _ids(desk: Desk) -> set[UUID]:
    """The ids of all executions; one that is there twice would be two."""
    executions = desk.running.platform.directory.executions_of("acme")
    live = [stored.execution.id async for stored in executions.all_live()]
    ended: list[UUID] = []
    start: str | None = "x|"
    while start is not None:
        page = await desk.running.platform.services.executions.page("acme", start, "x}", limit=1000)
        ended += [UUID(int=(1 << 128) - 1 - int(row.key[2:], 16)) for row in page.rows]
        start = page.next
    assert len({*live, *ended}) == len(live) + len(ended)
    return {*live, *ended}

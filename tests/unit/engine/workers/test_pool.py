"""The pool lends workers, waits for those that come back, and never has more than it may."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from shared.engine.queue.slots import Slot, Slots
from shared.engine.workers.forkserver import ForkServer
from shared.engine.workers.pool import Pool
from shared.engine.workers.tenant import Tenant
from shared.engine.workers.worker import MOST_RUNS, MOST_RUNS_JITTER, Worker
from shared.errors import Unavailable
from shared.models.callers import CallerKind
from shared.settings import Settings
from tests.unit.engine.workers.fakes import FakeWorker, Machine, Pace, turns


def tenant(name: str) -> Tenant:
    return Tenant(name, "v1", CallerKind.USER, is_admin=False, is_platform_admin=False)


#: Whoever waits forever is found, and a busy machine is not.
NOT_FOREVER_S = 60

ACME, GLOBEX, INITECH = tenant("acme"), tenant("globex"), tenant("initech")


@asynccontextmanager
async def pool_of(places: int, pace: Pace | None = None) -> AsyncGenerator[tuple[Pool, Machine]]:
    settings = Settings.model_validate({"BIFROST_WORKERS": str(places)})
    machine = Machine(settings, pace or Pace())
    pool = Pool(settings, machine)
    try:
        yield pool, machine
    finally:
        for event in (machine.may_reset, machine.may_end):
            event.set()
        await asyncio.wait_for(pool.close(), NOT_FOREVER_S)
    assert machine.alive == set()
    assert pool.processes == 0


async def soon(waited: Awaitable[Worker]) -> FakeWorker:
    """Less than the 0.25 s that a caller waits for a worker to come back."""
    return cast("FakeWorker", await asyncio.wait_for(waited, 0.2))


async def test_a_worker_that_is_being_reset_is_waited_for() -> None:
    async with pool_of(8) as (pool, machine):
        first = await pool.acquire(ACME)
        machine.may_reset.clear()
        pool.release(first, ACME)
        waiting = asyncio.create_task(pool.acquire(ACME))
        await turns(20)
        is_done_before = waiting.done()
        machine.may_reset.set()

        assert not is_done_before
        assert await soon(waiting) is first
        pool.release(first, ACME)


async def test_who_waits_in_vain_for_a_quarter_of_a_second_gets_another() -> None:
    async with pool_of(8) as (pool, machine):
        first = await pool.acquire(ACME)
        machine.may_reset.clear()
        pool.release(first, ACME)

        second = await asyncio.wait_for(pool.acquire(ACME), 5)

        assert second is not first
        pool.release(second, ACME)


async def test_one_that_does_not_come_back_is_not_waited_for_any_longer() -> None:
    async with pool_of(8) as (pool, machine):
        first = cast("FakeWorker", await pool.acquire(ACME))
        first.is_dirty = True
        machine.may_reset.clear()
        pool.release(first, ACME)
        waiting = asyncio.create_task(pool.acquire(ACME))
        await turns(20)
        machine.may_reset.set()

        second = await soon(waiting)

        assert second is not first
        pool.release(second, ACME)


async def test_another_tenant_does_not_wait_for_it() -> None:
    async with pool_of(8) as (pool, machine):
        first = await pool.acquire(ACME)
        machine.may_reset.clear()
        pool.release(first, ACME)

        second = await soon(pool.acquire(GLOBEX))

        assert second is not first
        pool.release(second, GLOBEX)


async def test_no_more_wait_than_come_back() -> None:
    async with pool_of(8) as (pool, machine):
        first = await pool.acquire(ACME)
        machine.may_reset.clear()
        pool.release(first, ACME)
        waiting = asyncio.create_task(pool.acquire(ACME))
        await turns(2)

        second = await soon(pool.acquire(ACME))

        assert not waiting.done()
        machine.may_reset.set()
        assert await soon(waiting) is first
        for worker in (first, second):
            pool.release(worker, ACME)


async def test_they_are_served_in_the_order_in_which_they_came() -> None:
    async with pool_of(3, Pace(start=1)) as (pool, machine):
        held = [await pool.acquire(ACME) for _ in range(3)]
        machine.may_reset.clear()
        for worker in held:
            pool.release(worker, ACME)
        served: list[int] = []

        async def call(number: int) -> None:
            worker = await pool.acquire(ACME)
            served.append(number)
            await turns(5)
            pool.release(worker, ACME)

        calls = [asyncio.create_task(call(number)) for number in range(3)]
        await turns(5)
        machine.may_reset.set()
        await asyncio.wait_for(asyncio.gather(*calls), 1)

        assert served == [0, 1, 2]
        assert machine.made == 3


async def test_one_who_goes_away_while_it_comes_back_leaves_it_to_the_next() -> None:
    async with pool_of(8) as (pool, machine):
        first = await pool.acquire(ACME)
        machine.may_reset.clear()
        pool.release(first, ACME)
        waiting = asyncio.create_task(pool.acquire(ACME))
        await turns(20)
        machine.may_reset.set()
        await turns(1)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await pool.settle()

        assert await soon(pool.acquire(ACME)) is first
        pool.release(first, ACME)


async def test_at_the_limit_an_idle_worker_of_another_tenant_ends_first() -> None:
    async with pool_of(2) as (pool, machine):
        for name in (ACME, GLOBEX):
            pool.release(await pool.acquire(name), name)
            await pool.settle()

        third = await soon(pool.acquire(INITECH))
        pool.release(third, INITECH)
        await pool.settle()

        assert machine.most <= 2


async def test_at_the_limit_a_caller_waits_until_a_process_is_gone() -> None:
    async with pool_of(2) as (pool, machine):
        held = [await pool.acquire(ACME) for _ in range(2)]
        machine.may_end.clear()
        ending = asyncio.create_task(pool.discard(held[0]))
        waiting = asyncio.create_task(pool.acquire(GLOBEX))
        await turns(20)
        is_done_before = waiting.done()
        machine.may_end.set()
        other = await soon(waiting)
        await ending

        assert not is_done_before
        assert machine.most == 2
        pool.release(held[1], ACME)
        pool.release(other, GLOBEX)


async def test_a_busy_tenant_does_not_keep_every_process_to_itself() -> None:
    async with pool_of(3) as (pool, machine):
        is_over = False

        async def busy() -> None:
            while not is_over:
                worker = await pool.acquire(ACME)
                await turns(3)
                pool.release(worker, ACME)

        callers = [asyncio.create_task(busy()) for _ in range(2)]
        await turns(50)
        other = await soon(pool.acquire(GLOBEX))
        is_over = True
        await asyncio.gather(*callers)

        assert machine.most <= 3
        pool.release(other, GLOBEX)


async def test_who_holds_every_process_may_start_one_more_for_a_child() -> None:
    async with pool_of(2) as (pool, machine):
        parents = [await pool.acquire(ACME) for _ in range(2)]

        children = [await soon(pool.acquire(GLOBEX)) for _ in range(3)]

        for worker in children:
            pool.release(worker, GLOBEX)
        for worker in parents:
            pool.release(worker, ACME)
        await pool.settle()
        assert len(machine.alive) <= 2  # and goes back to what it may have


async def test_a_worker_with_more_memory_takes_the_place_of_a_spare() -> None:
    async with pool_of(1) as (pool, machine):
        await pool.warm()

        larger = await soon(pool.acquire_fresh(1024))

        assert larger.memory_mb == 1024
        assert machine.most == 1
        await pool.discard(larger)


async def test_spares_are_started_within_the_limit_and_lent_first() -> None:
    async with pool_of(3) as (pool, machine):
        await pool.warm()
        made = machine.made
        first = await soon(pool.acquire(ACME))
        await pool.settle()

        assert made == 2
        assert machine.made == 3
        pool.release(first, ACME)


async def test_where_most_are_idle_the_oldest_one_makes_room_for_a_spare() -> None:
    async with pool_of(8) as (pool, machine):
        for number in range(20):
            name = tenant(f"org-{number}")
            before = {*machine.alive}
            worker = await soon(pool.acquire(name))
            pool.release(worker, name)
            await pool.settle()
            assert number == 0 or worker in before
        assert machine.most == 8


async def test_a_start_that_fails_gives_its_place_back() -> None:
    async with pool_of(1) as (pool, machine):
        machine.is_broken = True
        for _ in range(3):
            with pytest.raises(Unavailable):
                await pool.acquire(ACME)
        machine.is_broken = False

        pool.release(await soon(pool.acquire(ACME)), ACME)

        assert machine.most == 1


async def test_a_storm_of_callers_makes_hardly_more_processes_than_there_are_callers() -> None:
    async with pool_of(32, Pace(start=9, reset=5, end=20)) as (pool, machine):

        async def calls_again_and_again() -> None:
            for number in range(60):
                worker = await pool.acquire(ACME)
                await turns(1 + number % 3)
                pool.release(worker, ACME)

        await asyncio.gather(*(calls_again_and_again() for _ in range(16)))

        assert machine.made <= 20
        assert machine.most <= 20


async def test_one_that_died_is_not_lent() -> None:
    async with pool_of(4) as (pool, _):
        first = await soon(pool.acquire(ACME))
        pool.release(first, ACME)
        await pool.settle()
        first.die()

        second = await soon(pool.acquire(ACME))

        assert second is not first
        pool.release(second, ACME)


def test_neighbours_are_not_replaced_together() -> None:
    nowhere = object.__new__(ForkServer)
    limits = {Worker(nowhere, Path(), BytesIO()).most_runs for _ in range(200)}

    assert len(limits) > MOST_RUNS_JITTER
    assert min(limits) >= MOST_RUNS - MOST_RUNS_JITTER
    assert max(limits) <= MOST_RUNS + MOST_RUNS_JITTER


@dataclass(frozen=True, slots=True)
class Call:
    """One caller: when it comes and goes, in turns of the loop, and what it leaves behind."""

    name: str
    comes: int
    runs: int
    is_fresh: bool
    is_dirty: bool
    is_worn: bool
    leaves_after: int | None
    memory_mb: int | None
    children: int


def calls(children: st.SearchStrategy[int]) -> st.SearchStrategy[Call]:
    return st.builds(
        Call,
        name=st.sampled_from(["acme", "globex", "initech"]),
        comes=st.integers(0, 30),
        runs=st.integers(0, 8),
        is_fresh=st.booleans(),
        is_dirty=st.booleans(),
        is_worn=st.sampled_from([False, False, False, True]),
        leaves_after=st.none() | st.integers(0, 20),
        memory_mb=st.sampled_from([None, None, None, 1024]),
        children=children,
    )


paces = st.builds(Pace, start=st.integers(0, 6), reset=st.integers(0, 6), end=st.integers(0, 8))


class Callers:
    """Callers with the engine's slots: no more of them run than there are places."""

    def __init__(self, pool: Pool, places: int) -> None:
        self._pool = pool
        self._slots = Slots(places, places)
        self.lent: set[Worker] = set()
        self.served = 0

    async def call(self, call: Call) -> None:
        await turns(call.comes)
        running = asyncio.create_task(self._in_a_slot(call))
        if call.leaves_after is not None:
            await turns(call.leaves_after)
            running.cancel()
        await asyncio.gather(running, return_exceptions=call.leaves_after is not None)

    async def _in_a_slot(self, call: Call) -> None:
        with await self._slots.take(call.name, wait_seconds=10) as slot:
            worker = cast("FakeWorker", await self._acquired(call))
            self._check(worker, call)
            self.lent.add(worker)
            self.served += 1
            try:
                await self._run(worker, call, slot)
            finally:
                self.lent.discard(worker)
                await asyncio.shield(self._given_back(worker, call))

    def _check(self, worker: FakeWorker, call: Call) -> None:
        assert worker not in self.lent, "a worker was lent twice"
        assert worker.is_alive
        assert worker.memory_mb == call.memory_mb
        assert worker.tenants <= {call.name}, "a worker served two tenants"
        assert not worker.is_dirty, "a worker that left processes behind was used again"
        assert not worker.is_worn, "a worker that had its number of runs was used again"
        assert not (call.is_fresh and worker.runs), "a worker was not fresh"

    async def _run(self, worker: FakeWorker, call: Call, slot: Slot) -> None:
        worker.runs += 1
        worker.tenants.add(call.name)
        worker.is_dirty, worker.is_worn = call.is_dirty, call.is_worn
        await turns(call.runs)
        if call.children:
            child = replace(call, comes=0, leaves_after=None, children=call.children - 1)
            with slot.released():
                await self._in_a_slot(child)

    async def _acquired(self, call: Call) -> Worker:
        if call.is_fresh or call.memory_mb:
            return await self._pool.acquire_fresh(call.memory_mb)
        return await self._pool.acquire(tenant(call.name))

    async def _given_back(self, worker: Worker, call: Call) -> None:
        if call.is_fresh or call.memory_mb:
            await self._pool.discard(worker)
        else:
            self._pool.release(worker, tenant(call.name))


async def serve_all(places: int, pace: Pace, arrivals: list[Call]) -> int:
    """Serve the callers, and return how many processes were alive at most."""
    async with pool_of(places, pace) as (pool, machine):
        callers = Callers(pool, places)
        async with asyncio.timeout(NOT_FOREVER_S):
            await asyncio.gather(*map(callers.call, arrivals))
            await pool.settle()

        assert pool.processes == len(machine.alive) <= places
        assert callers.served >= len([call for call in arrivals if call.leaves_after is None])
        return machine.most


@hypothesis_settings(max_examples=200, deadline=None)
@given(places=st.integers(1, 4), pace=paces, arrivals=st.lists(calls(st.just(0)), max_size=25))
def test_whoever_comes_is_served_within_the_limit(
    places: int, pace: Pace, arrivals: list[Call]
) -> None:
    assert asyncio.run(serve_all(places, pace, arrivals)) <= places


@hypothesis_settings(max_examples=200, deadline=None)
@given(
    places=st.integers(1, 3), pace=paces, arrivals=st.lists(calls(st.integers(0, 3)), max_size=12)
)
def test_parents_and_children_never_wait_for_each_other_forever(
    places: int, pace: Pace, arrivals: list[Call]
) -> None:
    asyncio.run(serve_all(places, pace, arrivals))

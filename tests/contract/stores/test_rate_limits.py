"""Limits of requests hold across processes, and cost few transactions."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from shared.errors import TooManyRequests
from shared.repositories.rate_limits import PARTITION, RateLimits
from shared.services.tables import MemoryTable, Table
from tests.contract.users import BOTH_STORES, new_table

NOW = datetime(2026, 11, 29, 7, 0, 12, tzinfo=UTC)


async def taken(limits: RateLimits, number: int, limit: int) -> int:
    async def one() -> int:
        try:
            await limits.take("key 1", limit, NOW)
        except TooManyRequests as error:
            return 0 if error.retry_after_seconds == 48 else 1000
        return 1

    return sum(await asyncio.gather(*[one() for _ in range(number)]))


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Table:
    return new_table(request)


@BOTH_STORES
@pytest.mark.parametrize("limit", [1, 7, 100])
async def test_processes_together_never_take_more_than_the_limit(store: Table, limit: int) -> None:
    processes = [RateLimits(store) for _ in range(3)]

    counts = await asyncio.gather(*[taken(each, limit, limit) for each in processes])

    assert limit * 0.8 <= sum(counts) <= limit


async def test_several_at_once_count_as_many_and_more_than_the_limit_as_all_of_it() -> None:
    limits = RateLimits(MemoryTable())

    await limits.take("key 1", 10, NOW, 7)
    with pytest.raises(TooManyRequests):
        await limits.take("key 1", 10, NOW, 4)
    await limits.take("key 1", 10, NOW, 3)
    with pytest.raises(TooManyRequests):
        await limits.take("key 1", 10, NOW)
    await limits.take("key 1", 10, NOW + timedelta(minutes=1), 100)


@BOTH_STORES
async def test_the_next_minute_begins_anew_and_old_counts_are_removed(store: Table) -> None:
    limits = RateLimits(store)
    await taken(limits, 2, 1)

    await limits.take("key 1", 1, NOW + timedelta(minutes=1))
    await limits.sweep(NOW + timedelta(minutes=3))

    assert not (await store.page(PARTITION, "0", "~", limit=10)).rows


async def test_one_sweep_removes_the_counts_of_however_many_addresses(store: Table) -> None:
    limits = RateLimits(store)
    for number in range(450):
        await limits.take(f"address {number}", 10, NOW)
    await limits.take("address 1", 10, NOW + timedelta(minutes=3))

    await limits.sweep(NOW + timedelta(minutes=3))

    assert len((await store.page(PARTITION, "0", "~", limit=1000)).rows) == 1

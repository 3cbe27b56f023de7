import asyncio
from collections.abc import AsyncGenerator
from uuid import uuid4

import pytest

from shared.engine.recovery.heartbeat import Heartbeat
from shared.errors import Unavailable
from shared.repositories.heartbeats import Heartbeats
from shared.settings import Settings
from tests.support.faulty_table import LossyTable


@pytest.fixture
def table() -> LossyTable:
    return LossyTable()


@pytest.fixture
async def owner(table: LossyTable) -> AsyncGenerator[Heartbeat]:
    settings = Settings.model_validate(
        {"BIFROST_BEAT_SECONDS": "0.05", "BIFROST_SILENCE_SECONDS": "0.2"}
    )
    made = Heartbeat(Heartbeats(table), settings)
    yield made
    table.is_away = False
    await made.close()


async def writes(table: LossyTable) -> set[str]:
    page = await table.page("beat", "0", "~", limit=10)
    return {f"{row.key} {row.etag}" for row in page.rows}


async def test_the_first_beat_is_before_the_first_begin(
    table: LossyTable, owner: Heartbeat
) -> None:
    owner_id = await owner.ready()

    assert [entry.split()[0] for entry in await writes(table)] == [str(owner_id)]


async def test_a_recent_beat_is_enough_for_the_next_begin(
    table: LossyTable, owner: Heartbeat
) -> None:
    await owner.ready()
    before = await writes(table)

    await asyncio.gather(*(owner.ready() for _ in range(10)))

    assert await writes(table) == before


async def test_it_beats_while_something_runs_and_then_no_more(
    table: LossyTable, owner: Heartbeat
) -> None:
    await owner.ready()
    first = await writes(table)

    await owner.run(asyncio.sleep(0.15))
    during = await writes(table)
    await asyncio.sleep(0.1)
    after = await writes(table)
    await asyncio.sleep(0.2)

    assert during != first
    assert await writes(table) == after


async def test_without_a_store_nothing_begins(table: LossyTable, owner: Heartbeat) -> None:
    table.is_away = True

    with pytest.raises(Unavailable):
        await owner.ready()


async def test_silence_gives_up_the_runs_and_the_name(table: LossyTable, owner: Heartbeat) -> None:
    old = await owner.ready()
    table.is_away = True

    with pytest.raises(Unavailable, match="given up"):
        await owner.run(asyncio.sleep(60))

    assert owner.id != old


async def test_a_run_that_its_caller_cancels_is_cancelled(owner: Heartbeat) -> None:
    await owner.ready()
    caller = asyncio.create_task(owner.run(asyncio.sleep(60)))
    await asyncio.sleep(0.01)

    caller.cancel()

    with pytest.raises(asyncio.CancelledError):
        await caller


async def test_an_unknown_write_is_settled_with_the_next_beat(
    table: LossyTable, owner: Heartbeat
) -> None:
    await owner.ready()
    settled = asyncio.Event()

    async def settle() -> None:
        settled.set()

    owner.settle_later((await owner.ready()), settle)

    await asyncio.wait_for(settled.wait(), 1)


async def test_what_cannot_be_settled_stops_neither_beats_nor_others(
    table: LossyTable, owner: Heartbeat
) -> None:
    await owner.ready()
    settled = asyncio.Event()

    async def fail() -> None:
        raise RecursionError("whatever")

    async def settle() -> None:
        settled.set()

    owner.settle_later(uuid4(), fail)
    owner.settle_later(uuid4(), settle)
    before = await writes(table)

    await owner.run(asyncio.sleep(0.2))

    assert settled.is_set()
    assert await writes(table) != before


async def test_what_cannot_be_settled_now_is_settled_later(
    table: LossyTable, owner: Heartbeat
) -> None:
    await owner.ready()
    tries: list[int] = []

    async def settle() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise Unavailable("away")

    owner.settle_later(uuid4(), settle)
    await asyncio.sleep(0.4)

    assert len(tries) == 3
    assert await writes(table)


async def test_a_beat_that_hangs_is_silence(table: LossyTable, owner: Heartbeat) -> None:
    old = await owner.ready()
    table.hangs = True

    with pytest.raises(Unavailable, match="given up"):
        async with asyncio.timeout(1):
            await owner.run(asyncio.sleep(60))

    table.hangs = False
    assert owner.id != old


async def test_it_takes_its_beat_with_it(table: LossyTable, owner: Heartbeat) -> None:
    await owner.ready()

    await owner.close()

    assert await writes(table) == set()

"""What strangers learn of the platform's health, and what it costs to tell them."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import azure.functions as func
import pytest

from shared import release
from shared.errors import Unavailable
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.composition import in_use
from tests.contract.users import JSON, add_user, signed_in

Functions = Mapping[str, func.Function]


class CountedQueue(MemoryQueue):
    """One that counts how often it is asked, and may be away."""

    def __init__(self) -> None:
        super().__init__()
        self.pings = 0
        self.is_away = False

    async def ping(self) -> None:
        self.pings += 1
        await asyncio.sleep(0)  # as any network does: let others come in between
        if self.is_away:
            raise Unavailable("Queue Storage did not answer: account 'customers'")


@pytest.fixture
def queue() -> CountedQueue:
    return CountedQueue()


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def watched(services: Services, queue: CountedQueue, clock: StoppedClock) -> Services:
    return replace(services, queue=queue, clock=clock)


async def test_strangers_cause_one_check_in_five_seconds(
    functions: Functions,
    watched: Services,
    memory_settings: Settings,
    queue: CountedQueue,
    clock: StoppedClock,
) -> None:
    http, asked = Http(functions), list[int]()

    async with in_use(memory_settings, watched):
        for seconds in (0, 0, 4.9, 0.2):
            clock.at += timedelta(seconds=seconds)
            answers = await asyncio.gather(*(http("get_readiness", headers={}) for _ in range(20)))
            assert {answer.status for answer in answers} == {200}
            asked.append(queue.pings)

    assert asked == [1, 1, 1, 2]


@pytest.mark.parametrize("is_away", [False, True])
async def test_strangers_hear_ready_or_not_and_nothing_else(
    functions: Functions,
    watched: Services,
    memory_settings: Settings,
    queue: CountedQueue,
    *,
    is_away: bool,
) -> None:
    http, queue.is_away = Http(functions), is_away

    async with in_use(memory_settings, watched) as made:
        await add_user(made.platform.directory.users, "root", is_admin=True)
        stranger = await http("get_readiness", headers=JSON)
        administrator = await http("get_readiness", headers=signed_in("root"))
        listed = await http("list_dependencies", headers=signed_in("root"))

    assert stranger.status == administrator.status == (503 if is_away else 200)
    for answer in (stranger, administrator):
        assert not any(name in answer.body for name in (b"ueue", b"customers", b"secrets"))
    assert (listed.status, queue.pings) == (200, 1)
    assert listed.json["status"] == ("notReady" if is_away else "ready")
    failed = [found["name"] for found in listed.json["dependencies"] if found["error"]]
    assert failed == (["queues"] if is_away else [])


async def test_strangers_are_told_the_release_its_commit_and_the_schema(http: Http) -> None:
    answer = await http("get_version", headers={})

    assert (answer.status, set(answer.json)) == (200, {"version", "release", "commit", "schema"})
    assert answer.json["release"] == answer.json["version"] == release.VERSION
    assert (answer.json["commit"], answer.json["schema"]) == (release.commit(), release.SCHEMA)

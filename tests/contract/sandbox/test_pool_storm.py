"""Many callers at once need no more worker processes than there may be, and few new ones."""

import asyncio
import os

import pytest

from benchmarks.processes import watched
from functions.composition import Runtime
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Http

CALLERS, CALLS = 16, 640
ORGANIZATIONS = ("acme", "globex")


async def storm(http: Http, name: str, calls: int, *, organizations: tuple[str, ...]) -> None:
    numbers = iter(range(calls))

    async def caller() -> None:
        for number in numbers:
            org_id = organizations[number % len(organizations)]
            headers = {**KEY_HEADERS, "x-organization-id": org_id}
            answer = await http("run_workflow", {"name": name}, body={}, headers=headers)
            assert answer.status == 200, answer.json

    async with asyncio.TaskGroup() as group:
        for _ in range(CALLERS):
            group.create_task(caller())


@pytest.mark.alone
async def test_sixteen_callers_share_their_workers(http: Http) -> None:
    with watched(os.getpid()) as workers:
        await storm(http, "succeeds", CALLS, organizations=("acme",))

    assert 2 <= workers.most <= 33
    assert workers.made <= 45


@pytest.mark.alone
async def test_workers_that_end_after_each_run_count_until_they_are_gone(
    http: Http, running: Runtime, memory_settings: Settings
) -> None:
    most = memory_settings.workers_in_all
    with watched(os.getpid()) as workers:
        await storm(http, "leaves_a_thread", 120, organizations=ORGANIZATIONS)
        await running.platform.engine.pool.settle()

    assert workers.made >= 100
    assert workers.most <= most + 1  # a helper of the fork server ends what a worker left

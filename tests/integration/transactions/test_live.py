"""Storage transactions of pages that follow the executions of an organization."""

import asyncio
import re
from dataclasses import replace
from uuid import uuid4

import pytest

from functions.composition import Runtime
from shared.call import Call, Caller
from shared.handlers import live, workflows
from shared.models.callers import Actor, CallerKind
from tests.contract.users import add_user
from tests.integration.transactions.transactions_helpers import cost
from tests.support.counted_stores import Counted

FOLLOWERS = 8


@pytest.fixture
async def page(call: Call, runtime: Runtime) -> Call:
    """A platform administrator's page in the organization of the runs."""
    user = await add_user(runtime.platform.directory.users, f"pages-{uuid4().hex}", is_admin=True)
    actor = Actor(
        kind=CallerKind.USER,
        id=str(user.id),
        name="Pages",
        is_admin=True,
        is_platform_admin=True,
    )
    caller = Caller(actor, call.caller.scope, user_id=user.id, is_platform_admin=True)
    return replace(call, caller=caller)


async def ask(page: Call, last: str = "", wait: float = 0, channels: str = "executions") -> str:
    return (await live.since(page, channels, last, 0, wait)).body.decode()


def position(body: str) -> str:
    return "".join(re.findall(r"^id: (.*)$", body, re.MULTILINE))


async def test_many_followers_cost_two_transactions_for_each_look(
    page: Call, counted: Counted
) -> None:
    last = position(await ask(page))
    last = position(await ask(page, last))
    cost(counted)

    await asyncio.gather(*(ask(page, last, wait=3) for _ in range(FOLLOWERS)))

    looks_in_three_seconds = 3
    assert 0 < cost(counted)["tables"] <= 2 * looks_in_three_seconds + 4


async def test_a_run_costs_the_same_whether_or_not_it_is_followed(
    page: Call, counted: Counted
) -> None:
    await workflows.run(page, "hello_world", {"name": "Ada"})
    cost(counted)
    await workflows.run(page, "hello_world", {"name": "Ada"})
    alone = cost(counted)
    last = position(await ask(page))
    following = asyncio.create_task(ask(page, last, wait=20))
    await asyncio.sleep(0.3)
    cost(counted)

    with counted.own() as sent:
        await workflows.run(page, "hello_world", {"name": "Ada"})
    told = await following

    assert "hello_world" in told
    of_the_run = [path for method, path in sent if method == "POST"]
    assert len(of_the_run) == alone.total() == 2


@pytest.mark.parametrize(
    ("channel", "most"),
    # Without webhooks: their lists, and what waits.
    [("schedules", 1), ("events", 1), ("notifications", 1), ("deliveries", 3)],
)
async def test_a_look_at_a_channel_costs_few_transactions(
    page: Call, counted: Counted, channel: str, most: int
) -> None:
    cost(counted)

    await ask(page, channels=channel)

    assert 0 < cost(counted)["tables"] <= most

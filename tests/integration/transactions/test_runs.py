"""Storage transactions of runs."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from pydantic import JsonValue

from functions.auth.authenticator import HOST_KEY
from shared.call import Call
from shared.engine.queue.backlog import MOST_MESSAGES
from shared.errors import WorkflowFailed
from shared.handlers import workflows
from shared.models.callers import Actor, CallerKind
from shared.models.executions import Status
from shared.models.keys import ApiKey
from shared.models.users import MemberRole, Membership, User
from tests.integration.transactions.transactions_helpers import (
    QUEUED,
    cost,
    receive,
)
from tests.support.backends import Backend
from tests.support.counted_stores import Counted
from tests.support.counting import VERSION


async def test_a_synchronous_execution_is_two(call: Call, counted: Counted) -> None:
    await workflows.run(call, "hello_world", {"name": "Ada"})

    assert cost(counted) == {"tables": 2}


async def test_whether_the_workspace_changed_is_one_read_in_two_seconds(
    call: Call, counted: Counted
) -> None:
    await asyncio.sleep(2.1)

    for _ in range(3):
        await workflows.run(call, "hello_world", {"name": "Ada"})

    looks = [path for _, path in counted.sent if path.startswith(VERSION)]
    assert len(looks) == 1
    # The index may be kept meanwhile, which is a blob.
    assert cost(counted)["tables"] == 6


async def test_a_failed_one_costs_no_more(call: Call, counted: Counted) -> None:
    with pytest.raises(WorkflowFailed):
        await workflows.run(call, "raises", {})

    assert cost(counted) == {"tables": 2}


async def test_a_queued_execution_is_four(call: Call, counted: Counted, backend: Backend) -> None:
    await backend.drain()

    await workflows.run(call, "hello_world", {"name": "Ada"}, QUEUED)
    accepted = cost(counted)
    await call.platform.engine.deliveries.claim(await receive(backend))

    assert accepted == {"tables": 1, "queue": 1}
    assert cost(counted) == {"tables": 2}


@pytest.mark.parametrize(("who", "reads"), [("function key", 0), ("user", 1), ("API key", 1)])
async def test_whether_its_caller_still_may_is_one_read_more_at_most(
    call: Call,
    counted: Counted,
    backend: Backend,
    who: str,
    reads: int,
) -> None:
    await backend.drain()
    asking = replace(call, caller=replace(call.caller, actor=await actor_of(call, who)))
    await workflows.run(asking, "hello_world", {"name": "Ada"}, QUEUED)
    message = await receive(backend)
    # Its organization is known to a process that has heard of it in the last 30 s.
    await call.platform.directory.organizations.known(call.caller.scope)
    counted.sent.clear()

    await call.platform.engine.deliveries.claim(message)
    of_directory = [path for _, path in counted.sent if _is_of_directory(path)]
    await workflows.run(call, "hello_world", {"name": "Ada"})

    assert len(of_directory) == reads
    assert [path for _, path in counted.sent if _is_of_directory(path)] == of_directory
    record = await call.executions.get(message.execution.id)
    assert record.status is Status.SUCCESS


def _is_of_directory(path: str) -> bool:
    return path.startswith("/Directory") and not path.startswith(VERSION)


async def actor_of(call: Call, who: str) -> Actor:
    """Somebody who may start a workflow, as kept with a run."""
    directory, org_id, now = call.platform.directory, call.caller.scope, datetime.now(UTC)
    if who == "user":
        member = (Membership(org_id=org_id, role=MemberRole.ADMIN),)
        user = User(
            id=uuid4(),
            email=f"{uuid4().hex}@example.test",
            display_name="Ada",
            memberships=member,
            created_by="tests",
            created_at=now,
        )
        await directory.users.add(user)
        return Actor(kind=CallerKind.USER, id=str(user.id), name="Ada", is_admin=True)
    if who == "API key":
        key = ApiKey(id=uuid4(), secret_hash="x", org_id=org_id, created_by="tests", created_at=now)
        await directory.api_keys.add(key)
        return Actor(kind=CallerKind.API_KEY, id=str(key.id), name="Key")
    return HOST_KEY


async def test_one_that_waits_in_line_is_four_and_its_part_of_a_page(
    call: Call, counted: Counted, backend: Backend
) -> None:
    for _ in range(MOST_MESSAGES + 10):  # some more have a message where this takes seconds
        await workflows.run(call, "hello_world", {"name": "Ada"}, QUEUED)
    counted.sent.clear()
    await workflows.run(call, "hello_world", {"name": "Ada"}, QUEUED)
    accepted = cost(counted)
    await backend.drain()
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    waiting = len(await call.executions.due_in_backlog(tomorrow, 1000))
    counted.sent.clear()

    await call.platform.engine.backlog_runner.run(call.caller.scope)

    # Its begin, and a look at the line and a call for it where none is under way.
    assert accepted["tables"] - accepted["queue"] == 1
    assert accepted["queue"] <= 1
    # A read, a claim and a finish each; a page of sixteen, and an empty one.
    assert 0 < waiting <= 16
    used = cost(counted)
    assert used["tables"] - used["queue"] == 3 * waiting + 2


async def test_a_large_input_and_a_large_result_are_one_blob_each(
    call: Call, counted: Counted, backend: Backend
) -> None:
    await backend.drain()
    large: dict[str, JsonValue] = {"value": "x" * 40_000}

    await workflows.run(call, "succeeds", large)
    synchronous = cost(counted)
    await workflows.run(call, "succeeds", large, QUEUED)
    accepted = cost(counted)
    await call.platform.engine.deliveries.claim(await receive(backend))

    assert synchronous == {"tables": 2, "blobs": 2}
    assert accepted == {"tables": 1, "queue": 1, "blobs": 1}
    # Reading the input back, and writing the result.
    assert cost(counted) == {"tables": 2, "blobs": 2}


async def test_lines_within_bounds_cost_nothing(call: Call, counted: Counted) -> None:
    await workflows.run(call, "talks", {})

    assert cost(counted) == {"tables": 2}

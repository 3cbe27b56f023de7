"""What an execution costs: storage transactions on real tables, queues and blobs, by count.

The numbers are those of docs/executions.md. Beats are counted apart.
"""

import asyncio
import os
from base64 import b64decode
from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from azure.storage.queue.aio import QueueClient
from pydantic import JsonValue

from functions.auth.authenticator import HOST_KEY
from functions.composition import Runtime
from functions.runtime import compose
from local.seed import create_stores
from shared.call import Call, Caller
from shared.engine.queue.backlog import MOST_MESSAGES
from shared.errors import NotFound, WorkflowFailed
from shared.handlers import cancels, executions, workflows
from shared.handlers.executions import ExecutionFilter
from shared.models.callers import Actor, CallerKind
from shared.models.executions import Execution, ExecutionMessage, Status
from shared.models.keys import ApiKey
from shared.models.organizations import Organization
from shared.models.runs import RunRequest
from shared.models.users import MemberRole, Membership, User
from shared.operations.run_requests import RunOptions
from shared.repositories.executions import summary_of
from shared.repositories.large_values import columns_of
from shared.repositories.row_keys import earliest_id, newest_first
from shared.services.azure.connect import connect
from shared.services.tables import Change, Insert
from shared.settings import Settings
from tests.support.counting import VERSION, CountingTransport
from tests.support.waiting import until

QUEUED = RunOptions(responds_async=True)
HELLO = ExecutionFilter("hello_world")
#: BIFROST_TEST_OLDER=20000 takes a minute more.
OLDER = int(os.environ.get("BIFROST_TEST_OLDER", "2000"))


@pytest.fixture
async def runtime(
    local_settings: Mapping[str, str],
    counted: CountingTransport,
    workspace: Path,
    tmp_path: Path,
) -> AsyncGenerator[Runtime]:
    chosen = Settings.model_validate(
        {
            **local_settings,
            "BIFROST_WORKSPACE_LOCATION": str(workspace),
            "BIFROST_CACHE_LOCATION": str(tmp_path),
        }
    )
    await create_stores(chosen.storage_connection)
    services = connect(chosen, counted)
    made = compose(chosen, services)
    yield made
    await made.platform.engine.close()
    await services.close()


@pytest.fixture
async def call(runtime: Runtime, counted: CountingTransport) -> Call:
    """For an organization of its own, with every table made and the workflows known."""
    org_id = f"org-{uuid4().hex}"
    await runtime.platform.directory.organizations.add(
        Organization(id=org_id, name="Counted", created_by="tests", created_at=datetime.now(UTC))
    )
    await runtime.platform.directory.organizations.known(org_id)  # as from a request of it
    caller = Caller(HOST_KEY, org_id, "Counted")
    warm = Call(caller, runtime.platform)
    await workflows.run(warm, "succeeds", {"value": "x" * 40_000})
    await runtime.platform.engine.catalog.settled()
    counted.sent.clear()
    return warm


def cost(counted: CountingTransport) -> Counter[str]:
    """How many requests each store got, since this was last asked."""
    stores = Counter(_store(path) for _, path in counted.of_executions())
    counted.sent.clear()
    return stores


def _store(path: str) -> str:
    if path.startswith("/executions/"):
        return "blobs"
    return "queue" if path.startswith("/workflow-executions") else "tables"


async def test_a_synchronous_execution_is_two(call: Call, counted: CountingTransport) -> None:
    await workflows.run(call, "hello_world", {"name": "Ada"})

    assert cost(counted) == {"tables": 2}


async def test_whether_the_workspace_changed_is_one_read_in_two_seconds(
    call: Call, counted: CountingTransport
) -> None:
    await asyncio.sleep(2.1)

    for _ in range(3):
        await workflows.run(call, "hello_world", {"name": "Ada"})

    looks = [path for _, path in counted.sent if path.startswith(VERSION)]
    assert len(looks) == 1
    # The index may be kept meanwhile, which is a blob.
    assert cost(counted)["tables"] == 6


async def test_a_failed_one_costs_no_more(call: Call, counted: CountingTransport) -> None:
    with pytest.raises(WorkflowFailed):
        await workflows.run(call, "raises", {})

    assert cost(counted) == {"tables": 2}


async def test_a_queued_execution_is_four(
    call: Call, counted: CountingTransport, local_settings: Mapping[str, str]
) -> None:
    await drain(local_settings)

    await workflows.run(call, "hello_world", {"name": "Ada"}, QUEUED)
    accepted = cost(counted)
    await call.platform.engine.deliveries.claim(await receive(local_settings))

    assert accepted == {"tables": 1, "queue": 1}
    assert cost(counted) == {"tables": 2}


@pytest.mark.parametrize(("who", "reads"), [("function key", 0), ("user", 1), ("API key", 1)])
async def test_whether_its_caller_still_may_is_one_read_more_at_most(
    call: Call,
    counted: CountingTransport,
    local_settings: Mapping[str, str],
    who: str,
    reads: int,
) -> None:
    await drain(local_settings)
    asking = replace(call, caller=replace(call.caller, actor=await actor_of(call, who)))
    await workflows.run(asking, "hello_world", {"name": "Ada"}, QUEUED)
    message = await receive(local_settings)
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
    call: Call, counted: CountingTransport, local_settings: Mapping[str, str]
) -> None:
    for _ in range(MOST_MESSAGES + 10):  # some more have a message where this takes seconds
        await workflows.run(call, "hello_world", {"name": "Ada"}, QUEUED)
    counted.sent.clear()
    await workflows.run(call, "hello_world", {"name": "Ada"}, QUEUED)
    accepted = cost(counted)
    await drain(local_settings)
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
    call: Call, counted: CountingTransport, local_settings: Mapping[str, str]
) -> None:
    await drain(local_settings)
    large: dict[str, JsonValue] = {"value": "x" * 40_000}

    await workflows.run(call, "succeeds", large)
    synchronous = cost(counted)
    await workflows.run(call, "succeeds", large, QUEUED)
    accepted = cost(counted)
    await call.platform.engine.deliveries.claim(await receive(local_settings))

    assert synchronous == {"tables": 2, "blobs": 2}
    assert accepted == {"tables": 1, "queue": 1, "blobs": 1}
    # Reading the input back, and writing the result.
    assert cost(counted) == {"tables": 2, "blobs": 2}


async def test_lines_within_bounds_cost_nothing(call: Call, counted: CountingTransport) -> None:
    await workflows.run(call, "talks", {})

    assert cost(counted) == {"tables": 2}


async def test_an_ended_record_is_one_and_a_live_one_two(
    call: Call, counted: CountingTransport
) -> None:
    reply = await workflows.run(call, "hello_world", {"name": "Ada"})
    accepted = await workflows.run(call, "hello_world", {"name": "Ada"}, QUEUED)
    ended, live = (r.headers["X-Execution-Id"] for r in (reply, accepted))
    counted.sent.clear()

    await executions.get(call, UUID(ended))
    for_ended = cost(counted)
    await executions.get(call, UUID(live))
    for_live = cost(counted)
    with pytest.raises(NotFound):
        await executions.get(call, uuid4())

    assert (for_ended, for_live) == ({"tables": 1}, {"tables": 2})
    assert cost(counted) == {"tables": 3}


async def test_the_first_page_of_a_list_is_two_and_the_others_one(
    call: Call, counted: CountingTransport
) -> None:
    for _ in range(5):
        await workflows.run(call, "hello_world", {"name": "Ada"})
    counted.sent.clear()

    first = await executions.page(call, HELLO, 2, None)
    for_first = cost(counted)
    await executions.page(call, HELLO, 2, first.continuation_token)

    assert for_first == {"tables": 2}
    assert cost(counted) == {"tables": 1}


async def test_the_first_of_a_quiet_process_writes_one_beat(
    call: Call, counted: CountingTransport
) -> None:
    await workflows.run(call, "hello_world", {"name": "Ada"})
    await workflows.run(call, "hello_world", {"name": "Ada"})

    beats = [sent for sent in counted.sent if sent[1].startswith("/Owners")]
    assert beats == []  # the fixture's run wrote it, less than ten seconds ago


async def test_a_sweep_is_one_for_each_organization_and_four(
    runtime: Runtime, call: Call, counted: CountingTransport
) -> None:
    assert call
    organizations = runtime.platform.directory.organizations
    await organizations.add(
        Organization(
            id=f"org-{uuid4().hex}", name="New", created_by="tests", created_at=datetime.now(UTC)
        )
    )
    count = len([found async for found in organizations.all()])
    await runtime.platform.engine.sweep()  # what other tests left behind goes here

    with counted.own() as sent:
        await runtime.platform.engine.sweep()

    # GLOBAL's live range, the organizations, the owners, the markers.
    assert len(sent) == count + 4


async def test_a_run_with_a_key_is_one_read_more_and_so_is_its_repetition(
    call: Call, counted: CountingTransport
) -> None:
    key = RunOptions(key="one")

    await workflows.run(call, "hello_world", {"name": "Ada"}, key)
    first = cost(counted)
    await workflows.run(call, "hello_world", {"name": "Ada"}, key)

    assert first == {"tables": 3}
    assert cost(counted) == {"tables": 2}  # the key and the record


async def test_a_transient_run_is_the_event_of_the_audit_log(
    call: Call, counted: CountingTransport
) -> None:
    request = RunRequest(input_data={"name": "Ada"}, transient=True)
    await workflows.execute(call, "hello_world", request, RunOptions())
    first = cost(counted)

    await workflows.execute(call, "hello_world", request, RunOptions())

    assert first["tables"] <= 3  # this process does not know yet where the log ends
    assert cost(counted) == {"tables": 1}


async def test_a_failed_attempt_is_a_record_and_a_message(
    call: Call, counted: CountingTransport
) -> None:
    await workflows.run(call, "fails_twice", {})

    # Its line is kept apart, since the record of the next attempt holds that one's.
    assert cost(counted) == {"tables": 2, "queue": 1, "blobs": 2}


@pytest.mark.parametrize("runs", [False, True])
async def test_a_cancel_is_these(
    call: Call, counted: CountingTransport, local_settings: Mapping[str, str], *, runs: bool
) -> None:
    await drain(local_settings)
    reply = await workflows.run(call, "takes_its_time", {"seconds": 30}, QUEUED)
    execution_id = UUID(reply.headers["X-Execution-Id"])
    running: asyncio.Task[None] | None = None
    if runs:
        message = await receive(local_settings)
        running = asyncio.create_task(call.platform.engine.deliveries.claim(message))
        await until(lambda: _is_running(call, execution_id))

    with counted.own() as sent:
        await cancels.one(call, execution_id)
    if running:
        await running

    # Two reads to find it, one with its ETag, and the end; the marker of one that runs.
    assert len([path for _, path in sent if path.startswith("/Owners")]) == int(runs)
    assert len([path for _, path in sent if not path.startswith("/Owners")]) == 4


async def _is_running(call: Call, execution_id: UUID) -> bool:
    return (await call.executions.get(execution_id)).status is Status.RUNNING


async def test_thousands_of_older_ones_change_nothing(
    call: Call, counted: CountingTransport, local_settings: Mapping[str, str]
) -> None:
    await drain(local_settings)
    await fill(call, OLDER)
    counted.sent.clear()

    reply = await workflows.run(call, "hello_world", {"name": "Ada"})
    synchronous = cost(counted)
    await executions.get(call, UUID(reply.headers["X-Execution-Id"]))
    got = cost(counted)
    await executions.page(call, HELLO, 25, None)
    listed = cost(counted)
    await workflows.run(call, "hello_world", {"name": "Ada"}, QUEUED)
    await call.platform.engine.deliveries.claim(await receive(local_settings))

    assert (synchronous, got, listed) == ({"tables": 2}, {"tables": 1}, {"tables": 2})
    assert cost(counted) == {"tables": 3, "queue": 1}


async def fill(call: Call, count: int) -> None:
    """Ended executions of a year ago, twenty in a transaction."""
    year_ago = earliest_id(datetime.now(UTC) - timedelta(days=365)).int
    for start in range(0, count, 20):
        numbers = range(year_ago + start, year_ago + start + 20)
        changes = [change for number in numbers for change in old_rows(call, UUID(int=number))]
        await call.platform.services.executions.transaction(call.caller.scope, changes)


def old_rows(call: Call, execution_id: UUID) -> list[Change]:
    time, old = newest_first(execution_id), old_execution(call, execution_id)
    listed = {"v": "1", "summary": summary_of(old).model_dump_json()}
    record = Insert(f"x|{time}", {"v": "1", **columns_of(old)})
    return [record, *(Insert(f"{index}|{time}", listed) for index in ("w|hello_world", "u|me"))]


def old_execution(call: Call, execution_id: UUID) -> Execution:
    return Execution(
        id=execution_id,
        workflow_name="hello_world",
        org_id=call.caller.scope,
        caller=HOST_KEY,
        status=Status.SUCCESS,
        code_version="v1",
        timeout_seconds=40,
        created_at=datetime.now(UTC),
        write_id=uuid4(),
    )


async def drain(settings: Mapping[str, str]) -> None:
    async with _queue(settings) as queue:
        await queue.clear_messages()


async def receive(settings: Mapping[str, str]) -> ExecutionMessage:
    async with _queue(settings) as queue:
        message = await queue.receive_message()
        assert message is not None
        await queue.delete_message(message)
    return ExecutionMessage.model_validate_json(b64decode(message.content))


def _queue(settings: Mapping[str, str]) -> QueueClient:
    connection = settings["AzureWebJobsStorage"]
    return QueueClient.from_connection_string(connection, "workflow-executions")

"""What an execution costs: storage transactions on real tables, queues and blobs, by count.

The numbers are those of docs/executions.md. Beats are counted apart.
"""

from base64 import b64decode
from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from azure.storage.queue.aio import QueueClient
from pydantic import JsonValue

from functions.auth import HOST_KEY
from functions.runtime import Runtime, compose
from infra.local.seed import create_stores
from shared.call import Call, Caller
from shared.errors import NotFound, WorkflowFailed
from shared.handlers import executions, workflows
from shared.handlers.executions import Wanted
from shared.handlers.workflows import Manner
from shared.models.executions import ExecutionMessage
from shared.models.organizations import Organization
from shared.services.azure.connect import connect
from shared.settings import Settings
from tests.counting import CountingTransport

QUEUED = Manner(responds_async=True)
HELLO = Wanted("hello_world")


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
    caller = Caller(HOST_KEY, f"org-{uuid4().hex}", "Counted")
    warm = Call(caller, runtime.platform)
    await workflows.run(warm, "succeeds", {"value": "x" * 40_000})
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
    await call.platform.engine.claim(await receive(local_settings))

    assert accepted == {"tables": 1, "queue": 1}
    assert cost(counted) == {"tables": 2}


async def test_a_large_input_and_a_large_result_are_one_blob_each(
    call: Call, counted: CountingTransport, local_settings: Mapping[str, str]
) -> None:
    await drain(local_settings)
    large: dict[str, JsonValue] = {"value": "x" * 40_000}

    await workflows.run(call, "succeeds", large)
    synchronous = cost(counted)
    await workflows.run(call, "succeeds", large, QUEUED)
    accepted = cost(counted)
    await call.platform.engine.claim(await receive(local_settings))

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

    first = await executions.all(call, HELLO, 2, None)
    for_first = cost(counted)
    await executions.all(call, HELLO, 2, first.continuation_token)

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
    counted.sent.clear()

    await runtime.platform.engine.sweep()

    # GLOBAL's live range, the organizations, the owners, the markers.
    assert len(counted.sent) == count + 4


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

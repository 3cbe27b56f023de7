"""Messages that come twice, at the same time, late and out of order: two real hosts, one queue."""

import asyncio
import os
import random
import time
from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from azure.storage.queue import QueueClient, QueueMessage

from functions.auth.authenticator import HOST_KEY
from functions.runtime import compose
from local.seed import create_stores
from local.stack import Stack, StackOptions, hosted, services
from shared.call import Call, Caller
from shared.engine.queue.backlog import MOST_MESSAGES
from shared.handlers import workflows
from shared.models.executions import ExecutionMessage
from shared.models.runs import RunOptions
from shared.services.azure.connect import connect
from shared.settings import Settings
from tests.integration.conftest import KEY
from tests.support.recorded_logs import Notes

pytestmark = pytest.mark.sampled(one_of=2, within="module")

QUEUED = RunOptions(responds_async=True)
COPIES = 5
#: BIFROST_TEST_ORDERS=20 tries that many.
ORDERS = int(os.environ.get("BIFROST_TEST_ORDERS", "1"))
BOUND_SECONDS = 60
FINAL = {"Success", "CompletedWithErrors", "Failed", "Timeout", "Cancelled"}


async def accept(settings: Mapping[str, str], work: Callable[[Call], Awaitable[None]]) -> None:
    """Accept runs in a process that handles none."""
    chosen = Settings.model_validate(settings)
    await create_stores(chosen.storage_connection)
    stores = connect(chosen)
    composed = compose(chosen, stores)
    await work(Call(Caller(HOST_KEY, "test-org-active", "Contoso"), composed.platform))
    await composed.platform.engine.close()
    await stores.close()


def queue_of(settings: Mapping[str, str]) -> QueueClient:
    connection = settings["AzureWebJobsStorage"]
    return QueueClient.from_connection_string(connection, "workflow-executions")


def take_all(queue: QueueClient) -> list[str]:
    """The text of each message; none is left."""
    found: list[QueueMessage] = list(queue.receive_messages(messages_per_page=32))
    for message in found:
        queue.delete_message(message)
    return [message.content for message in found]


def put_copies(queue: QueueClient, texts: list[str], *, seed: int) -> None:
    """Each several times, in any order, half of them seconds later."""
    picked = random.Random(seed)  # noqa: S311  it picks an order
    copies = texts * COPIES
    picked.shuffle(copies)
    for text in copies:
        queue.send_message(text, visibility_timeout=picked.choice([0, 0, 0, 1, 2, 4]))


def ids_in(texts: list[str]) -> list[UUID]:
    messages = [ExecutionMessage.model_validate_json(b64decode(text)) for text in texts]
    return [message.execution.id for message in messages]


def wait_for_ends(stack: Stack, workflow: str, count: int) -> list[dict[str, str]]:
    deadline = time.monotonic() + BOUND_SECONDS
    with httpx.Client(base_url=f"{stack.url}/api", headers=KEY, timeout=30) as client:
        while time.monotonic() < deadline:
            page = client.get(f"workflows/{workflow}/executions", params={"limit": 500}).json()
            found: list[dict[str, str]] = page["executions"]
            if len(found) == count and all(record["status"] in FINAL for record in found):
                return found
            time.sleep(0.3)
    raise TimeoutError("not all have ended")


def wait_until_empty(queue: QueueClient) -> None:
    deadline = time.monotonic() + BOUND_SECONDS
    while queue.get_queue_properties().approximate_message_count:
        assert time.monotonic() < deadline
        time.sleep(0.3)


def two_hosts(parts: ExitStack, options: StackOptions, settings: Mapping[str, str]) -> list[Stack]:
    second = StackOptions(options.data / "second", environment=options.environment)
    second.data.mkdir()
    return [parts.enter_context(hosted(each, settings)) for each in (options, second)]


@pytest.fixture
def options(workspace: Path, tmp_path: Path) -> StackOptions:
    chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace), "BIFROST_WORKERS_PER_ORGANIZATION": "4"}
    return StackOptions(tmp_path, environment=chosen, in_memory=True)


@pytest.mark.parametrize("seed", range(ORDERS))
def test_messages_that_come_many_times_in_any_order_run_each_once(
    options: StackOptions, notes: Notes, seed: int
) -> None:
    async def burst(call: Call) -> None:
        for _ in range(12):
            await workflows.run(
                call, "takes_its_time", {"seconds": 0.2, "port": notes.port}, QUEUED
            )

    with services(options) as settings, ExitStack() as parts:
        asyncio.run(accept({**settings, **options.environment}, burst))
        queue = queue_of(settings)
        texts = take_all(queue)
        put_copies(queue, texts, seed=seed)
        one, _ = two_hosts(parts, options, settings)
        ended = wait_for_ends(one, "takes_its_time", 12)
        wait_until_empty(queue)

    assert {UUID(record["executionId"]) for record in ended} == set(ids_in(texts))
    assert {record["status"] for record in ended} == {"Success"}
    assert len(notes.processes) == 12


def test_an_earlier_attempts_message_that_comes_late_starts_no_attempt_of_its_own(
    options: StackOptions,
) -> None:
    async def one(call: Call) -> None:
        await workflows.run(call, "fails_twice", {}, QUEUED)

    with services(options) as settings, ExitStack() as parts:
        asyncio.run(accept({**settings, **options.environment}, one))
        queue = queue_of(settings)
        [text] = take_all(queue)
        for delay in (0, 0, 1, 2, 2, 3, 4, 5, 6, 8):
            queue.send_message(text, visibility_timeout=delay)
        stack, _ = two_hosts(parts, options, settings)
        [ended] = wait_for_ends(stack, "fails_twice", 1)
        wait_until_empty(queue)
        path = f"{stack.url}/api/workflows/fails_twice/executions/{ended['executionId']}"
        record = httpx.get(path, headers=KEY, timeout=30).json()

    assert (record["status"], record["result"]) == ("Success", "try 3")
    assert [attempt["number"] for attempt in record["attempts"]] == [1, 2, 3]
    assert [attempt["status"] for attempt in record["attempts"]] == ["Failed", "Failed", "Success"]


def test_two_processes_that_serve_one_line_run_each_of_it_once(
    options: StackOptions, notes: Notes
) -> None:
    count = MOST_MESSAGES + 40

    async def burst(call: Call) -> None:
        for _ in range(count):
            await workflows.run(call, "takes_its_time", {"seconds": 0, "port": notes.port}, QUEUED)

    with services(options) as settings, ExitStack() as parts:
        asyncio.run(accept({**settings, **options.environment}, burst))
        stacks = two_hosts(parts, options, settings)
        ended = wait_for_ends(stacks[0], "takes_its_time", count)

    assert {record["status"] for record in ended} == {"Success"}
    assert len(notes.processes) == count

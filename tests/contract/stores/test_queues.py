"""Every Queue keeps this contract; what arrives is read as the Functions host reads it."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from azure.storage.queue.aio import QueueClient

from shared.services.azure.connect import connect
from shared.services.azure.connection import AzureConnection
from shared.services.azure.queues import AzureQueue
from shared.services.queues import MemoryQueue, Queue
from shared.services.services import Services
from shared.services.sqlite.queues import SqliteQueue
from shared.settings import Settings


@pytest.fixture(params=["memory", "sqlite", "azure"])
def queue(request: pytest.FixtureRequest) -> Queue:
    if request.param == "memory":
        return MemoryQueue()
    if request.param == "sqlite":
        return SqliteQueue(request.getfixturevalue("database"), "runs")
    services: Services = request.getfixturevalue("azure_services")
    return services.queue


async def test_it_takes_a_message_now_or_later(queue: Queue) -> None:
    await queue.send("now")
    await queue.send("later", delay_seconds=60)


async def test_it_answers_a_ping(queue: Queue) -> None:
    await queue.ping()


async def test_it_tells_how_much_waits_and_since_when(queue: Queue) -> None:
    before = await queue.depth()
    earliest = datetime.now(UTC) - timedelta(seconds=5)  # of the store's own clock

    await queue.send("now")
    await queue.send("later", delay_seconds=60)

    after = await queue.depth()
    assert after.messages == before.messages + 2
    if before.messages == 0 and not isinstance(queue, MemoryQueue):
        assert after.oldest_at is not None
        assert after.oldest_at >= earliest


async def test_the_memory_queue_remembers_what_was_sent() -> None:
    queue = MemoryQueue()

    await queue.send("¡Hola!", delay_seconds=5)

    assert queue.sent == [("¡Hola!", 5)]


async def test_a_message_is_base64_never_expires_and_its_queue_is_made(
    local_settings: Mapping[str, str],
) -> None:
    name = f"missing-{uuid4().hex}"
    connection = AzureConnection(Settings.model_validate(local_settings))
    queue = AzureQueue(connection, name)

    await queue.ping()
    await queue.send("¡Hola!")

    raw = QueueClient.from_connection_string(local_settings["AzureWebJobsStorage"], name)
    async with raw:
        message = await raw.receive_message()
    await connection.close()
    assert message is not None
    assert base64.b64decode(message.content).decode() == "¡Hola!"
    assert message.expires_on is not None
    assert message.expires_on.year >= 9999


async def test_services_can_be_closed_unused(local_settings: Mapping[str, str]) -> None:
    await connect(Settings.model_validate(local_settings)).close()

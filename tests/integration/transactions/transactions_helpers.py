"""What the tests of this folder share."""

from base64 import b64decode
from collections import Counter
from collections.abc import Mapping

from azure.storage.queue.aio import QueueClient

from shared.models.executions import ExecutionMessage
from shared.operations.run_requests import RunOptions
from tests.support.counting import CountingTransport

QUEUED = RunOptions(responds_async=True)
WAITS = RunOptions(responds_async=True, wait_seconds=1)


def cost(counted: CountingTransport) -> Counter[str]:
    """How many requests each store got, since this was last asked."""
    stores = Counter(store(path) for _, path in counted.of_executions())
    counted.sent.clear()
    return stores


def store(path: str) -> str:
    if path.startswith("/executions/"):
        return "blobs"
    return "queue" if path.startswith("/workflow-executions") else "tables"


async def drain(settings: Mapping[str, str]) -> None:
    async with queue_client(settings) as queue:
        await queue.clear_messages()


async def receive(settings: Mapping[str, str]) -> ExecutionMessage:
    async with queue_client(settings) as queue:
        message = await queue.receive_message()
        assert message is not None
        await queue.delete_message(message)
    return ExecutionMessage.model_validate_json(b64decode(message.content))


def queue_client(settings: Mapping[str, str]) -> QueueClient:
    connection = settings["AzureWebJobsStorage"]
    return QueueClient.from_connection_string(connection, "workflow-executions")

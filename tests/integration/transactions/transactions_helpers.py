"""What the tests of this folder share."""

from collections import Counter

from shared.models.executions import ExecutionMessage
from shared.models.runs import RunOptions
from tests.support.backends import Backend
from tests.support.counted_stores import Counted

QUEUED = RunOptions(responds_async=True)
WAITS = RunOptions(responds_async=True, wait_seconds=1)


def cost(counted: Counted) -> Counter[str]:
    """How many requests each store got, since this was last asked."""
    stores = Counter(store(path) for _, path in counted.of_executions())
    counted.sent.clear()
    return stores


def store(path: str) -> str:
    if path.startswith("/executions/"):
        return "blobs"
    if path.startswith("/event-deliveries"):
        return "event messages"
    return "queue" if path.startswith("/workflow-executions") else "tables"


async def receive(backend: Backend) -> ExecutionMessage:
    """The oldest message, which is removed."""
    return ExecutionMessage.model_validate_json(await backend.receive())

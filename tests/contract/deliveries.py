"""Hands messages to the queue's functions, as the host would."""

from collections.abc import Mapping, Sequence

import azure.functions as func
from azure.functions.queue import QueueMessage

from functions.composition import Runtime
from shared.models.executions import ExecutionMessage
from shared.services.queues import MemoryQueue

Sent = Sequence[tuple[str, int]]


def take(running: Runtime) -> Sent:
    """What was sent, with the seconds that each is hidden; it is not there any more."""
    queue = running.platform.services.queue
    assert isinstance(queue, MemoryQueue)
    sent, queue.sent = queue.sent, []
    return sent


def message_in(text: str) -> ExecutionMessage:
    return ExecutionMessage.model_validate_json(text)


async def hand(functions: Mapping[str, func.Function], text: str, name: str) -> None:
    await functions[name].get_user_function()(QueueMessage(id="1", body=text))


async def deliver(
    functions: Mapping[str, func.Function], running: Runtime, name: str = "run_execution"
) -> int:
    """Every message that is there now, whenever it is due; how many there were."""
    sent = take(running)
    for text, _ in sent:
        await hand(functions, text, name)
    return len(sent)

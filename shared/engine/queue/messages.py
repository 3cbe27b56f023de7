"""Queue messages of waiting runs, sent now or hidden until the run is due."""

import logging
import math
from datetime import timedelta

from shared.engine.ports import Ports
from shared.errors import Unavailable
from shared.models.executions import Execution, ExecutionMessage
from shared.repositories.large_values import lean

#: A run that is due later than this gets its message from the sweep, every minute.
AT_ONCE = timedelta(minutes=10)
MOST_KNOWN = 10_000
LONGEST_REQUEUE_SECONDS = 60

logger = logging.getLogger(__name__)


class Messages:
    """Sends the queue messages of executions."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def announce(self, execution: Execution, etag: str, *, hidden_seconds: int = 0) -> None:
        """Send the message of a record that was just written; if that fails, the sweep does.

        It stays hidden until the run is due, and for ``hidden_seconds`` at least.
        """
        if has_late_message(execution):
            return
        try:
            await self.send(execution, etag, hidden_seconds=hidden_seconds)
        except Unavailable:
            facts = {"execution": str(execution.id)}
            logger.warning("queue message not sent: left to the sweep", extra=facts)

    async def send(self, execution: Execution, etag: str, *, hidden_seconds: int = 0) -> None:
        """Send the message of an execution, hidden until the run is due."""
        message = ExecutionMessage(execution=lean(execution), etag=etag)
        await self._send(message, max(hidden_seconds, self._seconds_until_due(execution)))

    async def requeue(self, message: ExecutionMessage) -> None:
        """Send a copy of the message with a delay of 1, 2, 4 ... 60 s, as no slot was free."""
        delay = min(LONGEST_REQUEUE_SECONDS, 2**message.bounces)
        await self._send(message.model_copy(update={"bounces": message.bounces + 1}), delay)

    async def _send(self, message: ExecutionMessage, delay_seconds: int) -> None:
        text = message.model_dump_json()
        await self._ports.queue.send(text, delay_seconds=delay_seconds)

    def _seconds_until_due(self, execution: Execution) -> int:
        if execution.due_at is None:
            return 0
        return max(0, math.ceil((execution.due_at - self._ports.now()).total_seconds()))


def has_late_message(execution: Execution) -> bool:
    """Whether the message is sent shortly before the run is due, not when it is accepted."""
    due_at = execution.due_at
    return due_at is not None and due_at - execution.waits_since > AT_ONCE

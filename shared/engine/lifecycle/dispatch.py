"""Dispatch: how a queued execution, once its record is written, reaches the process that runs it.

``BIFROST_DISPATCH`` says which of three ways the process takes:

- ``queue``: a message in the queue; ``QueueDispatch``.
- ``local``: this process claims it at once; ``LocalDispatch``. For a process that lives long.
- ``doorbell``: a message that stays hidden, and a request to the app's own route that claims the
  execution at once; ``shared.engine.lifecycle.doorbell_dispatch``. For Azure Functions.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

from shared.engine.lifecycle.deliveries import Deliveries
from shared.engine.ports import Ports
from shared.engine.queue.messages import Messages
from shared.models.executions import Execution, ExecutionMessage, Status
from shared.repositories.large_values import lean
from shared.services import background
from shared.services.bulkhead import bulkhead
from shared.settings import Settings


class Dispatch(Protocol):
    """Takes a queued execution on its way; raises nothing, since the sweep is the net."""

    async def announce(self, execution: Execution, etag: str) -> None:
        """Dispatch an execution whose record was just written with this ETag."""
        ...

    async def close(self) -> None:
        """End what this process does for dispatched executions."""
        ...


def dispatch_for(
    settings: Settings, ports: Ports, deliveries: Deliveries, messages: Messages
) -> Dispatch:
    """The dispatch that the settings name."""
    if settings.dispatch == "local":
        return LocalDispatch(ports, deliveries, messages)
    return QueueDispatch(messages)


@dataclass(frozen=True, slots=True)
class QueueDispatch:
    """Sends messages; some process receives them."""

    messages: Messages

    async def announce(self, execution: Execution, etag: str) -> None:
        """Send the execution's message, hidden until it is due."""
        await self.messages.announce(execution, etag)

    async def close(self) -> None:
        return


@dataclass(frozen=True, slots=True)
class LocalDispatch:
    """Claims queued executions in the process that accepted them, by the rules of a delivery.

    Slots, the backlog and fairness between organizations are those of ``Deliveries``. No message is
    sent: if this process dies before the claim, the first sweep of the next process sends it.
    """

    ports: Ports
    deliveries: Deliveries
    messages: Messages
    tasks: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])

    async def announce(self, execution: Execution, etag: str) -> None:
        """Begin to claim the execution; one that is due later gets a message, as with a queue."""
        if execution.status is not Status.PENDING:
            await self.messages.announce(execution, etag)
            return
        task = background.start(self._claim(execution, etag))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def close(self) -> None:
        """Cut off what still runs: its records are recovered as those of a lost process."""
        running = list(self.tasks)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _claim(self, execution: Execution, etag: str) -> None:
        """Claim and run it; if that fails before the claim, its message is sent after all."""
        message = ExecutionMessage(execution=lean(execution), etag=etag)
        execution_id = str(execution.id)
        with self.ports.endings.here(execution.id):
            with bulkhead("run not claimed at once", execution=execution_id) as turn:
                await self.deliveries.claim(message)
            if turn.error:
                await self.messages.announce(execution, etag)

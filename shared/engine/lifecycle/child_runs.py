"""Child runs: executions that a running workflow starts and waits for."""

import asyncio
import logging
from dataclasses import dataclass, field
from uuid import UUID

from shared.engine.cancellation.canceller import Canceller
from shared.engine.lifecycle.submission import Submission
from shared.engine.ports import Ports
from shared.errors import BifrostError
from shared.models.executions import Execution
from shared.models.orders import Order
from shared.repositories.idempotency import KeyClaim

logger = logging.getLogger(__name__)

#: Longer than any run may last: the parent's time limit ends the wait for a slot.
PATIENCE_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class ChildRuns:
    """Runs children in this process, and cancels them when their parents end."""

    ports: Ports
    submission: Submission
    canceller: Canceller
    ending: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])

    async def run(self, order: Order) -> Execution:
        """Run a child in this process, which its parent keeps alive; return the final record.

        If the parent ends first, this call is cancelled, and with it the child. Stale if its key
        was used before: then there is an execution already.
        """
        begun: asyncio.Future[UUID] = asyncio.get_running_loop().create_future()
        key = KeyClaim(order.key) if order.key else None
        work = asyncio.create_task(self.submission.run_here(order, key, PATIENCE_SECONDS, begun))
        try:
            # Shielded: the child ends by its cancel marker, so that its record says Cancelled.
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            end = asyncio.create_task(self._cancel(order, begun, work))
            self.ending.add(end)
            end.add_done_callback(self.ending.discard)
            raise

    async def close(self) -> None:
        await asyncio.gather(*self.ending, return_exceptions=True)

    async def _cancel(
        self, order: Order, begun: "asyncio.Future[UUID]", work: "asyncio.Task[Execution]"
    ) -> None:
        if begun.done():
            await self._cancel_begun(order, begun.result())
        else:
            work.cancel()  # it still waits for a slot
        await asyncio.gather(work, return_exceptions=True)

    async def _cancel_begun(self, order: Order, execution_id: UUID) -> None:
        executions = self.ports.directory.executions_of(order.org_id)
        try:
            stored = await executions.find_live(execution_id)
            if stored is not None:
                await self.canceller.cancel_stored(stored)
        except BifrostError as error:
            facts = {"execution": str(execution_id), "reason": str(error)}
            logger.warning("child run not cancelled", extra=facts)

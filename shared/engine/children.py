"""Runs that other runs ask for, and wait for."""

import asyncio
import logging
from dataclasses import dataclass, field

from shared.engine.cancel import Canceller
from shared.engine.reach import Reach
from shared.engine.starts import Starts
from shared.errors import BifrostError
from shared.models.executions import Execution
from shared.models.orders import Order

logger = logging.getLogger(__name__)

#: Longer than any run may last: its parent's limit ends the wait for a place.
PATIENCE_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Children:
    reach: Reach
    starts: Starts
    canceller: Canceller
    ending: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])

    async def run(self, order: Order) -> Execution:
        """The final record. It runs in this process, which its parent keeps alive.

        When nobody waits any more, because the parent has ended, it is cancelled.
        """
        work = asyncio.create_task(self.starts.run_here(order, None, PATIENCE_SECONDS))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            end = asyncio.create_task(self._cancel(order, work))
            self.ending.add(end)
            end.add_done_callback(self.ending.discard)
            raise

    async def close(self) -> None:
        await asyncio.gather(*self.ending, return_exceptions=True)

    async def _cancel(self, order: Order, work: "asyncio.Task[Execution]") -> None:
        executions = self.reach.directory.executions_of(order.org_id)
        try:
            stored = await executions.find_live(order.execution_id)
            if stored is None:
                work.cancel()  # it waits for a place, or has ended
            else:
                await self.canceller.cancel_stored(stored)
        except BifrostError as error:
            facts = {"execution": str(order.execution_id), "reason": str(error)}
            logger.warning("a child was not cancelled", extra=facts)
        await asyncio.gather(work, return_exceptions=True)

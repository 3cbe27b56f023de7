"""Consumes queue messages: each is claimed, requeued, dropped or dead-lettered."""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from shared.engine.journal.outcomes import explained
from shared.engine.lifecycle.backlog_runner import BacklogRunner
from shared.engine.lifecycle.claims import Claims
from shared.engine.ports import Ports
from shared.engine.queue.messages import Messages
from shared.engine.queue.slots import Slot, Slots
from shared.errors import Stale, TooManyRequests
from shared.models.executions import WAITING, ExecutionMessage
from shared.repositories.executions import POISONED, Stored
from shared.repositories.large_values import lean

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The consumer of execution messages."""

    ports: Ports
    slots: Slots
    claims: Claims
    messages: Messages
    backlog_runner: BacklogRunner
    wait_seconds: float

    async def claim(self, message: ExecutionMessage) -> None:
        """Run the execution of a message, then the backlog of its organization.

        An execution that is running, over or not due is not run. Raises only before the claim,
        so that the message is delivered again.
        """
        execution = message.execution
        if not self.claims.is_due(execution):
            return  # an early copy: another comes in time, or the sweep sends one
        since = time.monotonic()
        slot = await self._slot(message)
        if slot is None:
            return
        with slot:
            await self.claims.claim(_stored(message), slot)
        await self.backlog_runner.run_next(execution.org_id, since)

    async def claim_waiting(self, org_id: str, execution_id: UUID) -> None:
        """Run an execution as its message would have it, if it waits and not in the backlog."""
        found = await self.ports.directory.executions_of(org_id).find_live(execution_id)
        if found is None or found.execution.status not in WAITING or found.execution.in_line:
            return
        await self.claim(ExecutionMessage(execution=lean(found.execution), etag=found.etag))

    async def dead_letter(self, message: ExecutionMessage) -> None:
        """End an execution whose message failed five times, unless a live process holds it."""
        found = await self.claims.find(message.execution)
        if found is None:
            return
        if found.execution.status not in WAITING:
            await self.claims.sweep.recover_if_lost(found)
        elif self.claims.is_due(found.execution):
            reason = "its message could not be handled: five deliveries failed"
            facts = {"execution": str(found.execution.id), "org": found.execution.org_id}
            # infra/modules/alerts.bicep looks for this line.
            logger.error("run dead-lettered", extra=facts)
            await self.claims.end(found, explained(POISONED, reason))

    async def _slot(self, message: ExecutionMessage) -> Slot | None:
        """Acquire a slot; None if there is none, and the execution waits elsewhere.

        If its organization is at its limit, it joins the backlog. If other organizations have
        all slots, it waits for one for a while, and is then requeued with a delay.
        """
        org_id = message.execution.org_id
        if self.slots.is_at_limit_for(org_id):
            await self._move_to_backlog(message)
            return None
        try:
            return await self.slots.take(org_id, self.wait_seconds)
        except TooManyRequests:
            await self.messages.requeue(message)
            return None

    async def _move_to_backlog(self, message: ExecutionMessage) -> None:
        try:
            await self.backlog_runner.move_to_backlog(_stored(message))
        except Stale:
            found = await self.claims.newer(message.execution)
            if found is not None and not found.execution.in_line:
                with suppress(Stale):  # another process claims it at this moment
                    await self.backlog_runner.move_to_backlog(found)


def _stored(message: ExecutionMessage) -> Stored:
    return Stored(message.execution, message.etag, timedelta(0))

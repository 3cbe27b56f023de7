"""What becomes of a message of the queue: claimed, put off, dropped or buried."""

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from shared.engine.journal.outcomes import explained
from shared.engine.lifecycle.backlog_runner import BacklogRunner
from shared.engine.lifecycle.claims import Claims
from shared.engine.ports import Ports
from shared.engine.queue.messages import Messages
from shared.engine.queue.slots import Slot, Slots
from shared.errors import Stale, TooManyRequests
from shared.models.executions import WAITING, ExecutionMessage
from shared.repositories.executions import POISONED, Stored


@dataclass(frozen=True, slots=True)
class Deliveries:
    ports: Ports
    slots: Slots
    claims: Claims
    messages: Messages
    backlog_runner: BacklogRunner
    wait_seconds: float

    async def claim(self, message: ExecutionMessage) -> None:
        """Run what a message is about, unless it is running, over, or not due; then its line.

        Raises only before the claim, so that the message comes again.
        """
        execution = message.execution
        if not self.claims.is_due(execution):
            return  # an early copy: the one that is in time comes, or the sweep's
        since = time.monotonic()
        slot = await self._slot(message)
        if slot is None:
            return
        with slot:
            await self.claims.claim(_stored(message), slot)
        await self.backlog_runner.run_next(execution.org_id, since)

    async def dead_letter(self, message: ExecutionMessage) -> None:
        """End an execution whose message failed too often, unless a live owner has it."""
        found = await self.claims.find(message.execution)
        if found is None:
            return
        if found.execution.status not in WAITING:
            await self.claims.sweep.recover_if_lost(found)
        elif self.claims.is_due(found.execution):
            reason = "its message could not be handled, five times"
            await self.claims.end(found, explained(POISONED, reason))

    async def _slot(self, message: ExecutionMessage) -> Slot | None:
        """None if there was none and it is put off.

        Where its organization has all that it may have, it waits in line. Where others have
        the house full, it waits for its organization's turn, and then comes again later.
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
                with suppress(Stale):  # it moves: whoever moves it has it
                    await self.backlog_runner.move_to_backlog(found)


def _stored(message: ExecutionMessage) -> Stored:
    return Stored(message.execution, message.etag, timedelta(0))

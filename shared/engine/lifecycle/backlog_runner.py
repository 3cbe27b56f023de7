"""Runs the backlog of an organization: after each run, the same invocation takes the next.

An invocation keeps its instance alive, so no run of a backlog happens outside of one. After 60 s
it begins no more runs, since its own time is limited, and sends a message for another one.
"""

import time
from contextlib import suppress
from dataclasses import dataclass

from shared.engine.journal.transitions import moved_to_backlog, taken_from_backlog
from shared.engine.lifecycle.claims import Claims
from shared.engine.ports import Ports
from shared.engine.queue.backlog import Backlog
from shared.engine.queue.messages import Messages
from shared.engine.queue.slots import Slot, Slots
from shared.errors import Stale
from shared.models.executions import Execution
from shared.repositories.executions import Stored
from shared.services.bulkhead import bulkhead

BEGINS_SECONDS = 60


@dataclass(frozen=True, slots=True)
class BacklogRunner:
    """Claims and runs executions from the backlogs."""

    ports: Ports
    slots: Slots
    claims: Claims
    messages: Messages
    backlog: Backlog

    async def run(self, org_id: str) -> None:
        """Run the organization's backlog, one execution after the other, while a slot is free."""
        self.backlog.note(org_id)
        await self.run_next(org_id, time.monotonic())

    async def run_next(self, org_id: str, since: float) -> None:
        """Run the backlog if this process knows of one; the invocation began at ``since``."""
        with bulkhead("backlog not continued", org=org_id):
            while self.backlog.is_known(org_id) and await self._start_next(org_id, since):
                pass

    async def move_to_backlog(self, waiting: Stored) -> None:
        """Move an execution with a message to the backlog; Stale if its record has changed."""
        waiting_in_backlog = moved_to_backlog(waiting.execution)
        await self.ports.journal_of(waiting_in_backlog).move_to_backlog(
            waiting_in_backlog, waiting.etag
        )
        await self.backlog.notify(waiting_in_backlog.org_id)

    async def _start_next(self, org_id: str, since: float) -> bool:
        """Run the next execution if there is a slot; False if this invocation is to stop."""
        if time.monotonic() - since > BEGINS_SECONDS:
            await self.backlog.wake_another(org_id)
            return False
        slot = self.slots.find(org_id)
        if slot is None:
            await self.backlog.notify(org_id)
            return False
        with slot:  # released after each run, so that waiting runs of others get it first
            return await self._run_next(org_id, slot)

    async def _run_next(self, org_id: str, slot: Slot) -> bool:
        async with self.backlog.next(org_id) as stored:
            if stored is None:
                if self.backlog.is_known(org_id):
                    await self.backlog.notify(org_id)  # other processes have them: look again later
                return False
            if self.slots.has_room(org_id):
                await self.backlog.notify(org_id)  # another slot is free: start one more beside it
            await self._run(stored, slot)
            return True

    async def _run(self, stored: Stored, slot: Slot) -> None:
        execution = stored.execution
        with bulkhead("backlog run not claimed", execution=str(execution.id)) as turn:
            await self.claims.claim(stored, slot)
        if turn.error:
            await self._give_message(execution, stored.etag)

    async def _give_message(self, execution: Execution, etag: str) -> None:
        """Take an execution that cannot be claimed out of the backlog, and queue its message.

        It must not hold up those behind it; after five failed deliveries it is dead-lettered.
        """
        taken = taken_from_backlog(execution)
        with suppress(Stale):
            written = await self.ports.journal_of(taken).claim(execution, taken, etag)
            await self.messages.announce(taken, written)

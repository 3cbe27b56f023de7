"""How a line moves on: whoever has run one of it takes the next, within the same invocation.

An invocation keeps its instance alive, so nothing of a line runs outside of one. It begins no
more after a while, since its own time is bounded, and has another one go on.
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
    ports: Ports
    slots: Slots
    claims: Claims
    messages: Messages
    backlog: Backlog

    async def run(self, org_id: str) -> None:
        """Run those who wait in line, one after the other, while there is a place."""
        self.backlog.note(org_id)
        await self.run_next(org_id, time.monotonic())

    async def run_next(self, org_id: str, since: float) -> None:
        """The same if a line is known, in an invocation that began then."""
        with bulkhead("the line waits", org=org_id):
            while self.backlog.is_known(org_id) and await self._start_next(org_id, since):
                pass

    async def move_to_backlog(self, waiting: Stored) -> None:
        """Have one with a message wait in line instead; Stale if it moved."""
        waiting_in_backlog = moved_to_backlog(waiting.execution)
        await self.ports.journal_of(waiting_in_backlog).move_to_backlog(
            waiting_in_backlog, waiting.etag
        )
        await self.backlog.call(waiting_in_backlog.org_id)

    async def _start_next(self, org_id: str, since: float) -> bool:
        """Whether there may be more to do."""
        if time.monotonic() - since > BEGINS_SECONDS:
            await self.backlog.wake_another(org_id)
            return False
        slot = self.slots.find(org_id)
        if slot is None:
            await self.backlog.call(org_id)
            return False
        with slot:  # left after each run: whoever waits for one has it first
            return await self._run_next(org_id, slot)

    async def _run_next(self, org_id: str, slot: Slot) -> bool:
        async with self.backlog.next(org_id) as stored:
            if stored is None:
                if self.backlog.is_known(org_id):
                    await self.backlog.call(org_id)  # others take them; what is left is looked for
                return False
            if self.slots.has_room(org_id):
                await self.backlog.call(org_id)  # one more could run beside it
            await self._run(stored, slot)
            return True

    async def _run(self, stored: Stored, slot: Slot) -> None:
        execution = stored.execution
        with bulkhead("it cannot be claimed from the line", execution=str(execution.id)) as turn:
            await self.claims.claim(stored, slot)
        if turn.error:
            await self._give_message(execution, stored.etag)

    async def _give_message(self, execution: Execution, etag: str) -> None:
        """It must not hold up those behind it: a message that fails five times buries it."""
        called = taken_from_backlog(execution)
        with suppress(Stale):
            written = await self.ports.journal_of(called).claim(execution, called, etag)
            await self.messages.announce(called, written)

"""How a line moves on: whoever has run one of it takes the next, within the same invocation.

An invocation keeps its instance alive, so nothing of a line runs outside of one. It begins no
more after a while, since its own time is bounded, and has another one go on.
"""

import time
from contextlib import suppress
from dataclasses import dataclass

from shared.engine.journal.transitions import called_up, lined_up
from shared.engine.lifecycle.claims import Claims
from shared.engine.ports import Reach
from shared.engine.queue.backlog import Line
from shared.engine.queue.messages import Messages
from shared.engine.queue.slots import Place, Places
from shared.errors import Stale
from shared.models.executions import Execution
from shared.repositories.executions import Stored
from shared.services.bulkhead import bulkhead

BEGINS_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Serving:
    reach: Reach
    places: Places
    claims: Claims
    messages: Messages
    line: Line

    async def serve(self, org_id: str) -> None:
        """Run those who wait in line, one after the other, while there is a place."""
        self.line.note(org_id)
        await self.go_on(org_id, time.monotonic())

    async def go_on(self, org_id: str, since: float) -> None:
        """The same if a line is known, in an invocation that began then."""
        with bulkhead("the line waits", org=org_id):
            while self.line.is_known(org_id) and await self._serve_next(org_id, since):
                pass

    async def line_up(self, waiting: Stored) -> None:
        """Have one with a message wait in line instead; Stale if it moved."""
        lined = lined_up(waiting.execution)
        await self.reach.journal_of(lined).line_up(lined, waiting.etag)
        await self.line.call(lined.org_id)

    async def _serve_next(self, org_id: str, since: float) -> bool:
        """Whether there may be more to do."""
        if time.monotonic() - since > BEGINS_SECONDS:
            await self.line.hand_on(org_id)
            return False
        place = self.places.find(org_id)
        if place is None:
            await self.line.call(org_id)
            return False
        with place:  # left after each run: whoever waits for one has it first
            return await self._run_next(org_id, place)

    async def _run_next(self, org_id: str, place: Place) -> bool:
        async with self.line.next(org_id) as stored:
            if stored is None:
                if self.line.is_known(org_id):
                    await self.line.call(org_id)  # others take them; what is left is looked for
                return False
            if self.places.has_room(org_id):
                await self.line.call(org_id)  # one more could run beside it
            await self._run(stored, place)
            return True

    async def _run(self, stored: Stored, place: Place) -> None:
        execution = stored.execution
        with bulkhead("it cannot be claimed from the line", execution=str(execution.id)) as turn:
            await self.claims.claim(stored, place)
        if turn.error:
            await self._give_message(execution, stored.etag)

    async def _give_message(self, execution: Execution, etag: str) -> None:
        """It must not hold up those behind it: a message that fails five times buries it."""
        called = called_up(execution)
        with suppress(Stale):
            written = await self.reach.journal_of(called).claim(execution, called, etag)
            await self.messages.announce(called, written)

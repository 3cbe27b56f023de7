"""What became of the runs that nobody ended? Asked once a minute, and once at start.

Reads each organization's live records, whatever the history: an organization costs one
transaction, and one more for every thousand live records.
"""

import logging
from collections import deque
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from shared.engine.cancellation.canceller import Canceller
from shared.engine.journal.transitions import lined_up
from shared.engine.ports import Reach
from shared.engine.queue.backlog import Line
from shared.engine.queue.messages import Messages
from shared.engine.recovery.lost_runs import Judge, Settling
from shared.errors import Stale
from shared.models.executions import HELD, Execution, Status
from shared.repositories.executions import Executions, Stored
from shared.services.bulkhead import bulkhead
from shared.settings import Settings

FORGET_OWNER_AFTER = timedelta(days=1)

logger = logging.getLogger(__name__)


@dataclass
class Swept:
    """How many were moved on, of those that waited and of those that ran; how many not."""

    pending: int = 0
    running: int = 0
    failed: int = 0


@dataclass
class Seen:
    """What is known of all processes before a sweep, and of all live runs after it."""

    silences: Mapping[UUID, timedelta]
    markers: Mapping[UUID, str]
    runs: set[UUID] = field(default_factory=set[UUID])
    owners: set[UUID | None] = field(default_factory=set[UUID | None])


class Sweep:
    def __init__(
        self,
        reach: Reach,
        messages: Messages,
        line: Line,
        canceller: Canceller,
        settings: Settings,
    ) -> None:
        self._reach = reach
        self._messages = messages
        self._line = line
        self._canceller = canceller
        self._judge = Judge(reach.clock, settings)
        self._settling = Settling(reach, messages, canceller)
        self._places = settings.workers_per_organization

    async def run(self) -> None:
        """Bring every lost run to an end, and every forgotten one back to the queue."""
        seen = await self._seen()
        all_seen = True
        async for org_id in self._reach.directory.scopes():
            with bulkhead("an organization is left for later", org=org_id) as turn:
                await self._sweep(self._reach.directory.executions_of(org_id), seen)
            all_seen = all_seen and turn.holds
        if all_seen:  # else what belongs to a run that lives would look like one that has ended
            await self._forget(seen)

    async def of(self, executions: Executions) -> Swept:
        """The same for one organization."""
        return await self._sweep(executions, await self._seen())

    async def stuck(self, executions: Executions) -> list[Execution]:
        """What a sweep would move on now."""
        seen = await self._seen()
        found = [stored async for stored in executions.all_live()]
        return [stored.execution for stored in found if self._is_stuck(stored, seen)]

    async def look_at(self, stored: Stored) -> None:
        """End a run that others hold, or have it tried again, if nobody has it in truth."""
        owner_id = stored.execution.owner_id
        silence = await self._reach.directory.owners.silence_of(owner_id) if owner_id else None
        await self._move_on(stored, silence)

    async def _seen(self) -> Seen:
        directory = self._reach.directory
        # The markers first: a run with one that is not live afterwards has ended.
        markers = await directory.markers.all()
        return Seen(await directory.owners.silences(), markers)

    async def _sweep(self, executions: Executions, seen: Seen) -> Swept:
        swept = Swept()
        held = in_line = 0
        forgotten: deque[Stored] = deque(maxlen=self._places)
        async for stored in executions.all_live():
            execution = stored.execution
            seen.runs.add(execution.id)
            if execution.status in HELD:
                held += 1
                seen.owners.add(execution.owner_id)
                await self._look_at_held(stored, seen, swept)
            elif execution.in_line:
                in_line += self._judge.waits_too_long(execution)
            elif self._judge.becomes_due(execution):
                swept.pending += await self._did(stored, self._bring(stored))
            elif self._judge.is_forgotten(execution):
                forgotten.append(stored)  # newest first: the oldest ones stay
        sent = await self._send_again(forgotten, self._places - held)
        room = max(1, self._places - held - sent)
        called = await self._call(executions.org_id, min(in_line, room))
        swept.pending += sent + called
        return swept

    async def _bring(self, stored: Stored) -> None:
        """A message for one that is due now, or a place in line."""
        execution = stored.execution
        if self._line.has_turn(execution.org_id):
            await self._messages.send(execution, stored.etag)
            return
        lined = lined_up(execution)
        with suppress(Stale):  # it moved while we looked
            await self._reach.journal_of(lined).line_up(lined, stored.etag)
            await self._line.call(lined.org_id, lined.due_at)

    async def _call(self, org_id: str, count: int) -> int:
        """Have as many look at the line as can begin: whoever did may be gone."""
        for _ in range(count):
            await self._line.hand_on(org_id)
        return count

    async def _look_at_held(self, stored: Stored, seen: Seen, swept: Swept) -> None:
        execution = stored.execution
        silence = seen.silences.get(execution.owner_id) if execution.owner_id else None
        with bulkhead("cannot be ended", execution=str(execution.id)) as turn:
            swept.running += await self._move_on(stored, silence)
        swept.failed += not turn.holds
        if execution.status is Status.CANCELLING and execution.id not in seen.markers:
            await self._did(stored, self._canceller.mark(execution))

    async def _did(self, stored: Stored, work: Awaitable[object]) -> bool:
        """Whether it went well; what does not is left for the next sweep."""
        with bulkhead("left for the next sweep", execution=str(stored.execution.id)) as turn:
            await work
        return turn.holds

    async def _move_on(self, stored: Stored, silence: timedelta | None) -> bool:
        verdict = self._judge.verdict(stored, silence)
        if verdict is None:
            return False
        try:
            await self._settling.settle(stored, verdict)
        except Stale:
            return False  # it moved while we looked
        return True

    async def _send_again(self, forgotten: deque[Stored], room: int) -> int:
        """The oldest first, as many as can begin."""
        chosen = [*reversed(forgotten)][: max(0, room)]
        sent = 0
        for stored in chosen:
            if await self._did(stored, self._messages.send(stored.execution, stored.etag)):
                logger.info("sent again", extra={"execution": str(stored.execution.id)})
                sent += 1
        return sent

    def _is_stuck(self, stored: Stored, seen: Seen) -> bool:
        execution = stored.execution
        if execution.status not in HELD:
            return self._judge.waits_too_long(execution)
        silence = seen.silences.get(execution.owner_id) if execution.owner_id else None
        return self._judge.verdict(stored, silence) is not None

    async def _forget(self, seen: Seen) -> None:
        """Markers of runs that have ended, and processes that are long gone."""
        for execution_id in seen.markers.keys() - seen.runs:
            await self._reach.directory.markers.remove(execution_id)
        for owner_id, silence in seen.silences.items():
            if silence > FORGET_OWNER_AFTER and owner_id not in seen.owners:
                await self._reach.directory.owners.forget(owner_id)

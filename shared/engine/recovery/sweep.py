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
from shared.engine.journal.transitions import moved_to_backlog
from shared.engine.ports import Ports
from shared.engine.queue.backlog import Backlog
from shared.engine.queue.messages import Messages
from shared.engine.recovery.lost_runs import LostRunRule, Recovery
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
class Observed:
    """What is known of all processes before a sweep, and of all live runs after it."""

    silences: Mapping[UUID, timedelta]
    markers: Mapping[UUID, str]
    runs: set[UUID] = field(default_factory=set[UUID])
    owners: set[UUID | None] = field(default_factory=set[UUID | None])


class Sweep:
    def __init__(
        self,
        ports: Ports,
        messages: Messages,
        backlog: Backlog,
        canceller: Canceller,
        settings: Settings,
    ) -> None:
        self._ports = ports
        self._messages = messages
        self._backlog = backlog
        self._canceller = canceller
        self._rule = LostRunRule(ports.clock, settings)
        self._recovery = Recovery(ports, messages, canceller)
        self._slots = settings.workers_per_organization

    async def run(self) -> None:
        """Bring every lost run to an end, and every forgotten one back to the queue."""
        observed = await self._observe()
        all_seen = True
        async for org_id in self._ports.directory.scopes():
            with bulkhead("an organization is left for later", org=org_id) as turn:
                await self._sweep(self._ports.directory.executions_of(org_id), observed)
            all_seen = all_seen and turn.holds
        if all_seen:  # else what belongs to a run that lives would look like one that has ended
            await self._forget(observed)

    async def of(self, executions: Executions) -> Swept:
        """The same for one organization."""
        return await self._sweep(executions, await self._observe())

    async def stuck(self, executions: Executions) -> list[Execution]:
        """What a sweep would move on now."""
        observed = await self._observe()
        found = [stored async for stored in executions.all_live()]
        return [stored.execution for stored in found if self._is_stuck(stored, observed)]

    async def recover_if_lost(self, stored: Stored) -> None:
        """End a run that others hold, or have it tried again, if nobody has it in truth."""
        owner_id = stored.execution.owner_id
        silence = await self._ports.directory.heartbeats.silence_of(owner_id) if owner_id else None
        await self._move_on(stored, silence)

    async def _observe(self) -> Observed:
        directory = self._ports.directory
        # The markers first: a run with one that is not live afterwards has ended.
        markers = await directory.markers.all()
        return Observed(await directory.heartbeats.silences(), markers)

    async def _sweep(self, executions: Executions, observed: Observed) -> Swept:
        swept = Swept()
        held = in_line = 0
        forgotten: deque[Stored] = deque(maxlen=self._slots)
        async for stored in executions.all_live():
            execution = stored.execution
            observed.runs.add(execution.id)
            if execution.status in HELD:
                held += 1
                observed.owners.add(execution.owner_id)
                await self._check_held(stored, observed, swept)
            elif execution.in_line:
                in_line += self._rule.waits_too_long(execution)
            elif self._rule.becomes_due(execution):
                swept.pending += await self._did(stored, self._bring(stored))
            elif self._rule.needs_message_again(execution):
                forgotten.append(stored)  # newest first: the oldest ones stay
        sent = await self._send_again(forgotten, self._slots - held)
        room = max(1, self._slots - held - sent)
        called = await self._call(executions.org_id, min(in_line, room))
        swept.pending += sent + called
        return swept

    async def _bring(self, stored: Stored) -> None:
        """A message for one that is due now, or a place in line."""
        execution = stored.execution
        if self._backlog.has_turn(execution.org_id):
            await self._messages.send(execution, stored.etag)
            return
        waiting_in_backlog = moved_to_backlog(execution)
        with suppress(Stale):  # it moved while we looked
            await self._ports.journal_of(waiting_in_backlog).move_to_backlog(
                waiting_in_backlog, stored.etag
            )
            await self._backlog.call(waiting_in_backlog.org_id, waiting_in_backlog.due_at)

    async def _call(self, org_id: str, count: int) -> int:
        """Have as many look at the line as can begin: whoever did may be gone."""
        for _ in range(count):
            await self._backlog.wake_another(org_id)
        return count

    async def _check_held(self, stored: Stored, observed: Observed, swept: Swept) -> None:
        execution = stored.execution
        silence = observed.silences.get(execution.owner_id) if execution.owner_id else None
        with bulkhead("cannot be ended", execution=str(execution.id)) as turn:
            swept.running += await self._move_on(stored, silence)
        swept.failed += not turn.holds
        if execution.status is Status.CANCELLING and execution.id not in observed.markers:
            await self._did(stored, self._canceller.mark(execution))

    async def _did(self, stored: Stored, work: Awaitable[object]) -> bool:
        """Whether it went well; what does not is left for the next sweep."""
        with bulkhead("left for the next sweep", execution=str(stored.execution.id)) as turn:
            await work
        return turn.holds

    async def _move_on(self, stored: Stored, silence: timedelta | None) -> bool:
        finding = self._rule.finding(stored, silence)
        if finding is None:
            return False
        try:
            await self._recovery.recover(stored, finding)
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

    def _is_stuck(self, stored: Stored, observed: Observed) -> bool:
        execution = stored.execution
        if execution.status not in HELD:
            return self._rule.waits_too_long(execution)
        silence = observed.silences.get(execution.owner_id) if execution.owner_id else None
        return self._rule.finding(stored, silence) is not None

    async def _forget(self, observed: Observed) -> None:
        """Markers of runs that have ended, and processes that are long gone."""
        for execution_id in observed.markers.keys() - observed.runs:
            await self._ports.directory.markers.remove(execution_id)
        for owner_id, silence in observed.silences.items():
            if silence > FORGET_OWNER_AFTER and owner_id not in observed.owners:
                await self._ports.directory.heartbeats.forget(owner_id)

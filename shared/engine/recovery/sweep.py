"""The sweep: recovers lost runs and sends lost messages again, every minute and at start.

It reads the live records of those organizations that are marked to have some (see
``shared.repositories.activity``), and once an hour of all: one transaction for an organization, and
one more for every thousand live records; 16 organizations at a time.
"""

import logging
from collections import deque
from collections.abc import AsyncIterable, Awaitable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from shared.engine.cancellation.canceller import Canceller
from shared.engine.journal.transitions import moved_to_backlog
from shared.engine.ports import Ports
from shared.engine.queue.backlog import Backlog
from shared.engine.queue.messages import Messages
from shared.engine.recovery.lost_runs import LostRunRule, Recovery
from shared.errors import Stale
from shared.models.executions import HELD, Execution, Status
from shared.repositories.activity import Marked
from shared.repositories.executions import Executions, Stored
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each
from shared.settings import Settings

FORGET_OWNER_AFTER = timedelta(days=1)
#: A process that starts this soon after a sweep leaves the next one to the timer.
RECENT = timedelta(minutes=2)

logger = logging.getLogger(__name__)


@dataclass
class Swept:
    """Counts of one sweep: live records, waiting ones sent again, runs recovered, failures."""

    live: int = 0
    pending: int = 0
    running: int = 0
    failed: int = 0


@dataclass
class Observed:
    """The heartbeats and markers read before a sweep, and the runs and owners it came across."""

    silences: Mapping[UUID, timedelta]
    markers: Mapping[UUID, str]
    marked: Marked
    #: What waits since before this time has lost its process, and is sent again at once.
    left_before: datetime | None = None
    runs: set[UUID] = field(default_factory=set[UUID])
    owners: set[UUID | None] = field(default_factory=set[UUID | None])


class Sweep:
    """Looks at all live records, and recovers those that no process takes care of."""

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
        self._claims_its_own = settings.dispatch == "local"
        self._began_at = ports.now()

    async def run(self) -> None:
        """Recover every lost run, and send the message of every forgotten one again."""
        await self._run(await self._observe())

    async def at_start(self) -> None:
        """Sweep at the start of a process, unless a sweep ended within two minutes.

        A process that claims its own runs sends no messages of them, so that what waited when it
        died has none: the next process sends them now, whenever a sweep ended.
        """
        observed = await self._observe()
        if self._claims_its_own:
            observed.left_before = self._began_at
        elif observed.marked.ended_within(RECENT):
            return
        await self._run(observed)

    async def of(self, executions: Executions) -> Swept:
        """Sweep one organization."""
        return await self._sweep(executions, await self._observe())

    async def stuck(self, executions: Executions) -> list[Execution]:
        """The executions that a sweep would recover or send again now."""
        observed = await self._observe()
        found = [stored async for stored in executions.all_live()]
        return [stored.execution for stored in found if self._is_stuck(stored, observed)]

    async def stuck_anywhere(self, most: int) -> list[Execution]:
        """At most so many executions that a sweep would recover now, of all organizations.

        Only organizations that are marked to have something live are read.
        """
        observed, found = await self._observe(), list[Execution]()

        async def look(org_id: str) -> None:
            if len(found) >= most:
                return
            executions = self._ports.directory.executions_of(org_id)
            live = [stored async for stored in executions.all_live()]
            found.extend(each.execution for each in live if self._is_stuck(each, observed))

        await for_each(self._organizations(observed, is_full=False), look)
        return sorted(found, key=lambda one: one.created_at)[:most]

    async def recover_if_lost(self, stored: Stored) -> None:
        """End a held run, or have it tried again, if its owner is lost."""
        owner_id = stored.execution.owner_id
        silence = await self._ports.directory.heartbeats.silence_of(owner_id) if owner_id else None
        await self._recover_if_needed(stored, silence)

    async def _observe(self) -> Observed:
        directory = self._ports.directory
        # The markers first: a run with one that is not live afterwards has ended.
        markers = await directory.markers.all()
        marked = await directory.live_runs.read()
        return Observed(await directory.heartbeats.silences(), markers, marked)

    async def _run(self, observed: Observed) -> None:
        """Sweep the organizations that may have something live, or all of them once an hour."""
        is_full = observed.marked.needs_full()
        failed: list[str] = []

        async def sweep_one(org_id: str) -> None:
            with bulkhead("sweep of an organization failed", org=org_id) as turn:
                await self._sweep_marked(org_id, observed)
            if not turn.holds:
                failed.append(org_id)

        await for_each(self._organizations(observed, is_full=is_full), sweep_one)
        if failed:  # else a live run that was not seen would lose its marker or its owner
            return
        await self._forget(observed, is_full=is_full)
        await self._ports.directory.live_runs.note_round(is_full=is_full)

    def _organizations(
        self, observed: Observed, *, is_full: bool
    ) -> AsyncIterable[str] | Iterable[str]:
        """Every organization, or those with live runs or runs to cancel."""
        if is_full:
            return self._ports.directory.scopes()
        return {*observed.marked.marks, *observed.markers.values()}

    async def _sweep_marked(self, org_id: str, observed: Observed) -> None:
        """Sweep one organization, and put its mark right."""
        swept = await self._sweep(self._ports.directory.executions_of(org_id), observed)
        mark = observed.marked.marks.get(org_id)
        if swept.live and mark is None:
            await self._ports.directory.live_runs.mark(org_id)
        if not swept.live and mark is not None and mark.is_old():
            await self._ports.directory.live_runs.forget(org_id, mark)

    async def _sweep(self, executions: Executions, observed: Observed) -> Swept:
        swept = Swept()
        held = in_line = 0
        forgotten: deque[Stored] = deque(maxlen=self._slots)
        async for stored in executions.all_live():
            execution = stored.execution
            swept.live += 1
            observed.runs.add(execution.id)
            if execution.status in HELD:
                held += 1
                observed.owners.add(execution.owner_id)
                await self._check_held(stored, observed, swept)
            elif execution.in_line:
                in_line += self._waits_too_long(execution, observed.left_before)
            elif self._rule.becomes_due(execution):
                swept.pending += await self._try(stored, self._announce_due(stored))
            elif self._needs_message(execution, observed.left_before):
                forgotten.append(stored)  # they come newest first: the oldest ones stay in it
        is_start = observed.left_before is not None  # what is held then was another process's
        sent = await self._send_again(forgotten, self._slots - (0 if is_start else held))
        room = max(1, self._slots - held - sent)
        notified = await self._notify_backlog(executions.org_id, min(in_line, room))
        swept.pending += sent + notified
        return swept

    def _needs_message(self, execution: Execution, left_before: datetime | None) -> bool:
        return self._rule.needs_message_again(execution) or _is_left(execution, left_before)

    def _waits_too_long(self, execution: Execution, left_before: datetime | None) -> bool:
        return self._rule.waits_too_long(execution) or _is_left(execution, left_before)

    async def _announce_due(self, stored: Stored) -> None:
        """Send the message of an execution that becomes due, or move it to the backlog."""
        execution = stored.execution
        if self._backlog.has_turn(execution.org_id):
            await self._messages.send(execution, stored.etag)
            return
        waiting_in_backlog = moved_to_backlog(execution)
        with suppress(Stale):  # another process wrote the record after it was read
            await self._ports.journal_of(waiting_in_backlog).move_to_backlog(
                waiting_in_backlog, stored.etag
            )
            await self._backlog.notify(waiting_in_backlog.org_id, waiting_in_backlog.due_at)

    async def _notify_backlog(self, org_id: str, count: int) -> int:
        """Send as many backlog messages as runs can begin: earlier receivers may be gone."""
        for _ in range(count):
            await self._backlog.wake_another(org_id)
        return count

    async def _check_held(self, stored: Stored, observed: Observed, swept: Swept) -> None:
        execution = stored.execution
        execution_id = str(execution.id)
        silence = observed.silences.get(execution.owner_id) if execution.owner_id else None
        with bulkhead("run not recovered: left for the next sweep", execution=execution_id) as turn:
            swept.running += await self._recover_if_needed(stored, silence)
        swept.failed += not turn.holds
        if execution.status is Status.CANCELLING and execution.id not in observed.markers:
            await self._try(stored, self._canceller.mark(execution))

    async def _try(self, stored: Stored, work: Awaitable[object]) -> bool:
        """Whether the work succeeded; if not, the next sweep tries again."""
        execution_id = str(stored.execution.id)
        with bulkhead("sweep step failed: left for the next sweep", execution=execution_id) as turn:
            await work
        return turn.holds

    async def _recover_if_needed(self, stored: Stored, silence: timedelta | None) -> bool:
        """Recover a held run if there is a finding; False if there is none or it changed."""
        finding = self._rule.finding(stored, silence)
        if finding is None:
            return False
        try:
            await self._recovery.recover(stored, finding)
        except Stale:
            return False  # another process wrote the record after it was read
        return True

    async def _send_again(self, forgotten: deque[Stored], room: int) -> int:
        """Send messages again, the oldest first, as many as runs can begin."""
        chosen = [*reversed(forgotten)][: max(0, room)]
        sent = 0
        for stored in chosen:
            if await self._try(stored, self._messages.send(stored.execution, stored.etag)):
                facts = {"execution": str(stored.execution.id)}
                logger.info("queue message sent again", extra=facts)
                sent += 1
        return sent

    def _is_stuck(self, stored: Stored, observed: Observed) -> bool:
        execution = stored.execution
        if execution.status not in HELD:
            return self._rule.waits_too_long(execution)
        silence = observed.silences.get(execution.owner_id) if execution.owner_id else None
        return self._rule.finding(stored, silence) is not None

    async def _forget(self, observed: Observed, *, is_full: bool) -> None:
        """Remove the markers of ended runs, and the heartbeats of processes long gone."""
        for execution_id in observed.markers.keys() - observed.runs:
            await self._ports.directory.markers.remove(execution_id)
        if not is_full:  # an owner's runs may be in an organization that was not read
            return
        for owner_id, silence in observed.silences.items():
            if silence > FORGET_OWNER_AFTER and owner_id not in observed.owners:
                await self._ports.directory.heartbeats.forget(owner_id)


def _is_left(execution: Execution, left_before: datetime | None) -> bool:
    """Whether an execution has waited since before this time, when its process was another."""
    return left_before is not None and execution.could_begin_at < left_before

"""Advances batches: looks at what runs, begins the next stage, and ends what is over.

A turn takes the batch for itself for a minute, and a message of the queue, or the minute's timer,
begins the next one. A process that ends at any point leaves a batch that is due again.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from shared.call import Platform
from shared.errors import NotFound, Stale, Unavailable
from shared.models.automation.events import BATCH_ENDED, EmittedEvent
from shared.models.base import GLOBAL
from shared.models.executions import Execution, Status
from shared.models.fleet.batches import BatchMessage, BatchState, RowState
from shared.models.fleet.stored_batches import Batch, BatchRow, counts_of
from shared.operations.fleet import secret_values
from shared.operations.fleet.starting import MOST_REASON, RowStarting
from shared.operations.schedules.audience import Audience
from shared.repositories.event_outbox import new_event_id
from shared.repositories.fleet.batches import MOST_ROWS_AT_ONCE, StoredBatch
from shared.services.parallel import for_each

logger = logging.getLogger(__name__)

#: For so long a turn has the batch for itself; each write of the turn renews it.
LEASE = timedelta(minutes=1)
#: A message may be delivered this long before this machine's clock says that it is due.
TOLERANCE = timedelta(seconds=2)
#: How long a turn waits for the next: a quarter of the stage's age, within these.
SHORTEST, LONGEST = timedelta(seconds=1), timedelta(seconds=30)
#: The most starts between two writes.
STARTS_AT_ONCE = 40
#: A run that is not over by then is looked for: its record may be gone.
LOST_AFTER = timedelta(minutes=10)
SUCCEEDED = frozenset({Status.SUCCESS, Status.COMPLETED_WITH_ERRORS})


class _Lost(Exception):
    """Another turn has the batch now."""


async def look(platform: Platform, batch_id: UUID) -> None:
    """Take a turn for a batch that is due, unless another process is at it."""
    stored = await platform.directory.batches.find(batch_id)
    now = platform.services.clock.now()
    if stored is None or stored.record.due_at is None or stored.record.due_at > now + TOLERANCE:
        return
    taken = stored.record.model_copy(update={"lease": uuid4(), "due_at": now + LEASE})
    try:
        claimed = await platform.directory.batches.replace(stored, taken)
        await _BatchTurn(platform, claimed).run()
    except (Stale, _Lost):
        logger.info("batch left to another process", extra={"batch": str(batch_id)})


async def announce(platform: Platform, batch_id: UUID, delay: timedelta = timedelta(0)) -> None:
    """Send the message that begins the next turn; the timer makes up for one that is lost."""
    text = BatchMessage(batch_id=batch_id).model_dump_json()
    try:
        await platform.services.event_queue.send(
            text, delay_seconds=max(0, round(delay.total_seconds()))
        )
    except Unavailable as error:
        logger.warning("batch left to the timer", extra={"reason": str(error)})


class _BatchTurn:
    """One turn of one batch, which it has claimed."""

    def __init__(self, platform: Platform, claimed: StoredBatch) -> None:
        self._platform = platform
        self._batches = platform.directory.batches
        self._stored = claimed
        self._rows: dict[int, BatchRow] = {}
        self._unsaved: set[int] = set()

    @property
    def _batch(self) -> Batch:
        return self._stored.record

    async def run(self) -> None:
        self._rows = {row.number: row for row in await self._batches.rows(self._batch.id)}
        await for_each([r for r in self._rows.values() if r.state is RowState.RUNNING], self._ask)
        await self._save()
        await self._stop_if_denied()
        if self._batch.halt is None:
            await self._start()
        if self._batch.halt is not None:
            await self._leave_out()
        if any(row.is_open for row in self._rows.values()):
            await self._come_back()
        else:
            await self._end()

    async def _ask(self, row: BatchRow) -> None:
        """Note the end of a run; one whose record is gone has failed."""
        if row.execution_id is None:
            return
        executions = self._platform.directory.executions_of(row.org_id)
        found = await executions.find_ended(row.execution_id)
        if found is None and row.started_at and self._now() - row.started_at > LOST_AFTER:
            try:
                await executions.get(row.execution_id)
            except NotFound:
                gone = {"state": RowState.FAILED, "reason": "its record is gone"}
                self._note(row.model_copy(update={**gone, "ended_at": self._now()}))
        if found is not None:
            self._note(_ended(row, found))

    async def _stop_if_denied(self) -> None:
        loss = await self._platform.engine.reauthorization.loss_of(self._batch.maker)
        if loss is not None and self._batch.halt is None:
            await self._save(halt=BatchState.STOPPED, reason=loss)

    async def _start(self) -> None:
        """Start what the begun stage has left, or begin the next one."""
        rows, batch = [*self._rows.values()], self._batch
        begun = [row for row in rows if batch.stage_of(row.number) <= batch.stage]
        if any(row.is_open for row in begun):
            waiting = [row for row in begun if row.state is RowState.WAITING]
            await self._start_all(waiting, again=True)
            return
        left = [row for row in rows if row.state is RowState.WAITING]
        if not left:
            return
        failures = counts_of(rows).failed
        if failures >= batch.failure_limit and batch.stage:
            reason = f"{failures} failed, and from {batch.failure_limit} on no stage begins"
            await self._save(halt=BatchState.STOPPED, reason=reason)
            return
        stage = batch.stage_of(left[0].number)
        await self._save(stage=stage, stage_at=self._now())
        await self._start_all([row for row in left if batch.stage_of(row.number) == stage])

    async def _start_all(self, rows: list[BatchRow], *, again: bool = False) -> None:
        """Start rows, some at a time; each group is written before the next one starts."""
        starting = await self._starting(len(rows))
        for at in range(0, len(rows), STARTS_AT_ONCE):
            if at:
                await self._stop_if_denied()
            if self._batch.halt is not None:
                return

            async def one(row: BatchRow) -> None:
                self._note(await starting.start(self._batch, row, again=again))

            await for_each(rows[at : at + STARTS_AT_ONCE], one)
            await self._save()

    async def _leave_out(self) -> None:
        """Note what the halted batch does not start; a lost process may have started some."""
        waiting = [row for row in self._rows.values() if row.state is RowState.WAITING]
        starting = await self._starting(len(waiting))

        async def one(row: BatchRow) -> None:
            is_begun = self._batch.stage_of(row.number) <= self._batch.stage
            found = await starting.found(self._batch, row) if is_begun else None
            facts = {"state": RowState.UNSTARTED, "reason": self._batch.reason}
            self._note(found or row.model_copy(update=facts))

        await for_each(waiting, one)
        await self._save()

    async def _starting(self, count: int) -> RowStarting:
        platform, batch = self._platform, self._batch
        shared = await secret_values.opened(platform, batch.id, batch.sealed)
        return RowStarting(platform, Audience(platform.directory, count), shared)

    async def _come_back(self) -> None:
        """Give the batch back, and send the message of the next turn."""
        now = self._now()
        batch, delay = self._batch, SHORTEST
        running = any(row.state is RowState.RUNNING for row in self._rows.values())
        if running and batch.stage_at is not None:
            delay = min(max((now - batch.stage_at) / 4, SHORTEST), LONGEST)
        await self._save(lease=None, due_at=now + delay)
        await announce(self._platform, batch.id, delay)

    async def _end(self) -> None:
        """End the batch: drop its secret values, tell its event, and write the end last."""
        for row in [row for row in self._rows.values() if row.sealed is not None]:
            self._note(row.model_copy(update={"sealed": None}))
        await self._save()
        state = self._batch.halt or BatchState.COMPLETED
        batch, now = self._batch, self._now()
        ended = batch.model_copy(update={"state": state, "ended_at": now, "sealed": None})
        key = f"{BATCH_ENDED} {batch.id} {batch.round}"
        await self._platform.outbox.emit(_event_of(ended), key)
        await self._save(state=state, ended_at=now, sealed=None, lease=None, due_at=None)

    def _note(self, row: BatchRow) -> None:
        if self._rows.get(row.number) != row:
            self._rows[row.number] = row
            self._unsaved.add(row.number)

    async def _save(self, **facts: object) -> None:
        """Write what has changed, many rows in one transaction; renew the claim."""
        unsaved = sorted(self._unsaved)
        if not unsaved and not facts:
            return
        self._unsaved.clear()
        groups = list(_groups([self._rows[number] for number in unsaved])) or [[]]
        for number, rows in enumerate(groups, 1):
            await self._write(rows, facts if number == len(groups) else {})

    async def _write(self, rows: list[BatchRow], facts: dict[str, object]) -> None:
        counts = counts_of([*self._rows.values()])
        renewed: dict[str, object] = {"counts": counts, "due_at": self._now() + LEASE}
        lease = self._batch.lease
        while True:
            after = self._batch.model_copy(update={**renewed, **facts})
            try:
                self._stored = await self._batches.replace(self._stored, after, rows)
            except Stale:  # it was cancelled meanwhile, or is another turn's by now
                again = await self._batches.find(self._batch.id)
                if again is None or again.record.lease != lease:
                    raise _Lost from None
                self._stored = again
            else:
                return

    def _now(self) -> datetime:
        return self._platform.services.clock.now()


def _groups(rows: list[BatchRow]) -> Iterable[list[BatchRow]]:
    for at in range(0, len(rows), MOST_ROWS_AT_ONCE):
        yield rows[at : at + MOST_ROWS_AT_ONCE]


def _ended(row: BatchRow, execution: Execution) -> BatchRow:
    status, outcome = execution.status, execution.outcome
    state = RowState.FAILED
    if status in SUCCEEDED:
        state = RowState.SUCCEEDED
    elif status is Status.CANCELLED:
        state = RowState.CANCELLED
    reason = outcome.error_message if outcome else None
    facts: dict[str, object] = {
        "state": state,
        "status": status,
        "ended_at": execution.completed_at,
    }
    return row.model_copy(update={**facts, "reason": reason[:MOST_REASON] if reason else None})


def _event_of(batch: Batch) -> EmittedEvent:
    return EmittedEvent(
        id=new_event_id(),
        type=BATCH_ENDED,
        org_id=GLOBAL,
        at=batch.ended_at or batch.created_at,
        data={
            "batchId": str(batch.id),
            "name": batch.name,
            "workflowName": batch.workflow_name,
            "formId": batch.form_id,
            "state": batch.state.value,
            "reason": batch.reason,
            "round": batch.round,
            "total": batch.total,
            "counts": batch.counts.model_dump(mode="json"),
        },
    )

"""How an accepted order becomes an ended execution: at once, or through the queue."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import uuid6

from shared.engine.answers import AnswersFor
from shared.engine.catalog import Catalog
from shared.engine.journal import Journal, ended, released, running
from shared.engine.outcomes import failure, worker_lost
from shared.engine.owner import Owner
from shared.engine.places import Place, Places
from shared.engine.pool import Pool
from shared.engine.runner import Attempt, Ran, Runner
from shared.engine.sweep import Sweep
from shared.engine.worker import remove_leftovers
from shared.errors import NotFound, Stale, Unavailable
from shared.models.executions import Execution, ExecutionMessage, Outcome, Status
from shared.models.orders import Order
from shared.models.workflows import Workflow
from shared.repositories.directory import Directory
from shared.repositories.executions import Executions
from shared.repositories.large import lean
from shared.services.clock import Clock
from shared.services.queues import Queue
from shared.services.workspace import Workspace
from shared.settings import Settings

logger = logging.getLogger(__name__)

FIRST_LOOK_SECONDS = 0.05
LAST_LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Reach:
    """What the engine reaches."""

    directory: Directory
    queue: Queue
    workspace: Workspace
    clock: Clock


class Engine:
    """One per process."""

    def __init__(self, reach: Reach, settings: Settings, answers_for: AnswersFor) -> None:
        self._pool = Pool(settings)
        self.catalog = Catalog(reach.workspace, settings, self._pool)
        self._reach = reach
        self._settings = settings
        self._owner = Owner(reach.directory.owners, settings)
        self._runner = Runner(self.catalog, answers_for, self._pool)
        self._places = Places(settings.workers_in_all, settings.workers_per_organization)
        self._sweep = Sweep(reach.directory, reach.queue, reach.clock, settings)

    async def execute(self, order: Order) -> Execution:
        """Run now and return the final record, which is written by then.

        TooManyRequests if there was no place for it; nothing is written then. Unavailable if
        the store did not say how it ended: the record then tells the truth later.
        """
        wait_seconds = self._settings.place_wait_seconds
        with await self._places.take(order.org_id, wait_seconds) as place:
            owner_id = await self._owner.ready()
            now = self._now()
            execution = running(_accepted(order, now), owner_id, order.workflow.version, now)
            return await self._owner.run(self._run_now(execution, order.workflow, place))

    async def enqueue(self, order: Order) -> Execution:
        """Write the record, then the message. Without the message the sweep sends it."""
        executions = self._directory.executions_of(order.org_id)
        execution = await executions.put_away(_accepted(order, self._now()))
        etag = await Journal(executions).begin(execution)
        message = ExecutionMessage(execution=lean(execution), etag=etag)
        try:
            await self._reach.queue.send(message.model_dump_json())
        except Unavailable:
            logger.warning("accepted without a message", extra={"execution": str(execution.id)})
        return execution

    async def wait(self, execution: Execution, until: datetime) -> Execution | None:
        """The final record, or None if there is none by then. Looks every 50 to 500 ms."""
        executions = self._executions(execution)
        pause = FIRST_LOOK_SECONDS
        while self._now() + timedelta(seconds=pause) < until:
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, LAST_LOOK_SECONDS)
            try:
                found = await executions.find_ended(execution.id)
                if found is not None:
                    return await executions.complete(found)
            except Unavailable as error:
                # The run is accepted, whatever we can read of it now.
                logger.warning("waiting on", extra={"reason": str(error)})
        return None

    async def claim(self, message: ExecutionMessage) -> None:
        """Run what a message is about, unless it is running, over, or somebody else's.

        Raises only before the claim, so that the message comes again.
        """
        pending = message.execution
        place = self._places.find(pending.org_id)
        if place is None:
            await self._reach.queue.send(message.model_dump_json())
            return
        with place:
            await self._claim_into(place, message)

    async def _claim_into(self, place: Place, message: ExecutionMessage) -> None:
        pending = message.execution
        try:
            workflow = await self.catalog.get(pending.workflow_name)
        except NotFound as error:
            await self._end(pending, message.etag, failure("WorkflowNotFound", str(error)))
            return
        owner_id = await self._owner.ready()
        execution = running(pending, owner_id, workflow.version, self._now())
        execution = await self._executions(execution).complete(execution)
        try:
            await self._owner.run(self._run_claimed(execution, workflow, place, message.etag))
        except Stale:
            logger.info("not ours to run", extra={"execution": str(pending.id)})

    async def bury(self, message: ExecutionMessage) -> None:
        """End an execution whose message failed too often, unless a live owner has it."""
        found = await self._executions(message.execution).find_live(message.execution.id)
        if found is None:
            return
        owner_id = found.execution.owner_id
        if found.execution.status is Status.RUNNING and owner_id:
            silence = await self._directory.owners.silence_of(owner_id)
            if not self._sweep.is_lost(found, silence):
                return
        outcome = failure("PoisonQueueFailure", "its message could not be handled, five times")
        await self._end(found.execution, found.etag, outcome)

    async def sweep(self) -> None:
        """Settle what other processes left behind; the every-minute timer calls this."""
        await asyncio.to_thread(remove_leftovers, self._settings.runs_directory)
        await self._sweep.run()

    async def warm(self) -> None:
        """Have processes ready for workflows; SettingsError if a required wall is missing."""
        await self._pool.warm()

    async def isolation(self) -> Mapping[str, bool]:
        """Each wall around workflows, and whether it holds on this machine: see ``sdk.walls``."""
        return await self._pool.layers()

    async def close(self) -> None:
        await self._pool.close()
        await self._owner.close()

    async def _run_now(self, execution: Execution, workflow: Workflow, place: Place) -> Execution:
        executions = self._executions(execution)
        execution = await executions.put_away(execution)
        begun = Journal(executions).begin(execution)
        ran = await self._attempt(Attempt(execution, workflow, begun, place))
        return await self._finish(execution, ran)

    async def _run_claimed(
        self, execution: Execution, workflow: Workflow, place: Place, etag: str
    ) -> None:
        begun = self._claim(execution, etag)
        ran = await self._attempt(Attempt(execution, workflow, begun, place))
        try:
            await self._finish(execution, ran)
        except Unavailable:
            logger.warning("its end is written later", extra={"execution": str(execution.id)})

    async def _attempt(self, attempt: Attempt) -> Ran:
        """Run it; if that is cut off, for whatever reason, the record will say so."""
        execution = attempt.execution
        cut_off = True
        try:
            ran = await self._runner.run(attempt)
            cut_off = False
            return ran
        finally:
            if cut_off:
                self._owner.settle_later(execution.id, lambda: self._abandon(execution))

    async def _claim(self, execution: Execution, etag: str) -> str:
        executions = self._executions(execution)
        journal = Journal(executions)
        try:
            return await journal.claim(execution, etag)
        except Unavailable:
            self._owner.settle_later(execution.id, lambda: self._release(execution))
            raise
        except Stale:
            found = await executions.find_live(execution.id)
            if found is None or found.execution.status is not Status.PENDING:
                raise
            return await journal.claim(execution, found.etag)

    async def _finish(self, execution: Execution, ran: Ran) -> Execution:
        final = ended(execution, ran.outcome, self._now()).model_copy(update={"logs": ran.logs})
        journal = Journal(self._executions(execution))
        try:
            written = await journal.finish(final, ran.etag)
        except Unavailable:
            self._owner.settle_later(final.id, lambda: _settle(journal, final, ran.etag))
            raise
        facts = {"execution": str(final.id), "workflow": final.workflow_name}
        logger.info("execution finished", extra={**facts, "status": written.status.value})
        return written

    async def _abandon(self, execution: Execution) -> None:
        """End an attempt that was cut off, if its begin was written at all."""
        found = await self._executions(execution).find_live(execution.id)
        if found is not None and found.execution.write_id == execution.write_id:
            await self._end(found.execution, found.etag, worker_lost())

    async def _release(self, execution: Execution) -> None:
        """Give back a claim whose answer was lost: its message comes again."""
        executions = self._executions(execution)
        found = await executions.find_live(execution.id)
        if found is not None and found.execution.write_id == execution.write_id:
            with suppress(Stale):  # the sweep was first
                await executions.replace(released(found.execution), found.etag)

    async def _end(self, execution: Execution, etag: str, outcome: Outcome) -> None:
        journal = Journal(self._executions(execution))
        await _settle(journal, ended(execution, outcome, self._now()), etag)

    def _executions(self, execution: Execution) -> Executions:
        return self._directory.executions_of(execution.org_id)

    def _now(self) -> datetime:
        return self._reach.clock.now()

    @property
    def _directory(self) -> Directory:
        return self._reach.directory


async def _settle(journal: Journal, final: Execution, etag: str) -> None:
    try:
        await journal.finish(final, etag)
    except Stale:
        logger.info("it moved on without us", extra={"execution": str(final.id)})


def _accepted(order: Order, now: datetime) -> Execution:
    return Execution(
        id=UUID(int=uuid6.uuid7().int),
        workflow_name=order.workflow.name,
        org_id=order.org_id,
        org_name=order.org_name,
        form_id=order.form_id,
        caller=order.caller,
        status=Status.PENDING,
        input=order.input,
        code_version=order.workflow.version,
        timeout_seconds=order.workflow.timeout_seconds,
        created_at=now,
        write_id=uuid4(),
    )

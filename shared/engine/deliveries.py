"""What becomes of a message of the queue: claimed, put off, dropped or buried."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from shared.engine.attempts import Attempts
from shared.engine.catalog import Catalog
from shared.engine.messages import Messages
from shared.engine.outcomes import failure
from shared.engine.places import Place, Places
from shared.engine.reach import Reach
from shared.engine.records import ended, running
from shared.engine.sweep import Sweep
from shared.errors import NotFound, Stale
from shared.models.executions import WAITING, Execution, ExecutionMessage, Outcome
from shared.models.workflows import Workflow
from shared.repositories.executions import POISONED, Stored

#: A message may come this much before our clock says that it is due.
TOLERANCE = timedelta(seconds=2)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Deliveries:
    reach: Reach
    catalog: Catalog
    places: Places
    attempts: Attempts
    messages: Messages
    sweep: Sweep

    async def claim(self, message: ExecutionMessage) -> None:
        """Run what a message is about, unless it is running, over, or not due.

        Raises only before the claim, so that the message comes again.
        """
        if not self._is_due(message.execution):
            return  # an early copy: the one that is in time comes, or the sweep's
        place = self.places.find(message.execution.org_id)
        if place is None:
            await self.messages.bounce(message)
            return
        with place:
            await self._claim_into(place, message)

    async def bury(self, message: ExecutionMessage) -> None:
        """End an execution whose message failed too often, unless a live owner has it."""
        found = await self._find(message.execution)
        if found is None:
            return
        if found.execution.status not in WAITING:
            await self.sweep.look_at(found)
        elif self._is_due(found.execution):
            reason = "its message could not be handled, five times"
            await self._end(found.execution, found.etag, failure(POISONED, reason))

    async def _claim_into(self, place: Place, message: ExecutionMessage) -> None:
        waiting = message.execution
        workflow = await self._workflow(waiting, message.etag)
        if workflow is None:
            return
        try:
            await self._run(waiting, workflow, place, message.etag)
        except Stale:
            found = await self._find(waiting)
            if found is None:
                logger.info("it has ended already", extra={"execution": str(waiting.id)})
            elif found.execution.status in WAITING:
                await self._claim_newer(found, workflow, place)
            else:
                await self.sweep.look_at(found)

    async def _claim_newer(self, found: Stored, workflow: Workflow, place: Place) -> None:
        """The record is another than the message's: it went on and waits again."""
        if not self._is_due(found.execution):
            return
        try:
            await self._run(found.execution, workflow, place, found.etag)
        except Stale:
            logger.info("not ours to run", extra={"execution": str(found.execution.id)})

    async def _workflow(self, waiting: Execution, etag: str) -> Workflow | None:
        """None where it is gone; its run has ended for that then."""
        try:
            return await self.catalog.get(waiting.workflow_name)
        except NotFound as error:
            await self._end(waiting, etag, failure("WorkflowNotFound", str(error)))
            return None

    async def _run(self, waiting: Execution, workflow: Workflow, place: Place, etag: str) -> None:
        owner = self.attempts.owner
        owner_id = await owner.ready()
        complete = await self.reach.executions_of(waiting).complete(waiting)
        execution = running(complete, owner_id, workflow.version, self.reach.now())
        ran = self.attempts.claim(execution, workflow, place, etag)
        await owner.run(ran)

    async def _end(self, execution: Execution, etag: str, outcome: Outcome) -> None:
        final = ended(execution, outcome, self.reach.now())
        try:
            await self.reach.journal_of(execution).finish(final, etag)
        except Stale:
            logger.info("it moved on without us", extra={"execution": str(execution.id)})

    async def _find(self, execution: Execution) -> Stored | None:
        return await self.reach.executions_of(execution).examine(execution.id)

    def _is_due(self, execution: Execution) -> bool:
        return execution.due_at is None or execution.due_at <= self.reach.now() + TOLERANCE

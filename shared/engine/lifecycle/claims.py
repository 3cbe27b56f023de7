"""Claims waiting executions: with a slot for it, and whatever their records say by now."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from shared.engine.authorization.reauthorization import AuthorizationRevoked, Reauthorization
from shared.engine.code.catalog import Catalog
from shared.engine.inputs.secret_inputs import opened
from shared.engine.journal.outcomes import explained, revoked
from shared.engine.journal.transitions import ended, running
from shared.engine.lifecycle.attempts import Attempts
from shared.engine.ports import Ports
from shared.engine.queue.slots import Slot
from shared.engine.recovery.sweep import Sweep
from shared.errors import NotFound, Refused, Stale
from shared.models.executions import WAITING, Execution, Outcome
from shared.models.secret_inputs import SecretInputs
from shared.models.workflows import Workflow
from shared.repositories.executions import Stored

#: A message may be delivered this long before this machine's clock says that it is due.
TOLERANCE = timedelta(seconds=2)

logger = logging.getLogger(__name__)


class _NotOpened(Exception):
    """The secret inputs cannot be decrypted, perhaps as the record read is not the newest one."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims and runs waiting executions, from messages or from the backlog."""

    ports: Ports
    catalog: Catalog
    attempts: Attempts
    sweep: Sweep
    reauthorization: Reauthorization

    async def claim(self, waiting: Stored, slot: Slot) -> None:
        """Claim and run an execution.

        It is not run if it is running, has ended, its workflow is gone, or its caller has lost
        the right to start it. Raises only before the claim, so that it can be tried again.
        """
        workflow = await self._workflow(waiting)
        if workflow is None:
            return
        try:
            await self._run(waiting, workflow, slot)
        except (Stale, _NotOpened):
            found = await self.newer(waiting.execution)
            if found is not None:
                await self._claim_newer(found, workflow, slot)

    async def newer(self, execution: Execution) -> Stored | None:
        """The current record if it still waits and is due; a held one is recovered if lost."""
        found = await self.find(execution)
        if found is None:
            logger.info("claim skipped: run has ended", extra={"execution": str(execution.id)})
        elif found.execution.status not in WAITING:
            await self.sweep.recover_if_lost(found)
        elif self.is_due(found.execution):
            return found
        return None

    async def find(self, execution: Execution) -> Stored | None:
        """The current live record; None if it has ended."""
        return await self.ports.executions_of(execution).examine(execution.id)

    async def end(self, stored: Stored, outcome: Outcome) -> None:
        """End a waiting execution with this outcome, unless its record has changed."""
        final = ended(stored.execution, outcome, self.ports.now())
        try:
            await self.ports.journal_of(final).finish(final, stored.etag)
        except Stale:
            facts = {"execution": str(final.id)}
            logger.info("end not written: another process changed the run", extra=facts)

    def is_due(self, execution: Execution) -> bool:
        return execution.due_at is None or execution.due_at <= self.ports.now() + TOLERANCE

    async def _claim_newer(self, found: Stored, workflow: Workflow, slot: Slot) -> None:
        """Claim an execution by its newest record, after a claim by an older one failed."""
        try:
            await self._run(found, workflow, slot)
        except Stale:
            logger.info("claim lost", extra={"execution": str(found.execution.id)})
        except _NotOpened as error:
            await self.end(found, explained("InputLost", str(error)))

    async def _workflow(self, waiting: Stored) -> Workflow | None:
        """The workflow to run; None if it is gone, and the execution was ended for that."""
        try:
            return await self.catalog.get(waiting.execution.workflow_name)
        except NotFound as error:
            await self.end(waiting, explained("WorkflowNotFound", str(error)))
            return None

    async def _run(self, waiting: Stored, workflow: Workflow, slot: Slot) -> None:
        """Claim and run with the rights that the caller still has; without any, end as Cancelled.

        Stale in either case if the record has changed.
        """
        heartbeat = self.attempts.heartbeat
        # A heartbeat before the claim: else another process would take the run for lost.
        owner_id = await heartbeat.ready()
        try:
            execution = await self._authorized(waiting.execution, workflow)
        except AuthorizationRevoked as error:
            await self._cancel(waiting, str(error))
            return
        complete = await self.ports.executions_of(execution).complete(execution)
        secret_inputs = await self._secret_inputs(complete)
        begun = running(complete, owner_id, workflow.version, self.ports.now())
        await heartbeat.run(self.attempts.claim(waiting, begun, workflow, slot, secret_inputs))

    async def _authorized(self, execution: Execution, workflow: Workflow) -> Execution:
        caller = await self.reauthorization.at_claim(execution, workflow)
        return execution.model_copy(update={"caller": caller})

    async def _cancel(self, waiting: Stored, reason: str) -> None:
        outcome = revoked(reason, has_begun=bool(waiting.execution.attempts))
        final = ended(waiting.execution, outcome, self.ports.now())
        await self.ports.journal_of(final).finish(final, waiting.etag)
        facts = {"execution": str(final.id), "reason": reason}
        logger.warning("run cancelled: its caller's rights were revoked", extra=facts)

    async def _secret_inputs(self, execution: Execution) -> SecretInputs:
        try:
            return await opened(self.ports.seals, execution)
        except Refused as error:
            message = "its secret parameters cannot be decrypted: start it anew"
            raise _NotOpened(message) from error

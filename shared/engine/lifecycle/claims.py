"""How a run that waits is claimed: with a place for it, whatever became of its record meanwhile."""

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

#: A message may come this much before our clock says that it is due.
TOLERANCE = timedelta(seconds=2)

logger = logging.getLogger(__name__)


class _NotOpened(Exception):
    """By what we know of the record, which may be from before the key was replaced."""


@dataclass(frozen=True, slots=True)
class Claims:
    ports: Ports
    catalog: Catalog
    attempts: Attempts
    sweep: Sweep
    reauthorization: Reauthorization

    async def claim(self, waiting: Stored, slot: Slot) -> None:
        """Run it, unless it runs, has ended, its workflow is gone or its caller may not any more.

        Raises only before the claim, so that it can be tried again.
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
        """The record as it is, if it still waits and is due; one that others hold is looked at."""
        found = await self.find(execution)
        if found is None:
            logger.info("it has ended already", extra={"execution": str(execution.id)})
        elif found.execution.status not in WAITING:
            await self.sweep.recover_if_lost(found)
        elif self.is_due(found.execution):
            return found
        return None

    async def find(self, execution: Execution) -> Stored | None:
        return await self.ports.executions_of(execution).examine(execution.id)

    async def end(self, stored: Stored, outcome: Outcome) -> None:
        final = ended(stored.execution, outcome, self.ports.now())
        try:
            await self.ports.journal_of(final).finish(final, stored.etag)
        except Stale:
            logger.info("it moved on without us", extra={"execution": str(final.id)})

    def is_due(self, execution: Execution) -> bool:
        return execution.due_at is None or execution.due_at <= self.ports.now() + TOLERANCE

    async def _claim_newer(self, found: Stored, workflow: Workflow, slot: Slot) -> None:
        """The record is another than the one we knew: it went on and waits again."""
        try:
            await self._run(found, workflow, slot)
        except Stale:
            logger.info("not ours to run", extra={"execution": str(found.execution.id)})
        except _NotOpened as error:
            await self.end(found, explained("InputLost", str(error)))

    async def _workflow(self, waiting: Stored) -> Workflow | None:
        """None where it is gone; its run has ended for that then."""
        try:
            return await self.catalog.get(waiting.execution.workflow_name)
        except NotFound as error:
            await self.end(waiting, explained("WorkflowNotFound", str(error)))
            return None

    async def _run(self, waiting: Stored, workflow: Workflow, slot: Slot) -> None:
        """Claim it with the rights that its caller has left; without any it ends, Cancelled.

        Stale in either case if it moved.
        """
        heartbeat = self.attempts.heartbeat
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
        logger.warning("not run: its caller may not any more", extra=facts)

    async def _secret_inputs(self, execution: Execution) -> SecretInputs:
        try:
            return await opened(self.ports.seals, execution)
        except Refused as error:
            raise _NotOpened("its secret parameters cannot be opened: run it anew") from error

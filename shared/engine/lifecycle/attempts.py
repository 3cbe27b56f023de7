"""Attempts of executions in this process, from the begin or the claim to the final record."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.engine.cancellation.canceller import CancelWatch
from shared.engine.code.agents import NAME as AGENT
from shared.engine.journal.log_stream import LogStream
from shared.engine.journal.outcomes import cancelled, worker_lost
from shared.engine.journal.retry import retry_at
from shared.engine.journal.transitions import ended, postponed, put_down, released
from shared.engine.ports import Ports
from shared.engine.queue.messages import Messages
from shared.engine.queue.slots import Slot
from shared.engine.recovery.heartbeat import Heartbeat
from shared.engine.runs.agent_runner import AgentRunner
from shared.engine.runs.runner import Attempt, Ran, Runner
from shared.errors import Stale, Unavailable
from shared.models.executions import Execution, Outcome, Status
from shared.models.secret_inputs import SecretInputs
from shared.models.workflows import Workflow
from shared.repositories.executions import Stored
from shared.repositories.idempotency import KeyClaim

if TYPE_CHECKING:
    import asyncio

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Start:
    """The start of an execution in its request; ``recorded`` receives the stored live record."""

    key: KeyClaim | None
    secret_inputs: SecretInputs
    recorded: "asyncio.Future[Execution] | None" = None


@dataclass(frozen=True, slots=True)
class Attempts:
    """Runs attempts and writes their results, also when the store fails meanwhile."""

    ports: Ports
    runner: Runner
    heartbeat: Heartbeat
    watch: CancelWatch
    messages: Messages
    #: Runs agents; None where there are none.
    agents: AgentRunner | None = None

    async def begin(
        self,
        execution: Execution,
        workflow: Workflow,
        slot: Slot,
        start: Start,
    ) -> Execution:
        """Run an execution whose record is not written yet; return its record after that.

        Stale if another request has used the idempotency key meanwhile.
        """
        execution = await self.ports.executions_of(execution).put_away(execution)
        begun = self._begin(execution, start)
        with self.ports.endings.here(execution.id):
            ran, stream = await self._run_with_stream(
                Attempt(execution, workflow, begun, slot, start.secret_inputs)
            )
            return await self._conclude(execution, ran, stream)

    async def claim(
        self,
        waiting: Stored,
        execution: Execution,
        workflow: Workflow,
        slot: Slot,
        secret_inputs: SecretInputs,
    ) -> None:
        """Claim and run a waiting execution; Stale if its record has changed.

        Raises nothing after the claim.
        """
        begun = self._claim(waiting, execution)
        with self.ports.endings.here(execution.id):
            ran, stream = await self._run_with_stream(
                Attempt(execution, workflow, begun, slot, secret_inputs)
            )
            try:
                await self._conclude(execution, ran, stream)
            except Unavailable:
                facts = {"execution": str(execution.id)}
                logger.warning("run result not written: tried again later", extra=facts)

    async def only_run(
        self, execution: Execution, workflow: Workflow, slot: Slot, secret_inputs: SecretInputs
    ) -> Execution:
        """Run a transient execution, which is never written to the store."""
        ran = await self.runner.run(Attempt(execution, workflow, _nothing(), slot, secret_inputs))
        final = ended(execution, ran.outcome, self.ports.now())
        return final.model_copy(update={"logs": ran.logs})

    async def _run_with_stream(self, attempt: Attempt) -> tuple[Ran, LogStream]:
        """Run the attempt, with its log lines streamed and its cancel marker watched."""
        execution = attempt.execution
        stream = LogStream(self.ports.executions_of(execution), execution, attempt.logbook)
        with self.watch.watching(execution.id, attempt.cancel):
            async with stream.following():
                return await self._run(attempt), stream

    async def _run(self, attempt: Attempt) -> Ran:
        """Run the attempt; if that is cut off for any reason, record it as lost later."""
        execution = attempt.execution
        try:
            if self.agents and attempt.workflow.name == AGENT:
                return await self.agents.run(attempt)
            return await self.runner.run(attempt)
        except BaseException:
            self.heartbeat.settle_later(execution.id, lambda: self._abandon(execution))
            raise

    async def _begin(self, execution: Execution, start: Start) -> str:
        etag = await self.ports.journal_of(execution).begin(execution, start.key)
        if start.recorded and not start.recorded.done():
            start.recorded.set_result(execution)
        return etag

    async def _claim(self, waiting: Stored, execution: Execution) -> str:
        journal = self.ports.journal_of(execution)
        try:
            return await journal.claim(waiting.execution, execution, waiting.etag)
        except Unavailable:
            self.heartbeat.settle_later(execution.id, lambda: self._release(execution))
            raise

    async def _conclude(self, execution: Execution, ran: Ran, stream: LogStream) -> Execution:
        record = await self._next(execution, ran, stream)
        try:
            written = await self._write(record, execution, ran)
        except Unavailable:
            self.heartbeat.settle_later(execution.id, lambda: self._settle(record, execution, ran))
            raise
        except Stale:
            # Another process recovered the run as lost: its next attempt waits or is running.
            written = await self.ports.executions_of(execution).get(execution.id)
        if self.agents:
            await self.agents.turns.after(written)
        facts = {"execution": str(execution.id), "workflow": execution.workflow_name}
        logger.info("execution finished", extra={**facts, "status": written.status.value})
        return written

    async def _next(self, execution: Execution, ran: Ran, stream: LogStream) -> Execution:
        """The record after this attempt: a final one, or one that waits for the next attempt."""
        now = self.ports.now()
        if ran.waits_until is not None:
            return put_down(execution, ran.waits_until)
        due_at = retry_at(execution, ran.outcome, now)
        if due_at is None:
            return await stream.onto(ended(execution, ran.outcome, now), ran.logs)
        await stream.keep(ran.logs)
        return postponed(execution, ran.outcome, due_at, now)

    async def _write(self, record: Execution, execution: Execution, ran: Ran) -> Execution:
        journal = self.ports.journal_of(execution)
        if record.status is not Status.SCHEDULED:
            return await journal.finish(record, ran.etag)
        try:
            etag = await journal.replace(record, ran.etag)
        except Stale:
            # The run was cancelled meanwhile: it is not tried again.
            final = ended(execution, ran.outcome, self.ports.now())
            return await journal.finish(final.model_copy(update={"logs": ran.logs}), ran.etag)
        await self.messages.announce(record, etag)
        return record

    async def _settle(self, record: Execution, execution: Execution, ran: Ran) -> None:
        with suppress(Stale):  # another process wrote the record: it counts
            await self._write(record, execution, ran)

    async def _abandon(self, execution: Execution) -> None:
        """End an attempt that was cut off, if its first record was written at all.

        A run of an agent waits again instead: its journal says where it goes on.
        """
        if execution.workflow_name == AGENT:
            await self._release(execution)
            return
        found = await self._own(execution)
        if found is not None:
            await self._end(found, worker_lost())

    async def _release(self, execution: Execution) -> None:
        """Release a claim whose response was lost: its message is delivered again."""
        found = await self._own(execution)
        if found is None:
            return
        if found.execution.status is Status.CANCELLING:
            await self._end(found, cancelled())
            return
        with suppress(Stale):  # the sweep recovered it first
            journal = self.ports.journal_of(execution)
            await journal.replace(released(found.execution), found.etag)

    async def _own(self, execution: Execution) -> Stored | None:
        """The live record, if it still belongs to this attempt."""
        found = await self.ports.executions_of(execution).find_live(execution.id)
        is_ours = found is not None and found.execution.attempt == execution.attempt
        return found if is_ours else None

    async def _end(self, stored: Stored, outcome: Outcome) -> None:
        execution = stored.execution
        outcome = cancelled() if execution.status is Status.CANCELLING else outcome
        final = ended(execution, outcome, self.ports.now())
        with suppress(Stale):
            await self.ports.journal_of(execution).finish(final, stored.etag)


async def _nothing() -> str:
    return ""

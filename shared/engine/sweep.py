"""What became of the runs that nobody ended? Asked once a minute, and once at start.

Reads each organization's live records, whatever the history: an organization costs one
transaction, and one more for every thousand live records.
"""

import logging
import math
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from uuid import UUID

from shared.engine.journal import Journal, ended
from shared.engine.outcomes import timed_out, worker_lost
from shared.errors import Refused, Stale
from shared.models.base import GLOBAL
from shared.models.executions import Execution, ExecutionMessage, Outcome, Status
from shared.repositories.directory import Directory
from shared.repositories.executions import Executions, Stored
from shared.services.clock import Clock
from shared.services.queues import Queue
from shared.settings import Settings

logger = logging.getLogger(__name__)

Silences = Mapping[UUID, timedelta]


class Sweep:
    def __init__(
        self, directory: Directory, queue: Queue, clock: Clock, settings: Settings
    ) -> None:
        self._directory = directory
        self._queue = queue
        self._clock = clock
        self._settings = settings

    async def run(self) -> None:
        """Bring every lost run to an end, and every forgotten one back to the queue."""
        silences = await self._directory.owners.silences()
        async for executions in self._everyone():
            async for stored in _live(executions):
                try:
                    await self._look_at(stored, executions, silences)
                except Refused as error:
                    extra = {"execution": str(stored.execution.id), "reason": str(error)}
                    logger.error("cannot be ended", extra=extra)  # noqa: TRY400  the reason is it

    def is_lost(self, stored: Stored, silence: timedelta | None) -> bool:
        """Nobody wrote the record, and its owner nothing at all, for too long."""
        limit = timedelta(seconds=self._settings.lost_seconds)
        return stored.age > limit and (silence is None or silence > limit)

    async def _everyone(self) -> AsyncIterator[Executions]:
        yield self._directory.executions_of(GLOBAL)
        async for organization in self._directory.organizations.all():
            yield self._directory.executions_of(organization.id)

    async def _look_at(self, stored: Stored, executions: Executions, silences: Silences) -> None:
        execution = stored.execution
        if execution.status is Status.PENDING:
            if self._is_forgotten(execution):
                await self._send_again(stored)
            return
        silence = silences.get(execution.owner_id) if execution.owner_id else None
        if self.is_lost(stored, silence):
            await self._end(stored, executions, worker_lost())
        elif self._is_overdue(execution):
            await self._end(stored, executions, timed_out(execution.timeout_seconds))

    def _is_forgotten(self, execution: Execution) -> bool:
        """Whether a doubling interval since acceptance ended since the last sweep."""
        interval = self._settings.resend_seconds
        age = (self._clock.now() - execution.created_at).total_seconds()
        if age < interval:
            return False
        latest = interval * 2 ** math.floor(math.log2(age / interval))
        return age - latest < interval

    def _is_overdue(self, execution: Execution) -> bool:
        limit = timedelta(seconds=execution.timeout_seconds + self._settings.overdue_seconds)
        started_at = execution.started_at
        return started_at is not None and self._clock.now() - started_at > limit

    async def _send_again(self, stored: Stored) -> None:
        message = ExecutionMessage(execution=stored.execution, etag=stored.etag)
        await self._queue.send(message.model_dump_json())
        logger.info("sent again", extra={"execution": str(stored.execution.id)})

    async def _end(self, stored: Stored, executions: Executions, outcome: Outcome) -> None:
        final = ended(stored.execution, outcome, self._clock.now())
        try:
            await Journal(executions).finish(final, stored.etag)
        except Stale:
            return  # it moved while we looked
        logger.warning(
            "ended by the sweep",
            extra={"execution": str(final.id), "error": outcome.error_type},
        )


async def _live(executions: Executions) -> AsyncIterator[Stored]:
    start: str | None = None
    while True:
        records, start = await executions.live(start)
        for stored in records:
            yield stored
        if start is None:
            return

"""Cancels a run, whichever process has it.

A cancel marker is written before the record says Cancelling, so that no request is lost: each
process that runs workflows reads the markers every other second.
"""

import asyncio
import logging
from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID

from shared.engine.cancellation.token import CancellationToken
from shared.engine.journal.outcomes import cancelled, withdrawn
from shared.engine.journal.transitions import cancelling, ended
from shared.engine.ports import Ports
from shared.errors import Stale, Unavailable
from shared.models.executions import WAITING, Execution, Status
from shared.repositories.cancel_markers import Markers
from shared.repositories.executions import Stored

MOST_TRIES = 5

logger = logging.getLogger(__name__)


class CancelWatch:
    """Cancels this process's runs that have a marker; reads none while nothing runs."""

    def __init__(self, markers: Markers, seconds: float) -> None:
        self._markers = markers
        self._seconds = seconds
        # By token, not by id: a message that is delivered twice begins two attempts of one
        # execution, until the claim of one of them is refused.
        self._runs: dict[CancellationToken, UUID] = {}
        self._watch: asyncio.Task[None] | None = None

    @contextmanager
    def watching(self, execution_id: UUID, token: CancellationToken) -> Generator[None]:
        """Cancel the token inside the block if a marker of this execution appears."""
        self._runs[token] = execution_id
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._look())
        try:
            yield
        finally:
            del self._runs[token]

    def notice(self, execution_id: UUID) -> None:
        """Cancel this process's runs of an execution that has a marker."""
        for token, watched in self._runs.items():
            if watched == execution_id:
                token.cancel()

    async def close(self) -> None:
        if self._watch:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(self._seconds)
            if not self._runs:
                return
            try:
                for execution_id in await self._markers.all():
                    self.notice(execution_id)
            except Unavailable as error:
                logger.warning("cancel markers not read", extra={"reason": str(error)})


class Canceller:
    """Cancels executions on request."""

    def __init__(self, ports: Ports, watch: CancelWatch) -> None:
        self._ports = ports
        self._watch = watch

    async def cancel(self, execution: Execution) -> Execution:
        """Cancel an execution; return it Cancelled if it waited, Cancelling if it runs.

        One that has ended is returned as it is. Unavailable if it kept changing meanwhile.
        """
        executions = self._ports.executions_of(execution)
        for _ in range(MOST_TRIES):
            stored = await executions.find_live(execution.id)
            if stored is None:
                return await executions.get(execution.id)
            try:
                return await self.cancel_stored(stored)
            except Stale:
                continue  # another process wrote the record after it was read
        raise Unavailable("the execution kept changing while it was cancelled: try again")

    async def cancel_stored(self, stored: Stored) -> Execution:
        """Cancel an execution whose record was just read; Stale if it has changed since."""
        execution = stored.execution
        journal = self._ports.journal_of(execution)
        if execution.status in WAITING:
            outcome = cancelled() if execution.attempts else withdrawn()
            final = ended(execution, outcome, self._ports.now())
            return await journal.finish(final, stored.etag)
        # First the marker, then the record: see above.
        await self.mark(execution)
        if execution.status is Status.CANCELLING:
            return execution
        asked = cancelling(execution)
        await journal.replace(asked, stored.etag)
        return asked

    async def mark(self, execution: Execution) -> None:
        """Write the cancel marker, and cancel the run if this process has it."""
        await self._ports.directory.markers.mark(execution.id, execution.org_id)
        self._watch.notice(execution.id)

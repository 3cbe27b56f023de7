"""How a run is ended on somebody's wish, whichever process has it.

A marker is written before the record says Cancelling, so that no wish is lost: whoever runs
something reads the markers every other second.
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
    """Tells this process's runs when they are to end; reads nothing while there are none."""

    def __init__(self, markers: Markers, seconds: float) -> None:
        self._markers = markers
        self._seconds = seconds
        # By wish: a message that comes twice has two attempts begin, until one is refused.
        self._runs: dict[CancellationToken, UUID] = {}
        self._watch: asyncio.Task[None] | None = None

    @contextmanager
    def watching(self, execution_id: UUID, token: CancellationToken) -> Generator[None]:
        """Inside, the wish is made when somebody wants this run to end."""
        self._runs[token] = execution_id
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._look())
        try:
            yield
        finally:
            del self._runs[token]

    def notice(self, execution_id: UUID) -> None:
        """A marker that this process wrote itself."""
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
                logger.warning("the cancel markers wait", extra={"reason": str(error)})


class Canceller:
    def __init__(self, ports: Ports, watch: CancelWatch) -> None:
        self._ports = ports
        self._watch = watch

    async def cancel(self, execution: Execution) -> Execution:
        """Ended if it had not begun, Cancelling if it runs; as it is if it has ended."""
        executions = self._ports.executions_of(execution)
        for _ in range(MOST_TRIES):
            stored = await executions.find_live(execution.id)
            if stored is None:
                return await executions.get(execution.id)
            try:
                return await self.cancel_stored(stored)
            except Stale:
                continue  # it moved while we looked
        raise Unavailable("the execution changes all the time: try again")

    async def cancel_stored(self, stored: Stored) -> Execution:
        """The same for a record that was read; Stale if it moved."""
        execution = stored.execution
        journal = self._ports.journal_of(execution)
        if execution.status in WAITING:
            outcome = cancelled() if execution.attempts else withdrawn()
            final = ended(execution, outcome, self._ports.now())
            return await journal.finish(final, stored.etag)
        await self.mark(execution)
        if execution.status is Status.CANCELLING:
            return execution
        asked = cancelling(execution)
        await journal.replace(asked, stored.etag)
        return asked

    async def mark(self, execution: Execution) -> None:
        """Tell the process that runs it."""
        await self._ports.directory.markers.mark(execution.id, execution.org_id)
        self._watch.notice(execution.id)

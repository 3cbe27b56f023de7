"""Long polling: waits for the end of an execution, in this process or in another one.

An end that this process writes wakes the waiter at once. Of the ends of other processes it learns
by looking at the store: soon at first, then less and less often.
"""

import asyncio
import logging
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from shared.engine.ports import Ports
from shared.errors import Unavailable
from shared.models.executions import Execution

#: Pauses between two looks at an execution that another process may end.
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, GROWTH = 0.05, 1.0, 1.5
#: The pause where this process runs the execution, whose end it hears of.
LOCAL_PAUSE_SECONDS = 5.0
#: A process lets this many executions be waited for; more requests are answered at once.
MOST_WAITING = 1000

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Listener:
    """Waits for one execution; it also knows of an end since it was made."""

    ports: Ports
    told: "asyncio.Future[None]"

    async def ended(self, execution: Execution, seconds: float) -> Execution | None:
        """The final record, without parts in blobs; None if there is none within ``seconds``."""
        deadline, pause = time.monotonic() + seconds, FIRST_PAUSE_SECONDS
        told = self.told
        while (left := deadline - time.monotonic()) > 0:
            is_here = self.ports.endings.is_here(execution.id)
            limit = LOCAL_PAUSE_SECONDS if is_here else pause
            await asyncio.wait({told}, timeout=min(left, limit))
            pause = min(pause * GROWTH, LONGEST_PAUSE_SECONDS)
            found = await self._find(execution)
            if found is not None:
                return found
            if told.done():  # it ended, but the store did not answer: look again in a moment
                told = asyncio.get_running_loop().create_future()
        return None

    async def pause(self, seconds: float) -> None:
        """Wait for ``seconds``; less if this process has ended the execution since the last."""
        if self.told.done():
            await asyncio.sleep(seconds)
        else:
            await asyncio.wait({self.told}, timeout=seconds)

    async def _find(self, execution: Execution) -> Execution | None:
        try:
            return await self.ports.executions_of(execution).find_ended(execution.id)
        except Unavailable as error:
            # The run is accepted, whether or not its record can be read now.
            facts = {"execution": str(execution.id), "reason": str(error)}
            logger.warning("run result not read: still waiting for it", extra=facts)
            return None


@dataclass(frozen=True, slots=True)
class LongPoll:
    """Makes listeners; each look of theirs at the store is one read."""

    ports: Ports

    @property
    def has_room(self) -> bool:
        """Whether one more request may wait."""
        return self.ports.endings.waiting < MOST_WAITING

    @contextmanager
    def listening(self, execution_id: UUID) -> Generator[Listener]:
        """Yield a listener; make it before the record is read, so that no end is missed."""
        with self.ports.endings.listening(execution_id) as told:
            yield Listener(self.ports, told)

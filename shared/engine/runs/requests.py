"""What one run asks of the platform, within limits, answered beside the listening."""

import asyncio
import json
import logging
import time
from contextlib import suppress
from typing import Protocol

from sdk.rpc.protocol import ProtocolError
from shared.engine.runs.answers import Answers
from shared.engine.workers.worker import WorkerDied
from shared.errors import BifrostError
from shared.models.worker_messages import CallMessage

MOST_WAITING = 10_000
MOST_IN_ALL = 100_000
AT_ONCE = 16
PER_SECOND = 200
ARGUMENT_BYTES = 1024 * 1024

logger = logging.getLogger(__name__)


class Responder(Protocol):
    """Whoever asked: a ``Worker``."""

    async def answer(self, number: int, value: object) -> None: ...

    async def refuse(self, number: int, code: str, message: str) -> None: ...


class Requests:
    """Of one run. What is over a limit that no honest workflow meets is a ProtocolError."""

    def __init__(self, worker: Responder, answers: Answers) -> None:
        self._worker = worker
        self._answers = answers
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._asked = 0
        self._began_at = time.monotonic()

    def take(self, ask: CallMessage) -> None:
        """Answer it later: a worker that sends does not read at that time."""
        self._asked += 1
        if len(self._tasks) >= MOST_WAITING:
            raise ProtocolError(f"more than {MOST_WAITING} asks wait for an answer")
        if self._asked > MOST_IN_ALL:
            raise ProtocolError(f"more than {MOST_IN_ALL} asks in one run")
        if len(json.dumps(ask.arguments)) > ARGUMENT_BYTES:
            raise ProtocolError(f"the arguments of an ask were over {ARGUMENT_BYTES} bytes")
        task = asyncio.create_task(self._answer(ask, self.delay()))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def are_answered(self) -> bool:
        return not self._tasks

    async def close(self) -> None:
        """What is still asked is of no use to anybody."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def delay(self) -> float:
        """Seconds until this ask's turn, for one that asks faster than it may on the whole.

        A second's worth may be asked at once.
        """
        due = self._asked / PER_SECOND - 1
        return max(0, due - (time.monotonic() - self._began_at))

    async def _answer(self, ask: CallMessage, delay: float) -> None:
        await asyncio.sleep(delay)
        async with self._turns:
            try:
                value = await self._answers.answer(ask.call, ask.arguments)
            except BifrostError as error:
                await self._refuse(ask, type(error).__name__, _words(error))
            except Exception:
                logger.exception("an ask failed", extra={"call": ask.call})
                await self._refuse(ask, "InternalError", f"{ask.call} failed on our side")
            else:
                with suppress(WorkerDied):  # whoever listens hears of it
                    await self._worker.answer(ask.id, value)

    async def _refuse(self, ask: CallMessage, code: str, message: str) -> None:
        with suppress(WorkerDied):
            await self._worker.refuse(ask.id, code, message)


def _words(error: BifrostError) -> str:
    """All that a caller over HTTP would hear, once."""
    said = str(error)
    left = [fault for fault in error.details if fault.message not in said]
    faults = [f"{'.'.join(map(str, fault.location))}: {fault.message}" for fault in left]
    return ": ".join([said, *(["; ".join(faults)] if faults else [])])

"""The SDK calls of one run, answered concurrently and within limits."""

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
    """The receiver of the answers: a ``Worker``."""

    async def answer(self, number: int, value: object) -> None: ...

    async def refuse(self, number: int, code: str, message: str) -> None: ...


class Requests:
    """The open SDK calls of one run; ProtocolError over limits that no honest workflow meets."""

    def __init__(self, worker: Responder, answers: Answers) -> None:
        self._worker = worker
        self._answers = answers
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._count = 0
        self._began_at = time.monotonic()

    def take(self, call: CallMessage) -> None:
        """Answer a call in a task of its own: a worker does not read while it sends."""
        self._count += 1
        if len(self._tasks) >= MOST_WAITING:
            raise ProtocolError(f"more than {MOST_WAITING} calls wait for an answer")
        if self._count > MOST_IN_ALL:
            raise ProtocolError(f"more than {MOST_IN_ALL} calls in one run")
        if len(json.dumps(call.arguments)) > ARGUMENT_BYTES:
            raise ProtocolError(f"the arguments of a call were over {ARGUMENT_BYTES} bytes")
        task = asyncio.create_task(self._answer(call, self.delay()))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def are_answered(self) -> bool:
        return not self._tasks

    async def close(self) -> None:
        """Cancel the calls that are open: the run that made them has ended."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def delay(self) -> float:
        """Seconds until the latest call is answered, to hold the run to 200 calls a second.

        A burst of one second's calls is answered at once.
        """
        due = self._count / PER_SECOND - 1
        return max(0, due - (time.monotonic() - self._began_at))

    async def _answer(self, call: CallMessage, delay: float) -> None:
        await asyncio.sleep(delay)
        async with self._turns:
            try:
                value = await self._answers.answer(call.call, call.arguments)
            except BifrostError as error:
                await self._refuse(call, type(error).__name__, _words(error))
            except Exception:
                logger.exception("SDK call failed", extra={"call": call.call})
                await self._refuse(call, "InternalError", f"{call.call} failed on our side")
            else:
                with suppress(WorkerDied):  # the session, which reads, notices that itself
                    await self._worker.answer(call.id, value)

    async def _refuse(self, call: CallMessage, code: str, message: str) -> None:
        with suppress(WorkerDied):
            await self._worker.refuse(call.id, code, message)


def _words(error: BifrostError) -> str:
    """The message of an error with its details, as a caller over HTTP would get them."""
    said = str(error)
    left = [fault for fault in error.details if fault.message not in said]
    faults = [f"{'.'.join(map(str, fault.location))}: {fault.message}" for fault in left]
    return ": ".join([said, *(["; ".join(faults)] if faults else [])])

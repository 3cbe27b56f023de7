"""This process, as the one that owns runs.

While it has any, it writes a beat every few seconds, the first before the first begin. A
process that is silent for longer than others wait has lost its runs to them: it ends its
workers and goes on under a new id.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar
from uuid import UUID, uuid4

from shared.errors import Unavailable
from shared.repositories.heartbeats import Heartbeats
from shared.settings import Settings

logger = logging.getLogger(__name__)

Settle = Callable[[], Coroutine[Any, Any, None]]
T = TypeVar("T")


class Heartbeat:
    def __init__(self, heartbeats: Heartbeats, settings: Settings) -> None:
        self.id: UUID = uuid4()
        self._heartbeats = heartbeats
        self._settings = settings
        self._last_beat_at: float | None = None
        self._runs: set[asyncio.Task[Any]] = set()
        self._unsettled: dict[UUID, Settle] = {}
        self._task: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()

    async def ready(self) -> UUID:
        """The id under which to begin: others know by now that it lives."""
        async with self._lock:
            if self._silence() >= self._settings.beat_seconds:
                await self._write_heartbeat()
        return self.id

    async def run(self, work: Coroutine[object, object, T]) -> T:
        """Do the work of a run, with beats; Unavailable if the run was lost to others."""
        task = asyncio.create_task(work)
        self._runs.add(task)
        self._ensure_running()
        try:
            return await task
        except asyncio.CancelledError:
            if self._is_ours_to_answer(task):
                raise Unavailable("the store was away for too long: the run was given up") from None
            raise
        finally:
            self._runs.discard(task)

    def settle_later(self, execution_id: UUID, settle: Settle) -> None:
        """Find out, when the store answers again, what became of a write.

        The first thing to settle of an execution is the one: it knows most.
        """
        self._unsettled.setdefault(execution_id, settle)
        self._ensure_running()

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._last_beat_at is not None and not self._runs:
            await self._heartbeats.forget(self.id)

    def _ensure_running(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._beat_until_idle())

    def _is_ours_to_answer(self, run: asyncio.Task[T]) -> bool:
        """Whether we ended the run, rather than somebody ending the caller."""
        caller = asyncio.current_task()
        return run.cancelled() and caller is not None and not caller.cancelling()

    async def _write_heartbeat(self) -> None:
        await self._heartbeats.beat(self.id)
        self._last_beat_at = time.monotonic()

    def _silence(self) -> float:
        return float("inf") if self._last_beat_at is None else time.monotonic() - self._last_beat_at

    async def _beat_until_idle(self) -> None:
        """Beat while there is something to own."""
        while self._runs or self._unsettled:
            await asyncio.sleep(self._settings.beat_seconds)
            try:
                async with asyncio.timeout(self._patience()):
                    await self._write_heartbeat()
            except (Unavailable, TimeoutError):
                logger.warning("the store did not take a beat", extra={"owner": str(self.id)})
            else:
                await self._settle()
            if self._silence() > self._settings.silence_seconds:
                self._give_up()

    def _patience(self) -> float:
        """A beat that hangs must not outlast the silence that others bear."""
        return max(0.1, self._settings.silence_seconds - self._silence())

    async def _settle(self) -> None:
        """Each for itself: one that cannot be settled holds up neither beats nor others."""
        waiting = list(self._unsettled.items())
        found = await asyncio.gather(*(settle() for _, settle in waiting), return_exceptions=True)
        for (execution_id, _), outcome in zip(waiting, found, strict=True):
            if isinstance(outcome, Unavailable):
                continue
            if isinstance(outcome, BaseException):
                extra = {"execution": str(execution_id), "reason": repr(outcome)}
                logger.error("left to the sweep", extra=extra)
            self._unsettled.pop(execution_id, None)

    def _give_up(self) -> None:
        """Others take our runs for lost by now: stop them and begin anew."""
        logger.error("silent for too long", extra={"owner": str(self.id), "runs": len(self._runs)})
        for run in self._runs:
            run.cancel()
        self._unsettled.clear()
        self.id = uuid4()
        self._last_beat_at = None

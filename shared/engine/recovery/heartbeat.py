"""The heartbeat of this process, the owner of its runs.

While it has runs, it writes a heartbeat every few seconds, the first before its first run begins.
If it could not write one for longer than other processes tolerate, they recover its runs as lost:
it then ends its own runs and continues under a new owner id.
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
    """Writes heartbeats while this process has runs, or writes whose result is unknown."""

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
        """The owner id for a new run, after a recent heartbeat that other processes can see."""
        if self._is_due:
            async with self._lock:  # concurrent runs share one write
                if self._is_due:
                    await self._write_heartbeat()
        return self.id

    async def run(self, work: Coroutine[object, object, T]) -> T:
        """Run ``work`` with heartbeats; Unavailable if the run was given up as lost."""
        task = asyncio.create_task(work)
        self._runs.add(task)
        self._ensure_running()
        try:
            return await task
        except asyncio.CancelledError:
            if self._was_given_up(task):
                message = "the run was given up: the store did not respond for too long"
                raise Unavailable(message) from None
            raise
        finally:
            self._runs.discard(task)

    def settle_later(self, execution_id: UUID, settle: Settle) -> None:
        """Call ``settle`` when the store responds again, to repeat or undo an unknown write.

        Of several for one execution only the first counts: it knows the most about the run.
        """
        self._unsettled.setdefault(execution_id, settle)
        self._ensure_running()

    async def idle(self) -> None:
        """Wait until this process has no run."""
        while self._runs:
            await asyncio.wait(self._runs)

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._last_beat_at is not None and not self._runs:
            await self._heartbeats.forget(self.id)

    def _ensure_running(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._beat_until_idle())

    def _was_given_up(self, run: asyncio.Task[T]) -> bool:
        """Whether the run was cancelled by ``_give_up``, and not because its caller was."""
        caller = asyncio.current_task()
        return run.cancelled() and caller is not None and not caller.cancelling()

    async def _write_heartbeat(self) -> None:
        await self._heartbeats.beat(self.id)
        self._last_beat_at = time.monotonic()

    @property
    def _is_due(self) -> bool:
        return self._silence() >= self._settings.beat_seconds

    def _silence(self) -> float:
        return float("inf") if self._last_beat_at is None else time.monotonic() - self._last_beat_at

    async def _beat_until_idle(self) -> None:
        """Write heartbeats while there are runs or unsettled writes."""
        while self._runs or self._unsettled:
            await asyncio.sleep(self._settings.beat_seconds)
            try:
                async with asyncio.timeout(self._patience()):
                    await self._write_heartbeat()
            except (Unavailable, TimeoutError):
                logger.warning("heartbeat not written", extra={"owner": str(self.id)})
            else:
                await self._settle()
            if self._silence() > self._settings.silence_seconds:
                self._give_up()

    def _patience(self) -> float:
        """Seconds that a heartbeat may take: it must not outlast the silence that others allow."""
        return max(0.1, self._settings.silence_seconds - self._silence())

    async def _settle(self) -> None:
        """Settle all unknown writes at once: one that fails delays no other and no heartbeat."""
        waiting = list(self._unsettled.items())
        found = await asyncio.gather(*(settle() for _, settle in waiting), return_exceptions=True)
        for (execution_id, _), outcome in zip(waiting, found, strict=True):
            if isinstance(outcome, Unavailable):
                continue
            if isinstance(outcome, BaseException):
                extra = {"execution": str(execution_id), "reason": repr(outcome)}
                logger.error("run not settled: left to the sweep", extra=extra)
            self._unsettled.pop(execution_id, None)

    def _give_up(self) -> None:
        """Cancel this process's runs, which others recover as lost by now; take a new id."""
        facts = {"owner": str(self.id), "runs": len(self._runs)}
        logger.error("heartbeat overdue: runs given up", extra=facts)
        for run in self._runs:
            run.cancel()
        self._unsettled.clear()
        self.id = uuid4()
        self._last_beat_at = None

"""The pool of worker processes: some are started ahead of demand, and used ones are reused.

A worker serves one organization, one version of the code, and runs of one kind of caller with
the same rights; the pool never gives it to another tenant.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine, Mapping
from contextlib import suppress

from shared.engine.workers.capacity import Capacity
from shared.engine.workers.idle import IdleWorkers
from shared.engine.workers.leftovers import Leftovers
from shared.engine.workers.returning import Returning
from shared.engine.workers.supervisor import Supervisor
from shared.engine.workers.tenant import Tenant
from shared.engine.workers.worker import Worker
from shared.errors import Unavailable
from shared.settings import Settings

logger = logging.getLogger(__name__)

READY = 2
IDLE_SECONDS = 60
#: A worker that uses more than this fraction of its memory limit after a run is not reused.
REUSE_MEMORY_FRACTION = 0.25
MEGABYTE = 1024 * 1024


class Pool:
    """The workers of this process. The fork server starts when the first one is acquired.

    At most ``workers_in_all`` processes are alive; see ``Capacity`` for who may go beyond that.
    """

    def __init__(self, settings: Settings, supervisor: Supervisor | None = None) -> None:
        self._settings = settings
        self._supervisor = supervisor or Supervisor(settings)
        self._capacity = Capacity[Worker](settings.workers_in_all, self._make_room, self._add_spare)
        self._returning = Returning[Tenant, Worker](self._settle_down)
        self._idle = IdleWorkers[Tenant, Worker]()
        self._spares: deque[Worker] = deque()
        self._spares_starting = 0
        self._work: set[asyncio.Task[None]] = set()
        self._reaper: asyncio.Task[None] | None = None
        self._is_closed = False

    @property
    def secrets(self) -> tuple[str, ...]:
        """Secrets in every worker's environment, to be redacted: the proxy's credentials."""
        return self._supervisor.secrets

    @property
    def processes(self) -> int:
        """How many worker processes are alive, those that start and end included."""
        return self._capacity.processes

    async def warm(self) -> None:
        """Start spare workers; SettingsError if this machine lacks a required sandbox layer."""
        await self._supervisor.check_layers()
        await self._stock()

    async def layers(self) -> Mapping[str, bool]:
        """Each layer of the sandbox, and whether it works here: see ``sdk.sandbox.sandbox``."""
        return await self._supervisor.layers()

    async def require_wall(self) -> None:
        """Raise Unavailable where runs are refused for want of a wall around them."""
        await self._supervisor.require_wall()

    async def acquire(self, tenant: Tenant) -> Worker:
        """A worker that served this tenant before, or a fresh one; Unavailable if none starts.

        It waits up to 0.25 s for a worker of the tenant that is being reset.
        """
        worker = self._take_idle(tenant) or await self._returning.wait(tenant)
        if worker is None or self._if_alive(worker) is None:
            return await self.acquire_fresh()
        self._capacity.lend()
        return worker

    async def acquire_fresh(self, memory_mb: int | None = None) -> Worker:
        """A worker that has not run anything, with the memory limit of runs or with this one.

        Unavailable if none starts, or if for 10 s as many as there may be are ending.
        """
        if memory_mb is not None:
            return await self._start_in_turn(memory_mb)
        worker = self._take_spare()
        if worker is None:
            worker = await self._start_in_turn(None)
        else:
            self._capacity.lend()
        self._spawn(self._stock())
        return worker

    def release(self, worker: Worker, tenant: Tenant) -> None:
        """Return a worker for this tenant's next run; it ends if its run left anything behind."""
        self._capacity.unlend()
        if worker.is_worn_out or self._is_closed:
            self.end(worker)
        else:
            self._returning.begin(tenant)
            self._spawn(self._keep(worker, tenant))

    async def discard(self, worker: Worker) -> None:
        """End a worker and wait until it is gone; a cancelled caller does not stop that."""
        self._capacity.unlend()
        await asyncio.shield(self.end(worker))

    def end(self, worker: Worker) -> "asyncio.Task[None]":
        """End a worker in the background."""
        self._capacity.leave(worker)
        return self._spawn(worker.end())

    async def settle(self) -> None:
        """Wait until every released worker is idle or has ended."""
        while self._work:
            await asyncio.gather(*self._work, return_exceptions=True)

    async def close(self) -> None:
        """End all workers and the fork server."""
        self._is_closed = True
        self._supervisor.stop()
        if self._reaper:
            self._reaper.cancel()
        while self._spares or self._idle or self._work:
            while worker := self._evict():
                self.end(worker)
            await self.settle()
        await self._supervisor.close()

    def _if_alive(self, worker: Worker) -> Worker | None:
        if worker.is_alive:
            return worker
        self.end(worker)
        return None

    def _take_idle(self, tenant: Tenant) -> Worker | None:
        while worker := self._idle.take(tenant):
            if self._if_alive(worker):
                return worker
        return None

    def _take_spare(self) -> Worker | None:
        while self._spares:
            if worker := self._if_alive(self._spares.popleft()):
                return worker
        return None

    # after a run

    async def _keep(self, worker: Worker, tenant: Tenant) -> None:
        is_fit = False
        try:
            left = await worker.reset()
            is_fit = left is not None and not self._is_spent(left)
        finally:
            self._returning.end(tenant)
            if is_fit:
                self._settle_down(tenant, worker)
            else:
                self.end(worker)
            self._returning.dismiss(tenant)

    def _is_spent(self, left: Leftovers) -> bool:
        """Whether a worker is not to be reused: it left processes or threads, or has grown."""
        most = REUSE_MEMORY_FRACTION * self._settings.worker_memory_mb * MEGABYTE
        return left.children > 0 or left.threads != 1 or left.memory_bytes > most

    def _settle_down(self, tenant: Tenant, worker: Worker) -> None:
        """Give a worker to the tenant's next caller, or keep it, or end it to make room."""
        is_in_the_way = self._capacity.is_short and self._returning.is_spared(tenant)
        if is_in_the_way or self._is_closed:
            self.end(worker)
        elif not self._returning.hand_over(tenant, worker):
            self._idle.add(tenant, worker)
            if self._reaper is None or self._reaper.done():
                self._reaper = asyncio.create_task(self._reap())

    async def _reap(self) -> None:
        """End workers that have been idle for 60 s."""
        while self._idle:
            await asyncio.sleep(IDLE_SECONDS / 4)
            for worker in self._idle.expired(IDLE_SECONDS):
                self.end(worker)

    # room for others

    def _make_room(self) -> None:
        """End idle workers and spares, until as many end as callers wait for."""
        while self._capacity.is_short and (worker := self._evict()):
            self.end(worker)

    def _evict(self) -> Worker | None:
        """Take the least recently used idle worker, or a spare; None if there is neither."""
        return self._idle.evict() or (self._spares.popleft() if self._spares else None)

    # spares

    async def _stock(self) -> None:
        """Start spares until there are enough; those that are just starting count, too."""
        while self._is_short_of_spares and self._has_room_for_spare():
            self._spares_starting += 1
            self._capacity.reserve()
            try:
                self._add_spare(await self._start(None))
            except Unavailable as error:
                logger.warning("spare worker not started", extra={"reason": str(error)})
                return
            finally:
                self._spares_starting -= 1

    @property
    def _is_short_of_spares(self) -> bool:
        return len(self._spares) + self._spares_starting < READY and not self._is_closed

    def _has_room_for_spare(self) -> bool:
        """Whether a spare may start; where most are idle, the oldest one ends to let it start."""
        if self._capacity.has_room:
            return True
        are_most_idle = len(self._idle) > max(READY, self._settings.workers_in_all // 2)
        if are_most_idle and (oldest := self._idle.evict()):
            self._spawn(self._replace(oldest))
        return False

    async def _replace(self, worker: Worker) -> None:
        """End an idle worker, and start a spare in its place."""
        await self.end(worker)
        await self._stock()

    def _add_spare(self, worker: Worker) -> None:
        if self._is_closed:
            self.end(worker)
        elif not self._capacity.hand_over(worker):
            self._spares.append(worker)
            self._make_room()

    # starts

    async def _start_in_turn(self, memory_mb: int | None) -> Worker:
        """Start a worker for a caller as soon as there is room, or take a spare that came."""
        spare = await self._capacity.take(takes_spare=memory_mb is None)
        if spare is not None:
            return spare
        try:
            return await self._start(memory_mb)
        except BaseException:
            self._capacity.unlend()
            raise

    async def _start(self, memory_mb: int | None) -> Worker:
        """Start a reserved worker; if the caller is cancelled meanwhile, it ends once it runs."""
        starting = asyncio.create_task(self._started(memory_mb))
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            self._spawn(self._end_unwanted(starting))
            raise

    async def _started(self, memory_mb: int | None) -> Worker:
        try:
            worker = await self._supervisor.start_worker(memory_mb)
        except BaseException:
            self._capacity.failed()
            raise
        self._capacity.started(worker)
        worker.on_exit(self._capacity.gone)
        return worker

    async def _end_unwanted(self, starting: "asyncio.Task[Worker]") -> None:
        with suppress(Unavailable):
            await self.end(await starting)

    def _spawn(self, work: Coroutine[object, object, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return task

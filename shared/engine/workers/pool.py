"""The pool of worker processes: some are started ahead of demand, and used ones are reused.

A worker serves one organization, one version of the code, and runs of one kind of caller with
the same rights; the pool never gives it to another tenant.
"""

import asyncio
import logging
import os
import time
from collections import OrderedDict, deque
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sdk.worker.proxies import environment_of, secrets_in
from shared.engine.workers import pip
from shared.engine.workers.forkserver import ForkServer, Reset
from shared.engine.workers.worker import Worker
from shared.errors import Unavailable
from shared.models.callers import CallerKind
from shared.models.executions import Execution
from shared.settings import Settings, SettingsError

logger = logging.getLogger(__name__)

READY = 2
MOST_RUNS = 100
IDLE_SECONDS = 60
#: A worker that uses more than this fraction of its memory limit after a run is not reused.
REUSE_MEMORY_FRACTION = 0.25
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Tenant:
    """The tenant of a worker: modules keep state between runs, so only equal rights share one."""

    org_id: str
    version: str
    kind: CallerKind
    is_admin: bool
    is_platform_admin: bool

    @classmethod
    def of(cls, execution: Execution, version: str) -> "Tenant":
        caller = execution.caller
        return cls(
            execution.org_id, version, caller.kind, caller.is_admin, caller.is_platform_admin
        )


@dataclass(frozen=True, slots=True)
class _Idle:
    """An idle worker, and the monotonic time since when it is idle."""

    worker: Worker
    since: float


class Pool:
    """The workers of this process. The fork server starts when the first one is acquired."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._fork_server: ForkServer | None = None
        self._starting = asyncio.Lock()
        self._ready: deque[Worker] = deque()
        self._idle: OrderedDict[Tenant, deque[_Idle]] = OrderedDict()
        self._in_use = 0
        self._on_their_way = 0
        self._work: set[asyncio.Task[None]] = set()
        self._reaper: asyncio.Task[None] | None = None
        self._is_closed = False

    async def warm(self) -> None:
        """Start spare workers; SettingsError if this machine lacks a required sandbox layer."""
        layers = await self.layers()
        missing = sorted(self._required(layers) - {name for name, holds in layers.items() if holds})
        if missing:
            raise SettingsError(
                f"BIFROST_ISOLATION requires layers that do not work here: {', '.join(missing)}"
            )
        await self._stock()

    async def layers(self) -> Mapping[str, bool]:
        """Each layer of the sandbox, and whether it works here: see ``sdk.sandbox.sandbox``."""
        return (await self._running_fork_server()).layers

    async def acquire(self, tenant: Tenant) -> Worker:
        """A worker that served this tenant before, or a fresh one; Unavailable if none starts."""
        worker = self._take_idle(tenant)
        if worker is None:
            return await self.acquire_fresh()
        self._in_use += 1
        return worker

    async def acquire_fresh(self, memory_mb: int | None = None) -> Worker:
        """A worker that has not run anything, with the memory limit of runs or with this one."""
        if memory_mb is not None:
            worker = await self._new(memory_mb)
            self._in_use += 1
            return worker
        worker = None
        while self._ready and worker is None:
            worker = self._if_alive(self._ready.popleft())
        if worker is None:
            worker = await self._new()
        self._in_use += 1
        self._spawn(self._stock())
        return worker

    def release(self, worker: Worker, tenant: Tenant) -> None:
        """Return a worker for this tenant's next run; it ends if its run left anything behind."""
        self._in_use -= 1
        if worker.runs >= MOST_RUNS or self._is_closed:
            self.end(worker)
        else:
            self._spawn(self._keep(worker, tenant))

    async def discard(self, worker: Worker) -> None:
        """End a worker and wait until it is gone; a cancelled caller does not stop that."""
        self._in_use -= 1
        await asyncio.shield(self._spawn(worker.end()))

    def end(self, worker: Worker) -> None:
        """End a worker in the background."""
        self._spawn(worker.end())

    async def settle(self) -> None:
        """Wait until every released worker is idle or has ended."""
        while self._work:
            await asyncio.gather(*self._work, return_exceptions=True)

    async def close(self) -> None:
        """End all workers and the fork server."""
        self._is_closed = True
        if self._reaper:
            self._reaper.cancel()
        while self._ready or self._idle or self._work:
            self._end_waiting()
            await self.settle()
        if self._fork_server:
            await self._fork_server.close()

    def _end_waiting(self) -> None:
        for worker in self._ready:
            self.end(worker)
        for workers in self._idle.values():
            for idle in workers:
                self.end(idle.worker)
        self._ready.clear()
        self._idle.clear()

    def _required(self, layers: Mapping[str, bool]) -> set[str]:
        chosen = self._settings.isolation
        if chosen == "default":
            return set()
        return {*layers} if chosen == "strict" else {name.strip() for name in chosen.split(",")}

    def _if_alive(self, worker: Worker) -> Worker | None:
        if worker.is_alive:
            return worker
        self.end(worker)
        return None

    def _take_idle(self, tenant: Tenant) -> Worker | None:
        """The tenant's most recently used idle worker, so that the older ones can expire."""
        workers = self._idle.get(tenant)
        while workers:
            worker = self._if_alive(workers.pop().worker)
            if not workers:
                del self._idle[tenant]
            if worker:
                return worker
        return None

    async def _keep(self, worker: Worker, tenant: Tenant) -> None:
        is_fit = False
        try:
            reset = await worker.reset()
            is_fit = reset is not None and not self._is_spent(reset) and not self._is_closed
        finally:
            if not is_fit:
                await worker.end()
        if is_fit:
            self._add_idle(worker, tenant)

    def _add_idle(self, worker: Worker, tenant: Tenant) -> None:
        self._idle.setdefault(tenant, deque()).append(_Idle(worker, time.monotonic()))
        self._idle.move_to_end(tenant)
        self._shrink()
        if self._reaper is None or self._reaper.done():
            self._reaper = asyncio.create_task(self._reap())

    def _is_spent(self, reset: Reset) -> bool:
        """Whether a worker is not to be reused: it left processes or threads, or has grown."""
        most = REUSE_MEMORY_FRACTION * self._settings.worker_memory_mb * MEGABYTE
        return reset.children > 0 or reset.threads != 1 or reset.memory_bytes > most

    def _shrink(self) -> None:
        """End the idle workers of the least recent tenants while there are too many in all."""
        while self._idle and self._in_use + self._idle_count() > self._settings.workers_in_all:
            self._retire(next(iter(self._idle)))

    def _idle_count(self) -> int:
        return sum(map(len, self._idle.values()))

    def _retire(self, tenant: Tenant) -> None:
        workers = self._idle[tenant]
        self.end(workers.popleft().worker)
        if not workers:
            del self._idle[tenant]

    async def _reap(self) -> None:
        """End workers that have been idle for 60 s."""
        while self._idle:
            await asyncio.sleep(IDLE_SECONDS / 4)
            horizon = time.monotonic() - IDLE_SECONDS
            for tenant in list(self._idle):
                while tenant in self._idle and self._idle[tenant][0].since < horizon:
                    self._retire(tenant)

    async def _stock(self) -> None:
        """Start workers until enough are ready; those that are just starting count, too."""
        while len(self._ready) + self._on_their_way < READY and not self._is_closed:
            self._on_their_way += 1
            try:
                self._ready.append(await self._new())
            except Unavailable as error:
                logger.warning("spare worker not started", extra={"reason": str(error)})
                return
            finally:
                self._on_their_way -= 1

    async def _new(self, memory_mb: int | None = None) -> Worker:
        """Start a worker; if the caller is cancelled meanwhile, it is ended once it has started."""
        starting = asyncio.create_task(self._start_worker(memory_mb))
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            self._spawn(self._end_unwanted(starting))
            raise

    async def _end_unwanted(self, starting: "asyncio.Task[Worker]") -> None:
        with suppress(Unavailable):
            await (await starting).end()

    async def _start_worker(self, memory_mb: int | None) -> Worker:
        fork_server = await self._running_fork_server()
        memory_mb = memory_mb or self._settings.worker_memory_mb
        try:
            return await Worker.start(fork_server, self._settings.runs_directory, memory_mb)
        except OSError as error:
            raise Unavailable("no worker could be started for the workflow: try again") from error

    @property
    def secrets(self) -> tuple[str, ...]:
        """Secrets in every worker's environment, to be redacted: the proxy's credentials."""
        return (*secrets_in(self._settings.run_proxy.get_secret_value()),)

    async def _running_fork_server(self) -> ForkServer:
        """The fork server, started anew if there is none or it died."""
        async with self._starting:  # concurrent callers share one
            if self._is_closed:
                raise Unavailable("this process is shutting down: try again")
            if self._fork_server is None or not self._fork_server.is_alive:
                if self._fork_server:
                    logger.error("fork server died: starting another")
                    await self._fork_server.close()
                self._fork_server = await self._start_fork_server()
            return self._fork_server

    async def _start_fork_server(self) -> ForkServer:
        settings = self._settings
        scratch = settings.runs_directory / "probe"
        code = (settings.snapshots_directory, settings.packages_directory)
        await asyncio.to_thread(_make, (scratch, *code))
        where = pip.folder()
        environment = environment_of(settings.run_proxy.get_secret_value(), settings.run_no_proxy)
        readable = [*code, *([where] if where else [])]
        fork_server = await ForkServer.start(readable, scratch, environment)
        missing = sorted(name for name, holds in fork_server.layers.items() if not holds)
        logger.info("fork server started: sandbox layers", extra={"missing": missing})
        return fork_server

    def _spawn(self, work: Coroutine[object, object, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return task


def _make(folders: tuple[Path, ...]) -> None:
    for folder in folders:
        # If the platform runs as root, its workers are other users: they may only read here.
        folder.mkdir(parents=True, exist_ok=True, mode=0o755 if os.geteuid() == 0 else 0o700)

"""Worker processes: kept ready ahead of demand, and used again by whoever used them before.

A worker serves one organization, one version of the code, and runs of one kind of caller with the
same rights; it is never handed to anybody else.
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
#: Of its memory limit: a worker that has grown past this part is not used again.
GROWN = 0.25
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Tenant:
    """Whom a worker may serve: what its modules remember comes from runs with the same rights."""

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
    worker: Worker
    since: float


class Pool:
    """One for the process. The template is started when the first worker is asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._fork_server: ForkServer | None = None
        self._starting = asyncio.Lock()
        self._ready: deque[Worker] = deque()
        self._idle: OrderedDict[Tenant, deque[_Idle]] = OrderedDict()
        self._lent = 0
        self._coming = 0
        self._work: set[asyncio.Task[None]] = set()
        self._keeper: asyncio.Task[None] | None = None
        self._is_closed = False

    async def warm(self) -> None:
        """Have processes ready; SettingsError if this machine lacks a wall that is required."""
        layers = await self.layers()
        missing = sorted(self._required(layers) - {name for name, holds in layers.items() if holds})
        if missing:
            raise SettingsError(
                f"BIFROST_ISOLATION requires what does not hold here: {', '.join(missing)}"
            )
        await self._stock()

    async def layers(self) -> Mapping[str, bool]:
        """Each layer of the sandbox, and whether it holds here: see ``sdk.sandbox.sandbox``."""
        return (await self._living()).layers

    async def acquire(self, tenant: Tenant) -> Worker:
        """One that served this tenant before, or a new one; Unavailable if there can be none."""
        worker = self._was_reset(tenant)
        if worker is None:
            return await self.acquire_fresh()
        self._lent += 1
        return worker

    async def acquire_fresh(self, memory_mb: int | None = None) -> Worker:
        """One that has served nobody, with as much memory as a run may have or this much."""
        if memory_mb is not None:
            worker = await self._new(memory_mb)
            self._lent += 1
            return worker
        worker = None
        while self._ready and worker is None:
            worker = self._if_alive(self._ready.popleft())
        if worker is None:
            worker = await self._new()
        self._lent += 1
        self._do(self._stock())
        return worker

    def release(self, worker: Worker, tenant: Tenant) -> None:
        """For this tenant's next run, if it has left nothing behind."""
        self._lent -= 1
        if worker.runs >= MOST_RUNS or self._is_closed:
            self.end(worker)
        else:
            self._do(self._keep(worker, tenant))

    async def discard(self, worker: Worker) -> None:
        """Nothing of it is left after this. It goes on if who waits is cancelled."""
        self._lent -= 1
        await asyncio.shield(self._do(worker.end()))

    def end(self, worker: Worker) -> None:
        """End it, without waiting for that."""
        self._do(worker.end())

    async def settle(self) -> None:
        """Wait until every worker that was given back is kept or has ended."""
        while self._work:
            await asyncio.gather(*self._work, return_exceptions=True)

    async def close(self) -> None:
        """End them all."""
        self._is_closed = True
        if self._keeper:
            self._keeper.cancel()
        while self._ready or self._idle or self._work:
            self._end_waiting()
            await self.settle()
        if self._fork_server:
            await self._fork_server.close()

    def _end_waiting(self) -> None:
        for worker in self._ready:
            self.end(worker)
        for line in self._idle.values():
            for idle in line:
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

    def _was_reset(self, tenant: Tenant) -> Worker | None:
        """The one that rested last: others may grow old and go."""
        line = self._idle.get(tenant)
        while line:
            worker = self._if_alive(line.pop().worker)
            if not line:
                del self._idle[tenant]
            if worker:
                return worker
        return None

    async def _keep(self, worker: Worker, tenant: Tenant) -> None:
        is_fit = False
        try:
            tidied = await worker.reset()
            is_fit = tidied is not None and not self._is_spent(tidied) and not self._is_closed
        finally:
            if not is_fit:
                await worker.end()
        if is_fit:
            self._reset(worker, tenant)

    def _reset(self, worker: Worker, tenant: Tenant) -> None:
        self._idle.setdefault(tenant, deque()).append(_Idle(worker, time.monotonic()))
        self._idle.move_to_end(tenant)
        self._shrink()
        if self._keeper is None or self._keeper.done():
            self._keeper = asyncio.create_task(self._grow_old())

    def _is_spent(self, tidied: Reset) -> bool:
        grown = GROWN * self._settings.worker_memory_mb * MEGABYTE
        return tidied.children > 0 or tidied.threads != 1 or tidied.memory_bytes > grown

    def _shrink(self) -> None:
        """As many processes as there may be: whom nobody has asked for the longest goes."""
        while self._idle and self._lent + self._resetting() > self._settings.workers_in_all:
            self._retire(next(iter(self._idle)))

    def _resetting(self) -> int:
        return sum(map(len, self._idle.values()))

    def _retire(self, tenant: Tenant) -> None:
        line = self._idle[tenant]
        self.end(line.popleft().worker)
        if not line:
            del self._idle[tenant]

    async def _grow_old(self) -> None:
        """End workers that nobody has asked for in a while."""
        while self._idle:
            await asyncio.sleep(IDLE_SECONDS / 4)
            horizon = time.monotonic() - IDLE_SECONDS
            for tenant in list(self._idle):
                while tenant in self._idle and self._idle[tenant][0].since < horizon:
                    self._retire(tenant)

    async def _stock(self) -> None:
        while len(self._ready) + self._coming < READY and not self._is_closed:
            self._coming += 1
            try:
                self._ready.append(await self._new())
            except Unavailable as error:
                logger.warning("no process is kept ready", extra={"reason": str(error)})
                return
            finally:
                self._coming -= 1

    async def _new(self, memory_mb: int | None = None) -> Worker:
        """It is made, and ended then, also if whoever wants it goes meanwhile."""
        making = asyncio.create_task(self._made(memory_mb))
        try:
            return await asyncio.shield(making)
        except asyncio.CancelledError:
            self._do(self._unwanted(making))
            raise

    async def _unwanted(self, making: "asyncio.Task[Worker]") -> None:
        with suppress(Unavailable):
            await (await making).end()

    async def _made(self, memory_mb: int | None) -> Worker:
        fork_server = await self._living()
        memory_mb = memory_mb or self._settings.worker_memory_mb
        try:
            return await Worker.start(fork_server, self._settings.runs_directory, memory_mb)
        except OSError as error:
            raise Unavailable("no process could be started for the workflow") from error

    @property
    def secrets(self) -> tuple[str, ...]:
        """What every worker knows and no run is to say: the credentials of the proxy."""
        return (*secrets_in(self._settings.run_proxy.get_secret_value()),)

    async def _living(self) -> ForkServer:
        async with self._starting:
            if self._is_closed:
                raise Unavailable("this process is about to end")
            if self._fork_server is None or not self._fork_server.is_alive:
                if self._fork_server:
                    logger.error("the process that workers are forked from died")
                    await self._fork_server.close()
                self._fork_server = await self._started()
            return self._fork_server

    async def _started(self) -> ForkServer:
        settings = self._settings
        scratch = settings.runs_directory / "probe"
        code = (settings.snapshots_directory, settings.packages_directory)
        await asyncio.to_thread(_make, (scratch, *code))
        where = pip.folder()
        environment = environment_of(settings.run_proxy.get_secret_value(), settings.run_no_proxy)
        readable = [*code, *([where] if where else [])]
        fork_server = await ForkServer.start(readable, scratch, environment)
        missing = sorted(name for name, holds in fork_server.layers.items() if not holds)
        logger.info("walls around workflows", extra={"missing": missing})
        return fork_server

    def _do(self, work: Coroutine[object, object, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return task


def _make(folders: tuple[Path, ...]) -> None:
    for folder in folders:
        # Workers of a platform that is root are other users; only root may write here.
        folder.mkdir(parents=True, exist_ok=True, mode=0o755 if os.geteuid() == 0 else 0o700)

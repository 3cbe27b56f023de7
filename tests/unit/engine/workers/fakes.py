"""Workers without processes, for the pool's order of events.

They take no time but turns of the event loop, so that what happens is the same in each test run.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from shared.engine.workers.leftovers import Leftovers
from shared.engine.workers.supervisor import Supervisor
from shared.engine.workers.worker import Worker
from shared.errors import Unavailable
from shared.settings import Settings


async def turns(count: int) -> None:
    """Let the event loop turn so many times."""
    for _ in range(count):
        await asyncio.sleep(0)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many turns of the loop a start, a reset and an end take."""

    start: int = 3
    reset: int = 2
    end: int = 4


class FakeWorker(Worker):
    """A worker that is alive until it ends, and rests as its last run left it."""

    def __init__(self, machine: "Machine", memory_mb: int | None) -> None:
        self.runs = 0
        self.memory_mb = memory_mb
        self.tenants: set[object] = set()
        self.is_dirty = False
        self.is_worn = False
        self._machine = machine
        self._gone: list[Callable[[Worker], None]] = []
        self._is_ended = False

    @property
    def is_alive(self) -> bool:
        return self in self._machine.alive

    @property
    def is_worn_out(self) -> bool:
        return self.is_worn

    def on_exit(self, gone: Callable[[Worker], None]) -> None:
        self._gone.append(gone)

    async def reset(self) -> Leftovers | None:
        await turns(self._machine.pace.reset)
        await self._machine.may_reset.wait()
        return Leftovers(threads=1, children=int(self.is_dirty), memory_bytes=0)

    async def end(self) -> None:
        assert not self._is_ended, "a worker was ended twice"
        self._is_ended = True
        await turns(self._machine.pace.end)
        await self._machine.may_end.wait()
        self.die()

    def die(self) -> None:
        self._machine.alive.discard(self)
        for gone in self._gone:
            gone(self)


def _open() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass
class Machine(Supervisor):
    """What starts the workers; it notes how many were alive at most, and how many were made."""

    settings: Settings
    pace: Pace = field(default_factory=Pace)
    alive: set[Worker] = field(default_factory=set[Worker])
    most: int = 0
    made: int = 0
    is_broken: bool = False
    may_reset: asyncio.Event = field(default_factory=_open)
    may_end: asyncio.Event = field(default_factory=_open)
    is_stopped: bool = False

    async def check_layers(self) -> None:
        """All hold."""

    async def start_worker(self, memory_mb: int | None) -> Worker:
        if self.is_stopped or self.is_broken:
            raise Unavailable("no worker can be started")
        worker = FakeWorker(self, memory_mb)
        self.alive.add(worker)  # a fork is a process from its first moment on
        self.made += 1
        self.most = max(self.most, len(self.alive))
        await turns(self.pace.start)
        return worker

    def stop(self) -> None:
        self.is_stopped = True

    async def close(self) -> None:
        self.stop()

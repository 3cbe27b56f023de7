"""Readiness: whether the services that this process needs answer, and runs are allowed.

Unauthenticated callers may ask, so the services are asked at most once in five seconds.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.errors import Unavailable
from shared.models.health import Dependency
from shared.services.services import Services

PATIENCE_SECONDS = 5
REMEMBERED = timedelta(seconds=5)

Ping = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer of each dependency, and the time of the check."""

    dependencies: Sequence[Dependency]
    at: datetime
    concerns: Sequence[str] = ()

    @property
    def failed(self) -> Sequence[Dependency]:
        return [dependency for dependency in self.dependencies if dependency.error]


@dataclass
class ReadinessCheck:
    """The check of one process: concurrent callers share one check."""

    services: Services
    require_sandbox: Ping | None = None
    _last: Checked | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def checked(self) -> Checked:
        """Return the last check if it is younger than five seconds, else a new one."""
        async with self._lock:
            now = self.services.clock.now()
            if self._last is None or not timedelta(0) <= now - self._last.at < REMEMBERED:
                pings = _pings(self.services)
                if self.require_sandbox is not None:
                    pings["sandbox"] = self.require_sandbox
                asked = (_ask(name, ping) for name, ping in pings.items())
                found = await asyncio.gather(*asked)
                upkeep = self.services.upkeep
                concerns = upkeep.concerns(now) if upkeep else ()
                self._last = Checked(found, self.services.clock.now(), concerns)
            return self._last


def _pings(services: Services) -> dict[str, Ping]:
    return {
        "tables": services.executions.ping,
        "queues": services.queue.ping,
        "blobs": services.blobs.ping,
        "secrets": services.secrets.ping,
        "workspace": services.workspace.ping,
    }


async def _ask(name: str, ping: Ping) -> Dependency:
    started = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await ping()
    except TimeoutError:
        error = f"no answer within {PATIENCE_SECONDS} s"
    except Unavailable as failure:
        error = str(failure)
    else:
        error = None
    latency = round((time.perf_counter() - started) * 1000, 1)
    return Dependency(name=name, latency_ms=latency, error=error)

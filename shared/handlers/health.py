"""Is this process alive, and does what it needs answer?"""

import asyncio
import time
from collections.abc import Awaitable, Callable

from shared.call import Call
from shared.errors import Detail, Unavailable
from shared.models.health import Dependency, Health, Readiness, Version
from shared.services.services import Services
from shared.settings import VERSION

PATIENCE_SECONDS = 5

Ping = Callable[[], Awaitable[None]]


async def live(call: Call) -> Health:
    """Answers from this process and its workers alone: no dependency is touched."""
    now = call.platform.services.clock.now()
    try:
        layers = await call.platform.engine.isolation()
    except Unavailable:
        return Health(timestamp=now)
    return Health(isolation={**layers}, timestamp=now)


async def ready(call: Call) -> Readiness:
    """Asks each dependency, all at once; Unavailable names those that did not answer."""
    services = call.platform.services
    found = await asyncio.gather(*(_ask(name, ping) for name, ping in _pings(services).items()))
    failed = [dependency for dependency in found if dependency.error]
    if failed:
        names = ", ".join(dependency.name for dependency in failed)
        details = [Detail(("dependencies", d.name), d.error or "") for d in failed]
        raise Unavailable(f"not ready: {names}", details)
    return Readiness(dependencies=list(found), timestamp=services.clock.now())


async def version(_: Call) -> Version:
    return Version(version=VERSION)


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

"""The runtime of this process, composed and connected on first use."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from shared.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from functions.composition import Runtime
    from shared.call import Platform
    from shared.services.services import Services
    from shared.settings import Settings

logger = logging.getLogger(__name__)


_current: list[Runtime] = []
#: Keeps the generator that closes the runtime alive as long as the process.
_lifespans: list[AsyncGenerator[Runtime]] = []
_starting = asyncio.Lock()


async def current() -> Runtime:
    """The runtime of this process; the first call composes and connects it."""
    if not _current:
        async with _starting:  # of several first requests at once, one composes it
            await _start()
    return _current[0]


async def _start() -> None:
    if not _current:
        lifespan = _lifespan()
        use(await anext(lifespan))
        _lifespans.append(lifespan)


async def platform() -> Platform:
    return (await current()).platform


def use(runtime: Runtime) -> None:
    """Make this the runtime of the process; tests pass one with stores in memory."""
    _current[:] = [runtime]


def compose(chosen: Settings, services: Services) -> Runtime:
    """Compose a runtime over these services."""
    # Imports all of the platform, which would slow indexing the app.
    from functions.composition import composed  # noqa: PLC0415

    return composed(chosen, services)


async def _lifespan() -> AsyncGenerator[Runtime]:
    """Connect the services and close them when the event loop closes its generators.

    The worker gives an app no other notice that it stops.
    """
    from shared import settings  # noqa: PLC0415  as above

    chosen = settings.from_environment()
    services = _connected(chosen)
    runtime = compose(chosen, services)
    try:
        await _warm(runtime.platform)
        sweep = asyncio.create_task(_first_sweep(runtime.platform))
        try:
            yield runtime
        finally:
            sweep.cancel()
            await asyncio.gather(sweep, return_exceptions=True)
    finally:
        await _end(runtime.platform, services)


async def _warm(platform: Platform) -> None:
    try:
        await platform.engine.warm()
    except Unavailable as error:
        logger.warning("engine not warmed: workflows cannot run yet", extra={"reason": str(error)})


async def _end(platform: Platform, services: Services) -> None:
    try:
        await platform.engine.close()
    except Unavailable as error:
        logger.info("engine not closed: the store is unavailable", extra={"reason": str(error)})
    finally:
        await services.close()


def _connected(chosen: Settings) -> Services:
    # Imports for half a second, which would slow indexing the app.
    if chosen.is_one_box:
        from shared.services.sqlite import connect as one_box  # noqa: PLC0415

        return one_box.connect(chosen)
    from shared.services.azure.connect import connect  # noqa: PLC0415

    return connect(chosen)


async def _first_sweep(platform: Platform) -> None:
    """Recover runs that an earlier process lost, before the first tick of the timer."""
    try:
        await platform.engine.sweep_at_start()
    except Unavailable as error:
        logger.warning("first sweep failed: the timer repeats it", extra={"reason": str(error)})

"""The runtime of this process, composed and connected on first use."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from functions.deferred import imported
from shared import settings
from shared.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from functions.composition import Runtime
    from shared.call import Platform
    from shared.engine.workers.pool import Pool
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


def compose(chosen: Settings, services: Services, pool: Pool | None = None) -> Runtime:
    """Compose a runtime over these services."""
    # Imports all of the platform, which would slow indexing the app.
    from functions.composition import composed  # noqa: PLC0415

    return composed(chosen, services, pool)


async def _lifespan() -> AsyncGenerator[Runtime]:
    """Connect the services and close them when the event loop closes its generators.

    The worker gives an app no other notice that it stops.
    """
    chosen = settings.from_environment()
    runtime = await _composed(chosen)
    try:
        sweep = asyncio.create_task(_first_sweep(runtime.platform))
        try:
            yield runtime
        finally:
            sweep.cancel()
            await asyncio.gather(sweep, return_exceptions=True)
    finally:
        await _end(runtime.platform, runtime.platform.services)


async def _require_released(chosen: Settings, services: Services) -> None:
    """Raise StoreHeld if a move has half filled the storage account, or taken it elsewhere.

    The store of one box looks at its hold itself when it is opened.
    """
    if chosen.is_one_box:
        return
    from shared.services.moves import holds  # noqa: PLC0415  as above

    try:
        await holds.require_released(holds.RowHolds(services.heartbeats), "the storage account")
    except holds.StoreHeld as error:
        logger.warning("store held", extra={"reason": str(error)})
        words = (
            "the platform is not in use: its data is elsewhere, or on its way. Its log says more"
        )
        raise holds.StoreHeld(words) from error
    except Unavailable as error:
        logger.warning("hold not looked for: the store is away", extra={"reason": str(error)})


async def _composed(chosen: Settings) -> Runtime:
    """Connect and compose while the pool starts its processes, which takes about as long."""
    from shared.engine.workers.pool import Pool  # noqa: PLC0415  as above

    pool = Pool(chosen)
    warming = asyncio.create_task(_warm(pool))
    services: Services | None = None
    try:
        # The event loop has to hear of the processes while this thread imports.
        await imported("functions.composition", _connector(chosen))
        services = _connected(chosen)
        await _require_released(chosen, services)
        runtime = compose(chosen, services, pool)
        await warming
    except BaseException:
        warming.cancel()
        await asyncio.gather(warming, return_exceptions=True)
        await pool.close()
        if services is not None:
            await services.close()
        raise
    return runtime


async def _warm(pool: Pool) -> None:
    try:
        await pool.warm()
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
    if chosen.is_one_box:
        from shared.services.sqlite import connect as one_box  # noqa: PLC0415  as above

        return one_box.connect(chosen)
    from shared.services.azure.connect import connect  # noqa: PLC0415  as above

    return connect(chosen)


def _connector(chosen: Settings) -> str:
    return f"shared.services.{'sqlite' if chosen.is_one_box else 'azure'}.connect"


async def _first_sweep(platform: Platform) -> None:
    """Recover runs that an earlier process lost, before the first tick of the timer."""
    try:
        await platform.engine.sweep_at_start()
    except Unavailable as error:
        logger.warning("first sweep failed: the timer repeats it", extra={"reason": str(error)})

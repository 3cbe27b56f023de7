"""This process's Platform, composed and connected when it is first asked for."""

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
_lives: list[AsyncGenerator[Runtime]] = []
_beginning = asyncio.Lock()


async def current() -> Runtime:
    """The runtime of this process."""
    if not _current:
        async with _beginning:  # the first requests come at once, and one of them makes it
            await _begin()
    return _current[0]


async def _begin() -> None:
    if not _current:
        life = _life()
        use(await anext(life))
        _lives.append(life)


async def platform() -> Platform:
    return (await current()).platform


def use(runtime: Runtime) -> None:
    """Make this the runtime of the process; tests pass one with stores in memory."""
    _current[:] = [runtime]


def compose(chosen: Settings, services: Services) -> Runtime:
    """A runtime over these services."""
    # All of the platform, which indexing the app must not pay for.
    from functions.composition import composed  # noqa: PLC0415

    return composed(chosen, services)


async def _life() -> AsyncGenerator[Runtime]:
    """Connects, and closes what it connected: the event loop ends its generators when it ends.

    The worker tells an app in no other way that it stops.
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
        logger.warning("workflows cannot run yet", extra={"reason": str(error)})


async def _end(platform: Platform, services: Services) -> None:
    try:
        await platform.engine.close()
    except Unavailable as error:
        logger.info("the store went first", extra={"reason": str(error)})
    finally:
        await services.close()


def _connected(chosen: Settings) -> Services:
    # Half a second of imports, which indexing the app must not pay for.
    if chosen.is_one_box:
        from shared.services.sqlite import connect as one_box  # noqa: PLC0415

        return one_box.connect(chosen)
    from shared.services.azure.connect import connect  # noqa: PLC0415

    return connect(chosen)


async def _first_sweep(platform: Platform) -> None:
    """Settle what an earlier process left behind before the first minute is over."""
    try:
        await platform.engine.sweep()
    except Unavailable as error:
        logger.warning("the first sweep waits for the timer", extra={"reason": str(error)})

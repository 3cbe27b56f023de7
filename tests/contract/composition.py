"""A runtime beside that of the fixture, closed after."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared.services.services import Services
from shared.settings import Settings


@asynccontextmanager
async def in_use(settings: Settings, services: Services) -> AsyncGenerator[Runtime]:
    """The triggers use it meanwhile."""
    made = compose(settings, services)
    runtime.use(made)
    try:
        yield made
    finally:
        await made.platform.engine.close()

"""/api/health and /api/version"""

from functions.about import About
from functions.access import Access
from functions.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.models.health import Health, Readiness, Version

routes = Routes()


@routes.endpoint("GET", "health", allow=Access.ANYONE, about=About.PLATFORM)
async def get_health(call: Call) -> Health:
    """Say that this process lives; touches no dependency."""
    return await handlers.health.live(call)


@routes.endpoint("GET", "health/ready", allow=Access.ANYONE, about=About.PLATFORM)
async def get_readiness(call: Call) -> Readiness:
    """Ask every dependency; 503 names the one that failed."""
    return await handlers.health.ready(call)


@routes.endpoint("GET", "version", allow=Access.ANYONE, about=About.PLATFORM)
async def get_version(call: Call) -> Version:
    """Say which version of Bifrost this is."""
    return await handlers.health.version(call)

"""/api/health and /api/version"""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.models.health import Dependencies, Health, Readiness, Version

routes = Routes()


@routes.endpoint("GET", "health", allow=Access.ANYONE, about=About.PLATFORM)
async def get_health(call: Call) -> Health:
    """Say that this process lives; touches no dependency."""
    return await handlers.health.live(call)


@routes.endpoint("GET", "health/ready", allow=Access.ANYONE, about=About.PLATFORM)
async def get_readiness(call: Call) -> Readiness:
    """Say whether every dependency answers; an answer is remembered for 5 seconds."""
    return await handlers.health.ready(call)


@routes.endpoint("GET", "health/dependencies", allow=Access.ADMIN, about=About.PLATFORM)
async def list_dependencies(call: Call) -> Dependencies:
    """List what the platform needs outside itself, and whether each of them answers."""
    return await handlers.health.dependencies(call)


@routes.endpoint("GET", "version", allow=Access.ANYONE, about=About.PLATFORM)
async def get_version(call: Call) -> Version:
    """Say which version of Bifrost this is."""
    return await handlers.health.version(call)

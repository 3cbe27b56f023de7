"""/api/health, /api/diagnostics and /api/version: whether the platform is well, and what it is."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.models import fleet
from shared.models.health import Dependencies, Health, Readiness, Version

routes = Routes()


@routes.endpoint("GET", "health", allow=Access.ANYONE, about=About.PLATFORM)
async def get_health(call: Call) -> Health:
    """Get whether this process is alive, without calling any dependency."""
    return await handlers.health.live(call)


@routes.endpoint("GET", "health/ready", allow=Access.ANYONE, about=About.PLATFORM)
async def get_readiness(call: Call) -> Readiness:
    """Get whether every dependency responds; the result is cached for 5 seconds."""
    return await handlers.health.ready(call)


@routes.endpoint("GET", "health/dependencies", allow=Access.ADMIN, about=About.PLATFORM)
async def list_dependencies(call: Call) -> Dependencies:
    """List the platform's dependencies, and whether each of them responds."""
    return await handlers.health.dependencies(call)


@routes.endpoint("GET", "diagnostics", allow=Access.ADMIN, about=About.PLATFORM)
async def get_diagnostics(call: Call) -> "fleet.diagnostics.Diagnostics":
    """Get the state of the platform: sandbox, dependencies, queues, workers, settings in force."""
    return await handlers.fleet.diagnostics.get(call)


@routes.endpoint("GET", "version", allow=Access.ANYONE, about=About.PLATFORM)
async def get_version(call: Call) -> Version:
    """Get the version of Bifrost."""
    return await handlers.health.version(call)

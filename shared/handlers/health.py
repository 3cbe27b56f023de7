"""Request handlers of liveness, readiness and version."""

import logging

from shared import release
from shared.call import Call
from shared.errors import Unavailable
from shared.models.health import Dependencies, Health, Readiness, Version

logger = logging.getLogger(__name__)


async def live(call: Call) -> Health:
    """Report liveness of this process and its workers, without any dependency."""
    now = call.platform.services.clock.now()
    try:
        layers = await call.platform.engine.isolation()
    except Unavailable:
        return Health(timestamp=now)
    return Health(isolation={**layers}, timestamp=now)


async def ready(call: Call) -> Readiness:
    """Report readiness, checked within the last 5 s; Unavailable does not say what failed."""
    checked = await call.platform.readiness.checked()
    if checked.failed:
        names = [dependency.name for dependency in checked.failed]
        logger.warning("process not ready", extra={"dependencies": names})
        raise Unavailable("not ready: platform administrators see why at /api/health/dependencies")
    return Readiness(degraded=bool(checked.concerns), timestamp=checked.at)


async def dependencies(call: Call) -> Dependencies:
    """Report the state of each dependency, checked within the last 5 s."""
    checked = await call.platform.readiness.checked()
    status = "notReady" if checked.failed else "ready"
    found = tuple(checked.dependencies)
    warnings = tuple(checked.concerns)
    return Dependencies(status=status, dependencies=found, warnings=warnings, timestamp=checked.at)


async def version(_: Call) -> Version:
    commit = release.commit()
    return Version(
        version=release.VERSION, release=release.VERSION, commit=commit, schema=release.SCHEMA
    )

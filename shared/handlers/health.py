"""Is this process alive, and does what it needs answer?"""

import logging

from shared.call import Call
from shared.errors import Unavailable
from shared.models.health import Dependencies, Health, Readiness, Version
from shared.settings import VERSION

logger = logging.getLogger(__name__)


async def live(call: Call) -> Health:
    """Answers from this process and its workers alone: no dependency is touched."""
    now = call.platform.services.clock.now()
    try:
        layers = await call.platform.engine.isolation()
    except Unavailable:
        return Health(timestamp=now)
    return Health(isolation={**layers}, timestamp=now)


async def ready(call: Call) -> Readiness:
    """Whether every dependency answered within the last five seconds; Unavailable names none."""
    checked = await call.platform.readiness.checked()
    if checked.failed:
        names = [dependency.name for dependency in checked.failed]
        logger.warning("not ready", extra={"dependencies": names})
        raise Unavailable("not ready: platform administrators see why at /api/health/dependencies")
    return Readiness(timestamp=checked.at)


async def dependencies(call: Call) -> Dependencies:
    """What each dependency answered within the last five seconds."""
    checked = await call.platform.readiness.checked()
    status = "notReady" if checked.failed else "ready"
    found = tuple(checked.dependencies)
    return Dependencies(status=status, dependencies=found, timestamp=checked.at)


async def version(_: Call) -> Version:
    return Version(version=VERSION)

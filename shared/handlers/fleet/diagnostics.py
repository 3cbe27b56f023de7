"""Request handlers of diagnostics: the state of the platform in one answer."""

import asyncio
from collections.abc import Mapping

from shared import release
from shared.call import Call
from shared.errors import Unavailable
from shared.models.executions import Execution
from shared.models.fleet.diagnostics import Diagnostics, ProcessCapacity, QueueState, StuckRun
from shared.models.health import Dependencies, Version
from shared.operations.fleet.settings_in_force import settings_in_force
from shared.services.queues import Queue

MOST_STUCK = 100
PATIENCE_SECONDS = 5


async def get(call: Call) -> Diagnostics:
    """Return what this process sees of the platform; what does not answer says so in its place."""
    engine, services = call.platform.engine, call.platform.services
    checked, stuck, index, layers, queues = await asyncio.gather(
        call.platform.readiness.checked(),
        engine.sweeper.stuck_anywhere(MOST_STUCK),
        engine.catalog.index(),
        _isolation(call),
        asyncio.gather(*(_state(name, queue) for name, queue in services.queues.items())),
    )
    return Diagnostics(
        version=Version(
            version=release.VERSION,
            release=release.VERSION,
            commit=release.commit(),
            schema=release.SCHEMA,
        ),
        isolation=None if layers is None else {**layers},
        dependencies=Dependencies(
            status="notReady" if checked.failed else "ready",
            dependencies=tuple(checked.dependencies),
            warnings=tuple(checked.concerns),
            timestamp=checked.at,
        ),
        queues=tuple(queues),
        capacity=_capacity(call),
        stuck=tuple(_stuck(execution) for execution in stuck),
        discovery_problems=len(index.problems),
        settings=settings_in_force(call.platform.settings),
        timestamp=services.clock.now(),
    )


async def _isolation(call: Call) -> Mapping[str, bool] | None:
    try:
        return await call.platform.engine.isolation()
    except Unavailable:
        return None


async def _state(name: str, queue: Queue) -> QueueState:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            depth = await queue.depth()
    except TimeoutError:
        error = f"no answer within {PATIENCE_SECONDS} s"
        return QueueState(name=name, messages=None, oldest_at=None, error=error)
    except Unavailable as failure:
        return QueueState(name=name, messages=None, oldest_at=None, error=str(failure))
    return QueueState(name=name, messages=depth.messages, oldest_at=depth.oldest_at)


def _capacity(call: Call) -> ProcessCapacity:
    engine, settings = call.platform.engine, call.platform.settings
    return ProcessCapacity(
        workers=engine.pool.processes,
        places=settings.workers_in_all,
        places_taken=engine.slots.taken,
        places_of_organization=settings.workers_per_organization,
        waiting=engine.slots.waiting,
    )


def _stuck(execution: Execution) -> StuckRun:
    return StuckRun(
        execution_id=execution.id,
        workflow_name=execution.workflow_name,
        status=execution.status,
        executed_by=execution.caller.id,
        executed_by_name=execution.caller.name,
        started_at=execution.started_at,
        org_id=execution.org_id,
        org_name=execution.org_name,
    )

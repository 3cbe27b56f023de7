"""Runs one attempt of an agent: without a worker, to an outcome, or until it waits."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.engine.journal.outcomes import cancelled, explained, timed_out
from shared.engine.queue.slots import Slot
from shared.engine.runs.runner import Attempt, Ran
from shared.errors import BifrostError, Stale, Unavailable
from shared.models.executions import Execution, Outcome


@dataclass(frozen=True, slots=True)
class PutDown:
    """The run can do nothing before this time, unless it is woken; it costs nothing until then."""

    until: datetime


class Turns(Protocol):
    """Goes on with runs of agents, a layer above the engine."""

    async def __call__(self, execution: Execution, slot: Slot) -> Outcome | PutDown:
        """Go on with a run from its journal, for as long as there is something to do."""
        ...

    async def after(self, execution: Execution) -> None:
        """Look once more at a run that was just put down, or has just ended."""
        ...


TurnsFor = Callable[[], Turns]


@dataclass(frozen=True, slots=True)
class AgentRunner:
    """Runs attempts of agents in this process, within their limits."""

    turns: Turns

    async def run(self, attempt: Attempt) -> Ran:
        """Go on with a run once ``begun`` has its ETag; raises what ``begun`` raises."""
        etag = await attempt.begun
        found = await _within_limit(self.turns(attempt.execution, attempt.slot), attempt)
        if isinstance(found, PutDown):
            return Ran(cancelled(), (), etag, found.until)
        return Ran(found, (), etag)


async def _within_limit(work: Awaitable[Outcome | PutDown], attempt: Attempt) -> Outcome | PutDown:
    """The outcome of a stretch, or Timeout or Cancelled if that comes first."""
    seconds = attempt.execution.timeout_seconds
    limit = asyncio.timeout(seconds)

    def end() -> None:
        if not limit.expired():
            limit.reschedule(asyncio.get_running_loop().time())

    try:
        async with limit:
            with attempt.cancel.on_cancel(end):
                return await work
    except TimeoutError:
        if not limit.expired():
            raise
        return cancelled() if attempt.cancel.is_cancelled else timed_out(seconds)
    except (Stale, Unavailable):
        raise
    except BifrostError as error:
        return explained(type(error).__name__, str(error))

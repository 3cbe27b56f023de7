"""Stores of a process that can be killed: after that, nothing of it happens any more."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import cast

from shared.services.queues import Queue
from shared.services.services import Services
from shared.services.tables import Table


class Killed(BaseException):
    """The process is gone: no bulkhead holds this."""


@dataclass
class Life:
    """How many operations on stores are left to a process."""

    left: int
    #: Whether the last operation is done, and only its answer is lost.
    is_done_at_last: bool = False

    def over(self, services: Services) -> Services:
        """The same services, for this process only."""
        return replace(
            services,
            directory=cast("Table", Mortal(services.directory, self)),
            executions=cast("Table", Mortal(services.executions, self)),
            heartbeats=cast("Table", Mortal(services.heartbeats, self)),
            audit=cast("Table", Mortal(services.audit, self)),
            queue=cast("Queue", Mortal(services.queue, self)),
        )

    async def spend(self, work: Callable[[], Awaitable[object]]) -> object:
        self.left -= 1
        if self.left < 0:
            if self.left == -1 and self.is_done_at_last:
                await work()
            raise Killed
        return await work()


class Mortal:
    def __init__(self, store: object, life: Life) -> None:
        self._store = store
        self._life = life

    def __getattr__(self, name: str) -> Callable[..., Awaitable[object]]:
        call = getattr(self._store, name)

        async def mortal(*arguments: object, **named: object) -> object:
            return await self._life.spend(lambda: call(*arguments, **named))

        return mortal

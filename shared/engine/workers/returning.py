"""The workers that are being reset after a run, and the callers that wait for one of them.

To reset a worker takes a millisecond or two, to fork another costs more than that, and slows
the resets that are under way. So a caller waits briefly for a worker of its tenant that comes back.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)
W = TypeVar("W")

#: A caller waits no longer than this for a worker that is being reset.
WAIT_SECONDS = 0.25


class Returning(Generic[T, W]):
    """Counts what comes back to each tenant, and hands it over first come, first served.

    ``give_back`` gets a worker that was handed to a caller who had just stopped to wait.
    """

    def __init__(self, give_back: Callable[[T, W], None]) -> None:
        self._give_back = give_back
        self._coming: Counter[T] = Counter()
        self._waiting: dict[T, deque[asyncio.Future[W | None]]] = {}

    def begin(self, tenant: T) -> None:
        """Note that a worker of this tenant is being reset; ``end`` has to follow."""
        self._coming[tenant] += 1

    def end(self, tenant: T) -> None:
        """Note that a reset is over; ``dismiss`` the callers for whom nothing comes any more."""
        self._coming[tenant] -= 1
        if not self._coming[tenant]:
            del self._coming[tenant]

    def dismiss(self, tenant: T) -> None:
        """Send the callers away that wait for more workers than come back, the first ones first."""
        while self.waiting(tenant) > self._coming[tenant]:
            self.hand_over(tenant, None)

    def is_spared(self, tenant: T) -> bool:
        """Whether each caller of the tenant that waits has another worker to come."""
        return self._coming[tenant] >= self.waiting(tenant)

    def waiting(self, tenant: T) -> int:
        return len(self._waiting.get(tenant, ()))

    def hand_over(self, tenant: T, worker: W | None) -> bool:
        """Give the first caller that waits a worker, or None to start one; False if none waits."""
        turns = self._waiting.get(tenant)
        if not turns:
            return False
        self._leave(tenant, turn := turns[0])
        turn.set_result(worker)
        return True

    async def wait(self, tenant: T) -> W | None:
        """Wait for a worker if more are coming than are waited for; None if none comes in time."""
        if self._coming[tenant] <= self.waiting(tenant):
            return None
        turn: asyncio.Future[W | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(tenant, deque()).append(turn)
        try:
            await asyncio.wait({turn}, timeout=WAIT_SECONDS)
        except asyncio.CancelledError:
            if turn.done() and (worker := turn.result()) is not None:
                self._give_back(tenant, worker)
            raise
        finally:
            self._leave(tenant, turn)
        return turn.result() if turn.done() else None

    def _leave(self, tenant: T, turn: "asyncio.Future[W | None]") -> None:
        turns = self._waiting.get(tenant)
        if turns is not None and turn in turns:
            turns.remove(turn)
            if not turns:
                del self._waiting[tenant]

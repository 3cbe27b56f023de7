"""How many runs may there be at once: in all, and for each organization?

Who waits is served by turns, one organization after the other, so that a customer with a
thousand calls does not hold up another's first.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from shared.errors import TooManyRequests

RETRY_AFTER_SECONDS = 5


@dataclass(slots=True)
class Slot:
    """Leave it once; ``async with`` does."""

    slots: "Slots"
    org_id: str
    is_held: bool = True
    absences: int = 0

    def release(self) -> None:
        """Free the place for others; again does nothing."""
        if self.is_held:
            self.is_held = False
            self.slots.free(self.org_id)

    def reacquire(self) -> None:
        """Hold it again, over the caps if need be: whoever waited for a child is running."""
        if not self.is_held:
            self.is_held = True
            self.slots.count(self.org_id)

    @contextmanager
    def released(self) -> Generator[None]:
        """Others may have it meanwhile, so that a run that waits for another does not hold it up.

        Several at once give it up once.
        """
        self.absences += 1
        self.release()
        try:
            yield
        finally:
            self.absences -= 1
            if not self.absences:
                self.reacquire()

    def __enter__(self) -> "Slot":
        return self

    def __exit__(self, *error: object) -> None:
        self.release()


class Slots:
    """One for the process."""

    def __init__(self, in_all: int, per_organization: int) -> None:
        self._in_all = in_all
        self._per_organization = per_organization
        self._taken: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    @property
    def taken(self) -> int:
        return self._taken.total()

    def has_room(self, org_id: str) -> bool:
        return self.taken < self._in_all and self._taken[org_id] < self._per_organization

    def is_at_limit_for(self, org_id: str) -> bool:
        """Whether the organization has all that it may have, so that its own runs free the next."""
        return self._taken[org_id] >= self._per_organization

    def find(self, org_id: str) -> Slot | None:
        """A place that is free now, or None."""
        if not self.has_room(org_id):
            return None
        self.count(org_id)
        return Slot(self, org_id)

    async def take(self, org_id: str, wait_seconds: float) -> Slot:
        """TooManyRequests if none comes free in time."""
        slot = self.find(org_id)
        return slot or await self._wait(org_id, wait_seconds)

    def count(self, org_id: str) -> None:
        self._taken[org_id] += 1

    def free(self, org_id: str) -> None:
        self._taken[org_id] -= 1
        if not self._taken[org_id]:
            del self._taken[org_id]
        self._admit_waiting()

    async def _wait(self, org_id: str, seconds: float) -> Slot:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(org_id, deque()).append(turn)
        try:
            async with asyncio.timeout(seconds):
                await turn
        except TimeoutError as error:
            self._stop_waiting(org_id, turn)
            message = "as many workflows are running as there may be: try again in a moment"
            raise TooManyRequests(message, RETRY_AFTER_SECONDS) from error
        except asyncio.CancelledError:
            self._stop_waiting(org_id, turn)
            raise
        return Slot(self, org_id)

    def _stop_waiting(self, org_id: str, turn: "asyncio.Future[None]") -> None:
        """What was given at the very moment of leaving goes to the next."""
        if turn.done() and not turn.cancelled():
            self.free(org_id)
            return
        line = self._waiting.get(org_id)
        if line is not None and turn in line:
            line.remove(turn)
            if not line:
                del self._waiting[org_id]

    def _admit_waiting(self) -> None:
        """Give free places to whoever waits, one organization after the other."""
        for org_id in list(self._waiting):
            if self._waiting.get(org_id) and self.has_room(org_id):
                self._admit(org_id)

    def _admit(self, org_id: str) -> None:
        line = self._waiting.pop(org_id)
        while line:
            turn = line.popleft()
            if not turn.done():
                self.count(org_id)
                turn.set_result(None)
                break
        if line:
            self._waiting[org_id] = line  # at the end: the others come first

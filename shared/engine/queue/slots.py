"""Slots: the concurrency limit of this process, in all and for each organization.

Free slots go to one organization after the other, so that a customer with a thousand waiting
runs does not hold up another customer's first.
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
    """A permit to run one workflow; leaving the ``with`` block releases it.

    It works like a semaphore that can be given up for a while: see ``released``.
    """

    slots: "Slots"
    org_id: str
    is_held: bool = True
    absences: int = 0

    def release(self) -> None:
        """Free the slot for other runs; a second call does nothing."""
        if self.is_held:
            self.is_held = False
            self.slots.free(self.org_id)

    def reacquire(self) -> None:
        """Hold the slot again, over the limit if need be: a parent that has waited is running."""
        if not self.is_held:
            self.is_held = True
            self.slots.count(self.org_id)

    @contextmanager
    def released(self) -> Generator[None]:
        """Give the slot up while a parent waits for its child, so that the child can run.

        Nested or concurrent blocks give it up once; the last one to end takes it again.
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
    """The slots of this process."""

    def __init__(self, in_all: int, per_organization: int) -> None:
        self._in_all = in_all
        self._per_organization = per_organization
        self._taken: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    @property
    def taken(self) -> int:
        return self._taken.total()

    @property
    def in_all(self) -> int:
        return self._in_all

    @property
    def waiting(self) -> int:
        """How many runs wait here for a slot."""
        return sum(len(turns) for turns in self._waiting.values())

    def has_room(self, org_id: str) -> bool:
        """Whether a slot is free for the organization."""
        return self.taken < self._in_all and self._taken[org_id] < self._per_organization

    def is_at_limit_for(self, org_id: str) -> bool:
        """Whether the organization has all its slots, so that only its own runs can free one."""
        return self._taken[org_id] >= self._per_organization

    def find(self, org_id: str) -> Slot | None:
        """A slot that is free now, or None."""
        if not self.has_room(org_id):
            return None
        self.count(org_id)
        return Slot(self, org_id)

    async def take(self, org_id: str, wait_seconds: float) -> Slot:
        """Wait for a free slot; TooManyRequests if there is none within ``wait_seconds``."""
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
            message = "all slots for workflows are taken: try again in a moment"
            raise TooManyRequests(message, RETRY_AFTER_SECONDS) from error
        except asyncio.CancelledError:
            self._stop_waiting(org_id, turn)
            raise
        return Slot(self, org_id)

    def _stop_waiting(self, org_id: str, turn: "asyncio.Future[None]") -> None:
        """Leave the queue of waiters.

        A slot that was granted at the moment of the timeout or the cancellation goes to the next.
        """
        if turn.done() and not turn.cancelled():
            self.free(org_id)
            return
        turns = self._waiting.get(org_id)
        if turns is not None and turn in turns:
            turns.remove(turn)
            if not turns:
                del self._waiting[org_id]

    def _admit_waiting(self) -> None:
        """Grant free slots to waiting runs, one organization after the other."""
        for org_id in list(self._waiting):
            if self._waiting.get(org_id) and self.has_room(org_id):
                self._admit(org_id)

    def _admit(self, org_id: str) -> None:
        turns = self._waiting.pop(org_id)
        while turns:
            turn = turns.popleft()
            if not turn.done():
                self.count(org_id)
                turn.set_result(None)
                break
        if turns:
            self._waiting[org_id] = turns  # last: the other organizations come first

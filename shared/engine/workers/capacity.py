"""The capacity of the pool: how many worker processes may be alive at any time.

A process counts from before its fork until it is gone with all its descendants, whatever it
does: it starts, it is a spare, it runs, it is being reset, it is idle, or it ends.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from shared.errors import Unavailable

W = TypeVar("W", bound=Hashable)

#: A caller waits no longer than this for a process to end. An end takes milliseconds, or a second
#: of grace if a run ignores it.
WAIT_SECONDS = 10


def _granted() -> "asyncio.Future[None]":
    return asyncio.get_running_loop().create_future()


@dataclass(eq=False, slots=True)
class _Turn(Generic[W]):
    """A caller's place in the line, and the spare that it gets instead of a process to start."""

    takes_spare: bool
    granted: "asyncio.Future[None]" = field(default_factory=_granted)
    spare: W | None = None


class Capacity(Generic[W]):
    """A semaphore with a line: first come, first served.

    Only callers that hold as many workers as there may be start one beyond the limit: those are
    parents that wait for their children, so that to wait for one of them could be forever.
    ``make_room`` is called when a caller waits, and has to end workers while ``is_short``.
    ``give_back`` gets a spare that was handed to a caller who had just stopped to wait.
    """

    def __init__(
        self,
        limit: int,
        make_room: Callable[[], None],
        give_back: Callable[[W], None],
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        self._limit = limit
        self._make_room = make_room
        self._give_back = give_back
        self._wait_seconds = wait_seconds
        self._starting = 0
        self._alive: set[W] = set()
        self._leaving: set[W] = set()
        self._lent = 0
        self._line: deque[_Turn[W]] = deque()

    @property
    def processes(self) -> int:
        """How many processes are alive or about to be started."""
        return self._starting + len(self._alive)

    @property
    def has_room(self) -> bool:
        """Whether a process may be started for which no caller waits."""
        return self.processes < self._limit and not self._line

    @property
    def is_short(self) -> bool:
        """Whether more processes have to end than are about to."""
        return self.processes - len(self._leaving) + len(self._line) > self._limit

    def reserve(self) -> None:
        """Count a process that is about to be started; ``started`` or ``failed`` has to follow."""
        self._starting += 1

    def started(self, worker: W) -> None:
        """Count the process that was reserved by its worker; ``gone`` has to follow."""
        self._starting -= 1
        self._alive.add(worker)

    def failed(self) -> None:
        """Forget a process that was reserved, and did not start."""
        self._starting -= 1
        self._admit()

    def leave(self, worker: W) -> None:
        """Note that a worker is being ended."""
        self._leaving |= {worker} & self._alive

    def gone(self, worker: W) -> None:
        """Forget a process that has exited."""
        self._alive.discard(worker)
        self._leaving.discard(worker)
        self._admit()

    def lend(self) -> None:
        """Count a worker that a caller holds; ``unlend`` has to follow."""
        self._lent += 1
        self._admit()

    def unlend(self) -> None:
        self._lent -= 1

    async def take(self, *, takes_spare: bool) -> W | None:
        """Lend a spare, or reserve a process for the caller to start (None), in its turn.

        Unavailable if there is neither within 10 s.
        """
        if not self._line and self._may_start():
            self._grant_start()
            return None
        turn = _Turn[W](takes_spare=takes_spare)
        self._line.append(turn)
        self._make_room()
        try:
            await asyncio.wait({turn.granted}, timeout=self._wait_seconds)
        except asyncio.CancelledError:
            self._return(turn)
            raise
        if turn.granted.done():
            return turn.spare
        self._line.remove(turn)
        raise Unavailable("every process for workflows is taken: try again in a moment")

    def hand_over(self, spare: W) -> bool:
        """Lend a spare to the first caller that can use it; False if none waits."""
        for turn in self._line:
            if turn.takes_spare:
                self._line.remove(turn)
                self._lent += 1
                turn.spare = spare
                turn.granted.set_result(None)
                self._admit()
                return True
        return False

    def _may_start(self) -> bool:
        return self.processes < self._limit or self._lent >= self._limit

    def _grant_start(self) -> None:
        self._starting += 1
        self._lent += 1

    def _admit(self) -> None:
        while self._line and self._may_start():
            self._grant_start()
            self._line.popleft().granted.set_result(None)

    def _return(self, turn: _Turn[W]) -> None:
        """Take back what a caller was granted at the moment of its cancellation."""
        if not turn.granted.done():
            self._line.remove(turn)
            return
        self._lent -= 1
        if turn.spare is None:
            self.failed()
        else:
            self._give_back(turn.spare)

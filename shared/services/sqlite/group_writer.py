"""Group commit: the one writer of a database commits what many callers write.

Whatever is written in one turn of the event loop, or while a commit is on its way to the disk,
shares a commit, so that many callers cost one ``fsync`` and not one each.

While the disk is quick, the event loop commits itself: that takes a quarter of a millisecond, and
to wake a thread and be woken by it costs as much again. To a thread go the commits of a slow disk,
much work, and the checkpoints of the log, so that nothing else waits for them.
"""

import asyncio
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from shared.services.sqlite.faults import meaning

logger = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

MOST_IN_GROUP = 256
#: The event loop leaves larger groups to the thread.
MOST_ON_LOOP = 64
#: The event loop commits while its commits take less than this in the mean.
QUICK_SECONDS = 0.001
#: How much of the mean the last commit is.
WEIGHT = 0.1
#: So many rows are changed before the log is copied to the database; SQLite would do it itself, in
#: a commit, after 1,000 pages.
ROWS_TO_CHECKPOINT = 600


class _Sign(Enum):
    """What the thread finds among its orders."""

    CHECKPOINT = auto()
    CLOSE = auto()


@dataclass(slots=True)
class _Order(Generic[T]):
    """One piece of work for the writer, and who waits for it."""

    work: Work[T]
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[T]"
    result: T | None = None
    error: BaseException | None = None

    def deliver(self) -> None:
        """Tell the caller, unless it went away meanwhile."""
        if self.answer.done():
            return
        if self.error is not None:
            self.answer.set_exception(self.error)
        else:
            self.answer.set_result(self.result)  # type: ignore[arg-type]


class GroupWriter:
    """Writes through a connection of its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        #: Held by the thread that uses the connection.
        self._turn = threading.Lock()
        #: What was written in this turn of each event loop.
        self._gathered: dict[asyncio.AbstractEventLoop, list[_Order[Any]]] = {}
        self._orders: SimpleQueue[_Order[Any] | _Sign] = SimpleQueue()
        #: The mean of the last commits. A disk counts as slow until it was quick for a while.
        self._commit_seconds = 10 * QUICK_SECONDS
        self._checkpointed = connection.total_changes
        self._thread = threading.Thread(target=self._serve, name="sqlite", daemon=True)
        self._thread.start()

    async def write(self, work: Work[T], *, is_much: bool = False) -> T:
        """Do the work, and return what it returned once that is on the disk.

        What the work raises undoes it alone, not its neighbours. Unavailable if the disk failed.
        Work that takes longer than a few rows ``is_much``.
        """
        loop = asyncio.get_running_loop()
        order = _Order(work, loop, loop.create_future())
        if is_much:
            self._orders.put(order)
            return await order.answer
        gathered = self._gathered.setdefault(loop, [])
        gathered.append(order)
        if len(gathered) == 1:
            loop.call_soon(self._commit_gathered, loop)
        return await order.answer

    def close(self) -> None:
        """Commit what waits, and use the connection no more."""
        for loop in [*self._gathered]:
            self._leave_to_the_thread(self._gathered.pop(loop))
        self._orders.put(_Sign.CLOSE)
        self._thread.join()

    # on the event loop

    def _commit_gathered(self, loop: asyncio.AbstractEventLoop) -> None:
        """Commit here if that is quick and the thread has nothing to do; else it does it."""
        group = self._gathered.pop(loop, [])  # none is left after a close
        is_quick = self._commit_seconds < QUICK_SECONDS and len(group) <= MOST_ON_LOOP
        is_free = is_quick and self._orders.empty() and self._turn.acquire(blocking=False)
        if not is_free:
            self._leave_to_the_thread(group)
            return
        try:
            self._commit(group)
        finally:
            self._turn.release()
        _deliver(group)

    def _leave_to_the_thread(self, group: Sequence[_Order[Any]]) -> None:
        for order in group:
            self._orders.put(order)

    # in the thread

    def _serve(self) -> None:
        """Do what is ordered, until the sign to close."""
        while True:
            group, sign = self._next_group()
            with self._turn:
                if group:
                    self._commit(group)
                if sign is _Sign.CHECKPOINT:
                    self._checkpoint()
            _deliver_to_loops(group)
            if sign is _Sign.CLOSE:
                return

    def _next_group(self) -> tuple[list[_Order[Any]], _Sign | None]:
        """The next orders, up to a sign or the last one that waits."""
        group: list[_Order[Any]] = []
        found = self._orders.get()
        while not isinstance(found, _Sign):
            group.append(found)
            if len(group) == MOST_IN_GROUP:
                return group, None
            try:
                found = self._orders.get_nowait()
            except Empty:
                return group, None
        return group, found

    def _checkpoint(self) -> None:
        """Copy the log to the database, so that no commit has to."""
        try:
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except sqlite3.Error as error:
            logger.warning("a checkpoint failed", extra={"reason": str(error)})

    # in either, with the turn

    def _commit(self, group: Sequence[_Order[Any]]) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for order in group:
                self._do(order)
            began = time.perf_counter()
            self._connection.execute("COMMIT")
            self._note(time.perf_counter() - began)
        except (sqlite3.Error, OSError) as error:
            self._undo()
            logger.warning("a commit failed", extra={"reason": str(error), "writes": len(group)})
            for order in group:
                order.error = meaning(error)

    def _note(self, seconds: float) -> None:
        """Note how long a commit took, and order a checkpoint once there is enough to copy."""
        self._commit_seconds += WEIGHT * (seconds - self._commit_seconds)
        changes = self._connection.total_changes
        if changes - self._checkpointed > ROWS_TO_CHECKPOINT:
            self._checkpointed = changes
            self._orders.put(_Sign.CHECKPOINT)

    def _do(self, order: _Order[Any]) -> None:
        """One order in a savepoint of its own: what it raises is its caller's."""
        self._connection.execute("SAVEPOINT one")
        try:
            order.result = order.work(self._connection)
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001  the writer outlives what one caller's work raises
            self._connection.execute("ROLLBACK TO one")
            order.error = error
        self._connection.execute("RELEASE one")

    def _undo(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            logger.warning("a rollback failed", extra={"reason": str(error)})


def _deliver_to_loops(group: Sequence[_Order[Any]]) -> None:
    """One call into each event loop, however many of its callers wait."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Order[Any]]] = {}
    for order in group:
        by_loop.setdefault(order.loop, []).append(order)
    for loop, orders in by_loop.items():
        try:
            loop.call_soon_threadsafe(_deliver, orders)
        except RuntimeError:  # the loop has ended, and with it its callers
            logger.info("nobody waits for a write", extra={"writes": len(orders)})


def _deliver(orders: Sequence[_Order[Any]]) -> None:
    for order in orders:
        order.deliver()

"""The database of one box: one writer that commits in groups, and reads beside it.

Whatever is written while a commit is on its way to the disk shares the next one, so that many
callers cost one ``fsync`` and not one each. A write is answered once it is committed.
"""

import asyncio
import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Generic, Literal, TypeVar

from shared.errors import Unavailable
from shared.services.sqlite import checks
from shared.services.sqlite.faults import meaning, translated
from shared.services.sqlite.holds import require_released
from shared.services.sqlite.lock import StoreLock, require_local_disk
from shared.services.sqlite.schema import upgrade

logger = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
Sync = Literal["full", "normal"]

NAME = "bifrost.db"
#: Present while a process has the store open; found at a start, the last end was unclean.
OPEN_MARK = "open"
MOST_IN_GROUP = 256
#: A record is about 2.9 KB: in pages of 4 KiB a quarter of each would stay empty.
PAGE_BYTES = 8192
CACHE_KIBIBYTES = 16 * 1024
#: Pages that are free are given back to the file system at most this many at a time.
VACUUM_PAGES = 200


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


class Database:
    """One file, one writer thread, and a connection for reads on the caller's own thread."""

    def __init__(self, folder: Path, sync: Sync = "full", *, even_if_held: bool = False) -> None:
        """Open or make the store in a folder of mode 0700.

        ``even_if_held`` is for the move that holds it. Raises StoreTaken, StoreHeld, UnfitFolder,
        NewerSchema, or Unavailable for a damaged file.
        """
        _make_private(folder)
        require_local_disk(folder)
        self.folder = folder
        self.path = folder / NAME
        self._lock = StoreLock(folder)
        self._orders: SimpleQueue[_Order[Any] | None] = SimpleQueue()
        try:
            if not even_if_held:
                require_released(folder)
            with translated():
                self._writer = _connected(self.path, sync)
                _check_after_unclean_end(self._writer, folder / OPEN_MARK)
                upgrade(self._writer)
                self._reader = _connected(self.path, sync)
                self._reader.execute("PRAGMA query_only = ON")
        except BaseException:
            self._lock.release()
            raise
        self._thread = threading.Thread(target=self._commit_groups, name="sqlite", daemon=True)
        self._thread.start()

    async def write(self, work: Work[T]) -> T:
        """Do the work in the writer, and return what it returned once that is on the disk.

        What the work raises undoes it alone, not its neighbours. Unavailable if the disk failed.
        """
        loop = asyncio.get_running_loop()
        order = _Order(work, loop, loop.create_future())
        self._orders.put(order)
        return await order.answer

    def read(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """RowStatements as they were committed last. Quick enough for the caller's own thread."""
        with translated():
            return self._reader.execute(sql, parameters).fetchall()

    def free_pages(self) -> int:
        """Pages of the file that hold nothing."""
        return int(self.read("PRAGMA freelist_count")[0][0])

    async def vacuum(self) -> None:
        """Give some free pages back to the file system: at most ``VACUUM_PAGES``."""

        def work(connection: sqlite3.Connection) -> None:
            # The module takes one step of a statement without columns, and a step is one page.
            for _ in range(VACUUM_PAGES):
                connection.execute("PRAGMA incremental_vacuum(1)")

        await self.write(work)

    def close(self) -> None:
        """Commit what waits, then let another process have the store."""
        self._orders.put(None)
        self._thread.join()
        self._reader.close()
        self._writer.close()
        (self.folder / OPEN_MARK).unlink(missing_ok=True)
        self._lock.release()

    def _commit_groups(self) -> None:
        is_open = True
        while is_open:
            group, is_open = self._next_group()
            if group:
                self._commit(group)
                _deliver(group)

    def _next_group(self) -> tuple[list[_Order[Any]], bool]:
        """The next order and whatever waits behind it; False once the store closes."""
        group: list[_Order[Any]] = []
        order = self._orders.get()
        while order is not None:
            group.append(order)
            if len(group) == MOST_IN_GROUP:
                return group, True
            try:
                order = self._orders.get_nowait()
            except Empty:
                return group, True
        return group, False

    def _commit(self, group: list[_Order[Any]]) -> None:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            for order in group:
                self._do(order)
            self._writer.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            self._undo()
            logger.warning("a commit failed", extra={"reason": str(error), "writes": len(group)})
            for order in group:
                order.error = meaning(error)

    def _do(self, order: _Order[Any]) -> None:
        """One order in a savepoint of its own: what it raises is its caller's."""
        self._writer.execute("SAVEPOINT one")
        try:
            order.result = order.work(self._writer)
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001  the writer outlives what one caller's work raises
            self._writer.execute("ROLLBACK TO one")
            order.error = error
        self._writer.execute("RELEASE one")

    def _undo(self) -> None:
        try:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
        except sqlite3.Error as error:
            logger.warning("a rollback failed", extra={"reason": str(error)})


def _deliver(group: list[_Order[Any]]) -> None:
    """One call into each event loop, however many of its callers wait."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Order[Any]]] = {}
    for order in group:
        by_loop.setdefault(order.loop, []).append(order)
    for loop, orders in by_loop.items():
        try:
            loop.call_soon_threadsafe(_deliver_all, orders)
        except RuntimeError:  # the loop has ended, and with it its callers
            logger.info("nobody waits for a write", extra={"writes": len(orders)})


def _deliver_all(orders: list[_Order[Any]]) -> None:
    for order in orders:
        order.deliver()


def _connected(path: Path, sync: Sync) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    path.chmod(0o600)
    for pragma in (
        "busy_timeout = 2000",
        f"page_size = {PAGE_BYTES}",
        "auto_vacuum = INCREMENTAL",
        "journal_mode = WAL",
        f"synchronous = {sync}",
        f"cache_size = -{CACHE_KIBIBYTES}",
        "temp_store = MEMORY",
        "journal_size_limit = 67108864",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _check_after_unclean_end(connection: sqlite3.Connection, mark: Path) -> None:
    """Look through the whole file if the process before this one was killed."""
    if mark.exists():
        logger.info("the last end was unclean: the store is checked")
        found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
        checks.record(mark.parent, found)
        if found != "ok":
            raise Unavailable(f"the store is damaged: restore the last backup ({found})")
    mark.touch(mode=0o600)


def _make_private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if folder.stat().st_uid == os.geteuid():
        folder.chmod(0o700)

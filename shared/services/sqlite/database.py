"""The database of one box: one writer, see ``group_writer``, and reads beside it.

A write is answered once it is committed.
"""

import logging
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from shared.errors import Unavailable
from shared.services.sqlite import checks
from shared.services.sqlite.faults import translated
from shared.services.sqlite.group_writer import GroupWriter, T, Work
from shared.services.sqlite.holds import require_released
from shared.services.sqlite.lock import StoreLock, require_local_disk
from shared.services.sqlite.schema import upgrade

logger = logging.getLogger(__name__)

Sync = Literal["full", "normal"]

NAME = "bifrost.db"
#: Present while a process has the store open; found at a start, the last end was unclean.
OPEN_MARK = "open"
#: A record is about 2.9 KB: in pages of 4 KiB a quarter of each would stay empty.
PAGE_BYTES = 8192
CACHE_KIBIBYTES = 16 * 1024
#: Pages that are free are given back to the file system at most this many at a time.
VACUUM_PAGES = 200


class Database:
    """One file, one writer, and a connection for reads on the caller's own thread."""

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
        try:
            if not even_if_held:
                require_released(folder)
            with translated():
                self._connection = _connected(self.path, sync)
                _check_after_unclean_end(self._connection, folder / OPEN_MARK)
                upgrade(self._connection)
                self._reader = _connected(self.path, sync)
                self._reader.execute("PRAGMA query_only = ON")
        except BaseException:
            self._lock.release()
            raise
        self._writer = GroupWriter(self._connection)

    async def write(self, work: Work[T], *, is_much: bool = False) -> T:
        """Do the work, and return what it returned once that is on the disk.

        What the work raises undoes it alone, not its neighbours. Unavailable if the disk failed.
        Work that takes longer than a few rows ``is_much``.
        """
        return await self._writer.write(work, is_much=is_much)

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

        await self.write(work, is_much=True)

    def close(self) -> None:
        """Commit what waits, then let another process have the store."""
        self._writer.close()
        self._reader.close()
        self._connection.close()
        (self.folder / OPEN_MARK).unlink(missing_ok=True)
        self._lock.release()


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

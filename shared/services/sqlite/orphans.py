"""The sweep of files that no row names: what a process that was killed left beside the database."""

import asyncio
import time
from contextlib import suppress
from pathlib import Path

from shared.services.sqlite.database import Database
from shared.services.sqlite.large_files import LargeFiles

#: A younger file may be on its way to its row.
YOUNGEST_SECONDS = 3600.0
#: Files that one sweep removes at most.
MOST_FILES = 5_000


async def sweep(
    database: Database, files: LargeFiles, *, younger_are_kept: float = YOUNGEST_SECONDS
) -> int:
    """Remove files that no row names; how many there were. A backup delays the removal.

    It looks through one subfolder after the other, so that no other caller waits for it.
    """
    before = time.time() - younger_are_kept
    swept = 0
    for folder in await asyncio.to_thread(files.folders):
        old = await asyncio.to_thread(_older, folder, before)
        orphans = old - _named(database, folder.name)
        await files.remove(orphans)
        swept += len(orphans)
        if swept >= MOST_FILES:
            break
    return swept


def _named(database: Database, start: str) -> set[str]:
    """The files of one subfolder that rows name, read from their index."""
    sql = "SELECT file FROM blob_parts WHERE file >= ? AND file < ?"
    return {str(row[0]) for row in database.read(sql, (start, start + "\U0010ffff"))}


def _older(folder: Path, before: float) -> set[str]:
    found: set[str] = set()
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # removed meanwhile
            if path.stat().st_mtime < before:
                found.add(path.name)
    return found

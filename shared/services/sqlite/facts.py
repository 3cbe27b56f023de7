"""Facts of a store, read beside the platform that runs over it."""

import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shared.errors import NotFound
from shared.services.sqlite import checks, holds, lock
from shared.services.sqlite.checks import IntegrityCheck
from shared.services.sqlite.database import NAME
from shared.services.sqlite.faults import translated
from shared.services.sqlite.schema import version_of
from shared.services.sqlite.store import FILES


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """Sizes in bytes; ``holder`` is the id of the process that has the store, if one has."""

    folder: Path
    database: int
    reusable: int
    wal: int
    large_files: int
    large_count: int
    disk_free: int
    disk_total: int
    rows: Mapping[str, int]
    schema_version: int
    holder: str | None
    hold: str | None
    last_check: IntegrityCheck | None


def read(folder: Path) -> StoreFacts:
    """Return the facts of a store; NotFound if there is none, Unavailable if it cannot be read."""
    path = folder / NAME
    if not path.is_file():
        raise NotFound("store", folder)
    with translated():
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            version, rows = version_of(connection), rows_of(connection)
            free = connection.execute("PRAGMA freelist_count").fetchone()[0]
            page = connection.execute("PRAGMA page_size").fetchone()[0]
        finally:
            connection.close()
        sizes = [one.stat().st_size for one in (folder / FILES).glob("??/*")]
        usage = shutil.disk_usage(folder)
    hold = holds.read(folder)
    return StoreFacts(
        folder=folder,
        database=path.stat().st_size,
        reusable=free * page,
        wal=_size(path.with_name(f"{NAME}-wal")),
        large_files=sum(sizes),
        large_count=len(sizes),
        disk_free=usage.free,
        disk_total=usage.total,
        rows=rows,
        schema_version=version,
        holder=lock.holder_of(folder),
        hold=hold.reason(str(folder), f"the file {folder / holds.NAME}") if hold else None,
        last_check=checks.last(folder),
    )


def check(folder: Path) -> IntegrityCheck:
    """Look through the whole database for damage, which may take minutes, and remember it."""
    with translated():
        connection = sqlite3.connect(f"file:{folder / NAME}?mode=ro", uri=True)
        try:
            found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
        finally:
            connection.close()
        return checks.record(folder, found)


def rows_of(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of each table."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [str(row[0]) for row in connection.execute(f"{sql} ORDER BY name").fetchall()]
    # The names are those of the schema, never what a caller sent.
    counts = (f"SELECT count(*) FROM {name}" for name in names)
    found = [int(connection.execute(count).fetchone()[0]) for count in counts]
    return dict(zip(names, found, strict=True))


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0

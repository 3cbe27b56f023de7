"""A copy of the store taken while it runs, and its way back.

The database is copied by ``VACUUM INTO`` at one moment; the files beside it, which never change,
are copied after it while nothing is removed. The key file of the secrets is not in the copy.
"""

import asyncio
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from shared.errors import BifrostError, Conflict
from shared.services.sqlite.blobs import named_files
from shared.services.sqlite.database import NAME, Database
from shared.services.sqlite.faults import translated
from shared.services.sqlite.large_files import LargeFiles, sync_folder
from shared.services.sqlite.schema import VERSION, version_of

MANIFEST = "backup.json"
FILES = "files"

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class StoreCopy:
    """A finished copy."""

    folder: Path
    taken_at: datetime
    bytes: int
    files: int


class _Manifest(TypedDict):
    """What a copy says of itself: its files' SHA-256 by path."""

    takenAt: str
    schema: int
    hashes: Mapping[str, str]


class DamagedBackup(BifrostError):
    """The copy is not what was written."""

    status = 409


async def take(
    database: Database, files: LargeFiles, folder: Path, tell: Tell | None = None
) -> StoreCopy:
    """Copy the store into a new folder; ``tell`` hears how many files of how many are copied.

    The folder has another name until all of it is there. Conflict if it is there already;
    Unavailable if the disk is full, and nothing is left then.
    """
    if await asyncio.to_thread(folder.exists):
        raise Conflict(f"there is a backup at {folder} already")
    draft = folder.with_name(f".{folder.name}.part")
    at = datetime.now(UTC)
    with translated(), files.kept():
        try:
            await asyncio.to_thread(_start, draft, database.path)
            names = await asyncio.to_thread(_names_in, draft / NAME)
            for number, name in enumerate(sorted(names), 1):
                await asyncio.to_thread(_copied, files.path(name), draft / FILES / name[:2] / name)
                if tell is not None:
                    tell(number, len(names))
            size = await asyncio.to_thread(_finish, draft, folder, at)
        finally:
            await asyncio.to_thread(shutil.rmtree, draft, ignore_errors=True)
    return StoreCopy(folder, at, size, len(names))


def restore(backup: Path, folder: Path) -> None:
    """Put a copy where no store is.

    DamagedBackup if a byte of it changed, Conflict if there is a store.
    """
    if (folder / NAME).exists():
        raise Conflict(f"there is a store in {folder} already: name an empty folder")
    with translated():
        verify(backup)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        for name in _manifest(backup)["hashes"]:
            _copied(backup / name, folder / name)
        sync_folder(folder)


def verify(backup: Path) -> None:
    """Compare every file of a copy with its hash; DamagedBackup if one differs."""
    found = _manifest(backup)
    if found["schema"] > VERSION:
        raise DamagedBackup(f"{backup} was taken by a newer Bifrost (schema {found['schema']})")
    for name, digest in found["hashes"].items():
        path = backup / name
        if not path.is_file() or _hash(path) != digest:
            raise DamagedBackup(f"{path} is missing or damaged")
    connection = sqlite3.connect(f"file:{backup / NAME}?mode=ro&immutable=1", uri=True)
    try:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise DamagedBackup(f"{backup / NAME} is damaged")
    finally:
        connection.close()


async def sweep_orphans(database: Database, files: LargeFiles) -> int:
    """Remove files that no row names: what a kill left; how many there were. For a start only."""
    orphans = await asyncio.to_thread(files.names) - named_files(database)
    await files.remove(orphans)
    return len(orphans)


def _start(draft: Path, path: Path) -> None:
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        connection.execute("VACUUM INTO ?", (str(draft / NAME),))
    finally:
        connection.close()
    (draft / NAME).chmod(0o600)


def _names_in(database: Path) -> list[str]:
    connection = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)
    try:
        found = connection.execute("SELECT file FROM blob_parts WHERE file NOTNULL").fetchall()
        return [str(row[0]) for row in found]
    finally:
        connection.close()


def _finish(draft: Path, folder: Path, at: datetime) -> int:
    """Write the manifest, and give the copy its name."""
    paths = [path for path in sorted(draft.rglob("*")) if path.is_file()]
    connection = sqlite3.connect(f"file:{draft / NAME}?mode=ro&immutable=1", uri=True)
    try:
        schema = version_of(connection)
    finally:
        connection.close()
    manifest = {
        "takenAt": at.isoformat(),
        "schema": schema,
        "hashes": {path.relative_to(draft).as_posix(): _hash(path) for path in paths},
    }
    written = draft / MANIFEST
    written.write_text(json.dumps(manifest, indent=1))
    written.chmod(0o600)
    sync_folder(draft)
    draft.rename(folder)
    sync_folder(folder.parent)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _manifest(backup: Path) -> _Manifest:
    try:
        return json.loads((backup / MANIFEST).read_text())
    except (FileNotFoundError, ValueError) as error:
        raise DamagedBackup(f"{backup} is not a whole backup: it has no {MANIFEST}") from error


def _copied(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with source.open("rb") as content, target.open("xb") as copy:
        target.chmod(0o600)
        shutil.copyfileobj(content, copy)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

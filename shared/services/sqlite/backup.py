"""Backup and restore of a store, while a platform runs over it or not.

The database is copied by ``VACUUM INTO`` at one moment; the files beside it, which never change,
are copied after it while nothing is removed. The key file of the secrets is not in the backup.
"""

import asyncio
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from shared.errors import BifrostError, Conflict, NotFound, Unavailable
from shared.services.moves.holds import Hold
from shared.services.sqlite import checks, holds
from shared.services.sqlite.database import NAME
from shared.services.sqlite.facts import rows_of
from shared.services.sqlite.faults import translated
from shared.services.sqlite.large_files import LargeFiles, sync_folder
from shared.services.sqlite.lock import require_local_disk
from shared.services.sqlite.schema import VERSION, NewerSchema, version_of

MANIFEST = "backup.json"
FILES = "files"
#: Free space that a backup leaves on its disk, beside what it needs.
MARGIN_BYTES = 64 * 1024 * 1024

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class StoreCopy:
    """A finished backup."""

    folder: Path
    taken_at: datetime
    bytes: int
    files: int


class Manifest(BaseModel):
    """What a backup says of itself: the store it is of, and its files' SHA-256 by path."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, validate_by_name=True)

    taken_at: datetime
    schema_version: int = Field(validation_alias="schema", serialization_alias="schema")
    hashes: Mapping[str, str]
    store: str = ""
    bytes: int = 0
    rows: Mapping[str, int] = {}


class DamagedBackup(BifrostError):
    """The backup is not what was written."""

    status = 409


async def take(store: Path, files: LargeFiles, folder: Path, tell: Tell | None = None) -> StoreCopy:
    """Copy a store into a new folder; ``tell`` hears how many files of how many are copied.

    The folder has another name until all of it is there and on the disk. Conflict if it is there
    already, or another backup is being taken; Unavailable if the disk is full, or the store is
    damaged. What a failure leaves is removed.
    """
    if await asyncio.to_thread(folder.exists):
        raise Conflict(f"there is a backup at {folder} already")
    draft = folder.with_name(f".{folder.name}.part")
    at = datetime.now(UTC)
    with translated():
        async with files.kept():
            try:
                await asyncio.to_thread(_start, draft, store)
                names = await asyncio.to_thread(_names_in, draft / NAME)
                for number, name in enumerate(sorted(names), 1):
                    target = draft / FILES / name[:2] / name
                    await asyncio.to_thread(_copied, files.path(name), target)
                    if tell is not None:
                        tell(number, len(names))
                size = await asyncio.to_thread(_finish, draft, folder, store, at)
            finally:
                await asyncio.to_thread(shutil.rmtree, draft, ignore_errors=True)
    return StoreCopy(folder, at, size, len(names))


def restore(backup: Path, folder: Path, tell: Tell | None = None) -> Manifest:
    """Put a backup where no store is, and look through it.

    Until all of it is there, the folder is held: no platform starts over it. DamagedBackup if a
    byte of the backup changed, NewerSchema if a newer Bifrost took it, Conflict if the folder is
    not empty, Unavailable if the disk is full or too small.
    """
    manifest = manifest_of(backup)
    _require_known(backup, manifest)
    with translated():
        _require_empty(folder)
        verify(backup)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        require_local_disk(folder)
        folder.chmod(0o700)
        _require_room(folder, manifest.bytes)
        holds.write(folder, Hold(kind="restoring", other=str(backup), at=datetime.now(UTC)))
        for number, name in enumerate(manifest.hashes, 1):
            _copied(backup / name, folder / name)
            if tell is not None:
                tell(number, len(manifest.hashes))
        _require_sound(folder / NAME)
        checks.record(folder, checks.SOUND)
        holds.release(folder)
    return manifest


def verify(backup: Path) -> Manifest:
    """Compare every file of a backup with its hash; DamagedBackup if one differs."""
    found = manifest_of(backup)
    _require_known(backup, found)
    for name, digest in found.hashes.items():
        path = backup / name
        if not path.is_file() or _hash(path) != digest:
            raise DamagedBackup(f"{path} is missing or damaged: use another backup")
    _require_sound(backup / NAME)
    return found


def manifest_of(backup: Path) -> Manifest:
    """Return what a backup says of itself; DamagedBackup if it is not a whole one."""
    try:
        return Manifest.model_validate_json((backup / MANIFEST).read_text())
    except (FileNotFoundError, NotADirectoryError, ValidationError) as error:
        words = f"{backup} is not a whole backup: it has no {MANIFEST} that can be read"
        raise DamagedBackup(words) from error


def _require_known(backup: Path, found: Manifest) -> None:
    if found.schema_version > VERSION:
        raise NewerSchema(
            f"a newer Bifrost took {backup}: it has schema version {found.schema_version}, and "
            f"this Bifrost knows up to {VERSION}. Install that version, or use an older backup"
        )


def _require_empty(folder: Path) -> None:
    """``lost+found`` is on every fresh file system of ext4."""
    names = (path.name for path in folder.iterdir()) if folder.exists() else ()
    found = sorted(name for name in names if name != "lost+found")
    if found:
        words = f"{folder} is not empty (it has {found[0]}): name an empty folder"
        raise Conflict(f"there is a store in {folder} already" if NAME in found else words)


def _require_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + MARGIN_BYTES:
        raise Unavailable(
            f"the disk of {folder} has {free // 2**20} MiB free, and "
            f"{(needed + MARGIN_BYTES) // 2**20} MiB are needed: free some space"
        )


def _require_sound(database: Path) -> None:
    connection = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)
    try:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    finally:
        connection.close()
    if found != checks.SOUND:
        raise DamagedBackup(f"{database} is damaged ({found}): use another backup")


def _start(draft: Path, store: Path) -> None:
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    database = store / NAME
    if not database.is_file():
        raise NotFound("store", store)
    _require_room(draft, database.stat().st_size)
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        connection.execute("VACUUM INTO ?", (str(draft / NAME),))
    finally:
        connection.close()
    (draft / NAME).chmod(0o600)
    _sync(draft / NAME)
    _require_sound(draft / NAME)


def _names_in(database: Path) -> list[str]:
    connection = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)
    try:
        found = connection.execute("SELECT file FROM blob_parts WHERE file NOTNULL").fetchall()
        return [str(row[0]) for row in found]
    finally:
        connection.close()


def _finish(draft: Path, folder: Path, store: Path, at: datetime) -> int:
    """Write the manifest, and give the backup its name."""
    paths = [path for path in sorted(draft.rglob("*")) if path.is_file()]
    size = sum(path.stat().st_size for path in paths)
    schema, rows = _facts_of(draft / NAME)
    manifest = Manifest(
        taken_at=at,
        schema_version=schema,
        hashes={path.relative_to(draft).as_posix(): _hash(path) for path in paths},
        store=str(store.resolve()),
        bytes=size,
        rows=rows,
    )
    written = draft / MANIFEST
    written.touch(mode=0o600)
    written.write_text(manifest.model_dump_json(by_alias=True, indent=1))
    _sync(written)
    for inner in {path.parent for path in paths} | {draft}:
        sync_folder(inner)
    draft.rename(folder)
    sync_folder(folder.parent)
    with suppress(OSError):  # of a store that only root may write to, say
        checks.record(store, checks.SOUND)
    return size


def _facts_of(database: Path) -> tuple[int, dict[str, int]]:
    """The schema version, and the rows of each table."""
    connection = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)
    try:
        return version_of(connection), rows_of(connection)
    finally:
        connection.close()


def _copied(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with source.open("rb") as content, target.open("xb") as copy:
        target.chmod(0o600)
        shutil.copyfileobj(content, copy)
        copy.flush()
        os.fsync(copy.fileno())


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
